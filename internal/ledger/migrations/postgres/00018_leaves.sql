-- +goose Up

-- The days on which somebody rests, as they said themselves: the newest wish of
-- each. until is '' while nobody knows how long, since '' where it was taken
-- back. The duties of those days are noted besides, in their own table.
CREATE TABLE leaves (
    person BIGINT PRIMARY KEY,
    since  TEXT   NOT NULL,
    until  TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
