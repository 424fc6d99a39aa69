package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/ledger/ledgertest"
)

// nationalLists are the four lists of the country's units.
func nationalLists(t testing.TB) []string {
	t.Helper()
	var files []string
	for _, name := range []string{"provinces.csv", "communes.csv", "legacy-units.csv", "name-variants.csv"} {
		files = append(files, shared(t, "admin-units", name))
	}
	return files
}

// The country comes in by one command, and is then found by what people type.
func TestImportOfTheCountry(t *testing.T) {
	t.Parallel()
	lists := nationalLists(t)
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		settings := []string{"BAOPHU_DATABASE_URL=" + e.URL(t)}
		began := time.Now()
		dry := must(t, settings, append([]string{"import"}, lists...)...)
		floor := time.Since(began) // it reads and judges the same files
		if !strings.Contains(dry, "Chạy thử, chưa ghi gì") {
			t.Errorf("the dry run says: %s", dry)
		}
		if answer := must(t, settings, "ask", "Chiềng Sinh đạt bao nhiêu?"); strings.Contains(answer, "Chiềng Sinh ·") {
			t.Errorf("after a dry run there is a unit: %s", answer)
		}
		began = time.Now()
		applied := must(t, settings, append([]string{"import", "--apply"}, lists...)...)
		took := time.Since(began)
		t.Logf("dry run %v, import %v", floor.Round(time.Millisecond), took.Round(time.Millisecond))
		if took > 10*time.Second && took > 20*floor {
			t.Errorf("the import takes %v, a dry run %v", took, floor)
		}
		if !strings.Contains(applied, "đơn vị: thêm 15.0") || !strings.Contains(applied, "Đã ghi") {
			t.Errorf("the import says: %s", applied)
		}
		for typed, want := range map[string]string{
			"phuong to hieu dat bao nhieu": "Phường Tô Hiệu · tỉnh Sơn La",
			"tinh sonla":                   "Tỉnh Sơn La",
			"huyện Quỳnh Nhai":             "Huyện Quỳnh Nhai (cũ, nay là ",
			"chieng sinh son la":           "Phường Chiềng Sinh · tỉnh Sơn La",
		} {
			if answer := must(t, settings, "ask", typed); !strings.HasPrefix(answer, want) {
				t.Errorf("asked %q, the answer is %s", typed, answer)
			}
		}
		if answer := must(t, settings, "ask", "xã Muờng Giôm đạt bn"); !strings.Contains(answer, "Em không thấy nơi nào viết đúng") || !strings.Contains(answer, "xã Mường Giôn") {
			t.Errorf("a slip is answered: %s", answer)
		}
		if answer := must(t, settings, "ask", "chieng sinh"); !strings.Contains(answer, "Trả lời 1: ") || !strings.Contains(answer, "Trả lời 2: ") {
			t.Errorf("two units of a name are no choice: %s", answer)
		}
		again := must(t, settings, append([]string{"import", "--apply"}, lists...)...)
		if strings.Contains(again, "thêm") || strings.Contains(again, "sửa") {
			t.Errorf("the same once more changes something: %s", again)
		}
		must(t, settings, "verify")
	})
}

// badFiles are refused, each for its reason. A name that begins with "bad/"
// is a sample of the package that reads files, with one line of reasons.
var badFiles = []struct{ name, content, want string }{
	{"bad/so-chot.csv", "", ""},
	{"bad/don-vi.csv", "", ""},
	{"bad/nguoi-dung.csv", "", ""},
	{"lac.csv", "họ,tên,tuổi\na,b,c\n", "lac.csv"},
	{"trong.csv", "", "trong.csv"},
	{"gia.xlsx", "not a workbook", "gia.xlsx"},
	{"nua.csv", "unit_code,name\n14,\"Sơn", "nua.csv"},
	{"dao.csv", "unit_code,denominator,as_of,value\n14,population,2026-01-01,=1+1\n", "dao.csv, hàng 2, cột value: "},
	{"the.csv", "unit_code,indicator,as_of,participants,source\n14,bhyt,2026-01-31,5,thẻ DN1234567890123\n", "the.csv, hàng 2"},
	{"tot-xau.csv", "unit_code,denominator,as_of,value\n14,population,2026-01-01,100\n14,population,2026-01-02,-3\n", "tot-xau.csv, hàng 3, cột value: "},
}

// One bad row refuses all rows of all files of a call, with file, row, column
// and reason, and nothing is written.
func TestImportRefusesRowByRow(t *testing.T) {
	t.Parallel()
	settings := sqlite(t)
	must(t, settings, append([]string{"import", "--apply"}, nationalLists(t)...)...)
	dir := t.TempDir()
	good := file(t, dir, "tot.csv", "unit_code,denominator,as_of,value\n14,population,2026-01-01,1300000\n")
	for _, bad := range badFiles {
		path, reasons := badFile(t, dir, bad.name, bad.content, bad.want)
		calls := [][]string{{"import", "--apply", good, path}}
		if len(reasons) > 1 { // whatever the call, the same reasons
			calls = append(calls, []string{"import", good, path}, []string{"import", "--apply", "--json", path, good})
		}
		for _, args := range calls {
			got := command(t, settings, args...)
			if got.status != exitRefused {
				t.Errorf("%s: status %d\n%s%s", bad.name, got.status, got.out, got.err)
			}
			told := got.err
			if slices.Contains(args, "--json") {
				told = faultsOf(t, got.out)
			}
			for _, reason := range reasons {
				if !strings.Contains(told, reason) {
					t.Errorf("%s is not told %q, but\n%s", bad.name, reason, told)
				}
			}
			if strings.Contains(told, "DN1234567890123") || strings.Contains(told, "0912345678") {
				t.Errorf("%s: a person's number is repeated:\n%s", bad.name, told)
			}
		}
	}
	if answer := must(t, settings, "ask", "--json", "tỉnh Sơn La"); !strings.Contains(answer, `"denominator": null`) {
		t.Errorf("something was written: %s", answer)
	}
}

// badFile gives the path of a bad file, and what is to be told of it.
func badFile(t *testing.T, dir, name, content, want string) (path string, reasons []string) {
	t.Helper()
	sample, isSample := strings.CutPrefix(name, "bad/")
	if !isSample {
		return file(t, dir, name, content), []string{want}
	}
	path, err := filepath.Abs(filepath.Join("..", "..", "internal", "sheet", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	told, err := os.ReadFile(strings.TrimSuffix(path, ".csv") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return path, places(sample, string(told))
}

// places gives the file, row and column of each reason of a sample.
func places(sample, reasons string) []string {
	var all []string
	for reason := range strings.Lines(reasons) {
		at, _, _ := strings.Cut(reason, ": ")
		all = append(all, strings.TrimSpace(at))
	}
	return append(all, sample)
}

// faultsOf writes the faults of --json as they are without it.
func faultsOf(t *testing.T, printed string) string {
	t.Helper()
	var result importResult
	if err := json.Unmarshal([]byte(printed), &result); err != nil {
		t.Fatalf("%v: %s", err, printed)
	}
	if result.Applied || len(result.Changes) > 0 {
		t.Errorf("a refused import says %+v", result)
	}
	var all []string
	for _, f := range result.Faults {
		all = append(all, fmt.Sprint(f))
	}
	return strings.Join(all, "\n")
}
