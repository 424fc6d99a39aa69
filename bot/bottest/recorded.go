package bottest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Recorded gives each recorded payload of testdata by its name, and fails where
// there are others than known.
func Recorded[V any](t *testing.T, known map[string]V, each func(t *testing.T, name string, raw []byte)) {
	t.Helper()
	found := payloads(t)
	for name := range known {
		if _, is := found[name]; !is {
			t.Errorf("%s is not recorded", name)
		}
	}
	for name, raw := range found {
		if _, is := known[name]; !is {
			t.Errorf("%s is recorded, and nothing says what it means", name)
			continue
		}
		t.Run(name, func(t *testing.T) { each(t, name, raw) })
	}
}

// Seed gives a fuzz target the recorded payloads of testdata.
func Seed(f *testing.F) {
	f.Helper()
	for _, raw := range payloads(f) {
		f.Add(raw)
	}
}

func payloads(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d payloads are recorded, %v", len(files), err)
	}
	found := map[string][]byte{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found[strings.TrimSuffix(filepath.Base(file), ".json")] = raw
	}
	return found
}
