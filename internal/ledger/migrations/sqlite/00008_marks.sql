-- +goose Up

-- Up to when something was looked through, by its name.
CREATE TABLE marks (
    name TEXT    PRIMARY KEY,
    at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
