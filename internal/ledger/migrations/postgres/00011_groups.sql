-- +goose Up

-- Which unit's figures a group of people may see, and who said so.
CREATE TABLE chat_groups (
    channel TEXT COLLATE "C" NOT NULL,
    bot     TEXT COLLATE "C" NOT NULL,
    chat    TEXT COLLATE "C" NOT NULL,
    unit    TEXT COLLATE "C" NOT NULL,
    author  BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (channel, bot, chat)
);
