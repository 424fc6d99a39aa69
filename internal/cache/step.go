package cache

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"baophu/internal/coverage"
)

var (
	errRecords = errors.New("this process has other records than the ledger")
	errMoved   = errors.New("another replica began a new generation")
)

// run brings Redis up after commits, and now and then for those of others.
func (m *Model) run(ctx context.Context) {
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-m.urge:
		case <-m.wake:
			m.gather(ctx)
		}
		err := m.bring(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			m.counters.failures.Add(1)
			if !failing && !errors.Is(err, ErrAway) { // the breaker tells of that
				m.cache.log.Warn("read model: figures come from SQL for now", "err", err)
			}
		}
		failing = err != nil
	}
}

// gather lets more commits come for one script, unless some are missing.
func (m *Model) gather(ctx context.Context) {
	wait := time.NewTimer(gatherFor)
	defer wait.Stop()
	select {
	case <-ctx.Done():
	case <-m.urge:
	case <-wait.C:
	}
}

// bring does one step, when its turn comes.
func (m *Model) bring(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, stepBudget)
	defer cancel()
	select {
	case m.stepping <- struct{}{}:
		defer func() { <-m.stepping }()
		return m.step(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// step looks at Redis and the ledger, in this order, so that whatever Redis
// has applied the ledger must have; verifies or begins a generation; applies
// what is missing; and keeps what was read meanwhile.
func (m *Model) step(ctx context.Context) error {
	err := m.stepOnce(ctx)
	// Otherwise what is trusted stays so: a generation that belongs to this
	// ledger does not cease to for a call that failed.
	if errors.Is(err, errMoved) || errors.Is(err, errRecords) || m.cache.isAway() {
		m.distrust()
	}
	return err
}

func (m *Model) stepOnce(ctx context.Context) error {
	offers := m.takeOffers() // read before Head: see fill.revision
	s, err := m.look(ctx)
	if err != nil {
		return err
	}
	head, revision, err := m.askHead(ctx)
	if err != nil {
		return err
	}
	if s, err = m.settle(ctx, s, head, revision); err != nil {
		return err
	}
	if s, err = m.catchUp(ctx, s, head); err != nil {
		return err
	}
	for _, offer := range offers {
		if s, err = m.keep(ctx, s, offer); err != nil {
			return err
		}
	}
	return nil
}

// look reads the state; one that is missing or garbled is the zero state.
func (m *Model) look(ctx context.Context) (s state, err error) {
	err = m.cache.do(ctx, workBudget, func(ctx context.Context) error {
		values, err := m.cache.redis.HMGet(ctx, m.keys.state(), "g", "p", "r", "k").Result()
		if err != nil && strings.HasPrefix(err.Error(), "WRONGTYPE") {
			return nil
		}
		s, _ = readState(values)
		return err
	})
	return s, err
}

// askHead asks the ledger where it is, and takes others' entries to the tail.
func (m *Model) askHead(ctx context.Context) (head coverage.Position, revision int64, err error) {
	m.mu.RLock()
	known := m.must // before Head: what was committed by now, Head must know
	m.mu.RUnlock()
	if head, revision, err = m.source.Head(ctx); err != nil {
		return 0, 0, fmt.Errorf("ask the ledger's head: %w", err)
	}
	tree := m.tree()
	m.mu.Lock()
	m.revision = revision
	if head < known { // another ledger was put in its place
		m.trusted, m.must = "", head
		m.tail.restart(tree.Revision, head)
	}
	m.must = max(m.must, head)
	if m.tail.revision != tree.Revision || head-m.tail.hi > tailSize {
		m.tail.restart(tree.Revision, head)
	}
	m.mu.Unlock()
	return head, revision, m.extend(ctx, tree, head)
}

// extend takes entries of others to the tail, up to head.
func (m *Model) extend(ctx context.Context, tree Tree, head coverage.Position) error {
	select {
	case m.mending <- struct{}{}:
		defer func() { <-m.mending }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		m.mu.RLock()
		hi, other := m.tail.hi, m.tail.revision != tree.Revision
		m.mu.RUnlock()
		if hi >= head {
			return nil
		}
		if other {
			return errRecords
		}
		entries, err := m.since(ctx, hi, sinceChunk)
		if err != nil {
			return err
		}
		m.mu.Lock()
		if m.tail.revision == tree.Revision {
			m.tail.append(entries, tree)
		}
		m.mu.Unlock()
	}
}

// since gives the entries after pos, of which there is at least one.
func (m *Model) since(ctx context.Context, pos coverage.Position, limit int) ([]coverage.Entry, error) {
	entries, err := m.source.Since(ctx, pos, limit)
	if err != nil {
		return nil, fmt.Errorf("read entries after %d: %w", pos, err)
	}
	if len(entries) == 0 || entries[0].Seq != pos+1 {
		return nil, fmt.Errorf("the ledger has no entry %d", pos+1)
	}
	return entries, nil
}

// settle makes sure that what Redis holds belongs to this ledger and these
// records, or begins a new generation.
func (m *Model) settle(ctx context.Context, s state, head coverage.Position, revision int64) (state, error) {
	switch known, _ := m.trust(revision); {
	case m.tree().Revision != revision:
		return s, errRecords
	case s.gen == "", s.revision != revision, s.at > head, head-s.at > replayLimit:
		return m.reset(ctx, s, head, revision)
	case s.gen == known:
		return s, nil
	}
	at, err := m.markAt(ctx, s.at)
	if err != nil {
		return s, err
	}
	if at != s.mark {
		return m.reset(ctx, s, head, revision)
	}
	m.accept(s)
	return s, nil
}

// markAt gives the mark of the entry at pos.
func (m *Model) markAt(ctx context.Context, pos coverage.Position) (string, error) {
	if pos == 0 {
		return "0", nil
	}
	entries, err := m.since(ctx, pos-1, 1)
	if err != nil {
		return "", err
	}
	return markText(mark(entries[0])), nil
}

func markText(mark uint64) string { return strconv.FormatUint(mark, 36) }

// reset begins a new generation at head, with nothing kept.
func (m *Model) reset(ctx context.Context, old state, head coverage.Position, revision int64) (state, error) {
	at, err := m.markAt(ctx, head)
	if err != nil {
		return old, err
	}
	s := state{rand.Text(), head, revision, at}
	done, _, err := m.write(ctx, m.cache.scripts.reset, []string{m.keys.state(), m.keys.boards()},
		[]any{old.gen, s.gen, int64(s.at), s.revision, s.mark})
	if err != nil {
		return old, err
	}
	if !done {
		return old, errMoved
	}
	m.counters.resets.Add(1)
	m.cache.log.Info("read model: a new generation", "at", int64(head), "revision", revision)
	m.accept(s)
	return s, nil
}

// accept takes note of a state that belongs to this ledger.
func (m *Model) accept(s state) {
	m.mu.Lock()
	m.trusted, m.applied = s.gen, s.at
	m.mu.Unlock()
}

// catchUp applies what Redis has not, from the tail or from the ledger.
func (m *Model) catchUp(ctx context.Context, s state, head coverage.Position) (state, error) {
	tree := m.tree()
	for s.at < head {
		batch, err := m.batch(ctx, tree, s)
		if err != nil {
			return s, err
		}
		done, seen, err := m.apply(ctx, s, batch)
		if err != nil {
			return s, err
		}
		switch {
		case done:
			m.counters.applied.Add(int64(batch.to - s.at))
			s.at, s.mark = batch.to, batch.mark
		case seen.gen == s.gen && seen.at > s.at: // another replica was quicker
			s.at = seen.at
		default:
			return s, errMoved
		}
		m.accept(s)
	}
	m.accept(s)
	return s, nil
}
