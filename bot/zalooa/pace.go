package zalooa

import (
	"context"
	"slices"
	"sync"
	"time"

	"baophu/bot"
)

// lookAtLeast is how often a look may call though the account has no room: a
// message that was missed must not wait for a quiet minute.
const lookAtLeast = 6 * time.Second

// calls are those of the last minute, of whatever kind.
type calls struct {
	mu   sync.Mutex
	made []time.Time
	look time.Time // when a look called last
}

// count notes a call.
func (k *calls) count() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.passed(time.Now())
	k.made = append(k.made, time.Now())
}

func (k *calls) passed(now time.Time) {
	n, _ := slices.BinarySearchFunc(k.made, now.Add(-time.Minute), time.Time.Compare)
	k.made = slices.Delete(k.made, 0, n)
}

// room waits until fewer calls than most were made in the last minute, or none
// by a look for a while.
func (k *calls) room(ctx context.Context, most int) error {
	for {
		wait := k.wait(most, time.Now())
		if wait <= 0 {
			return ctx.Err()
		}
		if err := bot.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

func (k *calls) wait(most int, now time.Time) time.Duration {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.passed(now)
	wait := k.look.Add(lookAtLeast).Sub(now)
	if over := len(k.made) - most; over < 0 {
		wait = 0
	} else if over < len(k.made) {
		wait = min(wait, k.made[over].Add(time.Minute).Sub(now))
	}
	if wait <= 0 {
		k.look = now
	}
	return wait
}
