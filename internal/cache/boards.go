package cache

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Ranked gives a page of a board, and of how many members: from Redis where
// it is kept there, else by load, whose board is then kept. No limit (0) gives
// all from offset on. A load that gives a position below 0 has a board that
// entries change otherwise than Member says: it is shown and not kept.
func (m *Model) Ranked(ctx context.Context, b coverage.Board, desc bool, offset, limit int,
	load func(context.Context) ([]coverage.Member, coverage.Position, error)) ([]coverage.Member, int, error) {
	offset, limit = max(offset, 0), max(limit, 0)
	_, trusted := m.trust(b.Revision)
	if trusted {
		if page, total, ok := m.page(ctx, b, desc, offset, limit); ok {
			m.counters.boardHits.Add(1)
			return page, total, nil
		}
	}
	m.counters.boardMisses.Add(1)
	loaded, at, err := load(ctx)
	if err != nil {
		return nil, 0, err
	}
	members := slices.Clone(loaded)
	rank(members, desc)
	if trusted && at >= 0 && len(members) > 0 && exact(members) {
		m.offer(fill{revision: b.Revision, board: &shownBoard{b, members, at}})
	}
	return slices.Clone(cut(members, offset, limit)), len(members), nil
}

// page reads a page from Redis, brought up first to what this process must see.
func (m *Model) page(ctx context.Context, b coverage.Board, desc bool, offset, limit int) ([]coverage.Member, int, bool) {
	if m.tree().Revision != b.Revision || !m.abreast(ctx) {
		return nil, 0, false
	}
	order := "u"
	if desc {
		order = "d"
	}
	last := offset + limit - 1
	if limit == 0 {
		last = -1
	}
	var reply []any
	err := m.cache.do(ctx, callBudget, func(ctx context.Context) (err error) {
		reply, err = m.cache.scripts.page.Run(ctx, m.cache.redis, []string{m.keys.state(), m.keys.boards()},
			boardID(b), order, offset, last).Slice()
		return err
	})
	if err != nil {
		if m.cache.isAway() {
			m.doubt() // who knows what it holds when it is back
		}
		return nil, 0, false
	}
	shown, ok := readPage(reply)
	if !ok || shown.revision != b.Revision || !m.holds(shown) {
		return nil, 0, false
	}
	rank(shown.members, desc)
	return shown.members, shown.total, true
}

// abreast brings Redis up to what this process must see, if it is not.
func (m *Model) abreast(ctx context.Context) bool {
	behind := func() bool {
		m.mu.RLock()
		defer m.mu.RUnlock()
		return m.applied < max(m.must, m.tail.hi)
	}
	if !behind() {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, callBudget)
	defer cancel()
	select {
	case m.stepping <- struct{}{}:
		defer func() { <-m.stepping }()
	case <-ctx.Done():
		return false
	}
	return !behind() || m.step(ctx) == nil // whoever was before may have done it
}

// holds tells whether a page may be shown.
func (m *Model) holds(p boardPage) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.trusted != "" && p.gen == m.trusted && p.boardGen == m.trusted && p.at >= m.must
}

// boardPage is what the page script answers.
type boardPage struct {
	state
	boardGen string
	total    int
	members  []coverage.Member
}

func readPage(reply []any) (p boardPage, ok bool) {
	if len(reply) != 7 {
		return p, false
	}
	if p.state, ok = readState(reply[:3]); !ok {
		return p, false
	}
	meta, _ := reply[3].(string)
	total, _ := reply[4].(int64)
	units, _ := reply[5].([]any)
	values, _ := reply[6].([]any)
	var rest string
	p.boardGen, rest, _ = strings.Cut(meta, " ")
	words := strings.SplitN(rest, " ", 3)
	if len(words) != 3 || words[1] != strconv.FormatInt(total, 10) || len(units) != len(values) {
		return p, false // a part of it was lost
	}
	p.total = int(total)
	p.members = make([]coverage.Member, len(units))
	for i := range units {
		unit, isUnit := units[i].(string)
		value, isValue := values[i].(string)
		var after int64
		one := &p.members[i]
		one.Unit = place.Code(unit)
		if !isUnit || !isValue || numbers(value, &one.Participants, &one.Denominator, &after) != nil {
			return p, false
		}
		one.After = vi.Day(after)
	}
	return p, true
}

func boardID(b coverage.Board) string {
	return strings.Join([]string{
		strconv.FormatInt(b.Revision, 10), strconv.Itoa(int(b.Level)), strconv.Itoa(int(b.Day)), string(b.Indicator), string(b.Within),
	}, "|")
}
