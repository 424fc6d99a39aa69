package handlers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// setTarget gives a unit a target with its legal basis, once that was asked
// for and what changes was shown.
func setTarget(ctx context.Context, v *visit, who admin) (answer, error) {
	if ask, ok := v.open(); ok {
		return v.ask(ask), nil
	}
	m := v.meaning
	if m.Unit == "" {
		return v.reply("admin.where", v.ownName(who.Person)), nil
	}
	if a, ok := v.administers(who, m.Unit); !ok {
		return a, nil
	}
	t := coverage.Target{Unit: m.Unit, Indicator: v.indicatorAsked(), Period: m.Period, Basis: m.Basis, From: v.today}
	desc, _ := coverage.Describe(t.Indicator)
	switch {
	case m.Threshold > 0:
		t.Measure, t.Rate = coverage.RatePct, m.Threshold
	case len(m.Rows) > 0 && m.Rows[0].Kind == coverage.New:
		t.Measure, t.People = coverage.NewOnes, m.Rows[0].Count
	case len(m.Rows) > 0:
		t.Measure, t.People = coverage.Stock, m.Rows[0].Count
	}
	_, last, err := t.Period.Bounds()
	switch {
	case err != nil || last < v.today:
		return v.reply("target.over", v.period(t.Period)), nil //nolint:nilerr // a period that cannot be read is refused
	case t.Measure == coverage.RatePct && desc.Base == coverage.NoBase:
		return v.reply("target.noRate", v.indicator(t.Indicator)), nil
	case t.Rate > 1_000_000 || t.Rate <= 0 && t.People <= 0:
		return v.reply("target.wrong"), nil
	}
	said := v.say("target.of", v.book.Tree.Title(t.Unit), v.indicator(t.Indicator), v.period(t.Period))
	if !v.confirmed() {
		return v.showTarget(ctx, t, said)
	}
	note := v.say("note.target", said, v.goalOf(t), t.Basis, t.Unit)
	if err := v.amend(ctx, who, note, coverage.Amendment{Records: coverage.Records{Targets: []coverage.Target{t}}}); err != nil {
		return answer{}, err
	}
	send := "/chitieu " + string(t.Unit)
	if t.Indicator != coverage.BHYT {
		send += " " + string(t.Indicator)
	}
	return answer{replies: []bot.Reply{{Text: v.say("target.done", said, v.goalOf(t), t.Basis),
		Choices: [][]bot.Choice{{{Label: v.say("target.see"), Send: send, Word: "chỉ tiêu " + v.book.Tree.Title(t.Unit)}}}}}}, nil
}

// showTarget shows a target beside the one it supersedes, and the gap it makes.
func (v *visit) showTarget(ctx context.Context, t coverage.Target, said string) (answer, error) {
	st, err := v.service.Standing(ctx, t.Unit, t.Indicator, v.today)
	if err != nil {
		return answer{}, err
	}
	list := []string{v.say("target.show", said, v.goalOf(t), t.Basis)}
	for _, old := range st.Targets {
		if old.Target.Measure == t.Measure && old.Target.Period == t.Period {
			list = append(list, v.say("target.instead", v.goalOf(old.Target), old.Target.Basis))
		}
	}
	if t.Measure == coverage.RatePct {
		if p := st.Towards(t.Rate); p.Partial {
			list = append(list, v.say("target.partly"))
		} else if p.Known && !p.Met {
			list = append(list, v.say("target.gap", vi.Int(p.Gap)))
		} else if p.Known {
			list = append(list, v.say("target.metNow"))
		}
	}
	return v.show("target", list...), nil
}

func (v *visit) goalOf(t coverage.Target) string {
	switch t.Measure {
	case coverage.RatePct:
		return t.Rate.Pct() + "%"
	case coverage.NewOnes:
		return v.say("q.new", vi.Int(t.People))
	}
	return v.say("q.stock", vi.Int(t.People))
}

// assign hands a unit over to a person: a village to an agent, any other to an
// official.
func assign(ctx context.Context, v *visit, who admin) (answer, error) {
	if ask, ok := v.open(); ok {
		return v.ask(ask), nil
	}
	m := v.meaning
	if m.Giver != "" && m.Unit == "" {
		return handOver(ctx, v, who)
	}
	if m.Unit == "" {
		return v.reply("admin.where", v.ownName(who.Person)), nil
	}
	if a, ok := v.administers(who, m.Unit); !ok {
		return a, nil
	}
	p, a, err := v.oneNamed(ctx, who, m.Person)
	if err != nil || p.ID == 0 {
		return a, err
	}
	role := coverage.Official
	if v.book.Tree.Level(m.Unit) == place.Village {
		role = coverage.Agent
	}
	before, err := v.service.Roll.Holders(ctx, role, []place.Code{m.Unit})
	if err != nil {
		return answer{}, err
	}
	before = slices.DeleteFunc(before, func(x coverage.Person) bool { return x.Status == coverage.Gone })
	title, job := v.book.Tree.Title(m.Unit), v.say("role."+string(role))
	if slices.ContainsFunc(before, func(x coverage.Person) bool { return x.ID == p.ID }) && len(before) == 1 {
		return v.reply("assign.already", p.Name, job, title), nil
	}
	posts := []coverage.Posting{{ID: p.ID, Name: p.Name, Role: role, Units: append(p.Units(role), m.Unit), Status: p.Status}}
	var names, left []string
	for _, x := range before {
		if x.ID == p.ID {
			continue
		}
		rest := slices.DeleteFunc(x.Units(role), func(u place.Code) bool { return u == m.Unit })
		posts = append(posts, coverage.Posting{ID: x.ID, Name: x.Name, Role: role, Units: rest, Status: x.Status})
		names = append(names, x.Name)
		if len(rest) == 0 {
			left = append(left, x.Name)
		}
	}
	from := join(names)
	if from == "" {
		from = v.say("assign.nobody")
	}
	if !v.confirmed() {
		list := []string{v.say("assign.show", title, job, from, p.Name)}
		if held := p.Units(role); len(held) > 0 {
			list = append(list, v.say("assign.holds", p.Name, v.places(held)))
		}
		if len(left) > 0 {
			list = append(list, v.say("assign.left", join(left)))
		}
		return v.show("assign", list...), nil
	}
	note := v.say("note.assign", title, m.Unit, from, p.Name)
	if err := v.amend(ctx, who, note, coverage.Amendment{People: posts}); err != nil {
		return answer{}, err
	}
	return v.reply("assign.done", title, p.Name), nil
}

// handOver hands all villages of one agent over to another.
func handOver(ctx context.Context, v *visit, who admin) (answer, error) {
	from, a, err := v.oneNamed(ctx, who, v.meaning.Giver)
	if err != nil || from.ID == 0 {
		return a, err
	}
	to, a, err := v.oneNamed(ctx, who, v.meaning.Person)
	if err != nil || to.ID == 0 {
		return a, err
	}
	var moved, kept []place.Code
	for _, u := range from.Units(coverage.Agent) {
		if v.book.MayAdminister(who.Person, u, v.today) {
			moved = append(moved, u)
		} else {
			kept = append(kept, u)
		}
	}
	if len(moved) == 0 || from.ID == to.ID {
		return v.reply("assign.nothing", from.Name), nil
	}
	if !v.confirmed() {
		return v.show("assign", v.say("assign.all", v.allPlaces(moved), from.Name, to.Name)), nil
	}
	units := to.Units(coverage.Agent)
	for _, u := range moved {
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	note := v.say("note.assign", v.allPlaces(moved), moved[0], from.Name, to.Name)
	err = v.amend(ctx, who, note, coverage.Amendment{People: []coverage.Posting{
		{ID: from.ID, Name: from.Name, Role: coverage.Agent, Units: kept, Status: from.Status},
		{ID: to.ID, Name: to.Name, Role: coverage.Agent, Units: units, Status: to.Status},
	}})
	return v.reply("assign.done", v.allPlaces(moved), to.Name), err
}

// allPlaces names units, all of them.
func (v *visit) allPlaces(units []place.Code) string {
	titles := make([]string, len(units))
	for i, u := range units {
		titles[i] = v.book.Tree.Title(u)
	}
	return join(titles)
}

// oneNamed gives the one person whom the message names among those within the
// admin's units: by the whole name, or its last words. Several are offered.
func (v *visit) oneNamed(ctx context.Context, who admin, name string) (coverage.Person, answer, error) {
	found, err := v.service.Roll.ByName(ctx, name)
	if err != nil {
		return coverage.Person{}, answer{}, err
	}
	found = v.withinOf(who, found)
	if len(found) == 0 {
		if found, err = v.endingIn(ctx, who, name); err != nil {
			return coverage.Person{}, answer{}, err
		}
	}
	switch {
	case len(found) == 0:
		return coverage.Person{}, v.reply("admin.nobody", name), nil
	case len(found) == 1:
		return found[0], answer{}, nil
	}
	names := map[string]int{}
	for _, p := range found {
		names[vi.Fold(p.Name)]++
	}
	var text []string
	var offered []option
	for _, p := range found[:min(8, len(found))] {
		text = append(text, fmt.Sprintf("%s: %s", p.Name, v.ownUnits(p)))
		if names[vi.Fold(p.Name)] == 1 {
			offered = append(offered, option{p.Name, "chị " + p.Name})
		}
	}
	if len(offered) == 0 {
		return coverage.Person{}, v.reply("admin.same", name, strings.Join(text, "; ")), nil
	}
	v.meaning.Person, v.meaning.Ask = "", []understand.Ask{understand.AskPerson}
	a := v.wait(waiting{Kind: waitFill}, v.say("admin.which"), offered)
	a.replies[0].Text = lines(append([]string{v.say("admin.which")}, text...)...)
	return coverage.Person{}, a, nil
}

// withinOf keeps the people who hold something within the admin's units, and
// those who hold nothing any more: they may be given something again.
func (v *visit) withinOf(who admin, people []coverage.Person) []coverage.Person {
	return slices.DeleteFunc(people, func(p coverage.Person) bool {
		return p.Status == coverage.Gone || len(p.Grants) > 0 && !slices.ContainsFunc(p.Grants, func(g coverage.Grant) bool { return v.book.MayAdminister(who.Person, g.Unit, v.today) })
	})
}

// endingIn gives the people within the admin's units whose names end in some
// words: of the commune that the message speaks of, else of all.
func (v *visit) endingIn(ctx context.Context, who admin, name string) ([]coverage.Person, error) {
	var near []place.Code
	if c := v.book.Above(v.meaning.Unit, place.Commune, v.today); c != "" {
		near = []place.Code{c}
	}
	for _, within := range append([][]place.Code{near}, who.Units(coverage.Admin)) {
		var found []coverage.Person
		for _, role := range []coverage.Role{coverage.Agent, coverage.Official} {
			var units []place.Code
			for _, u := range within {
				units = append(units, u)
				for _, level := range []place.Level{place.Province, place.Commune, place.Village} {
					units = append(units, v.book.Tree.Descendants(u, level, v.today)...)
				}
			}
			people, err := v.service.Roll.Holders(ctx, role, units)
			if err != nil {
				return nil, err
			}
			for _, p := range people {
				if strings.HasSuffix(" "+vi.Fold(p.Name), " "+vi.Fold(name)) && !slices.ContainsFunc(found, func(x coverage.Person) bool { return x.ID == p.ID }) {
					found = append(found, p)
				}
			}
		}
		if found = v.withinOf(who, found); len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}
