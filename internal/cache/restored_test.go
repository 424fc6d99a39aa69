package cache_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// grow commits n entries that nobody is told of.
func (b *book) grow(seed uint64, n int) {
	r := rand.New(rand.NewPCG(seed, 13))
	for i := range n {
		b.commit(randomEntry(r, i))
	}
}

func check(t *testing.T, m *cache.Model, b *book) {
	t.Helper()
	points := card(place.Nation)
	reading, err := m.Cums(t.Context(), points)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.sums(b.tree().Revision, reading.At, points), reading.Counts); diff != "" {
		t.Fatalf("at %d (-ledger +model):\n%s", reading.At, diff)
	}
}

// A backup of the ledger was put in place, and Redis still holds the sums of
// the ledger that was.
func TestALedgerThatWasRestored(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name       string
		to, onward int // entries kept, and written since by another history
	}{
		{"and is behind", 60, 0},
		{"and went on, still behind", 60, 20},
		{"and went on to the same position", 60, 40},
		{"and went on beyond", 60, 90},
	}
	onEngines(t, func(t *testing.T, e engine) {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				b := newBook(t.Name())
				b.grow(1, 100)
				before := cache.NewModel(open(t, e.url), b, b.tree)
				settle(t, before, card(place.Nation))
				before.Close()
				b.restore(coverage.Position(c.to))
				b.grow(2, c.onward)
				after := model(t, e.url, b)
				for range 20 {
					check(t, after, b)
				}
				settle(t, after, card(place.Nation))
				for range 20 {
					check(t, after, b)
				}
			})
		}
	})
}

func TestALedgerThatIsRestoredWhileRunning(t *testing.T) {
	t.Parallel()
	e := startMini(t)
	b := newBook(t.Name())
	b.grow(1, 100)
	m := model(t, e.url, b)
	settle(t, m, card(place.Nation))
	b.restore(60)
	eventually(t, "it is noticed", func() bool { return m.Stats().Resets == 2 })
	check(t, m, b)
	settle(t, m, card(place.Nation))
	check(t, m, b)
}

func TestTwoLedgersOnOneRedis(t *testing.T) {
	t.Parallel()
	e := startMini(t)
	one, other := newBook("one"), newBook("other")
	one.grow(1, 50)
	other.grow(2, 70)
	m, n := model(t, e.url, one), model(t, e.url, other)
	settle(t, m, card(place.Nation))
	settle(t, n, card(place.Nation))
	for range 10 {
		check(t, m, one)
		check(t, n, other)
	}
	if m.Stats().Resets != 1 || n.Stats().Resets != 1 {
		t.Error("they take each other's place")
	}
}

// A replica that has not read the new records yet neither uses nor spoils
// what the others keep by them.
func TestAReplicaWithOldRecords(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		b := newBook(t.Name())
		b.grow(1, 50)
		slow := cache.NewModel(open(t, e.url), b, func() cache.Tree { return treeOf(1) })
		t.Cleanup(slow.Close)
		quick := model(t, e.url, b)
		settle(t, slow, card(commune(2)))
		settle(t, quick, card(commune(2)))
		b.amend()
		eventually(t, "the slow one is no longer trusted", func() bool { return !slow.Stats().Trusted })
		settle(t, quick, card(commune(2)))
		for n := range 30 {
			from, to, booked := b.commit(randomEntry(rand.New(rand.NewPCG(uint64(n), 3)), n))
			slow.Apply(from, to, booked)
			for _, m := range []*cache.Model{slow, quick} {
				points := card(commune(n % communes))
				reading, err := m.Cums(t.Context(), points)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(b.sums(2, reading.At, points), reading.Counts); diff != "" {
					t.Fatalf("at %d (-ledger +model):\n%s", reading.At, diff)
				}
			}
		}
	})
}

func TestWithoutTheLedgerWhatIsKeptIsAnswered(t *testing.T) {
	t.Parallel()
	e := startMini(t)
	b := newBook(t.Name())
	b.grow(1, 50)
	m := model(t, e.url, b)
	settle(t, m, card(place.Nation))
	b.shut(true)
	check(t, m, b)
	if _, err := m.Cums(t.Context(), card(village(1))); err == nil {
		t.Error("an answer that nobody can have")
	}
	b.shut(false)
	settle(t, m, card(village(1)))
}
