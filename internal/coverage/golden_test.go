package coverage_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// fact is one figure of the sources that follows from others.
type fact struct{ id, what, of, want, cites string }

func facts(t *testing.T) []fact {
	t.Helper()
	var list []fact
	for n, row := range table(t, filepath.Join("testdata", "figures.tsv")) {
		if n == 0 {
			continue
		}
		if len(row) != 5 {
			t.Fatalf("row %d has %d cells", n+1, len(row))
		}
		list = append(list, fact{row[0], row[1], row[2], row[3], row[4]})
	}
	return list
}

func table(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	for s := bufio.NewScanner(f); s.Scan(); {
		if !strings.HasPrefix(s.Text(), "#") {
			rows = append(rows, strings.Split(s.Text(), "\t"))
		}
	}
	return rows
}

func TestFiguresOfTheSources(t *testing.T) {
	t.Parallel()
	for _, f := range facts(t) {
		if f.what == "words" {
			continue // nothing of it follows from a figure
		}
		t.Run(f.id+" "+f.what+" "+f.of, func(t *testing.T) {
			t.Parallel()
			if got := f.compute(t); got != f.want {
				t.Errorf("got %s, want %s", got, f.want)
			}
		})
	}
}

// compute asks the product's own code.
func (f fact) compute(t *testing.T) string {
	t.Helper()
	var a []int64
	for s := range strings.FieldsSeq(f.of) {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		a = append(a, n)
	}
	rate := func(n int) coverage.Rate { return coverage.Rate(a[n]) }
	switch f.what {
	case "people":
		return vi.Int(a[0])
	case "rate":
		return rate(0).Pct()
	case "bound":
		return ">" + rate(0).Pct()
	case "points":
		return vi.Points(a[0], 1_000_000, a[1], 1_000_000)
	case "percent":
		return vi.Percent(a[0], a[1])
	case "below":
		return vi.PercentBelow(a[0], a[1], a[2])
	case "growth":
		return vi.Growth(a[0], a[1])
	case "decimal":
		return vi.Decimal(a[0], a[1], int(a[2]))
	case "minus":
		return fmt.Sprint(a[0] - a[1])
	case "implied":
		den, low, high := rate(1).Implied(a[0])
		return fmt.Sprint(den, low, high)
	case "agrees":
		return fmt.Sprint(rate(2).Agrees(a[0], a[1]))
	case "need":
		return fmt.Sprint(rate(0).Need(a[1]))
	case "gap":
		return fmt.Sprint(rate(0).Need(a[1]) - a[2])
	case "surplus":
		return fmt.Sprint(a[2] - rate(0).Need(a[1]))
	case "short":
		return fmt.Sprint(coverage.GapAgrees(a[0], rate(1), a[2], rate(3)))
	}
	t.Fatalf("no such figure: %s", f.what)
	return ""
}

// TestFactsAreTold holds our table to the facts' own: every fact of the
// sources has its row, and says what we cite.
func TestFactsAreTold(t *testing.T) {
	t.Parallel()
	path := shared(t, "data", "seed-facts.tsv")
	theirs := map[string]string{}
	for n, row := range table(t, path) {
		if n > 0 {
			theirs[row[0]] = strings.Join(row, " | ")
		}
	}
	told := map[string]bool{}
	for _, f := range facts(t) {
		row, ok := theirs[f.id]
		if !ok {
			continue
		}
		told[f.id] = true
		if !strings.Contains(row, f.cites) || f.cites == "" {
			t.Errorf("%s: %q is not in %q", f.id, f.cites, row)
		}
	}
	for id := range theirs {
		if !told[id] {
			t.Errorf("%s has no row in testdata", id)
		}
	}
}

// shared finds a file of the folder beside the checkout.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return path
	case !errors.Is(err, fs.ErrNotExist) || os.Getenv("BAOPHU_REQUIRE") == "1":
		t.Fatal(err)
	}
	t.Skip("the shared data are not here")
	return ""
}

func TestImpliedBoundsAreTight(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		num  int64
		rate coverage.Rate
	}{{64_417, 953_000}, {1_196_739, 955_400}, {29_024, 930_000}, {2_983, 540_000}, {1, 1_000_000}, {85_390_000, 900_000}, {7, 3}} {
		den, low, high := c.rate.Implied(c.num)
		for _, d := range []int64{low, den, high} {
			if !c.rate.Agrees(c.num, d) {
				t.Errorf("%d of %d is not %s%%", c.num, d, c.rate.Pct())
			}
		}
		if c.rate.Agrees(c.num, low-1) || c.rate.Agrees(c.num, high+1) {
			t.Errorf("%d at %s%%: more than %d to %d agree", c.num, c.rate.Pct(), low, high)
		}
	}
	if den, low, high := coverage.Rate(0).Implied(5); den != 0 || low != 0 || high != 0 {
		t.Error("a rate of nothing implies people")
	}
	if coverage.Rate(900_000).Agrees(9, 0) || coverage.Rate(900_000).Agrees(-9, 10) {
		t.Error("no people agree with a rate")
	}
}
