-- +goose Up

-- When a unit's agents are reminded and its officials hear who is silent;
-- HH:MM, off, or '' for as in the unit above.
CREATE TABLE hours (
    unit   TEXT PRIMARY KEY,
    remind TEXT NOT NULL,
    list   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
