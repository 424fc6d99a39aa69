-- +goose Up

-- What was told unasked, under the name by which it is told once only: a
-- reminder of a person and a day, a run of the schedule.
CREATE TABLE announced (
    key TEXT COLLATE "C" PRIMARY KEY,
    at  BIGINT NOT NULL
);
CREATE INDEX announced_at ON announced (at);
