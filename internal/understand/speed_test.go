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
	"testing"
	"time"

	"baophu/internal/understand"
)

func ownLines(t testing.TB) []line {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no messages: %v", err)
	}
	var lines []line
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		scanner := bufio.NewScanner(bytes.NewReader(data))
		for scanner.Scan() {
			var l line
			if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// BenchmarkRead reads all messages of the tests over the national list, and
// gives the median and the 99th percentile of one.
func BenchmarkRead(b *testing.B) {
	w := loadWorld(b)
	lines := ownLines(b)
	settings := map[string]understand.Setting{}
	for _, l := range lines {
		settings[l.As] = w.setting(l.As)
	}
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l := lines[i%len(lines)]
		begin := time.Now()
		w.reader.Read(l.Text, settings[l.As])
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "µs-median")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "µs-p99")
}

// TestHostileTexts: whatever is sent, reading ends soon and always the same way.
func TestHostileTexts(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for name, text := range map[string]string{
		"marks":       "a" + strings.Repeat("\u0301", 4096) + " 5 hgđ",
		"a megabyte":  strings.Repeat("bản noong la 5 hgđ ", 1<<20/24),
		"digits":      strings.Repeat("9", 1<<16),
		"commas":      strings.Repeat("1,", 1<<13),
		"dots":        strings.Repeat("1.", 1<<13),
		"opens":       strings.Repeat("(", 1<<13) + "5",
		"invalid":     "\xff\xfe 5 hgđ \xc3",
		"zero widths": strings.Repeat("\u200b", 1<<12),
		"emoji":       strings.Repeat("👨‍👩‍👧‍👦", 1<<10),
		"letters":     strings.Repeat("x", 1<<15),
		"numbers":     strings.Repeat("một ", 1<<12),
		"units":       strings.Repeat("chiềng ", 1<<11),
		"newlines":    strings.Repeat("\n", 1<<14),
		"empty":       "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := w.setting("A3")
			begin := time.Now()
			first := w.reader.Read(text, s)
			if took := time.Since(begin); took > 20*time.Second { // some milliseconds, on a machine that is not busy
				t.Errorf("took %s", took)
			}
			if again := w.reader.Read(text, s); !reflect.DeepEqual(first, again) {
				t.Errorf("read otherwise the second time")
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	w := loadWorld(f)
	for _, l := range ownLines(f) {
		f.Add(l.As, l.Text)
	}
	people := []string{"A1", "A3", "A5", "A7", "A9", "O1", "OP", "D1", "G"}
	f.Fuzz(func(t *testing.T, as, text string) {
		if !slices.Contains(people, as) {
			as = people[len(text)%len(people)]
		}
		s := w.setting(as)
		m := w.reader.Read(text, s)
		if m.Intent == "" {
			t.Fatalf("%q: no intent", text)
		}
		if m.Intent == understand.Report && len(m.Ask) == 0 && m.Reject == "" {
			for _, r := range m.Rows {
				if r.Unit == "" || r.Indicator == "" || r.Kind == "" || !r.Known || r.Day.IsZero() || r.Count < 0 {
					t.Fatalf("%q: booked with something open: %+v", text, r)
				}
			}
		}
		for _, ask := range m.Ask {
			w.reader.Options(ask, m, s)
		}
		w.reader.Fill(m, text, s)
		understand.Encode(m, w.tree)
	})
}
