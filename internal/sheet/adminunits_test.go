package sheet_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

// nationalLists gives the folder of the national lists, which stands beside
// the checkout and is no part of it.
func nationalLists(t testing.TB) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", "admin-units")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("BAOPHU_REQUIRE") == "1" {
			t.Fatalf("the national lists are required: %v", err)
		}
		t.Skipf("the national lists are not here: %v", err)
	}
	return dir
}

func national(t testing.TB) *place.Tree {
	t.Helper()
	dir := nationalLists(t)
	var files [4]*os.File
	for i, name := range []string{"provinces.csv", "communes.csv", "legacy-units.csv", "name-variants.csv"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		files[i] = f
	}
	units, names, err := sheet.AdminUnits(files[0], files[1], files[2], files[3])
	if err != nil {
		t.Fatal(err)
	}
	tree, err := place.NewTree(units, names)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestNationalLists(t *testing.T) {
	t.Parallel()
	tree := national(t)
	before, today := vi.Date(2025, 6, 30), vi.Day(0)
	for _, c := range []struct {
		name  string
		level place.Level
		day   vi.Day
		want  int
	}{
		{"provinces today", place.Province, today, 34},
		{"communes today", place.Commune, today, 3321},
		{"districts today", place.District, today, 0},
		{"provinces before", place.Province, before, 63},
		{"districts before", place.District, before, 696},
		{"communes before", place.Commune, before, 10035},
	} {
		if got := len(tree.Descendants(place.Nation, c.level, c.day)); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if u, ok := tree.Unit("14"); !ok || !u.From.IsZero() {
		t.Errorf("Sơn La was there before 2025: %+v", u)
	}
	if u, ok := tree.Unit("X24224"); ok {
		t.Errorf("a district's code became a commune: %+v", u)
	}
	if u, ok := tree.Unit("H24681"); !ok || u.Name != "Đạ Huoai" || u.To >= before {
		t.Errorf("district of 2024: %+v", u)
	}
	old, _ := tree.Unit("X00190")
	for _, s := range old.Successors {
		if s.Whole {
			t.Errorf("X00190 was split, but went whole to %s", s.Code)
		}
	}
}

func TestNationalListsAlone(t *testing.T) {
	t.Parallel()
	dir := nationalLists(t)
	open := func(name string) *os.File {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	units, names, err := sheet.AdminUnits(open("provinces.csv"), open("communes.csv"), nil, open("name-variants.csv"))
	if err != nil || len(units) != 34+3321 {
		t.Fatalf("%d units: %v", len(units), err)
	}
	if _, err := place.NewTree(units, names); err != nil {
		t.Error(err)
	}
	units, _, err = sheet.AdminUnits(nil, nil, open("legacy-units.csv"), nil)
	if err != nil || len(units) != 63+696+10035+14+911 {
		t.Fatalf("%d old units: %v", len(units), err)
	}
}

func TestNationalListsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, provinces, want string }{
		{"empty", "", "danh sách tỉnh: tệp trống"},
		{"another header", "code,name,kind,merged_from\n", "danh sách tỉnh: hàng 1: cột 3 phải là type"},
		{"a short code", "code,name,type,merged_from\n1,Hà Nội,thành phố,01\n", `danh sách tỉnh: hàng 2: mã "1" phải có 2 chữ số`},
		{"no name", "code,name,type,merged_from\n01,,thành phố,01\n", "danh sách tỉnh: hàng 2: thiếu tên"},
		{"a cell too many", "code,name,type,merged_from\n01,Hà Nội,thành phố,01,x\n", "danh sách tỉnh: hàng 2: số cột hoặc dấu ngoặc kép không đúng"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := sheet.AdminUnits(strings.NewReader(c.provinces), nil, nil, nil)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
