-- +goose Up

-- What people want to hear of unasked. Who wants to hear no more stays, with
-- every = 'never': an older wish that is delivered again must not revive it.
CREATE TABLE follows (
    person    INTEGER NOT NULL,
    unit      TEXT    NOT NULL,
    indicator TEXT    NOT NULL,
    every     TEXT    NOT NULL, -- day, week, month, alert, never
    paused    INTEGER NOT NULL,
    said      INTEGER NOT NULL, -- when it was said
    PRIMARY KEY (person, unit, indicator)
) STRICT, WITHOUT ROWID;

-- How the units that are followed stood when they were last looked at.
CREATE TABLE vitals (
    unit      TEXT    NOT NULL,
    indicator TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    state     TEXT    NOT NULL, -- JSON
    PRIMARY KEY (unit, indicator)
) STRICT, WITHOUT ROWID;

-- What changed between two looks and is worth an alert; written together with
-- the look, so that it is found once.
CREATE TABLE alerts (
    id        TEXT    PRIMARY KEY,
    unit      TEXT    NOT NULL,
    indicator TEXT    NOT NULL,
    alert     TEXT    NOT NULL, -- JSON
    at        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_at ON alerts (at);

-- Changes of policy that explain a jump of a figure.
CREATE TABLE events (
    unit      TEXT NOT NULL,
    indicator TEXT NOT NULL, -- '' for all
    day       TEXT NOT NULL,
    what      TEXT NOT NULL,
    basis     TEXT NOT NULL,
    PRIMARY KEY (unit, indicator, day, what)
) STRICT, WITHOUT ROWID;
