package sheet_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

func listFiles(t *testing.T, names ...string) []sheet.Source {
	t.Helper()
	dir := nationalLists(t)
	var files []sheet.Source
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, sheet.Source{Name: name, Bytes: b})
	}
	return files
}

func TestReadNationalLists(t *testing.T) {
	t.Parallel()
	files := listFiles(t, "communes.csv", "name-variants.csv", "provinces.csv", "legacy-units.csv")
	a, faults := sheet.Read(files, coverage.Records{}, today)
	if len(faults) > 0 {
		t.Fatalf("%d faults, first %v", len(faults), faults[0])
	}
	tree, err := place.NewTree(a.Records.Units, a.Records.Names)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tree.Descendants(place.Nation, place.Commune, today)); n != 3321 {
		t.Errorf("%d communes", n)
	}
	// Of offices and later mergers the lists say nothing, so these stay.
	records := a.Records
	for i := range records.Units {
		if records.Units[i].Code == "03679" {
			records.Units[i].Office = "CS1"
		}
		if records.Units[i].Code == "03712" {
			records.Units[i].To = vi.Date(2026, 9, 30)
			records.Units[i].Successors = []place.Successor{{Code: "03703", Whole: true}}
		}
	}
	records.Units = append(records.Units, place.Unit{Code: "CS1", Name: "Sơn La", Kind: "BHXH cơ sở", Parent: "14"})
	again, faults := sheet.Read(files, records, today)
	if len(faults) > 0 {
		t.Fatalf("again: %v", faults[0])
	}
	for _, c := range sheet.Diff(records, coverage.Held{}, again) {
		if c.Added+c.Changed > 0 {
			t.Errorf("a second import changes %v", c)
		}
	}
}

func TestReadNationalListsOneByOne(t *testing.T) {
	t.Parallel()
	provinces, faults := sheet.Read(listFiles(t, "provinces.csv"), coverage.Records{}, today)
	if len(faults) > 0 || len(provinces.Records.Units) != 34 {
		t.Fatalf("%d units, faults %v", len(provinces.Records.Units), faults)
	}
	communes, faults := sheet.Read(listFiles(t, "communes.csv"), provinces.Records, today)
	if len(faults) > 0 || len(communes.Records.Units) != 3321 {
		t.Fatalf("%d units, faults %v", len(communes.Records.Units), faults[0])
	}
}

func TestReadSuggestsTheNearestOfManyUnits(t *testing.T) {
	t.Parallel()
	a, faults := sheet.Read(listFiles(t, "provinces.csv", "communes.csv"), coverage.Records{}, today)
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	_, faults = sheet.Read([]sheet.Source{csvFile("d", "unit_code,denominator,as_of,value", "03678,population,2026-01-01,5")}, a.Records, today)
	if len(faults) != 1 || !strings.Contains(faults[0].Reason, "có phải 03679 (phường Chiềng Sinh) không") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadNationalListsWithFaults(t *testing.T) {
	t.Parallel()
	_, faults := sheet.Read([]sheet.Source{
		csvFile("provinces.csv", "code,name,type,merged_from", "14,Sơn La,tỉnh,14"),
		csvFile("communes.csv", "code,name,type,province_code", "03679,Chiềng Sinh,phường,14", "03703,Quỳnh Nhai,xã,15"),
	}, coverage.Records{}, today)
	if len(faults) != 1 || faults[0].File != "communes.csv" || faults[0].Row != 3 || !strings.Contains(faults[0].Reason, "14") {
		t.Errorf("faults: %v", faults)
	}
	_, faults = sheet.Read([]sheet.Source{csvFile("communes.csv", "code,name,type,province_code", "3679,Chiềng Sinh,phường,14")}, coverage.Records{}, today)
	if len(faults) != 1 || !strings.Contains(faults[0].Reason, "hàng 2") {
		t.Errorf("faults: %v", faults)
	}
}

func TestReadTheMostThereMayBe(t *testing.T) {
	t.Parallel()
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("200,000 rows are slow under the race detector")
	}
	var b strings.Builder
	b.WriteString("unit_code,agent,indicator,kind,count,day,reason,source\n")
	for i := range sheet.MaxRows {
		fmt.Fprintf(&b, "NLA,Lò Thị Mẫu,bhyt_hgd,new,2,2026-11-%02d,,s%d\n", i%20+1, i)
	}
	a, faults := sheet.Read([]sheet.Source{{Name: "t", Bytes: []byte(b.String())}}, known(), today)
	if len(faults) > 0 || len(a.Tallies) != sheet.MaxRows {
		t.Fatalf("%d tallies, faults %v", len(a.Tallies), faults)
	}
	fmt.Fprintf(&b, "NLA,Lò Thị Mẫu,bhyt_hgd,new,2,2026-11-01,,more\n")
	if _, faults := sheet.Read([]sheet.Source{{Name: "t", Bytes: []byte(b.String())}}, known(), today); !sheet.Refused(faults) {
		t.Error("more rows than there may be were read")
	}
}
