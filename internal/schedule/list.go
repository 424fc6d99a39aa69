package schedule

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// most is how many villages a list names.
const most = 20

// worklist is what one official hears, and where: the first villages, and how
// many there are in all.
type worklist struct {
	official coverage.Person
	to       bot.Address
	villages []silentIn
	total    int
	resting  []string // where nobody is missed, and who is on leave
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
	above map[place.Code][]coverage.Person   // the officials to be told of what stands above communes
	chats map[coverage.PersonID]*bot.Address // of the officials met; nil: none
}

// listAll tells every official, once, which of the villages they answer for
// are silent on a day.
func (s *Schedule) listAll(ctx context.Context, r Run) (told int, err error) {
	all := lists{s, map[coverage.PersonID]*worklist{}, map[place.Code][]coverage.Person{}, map[coverage.PersonID]*bot.Address{}}
	var book *coverage.Book
	err = s.eachPart(ctx, r, func(b *coverage.Book, part place.Code) error {
		book = b
		silence, err := s.Service.Missing(ctx, part, r.Day, r.Day)
		if err != nil || len(silence.Villages)+len(silence.Resting) == 0 {
			return err
		}
		return all.add(ctx, b, silence)
	})
	if err != nil {
		return 0, err
	}
	for _, id := range slices.Sorted(maps.Keys(all.of)) {
		w := all.of[id]
		if w.total == 0 {
			continue // they know of who is on leave
		}
		if !r.open(s.now()) {
			return told, errLate
		}
		fresh, err := s.announce(ctx, map[string][]bot.Reply{r.list(w.official): {w.reply(book, r, s.now(), w.to)}})
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
	for _, v := range slices.Concat(silence.Villages, silence.Resting) {
		asked = append(asked, v.Unit)
	}
	people, err := l.Service.Roll.Holders(ctx, coverage.Official, asked)
	if err != nil {
		return fmt.Errorf("read the officials of %s: %w", silence.Within, err)
	}
	people, err = l.told(ctx, people)
	if err != nil {
		return err
	}
	near := map[place.Code][]coverage.Person{}
	for _, p := range people {
		for _, u := range p.Units(coverage.Official) {
			near[u] = append(near[u], p)
		}
	}
	each := func(villages []coverage.Silent, do func(coverage.Person, silentIn)) error {
		for _, v := range villages {
			officials := near[v.Unit]
			if len(officials) == 0 {
				officials = near[silence.Within]
			}
			if len(officials) == 0 {
				var err error
				if officials, err = l.over(ctx, b, silence); err != nil {
					return err
				}
			}
			for _, p := range officials {
				do(p, silentIn{v, silence.Within})
			}
		}
		return nil
	}
	if err := each(silence.Villages, l.put); err != nil {
		return err
	}
	return each(silence.Resting, l.rest)
}

// told leaves, of some officials, those at work who can be written to: for
// whoever cannot, somebody above is told.
func (l lists) told(ctx context.Context, officials []coverage.Person) ([]coverage.Person, error) {
	var told []coverage.Person
	for _, p := range officials {
		if p.Status != coverage.Active {
			continue
		}
		chat, met := l.chats[p.ID]
		if !met {
			to, ok, err := l.reach(ctx, p)
			if err != nil {
				return nil, err
			}
			if ok {
				chat = &to
			}
			l.chats[p.ID] = chat
		}
		if chat != nil {
			told = append(told, p)
		}
	}
	return told, nil
}

// over gives the officials to be told of the nearest unit above a commune that
// has any.
func (l lists) over(ctx context.Context, b *coverage.Book, silence coverage.Silence) ([]coverage.Person, error) {
	for _, u := range b.UpFrom(silence.Within, silence.To)[1:] {
		people, known := l.above[u]
		if !known {
			found, err := l.Service.Roll.Holders(ctx, coverage.Official, []place.Code{u})
			if err != nil {
				return nil, fmt.Errorf("read the officials of %s: %w", u, err)
			}
			if people, err = l.told(ctx, found); err != nil {
				return nil, err
			}
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

// forOne is what one official will hear.
func (l lists) forOne(p coverage.Person) *worklist {
	w := l.of[p.ID]
	if w == nil {
		w = &worklist{official: p, to: *l.chats[p.ID], communes: map[place.Code]bool{}}
		l.of[p.ID] = w
	}
	return w
}

// rest puts somebody on leave on an official's list.
func (l lists) rest(p coverage.Person, v silentIn) {
	w := l.forOne(p)
	w.resting = append(w.resting, v.Title+" ("+strings.Join(v.Agents, ", ")+")")
}

func (l lists) put(p coverage.Person, v silentIn) {
	w := l.forOne(p)
	w.total++
	w.communes[v.commune] = true
	if len(w.villages) < most {
		w.villages = append(w.villages, v)
	}
}
