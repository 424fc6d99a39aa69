-- +goose Up

-- The offices that served a unit before the one of its row, each up to and
-- with a day.
CREATE TABLE served (
    unit   TEXT COLLATE "C" NOT NULL,
    to_day TEXT COLLATE "C" NOT NULL,
    office TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unit, to_day)
);
