-- +goose Up

-- What was told unasked, under the name by which it is told once only: a
-- reminder of a person and a day, a run of the schedule.
CREATE TABLE announced (
    key TEXT    PRIMARY KEY,
    at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX announced_at ON announced (at);
