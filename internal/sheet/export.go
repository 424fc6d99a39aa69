package sheet

import (
	"context"
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// MostTallies is how many lines of the ledger go into one export. A file
// never holds a part of them: beyond it holds none, and says so.
const MostTallies = 100_000

// unitsAtOnce is how many units' entries are read at once.
const unitsAtOnce = 500

// Wanted says what an export is of.
type Wanted struct {
	Unit      place.Code
	Indicator coverage.Indicator
	From, To  vi.Day // of the tallies; To is the day of the figures too
	English   bool   // the words of the workbook
	// Reasons has each line tell why people left. A village's few people might be
	// known by them: they are for who keeps the whole ledger anyway.
	Reasons bool
}

// Export is a unit's figures, those of its parts, and the tallies below it.
type Export struct {
	Unit     string              `json:"unit_code"`
	Title    string              `json:"unit"`
	From     string              `json:"from"`
	To       string              `json:"to"`
	Notes    []string            `json:"notes"`
	Figures  []Figure            `json:"figures"`
	Tallies  []Tallied           `json:"tallies"`
	Standing []coverage.Standing `json:"-"` // the unit's, and those of its parts
	wanted   Wanted
	words    exportWords
}

// Tallied is one line of the ledger.
type Tallied struct {
	Report    int64  `json:"report"`
	Unit      string `json:"unit_code"`
	Title     string `json:"unit"`
	Indicator string `json:"indicator"`
	Kind      string `json:"kind"`
	Count     int64  `json:"count"`
	Day       string `json:"day"`
	Reason    string `json:"reason,omitempty"`
	Agent     string `json:"agent,omitempty"` // who reports for a unit of the export
	TakesBack int64  `json:"takes_back,omitempty"`
	day       vi.Day
}

// Gather reads what an export holds. What it is asked for must exist; who may
// have it is the caller's to know.
func Gather(ctx context.Context, s *coverage.Service, w Wanted) (*Export, error) {
	book, err := s.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	e := &Export{Unit: string(w.Unit), Title: book.Tree.Title(w.Unit), From: w.From.String(), To: w.To.String(), wanted: w, words: wordsOf(w.English),
		Notes: []string{}, Tallies: []Tallied{}}
	for _, u := range append([]place.Code{w.Unit}, partsOf(book, w.Unit, w.To)...) {
		st, err := s.Standing(ctx, u, w.Indicator, w.To)
		if err != nil {
			return nil, err
		}
		e.Standing, e.Figures = append(e.Standing, st), append(e.Figures, FigureOf(st))
	}
	e.note()
	return e, e.read(ctx, s, book)
}

// partsOf gives the units whose figures are listed under a unit's: its
// children, what an office serves, and what a unit that ended became.
func partsOf(b *coverage.Book, u place.Code, day vi.Day) []place.Code {
	switch {
	case b.Tree.Level(u) == place.Office:
		return b.Tree.Served(u, day)
	case b.Tree.Alive(u, day):
		return b.Tree.Children(u, day)
	}
	var parts []place.Code
	for _, s := range b.Tree.Now(u) {
		if s.Code != u {
			parts = append(parts, s.Code)
		}
	}
	return parts
}

// under gives a unit with everything below it, each once, and the villages that
// ended below it within the days.
func under(b *coverage.Book, u place.Code, from, day vi.Day) []place.Code {
	roots := []place.Code{u}
	if b.Tree.Level(u) == place.Office || !b.Tree.Alive(u, day) {
		roots = append(roots, partsOf(b, u, day)...)
	}
	seen := map[place.Code]bool{}
	var all []place.Code
	add := func(codes ...place.Code) {
		for _, c := range codes {
			if !seen[c] {
				seen[c] = true
				all = append(all, c)
			}
		}
	}
	for _, root := range roots {
		add(root)
		for _, level := range []place.Level{place.Province, place.District, place.Commune, place.Village} {
			if level > b.Tree.Level(root) {
				add(b.Tree.Descendants(root, level, day)...)
			}
		}
		if b.Tree.Level(root) != place.Village {
			add(b.Villages(root, from, day)...)
		}
	}
	return all
}

// read takes the lines of the ledger, all of them or, of too many, none.
func (e *Export) read(ctx context.Context, s *coverage.Service, book *coverage.Book) error {
	units := under(book, e.wanted.Unit, e.wanted.From, e.wanted.To)
	people, err := s.Roll.Holders(ctx, coverage.Agent, units)
	if err != nil {
		return fmt.Errorf("read the agents of %s: %w", e.wanted.Unit, err)
	}
	names := make(map[coverage.PersonID]string, len(people))
	for _, p := range people {
		names[p.ID] = p.Name
	}
	for len(units) > 0 {
		n := min(len(units), unitsAtOnce)
		entries, err := s.Journal.Entries(ctx, units[:n], e.wanted.From, e.wanted.To)
		if err != nil {
			return fmt.Errorf("read the reports of %s: %w", e.wanted.Unit, err)
		}
		if len(e.Tallies)+len(entries) > MostTallies {
			e.Tallies = []Tallied{}
			e.Notes = append(e.Notes, fmt.Sprintf(e.words.tooMany, vi.Int(MostTallies)))
			return nil
		}
		for _, x := range entries {
			if !e.wanted.Reasons {
				x.Reason = ""
			}
			e.Tallies = append(e.Tallies, Tallied{Report: x.Report, Unit: string(x.Unit), Title: book.Tree.Title(x.Unit),
				Indicator: string(x.Indicator), Kind: string(x.Kind), Count: x.Count, Day: x.Day.String(), Reason: string(x.Reason),
				Agent: names[x.By], TakesBack: int64(x.Reverses), day: x.Day})
		}
		units = units[n:]
	}
	return nil
}

// note says what the figures stand on.
func (e *Export) note() {
	first := e.Standing[0]
	if first.Known {
		e.Notes = append(e.Notes, fmt.Sprintf(e.words.standsOn, first.AsOfBaseline().Long(), first.AsOf.Long()))
	} else {
		e.Notes = append(e.Notes, e.words.noCount)
	}
	if first.Known && first.Partial() {
		e.Notes = append(e.Notes, fmt.Sprintf(e.words.partial, first.Parts-first.Missing, first.Parts))
	}
	for _, st := range e.Standing {
		if st.Illustration() {
			e.Notes = append(e.Notes, e.words.illustrative)
			return
		}
	}
}
