-- +goose Up

-- The offices that served a unit before the one of its row, each up to and
-- with a day.
CREATE TABLE served (
    unit   TEXT NOT NULL,
    to_day TEXT NOT NULL,
    office TEXT NOT NULL,
    PRIMARY KEY (unit, to_day)
) STRICT, WITHOUT ROWID;
