package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// amendment is an amendment under way.
type amendment struct {
	l       *Ledger
	a       coverage.Amendment
	s       session
	head    head
	changes map[string]int // how many of each kind, for the audit
}

// Amend changes the reference records, and adds people and imported entries,
// all or nothing, and gives the number of the new state. Units that do not
// make a tree, and names of unknown units, are refused with place.Faults.
func (l *Ledger) Amend(ctx context.Context, a coverage.Amendment) (int64, error) {
	var revision int64
	err := l.exclusively(ctx, func(ctx context.Context) error {
		m := &amendment{l: l, a: a, changes: map[string]int{}}
		added, err := m.apply(ctx)
		if err != nil {
			return fmt.Errorf("amend the records: %w", err)
		}
		revision = m.head.revision
		l.committed(m.head.seq-coverage.Position(len(added)), m.head.seq, added)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return revision, nil
}

func (m *amendment) apply(ctx context.Context) ([]coverage.Entry, error) {
	var err error
	if m.s, err = m.l.e.begin(ctx, append(m.l.e.patiently(), takeHead(&m.head))...); err != nil {
		return nil, err
	}
	defer m.s.rollback()
	old, tree, err := m.putUnits(ctx)
	if err != nil {
		return nil, err
	}
	if err := runMany(ctx, m.s, m.recordWrites()); err != nil {
		return nil, err
	}
	if err := m.putPeople(ctx); err != nil {
		return nil, err
	}
	added, err := m.putTallies(ctx)
	if err != nil {
		return nil, err
	}
	if len(m.a.People) > 0 {
		if err := m.s.run(ctx, keepDuties(0, m.l.today())...); err != nil {
			return nil, err
		}
	}
	m.head.revision++
	rolled, err := m.takeSums(ctx)
	if err != nil {
		return nil, err
	}
	if tree != nil && rolled > 0 {
		if err := m.follow(ctx, old, tree, rolled); err != nil {
			return nil, err
		}
	}
	audit, err := m.audit()
	if err != nil {
		return nil, err
	}
	if err := m.s.commit(ctx, audit, moveHead(m.head)); err != nil {
		return nil, err
	}
	return added, nil
}

// putUnits writes the units, and sees that they make a tree with the names
// that come with them; trees are nil where there are neither.
func (m *amendment) putUnits(ctx context.Context) (old, tree *place.Tree, err error) {
	r := m.a.Records
	if len(r.Units) == 0 && len(r.Names) == 0 {
		return nil, nil, nil
	}
	read := func(q statement) error { return m.s.run(ctx, q) }
	units, _, err := readUnits(read)
	if err != nil {
		return nil, nil, err
	}
	if old, err = place.NewTree(units, nil); err != nil {
		return nil, nil, err
	}
	var writes []statement
	for _, u := range r.Units {
		writes = append(writes, unitWrites(u)...)
	}
	if err := runMany(ctx, m.s, writes); err != nil {
		return nil, nil, err
	}
	if units, _, err = readUnits(read); err != nil {
		return nil, nil, err
	}
	m.count("units", len(r.Units))
	tree, err = place.NewTree(units, r.Names)
	return old, tree, err
}

func unitWrites(u place.Unit) []statement {
	code := name(string(u.Code))
	writes := []statement{
		put("units", 1, columns{
			{"code", code},
			{"name", name(u.Name)},
			{"kind", name(u.Kind)},
			{"parent", name(string(u.Parent))},
			{"office", name(string(u.Office))},
			{"from_day", u.From.String()},
			{"to_day", u.To.String()},
		}),
		{text: `DELETE FROM successors WHERE unit = $1`, args: []any{code}},
	}
	for i, s := range u.Successors {
		writes = append(writes, statement{
			text: `INSERT INTO successors (unit, place, successor, whole) VALUES ($1, $2, $3, $4)`,
			args: []any{code, int64(i), name(string(s.Code)), bit(s.Whole)},
		})
	}
	writes = append(writes, statement{text: `DELETE FROM served WHERE unit = $1`, args: []any{code}})
	for _, s := range u.Past {
		writes = append(writes, statement{
			text: `INSERT INTO served (unit, to_day, office) VALUES ($1, $2, $3)`,
			args: []any{code, s.To.String(), name(string(s.Office))},
		})
	}
	return writes
}

func (m *amendment) audit() (statement, error) {
	changes, err := json.Marshal(m.changes)
	return statement{
		text: insertAudit,
		args: []any{millis(m.l.now()), int64(m.a.By), m.head.revision, clean(m.a.Note, textLimit), string(changes)},
	}, err
}

// putTallies appends the imported entries whose source is not known yet.
func (m *amendment) putTallies(ctx context.Context) ([]coverage.Entry, error) {
	agents, err := m.agents(ctx)
	if err != nil {
		return nil, err
	}
	known, err := knownSources(m.a.Tallies, func(q statement) error { return m.s.run(ctx, q) })
	if err != nil {
		return nil, err
	}
	marks, err := m.deliveries(ctx)
	if err != nil {
		return nil, err
	}
	now := m.l.now()
	var added []coverage.Entry
	var writes []statement
	for i, e := range m.a.Tallies {
		e.Reverses, e.Message, e.Report = 0, "", int64(m.head.seq)+1
		e.Seq = m.head.seq + 1
		if i < len(m.a.Agents) && m.a.Agents[i] != "" {
			e.By = agents[personName(m.a.Agents[i])]
		}
		if e.At.IsZero() {
			e.At = now
		}
		if e, err = m.l.sound(e); err != nil {
			return nil, fmt.Errorf("tally %d: %w", i+1, err)
		}
		if e.Source == "" {
			return nil, fmt.Errorf("tally %d: %w: no source", i+1, errEntry)
		}
		if known[e.Source] {
			continue
		}
		known[e.Source] = true
		marks.mark(&e, m.l.location)
		m.head.seq++
		added = append(added, e)
		writes = append(writes, insertOf(e))
	}
	m.count("tallies", len(added))
	m.count("tallies_known", len(m.a.Tallies)-len(added))
	return added, runMany(ctx, m.s, writes)
}

func (m *amendment) count(kind string, n int) {
	if n > 0 {
		m.changes[kind] += n
	}
}

// knownSources gives the sources of entries that are in the ledger.
func knownSources(tallies []coverage.Entry, read func(statement) error) (map[string]bool, error) {
	known := map[string]bool{}
	for part := range slices.Chunk(tallies, unitsAtOnce) {
		args := make([]any, unitsAtOnce)
		for i := range args {
			args[i] = key(part[min(i, len(part)-1)].Source)
		}
		err := read(statement{
			text: `SELECT source FROM entries WHERE source <> '' AND source IN (` + list(1, unitsAtOnce) + `)`, args: args,
			each: func(scan scanner) error {
				var s string
				err := scan(&s)
				known[s] = true
				return err
			},
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// agents gives the people of the names beside the tallies; who is not known,
// or was dismissed, becomes a person without a role.
func (m *amendment) agents(ctx context.Context) (map[string]coverage.PersonID, error) {
	units := map[string][]place.Code{}
	for i, a := range m.a.Agents {
		if n := personName(a); n != "" && i < len(m.a.Tallies) {
			units[n] = append(units[n], m.a.Tallies[i].Unit)
		}
	}
	names := slices.Sorted(maps.Keys(units))
	all, err := namesakes(func(q ...statement) error { return m.s.run(ctx, q...) }, names, "")
	if err != nil {
		return nil, err
	}
	wanted := map[string]coverage.PersonID{}
	for _, n := range names {
		id := oneOf(all[n], units[n], namesake.working).ID
		if id == 0 {
			m.count("namesakes", left(all[n]))
			id, err = newPerson(ctx, m.s, coverage.Person{Name: n, Status: coverage.Active})
			m.count("people", 1)
		}
		if err != nil {
			return nil, err
		}
		wanted[n] = id
	}
	return wanted, nil
}
