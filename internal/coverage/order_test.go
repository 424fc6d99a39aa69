package coverage_test

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// chronicle is a small country to which everything happens that may: its
// communes are counted, so every total above a village is known throughout.
type chronicle struct {
	*world
	sent   []bot.Message // messages that brought something, to be edited
	flags  []int64       // reports that wait for a verdict
	locked map[coverage.Lock]bool
	made   int
}

func newChronicle(t *testing.T, e ledgertest.Engine) *chronicle {
	w := &world{first: date("2026-11-10"), last: date("2026-11-22")}
	w.units = []place.Unit{unit("01", "tỉnh", place.Nation), unit("A", "xã", "01"), unit("B", "xã", "01"),
		unit("A1", "bản", "A"), unit("A2", "bản", "A"), unit("A3", "bản", "A"), unit("B1", "bản", "B"), unit("B2", "bản", "B")}
	w.baselines = []coverage.Baseline{baseline("A", "2026-10-31", 300), baseline("B", "2026-10-31", 200)}
	w.house = openAt(t, e.URL(t), "2026-11-22", coverage.Records{Units: w.units, Baselines: w.baselines},
		coverage.Posting{Name: "Một", Role: coverage.Agent, Units: []place.Code{place.Nation}, Status: coverage.Active},
		coverage.Posting{Name: "Hai", Role: coverage.Agent, Units: []place.Code{place.Nation}, Status: coverage.Active},
		coverage.Posting{Name: "Xem", Role: coverage.Official, Units: []place.Code{"01"}, Status: coverage.Active})
	return &chronicle{world: w, locked: map[coverage.Lock]bool{}}
}

// settle books a draft, and keeps what was told of it.
func (c *chronicle) settle(t *rapid.T, d coverage.Draft, msg bot.Message, err error) {
	var res coverage.Result
	if err == nil {
		res, err = c.book(d, msg)
	}
	if refusal := (*coverage.Refusal)(nil); errors.As(err, &refusal) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	c.entries = append(c.entries, res.Entries...)
	for _, e := range res.Entries {
		for k := range c.locked {
			if coverage.MonthOf(e.Day) == k.Month && (e.Unit == k.Unit || k.Unit == "01" || e.Unit[:1] == k.Unit) {
				t.Fatalf("%+v was booked into a closed month", e)
			}
		}
	}
	if len(res.Entries) > 0 && d.Review == nil {
		c.sent = append(c.sent, msg)
	}
	if res.Flagged {
		c.flags = append(c.flags, res.Report)
	}
}

// happens is one thing of all that may happen.
func (c *chronicle) happens(t *rapid.T) {
	d, msg := c.draft(rapid.SampledFrom([]string{"Một", "Hai"}).Draw(t, "who"))
	d.Add, d.Sure = rapid.Bool().Draw(t, "add"), true
	var err error
	switch act := rapid.IntRange(0, 17).Draw(t, "act"); act {
	case 0:
		d, err = c.service.Undoing(c.ctx(), d, 0)
	case 1:
		d, err = c.service.Replacing(c.ctx(), d, coverage.Line{Count: rapid.Int64Range(0, 30).Draw(t, "instead")}, rapid.Bool().Draw(t, "fewer"))
	case 2:
		d, err = c.service.Moving(c.ctx(), d, 0, c.unit(t), 0)
	case 3:
		d, err = c.service.Totalling(c.ctx(), d, c.line(t, c.last-7))
	case 4:
		if len(c.sent) == 0 {
			return
		}
		old := rapid.SampledFrom(c.sent).Draw(t, "edited")
		msg.ID, msg.Version = old.ID, fmt.Sprint("v", c.messages)
		d.Message, d.Lines = msg.Root(), []coverage.Line{c.line(t, c.last-7)}
		d, err = c.service.Editing(c.ctx(), d)
	case 5:
		if len(c.flags) == 0 {
			return
		}
		d.Person = c.person("Xem")
		d, err = c.service.Reviewing(c.ctx(), d, coverage.Review{Report: rapid.SampledFrom(c.flags).Draw(t, "looked at"), By: d.Person.ID,
			Verdict: rapid.SampledFrom([]coverage.Verdict{coverage.Approved, coverage.SentBack}).Draw(t, "verdict"), Reason: "nhầm"})
	case 6:
		c.lock(t)
		return
	case 7:
		c.reshape(t)
		return
	case 8:
		c.imports(t)
		return
	default:
		for range rapid.IntRange(1, 3).Draw(t, "lines") {
			l := c.line(t, c.last-7)
			if rapid.IntRange(0, 4).Draw(t, "many") == 0 {
				l.Count += 30
			}
			d.Lines = append(d.Lines, l)
		}
	}
	c.settle(t, d, msg, err)
}

// lock closes a month of a unit, or opens the one that is closed.
func (c *chronicle) lock(t *rapid.T) {
	for k := range c.locked {
		if _, err := c.ledger.Unlock(c.ctx(), k, 0); err != nil {
			t.Fatal(err)
		}
		c.service.Library.Refresh()
		delete(c.locked, k)
		return
	}
	k := coverage.Lock{Unit: rapid.SampledFrom([]place.Code{"01", "A", "B"}).Draw(t, "closes"), Month: "2026-11"}
	c.amend(coverage.Amendment{Records: coverage.Records{Locks: []coverage.Lock{k}}})
	c.locked[k] = true
}

// reshape merges two villages of a commune, or splits one, some days ago.
func (c *chronicle) reshape(t *rapid.T) {
	commune := rapid.SampledFrom([]place.Code{"A", "B"}).Draw(t, "commune")
	var alive []int
	for i, u := range c.units {
		if u.Parent == commune && u.To.IsZero() && u.From.IsZero() {
			alive = append(alive, i)
		}
	}
	if len(alive) == 0 {
		return
	}
	last := c.last - 3
	became := []place.Code{commune + place.Code(fmt.Sprintf("%d", 4+c.made)), commune + place.Code(fmt.Sprintf("%d", 5+c.made))}
	c.made += 2
	whole := len(alive) > 1 && rapid.Bool().Draw(t, "merge")
	gone := alive[:1]
	if whole {
		became, gone = became[:1], alive[:2]
	}
	var changed []place.Unit
	for _, i := range gone {
		c.units[i] = ended(c.units[i].Code, "bản", commune, last.String(), whole, became...)
		changed = append(changed, c.units[i])
	}
	for _, b := range became {
		u := formed(b, "bản", commune, (last + 1).String())
		c.units, changed = append(c.units, u), append(changed, u)
	}
	c.amend(coverage.Amendment{Records: coverage.Records{Units: changed}})
}

// imports brings history, and perhaps a new official count.
func (c *chronicle) imports(t *rapid.T) {
	c.made++
	a := coverage.Amendment{Tallies: []coverage.Entry{c.history(t, c.first, fmt.Sprint("s", c.made))}}
	c.entries = append(c.entries, a.Tallies...)
	if b := baseline(rapid.SampledFrom([]place.Code{"A", "B", "01"}).Draw(t, "counted"), "2026-11-12", 250); rapid.Bool().Draw(t, "count") &&
		!slices.ContainsFunc(c.baselines, func(x coverage.Baseline) bool { return x.Unit == b.Unit && x.AsOf == b.AsOf }) {
		c.baselines = append(c.baselines, b)
		a.Records.Baselines = []coverage.Baseline{b}
	}
	c.amend(a)
}

// TestTotalsAreTheSumOfWhatHappened: reports, corrections, edits, undoings,
// approvals, closed and opened months, mergers, splits and imports in any
// order: every total is the sum of the entries, on both engines.
func TestTotalsAreTheSumOfWhatHappened(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		most := map[string]int64{"sqlite": 60, "postgres": 6}[e.Name] // a database each
		var played atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			if played.Add(1) > most {
				return
			}
			c := newChronicle(t, e)
			defer func() { _ = c.ledger.Close() }()
			for range rapid.IntRange(10, 30).Draw(rt, "acts") {
				c.happens(rt)
				if rapid.IntRange(0, 5).Draw(rt, "roll") == 0 {
					if err := c.ledger.Roll(c.ctx()); err != nil {
						rt.Fatal(err)
					}
				}
			}
			for _, u := range []place.Code{"A", "B", "01", place.Nation} {
				c.check(rt, u, coverage.BHYT, c.last)
				c.check(rt, u, coverage.BHYT, c.last-4)
			}
			if v, err := c.ledger.Verify(c.ctx()); err != nil || !v.Good() || v.Entries != int64(len(c.entries)) {
				rt.Fatalf("%d entries, told of %d; %v, %v", v.Entries, len(c.entries), v.Differences, err)
			}
		})
	})
}
