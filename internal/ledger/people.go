package ledger

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

const (
	personColumns = `p.id, p.name, p.status, p.language, COALESCE(h.role, ''), COALESCE(h.unit, '')`
	personFrom    = ` FROM people p LEFT JOIN holdings h ON h.person = p.id `
	personOrder   = ` ORDER BY p.name, p.id, h.role, h.unit`
)

// people reads rows of personColumns, one for each grant, into people.
func people(into *[]coverage.Person) func(scanner) error {
	return func(scan scanner) error {
		var p coverage.Person
		var g coverage.Grant
		if err := scan(&p.ID, &p.Name, &p.Status, &p.Language, &g.Role, &g.Unit); err != nil {
			return err
		}
		if n := len(*into); n == 0 || (*into)[n-1].ID != p.ID {
			*into = append(*into, p)
		}
		if g.Role != "" {
			last := &(*into)[len(*into)-1]
			last.Grants = append(last.Grants, g)
		}
		return nil
	}
}

// Person gives who writes under an account; coverage.ErrUnknown.
func (l *Ledger) Person(ctx context.Context, account string) (coverage.Person, error) {
	var found []coverage.Person
	err := l.e.short(ctx, statement{
		text: `SELECT ` + workingColumns + ` FROM accounts a JOIN people p ON p.id = a.person LEFT JOIN holdings h ON h.person = p.id
LEFT JOIN leaves v ON v.person = p.id WHERE a.account = $1` + personOrder,
		args: []any{key(account)},
		each: l.working(&found),
	})
	if err != nil {
		return coverage.Person{}, fmt.Errorf("read a person: %w", err)
	}
	if len(found) == 0 {
		return coverage.Person{}, coverage.ErrUnknown
	}
	return found[0], nil
}

// Holders gives the people who hold a role in any of the units, by name.
func (l *Ledger) Holders(ctx context.Context, role coverage.Role, units []place.Code) ([]coverage.Person, error) {
	var found []coverage.Person
	for part := range slices.Chunk(distinct(units), unitsAtOnce) {
		args := []any{string(role)}
		for _, u := range part {
			args = append(args, string(u))
		}
		var some []coverage.Person // its own: the next chunk may begin with whom this one ends with
		err := l.e.query(ctx, statement{
			text: `SELECT ` + workingColumns + workingFrom + `WHERE p.id IN
(SELECT person FROM holdings WHERE role = $1 AND unit IN (` + list(2, len(part)) + `))` + personOrder,
			args: args,
			each: l.working(&some),
		})
		if err != nil {
			return nil, fmt.Errorf("read who holds a unit: %w", err)
		}
		found = append(found, some...)
	}
	slices.SortFunc(found, func(a, b coverage.Person) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	return slices.CompactFunc(found, func(a, b coverage.Person) bool { return a.ID == b.ID }), nil
}

// ByName gives the people of a name, letter case and tones apart.
func (l *Ledger) ByName(ctx context.Context, shown string) ([]coverage.Person, error) {
	var found []coverage.Person
	err := l.e.query(ctx, statement{
		text: `SELECT ` + personColumns + personFrom + `WHERE p.folded = $1` + personOrder,
		args: []any{folded(shown)},
		each: people(&found),
	})
	if err != nil {
		return nil, fmt.Errorf("read people of a name: %w", err)
	}
	return found, nil
}

// Connect makes an account one of a person's.
func (l *Ledger) Connect(ctx context.Context, account string, person coverage.PersonID) error {
	q := connect(account, person)
	if _, err := l.e.exec(ctx, q.text, q.args...); err != nil {
		return fmt.Errorf("connect an account: %w", err)
	}
	return nil
}

// Speak notes the language in which a person is answered: "vi" or "en".
func (l *Ledger) Speak(ctx context.Context, person coverage.PersonID, language string) error {
	if _, err := l.e.exec(ctx, `UPDATE people SET language = $1 WHERE id = $2`, name(language), int64(person)); err != nil {
		return fmt.Errorf("note the language of person %d: %w", person, err)
	}
	return nil
}

func connect(account string, person coverage.PersonID) statement {
	return put("accounts", 1, columns{{"account", key(account)}, {"person", int64(person)}})
}

// personName is a name in the form in which it names a person.
func personName(s string) string { return strings.Join(strings.Fields(vi.Clean(name(s))), " ") }

func folded(s string) string { return vi.Fold(personName(s)) }

// putPeople puts the people of an amendment in their roles.
func (m *amendment) putPeople(ctx context.Context) error {
	meant, err := m.meant(ctx)
	if err != nil {
		return err
	}
	for _, p := range m.a.People {
		id := p.ID
		if id == 0 {
			id = meant[personName(p.Name)]
		}
		writes := []statement{
			{text: `DELETE FROM holdings WHERE person = $1 AND role = $2`, args: []any{int64(id), string(p.Role)}},
		}
		if p.Status != "" {
			writes = append(writes, setStatus(id, p.Status))
		}
		writes = append(writes, grants(id, p.Role, p.Units)...)
		if err := m.s.run(ctx, writes...); err != nil {
			return err
		}
		m.count("people", 1)
	}
	return nil
}

// meant gives the people whom the postings by name mean; who is new is made.
func (m *amendment) meant(ctx context.Context) (map[string]coverage.PersonID, error) {
	posts := byName(m.a.People)
	names := slices.Sorted(maps.Keys(posts))
	if slices.Contains(names, "") {
		return nil, fmt.Errorf("a person without a name: %w", coverage.ErrUnknown)
	}
	all, err := namesakes(func(q ...statement) error { return m.s.run(ctx, q...) }, names, "")
	if err != nil {
		return nil, err
	}
	meant := map[string]coverage.PersonID{}
	for _, n := range names {
		id := posted(all[n], posts[n]).ID
		if id == 0 {
			m.count("namesakes", left(all[n]))
			id, err = newPerson(ctx, m.s, coverage.Person{Name: n, Status: posts[n][0].Status})
		}
		if err != nil {
			return nil, err
		}
		meant[n] = id
	}
	return meant, nil
}

// PeopleOf gives people by their numbers, by name; unknown ones are left out.
func (l *Ledger) PeopleOf(ctx context.Context, ids []coverage.PersonID) ([]coverage.Person, error) {
	var found []coverage.Person
	for part := range slices.Chunk(ids, unitsAtOnce) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = int64(id)
		}
		err := l.e.query(ctx, statement{
			text: `SELECT ` + workingColumns + workingFrom + `WHERE p.id IN (` + list(1, len(part)) + `)` + personOrder,
			args: args, each: l.working(&found),
		})
		if err != nil {
			return nil, fmt.Errorf("read people by their numbers: %w", err)
		}
	}
	return found, nil
}

func setStatus(id coverage.PersonID, status coverage.Status) statement {
	return statement{text: `UPDATE people SET status = $1 WHERE id = $2`, args: []any{string(status), int64(id)}}
}

func grants(id coverage.PersonID, role coverage.Role, units []place.Code) []statement {
	var writes []statement
	for _, u := range units {
		writes = append(writes, put("holdings", 3, columns{{"person", int64(id)}, {"role", string(role)}, {"unit", name(string(u))}}))
	}
	return writes
}

func newPerson(ctx context.Context, s session, p coverage.Person) (id coverage.PersonID, err error) {
	if p.Status == "" {
		p.Status = coverage.Active
	}
	if p.Language == "" {
		p.Language = "vi"
	}
	err = s.run(ctx, statement{
		text: `INSERT INTO people (name, folded, status, language) VALUES ($1, $2, $3, $4) RETURNING id`,
		args: []any{p.Name, folded(p.Name), string(p.Status), name(p.Language)},
		each: func(scan scanner) error { return scan(&id) },
	})
	return id, err
}
