package coverage

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// By is what a ranking goes by.
type By string

// What units may be ranked by.
const (
	ByRate   By = "rate"
	ByGrowth By = "growth" // points gained since a day
	ByGap    By = "gap"    // people short of the target
	ByClosed By = "closed" // share of the gap at the period's begin that is closed
	ByPlan   By = "plan"   // share of the assigned plan
)

// fewest is how many people a unit must have to be ranked by a rate: in a
// smaller one a single card moves it past its neighbours.
func fewest(level place.Level) int64 {
	switch level {
	case place.Village:
		return 50
	case place.Commune:
		return 500
	}
	return 0
}

// Score is one unit of a ranking: a fraction to order by, exactly.
type Score struct {
	Row
	Rank     int // equal fractions share one
	Num, Den int64
}

// Ranking orders the units of a level.
type Ranking struct {
	Within place.Code
	By     By
	Day    vi.Day
	Since  vi.Day // of growth, and of what was closed
	Best   bool   // best first
	Scores []Score
	Total  int   // units of the level
	Small  int   // of them, with too few people to be ranked
	Fewest int64 // people a unit must have to be ranked, 0 for no such limit
	OfRate bool  // ByPlan: of the people that a rate asks for, since no plan is assigned
}

// Unrated is how many units have no figure to be ranked by.
func (r Ranking) Unrated() int { return r.Total - r.Small - len(r.Scores) }

// Illustration tells whether any figure was invented for show.
func (r Ranking) Illustration() bool {
	return slices.ContainsFunc(r.Scores, func(s Score) bool { return s.Illustrative })
}

// Mixed tells whether some figures were invented for show and others were not.
func (r Ranking) Mixed() bool { return mixed(r.Scores, func(s Score) Row { return s.Row }) }

// Of gives a unit's place in the ranking.
func (r Ranking) Of(u place.Code) (int, bool) {
	n := slices.IndexFunc(r.Scores, func(s Score) bool { return s.Unit == u })
	return n, n >= 0
}

// RankBy ranks all units of a level within one, by anything but the agents'
// own figures. Of growth since says from when.
func (s *Service) RankBy(ctx context.Context, within place.Code, level place.Level, i Indicator, by By, best bool, since, day vi.Day) (Ranking, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Ranking{}, err
	}
	r := Ranking{Within: within, By: by, Day: day, Best: best, Since: since, Fewest: fewest(level)}
	switch by {
	case ByPlan, ByClosed:
		err = s.rankTargets(ctx, b, &r, level, i)
	case ByGrowth:
		err = s.rankGrowth(ctx, b, &r, level, i)
	case ByGap:
		err = s.rankGap(ctx, b, &r, level, i)
	default:
		err = s.rankRate(ctx, &r, level, i)
	}
	if err != nil {
		return Ranking{}, err
	}
	r.order()
	return r, nil
}

// order sorts the scores and numbers them; equal ones share a number.
func (r *Ranking) order() {
	compare := func(x, y Score) int {
		c := compareFractions(x.Num, x.Den, y.Num, y.Den)
		if r.Best {
			c = -c
		}
		return c
	}
	slices.SortFunc(r.Scores, func(x, y Score) int { return cmp.Or(compare(x, y), cmp.Compare(x.Unit, y.Unit)) })
	for n := range r.Scores {
		r.Scores[n].Rank = n + 1
		if n > 0 && compare(r.Scores[n-1], r.Scores[n]) == 0 {
			r.Scores[n].Rank = r.Scores[n-1].Rank
		}
	}
}

// rankRate takes the kept board where there is one.
func (s *Service) rankRate(ctx context.Context, r *Ranking, level place.Level, i Indicator) error {
	t, err := s.Rank(ctx, r.Within, level, i, r.Day, r.Best, 0, 0)
	if err != nil {
		return err
	}
	r.Total, r.Small = t.Total, t.Small
	for _, row := range t.Rows {
		r.Scores = append(r.Scores, Score{Row: row, Num: row.Participants, Den: row.Denominator})
	}
	return nil
}

// rankGap goes by the people short of what each is held to; most first is
// the one that lies worst.
func (s *Service) rankGap(ctx context.Context, b *Book, r *Ranking, level place.Level, i Indicator) error {
	rows, _, err := s.members(ctx, b, r.Within, level, i, r.Day)
	if err != nil {
		return err
	}
	r.Total, r.Fewest = len(rows), 0 // people weigh the same everywhere
	for _, row := range rows {
		if row.Target, row.Basis = b.Demand(row.Unit, i, r.Day); !row.Rated() || row.Partial || row.Target == 0 {
			continue
		}
		row.Gap = max(0, row.Target.Need(row.Denominator)-row.Participants)
		r.Scores = append(r.Scores, Score{Row: row, Num: -row.Gap, Den: 1})
	}
	return nil
}

// rankGrowth goes by the change of the rate; of an indicator without a rate
// by the relative change in people.
func (s *Service) rankGrowth(ctx context.Context, b *Book, r *Ranking, level place.Level, i Indicator) error {
	d, _ := Describe(i)
	rows, _, err := s.members(ctx, b, r.Within, level, i, r.Day)
	if err != nil {
		return err
	}
	r.Total = len(rows)
	if d.Base == NoBase {
		r.Fewest = 0
	}
	was, err := s.earlier(ctx, b, rows, i, r.Since)
	if err != nil {
		return err
	}
	for n, row := range rows {
		row.Was, row.WasOn = was[n].participants, r.Since
		score := Score{Row: row}
		switch {
		case !row.Known || row.Partial || !was[n].known:
			continue
		case d.Base == NoBase && row.Was > 0:
			score.Num, score.Den = row.Participants-row.Was, row.Was
		case d.Base == NoBase:
			continue
		case row.Denominator == 0 || whole(b.Denominator(row.Unit, d.Base, r.Since)) == 0:
			continue
		case row.Denominator < r.Fewest:
			r.Small++
			continue
		default:
			score.WasOf = b.Denominator(row.Unit, d.Base, r.Since).Value
			score.Num, score.Den = row.Participants*score.WasOf-row.Was*row.Denominator, row.Denominator*score.WasOf
		}
		r.Scores = append(r.Scores, score)
	}
	return nil
}

// then is a unit's figure on an earlier day.
type then struct {
	participants int64
	known        bool
}

func (s *Service) earlier(ctx context.Context, b *Book, rows []Row, i Indicator, day vi.Day) ([]then, error) {
	var q query
	plans := make([]planned, len(rows))
	for n, row := range rows {
		plans[n] = q.plan(i, b.participants(row.Unit, i, day), day)
	}
	if err := q.read(ctx, s); err != nil {
		return nil, fmt.Errorf("read the tallies of %d units: %w", len(rows), err)
	}
	all := make([]then, len(rows))
	for n, p := range plans {
		all[n] = then{q.value(p), p.plan.Known && !p.plan.Partial()}
	}
	return all, nil
}

// rankTargets goes by the share of the plan that is done, or of the gap that
// is closed since the period began.
func (s *Service) rankTargets(ctx context.Context, b *Book, r *Ranking, level place.Level, i Indicator) error {
	rows, _, err := s.members(ctx, b, r.Within, level, i, r.Day)
	if err != nil {
		return err
	}
	r.Total, r.Fewest, r.Since = len(rows), 0, 0
	var q query
	goals, begun := make([]Target, len(rows)), make([]start, len(rows))
	for n, row := range rows {
		for _, t := range b.Targets(row.Unit, i, r.Day) {
			if (r.By == ByPlan) != (t.Measure == RatePct) && goals[n].Measure == "" {
				goals[n] = t
				begun[n] = q.starts(b, row.Unit, i, []Target{t}, r.Day)[0]
			}
		}
	}
	if r.By == ByPlan && !slices.ContainsFunc(goals, func(t Target) bool { return t.Measure != "" }) {
		b.rankDone(r, rows, level, i)
		return nil
	}
	if err := q.read(ctx, s); err != nil {
		return fmt.Errorf("read the tallies within %s: %w", r.Within, err)
	}
	d, _ := Describe(i)
	for n, row := range rows {
		st := Standing{Unit: row.Unit, Indicator: i, AsOf: r.Day, Participants: row.Participants,
			Whole: Whole{Known: row.Known}, Denominator: b.Denominator(row.Unit, d.Base, r.Day)}
		if goals[n].Measure == "" || row.Partial {
			continue
		}
		p := progress(goals[n], st, begun[n], &q)
		if !p.Known || p.Need <= 0 {
			continue
		}
		score := Score{Row: row, Num: p.Have, Den: p.Need}
		score.Have, score.Need, score.Gap = p.Have, p.Need, p.Gap
		if r.By == ByClosed {
			if !begun[n].known || goals[n].Measure != RatePct {
				continue
			}
			score.Was = q.value(begun[n].value)
			score.Num, score.Den = min(p.Have, p.Need)-score.Was, p.Need-score.Was // closed is closed
			if score.Den <= 0 {
				continue // nothing was short
			}
			r.Since = max(r.Since, begun[n].from)
		}
		r.Scores = append(r.Scores, score)
	}
	return nil
}
