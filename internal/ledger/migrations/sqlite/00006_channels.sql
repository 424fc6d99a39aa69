-- +goose Up

-- Files that platforms fetch by a signed address, under the digest of what
-- they are, until they expire.
CREATE TABLE hosted (
    id      TEXT    PRIMARY KEY,
    name    TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    bytes   BLOB    NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hosted_expires ON hosted (expires);

-- What was used of a platform's allowance in a period, over all replicas.
CREATE TABLE spent (
    name   TEXT    NOT NULL,
    period TEXT    NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (name, period)
) STRICT, WITHOUT ROWID;

-- Tokens that platforms renew, encrypted. Who renews one marks it first: the
-- old token works once.
CREATE TABLE sealed (
    name     TEXT    PRIMARY KEY,
    version  INTEGER NOT NULL,
    secret   TEXT    NOT NULL,
    renewing INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
