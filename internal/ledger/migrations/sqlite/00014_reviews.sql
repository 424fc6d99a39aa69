-- +goose Up

-- What officials said of reports that were flagged for an unusual number: once
-- of each report.
CREATE TABLE reviews (
    report  INTEGER PRIMARY KEY,
    verdict TEXT    NOT NULL, -- approved, sent_back
    author  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    reason  TEXT    NOT NULL
) STRICT;
CREATE INDEX entries_flagged ON entries (unit, day) WHERE flagged > 0 AND reverses = 0;
