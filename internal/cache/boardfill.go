package cache

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"baophu/internal/coverage"
)

const (
	boardLimit  = 256 // boards kept at once; each commit looks at all of an indicator
	stageChunk  = 500 // members put down by one command
	stagedLives = time.Minute
)

// shownBoard is a board as it was loaded, at a position.
type shownBoard struct {
	board   coverage.Board
	members []coverage.Member
	at      coverage.Position
}

// storeBoard stages a board's members beside, which may take long, and then
// puts them in place at once with what changed meanwhile.
func (m *Model) storeBoard(ctx context.Context, s state, b shownBoard) (bool, state, error) {
	base := m.keys.staged(rand.Text())
	staged := []string{base + ":u", base + ":d", base + ":m"}
	if err := m.stage(ctx, staged, b.members); err != nil {
		return false, s, err
	}
	for range 3 { // others may move Redis on meanwhile
		changed, ok := m.changed(s, b)
		if !ok {
			break
		}
		meta := fmt.Sprintf("%s %d %d %s", s.gen, b.board.Day, len(b.members), b.board.Indicator)
		args := []any{s.gen, int64(s.at), boardID(b.board), meta, len(b.members), boardLimit, int(keepFor / time.Second)}
		done, seen, err := m.write(ctx, m.cache.scripts.board, append([]string{m.keys.state(), m.keys.boards()}, staged...), append(args, changed...))
		if err != nil || done {
			return done, s, err
		}
		if seen.gen != s.gen || seen.at <= s.at {
			break
		}
		s.at = seen.at
	}
	err := m.cache.do(ctx, workBudget, func(ctx context.Context) error {
		return m.cache.redis.Unlink(ctx, staged...).Err()
	})
	return true, s, err // nothing more to be tried
}

// changed gives what the tail brought since the board was loaded.
func (m *Model) changed(s state, b shownBoard) (args []any, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.tail.bridges(s, b.at) {
		return nil, false
	}
	for _, one := range b.members {
		net, ok := m.tail.net(b.board, one, b.at, s.at)
		switch {
		case !ok:
			return nil, false
		case net == 0:
			continue
		}
		one.Participants += net
		up, down := scores(one)
		args = append(args, string(one.Unit), packMember(one), scoreText(up), scoreText(down))
	}
	return args, true
}

func (m *Model) stage(ctx context.Context, staged []string, members []coverage.Member) error {
	for from := 0; from < len(members); from += stageChunk {
		part := members[from:min(from+stageChunk, len(members))]
		ups, downs := make([]redis.Z, len(part)), make([]redis.Z, len(part))
		values := make([]any, 0, 2*len(part))
		for i, one := range part {
			up, down := scores(one)
			ups[i] = redis.Z{Score: up, Member: string(one.Unit)}
			downs[i] = redis.Z{Score: down, Member: string(one.Unit)}
			values = append(values, string(one.Unit), packMember(one))
		}
		err := m.cache.do(ctx, workBudget, func(ctx context.Context) error {
			_, err := m.cache.redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
				pipe.ZAdd(ctx, staged[0], ups...)
				pipe.ZAdd(ctx, staged[1], downs...)
				pipe.HSet(ctx, staged[2], values...)
				for _, key := range staged {
					pipe.Expire(ctx, key, stagedLives)
				}
				return nil
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func packMember(m coverage.Member) string {
	return strconv.FormatInt(m.Participants, 10) + " " + strconv.FormatInt(m.Denominator, 10) + " " + strconv.Itoa(int(m.After))
}
