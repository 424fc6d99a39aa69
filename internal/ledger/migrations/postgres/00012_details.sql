-- +goose Up

-- The kept sums now hold why people lapsed and how many months they paid: where
-- there are any they are made anew from the ledger, under a new state of the
-- records, so that nobody reads on from sums of before.
DELETE FROM cum;
UPDATE head SET revision = revision + 1 WHERE seq > 0;
UPDATE rolled SET seq = 0, revision = (SELECT revision FROM head);
