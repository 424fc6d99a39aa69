package place_test

import (
	"os"
	"path/filepath"
	"testing"

	"baophu/internal/place"
	"baophu/internal/sheet"
)

// lists opens the national lists, which stand beside the checkout and are no
// part of it.
func lists(t testing.TB) (units []place.Unit, names []place.Name) {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", "admin-units")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("BAOPHU_REQUIRE") == "1" {
			t.Fatalf("the national lists are required: %v", err)
		}
		t.Skipf("the national lists are not here: %v", err)
	}
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
	return units, names
}

// villages are some of an agent's, as the messages of the field have them.
func villages() []place.Unit {
	village := func(code, kind, name, parent string) place.Unit {
		return place.Unit{Code: place.Code(code), Kind: kind, Name: name, Parent: place.Code(parent)}
	}
	return []place.Unit{
		village("v-noongla", "bản", "Noong La", "03679"),
		village("v-dun", "bản", "Dửn", "03679"),
		village("v-kalap", "bản", "Ka Láp", "03679"),
		village("v-han", "bản", "Hán", "03703"),
		village("v-ca", "bản", "Ca", "03703"),
		village("v-pum", "bản", "Púm", "03703"),
		village("v-tk1", "tiểu khu", "1", "03703"),
		village("v-tk2", "tiểu khu", "tiểu khu 2", "03703"),
		village("v-kc1", "bản", "Kim Chung I", "03703"),
		village("v-kc2", "bản", "Kim Chung II", "03703"),
		village("v-kc3", "bản", "Kim Chung III", "03703"),
		village("v-ai1", "bản", "Ái I", "03703"),
		village("v-t3", "thôn", "3", "24733"),
		village("v-t5", "thôn", "5", "24733"),
		village("v-t7", "thôn", "7", "24733"),
		village("v-budap", "bon", "Bu Dấp", "24733"),
		village("v-t15", "thôn", "15", "24733"),
	}
}

func national(t testing.TB) (*place.Tree, *place.Index) {
	t.Helper()
	units, names := lists(t)
	tree, err := place.NewTree(append(units, villages()...), names)
	if err != nil {
		t.Fatal(err)
	}
	return tree, place.NewIndex(tree)
}
