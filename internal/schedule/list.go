package schedule

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// most is how many villages a list names.
const most = 20

// worklist is what one official hears: the first villages, and how many there
// are in all.
type worklist struct {
	official coverage.Person
	villages []silentIn
	total    int
	communes map[place.Code]bool
}

// silentIn is a silent village and where it is.
type silentIn struct {
	coverage.Silent
	commune place.Code
}

// lists gathers the worklists of a run.
type lists struct {
	*Schedule
	of    map[coverage.PersonID]*worklist
	above map[place.Code][]coverage.Person // the officials of what stands above communes
}

// listAll tells every official, once, which of the villages they answer for
// are silent on a day.
func (s *Schedule) listAll(ctx context.Context, r Run) (told int, err error) {
	all := lists{s, map[coverage.PersonID]*worklist{}, map[place.Code][]coverage.Person{}}
	var book *coverage.Book
	err = s.eachPart(ctx, r, func(b *coverage.Book, part place.Code) error {
		book = b
		silence, err := s.Service.Missing(ctx, part, r.Day, r.Day)
		if err != nil || len(silence.Villages) == 0 {
			return err
		}
		return all.add(ctx, b, silence)
	})
	if err != nil {
		return 0, err
	}
	for _, id := range slices.Sorted(maps.Keys(all.of)) {
		w := all.of[id]
		to, ok, err := s.reach(ctx, w.official)
		if err != nil {
			return told, err
		}
		if !ok {
			continue
		}
		if !r.open(s.now()) {
			return told, errLate
		}
		fresh, err := s.announce(ctx, map[string][]bot.Reply{r.list(w.official): {w.reply(book, r, s.now(), to)}})
		if err != nil {
			return told, err
		}
		told += len(fresh)
	}
	return told, nil
}

// add puts the silent villages of a commune on the lists of whoever answers
// for each.
func (l lists) add(ctx context.Context, b *coverage.Book, silence coverage.Silence) error {
	asked := []place.Code{silence.Within}
	for _, v := range silence.Villages {
		asked = append(asked, v.Unit)
	}
	people, err := l.Service.Roll.Holders(ctx, coverage.Official, asked)
	if err != nil {
		return fmt.Errorf("read the officials of %s: %w", silence.Within, err)
	}
	near := map[place.Code][]coverage.Person{}
	for _, p := range people {
		for _, u := range p.Units(coverage.Official) {
			if p.Status == coverage.Active {
				near[u] = append(near[u], p)
			}
		}
	}
	for _, v := range silence.Villages {
		officials := near[v.Unit]
		if len(officials) == 0 {
			officials = near[silence.Within]
		}
		if len(officials) == 0 {
			if officials, err = l.over(ctx, b, silence); err != nil {
				return err
			}
		}
		for _, p := range officials {
			l.put(p, silentIn{v, silence.Within})
		}
	}
	return nil
}

// over gives the officials at work of the nearest unit above a commune that
// has any: of its office first.
func (l lists) over(ctx context.Context, b *coverage.Book, silence coverage.Silence) ([]coverage.Person, error) {
	above := b.Tree.Ancestors(silence.Within, silence.To)[1:]
	if u, ok := b.Tree.Unit(silence.Within); ok && u.Office != "" {
		above = append([]place.Code{u.Office}, above...)
	}
	for _, u := range above {
		people, known := l.above[u]
		if !known {
			found, err := l.Service.Roll.Holders(ctx, coverage.Official, []place.Code{u})
			if err != nil {
				return nil, fmt.Errorf("read the officials of %s: %w", u, err)
			}
			people = slices.DeleteFunc(found, func(p coverage.Person) bool { return p.Status != coverage.Active })
			l.above[u] = people
		}
		if len(people) > 0 {
			return people, nil
		}
	}
	return nil, nil
}

// list names what an official hears in a run: of the villages of another
// timetable they hear at another time.
func (r Run) list(p coverage.Person) string {
	return once("list", p, r.Day) + "/" + r.At.List.String()
}

func (l lists) put(p coverage.Person, v silentIn) {
	w := l.of[p.ID]
	if w == nil {
		w = &worklist{official: p, communes: map[place.Code]bool{}}
		l.of[p.ID] = w
	}
	w.total++
	w.communes[v.commune] = true
	if len(w.villages) < most {
		w.villages = append(w.villages, v)
	}
}
