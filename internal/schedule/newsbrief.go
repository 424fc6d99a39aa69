package schedule

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// mostWhole is of how many units one message tells all there is to tell; of
// more it has a line each, those to look at first: nobody reads thirty
// bulletins in a morning.
const mostWhole = 3

// digested puts the digests among the pieces of one message into words.
func (e *edition) digested(ctx context.Context, p coverage.Person, pieces []piece) ([]piece, error) {
	digests := 0
	for _, x := range pieces {
		if x.digest {
			digests++
		}
	}
	if digests > mostWhole {
		return e.briefed(ctx, p, pieces)
	}
	for i, x := range pieces {
		if !x.digest {
			continue
		}
		d, err := e.digestFor(ctx, p, x)
		if err != nil {
			return nil, err
		}
		pieces[i].text = e.digestSaid(p, x, d)
	}
	return pieces, nil
}

// told is a digest to be told in a line.
type told struct {
	piece
	digest coverage.Digest
}

// worry tells how soon a line is to be read: 0 is first.
func (t told) worry() int {
	was := t.digest.Before
	switch {
	case was.Known && !was.Partial() && !t.digest.Now.Partial() && t.digest.Now.Participants < was.Participants:
		return 0
	case len(t.digest.Look) > 0:
		return 1
	}
	return 2
}

// briefed tells of each unit in a line, below a line for each period; what is
// most needed stands at the end. The first piece of a period has the text of all.
func (e *edition) briefed(ctx context.Context, p coverage.Person, pieces []piece) ([]piece, error) {
	var all []told
	var out []piece
	for _, x := range pieces {
		if !x.digest {
			out = append(out, x)
			continue
		}
		d, err := e.digestFor(ctx, p, x)
		if err != nil {
			return nil, err
		}
		all = append(all, told{x, d})
	}
	slices.SortStableFunc(all, func(x, y told) int {
		return cmp.Or(cmp.Compare(x.of.from, y.of.from), cmp.Compare(x.of.to, y.of.to), cmp.Compare(x.worry(), y.worry()))
	})
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(t told) bool { return t.of.name != all[0].of.name })
		if n < 0 {
			n = len(all)
		}
		all[0].text = e.period(p, all[:n])
		for _, t := range all[:n] {
			out = append(out, t.piece)
		}
		all = all[n:]
	}
	return out, nil
}

// period words the digests of one period.
func (e *edition) period(p coverage.Person, all []told) string {
	worrying, shown := 0, false
	var standings []coverage.Standing
	for _, t := range all {
		standings = append(standings, t.digest.Now)
		if t.worry() < 2 {
			worrying++
		}
		shown = shown || t.digest.Now.Illustration()
	}
	text := []string{say(p, "brief.head", capital(all[0].of.said(p)), len(all), worrying)}
	for _, t := range all {
		text = append(text, e.line(p, t.digest))
	}
	if basis := basisSaid(p, standings...); basis != "" {
		text = append(text, basis)
	}
	text = append(text, say(p, "news.next", e.next(p, all[0].digest)))
	if shown {
		text = append(text, say(p, "news.show"))
	}
	return strings.Join(text, "\n")
}

// line says of a unit what changed, how far it is, and where to look.
func (e *edition) line(p coverage.Person, d coverage.Digest) string {
	st, what := d.Now, indicatorSaid(d.Now.Indicator)
	name := capital(st.Title)
	if !st.Known {
		return say(p, "brief.unknown", name, what) + e.briefLook(p, d)
	}
	line := say(p, "brief.people", name, what, vi.Int(st.Participants))
	if st.Rated() {
		line = say(p, "brief.rate", name, what, rateSaid(st.Participants, st.Denominator.Value, ratesOf(st)...), vi.Int(st.Participants), vi.Int(st.Denominator.Value))
	}
	if st.Partial() {
		line += say(p, "news.partial", st.Parts-st.Missing, st.Parts)
	}
	switch was := d.Before; {
	case !was.Known || was.Partial() || st.Partial():
	case st.Participants == was.Participants:
		line += say(p, "brief.same")
	default:
		line += say(p, "brief.moved", vi.Signed(st.Participants-was.Participants))
	}
	return line + briefGoal(p, st) + e.briefLook(p, d)
}

// briefLook names the first place to look at, "" where there is none.
func (e *edition) briefLook(p coverage.Person, d coverage.Digest) string {
	if len(d.Look) == 0 {
		return ""
	}
	d.Look = d.Look[:1]
	return say(p, "brief.look", e.lookLine(p, d))
}

// briefGoal says how far the first target is that can be said of.
func briefGoal(p coverage.Person, st coverage.Standing) string {
	for _, t := range st.Targets {
		switch {
		case !t.Known || t.Partial:
		case t.Met:
			return say(p, "brief.met", goalSaid(p, t.Target))
		default:
			return say(p, "brief.short", vi.Int(t.Gap), goalSaid(p, t.Target))
		}
	}
	return ""
}

func textsBrief() map[string]text {
	return map[string]text{
		"brief.head":    {"%s: %d nơi, cần xem %d nơi", "%s: %d places, %d to look at"},
		"brief.rate":    {"%s: %s %s%% (%s/%s)", "%s: %s %s%% (%s of %s)"},
		"brief.people":  {"%s: %s %s người", "%s: %s, %s people"},
		"brief.unknown": {"%s: %s chưa có số chốt", "%s: %s, no official count yet"},
		"brief.moved":   {", %s người", ", %s people"},
		"brief.same":    {", không đổi", ", unchanged"},
		"brief.met":     {", đã đạt %s", ", %s met"},
		"brief.short":   {", thiếu %s người để đạt %s", ", %s people short of %s"},
		"brief.look":    {"; cần xem %s", "; look at %s"},
	}
}
