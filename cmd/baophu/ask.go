package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/sheet"
)

type askCommand struct {
	As   string   `help:"The person who asks; without it the operator, an admin of the whole country."`
	JSON bool     `name:"json" help:"Print the reply with its figures as JSON."`
	Text []string `arg:"" help:"The message."`
}

// asked is what --json prints: the reply, and the figures it shows. Those of
// the first unit stand at the top.
type asked struct {
	Text    string   `json:"text"`
	Buttons []button `json:"buttons"`
	*sheet.Figure
	Figures []sheet.Figure `json:"figures"`
}

type button struct {
	Label string `json:"label"`
	Send  string `json:"send"`
}

// Run answers the message and prints the reply.
func (c askCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		who := operator()
		if c.As != "" {
			people, err := st.ledger.ByName(s, c.As)
			switch {
			case err != nil:
				return failure{exitStore, err}
			case len(people) == 0:
				return failure{exitUsage, fmt.Errorf("--as %q: nobody of that name", c.As)}
			case len(people) > 1:
				return failure{exitUsage, fmt.Errorf("--as %q: %d people of that name", c.As, len(people))}
			}
			who = &people[0]
		}
		desk, err := st.desk(who, nil, nil)
		if err != nil {
			return err
		}
		now := st.now()
		out, shown, err := desk.Answer(s, bot.Message{
			From: bot.Address{Channel: "cli", Bot: "ask", Chat: strconv.FormatInt(int64(who.ID), 10)},
			ID:   strconv.FormatInt(now.UnixNano(), 36), Kind: bot.Text, Account: "cli/ask", ToUs: true,
			Text: strings.Join(c.Text, " "), Sent: now, Received: now,
		})
		if err != nil {
			return failure{exitStore, err}
		}
		return errors.Join(c.print(s, out, shown), st.printed(s, out))
	})
}

// printed settles the replies that were committed to the outbox: the print
// was their sending.
func (st *store) printed(s *session, out []bot.Outgoing) error {
	var ids []int64
	for _, o := range out {
		if o.ID != 0 {
			ids = append(ids, o.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return st.ledger.Done(s, ids...)
}

func (c askCommand) print(s *session, out []bot.Outgoing, shown []coverage.Standing) error {
	if !c.JSON {
		for _, o := range out {
			for _, r := range bot.Degrade(o.Reply, bot.Abilities{}) { // a terminal has no buttons
				if _, err := fmt.Fprintln(s.out, bot.Written(r)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	var texts []string
	res := asked{Buttons: []button{}, Figures: []sheet.Figure{}}
	for _, o := range out {
		texts = append(texts, bot.Written(o.Reply))
		for _, row := range o.Reply.Choices {
			for _, choice := range row {
				res.Buttons = append(res.Buttons, button{choice.Label, choice.Send})
			}
		}
	}
	res.Text = strings.Join(texts, "\n\n")
	for _, st := range shown {
		res.Figures = append(res.Figures, sheet.FigureOf(st))
	}
	if len(res.Figures) > 0 {
		res.Figure = &res.Figures[0]
	}
	return writeJSON(s, res)
}
