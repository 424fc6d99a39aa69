-- +goose Up

-- Who left BHYT itself for an employer was taken off it, and is now not: where
-- there are such entries the kept sums are made anew from the ledger, under a
-- new state of the records, so that nobody reads on from sums of before.
DELETE FROM cum WHERE EXISTS (SELECT 1 FROM entries WHERE reason = 'to_employer' AND indicator IN ('bhyt', 'bhxh'));
UPDATE head SET revision = revision + 1 WHERE EXISTS (SELECT 1 FROM entries WHERE reason = 'to_employer' AND indicator IN ('bhyt', 'bhxh'));
UPDATE rolled SET seq = 0, revision = (SELECT revision FROM head)
    WHERE EXISTS (SELECT 1 FROM entries WHERE reason = 'to_employer' AND indicator IN ('bhyt', 'bhxh'));
