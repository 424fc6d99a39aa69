package cache

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	segmentSize = 512 // entries
	tailSize    = 4 * segmentSize
)

// Tree says what is above a unit, under one revision of the records.
type Tree struct {
	Revision int64
	// Ancestors gives the units whose sums an entry of code on day counts in,
	// its own may be among them.
	Ancestors func(code place.Code, day vi.Day) []place.Code
	// Ended tells whether a unit had become another by then, nil where none has.
	Ended func(code place.Code, day vi.Day) bool
}

// tail holds the postings of entries lo+1..hi of the ledger, by the tree of
// one revision. It forgets the oldest, a segment at a time.
type tail struct {
	revision int64
	lo, hi   coverage.Position
	segments []*segment
}

type segment struct {
	lo, hi coverage.Position
	marks  []uint64 // of entries lo+1..hi
	posts  map[sumKey][]posting
}

type sumKey struct {
	unit      place.Code
	indicator coverage.Indicator
}

type posting struct {
	seq    coverage.Position
	day    vi.Day
	counts coverage.Counts
}

// restart forgets everything; the next entry is the one after at.
func (t *tail) restart(revision int64, at coverage.Position) {
	*t = tail{revision: revision, lo: at, hi: at}
}

// covers tells whether all entries from+1..to are here.
func (t *tail) covers(revision int64, from, to coverage.Position) bool {
	return t.revision == revision && t.lo <= from && to <= t.hi
}

// bridges tells whether a reading at from can be brought to s.
func (t *tail) bridges(s state, from coverage.Position) bool {
	return from == s.at || from < s.at && t.covers(s.revision, from, s.at)
}

// append takes the entries that come next; it skips those it has, and stops
// where one is missing.
func (t *tail) append(entries []coverage.Entry, tree Tree) {
	for _, e := range entries {
		if e.Seq <= t.hi {
			continue
		}
		if e.Seq != t.hi+1 {
			return
		}
		last := len(t.segments) - 1
		if last < 0 || len(t.segments[last].marks) >= segmentSize {
			t.segments = append(t.segments, newSegment(t.hi))
			last++
		}
		t.segments[last].add(e, tree)
		t.hi = e.Seq
	}
	for t.hi-t.lo > tailSize {
		t.lo = t.segments[0].hi
		t.segments = slices.Delete(t.segments, 0, 1)
	}
}

func newSegment(lo coverage.Position) *segment {
	return &segment{lo: lo, hi: lo, posts: map[sumKey][]posting{}}
}

func (s *segment) add(e coverage.Entry, tree Tree) {
	s.hi = e.Seq
	s.marks = append(s.marks, mark(e))
	posts := e.Posts()
	if len(posts) == 0 {
		return
	}
	s.post(e.Unit, e, posts)
	if tree.Ended != nil && tree.Ended(e.Unit, e.Day) {
		posts = coverage.Inherited(posts)
	}
	for _, above := range tree.Ancestors(e.Unit, e.Day) {
		if above != e.Unit {
			s.post(above, e, posts)
		}
	}
}

func (s *segment) post(unit place.Code, e coverage.Entry, posts []coverage.Post) {
	for _, p := range posts {
		key := sumKey{unit, p.Indicator}
		s.posts[key] = append(s.posts[key], posting{e.Seq, e.Day, p.Counts})
	}
}

// each calls f with the postings of entries from+1..to to a key.
func (t *tail) each(key sumKey, from, to coverage.Position, f func(posting)) {
	for _, s := range t.segments {
		if s.hi <= from || s.lo >= to {
			continue
		}
		for _, p := range s.posts[key] {
			if p.seq > from && p.seq <= to {
				f(p)
			}
		}
	}
}

// sum adds up what entries from+1..to brought to a point.
func (t *tail) sum(p coverage.Point, from, to coverage.Position) coverage.Counts {
	var sum coverage.Counts
	t.each(sumKey{p.Unit, p.Indicator}, from, to, func(post posting) {
		if post.day <= p.Day {
			sum = sum.Plus(post.counts)
		}
	})
	return sum
}

// net adds up what entries from+1..to brought to a member of a board; ok is
// false where one is of a day before the member's baseline, see apply.lua.
func (t *tail) net(b coverage.Board, m coverage.Member, from, to coverage.Position) (net int64, ok bool) {
	ok = true
	t.each(sumKey{m.Unit, b.Indicator}, from, to, func(post posting) {
		if post.day > b.Day {
			return
		}
		net += post.counts.Net()
		ok = ok && (post.day > m.After || post.counts.Net() == 0)
	})
	return net, ok
}

// mark tells an entry from another that bears its number in another history
// of the ledger, one that was restored from a backup and went on from there.
func mark(e coverage.Entry) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d|%d|%s|%s|%s|%s|%d|%d|%d|%d", e.Seq, e.Report, e.Message, e.Unit, e.Indicator, e.Kind,
		e.Count, e.Day, e.By, e.At.Round(time.Second).Unix())
	return h.Sum64()
}
