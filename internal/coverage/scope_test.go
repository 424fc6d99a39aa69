package coverage_test

import (
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestScope is the matrix of who may what of which unit.
func TestScope(t *testing.T) {
	t.Parallel()
	office := unit("CS", "BHXH cơ sở", "01")
	units := append(country(), office, unit("02", "tỉnh", place.Nation), unit("C", "xã", "02"),
		ended("X1", "xã", "01", "2025-06-30", true, "A"), ended("X2", "xã", "01", "2025-06-30", false, "A", "B"))
	units[1].Office = "CS" // A
	book, err := coverage.NewBook(coverage.Records{Units: units})
	if err != nil {
		t.Fatal(err)
	}
	day := date("2026-11-22")
	who := func(role coverage.Role, status coverage.Status, of ...place.Code) coverage.Person {
		p := coverage.Person{ID: 1, Status: status}
		for _, u := range of {
			p.Grants = append(p.Grants, coverage.Grant{Role: role, Unit: u})
		}
		return p
	}
	for _, c := range []struct {
		name                             string
		person                           coverage.Person
		see, compare, report, administer string
	}{
		{"a stranger", coverage.Person{}, "", "", "", ""},
		{"a guest", who(coverage.Guest, coverage.Active, "A"), "", "", "", ""},
		{"an agent of a village", who(coverage.Agent, coverage.Active, "A1"), "A A1 X1", "A A1 X1", "A1", ""},
		{"an agent in training", who(coverage.Agent, coverage.Training, "A1"), "A A1 X1", "A A1 X1", "A1", ""},
		{"an agent who is gone", who(coverage.Agent, coverage.Gone, "A1"), "", "", "", ""},
		{"an agent of two villages", who(coverage.Agent, coverage.Active, "A1", "B2"), "A A1 B B2 X1 X2", "A A1 B B2 X1 X2", "A1 B2", ""},
		{"a village's official", who(coverage.Official, coverage.Active, "A1"), "A1", "A1 A2", "", ""},
		{"a commune's official", who(coverage.Official, coverage.Active, "A"), "A A1 A2 X1", "A A1 A2 B X1 X2", "", ""},
		{"a province's official", who(coverage.Official, coverage.Active, "01"), "01 A A1 A2 B B1 B2 CS X1 X2", "01 02 A A1 A2 B B1 B2 CS X1 X2", "", ""},
		{"an office's official", who(coverage.Official, coverage.Active, "CS"), "A A1 A2 CS X1", "A A1 A2 CS X1", "", ""},
		{"an official who is gone", who(coverage.Official, coverage.Gone, "01"), "", "", "", ""},
		{"a commune's admin", who(coverage.Admin, coverage.Active, "A"), "A A1 A2 X1", "A A1 A2 X1", "", "A A1 A2"},
		{"the country's admin", who(coverage.Admin, coverage.Active, place.Nation), "01 02 A A1 A2 B B1 B2 C CS VN X1 X2", "01 02 A A1 A2 B B1 B2 C CS VN X1 X2", "", "01 02 A A1 A2 B B1 B2 C CS VN X1 X2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for what, m := range map[string]struct {
				may  func(coverage.Person, place.Code) bool
				want string
			}{
				"see":        {func(p coverage.Person, u place.Code) bool { return book.MaySee(p, u, day) }, c.see},
				"compare":    {func(p coverage.Person, u place.Code) bool { return book.MayCompare(p, u, day) }, c.compare},
				"report":     {func(p coverage.Person, u place.Code) bool { return book.MayReport(p, u, day) }, c.report},
				"administer": {func(p coverage.Person, u place.Code) bool { return book.MayAdminister(p, u, day) }, c.administer},
			} {
				got := ""
				for _, u := range book.Tree.Codes() {
					if m.may(c.person, u) {
						if got != "" {
							got += " "
						}
						got += string(u)
					}
				}
				if got != m.want {
					t.Errorf("may %s %q, want %q", what, got, m.want)
				}
			}
		})
	}
	for _, c := range []struct {
		person coverage.Person
		within place.Code
		level  place.Level
		want   bool
	}{
		{who(coverage.Official, coverage.Active, "A"), "A", place.Village, true},
		{who(coverage.Official, coverage.Active, "A"), "X1", place.Village, true}, // became A
		{who(coverage.Official, coverage.Active, "A"), "X2", place.Village, false},
		{who(coverage.Official, coverage.Active, "A"), "01", place.Commune, true},
		{who(coverage.Official, coverage.Active, "A"), "01", place.Village, false}, // no siblings of a commune
		{who(coverage.Official, coverage.Active, "A"), "02", place.Commune, false},
		{who(coverage.Official, coverage.Active, "A1"), "A", place.Village, true},
		{who(coverage.Official, coverage.Active, "A1"), "01", place.Village, false},
		{who(coverage.Official, coverage.Active, "01"), place.Nation, place.Province, true},
		{who(coverage.Official, coverage.Active, "01"), place.Nation, place.Commune, false},
		{who(coverage.Official, coverage.Active, "01"), place.Nation, place.Village, false},
		{who(coverage.Official, coverage.Gone, "A"), "01", place.Commune, false},
		{who(coverage.Agent, coverage.Active, "A1"), "A", place.Village, false},
		{who(coverage.Agent, coverage.Active, "A1"), "X1", place.Village, false},
		{who(coverage.Agent, coverage.Active, "A1"), "01", place.Commune, false},
		{who(coverage.Admin, coverage.Active, "A"), "A", place.Village, true},
		{who(coverage.Admin, coverage.Active, "A"), "01", place.Commune, false},
	} {
		if got := book.MayRank(c.person, c.within, c.level, day); got != c.want {
			t.Errorf("%+v may see the ranking of level %v within %s: %t", c.person.Grants, c.level, c.within, got)
		}
	}
}
