package place_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

func TestLevelOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind   string
		parent place.Code
		want   place.Level
	}{
		{"tỉnh", place.Nation, place.Province},
		{"Thành phố", place.Nation, place.Province},
		{"thành phố", "T14", place.District},
		{"thị xã", "T14", place.District},
		{"thị trấn", "H119", place.Commune},
		{"đặc khu", "51", place.Commune},
		{"tổ dân phố", "03679", place.Village},
		{"bon", "24733", place.Village},
		{"BHXH cơ sở", "14", place.Office},
		{"vùng", "14", place.NoLevel},
		{"", "14", place.NoLevel},
	} {
		got, ok := place.LevelOf(c.kind, c.parent)
		if got != c.want || ok != (c.want != place.NoLevel) {
			t.Errorf("%q below %q: %d %v, want %d", c.kind, c.parent, got, ok, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	day := vi.Date(2025, time.July, 1)
	units := []place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "1", Name: "A", Kind: "xã", Parent: "99"},
		{Code: "2", Name: "B", Kind: "vùng", Parent: "14"},
		{Code: "3", Name: "C", Kind: "xã", Parent: "14", From: day, To: day - 1},
		{Code: "4", Name: "D", Kind: "xã", Parent: "14"},
		{Code: "4", Name: "D", Kind: "xã", Parent: "14"},
		{Code: "5", Name: "E", Kind: "xã", Parent: "4"},
		{Code: "6", Name: "", Kind: "xã", Parent: "14", Office: "4"},
		{Code: "o1", Name: "F", Kind: "BHXH cơ sở", Parent: "o2"},
		{Code: "o2", Name: "G", Kind: "BHXH cơ sở", Parent: "o1"},
		{Code: "7", Name: "H", Kind: "xã", Parent: "14", Successors: []place.Successor{{Code: "8", Whole: true}}},
		{Code: "8", Name: "I", Kind: "xã", Parent: "14", Successors: []place.Successor{{Code: "7", Whole: true}}},
		{Code: "9", Name: "J", Kind: "xã", Parent: "14", Successors: []place.Successor{{Code: "no"}}},
		{Code: "", Name: "K", Kind: "xã", Parent: "14"},
	}
	_, err := place.NewTree(units, []place.Name{{Unit: "nobody", Name: "x"}})
	var faults place.Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	for _, want := range []place.Fault{
		{Unit: "1", Problem: place.UnknownParent, Value: "99"},
		{Unit: "2", Problem: place.UnknownKind, Value: "vùng"},
		{Unit: "3", Problem: place.BadDates, Value: "2025-07-01..2025-06-30"},
		{Unit: "4", Problem: place.DuplicateCode, Value: "4"},
		{Unit: "5", Problem: place.WrongParent, Value: "4"},
		{Unit: "6", Problem: place.NoName},
		{Unit: "6", Problem: place.UnknownOffice, Value: "4"},
		{Unit: "8", Problem: place.SuccessorCycle, Value: "7"},
		{Unit: "9", Problem: place.UnknownSuccessor, Value: "no"},
		{Unit: "", Problem: place.NoCode, Value: "K"},
		{Unit: "nobody", Problem: place.UnknownUnit, Value: "x"},
	} {
		if !slices.Contains(faults, want) {
			t.Errorf("%v is not among %v", want, faults)
		}
	}
	if !slices.ContainsFunc(faults, func(f place.Fault) bool { return f.Problem == place.ParentCycle }) {
		t.Errorf("the offices in a circle are not among %v", faults)
	}
	if !strings.Contains(err.Error(), `unit "1": unknown parent: "99"`) {
		t.Error(err)
	}
}

// office is a province with two communes, one of them served by an office of
// its own below that of the province.
func office(t *testing.T) *place.Tree {
	t.Helper()
	tree, err := place.NewTree([]place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "a", Name: "Chiềng Sinh", Kind: "phường", Parent: "14", Office: "o2"},
		{Code: "b", Name: "Mường Giôn", Kind: "xã", Parent: "14", Office: "o1"},
		{Code: "c", Name: "Mường Sại", Kind: "xã", Parent: "14"},
		{Code: "v", Name: "bản Hán", Kind: "bản", Parent: "a"},
		{Code: "o1", Name: "Sơn La", Kind: "BHXH tỉnh", Parent: "14"},
		{Code: "o2", Name: "Quỳnh Nhai", Kind: "BHXH cơ sở", Parent: "o1"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestOffices(t *testing.T) {
	t.Parallel()
	tree := office(t)
	for _, c := range []struct {
		name      string
		got, want []place.Code
	}{
		{"children of a province", tree.Children("14", 0), []place.Code{"a", "b", "c"}},
		{"children of an office", tree.Children("o1", 0), []place.Code{"o2"}},
		{"served by all", tree.Served("o1", 0), []place.Code{"a", "b"}},
		{"served by one", tree.Served("o2", 0), []place.Code{"a"}},
		{"served by none", tree.Served("a", 0), nil},
		{"communes of the office", tree.Descendants("o1", place.Commune, 0), []place.Code{"a", "b"}},
		{"villages of the office", tree.Descendants("o2", place.Village, 0), []place.Code{"v"}},
		{"offices of the province", tree.Descendants("14", place.Office, 0), []place.Code{"o1", "o2"}},
		{"villages of the country", tree.Descendants(place.Nation, place.Village, 0), []place.Code{"v"}},
		{"ancestors", tree.Ancestors("v", 0), []place.Code{"v", "a", "14", place.Nation}},
		{"ancestors of nothing", tree.Ancestors("x", 0), nil},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
	for _, c := range []struct {
		code, in place.Code
		want     bool
	}{
		{"v", "o1", true}, {"v", "o2", true}, {"b", "o2", false}, {"c", "o1", false},
		{"o2", "o1", true}, {"v", "14", true}, {"14", "v", false}, {"v", "v", true}, {"x", "14", false}, {"v", place.Nation, true},
	} {
		if got := tree.Within(c.code, c.in, 0); got != c.want {
			t.Errorf("%s within %s: %v", c.code, c.in, got)
		}
	}
	for code, want := range map[place.Code]string{"a": "phường Chiềng Sinh", "v": "bản Hán", "x": "x", place.Nation: "Việt Nam"} {
		if got := tree.Title(code); got != want {
			t.Errorf("title of %s: %s, want %s", code, got, want)
		}
	}
	ix := place.NewIndex(tree)
	for text, want := range map[string]place.Code{"bhxh co so quynh nhai": "o2", "BHXH tỉnh Sơn La": "o1", "sơn la": "14", "Quỳnh Nhai": ""} {
		if got, _ := ix.Best(text, place.Near{Units: []place.Code{"o2"}}); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got, _ := ix.Best("mường sại", place.Near{Units: []place.Code{"o2"}}); got != "c" {
		t.Errorf("a commune of another office: %q", got)
	}
	if tree.Level("x") != place.NoLevel || tree.Level(place.Nation) != place.Country {
		t.Error("levels")
	}
}

func TestNow(t *testing.T) {
	t.Parallel()
	tree, _ := national(t)
	whole := func(codes ...place.Code) (list []place.Successor) {
		for _, c := range codes {
			list = append(list, place.Successor{Code: c, Whole: true})
		}
		return list
	}
	for _, c := range []struct {
		name string
		code place.Code
		want []place.Successor
	}{
		{"a commune of today", "03679", whole("03679")},
		{"an old commune", "X03673", whole("03679")},
		{"a name borne on elsewhere", "X03619", whole("03595")},
		{"a district that is a set of communes", "H118", whole("03688", "03694", "03703", "03712")},
		{"a province that was merged", "T67", whole("68")},
		{"a province that was not", "14", whole("14")},
		{"an island", "H536", whole("21548")},
		{"nothing", "X", nil},
	} {
		if got := tree.Now(c.code); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	for _, s := range append(tree.Now("H164"), tree.Now("X2400184")...) {
		if s.Whole {
			t.Errorf("thành phố Thái Nguyên and phường Quốc Tử Giám were cut up, but %v", s)
		}
	}
	if parts, exact := tree.Parts("T67"); !exact || len(parts) != 28 {
		t.Errorf("tỉnh Đắk Nông is %d communes, exact %v", len(parts), exact)
	}
	if parts, exact := tree.Parts("X03673"); exact || len(parts) != 1 {
		t.Errorf("xã Chiềng Ngần is a part of %v, exact %v", parts, exact)
	}
	if parts, exact := tree.Parts("14"); !exact || len(parts) != 75 {
		t.Errorf("tỉnh Sơn La is %d communes, exact %v", len(parts), exact)
	}
}

// TestNowFollows follows a unit through two reforms, the second of which split
// it.
func TestNowFollows(t *testing.T) {
	t.Parallel()
	first, second := vi.Date(2025, time.July, 1), vi.Date(2027, time.January, 1)
	unit := func(code place.Code, from, to vi.Day, became ...place.Successor) place.Unit {
		return place.Unit{Code: code, Name: string(code), Kind: "xã", Parent: "14", From: from, To: to, Successors: became}
	}
	tree, err := place.NewTree([]place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		unit("a", 0, first-1, place.Successor{Code: "m", Whole: true}),
		unit("b", 0, first-1, place.Successor{Code: "m", Whole: true}),
		unit("m", first, second-1, place.Successor{Code: "p"}, place.Successor{Code: "q"}),
		unit("c", first, second-1, place.Successor{Code: "q", Whole: true}),
		unit("p", second, 0), unit("q", second, 0),
		unit("gone", 0, first-1),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[place.Code][]place.Successor{
		"a":    {{Code: "p"}, {Code: "q"}},
		"c":    {{Code: "q", Whole: true}},
		"q":    {{Code: "q", Whole: true}},
		"gone": {},
	} {
		if got := tree.Now(code); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	if got := tree.Children("14", first); !slices.Equal(got, []place.Code{"c", "m"}) {
		t.Errorf("children on the first day: %v", got)
	}
	if tree.Alive("m", 0) || !tree.Alive("m", second-1) || tree.Alive("m", second) || !tree.Alive("p", 0) {
		t.Error("alive on the wrong days")
	}
}
