package ledger

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// namesake is one of the people of a name.
type namesake struct {
	coverage.Person
	reached bool // chats are theirs: whatever they are given is seen there
}

// namesakes gives the people of exactly some names, each by their numbers. The
// account that asks for itself does not make anybody reached.
func namesakes(run func(...statement) error, names []string, asking string) (map[string][]namesake, error) {
	all := map[string][]namesake{}
	for part := range slices.Chunk(names, unitsAtOnce) {
		args := []any{asking}
		for _, n := range part {
			args = append(args, n)
		}
		var found []coverage.Person
		reached := map[coverage.PersonID]bool{}
		err := run(statement{
			text: `SELECT ` + personColumns + personFrom + `WHERE p.name IN (` + list(1, len(part)) + `)` + personOrder,
			args: args[1:],
			each: people(&found),
		}, statement{
			text: `SELECT DISTINCT a.person FROM accounts a JOIN people p ON p.id = a.person
WHERE a.account <> $1 AND p.name IN (` + list(2, len(part)) + `)`,
			args: args,
			each: func(scan scanner) error {
				var id coverage.PersonID
				err := scan(&id)
				reached[id] = true
				return err
			},
		})
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			all[p.Name] = append(all[p.Name], namesake{Person: p, reached: reached[p.ID]})
		}
	}
	return all, nil
}

func (n namesake) working() bool { return n.Status != coverage.Gone }

// open tells whether somebody may be given something by name alone. Who was
// dismissed may not, nor who holds nothing but still has a chat: were they
// another of that name, their chat would see what is not theirs.
func (n namesake) open() bool { return n.working() && (len(n.Grants) > 0 || !n.reached) }

// oneOf gives the first who fits, before all others one who holds any of the
// units; the zero Person for none.
func oneOf(all []namesake, units []place.Code, fits func(namesake) bool) coverage.Person {
	var first coverage.Person
	for _, n := range all {
		if !fits(n) {
			continue
		}
		if slices.ContainsFunc(n.Grants, func(g coverage.Grant) bool { return slices.Contains(units, g.Unit) }) {
			return n.Person
		}
		if first.ID == 0 {
			first = n.Person
		}
	}
	return first
}

// posted gives whom the postings of one name mean; the zero Person where they
// mean somebody new. A file that says who no longer works means those too.
func posted(all []namesake, posts []coverage.Posting) coverage.Person {
	var units []place.Code
	ends := true
	for _, p := range posts {
		units = append(units, p.Units...)
		ends = ends && p.Status == coverage.Gone
	}
	if !ends {
		return oneOf(all, units, namesake.open)
	}
	if p := oneOf(all, units, namesake.working); p.ID != 0 {
		return p
	}
	return oneOf(all, units, func(namesake) bool { return true })
}

// invited gives whom an invitation by name means: one who holds nothing that
// it does not grant, lest whoever may invite to a village becomes the
// province's admin by inviting their name; and, where a chat is theirs, all
// that it grants, lest that chat gain by it.
func invited(all []namesake, i invitation) coverage.Person {
	return oneOf(all, i.units, func(n namesake) bool {
		more := slices.ContainsFunc(n.Grants, func(g coverage.Grant) bool { return g.Role != i.role || !slices.Contains(i.units, g.Unit) })
		less := slices.ContainsFunc(i.units, func(u place.Code) bool { return !slices.Contains(n.Grants, coverage.Grant{Role: i.role, Unit: u}) })
		return n.working() && !more && !(n.reached && less)
	})
}

// byName gives the postings that know their people by name, by that name.
func byName(posts []coverage.Posting) map[string][]coverage.Posting {
	named := map[string][]coverage.Posting{}
	for _, p := range posts {
		if p.ID == 0 {
			named[personName(p.Name)] = append(named[personName(p.Name)], p)
		}
	}
	return named
}

// left tells how many of a name were dismissed, and so are somebody else than
// the new person of that name.
func left(all []namesake) (n int) {
	for _, one := range all {
		if !one.working() {
			n++
		}
	}
	return n
}
