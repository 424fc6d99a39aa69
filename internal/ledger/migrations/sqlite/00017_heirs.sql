-- +goose Up

-- What was tallied in a unit after it had ended counts in what it became: where
-- there are such entries the kept sums are made anew from the ledger, under a
-- new state of the records, so that nobody reads on from sums of before.
DELETE FROM cum WHERE EXISTS (SELECT 1 FROM entries e JOIN units u ON u.code = e.unit WHERE u.to_day <> '' AND e.day > u.to_day);
UPDATE head SET revision = revision + 1 WHERE EXISTS (SELECT 1 FROM entries e JOIN units u ON u.code = e.unit WHERE u.to_day <> '' AND e.day > u.to_day);
UPDATE rolled SET seq = 0, revision = (SELECT revision FROM head)
    WHERE EXISTS (SELECT 1 FROM entries e JOIN units u ON u.code = e.unit WHERE u.to_day <> '' AND e.day > u.to_day);
