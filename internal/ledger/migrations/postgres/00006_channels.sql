-- +goose Up

-- Files that platforms fetch by a signed address, under the digest of what
-- they are, until they expire.
CREATE TABLE hosted (
    id      TEXT COLLATE "C" PRIMARY KEY,
    name    TEXT   NOT NULL,
    type    TEXT   NOT NULL,
    bytes   BYTEA  NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX hosted_expires ON hosted (expires);

-- What was used of a platform's allowance in a period, over all replicas.
CREATE TABLE spent (
    name   TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (name, period)
);

-- Tokens that platforms renew, encrypted. Who renews one marks it first: the
-- old token works once.
CREATE TABLE sealed (
    name     TEXT COLLATE "C" PRIMARY KEY,
    version  BIGINT NOT NULL,
    secret   TEXT   NOT NULL,
    renewing BIGINT NOT NULL
);
