package cache_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"baophu/internal/cache"
	"baophu/internal/cache/cachetest"
)

// Replicas note and drop in one list at the same moment, and none undoes what
// another did.
func TestNotesAreKeptEachByItself(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		caches := []*cache.Cache{patient(t, e.url), patient(t, e.url)}
		var group sync.WaitGroup
		for n := range 20 {
			group.Go(func() {
				key := fmt.Sprint(n)
				if err := caches[n%2].Note(t.Context(), "chat", key, []byte{byte(n)}, time.Minute); err != nil {
					t.Error(err)
				}
				if n < 10 {
					if err := caches[1-n%2].Drop(t.Context(), "chat", key); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		all, _, err := caches[0].Noted(t.Context(), "chat")
		if err != nil || len(all) != 10 {
			t.Errorf("%d are noted, %v", len(all), err)
		}
		for n := 10; n < 20; n++ {
			if v := all[fmt.Sprint(n)]; len(v) != 1 || v[0] != byte(n) {
				t.Errorf("of %d is kept %v", n, v)
			}
		}
		if none, _, err := caches[1].Noted(t.Context(), "another"); err != nil || len(none) != 0 {
			t.Errorf("of another list: %v, %v", none, err)
		}
	})
}

// A list is forgotten in time; without Redis there is none, and that is said.
func TestNotesEnd(t *testing.T) {
	t.Parallel()
	s := cachetest.Single(t)
	c := patient(t, s.URL())
	if err := c.Note(t.Context(), "chat", "k", nil, 300*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	eventually(t, "forgotten", func() bool { all, _, err := c.Noted(t.Context(), "chat"); return err == nil && len(all) == 0 })
	s.Kill()
	if _, _, err := c.Noted(t.Context(), "chat"); !errors.Is(err, cache.ErrAway) {
		t.Errorf("without Redis: %v", err)
	}
	if err := c.Note(t.Context(), "chat", "k", nil, time.Minute); !errors.Is(err, cache.ErrAway) {
		t.Errorf("without Redis: %v", err)
	}
}

// TestNotesTellSinceWhenTheyAreKept: whoever asks after Redis was flushed is
// told that all before is forgotten.
func TestNotesTellSinceWhenTheyAreKept(t *testing.T) {
	t.Parallel()
	const millisecond = time.Millisecond // what Redis counts in
	s := cachetest.Single(t)
	one, two := patient(t, s.URL()), patient(t, s.URL())
	remembered := func(c *cache.Cache, list string) (long time.Duration) {
		t.Helper()
		eventually(t, "an answer", func() (answers bool) { // a busy machine has calls end
			_, r, err := c.Noted(t.Context(), list)
			long = r
			return err == nil
		})
		return long
	}
	opened := time.Now()
	lists := []string{"a", "b", "c"}
	time.Sleep(100 * time.Millisecond)
	passed := time.Since(opened)
	for _, list := range lists {
		if have := remembered(one, list); have < passed-millisecond {
			t.Errorf("%s is remembered for %v, %v after it was opened", list, have, passed)
		}
	}
	began := time.Now()
	s.FlushAll()
	eventually(t, "a note", func() bool { return one.Note(t.Context(), "a", "k", nil, time.Minute) == nil })
	for _, list := range lists {
		if have := remembered(two, list); have > time.Since(began)+millisecond {
			t.Errorf("%s is remembered for %v, %v after all was forgotten", list, have, time.Since(began))
		}
	}
	if have := remembered(open(t, ""), "a"); have < time.Hour {
		t.Errorf("within the process it is remembered for %v", have)
	}
}
