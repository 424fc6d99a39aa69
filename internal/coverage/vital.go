package coverage

import (
	"context"
	"fmt"
	"maps"

	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	// fellDays is how far back a figure is looked at to tell that it fell.
	fellDays = 30
	// A figure jumped where it moved by a hundredth of the people, and by
	// jumpLeast, between two looks.
	jumpShare = 100
	jumpLeast = 30
	// eventDays is for how long a change of policy explains a jump: the lists
	// reach the figures with the next official count.
	eventDays = 45
)

// Vital looks at what may be worth an alert: how a unit stands today, with
// silentSince the first of the days on which somebody should have reported.
func (s *Service) Vital(ctx context.Context, u place.Code, i Indicator, silentSince vi.Day) (Vital, Standing, *Moment, error) {
	day := s.Today()
	st, err := s.Standing(ctx, u, i, day)
	if err != nil {
		return Vital{}, st, nil, err
	}
	v := Vital{Seen: s.Now(), Day: day, Rated: st.Rated() && !st.Partial(), Participants: st.Participants, Denominator: st.Denominator.Value, Goals: map[string]bool{}}
	for _, p := range st.Targets {
		if p.Known && !p.Partial {
			v.Goals[goal(p.Target)] = p.Met
		}
	}
	if st.Floor != nil {
		if p := st.Reach(st.Floor.Rate); p.Known && !p.Partial {
			v.Goals[floorGoal(*st.Floor)] = p.Met
		}
	}
	then, err := s.Trend(ctx, u, i, []vi.Day{day - fellDays})
	if err != nil {
		return v, st, nil, err
	}
	was := then[0]
	d, _ := Describe(i)
	v.Counted = d.Base == NoBase && st.Known && !st.Partial()
	switch {
	case v.Rated && was.Rated() && !was.Partial():
		v.Fell = st.Participants*was.Denominator.Value < was.Participants*st.Denominator.Value
	case v.Counted && was.Known && !was.Partial():
		v.Fell = st.Participants < was.Participants
	}
	v.Silent, err = s.silent(ctx, u, silentSince, day)
	return v, st, &was, err
}

// silent tells whether nobody within a unit reported since a day.
func (s *Service) silent(ctx context.Context, u place.Code, since, day vi.Day) (bool, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return false, err
	}
	var q query
	reports := q.span(b.tallying(u, since-1, day), Activity, since-1, day)
	if err := q.read(ctx, s); err != nil {
		return false, fmt.Errorf("read the reports of %s: %w", u, err)
	}
	if q.between(reports).Reports > 0 || b.Tree.Level(u) != place.Village {
		return q.between(reports).Reports == 0, nil
	}
	agents, err := s.working(ctx, []place.Code{u})
	return len(agents[u]) > 0, err
}

// Recalling gives a look with what was known before of what it could not tell:
// a figure of a part only is no word of a goal, nor of a fall. So what happened
// meanwhile is told, once, when the whole figure is there again.
func (v Vital) Recalling(old Vital, st Standing) Vital {
	v.Goals = maps.Clone(v.Goals)
	recall := func(name string) {
		if _, known := v.Goals[name]; known {
			return
		}
		if met, known := old.Goals[name]; known {
			v.Goals[name] = met
		}
	}
	for _, p := range st.Targets {
		recall(goal(p.Target))
	}
	if st.Floor != nil {
		recall(floorGoal(*st.Floor))
	}
	if st.Known && st.Partial() {
		v.Fell = old.Fell
	}
	return v
}

// Same tells whether two looks saw the same, but for when.
func (v Vital) Same(w Vital) bool {
	return v.Day == w.Day && v.Rated == w.Rated && v.Counted == w.Counted && v.Participants == w.Participants && v.Denominator == w.Denominator &&
		v.Fell == w.Fell && v.Silent == w.Silent && maps.Equal(v.Goals, w.Goals)
}

func goal(t Target) string {
	return fmt.Sprintf("%s/%s/%d/%d", t.Measure, t.Period, t.Rate, t.People)
}

func floorGoal(f Floor) string { return fmt.Sprintf("floor/%s/%s/%d", f.Class, f.Group, f.Rate) }

// Crossed gives what happened between an earlier look and this one, whose
// standing is st; was is the figure of 30 days ago. A goal that was not there
// before is not crossed.
func (b *Book) Crossed(old, now Vital, st Standing, was *Moment) []Alert {
	base := Alert{Unit: st.Unit, Indicator: st.Indicator, Day: now.Day, Participants: now.Participants, Denominator: now.Denominator}
	if !now.Rated {
		base.Denominator = 0
	}
	var all []Alert
	crossed := func(name string, met bool) bool {
		before, known := old.Goals[name]
		return known && before != met
	}
	for _, p := range st.Targets {
		if !p.Known || p.Partial || !crossed(goal(p.Target), p.Met) {
			continue
		}
		a, target := base, p.Target
		if a.Kind, a.Target, a.Gap = BelowTarget, &target, p.Gap; p.Met {
			a.Kind = TargetMet
		}
		all = append(all, a)
	}
	if st.Floor != nil && short(st.Reach(st.Floor.Rate)) && crossed(floorGoal(*st.Floor), false) {
		a, floor := base, *st.Floor
		a.Kind, a.Floor, a.Gap = BelowFloor, &floor, st.FloorGap
		all = append(all, a)
	}
	if now.Fell && !old.Fell && was != nil {
		a := base
		a.Kind, a.Was, a.WasOf, a.WasOn = FellBack, was.Participants, was.Denominator.Value, was.Day
		all = append(all, a)
	}
	if now.Silent && !old.Silent {
		a := base
		a.Kind = SilentDays
		all = append(all, a)
	}
	of := now.Denominator // of whom the move is a share
	if now.Counted {
		of = now.Participants
	}
	if moved := now.Participants - old.Participants; (now.Rated && old.Rated || now.Counted && old.Counted) && max(moved, -moved) >= max(jumpLeast, of/jumpShare) {
		a := base
		a.Kind, a.Was, a.WasOf, a.WasOn = Jumped, old.Participants, old.Denominator, old.Day
		a.Event = b.event(st.Unit, st.Indicator, old.Day-eventDays, now.Day)
		all = append(all, a)
	}
	return all
}

// short tells whether a goal is surely not reached.
func short(p Progress) bool { return p.Known && !p.Partial && !p.Met }

// event gives the newest change of policy of some days that concerns a unit,
// be it recorded of the unit or of one above it; nil for none.
func (b *Book) event(u place.Code, i Indicator, from, to vi.Day) *Event {
	var newest *Event
	for _, above := range b.Tree.Ancestors(u, to) {
		for _, e := range b.events[above] {
			if (e.Indicator == "" || e.Indicator == i) && from <= e.Day && e.Day <= to && (newest == nil || e.Day > newest.Day) {
				newest = &e
			}
		}
	}
	return newest
}
