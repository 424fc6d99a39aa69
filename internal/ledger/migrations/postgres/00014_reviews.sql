-- +goose Up

-- What officials said of reports that were flagged for an unusual number: once
-- of each report.
CREATE TABLE reviews (
    report  BIGINT PRIMARY KEY,
    verdict TEXT COLLATE "C" NOT NULL, -- approved, sent_back
    author  BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX entries_flagged ON entries (unit, day) WHERE flagged > 0 AND reverses = 0;
