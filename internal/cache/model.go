package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"sync/atomic"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

const (
	tickEvery   = 250 * time.Millisecond // how long others' commits may stay unseen
	gatherFor   = 20 * time.Millisecond  // how long commits are gathered for one script
	stepBudget  = 10 * time.Second
	applyChunk  = 128            // entries a script applies
	sinceChunk  = 1000           // entries asked of the source at once
	replayLimit = 5 * sinceChunk // entries; beyond them a new generation is begun
	fillChunk   = 500            // sums a script keeps
	fillLimit   = 8192           // sums of one reading that are kept
	fillQueue   = 64
	lineLimit   = 4096 // bytes kept of one unit and indicator: some hundred days
	keepFor     = 48 * time.Hour
)

// Source is the ledger as the read model sees it.
type Source interface {
	coverage.Tallies
	// Head gives the position of the last entry and the revision of the records.
	Head(ctx context.Context) (at coverage.Position, revision int64, err error)
	// Since gives the entries after pos, in order, at most limit.
	Since(ctx context.Context, pos coverage.Position, limit int) ([]coverage.Entry, error)
	// Identity names the ledger, so that two may share a Redis.
	Identity() string
}

// Model keeps sums and rankings of a ledger in Redis. It implements
// coverage.Tallies and coverage.Boards.
type Model struct {
	cache  *Cache
	source Source
	tree   func() Tree
	keys   keys

	mu       sync.RWMutex
	tail     tail
	must     coverage.Position // no reading may be older
	trusted  string            // the generation known to belong to this ledger, or ""
	revision int64             // of the records, when the ledger was last asked
	applied  coverage.Position // where Redis was when last seen

	stepping chan struct{} // held by who brings Redis up
	mending  chan struct{} // held by who reads entries for the tail
	fills    chan fill
	wake     chan struct{} // soon
	urge     chan struct{} // at once: entries are missing in between
	stop     context.CancelFunc
	done     sync.WaitGroup
	counters counters
}

// NewModel makes the read model of source. tree gives the tree by which this
// process computes now; it is called for every reading and must be quick.
func NewModel(c *Cache, source Source, tree func() Tree) *Model {
	ctx, stop := context.WithCancel(context.Background())
	m := &Model{
		cache: c, source: source, tree: tree, keys: newKeys(source.Identity()),
		stepping: make(chan struct{}, 1), mending: make(chan struct{}, 1), fills: make(chan fill, fillQueue),
		wake: make(chan struct{}, 1), urge: make(chan struct{}, 1), stop: stop,
	}
	m.done.Go(func() { m.run(ctx) })
	return m
}

// Close ends what runs and waits for it.
func (m *Model) Close() {
	m.stop()
	m.done.Wait()
}

// Apply tells of a commit of this process: entries from+1..to. It only takes
// note, in microseconds; from its return on every reading holds the entries.
func (m *Model) Apply(from, to coverage.Position, entries []coverage.Entry) {
	tree := m.tree()
	m.mu.Lock()
	m.must = max(m.must, to)
	if m.tail.revision != tree.Revision {
		m.tail.restart(tree.Revision, from)
	}
	m.tail.append(entries, tree)
	gap := m.tail.hi < to
	m.mu.Unlock()
	if gap {
		signal(m.urge)
	} else {
		signal(m.wake)
	}
}

// Committed tells that the ledger has come to pos, by entries not at hand.
func (m *Model) Committed(pos coverage.Position) {
	m.mu.Lock()
	m.must = max(m.must, pos)
	m.mu.Unlock()
	signal(m.urge)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Stats are counts since the start, and where the model stands.
type Stats struct {
	Hits, Misses           int64 // readings from Redis, and from SQL
	Wide                   int64 // readings of many units, from the ledger's memory
	BoardHits, BoardMisses int64
	Applied                int64 // entries this process brought to Redis
	Filled                 int64 // sums it kept there
	Resets                 int64 // generations it began
	Failures               int64 // rounds of bringing Redis up that failed
	Position, Head         coverage.Position
	Lag                    coverage.Position // Head - Position, entries
	Trusted                bool              // whether readings may come from Redis
	Away                   int64             // calls that went without Redis
}

type counters struct {
	hits, misses, wide, boardHits, boardMisses, applied, filled, resets, failures atomic.Int64
}

// Stats gives the figures for metrics.
func (m *Model) Stats() Stats {
	m.mu.RLock()
	defer m.mu.RUnlock()
	head := max(m.must, m.tail.hi)
	return Stats{
		Hits: m.counters.hits.Load(), Misses: m.counters.misses.Load(), Wide: m.counters.wide.Load(),
		BoardHits: m.counters.boardHits.Load(), BoardMisses: m.counters.boardMisses.Load(),
		Applied: m.counters.applied.Load(), Filled: m.counters.filled.Load(),
		Resets: m.counters.resets.Load(), Failures: m.counters.failures.Load(),
		Position: m.applied, Head: head, Lag: max(0, head-m.applied),
		Trusted: m.trusted != "", Away: m.cache.Away(),
	}
}

// trust gives the generation whose sums may be read for the records of
// revision; ok is false while there is none.
func (m *Model) trust(revision int64) (gen string, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.trusted, m.trusted != "" && m.revision <= revision
}

// distrust makes every reading come from SQL until the generation is verified.
func (m *Model) distrust() {
	m.mu.Lock()
	m.trusted = ""
	m.mu.Unlock()
}

// keys of one read model share a hash tag, so that a script may touch them
// together on a Cluster.
type keys struct{ tag string }

func newKeys(identity string) keys {
	sum := sha256.Sum256([]byte(identity))
	return keys{"{rm:" + hex.EncodeToString(sum[:6]) + "}"}
}

func (k keys) state() string               { return k.tag + ":s" }
func (k keys) boards() string              { return k.tag + ":b" }
func (k keys) unit(code place.Code) string { return k.tag + ":u:" + string(code) }
func (k keys) staged(random string) string { return k.tag + ":t:" + random }
