package main

import (
	"errors"
	"fmt"
	"os"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

type exportCommand struct {
	Unit      string `required:"" help:"Code of the unit."`
	Indicator string `default:"bhyt" help:"bhyt, bhyt_hgd, bhyt_hssv, bhxh_tn, bhxh_bb, bhxh or bhtn."`
	From      string `help:"First day of the tallies, YYYY-MM-DD; without it the first of the year of the last."`
	To        string `help:"Last day, and the day of the figures; without it today."`
	Format    string `default:"xlsx" enum:"xlsx,csv,json" help:"xlsx: figures, tallies and targets; csv: the figures; json: all."`
	Output    string `short:"o" required:"" help:"The file to write."`
}

// Run writes the file: whole, or not at all.
func (c exportCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		e, err := c.gather(s, st)
		if err != nil {
			return err
		}
		part := c.Output + ".part"
		f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return failure{exitUsage, err}
		}
		if err := errors.Join(e.Write(f, c.Format), f.Close()); err != nil {
			return errors.Join(failure{exitStore, err}, os.Remove(part))
		}
		return os.Rename(part, c.Output)
	})
}

func (c exportCommand) gather(s *session, st *store) (*sheet.Export, error) {
	book, err := st.library.Book(s)
	if err != nil {
		return nil, err
	}
	w := sheet.Wanted{Unit: place.Code(c.Unit), Indicator: coverage.Indicator(c.Indicator), Reasons: true}
	if _, ok := book.Tree.Unit(w.Unit); !ok {
		return nil, failure{exitUsage, fmt.Errorf("--unit %s: no such unit", c.Unit)}
	}
	if _, ok := coverage.Describe(w.Indicator); !ok {
		return nil, failure{exitUsage, fmt.Errorf("--indicator %s: no such indicator", c.Indicator)}
	}
	if w.From, w.To, err = c.days(st.service.Today()); err != nil {
		return nil, failure{exitUsage, err}
	}
	e, err := sheet.Gather(s, st.service, w)
	if err != nil {
		return nil, failure{exitStore, err}
	}
	return e, nil
}

func (c exportCommand) days(today vi.Day) (from, to vi.Day, err error) {
	to = today
	if c.To != "" {
		if to, err = vi.ParseDay(c.To); err != nil {
			return 0, 0, fmt.Errorf("--to: %w", err)
		}
	}
	from = to.YearStart()
	if c.From != "" {
		if from, err = vi.ParseDay(c.From); err != nil {
			return 0, 0, fmt.Errorf("--from: %w", err)
		}
	}
	if from > to || to > today {
		return 0, 0, errors.New("--from, --to: want days in their order, up to today")
	}
	return from, to, nil
}
