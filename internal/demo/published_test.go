package demo_test

import (
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/demo"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// The figures as they were printed, and what follows from them.
func TestPublishedFigures(t *testing.T) {
	t.Parallel()
	a := figures(today)
	book, err := coverage.NewBook(a.Records)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		unit         place.Code
		indicator    coverage.Indicator
		day          vi.Day
		participants int64 // -1: a rate alone
		denominator  int64 // 0: none
		stated       coverage.Rate
		bound        bool
		shown        string // the computed rate in percent
	}{
		{"14", coverage.BHYT, vi.Date(2020, 10, 31), 1_196_739, 1_252_605, 955_400, false, "95,54"},
		{"14", coverage.BHYT, vi.Date(2011, 12, 31), -1, 0, 892_800, false, ""},
		{"H118", coverage.BHYT, vi.Date(2023, 11, 30), 64_417, 67_594, 953_000, false, "95,3"},
		{"T19", coverage.BHYT, vi.Date(2012, 12, 31), 920_049, 1_149_056, 800_700, false, "80,07"},
		{"T19", coverage.BHYT, vi.Date(2020, 5, 30), 1_215_900, 1_234_416, 985_000, false, "98,5"},
		{"T19", coverage.BHXH, vi.Date(2019, 12, 31), 238_000, 0, -1, false, ""},
		{"T19", coverage.BHXH, vi.Date(2020, 5, 31), 220_123, 0, 900_000, false, ""},
		{"T19", coverage.Voluntary, vi.Date(2020, 5, 31), 9_125, 0, -1, false, ""},
		{"T19", coverage.Pupils, vi.Date(2020, 5, 30), -1, 0, 963_900, false, ""},
		{"T67", coverage.BHYT, vi.Date(2020, 12, 31), -1, 0, 910_000, false, ""},
		{"X24757", coverage.BHYT, vi.Date(2021, 1, 29), -1, 0, 900_000, true, ""},
		{"X24763", coverage.BHYT, vi.Date(2021, 1, 29), -1, 0, 900_000, true, ""},
		{"X24628", coverage.BHYT, vi.Date(2021, 1, 29), -1, 0, 900_000, true, ""},
		{"12", coverage.BHYT, vi.Date(2019, 5, 31), 436_093, 0, -1, false, ""},
		{"12", coverage.BHYT, vi.Date(2020, 5, 31), 438_422, 456_690, 960_000, false, "96"},
		{"12", coverage.Voluntary, vi.Date(2019, 5, 31), 1_900, 0, -1, false, ""},
		{"12", coverage.Voluntary, vi.Date(2020, 5, 31), 2_983, 0, -1, false, ""},
		{"12", coverage.Compulsory, vi.Date(2020, 5, 31), 29_024, 0, -1, false, ""},
		{"T68", coverage.BHYT, vi.Date(2024, 12, 31), 1_269_187, 1_342_203, 945_600, false, "94,56"},
		{"T68", coverage.BHYT, vi.Date(2025, 5, 31), 1_229_935, 1_359_946, 904_400, false, "90,44"},
		{"T68", coverage.BHXH, vi.Date(2025, 5, 31), 116_249, 630_760, 184_300, false, "18,43"},
		{"15", coverage.BHYT, vi.Date(2025, 10, 31), 1_475_810, 1_673_064, 882_100, false, "88,21"},
	} {
		b, ok := book.Published(test.unit, test.indicator, test.day)
		if !ok || b.AsOf != test.day || b.Participants != test.participants || b.Stated != test.stated || b.Bound != test.bound || b.Illustrative || b.Source == "" {
			t.Errorf("%s %s: got %+v", test.unit, test.indicator, b)
		}
		d, _ := coverage.Describe(test.indicator)
		den := book.Denominator(test.unit, d.Base, test.day)
		if den.Value != test.denominator || den.Illustrative {
			t.Errorf("%s %s: denominator %+v, want %d", test.unit, test.indicator, den, test.denominator)
		}
		if shown := vi.Percent(b.Participants, den.Value); test.shown != "" && shown != test.shown {
			t.Errorf("%s %s: %s%%, want %s%%", test.unit, test.indicator, shown, test.shown)
		}
	}
}

func TestPublishedTargets(t *testing.T) {
	t.Parallel()
	book, err := coverage.NewBook(figures(today).Records)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		unit      place.Code
		indicator coverage.Indicator
		day       vi.Day
		rate      coverage.Rate
		people    int64
		of        int64 // participants
		den       int64
		gap       int64 // of a rate
		plan      string
	}{
		{"14", coverage.BHYT, vi.Date(2020, 10, 31), 957_000, 0, 1_196_739, 1_252_605, 2_004, ""},
		{"H118", coverage.BHYT, vi.Date(2023, 11, 30), 950_000, 0, 64_417, 67_594, -202, ""},
		{"T67", coverage.BHYT, vi.Date(2020, 12, 31), 900_000, 0, 0, 0, 0, ""},
		{"12", coverage.Compulsory, vi.Date(2020, 5, 31), 0, 31_209, 29_024, 0, 0, "93"},
		{"12", coverage.Voluntary, vi.Date(2020, 5, 31), 0, 5_524, 2_983, 0, 0, "54"},
		{"12", coverage.BHXH, vi.Date(2021, 6, 1), 150_000, 0, 29_024, 241_867, 7_257, ""},
		{"T68", coverage.BHYT, vi.Date(2025, 5, 31), 950_000, 0, 1_229_935, 1_359_946, 62_014, ""},
	} {
		targets := book.Targets(test.unit, test.indicator, test.day)
		if len(targets) != 1 || targets[0].Rate != test.rate || targets[0].People != test.people || targets[0].Basis == "" {
			t.Errorf("%s %s: got %+v", test.unit, test.indicator, targets)
			continue
		}
		if gap := test.rate.Need(test.den) - test.of; test.den > 0 && gap != test.gap {
			t.Errorf("%s: gap %d, want %d", test.unit, gap, test.gap)
		}
		if plan := vi.Decimal(100*test.of, test.people, 0); test.plan != "" && plan != test.plan {
			t.Errorf("%s: %s%% of the plan, want %s%%", test.unit, plan, test.plan)
		}
	}
	lastYear := book.Targets("15", coverage.BHYT, vi.Date(2025, 10, 31))
	if len(lastYear) != 2 || lastYear[0].Rate != 965_000 || lastYear[1].People != 1_579_758 {
		t.Errorf("Lào Cai: %+v", lastYear)
	}
}

// The old district is exactly its four communes, and the invented split adds
// up to what was published of it.
func TestQuynhNhaiIsItsFourCommunes(t *testing.T) {
	t.Parallel()
	a := figures(today)
	book, err := coverage.NewBook(a.Records)
	if err != nil {
		t.Fatal(err)
	}
	parts, exact := book.Tree.Parts("H118")
	if want := []place.Code{"03688", "03694", "03703", "03712"}; !exact || !slices.Equal(parts, want) {
		t.Fatalf("parts %v, exact %v", parts, exact)
	}
	close := today.MonthStart() - 1
	var people, population int64
	above := 0
	for _, c := range parts {
		b, _ := book.Baseline(c, coverage.BHYT, close)
		den := book.Denominator(c, coverage.Population, close)
		people, population = people+b.Participants, population+den.Value
		if b.Participants*100 >= 95*den.Value {
			above++
		}
	}
	if people != 64_417 || population != 67_594 || above != 2 {
		t.Errorf("%d of %d, %d communes above 95%%", people, population, above)
	}
	if parts, exact := book.Tree.Parts("H116"); !exact || len(parts) != 4 {
		t.Errorf("the old town of Sơn La: %v, %v", parts, exact)
	}
}

func TestFloorsByClassAndPeriod(t *testing.T) {
	t.Parallel()
	floors := figures(today).Records.Floors
	for _, f := range floors {
		if y, _, _ := f.To.Civil(); y > 2025 {
			t.Errorf("a floor after 2025 is not published: %+v", f)
		}
	}
	if len(floors) != 4 {
		t.Errorf("%d floors", len(floors))
	}
}

// The ward of the README's conversation stands just below its target.
func TestChiengSinhIsShortOfItsTarget(t *testing.T) {
	eachDay(t, func(t *testing.T, today vi.Day, a coverage.Amendment) {
		if today < vi.Date(2025, 8, 1) {
			return
		}
		var now int64
		var closed vi.Day
		for _, b := range a.Records.Baselines {
			if b.Unit == "03679" && b.Indicator == coverage.BHYT && b.AsOf >= closed {
				now, closed = b.Participants, b.AsOf
			}
		}
		for _, e := range a.Tallies {
			for _, post := range e.Posts() {
				if e.Unit[:5] == "03679" && e.Day > closed && post.Indicator == coverage.BHYT {
					now += post.Counts.Net()
				}
			}
		}
		if now != 6_407 {
			t.Errorf("%d people, want 6407 of 6799 (94,23%%)", now)
		}
	})
}

func TestPersonas(t *testing.T) {
	t.Parallel()
	a := figures(today)
	book, err := coverage.NewBook(a.Records)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, p := range demo.Personas() {
		if p.Key == "" || keys[p.Key] || len(p.Suggestions) == 0 || p.Place == "" {
			t.Errorf("persona %+v", p)
		}
		keys[p.Key] = true
		at := slices.IndexFunc(a.People, func(x coverage.Posting) bool { return x.Name == p.Name && x.Role == p.Role })
		if (at < 0) != (p.Role == coverage.Guest) {
			t.Errorf("%s: posting %d", p.Key, at)
		}
	}
	villages := []string{}
	for _, x := range a.People {
		if x.Name == demo.Personas()[0].Name && x.Role == coverage.Agent {
			for _, u := range x.Units {
				villages = append(villages, book.Tree.Title(u))
			}
		}
	}
	if want := []string{"bản Noong La", "bản Dửn", "bản Ka Láp"}; !slices.Equal(villages, want) {
		t.Errorf("the agent of the README has %v", villages)
	}
}

func TestNamesAreDistinct(t *testing.T) {
	t.Parallel()
	names := map[string]coverage.Role{}
	statuses := map[coverage.Status]int{}
	for _, p := range figures(today).People {
		if role, twice := names[vi.Fold(p.Name)]; twice {
			t.Errorf("%s is %s and %s", p.Name, role, p.Role)
		}
		names[vi.Fold(p.Name)] = p.Role
		statuses[p.Status]++
		if len(p.Units) == 0 {
			t.Errorf("%s has no unit", p.Name)
		}
	}
	if statuses[coverage.Training] == 0 || statuses[coverage.Leave] == 0 {
		t.Errorf("statuses %v", statuses)
	}
}
