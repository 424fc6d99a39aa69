-- +goose Up

-- What is claimed first: 0 an answer, 1 a notice, whichever was written before.
ALTER TABLE outbox ADD COLUMN class INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET class = 1 WHERE reply LIKE '%"notice":true%';
CREATE INDEX outbox_class ON outbox (class, id) WHERE failed = 0;
