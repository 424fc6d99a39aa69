package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
)

// An invitation is good as long as who made it may invite to its unit.
func TestInvitationsEndWithWhoMadeThem(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		ctx := t.Context()
		first, err := l.Invite(ctx, coverage.Invitation{Role: coverage.Admin, Name: "Quản Trị", Units: []place.Code{sinh}}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		admin, err := l.Redeem(ctx, "web/admin", first, "")
		if err != nil {
			t.Fatal(err)
		}
		codes := make([]string, 4)
		for i := range codes {
			unit := sinh
			if i == 0 {
				unit = an // never theirs
			}
			if codes[i], err = l.Invite(ctx, coverage.Invitation{Role: coverage.Admin, Units: []place.Code{unit}, By: admin.ID}, time.Hour); err != nil {
				t.Fatal(err)
			}
		}
		redeem := func(account string, code int, want error) {
			t.Helper()
			if _, err := l.Redeem(ctx, account, codes[code], "x"); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", account, err, want)
			}
		}
		post := func(p coverage.Posting) {
			t.Helper()
			p.ID, p.Name, p.Role = admin.ID, admin.Name, coverage.Admin
			if _, err := l.Amend(ctx, coverage.Amendment{People: []coverage.Posting{p}}); err != nil {
				t.Fatal(err)
			}
		}
		redeem("web/other", 0, coverage.ErrExpired)
		redeem("web/in time", 1, nil)
		post(coverage.Posting{Units: []place.Code{an}})
		redeem("web/moved", 2, coverage.ErrExpired)
		redeem("web/in time", 1, nil) // theirs already
		post(coverage.Posting{Units: []place.Code{sinh}})
		redeem("web/moved", 2, nil)
		post(coverage.Posting{Status: coverage.Gone})
		redeem("web/gone", 3, coverage.ErrExpired)
	})
}

func TestRedeem(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		invite := func(i coverage.Invitation) string {
			t.Helper()
			code, err := l.Invite(t.Context(), i, 72*time.Hour)
			if err != nil || len(code) != 8 || strings.Trim(code, "23456789ABCDEFGHJKLMNPQRSTUVWXYZ") != "" {
				t.Fatalf("code %q, %v", code, err)
			}
			return code
		}
		agent := coverage.Invitation{Role: coverage.Agent, Name: "Hà Thị  Mẫu", Units: []place.Code{village(sinh, 1)}}
		code := invite(agent)
		p, err := l.Redeem(t.Context(), "web/1", strings.ToLower(code[:4]+" "+code[4:]), "shown")
		want := coverage.Person{ID: p.ID, Name: "Hà Thị Mẫu", Status: coverage.Active, Language: "vi", Grants: []coverage.Grant{{Role: coverage.Agent, Unit: village(sinh, 1)}}}
		if err != nil || p.ID == 0 || !cmp.Equal(p, want) {
			t.Errorf("redeemed: %s, %v", cmp.Diff(want, p), err)
		}
		c.advance(100 * time.Hour)
		if again, err := l.Redeem(t.Context(), "web/1", code, ""); err != nil || again.ID != p.ID {
			t.Errorf("once more by the same account: %+v, %v", again, err)
		}
		late := invite(coverage.Invitation{Role: coverage.Admin})
		tests := []struct {
			name, account, code string
			want                error
		}{
			{"by another account", "web/2", code, coverage.ErrExpired},
			{"never given", "web/2", "22222222", coverage.ErrUnknown},
			{"empty", "web/2", "", coverage.ErrUnknown},
		}
		for _, test := range tests {
			if _, err := l.Redeem(t.Context(), test.account, test.code, "x"); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", test.name, err, test.want)
			}
		}
		c.advance(73 * time.Hour)
		if _, err := l.Redeem(t.Context(), "web/2", late, "x"); !errors.Is(err, coverage.ErrExpired) {
			t.Errorf("too late: %v", err)
		}
		second := invite(coverage.Invitation{Role: coverage.Official, Units: []place.Code{sinh}})
		if p, err := l.Redeem(t.Context(), "web/1", second, ""); err != nil || p.ID != want.ID || len(p.Grants) != 2 {
			t.Errorf("a second role: %+v, %v", p, err)
		}
		if _, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Agent}, time.Hour); err == nil {
			t.Error("an agent was invited to no unit")
		}
	})
}

// Every code has a digit and a letter, by which it is known when it is sent
// without any other word.
func TestCodesLookLikeCodes(t *testing.T) {
	t.Parallel()
	for name, random := range map[string]string{"letters": "\x08\x1f\x0a\x0b\x0c\x0d\x0e\x0f", "digits": "\x00\x01\x02\x03\x04\x05\x06\x07"} {
		l := open(t, ledgertest.Engines(t)[0], ledger.Options{Rand: strings.NewReader(random)})
		code, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Admin}, time.Hour)
		if err != nil || len(code) != 8 || !strings.ContainsAny(code, "23456789") || !strings.ContainsAny(code, "ABCDEFGHJKLMNPQRSTUVWXYZ") {
			t.Errorf("of %s alone: %q, %v", name, code, err)
		}
	}
}

func TestRedeemsOneOfMany(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		code, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Admin}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		var won sync.Map
		for i := range 10 {
			all.Go(func() {
				p, err := l.Redeem(t.Context(), "web/"+string(rune('a'+i)), code, "Người "+string(rune('a'+i)))
				if err == nil {
					won.Store(p.ID, true)
				} else if !errors.Is(err, coverage.ErrExpired) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if size(&won) != 1 {
			t.Errorf("%d people joined by one invitation", size(&won))
		}
	})
}

func TestRefusesGuesses(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now, Rand: bytes.NewReader(bytes.Repeat([]byte{7, 200, 31, 99}, 2))})
		code, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Admin}, 100*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			if _, err := l.Redeem(t.Context(), "web/1", "guess", ""); !errors.Is(err, coverage.ErrUnknown) {
				t.Fatal(err)
			}
		}
		if _, err := l.Redeem(t.Context(), "web/1", code, ""); !errors.Is(err, coverage.ErrForbidden) {
			t.Errorf("after ten guesses: %v", err)
		}
		c.advance(2 * time.Hour)
		if _, err := l.Redeem(t.Context(), "web/1", code, ""); err != nil {
			t.Errorf("two hours later: %v", err)
		}
	})
}

func TestInvitingANameGivesNoMoreThanItSays(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		amend(t, l, coverage.Amendment{People: []coverage.Posting{
			{Name: "Lò Văn Trưởng", Role: coverage.Admin, Units: []place.Code{province}},
			{Name: "Lò Văn An", Role: coverage.Agent, Units: []place.Code{village(sinh, 1)}},
		}})
		invite := func(name, account string) coverage.Person {
			t.Helper()
			code, err := l.Invite(t.Context(), coverage.Invitation{Role: coverage.Agent, Name: name, Units: []place.Code{village(sinh, 1)}}, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			p, err := l.Redeem(t.Context(), account, code, "")
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		if p := invite("Lò Văn Trưởng", "web/1"); p.Has(coverage.Admin) {
			t.Errorf("an invitation to a village made an admin: %+v", p)
		}
		posted, _ := l.ByName(t.Context(), "lo van an")
		if p := invite("Lò Văn An", "web/2"); len(posted) != 1 || p.ID != posted[0].ID {
			t.Errorf("the posted agent joined as another person: %+v, posted %+v", p, posted)
		}
	})
}

func TestPostings(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		post := func(p coverage.Posting) { amend(t, l, coverage.Amendment{People: []coverage.Posting{p}}) }
		post(coverage.Posting{Name: "Đèo Thị Nọi", Role: coverage.Agent, Units: []place.Code{village(sinh, 1), village(sinh, 2)}, Status: coverage.Training})
		post(coverage.Posting{Name: "Đèo Thị Nọi", Role: coverage.Official, Units: []place.Code{sinh}})
		post(coverage.Posting{Name: " Đèo  Thị Nọi", Role: coverage.Agent, Units: []place.Code{village(sinh, 3)}, Status: coverage.Active})
		found, err := l.ByName(t.Context(), "deo thi noi")
		if err != nil || len(found) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		want := []coverage.Grant{{Role: coverage.Agent, Unit: village(sinh, 3)}, {Role: coverage.Official, Unit: sinh}}
		if !slices.Equal(found[0].Grants, want) || found[0].Status != coverage.Active {
			t.Errorf("%+v, want %+v", found[0], want)
		}
		post(coverage.Posting{Name: "An", Role: coverage.Agent, Units: []place.Code{village(sinh, 3), village(an, 1)}})
		held, err := l.Holders(t.Context(), coverage.Agent, []place.Code{village(an, 1), village(sinh, 3), village(sinh, 1)})
		if err != nil || len(held) != 2 || held[0].Name != "An" || len(held[0].Grants) != 2 {
			t.Errorf("holders %+v, %v", held, err)
		}
		if held, _ := l.Holders(t.Context(), coverage.Official, []place.Code{village(sinh, 3)}); len(held) != 0 {
			t.Errorf("officials of a village: %+v", held)
		}
		if _, err := l.Person(t.Context(), "web/9"); !errors.Is(err, coverage.ErrUnknown) {
			t.Errorf("a stranger: %v", err)
		}
	})
}

func TestRemembersChats(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		c := newClock()
		l := open(t, e, ledger.Options{Now: c.now})
		amend(t, l, coverage.Amendment{People: []coverage.Posting{{Name: "An", Role: coverage.Agent, Units: []place.Code{village(sinh, 1)}}}})
		found, _ := l.ByName(t.Context(), "An")
		for _, account := range []string{"web/1", "zalo/2"} {
			if err := l.Connect(t.Context(), account, found[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		wrote := func(account, chat string, group bool) bot.Address {
			t.Helper()
			m := bot.Message{From: bot.Address{Channel: "web", Bot: "b", Chat: chat}, Account: account, ID: c.now().String(), Group: group}
			if _, err := l.Commit(t.Context(), m, coverage.Booking{}, nil); err != nil {
				t.Fatal(err)
			}
			c.advance(time.Second)
			return m.From
		}
		want := func(what string, chats ...bot.Address) {
			t.Helper()
			if got, err := l.Addresses(t.Context(), found[0].ID); err != nil || !slices.Equal(got, chats) {
				t.Errorf("%s: %v, %v; want %v", what, got, err, chats)
			}
		}
		want("who never wrote")
		first := wrote("web/1", "c1", false)
		wrote("web/1", "group", true)
		want("a private chat and a group", first)
		second := wrote("zalo/2", "c2", false)
		want("two accounts", second, first)
		if err := l.Unreachable(t.Context(), second, true); err != nil {
			t.Error(err)
		}
		want("one stopped the bot", first)
		if err := l.Seen(t.Context(), bot.Message{From: second, Account: "zalo/2"}); err != nil {
			t.Error(err)
		}
		want("and came back", second, first)
		moved := wrote("web/1", "c3", false)
		want("a new chat of the account", moved, second)
	})
}

// TestHoldersOfManyUnits: whoever holds more units than one statement asks for
// is given each of them once.
func TestHoldersOfManyUnits(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		l := open(t, e, ledger.Options{})
		var held []place.Code
		for n := range 150 {
			held = append(held, place.Code(fmt.Sprintf("x%03d", n)))
		}
		amend(t, l, coverage.Amendment{People: []coverage.Posting{{Name: "Lò Thị Mẫu", Role: coverage.Agent, Units: held, Status: coverage.Active}}})
		people, err := l.Holders(t.Context(), coverage.Agent, held)
		if err != nil || len(people) != 1 {
			t.Fatalf("%d people, %v", len(people), err)
		}
		if got := people[0].Units(coverage.Agent); !slices.Equal(got, held) {
			t.Errorf("%d units, want each of %d once", len(got), len(held))
		}
	})
}
