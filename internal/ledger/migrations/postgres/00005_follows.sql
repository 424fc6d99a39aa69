-- +goose Up

-- What people want to hear of unasked. Who wants to hear no more stays, with
-- every = 'never': an older wish that is delivered again must not revive it.
CREATE TABLE follows (
    person    BIGINT NOT NULL,
    unit      TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL,
    every     TEXT COLLATE "C" NOT NULL, -- day, week, month, alert, never
    paused    BIGINT NOT NULL,
    said      BIGINT NOT NULL, -- when it was said
    PRIMARY KEY (person, unit, indicator)
);

-- How the units that are followed stood when they were last looked at.
CREATE TABLE vitals (
    unit      TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL,
    version   BIGINT NOT NULL,
    state     TEXT COLLATE "C" NOT NULL, -- JSON
    PRIMARY KEY (unit, indicator)
);

-- What changed between two looks and is worth an alert; written together with
-- the look, so that it is found once.
CREATE TABLE alerts (
    id        TEXT COLLATE "C" PRIMARY KEY,
    unit      TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL,
    alert     TEXT COLLATE "C" NOT NULL, -- JSON
    at        BIGINT NOT NULL
);
CREATE INDEX alerts_at ON alerts (at);

-- Changes of policy that explain a jump of a figure.
CREATE TABLE events (
    unit      TEXT COLLATE "C" NOT NULL,
    indicator TEXT COLLATE "C" NOT NULL, -- '' for all
    day       TEXT COLLATE "C" NOT NULL,
    what      TEXT COLLATE "C" NOT NULL,
    basis     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unit, indicator, day, what)
);
