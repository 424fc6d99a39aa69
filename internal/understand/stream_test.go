package understand_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/understand"
)

// world is the national list with the villages of a context.
type world struct {
	context understand.Context
	tree    *place.Tree
	index   *place.Index
	reader  *understand.Reader
}

var sharedWorld = sync.OnceValues(func() (*world, error) {
	return newWorld(filepath.Join("..", "..", "..", "shared", "data"))
})

func newWorld(data string) (*world, error) {
	var files [4]*os.File
	for i, name := range []string{"provinces.csv", "communes.csv", "legacy-units.csv", "name-variants.csv"} {
		f, err := os.Open(filepath.Join(data, "admin-units", name))
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		files[i] = f
	}
	units, names, err := sheet.AdminUnits(files[0], files[1], files[2], files[3])
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(data, "messages", "context.json"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	w := &world{}
	if w.context, err = understand.ReadContext(f); err != nil {
		return nil, err
	}
	if w.tree, err = place.NewTree(units, names); err != nil {
		return nil, err
	}
	units = append(units, w.context.Units(w.tree, place.NewIndex(w.tree))...)
	if w.tree, err = place.NewTree(units, names); err != nil {
		return nil, err
	}
	w.index = place.NewIndex(w.tree)
	w.reader = understand.NewReader(w.tree, w.index)
	return w, nil
}

// loadWorld gives the world of the shared lists, which stand beside the checkout.
func loadWorld(t testing.TB) *world {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("BAOPHU_REQUIRE") == "1" {
			t.Fatalf("the shared data are required: %v", err)
		}
		t.Skipf("the shared data are not here: %v", err)
	}
	w, err := sharedWorld()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) setting(as string) understand.Setting {
	return w.context.Setting(as, w.tree, w.index, time.FixedZone("+07", 7*3600))
}

type line struct {
	As     string         `json:"as"`
	Text   string         `json:"text"`
	Expect map[string]any `json:"expect"`
}

func TestMessages(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	files, err := filepath.Glob(filepath.Join("testdata", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	files = append(files, filepath.Join("..", "..", "..", "shared", "data", "messages", "messages.jsonl"))
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			w.check(t, file)
		})
	}
}

func (w *world) check(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	scanner := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; scanner.Scan(); n++ {
		var l line
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			t.Fatalf("%s:%d: %v", file, n, err)
		}
		all++
		m := w.reader.Read(strings.ReplaceAll(l.Text, `\n`, "\n"), w.setting(l.As))
		got := asMap(t, understand.Encode(m, w.tree))
		if !reflect.DeepEqual(normal(got), normal(l.Expect)) {
			t.Errorf("%s:%d %s: %q\n got  %s\n want %s", filepath.Base(file), n, l.As, l.Text, show(got), show(l.Expect))
			continue
		}
		right++
	}
	t.Logf("%s: %d of %d", filepath.Base(file), right, all)
}

func asMap(t testing.TB, v any) map[string]any {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func show(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// normal makes order and letter case of no account.
func normal(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, x := range v {
			if k != "note" {
				m[k] = normal(x)
			}
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = normal(v[i])
		}
		slices.SortFunc(list, func(a, b any) int { return strings.Compare(show(a), show(b)) })
		return list
	case string:
		return strings.ToLower(v)
	}
	return v
}
