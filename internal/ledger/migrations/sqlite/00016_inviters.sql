-- +goose Up

-- Who made an invitation in a chat: it is good as long as they may invite; 0
-- made at the server, or before this was kept.
ALTER TABLE invitations ADD COLUMN author INTEGER NOT NULL DEFAULT 0;
