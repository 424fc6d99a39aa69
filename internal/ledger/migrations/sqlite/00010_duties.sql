-- +goose Up

-- By which entry a unit and day came to be reported (or, where the entry takes
-- another back, ceased to be), and whether that was in time. What was there
-- before is judged by what stands of it now.
ALTER TABLE entries ADD COLUMN delivers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN timely INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER entries_no_update;
UPDATE entries SET delivers = 1, timely = CASE WHEN date(at / 1000 + 25200, 'unixepoch') = day THEN 1 ELSE 0 END WHERE seq IN
    (SELECT MIN(e.seq) FROM entries e WHERE e.reverses = 0
     AND NOT EXISTS (SELECT 1 FROM entries r WHERE r.reverses = e.seq)
     AND EXISTS (SELECT 1 FROM holdings h WHERE h.unit = e.unit AND h.role = 'agent')
     GROUP BY e.unit, e.day);
-- +goose StatementBegin
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
-- +goose StatementEnd
UPDATE rolled SET seq = 0;
DELETE FROM cum;

-- Who answered for which village, in what status, from which day on until the
-- next row of the same person and village; '' where they no longer did. Rows
-- are only ever added.
CREATE TABLE duties (
    seq    INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    unit   TEXT NOT NULL,
    status TEXT NOT NULL,
    day    TEXT NOT NULL
) STRICT;
CREATE INDEX duties_unit ON duties (unit, person, seq);
CREATE INDEX duties_person ON duties (person, unit, seq);
INSERT INTO duties (person, unit, status, day)
    SELECT h.person, h.unit, p.status, COALESCE((SELECT MIN(e.day) FROM entries e WHERE e.unit = h.unit), date('now', '+7 hours'))
    FROM holdings h JOIN people p ON p.id = h.person WHERE h.role = 'agent';
