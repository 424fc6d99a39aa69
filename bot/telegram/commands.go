package telegram

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Command is a line of the menu: 1 to 32 of a-z 0-9 _, and what it does.
type Command struct{ Name, Description string }

// SetCommands sets the menu of each language, two letters; "" is for all others.
func (c *Channel) SetCommands(ctx context.Context, menus map[string][]Command) error {
	var failures []error
	for _, language := range slices.Sorted(maps.Keys(menus)) {
		commands := []tgbotapi.BotCommand{}
		for _, one := range menus[language] {
			commands = append(commands, tgbotapi.BotCommand{Command: one.Name, Description: one.Description})
		}
		p := tgbotapi.Params{}
		if err := p.AddInterface("commands", commands); err != nil {
			return err
		}
		p.AddNonEmpty("language_code", language)
		if err := c.call(ctx, "setMyCommands", p, nil); err != nil {
			failures = append(failures, fmt.Errorf("menu %q: %w", language, err))
		}
	}
	return errors.Join(failures...)
}
