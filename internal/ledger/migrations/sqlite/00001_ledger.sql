-- +goose Up

-- The one row every commit takes first, so that commits are serial.
CREATE TABLE head (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    identity TEXT    NOT NULL, -- of this database, for ever
    seq      INTEGER NOT NULL, -- the newest entry
    revision INTEGER NOT NULL, -- the state of the reference records
    outbox   INTEGER NOT NULL  -- the newest reply
) STRICT;
INSERT INTO head VALUES (1, lower(hex(randomblob(16))), 0, 1, 0);

-- How far the kept sums have come.
CREATE TABLE rolled (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    seq      INTEGER NOT NULL,
    revision INTEGER NOT NULL -- whose tree the sums follow
) STRICT;
INSERT INTO rolled VALUES (1, 0, 1);

CREATE TABLE messages (
    key     TEXT    PRIMARY KEY,
    root    TEXT    NOT NULL,
    account TEXT    NOT NULL,
    kind    TEXT    NOT NULL,
    author  INTEGER NOT NULL,
    text    TEXT    NOT NULL, -- '' when not kept, or forgotten
    digest  TEXT    NOT NULL, -- of the text, to know it again; '' likewise
    report  INTEGER NOT NULL, -- 0 when it brought no entries
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_digest ON messages (account, at) WHERE digest <> '';
CREATE INDEX messages_kept ON messages (at) WHERE text <> '';

CREATE TABLE entries (
    seq       INTEGER PRIMARY KEY,
    report    INTEGER NOT NULL,
    message   TEXT    NOT NULL,
    unit      TEXT    NOT NULL,
    indicator TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    people    INTEGER NOT NULL,
    day       TEXT    NOT NULL,
    author    INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    reverses  INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    months    INTEGER NOT NULL,
    tag       TEXT    NOT NULL,
    flagged   INTEGER NOT NULL,
    source    TEXT    NOT NULL,
    opens     INTEGER NOT NULL
) STRICT;
CREATE INDEX entries_unit ON entries (unit, day);
CREATE INDEX entries_author ON entries (author, day);
CREATE INDEX entries_reports ON entries (author, report) WHERE seq = report;
CREATE UNIQUE INDEX entries_reverses ON entries (reverses) WHERE reverses > 0;
CREATE UNIQUE INDEX entries_source ON entries (source) WHERE source <> '';

-- +goose StatementBegin
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd

-- Sums of all entries of a unit's subtree up to and with a day, of all
-- indicators: bhyt:5,0,1;… are new, renewed, lapsed, visited, registered,
-- meetings, attendees, reports, and the newest report's instant.
CREATE TABLE cum (
    unit TEXT NOT NULL,
    day  TEXT NOT NULL,
    sums TEXT NOT NULL,
    PRIMARY KEY (unit, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY,
    reply    TEXT    NOT NULL,
    attempts INTEGER NOT NULL,
    due      INTEGER NOT NULL, -- not before; while leased, when the lease ends
    failed   INTEGER NOT NULL, -- when it was given up, or 0
    why      TEXT    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_failed ON outbox (failed) WHERE failed > 0;

CREATE TABLE talks (
    channel TEXT    NOT NULL,
    bot     TEXT    NOT NULL,
    chat    TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (channel, bot, chat)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL,
    folded   TEXT    NOT NULL,
    status   TEXT    NOT NULL,
    language TEXT    NOT NULL
) STRICT;
CREATE INDEX people_name ON people (name);
CREATE INDEX people_folded ON people (folded);

CREATE TABLE holdings (
    person INTEGER NOT NULL,
    role   TEXT    NOT NULL,
    unit   TEXT    NOT NULL,
    PRIMARY KEY (person, role, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX holdings_unit ON holdings (unit, role);

CREATE TABLE accounts (
    account TEXT    PRIMARY KEY,
    person  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_person ON accounts (person);

-- The last private chat of each account.
CREATE TABLE chats (
    account TEXT    PRIMARY KEY,
    channel TEXT    NOT NULL,
    bot     TEXT    NOT NULL,
    chat    TEXT    NOT NULL,
    closed  INTEGER NOT NULL, -- the person stopped the bot
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX chats_address ON chats (channel, bot, chat);

CREATE TABLE invitations (
    digest  TEXT    PRIMARY KEY,
    role    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    units   TEXT    NOT NULL, -- JSON
    status  TEXT    NOT NULL,
    expires INTEGER NOT NULL,
    account TEXT    NOT NULL, -- who used it, or ''
    person  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE guesses (
    account TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX guesses_account ON guesses (account, at);

CREATE TABLE units (
    code      TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    parent    TEXT NOT NULL,
    office    TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    to_day    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE successors (
    unit      TEXT    NOT NULL,
    place     INTEGER NOT NULL,
    successor TEXT    NOT NULL,
    whole     INTEGER NOT NULL,
    PRIMARY KEY (unit, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE names (
    unit TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (unit, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE baselines (
    unit         TEXT    NOT NULL,
    indicator    TEXT    NOT NULL,
    as_of        TEXT    NOT NULL,
    participants INTEGER NOT NULL,
    stated       INTEGER NOT NULL,
    bound        INTEGER NOT NULL,
    source       TEXT    NOT NULL,
    illustrative INTEGER NOT NULL,
    PRIMARY KEY (unit, indicator, as_of)
) STRICT, WITHOUT ROWID;

CREATE TABLE denominators (
    unit         TEXT    NOT NULL,
    base         TEXT    NOT NULL,
    as_of        TEXT    NOT NULL,
    people       INTEGER NOT NULL,
    source       TEXT    NOT NULL,
    illustrative INTEGER NOT NULL,
    PRIMARY KEY (unit, base, as_of)
) STRICT, WITHOUT ROWID;

CREATE TABLE targets (
    unit         TEXT    NOT NULL,
    agent        TEXT    NOT NULL,
    indicator    TEXT    NOT NULL,
    period       TEXT    NOT NULL,
    measure      TEXT    NOT NULL,
    rate         INTEGER NOT NULL,
    people       INTEGER NOT NULL,
    basis        TEXT    NOT NULL,
    from_day     TEXT    NOT NULL,
    illustrative INTEGER NOT NULL,
    PRIMARY KEY (unit, agent, indicator, period, measure, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
    unit       TEXT NOT NULL,
    class      TEXT NOT NULL,
    kind       TEXT NOT NULL, -- the commune group
    recognised TEXT NOT NULL,
    to_day     TEXT NOT NULL,
    PRIMARY KEY (unit, class, recognised)
) STRICT, WITHOUT ROWID;

CREATE TABLE floors (
    class     TEXT    NOT NULL,
    kind      TEXT    NOT NULL, -- the commune group
    from_day  TEXT    NOT NULL,
    to_day    TEXT    NOT NULL,
    indicator TEXT    NOT NULL,
    rate      INTEGER NOT NULL,
    basis     TEXT    NOT NULL,
    PRIMARY KEY (class, kind, from_day, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE locks (
    unit  TEXT NOT NULL,
    month TEXT NOT NULL,
    PRIMARY KEY (unit, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    author   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    note     TEXT    NOT NULL,
    changes  TEXT    NOT NULL -- JSON: how many of each kind
) STRICT;
