package sheet_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/sheet"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// examples gives the example files in the order of their names, which is one
// in which they may be imported one after the other.
func examples(t *testing.T) []sheet.Source {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "examples", "*.csv"))
	if err != nil || len(names) < 9 {
		t.Fatalf("%d examples, %v", len(names), err)
	}
	var files []sheet.Source
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, sheet.Source{Name: filepath.Base(name), Bytes: b})
	}
	return files
}

func TestExamplesAllAtOnceInAnyOrder(t *testing.T) {
	t.Parallel()
	files := examples(t)
	for range 2 {
		a, faults := sheet.Read(files, coverage.Records{}, today)
		if len(faults) > 0 {
			t.Fatalf("faults: %v", faults)
		}
		kinds := sheet.Diff(coverage.Records{}, coverage.Held{}, a)
		if len(kinds) != 11 {
			t.Errorf("the examples hold %d kinds of records: %v", len(kinds), kinds)
		}
		if _, err := coverage.NewBook(a.Records); err != nil {
			t.Error(err)
		}
		slices.Reverse(files)
	}
}

func TestExamplesOneAfterTheOther(t *testing.T) {
	t.Parallel()
	var records coverage.Records
	for _, file := range examples(t) {
		a, faults := sheet.Read([]sheet.Source{file}, records, today)
		if len(faults) > 0 {
			t.Fatalf("faults: %v", faults)
		}
		records.Units = append(records.Units, a.Records.Units...)
		records.Denominators = append(records.Denominators, a.Records.Denominators...)
		records.Baselines = append(records.Baselines, a.Records.Baselines...)
	}
}

// The bad samples hold one fault a row, so that a person can see what each
// is told.
func TestBadSamples(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("testdata", "bad", "*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%d samples, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, faults := sheet.Read([]sheet.Source{{Name: filepath.Base(name), Bytes: b}}, known(), today)
			var got string
			for _, f := range faults {
				got += f.String() + "\n"
			}
			golden := name[:len(name)-len(".csv")] + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
