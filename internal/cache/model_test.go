package cache_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

func TestReadingsAreTheLedgers(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		for seed := range uint64(3) {
			w := newWorld(t, e, seed)
			for range 800 {
				w.step()
			}
			s, o := w.models[0].Stats(), w.models[1].Stats()
			if t.Logf("seed %d: %+v", seed, s); !testing.Short() && (s.Hits+o.Hits < 20 || s.BoardHits+o.BoardHits < 5 || s.Resets+o.Resets == 0) {
				t.Error("hardly anything came from Redis: nothing was tested")
			}
			w.close()
		}
	})
}

// world is two replicas on one Redis and one ledger, to which all sorts of
// things happen.
type world struct {
	t       *testing.T
	e       engine
	r       *rand.Rand
	b       *book
	models  [2]*cache.Model
	caches  [2]*cache.Cache
	must    [2]coverage.Position // what each was told of
	late    []func()             // what is told later, or twice
	old     []snapshot
	asked   [6][]coverage.Point
	reports int
}

func newWorld(t *testing.T, e engine, seed uint64) *world {
	w := &world{t: t, e: e, r: rand.New(rand.NewPCG(seed, 7)), b: newBook(time.Now().String())}
	for _, key := range e.ours(t) {
		e.client.Del(t.Context(), key)
	}
	for i := range w.models {
		w.caches[i] = open(t, e.url)
		w.models[i] = cache.NewModel(w.caches[i], w.b, w.b.tree)
	}
	for i := range w.asked {
		w.asked[i] = randomPoints(w.r)
	}
	return w
}

func (w *world) close() {
	for _, m := range w.models {
		m.Close()
	}
}

func (w *world) step() {
	i := w.r.IntN(2)
	switch n := w.r.IntN(400); {
	case n < 80:
		w.commit(i)
	case n < 300:
		w.read(i)
	case n < 350:
		w.rank(i)
	case n < 380:
		time.Sleep(time.Duration(w.r.IntN(40)) * time.Millisecond)
	case n < 390 && len(w.late) > 0:
		at := w.r.IntN(len(w.late))
		w.late[at]()
		w.late = slices.Delete(w.late, at, at+1)
	case n < 398:
		w.harm()
	case n == 398:
		w.b.amend()
	}
}

// commit tells the replica at once, later, twice, only of the position, or never.
func (w *world) commit(i int) {
	entries := make([]coverage.Entry, 1+w.r.IntN(4))
	for k := range entries {
		w.reports++
		entries[k] = randomEntry(w.r, w.reports)
	}
	from, to, booked := w.b.commit(entries...)
	apply := func() { w.models[i].Apply(from, to, booked) }
	switch w.r.IntN(10) {
	case 0:
		w.late = append(w.late, apply)
		return
	case 1:
		return
	case 2:
		w.models[i].Committed(to)
	case 3:
		apply()
		w.late = append(w.late, apply)
	default:
		apply()
	}
	w.must[i] = to
}

func (w *world) read(i int) {
	w.t.Helper()
	points := w.asked[w.r.IntN(len(w.asked))] // mostly what was asked before
	if w.r.IntN(8) == 0 {
		points = randomPoints(w.r)
	}
	reading, err := w.models[i].Cums(w.t.Context(), points)
	if err != nil {
		w.t.Fatal(err)
	}
	if reading.At < w.must[i] {
		w.t.Fatalf("a reading at %d after a commit at %d", reading.At, w.must[i])
	}
	want := w.b.sums(w.b.tree().Revision, reading.At, points)
	if diff := cmp.Diff(want, reading.Counts); diff != "" {
		w.t.Fatalf("reading at %d of %v (-ledger +model):\n%s", reading.At, points, diff)
	}
}

func (w *world) rank(i int) {
	w.t.Helper()
	revision := w.b.tree().Revision
	board := coverage.Board{Within: place.Nation, Level: place.Commune, Indicator: coverage.BHYT, Day: today, Revision: revision}
	desc, offset, limit := w.r.IntN(2) == 0, w.r.IntN(4), w.r.IntN(6)
	page, total, err := w.models[i].Ranked(w.t.Context(), board, desc, offset, limit, w.b.load(board))
	if err != nil {
		w.t.Fatal(err)
	}
	head, _, _ := w.b.Head(w.t.Context())
	var diff string
	for at := head; at >= w.must[i]; at-- {
		want := sorted(w.b.members(revision, at, board), desc)[offset:]
		if limit > 0 && limit < len(want) {
			want = want[:limit]
		}
		if diff = cmp.Diff(want, page); diff == "" && total == communes {
			return
		}
	}
	w.t.Fatalf("page (total %d) is of no position %d..%d (-ledger +model):\n%s", total, w.must[i], head, diff)
}

// hold lets neither replica write while the keys are listed and replaced: a
// listing is one command and the replacing another.
func (w *world) hold() (release func()) {
	first, second := w.models[0].Hold(), w.models[1].Hold()
	return func() {
		second()
		first()
	}
}

// harm is what may befall a Redis.
func (w *world) harm() {
	ctx := w.t.Context()
	switch w.r.IntN(8) {
	case 0:
		for _, key := range w.e.ours(w.t) {
			w.e.client.Del(ctx, key)
		}
	case 1, 2, 3: // eviction
		if keys := w.e.ours(w.t); len(keys) > 0 {
			w.e.client.Del(ctx, keys[w.r.IntN(len(keys))])
		}
	case 4, 5:
		defer w.hold()()
		w.old = append(w.old, w.e.snapshot(w.t))
	case 6: // failover to a replica that lagged, restart from an old file
		if len(w.old) > 0 {
			defer w.hold()()
			w.e.put(w.t, w.old[w.r.IntN(len(w.old))])
		}
	case 7: // something that is not ours
		if keys := w.e.ours(w.t); len(keys) > 0 {
			key := keys[w.r.IntN(len(keys))]
			w.e.client.Del(ctx, key)
			w.e.client.Set(ctx, key, "?", 0)
		}
	}
}

func TestReadingsComeFromRedis(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		b := newBook(t.Name())
		m := model(t, e.url, b)
		points := card(commune(3))
		settle(t, m, points)
		asked := 0
		for n := range 100 {
			m.Apply(b.commit(randomEntry(rand.New(rand.NewPCG(uint64(n), 1)), n)))
			before := b.readings()
			r, err := m.Cums(t.Context(), points)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(b.sums(1, r.At, points), r.Counts); diff != "" || int(r.At) != n+1 {
				t.Fatalf("at %d after %d commits:\n%s", r.At, n+1, diff)
			}
			if b.readings() > before {
				asked++
				settle(t, m, points)
			}
		}
		if asked > 20 { // none, but on a machine out of breath
			t.Errorf("%d of 100 readings came from the ledger", asked)
		}
		eventually(t, "all is applied", func() bool { s := m.Stats(); return s.Lag == 0 && s.Applied == 100 })
	})
}

// settle reads points until they come from Redis.
func settle(t testing.TB, m *cache.Model, points []coverage.Point) {
	t.Helper()
	eventually(t, "readings come from Redis", func() bool {
		before := m.Stats().Hits
		if _, err := m.Cums(context.Background(), points); err != nil {
			t.Fatal(err)
		}
		return m.Stats().Hits > before
	})
}

// card is what a unit's card asks.
func card(unit place.Code) []coverage.Point {
	var points []coverage.Point
	for _, day := range []int{0, 1, 7, 22, 28, 52} {
		points = append(points, coverage.Point{Unit: unit, Indicator: coverage.BHYT, Day: today - vi.Day(day)},
			coverage.Point{Unit: unit, Indicator: coverage.Activity, Day: today - vi.Day(day)})
	}
	return points
}

func TestAReplicaSeesTheOthersCommits(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		b := newBook(t.Name())
		one, other := model(t, e.url, b), model(t, e.url, b)
		settle(t, one, card(place.Nation))
		settle(t, other, card(place.Nation))
		best := time.Hour
		for n := 1; n <= 3 && best > time.Second; n++ { // the machine may stand still once
			start := time.Now()
			one.Apply(b.commit(randomEntry(rand.New(rand.NewPCG(uint64(n), 1)), n)))
			eventually(t, "the other sees it", func() bool {
				r, err := other.Cums(t.Context(), card(place.Nation))
				return err == nil && int(r.At) == n
			})
			best = min(best, time.Since(start))
		}
		if best > time.Second {
			t.Errorf("took %v, want under a second", best)
		}
	})
}

func TestBoardsComeFromRedis(t *testing.T) {
	t.Parallel()
	onEngines(t, func(t *testing.T, e engine) {
		b := newBook(t.Name())
		m := model(t, e.url, b)
		w := &world{t: t, e: e, r: rand.New(rand.NewPCG(3, 3)), b: b, models: [2]*cache.Model{m, m}}
		kept := func() {
			t.Helper()
			eventually(t, "the board is kept", func() bool {
				before := m.Stats().BoardHits
				w.rank(0)
				return m.Stats().BoardHits > before
			})
		}
		kept()
		misses := 0
		for n := range 60 {
			entry := randomEntry(w.r, n)
			entry.Day = today - vi.Day(w.r.IntN(3)) // after every baseline
			from, to, booked := b.commit(entry)
			m.Apply(from, to, booked)
			w.must[0] = to
			before := m.Stats().BoardMisses
			w.rank(0)
			if m.Stats().BoardMisses > before {
				misses++
				kept()
			}
		}
		if misses > 15 { // none, but on a machine out of breath
			t.Errorf("the board was computed %d times more", misses)
		}
	})
}
