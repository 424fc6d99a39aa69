package place_test

import (
	"slices"
	"testing"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// moved is a province with two offices; a went from one to the other and
// back, b came late, c left.
func moved(t *testing.T) *place.Tree {
	t.Helper()
	tree, err := place.NewTree([]place.Unit{
		{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
		{Code: "o1", Name: "Một", Kind: "BHXH cơ sở", Parent: "14"},
		{Code: "o2", Name: "Hai", Kind: "BHXH cơ sở", Parent: "14"},
		{Code: "a", Name: "A", Kind: "xã", Parent: "14", Office: "o1", Past: []place.Served{{"o1", vi.Date(2026, 3, 31)}, {"o2", vi.Date(2026, 8, 31)}}},
		{Code: "b", Name: "B", Kind: "xã", Parent: "14", Office: "o1", Past: []place.Served{{"", vi.Date(2026, 5, 31)}}},
		{Code: "c", Name: "C", Kind: "xã", Parent: "14", Past: []place.Served{{"o2", vi.Date(2026, 6, 30)}}},
		{Code: "av", Name: "AV", Kind: "bản", Parent: "a"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestOfficesServeByTheDay(t *testing.T) {
	t.Parallel()
	tree := moved(t)
	for _, c := range []struct {
		name   string
		office place.Code
		day    vi.Day
		want   []place.Code
	}{
		{"at first", "o1", vi.Date(2026, 1, 1), []place.Code{"a"}},
		{"its last day", "o1", vi.Date(2026, 3, 31), []place.Code{"a"}},
		{"gone to the other", "o1", vi.Date(2026, 4, 1), nil},
		{"one that came", "o1", vi.Date(2026, 6, 1), []place.Code{"b"}},
		{"one that came back", "o1", vi.Date(2026, 9, 1), []place.Code{"a", "b"}},
		{"the latest", "o1", 0, []place.Code{"a", "b"}},
		{"the other, with both", "o2", vi.Date(2026, 4, 1), []place.Code{"a", "c"}},
		{"the other, one left", "o2", vi.Date(2026, 7, 1), []place.Code{"a"}},
		{"the other, now", "o2", 0, nil},
	} {
		if got := tree.Served(c.office, c.day); !slices.Equal(got, c.want) {
			t.Errorf("%s: %s serves %v, want %v", c.name, c.office, got, c.want)
		}
		if got := tree.Descendants(c.office, place.Commune, c.day); !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%s: below %s stand %v, want %v", c.name, c.office, got, c.want)
		}
		if got, want := tree.Within("av", c.office, c.day), slices.Contains(c.want, "a"); got != want {
			t.Errorf("%s: the village of a within %s: %v", c.name, c.office, got)
		}
	}
	if got := tree.Offices("av", vi.Date(2026, 4, 1)); !slices.Equal(got, []place.Code{"o2"}) {
		t.Errorf("the village of a is served by %v", got)
	}
}

func TestMovesBetweenOffices(t *testing.T) {
	t.Parallel()
	tree := moved(t)
	got := tree.Moves("o1", vi.Date(2026, 3, 31), vi.Date(2026, 9, 1))
	want := []place.Move{{Unit: "a", From: vi.Date(2026, 4, 1)}, {Unit: "b", From: vi.Date(2026, 6, 1), Came: true}, {Unit: "a", From: vi.Date(2026, 9, 1), Came: true}}
	if !slices.Equal(got, want) {
		t.Errorf("moves are %v, want %v", got, want)
	}
	if got := tree.Moves("o1", vi.Date(2026, 9, 1), vi.Date(2026, 12, 31)); len(got) > 0 {
		t.Errorf("after the last move there are %v", got)
	}
	if got := tree.Moves("a", 0, vi.Date(2030, 1, 1)); len(got) > 0 {
		t.Errorf("a commune has moves %v", got)
	}
}

func TestServedBy(t *testing.T) {
	t.Parallel()
	sep, nov := vi.Date(2026, 9, 1), vi.Date(2026, 11, 1)
	for _, c := range []struct {
		name   string
		unit   place.Unit
		office place.Code
		from   vi.Day
		want   place.Unit
	}{
		{"the first office", place.Unit{}, "o1", 0, place.Unit{Office: "o1"}},
		{"another from a day on", place.Unit{Office: "o1"}, "o2", sep, place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}},
		{"the same once more", place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}, "o2", sep, place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}},
		{"none from a day on", place.Unit{Office: "o1"}, "", sep, place.Unit{Past: []place.Served{{"o1", sep - 1}}}},
		{"an earlier day for the same move", place.Unit{Office: "o2", Past: []place.Served{{"o1", nov - 1}}}, "o2", sep, place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}},
		{"before a later move", place.Unit{Office: "o2", Past: []place.Served{{"o1", nov - 1}}}, "o3", sep, place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}, {"o3", nov - 1}}}},
		{"a move taken back", place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}, "o1", sep, place.Unit{Office: "o1"}},
		{"the latest put right", place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}, "o3", 0, place.Unit{Office: "o3", Past: []place.Served{{"o1", sep - 1}}}},
		{"the latest put right to the one before", place.Unit{Office: "o2", Past: []place.Served{{"o1", sep - 1}}}, "o1", 0, place.Unit{Office: "o1"}},
	} {
		got := c.unit.ServedBy(c.office, c.from)
		if got.Office != c.want.Office || !slices.Equal(got.Past, c.want.Past) {
			t.Errorf("%s: %s %v, want %s %v", c.name, got.Office, got.Past, c.want.Office, c.want.Past)
		}
	}
}

func TestPastOfficesAreChecked(t *testing.T) {
	t.Parallel()
	for name, past := range map[string][]place.Served{
		"not an office":    {{"14", vi.Date(2026, 1, 1)}},
		"unknown":          {{"o9", vi.Date(2026, 1, 1)}},
		"without a day":    {{"o1", 0}},
		"days in disorder": {{"o1", vi.Date(2026, 2, 1)}, {"", vi.Date(2026, 1, 1)}},
	} {
		_, err := place.NewTree([]place.Unit{
			{Code: "14", Name: "Sơn La", Kind: "tỉnh", Parent: place.Nation},
			{Code: "o1", Name: "Một", Kind: "BHXH cơ sở", Parent: "14"},
			{Code: "a", Name: "A", Kind: "xã", Parent: "14", Past: past},
		}, nil)
		if err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
