package bot

import (
	"sync"
	"time"
)

// Rate is N in each Per, after Burst at once; the zero value is no limit.
type Rate struct {
	N     int
	Per   time.Duration
	Burst int // 0: 1
}

// Pace is how fast a platform may be written to.
type Pace struct {
	// Chat gives a chat's rate and what it is kept under: chats of one bucket
	// share it. nil: no limit.
	Chat func(chat string) (bucket string, rate Rate)
	// Notices is the platform's limit for the whole bot. Notices keep strictly
	// below it whatever the network does; answers to people go first.
	Notices Rate
	// Jitter is how much longer than another one send may be on its way, for
	// Notices to be kept; 0: 100 ms.
	Jitter time.Duration
}

// Paced is a channel with limits.
type Paced interface{ Pace() Pace }

// meter keeps the rate of each bucket, and which are parked.
type meter struct {
	mu sync.Mutex
	of map[string]*gauge
}

// gauge is one bucket: when the next send is due if the rate is to be even,
// and until when the platform wants none.
type gauge struct{ due, parked time.Time }

// take counts one send, or says how long to wait before asking again.
func (m *meter) take(bucket string, rate Rate, now time.Time) (wait time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	one := m.gauge(bucket)
	if wait := one.parked.Sub(now); wait > 0 {
		return wait
	}
	if rate.N <= 0 {
		return 0
	}
	each := rate.Per / time.Duration(rate.N)
	early := time.Duration(max(rate.Burst, 1)-1) * each
	if one.due.Before(now) {
		one.due = now
	}
	if wait := one.due.Sub(now) - early; wait > 0 {
		return wait
	}
	one.due = one.due.Add(each)
	return 0
}

// park lets no send pass before a time.
func (m *meter) park(bucket string, until time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if one := m.gauge(bucket); one.parked.Before(until) {
		one.parked = until
	}
}

func (m *meter) gauge(bucket string) *gauge {
	one := m.of[bucket]
	if one == nil {
		if m.of == nil {
			m.of = map[string]*gauge{}
		}
		one = &gauge{}
		m.of[bucket] = one
	}
	return one
}

// forget drops the buckets that hold nothing back.
func (m *meter) forget(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for bucket, one := range m.of {
		if !one.due.After(now) && !one.parked.After(now) {
			delete(m.of, bucket)
		}
	}
}
