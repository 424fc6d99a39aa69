package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
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
	*figure
	Figures []figure `json:"figures"`
}

type button struct {
	Label string `json:"label"`
	Send  string `json:"send"`
}

// figure is one unit's standing. Numbers that are not known are null.
type figure struct {
	Unit         string         `json:"unit_code"`
	Title        string         `json:"unit"`
	Indicator    string         `json:"indicator"`
	AsOf         string         `json:"as_of"`
	Participants *int64         `json:"participants"`
	Denominator  *int64         `json:"denominator"`
	Rate         *int64         `json:"rate_bp"`
	Partial      bool           `json:"partial"`
	Illustrative bool           `json:"illustrative"`
	Targets      []targetFigure `json:"targets"`
	Same         *sameFigure    `json:"same_period"`
	Forecast     *string        `json:"forecast_on"`
	Baseline     *string        `json:"baseline_as_of"`
	LastTally    *string        `json:"last_tally_at"`
}

type targetFigure struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"` // percent, or people
	Period  string  `json:"period"`
	Basis   string  `json:"basis"`
	Gap     *int64  `json:"gap_people"`
	Pace    *int64  `json:"pace_people"`
}

type sameFigure struct {
	Participants int64 `json:"participants"`
	Delta        int64 `json:"delta"`
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
		desk, err := st.desk(who)
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
	res := asked{Buttons: []button{}, Figures: []figure{}}
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
		res.Figures = append(res.Figures, figureOf(st))
	}
	if len(res.Figures) > 0 {
		res.figure = &res.Figures[0]
	}
	return writeJSON(s, res)
}

func figureOf(st coverage.Standing) figure {
	f := figure{Unit: string(st.Unit), Title: st.Title, Indicator: string(st.Indicator), AsOf: st.AsOf.String(),
		Partial: st.Known && st.Partial(), Illustrative: st.Illustration(), Targets: []targetFigure{}}
	if st.Known {
		f.Participants = &st.Participants
		baseline := st.AsOfBaseline().String()
		f.Baseline = &baseline
	}
	if st.Denominator.Known {
		f.Denominator = &st.Denominator.Value
	}
	if st.Rated() {
		bp := coverage.BasisPoints(st.Participants, st.Denominator.Value)
		f.Rate = &bp
	}
	for _, t := range st.Targets {
		f.Targets = append(f.Targets, targetOf(t))
		if f.Forecast == nil && !t.Forecast.On.IsZero() {
			on := t.Forecast.On.String()
			f.Forecast = &on
		}
	}
	if st.Same != nil {
		f.Same = &sameFigure{st.Same.Participants, st.Same.Delta}
	}
	if !st.LastTally.IsZero() {
		at := st.LastTally.Format("2006-01-02T15:04:05Z07:00")
		f.LastTally = &at
	}
	return f
}

func targetOf(p coverage.Progress) targetFigure {
	t := targetFigure{Measure: string(p.Target.Measure), Value: float64(p.Target.People), Period: string(p.Target.Period), Basis: p.Target.Basis}
	if p.Target.Measure == coverage.RatePct {
		t.Value = float64(p.Target.Rate) / 10_000
	}
	if p.Known {
		t.Gap = &p.Gap
	}
	if p.PaceKnown {
		t.Pace = &p.Pace
	}
	return t
}
