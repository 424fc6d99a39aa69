package cache

// For tests of what has no exported way in.
var (
	Rank      = rank
	Connect   = connect
	ReadState = readState
)

// Form is a URL taken apart, for tests.
type Form struct {
	First, Master    string
	Hosts            []string
	Cluster          bool
	SentinelPassword string
}

// ReadForm reads a URL.
func ReadForm(raw string) (Form, error) {
	f, err := readForm(raw)
	return Form{f.first, f.master, f.hosts, f.cluster, f.sentinelPassword}, err
}

// Hold keeps a model from writing to Redis until release is called: a server
// that comes back with an older state does so between two scripts, never in
// the middle of a look at its keys.
func (m *Model) Hold() (release func()) {
	m.stepping <- struct{}{}
	return func() { <-m.stepping }
}

// Replicas is how many replicas are counted.
func (c *Cache) Replicas() int { return c.census.size() }
