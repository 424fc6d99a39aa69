package ledger_test

import (
	"errors"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// roll is a ledger whose people come and go.
type roll struct {
	*ledger.Ledger
	t *testing.T
}

func (r roll) post(p ...coverage.Posting) {
	r.t.Helper()
	amend(r.t, r.Ledger, coverage.Amendment{People: p})
}

func (r roll) join(account string, i coverage.Invitation) coverage.Person {
	r.t.Helper()
	code, err := r.Invite(r.t.Context(), i, time.Hour)
	if err != nil {
		r.t.Fatal(err)
	}
	p, err := r.Redeem(r.t.Context(), account, code, "shown")
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func (r roll) who(account string) coverage.Person {
	r.t.Helper()
	p, err := r.Person(r.t.Context(), account)
	if err != nil && !errors.Is(err, coverage.ErrUnknown) {
		r.t.Fatal(err)
	}
	return p
}

// The names of the two of whom one left before the other came.
const shared = "Nguyễn Văn An"

func agentOf(units ...place.Code) coverage.Posting {
	return coverage.Posting{Name: shared, Role: coverage.Agent, Units: units, Status: coverage.Active}
}

// dismissed gives a ledger in which An of village 1, in the chat web/1, left.
func dismissed(t *testing.T, e ledgertest.Engine) (roll, coverage.Person) {
	t.Helper()
	r := roll{open(t, e, ledger.Options{}), t}
	old := r.join("web/1", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 1)}})
	r.post(coverage.Posting{ID: old.ID, Name: shared, Role: coverage.Agent, Status: coverage.Gone})
	return r, old
}

// Whoever is invited or imported under the name of somebody who was dismissed
// is somebody else: the chats of the one who left see nothing by it.
func TestADismissedNamesakeStaysDismissed(t *testing.T) {
	t.Parallel()
	official := coverage.Invitation{Role: coverage.Official, Name: shared, Units: []place.Code{an}}
	tests := map[string]func(r roll) coverage.Person{
		"invited": func(r roll) coverage.Person { return r.join("web/2", official) },
		"imported": func(r roll) coverage.Person {
			r.post(coverage.Posting{Name: shared, Role: coverage.Official, Units: []place.Code{an}, Status: coverage.Active})
			return r.join("web/2", official)
		},
		"agent of imported tallies": func(r roll) coverage.Person {
			e := tally(village(an, 1), coverage.BHYT, 3, today)
			e.Source = "so.csv/1"
			amend(r.t, r.Ledger, coverage.Amendment{Tallies: []coverage.Entry{e}, Agents: []string{shared}})
			return r.join("web/2", official)
		},
	}
	for name, come := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
				r, old := dismissed(t, e)
				p := come(r)
				if left := r.who("web/1"); p.ID == old.ID || left.ID != old.ID || left.Status != coverage.Gone || len(left.Grants) != 0 {
					t.Errorf("who came is %+v, in the chat of who left is %+v", p, left)
				}
				if p.Status != coverage.Active || len(p.Grants) != 1 {
					t.Errorf("who came is %+v", p)
				}
				if people, err := r.ByName(t.Context(), shared); err != nil || len(people) != 2 {
					t.Errorf("of that name: %+v, %v", people, err)
				}
				log, err := r.Audit(t.Context(), 10)
				if err != nil || log[0].By != p.ID || log[0].Changed["joined"] != 1 {
					t.Errorf("the audit log: %+v, %v", log, err)
				}
				apart := 0
				for _, c := range log {
					apart += c.Changed["namesakes"]
				}
				if apart != 1 {
					t.Errorf("the audit log tells of %d namesakes: %+v", apart, log)
				}
			})
		})
	}
}

// Whoever comes back with their own chat is who they were, with what the new
// invitation grants and nothing of before.
func TestRehired(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		r, old := dismissed(t, e)
		gone := agentOf(village(sinh, 2))
		gone.Status = coverage.Gone
		r.post(gone, gone) // a file may leave units beside who left
		if people, err := r.ByName(t.Context(), shared); err != nil || len(people) != 1 || len(people[0].Grants) != 1 {
			t.Fatalf("a file that says who left made somebody: %+v, %v", people, err)
		}
		p := r.join("web/1", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 3)}})
		if p.ID != old.ID || p.Status != coverage.Active || len(p.Grants) != 1 || p.Grants[0].Unit != village(sinh, 3) {
			t.Errorf("back: %+v, was %d", p, old.ID)
		}
	})
}

// Whoever is put on record first and then comes back with the chat of before
// is the one on record: nobody answers for a village twice.
func TestRehiredByAFile(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		r, old := dismissed(t, e)
		r.post(agentOf(village(sinh, 3)))
		p := r.join("web/1", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 3)}})
		held, err := r.Holders(t.Context(), coverage.Agent, []place.Code{village(sinh, 3)})
		if err != nil || len(held) != 1 || held[0].ID != p.ID || p.ID == old.ID {
			t.Errorf("back: %+v, holders %+v, %v", p, held, err)
		}
	})
}

// A name alone gives nothing to a chat that is somebody's already.
func TestANameGivesAKnownChatNothing(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		r := roll{open(t, e, ledger.Options{}), t}
		first := r.join("web/1", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 1)}})
		again := r.join("web/2", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 1)}})
		if again.ID != first.ID {
			t.Errorf("a new telephone makes another person: %+v, was %+v", again, first)
		}
		other := r.join("web/3", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 1), village(an, 1)}})
		if p := r.who("web/1"); other.ID == first.ID || len(p.Grants) != 1 {
			t.Errorf("an invitation of another's gave it to %+v", p)
		}
		r.post(coverage.Posting{ID: first.ID, Name: shared, Role: coverage.Agent, Status: coverage.Active}) // between two jobs
		r.post(coverage.Posting{ID: other.ID, Name: shared, Role: coverage.Agent, Status: coverage.Gone})
		r.post(agentOf(village(an, 2)))
		if p := r.who("web/1"); len(p.Grants) != 0 {
			t.Errorf("a file of a namesake's gave %+v", p)
		}
	})
}

// A file means the one of several who holds what it speaks of.
func TestAFileMeansWhoHoldsTheUnit(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		r := roll{open(t, e, ledger.Options{}), t}
		first := r.join("web/1", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(sinh, 1)}})
		second := r.join("web/2", coverage.Invitation{Role: coverage.Agent, Name: shared, Units: []place.Code{village(an, 1)}})
		a := coverage.Amendment{People: []coverage.Posting{agentOf(village(an, 1), village(an, 2))}}
		held, err := r.Held(t.Context(), a)
		if err != nil || len(held.People) != 1 || held.People[0].ID != second.ID {
			t.Errorf("the dry run means %+v, %v, want %d", held.People, err, second.ID)
		}
		amend(t, r.Ledger, a)
		if p, q := r.who("web/1"), r.who("web/2"); p.ID != first.ID || len(p.Grants) != 1 || len(q.Grants) != 2 {
			t.Errorf("%+v and %+v", p, q)
		}
	})
}

// A second code is no word about somebody's training or leave.
func TestASecondCodeKeepsTheStatus(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		r := roll{open(t, e, ledger.Options{}), t}
		for _, status := range []coverage.Status{coverage.Training, coverage.Leave} {
			name := "Người " + string(status)
			r.post(coverage.Posting{Name: name, Role: coverage.Agent, Units: []place.Code{village(sinh, 1)}, Status: status})
			for _, unit := range []place.Code{village(sinh, 1), village(sinh, 2)} {
				p := r.join("web/"+name, coverage.Invitation{Role: coverage.Agent, Name: name, Units: []place.Code{unit}})
				if p.Status != status {
					t.Errorf("a code made who was %s %s", status, p.Status)
				}
			}
		}
	})
}
