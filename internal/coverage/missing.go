package coverage

import (
	"context"
	"fmt"
	"slices"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Silent is a village that should have reported and has not.
type Silent struct {
	Unit   place.Code
	Title  string
	Agents []string // who answers for it
	Last   vi.Day   // when the newest report came, zero: never
}

// Silence is who has not reported, within a unit over some days.
type Silence struct {
	Within    place.Code
	From, To  vi.Day
	Villages  []Silent
	Resting   []Silent // of today: nobody is missed there, since who answers for them is on leave
	Expected  int      // villages with a working agent
	Delivered int64
	Due       int64 // unit-days expected: none on days on which nobody works
}

// Missing lists the villages within a unit none of whose days from..to has a
// report, and counts the days of villages reported against those expected, as
// Completeness does: a day is expected of a village where somebody was at work
// for it on that day, whoever holds it now. On days on which nobody works nobody
// is missed.
func (s *Service) Missing(ctx context.Context, within place.Code, from, to vi.Day) (Silence, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return Silence{}, err
	}
	posts, resting, err := s.posts(ctx, b, within, from, to)
	if err != nil {
		return Silence{}, err
	}
	rests := s.restsIn(from, to)
	sil := Silence{Within: within, From: from, To: to, Resting: resting, Expected: len(posts)}
	var q query
	type reads struct {
		delivered []rangeOf
		whole     rangeOf // days reported, free ones too
		newest    reading
	}
	read := make([]reads, len(posts))
	for n, p := range posts {
		for _, days := range p.days {
			read[n].delivered = append(read[n].delivered, q.days(duty{p.village, days}, Delivered, rests)...)
		}
		// Not Activity: what was reported in a village after its end counts in
		// the one it became, though no day of that was reported.
		read[n].whole = q.span(ground{{unit: p.village}}, Delivered, from-1, to)
		read[n].newest = q.upTo(ground{{unit: p.village}}, Activity, to)
	}
	if err := q.read(ctx, s); err != nil {
		return Silence{}, fmt.Errorf("read the reports within %s: %w", within, err)
	}
	for n, p := range posts {
		due := p.due(rests)
		sil.Due += due
		sil.Delivered += q.worked(read[n].delivered)
		if due == 0 || q.between(read[n].whole).Reports > 0 {
			continue
		}
		silent := Silent{Unit: p.village, Title: b.Tree.Title(p.village), Agents: p.agents}
		if last := q.sum(read[n].newest).Last; !last.IsZero() {
			silent.Last = min(vi.DayOf(last, s.Location), to)
		}
		sil.Villages = append(sil.Villages, silent)
	}
	return sil, nil
}

// post is a village with the days on which somebody was at work for it.
type post struct {
	village place.Code
	days    []stint
	agents  []string
}

// due is how many of a post's days are no rest.
func (p post) due(rests []vi.Day) int64 {
	var n int64
	for _, d := range p.days {
		n += int64(d.to-d.from) + 1 - int64(len(d.of(rests)))
	}
	return n
}

// posts gives the villages within a unit that somebody was at work for on some
// of the days: today by who is now, of days past by who was then. Today it also
// gives those that only somebody on leave answers for.
func (s *Service) posts(ctx context.Context, b *Book, within place.Code, from, to vi.Day) (posts []post, resting []Silent, err error) {
	if s.Duties != nil && from < s.Today() {
		posts, err = s.postsThen(ctx, b, within, from, to)
		return posts, nil, err
	}
	villages := b.below(within, place.Village, to)
	if b.Tree.Level(within) == place.Village {
		villages = []place.Code{within}
	}
	people, err := s.agents(ctx, villages)
	working, away := namesIn(people, Active), namesIn(people, Leave)
	for _, v := range villages {
		switch {
		case len(working[v]) > 0:
			posts = append(posts, post{v, []stint{{from, to}}, working[v]})
		case len(away[v]) > 0:
			resting = append(resting, Silent{Unit: v, Title: b.Tree.Title(v), Agents: away[v]})
		}
	}
	return posts, resting, err
}

func (s *Service) postsThen(ctx context.Context, b *Book, within place.Code, from, to vi.Day) ([]post, error) {
	villages := b.villagesEver(within, from, to)
	duties, err := s.Duties.Duties(ctx, append([]place.Code{}, villages...))
	if err != nil {
		return nil, err
	}
	of := map[place.Code][]served{}
	var ids []PersonID
	for _, d := range terms(duties) {
		if d.from <= to && d.to >= from {
			of[d.unit], ids = append(of[d.unit], d), append(ids, d.person)
		}
	}
	names, err := s.names(ctx, ids)
	if err != nil {
		return nil, err
	}
	gone := !b.Tree.Alive(within, from) && !b.Tree.Alive(within, to) // asked of what it became
	var posts []post
	for _, v := range villages {
		p := post{village: v}
		whole, alive := b.life(v, from, to)
		if !alive {
			continue
		}
		var stints []stint
		for _, d := range of[v] {
			stints = append(stints, d.stint)
		}
		for _, days := range joinedStints(stints) {
			days = stint{max(days.from, whole.from), min(days.to, whole.to)}
			if days.from > days.to {
				continue
			}
			for _, part := range b.steps(v, days) {
				if gone || b.Tree.Within(v, within, part.from) {
					p.days = append(p.days, part)
				}
			}
		}
		if len(p.days) == 0 {
			continue
		}
		for _, d := range of[v] {
			if name := names[d.person]; name != "" && !slices.Contains(p.agents, name) {
				p.agents = append(p.agents, name)
			}
		}
		posts = append(posts, p)
	}
	return posts, nil
}

// names gives the names of people by their numbers.
func (s *Service) names(ctx context.Context, ids []PersonID) (map[PersonID]string, error) {
	slices.Sort(ids)
	people, err := s.Duties.PeopleOf(ctx, slices.Compact(ids))
	if err != nil {
		return nil, fmt.Errorf("read who answered for villages: %w", err)
	}
	names := make(map[PersonID]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, nil
}

// working gives the names of the agents at work in each village: not on
// leave, in training or gone.
func (s *Service) working(ctx context.Context, villages []place.Code) (map[place.Code][]string, error) {
	people, err := s.agents(ctx, villages)
	return namesIn(people, Active), err
}

func (s *Service) agents(ctx context.Context, villages []place.Code) ([]Person, error) {
	people, err := s.Roll.Holders(ctx, Agent, villages)
	if err != nil {
		return nil, fmt.Errorf("read the agents of %d villages: %w", len(villages), err)
	}
	return people, nil
}

// namesIn gives, by village, the names of the agents of a status.
func namesIn(people []Person, in Status) map[place.Code][]string {
	names := map[place.Code][]string{}
	for _, p := range people {
		if p.Status != in {
			continue
		}
		for _, u := range p.Units(Agent) {
			names[u] = append(names[u], p.Name)
		}
	}
	return names
}

// Responsible gives the officials who answer for a unit, and, where it has
// none, those of the nearest unit above that has.
func (s *Service) Responsible(ctx context.Context, u place.Code) ([]Person, place.Code, error) {
	b, err := s.Library.Book(ctx)
	if err != nil {
		return nil, "", err
	}
	for _, above := range b.Tree.Ancestors(u, s.Today()) {
		people, err := s.Roll.Holders(ctx, Official, []place.Code{above})
		if err != nil {
			return nil, "", fmt.Errorf("read who answers for %s: %w", above, err)
		}
		people = slices.DeleteFunc(people, func(p Person) bool { return p.Status == Gone })
		if len(people) > 0 {
			return people, above, nil
		}
	}
	return nil, "", nil
}
