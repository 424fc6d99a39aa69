-- +goose Up

-- Why a correction took an entry back, or put one in its place.
ALTER TABLE entries ADD COLUMN cause TEXT NOT NULL DEFAULT '';
