-- +goose Up

-- Which unit's figures a group of people may see, and who said so.
CREATE TABLE chat_groups (
    channel TEXT    NOT NULL,
    bot     TEXT    NOT NULL,
    chat    TEXT    NOT NULL,
    unit    TEXT    NOT NULL,
    author  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (channel, bot, chat)
) STRICT, WITHOUT ROWID;
