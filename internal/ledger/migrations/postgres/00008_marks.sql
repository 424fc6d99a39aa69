-- +goose Up

-- Up to when something was looked through, by its name.
CREATE TABLE marks (
    name TEXT COLLATE "C" PRIMARY KEY,
    at   BIGINT NOT NULL
);
