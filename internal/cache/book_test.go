package cache_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

var errDown = errors.New("the book is closed")

const (
	villages  = 24
	communes  = 8
	provinces = 2
)

var (
	today = vi.Date(2026, time.November, 22)
	begin = time.Date(2026, time.November, 22, 1, 0, 0, 0, time.UTC)
)

// book is a ledger in memory that sums its entries anew for every question:
// the source of the models under test, and what they are compared with.
type book struct {
	identity string

	mu       sync.Mutex
	entries  []coverage.Entry
	revision int64
	closed   bool
	asked    int // readings

	lines   map[line][]posted // of the entries up to linesTo, by the tree of linesOf
	linesOf int64
	linesTo int
}

func newBook(identity string) *book { return &book{identity: identity, revision: 1} }

func village(n int) place.Code  { return place.Code(fmt.Sprintf("V%03d", n)) }
func commune(n int) place.Code  { return place.Code(fmt.Sprintf("C%03d", n)) }
func province(n int) place.Code { return place.Code(fmt.Sprintf("P%02d", n)) }

// above gives the ancestors of a village: another commune in every revision,
// and in the past a district as well.
func above(revision int64, code place.Code, day vi.Day) []place.Code {
	n, err := strconv.Atoi(strings.TrimPrefix(string(code), "V"))
	if err != nil {
		return []place.Code{code, place.Nation}
	}
	c := (n + int(revision)) % communes
	codes := []place.Code{code, commune(c)}
	if day < vi.Date(2025, time.July, 1) {
		codes = append(codes, "H001")
	}
	return append(codes, province(c%provinces), place.Nation)
}

func treeOf(revision int64) cache.Tree {
	return cache.Tree{Revision: revision, Ancestors: func(code place.Code, day vi.Day) []place.Code { return above(revision, code, day) }}
}

func (b *book) tree() cache.Tree {
	b.mu.Lock()
	defer b.mu.Unlock()
	return treeOf(b.revision)
}

// commit numbers and appends entries.
func (b *book) commit(entries ...coverage.Entry) (from, to coverage.Position, booked []coverage.Entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	from = coverage.Position(len(b.entries))
	for _, e := range entries {
		e.Seq = coverage.Position(len(b.entries)) + 1
		b.entries = append(b.entries, e)
		booked = append(booked, e)
	}
	return from, coverage.Position(len(b.entries)), booked
}

// amend changes the tree.
func (b *book) amend() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.revision++
}

// restore goes back to an older state, as after a backup was put in place.
func (b *book) restore(to coverage.Position) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entries, b.lines = slices.Clone(b.entries[:to]), nil
}

func (b *book) shut(closed bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = closed
}

func (b *book) readings() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.asked
}

// sums is the oracle: the sums of entries 1..at by the tree of revision.
func (b *book) sums(revision int64, at coverage.Position, points []coverage.Point) []coverage.Counts {
	b.mu.Lock()
	lines := b.index(revision)
	b.mu.Unlock()
	counts := make([]coverage.Counts, len(points))
	for i, p := range points {
		for _, post := range lines[line{p.Unit, p.Indicator}] {
			if post.seq <= at && post.day <= p.Day {
				counts[i] = counts[i].Plus(post.counts)
			}
		}
	}
	return counts
}

type line struct {
	unit      place.Code
	indicator coverage.Indicator
}

type posted struct {
	seq    coverage.Position
	day    vi.Day
	counts coverage.Counts
}

// index gives what each entry adds to each line. It is made anew after every
// commit, so that whoever reads the one before may go on.
func (b *book) index(revision int64) map[line][]posted {
	if b.lines != nil && b.linesOf == revision && b.linesTo == len(b.entries) {
		return b.lines
	}
	lines := maps.Clone(b.lines)
	from := b.linesTo
	if lines == nil || b.linesOf != revision || from > len(b.entries) {
		lines, from = map[line][]posted{}, 0
	}
	for _, e := range b.entries[from:] {
		for _, unit := range above(revision, e.Unit, e.Day) {
			for _, post := range e.Posts() {
				at := line{unit, post.Indicator}
				lines[at] = append(lines[at], posted{e.Seq, e.Day, post.Counts})
			}
		}
	}
	b.lines, b.linesOf, b.linesTo = lines, revision, len(b.entries)
	return lines
}

func (b *book) Cums(_ context.Context, points []coverage.Point) (coverage.Reading, error) {
	b.mu.Lock()
	at, revision, closed := coverage.Position(len(b.entries)), b.revision, b.closed
	b.asked++
	b.mu.Unlock()
	if closed {
		return coverage.Reading{}, errDown
	}
	return coverage.Reading{Counts: b.sums(revision, at, points), At: at}, nil
}

func (b *book) Head(context.Context) (coverage.Position, int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, 0, errDown
	}
	return coverage.Position(len(b.entries)), b.revision, nil
}

func (b *book) Since(_ context.Context, pos coverage.Position, limit int) ([]coverage.Entry, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, errDown
	}
	from := min(int(pos), len(b.entries))
	return slices.Clone(b.entries[from:min(from+limit, len(b.entries))]), nil
}

func (b *book) Identity() string { return b.identity }

// members is the oracle of boards: the communes on a day, each with a
// baseline of its own date.
func (b *book) members(revision int64, at coverage.Position, board coverage.Board) []coverage.Member {
	var members []coverage.Member
	var points []coverage.Point
	for n := range communes {
		after := today - 40 + vi.Day(n)
		members = append(members, coverage.Member{Unit: commune(n), Participants: int64(500 + 3*(n/2)), Denominator: int64(1000 + 6*(n/4)), After: after})
		points = append(points, coverage.Point{Unit: commune(n), Indicator: board.Indicator, Day: after}, coverage.Point{Unit: commune(n), Indicator: board.Indicator, Day: board.Day})
	}
	counts := b.sums(revision, at, points)
	for n := range members {
		members[n].Participants += counts[2*n+1].Net() - counts[2*n].Net()
	}
	return members
}

func (b *book) load(board coverage.Board) func(context.Context) ([]coverage.Member, coverage.Position, error) {
	return func(ctx context.Context) ([]coverage.Member, coverage.Position, error) {
		at, revision, err := b.Head(ctx)
		if err != nil {
			return nil, 0, err
		}
		return b.members(revision, at, board), at, nil
	}
}

// sorted puts members in order by another way than the code under test.
func sorted(members []coverage.Member, desc bool) []coverage.Member {
	members = slices.Clone(members)
	slices.SortFunc(members, func(x, y coverage.Member) int {
		order := x.Participants*y.Denominator - y.Participants*x.Denominator
		if desc {
			order = -order
		}
		switch {
		case order < 0:
			return -1
		case order > 0:
			return 1
		case x.Unit < y.Unit:
			return -1
		}
		return 1
	})
	return members
}

// randomEntry is one report, of today mostly.
func randomEntry(r *rand.Rand, n int) coverage.Entry {
	kinds := []coverage.Kind{coverage.New, coverage.New, coverage.New, coverage.Renewed, coverage.Lapsed, coverage.Visited,
		coverage.Registered, coverage.Meetings, coverage.Attendees, coverage.Zero}
	indicators := []coverage.Indicator{coverage.BHYT, coverage.BHYT, coverage.Household, coverage.Voluntary, coverage.BHXH}
	e := coverage.Entry{
		Report: int64(n), Message: fmt.Sprintf("m%d", r.Uint64()), Unit: village(r.IntN(villages)), Indicator: indicators[r.IntN(len(indicators))],
		Kind: kinds[r.IntN(len(kinds))], Count: int64(r.IntN(9)), Day: today - vi.Day(r.IntN(3)), At: begin.Add(time.Duration(n) * 1234567 * time.Microsecond),
		Opens: r.IntN(2) == 0,
	}
	switch r.IntN(12) {
	case 0:
		e.Day = today - vi.Day(r.IntN(60))
	case 1:
		e.Day = vi.Date(2025, time.June, 1+r.IntN(28))
	case 2:
		e.Count, e.Reverses = -e.Count, 1
	case 3:
		e.Reason = coverage.ToEmployer
	case 4:
		e.Indicator, e.Kind, e.Opens = coverage.Activity, coverage.Zero, true
	}
	return e
}

// randomPoints asks for some figures of one or a few units.
func randomPoints(r *rand.Rand) []coverage.Point {
	units := []place.Code{place.Nation, province(0), province(1), commune(r.IntN(communes)), village(r.IntN(villages)), "H001", "nowhere"}
	days := []vi.Day{today, today - 1, today - 2, today - 7, today - 40, vi.Date(2025, time.June, 10), 0}
	indicators := []coverage.Indicator{coverage.BHYT, coverage.Household, coverage.BHXH, coverage.Activity}
	points := make([]coverage.Point, 1+r.IntN(14))
	unit := units[r.IntN(len(units))]
	for i := range points {
		if r.IntN(10) == 0 {
			unit = units[r.IntN(len(units))]
		}
		points[i] = coverage.Point{Unit: unit, Indicator: indicators[r.IntN(len(indicators))], Day: days[r.IntN(len(days))]}
	}
	return points
}

func (b *book) size() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.entries)
}
