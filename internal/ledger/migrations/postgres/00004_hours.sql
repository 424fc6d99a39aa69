-- +goose Up

-- When a unit's agents are reminded and its officials hear who is silent;
-- HH:MM, off, or '' for as in the unit above.
CREATE TABLE hours (
    unit   TEXT COLLATE "C" PRIMARY KEY,
    remind TEXT COLLATE "C" NOT NULL,
    list   TEXT COLLATE "C" NOT NULL
);
