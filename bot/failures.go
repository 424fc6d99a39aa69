package bot

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// failures tells a message that will always fail from one that meets a bad
// hour. A panic or ErrPoison is a failure for certain. Another counts only
// when a message elsewhere was committed since the one before (so the store
// works), and then it takes four times as many, over ten minutes at least.
type failures struct {
	tries   int
	mu      sync.Mutex
	commits int64
	of      map[string]*failure
}

type failure struct {
	sure, doubtful int
	commits        int64 // seen at the last failure
	first          time.Time
	times          int       // in all
	told           time.Time // when the log was told last
}

const (
	badHour      = 10 * time.Minute
	tellMost     = time.Minute // between words of the log about one message
	keptFailures = 10_000
)

// failed counts a failure, and tells whether it was one too many. It gives how
// often the message failed where the log is to be told: at first, and then now
// and then, for platforms and channels try often while the store is away.
func (f *failures) failed(key string, err error, now time.Time) (over bool, told int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one := f.of[key]
	if one == nil {
		f.makeRoom()
		one = &failure{first: now, commits: f.commits}
		f.of[key] = one
	}
	if errors.Is(err, ErrPoison) {
		one.sure++
	} else if one.commits != f.commits {
		one.doubtful++
	}
	one.commits = f.commits
	if one.times++; one.times == 1 || now.Sub(one.told) >= tellMost {
		one.told, told = now, one.times
	}
	return one.sure >= f.tries || one.doubtful >= 4*f.tries && now.Sub(one.first) >= badHour, told
}

func (f *failures) makeRoom() {
	if f.of == nil {
		f.of = map[string]*failure{}
	}
	for key := range f.of {
		if len(f.of) < keptFailures {
			break
		}
		delete(f.of, key)
	}
}

// succeeded forgets a message's failures, and notes when it was committed.
func (f *failures) succeeded(key string, outs []Outgoing) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.of, key)
	for _, out := range outs {
		if out.ID != 0 {
			f.commits++
			return
		}
	}
}

// panicked is the error of a panic: where it was, and what only if the
// runtime said it.
func panicked(cause any) error {
	what := fmt.Sprintf("%T", cause)
	if err, ok := cause.(runtime.Error); ok {
		what = err.Error()
	}
	return fmt.Errorf("%w: panic: %s\n%s", ErrPoison, what, debug.Stack())
}
