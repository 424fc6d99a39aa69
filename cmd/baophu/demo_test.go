package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baophu/internal/sheet"
)

var update = flag.Bool("update", false, "take the README's pictures anew")

const (
	reported = "Bản Noong La: 5 hgđ mới, 2 tái tục, 1 tn"
	asks     = "Chiềng Sinh đạt bao nhiêu?"
)

// quietDay has a command begin in a forenoon, whenever the tests run: the demo
// is of one day, and reminds in the afternoon.
func quietDay(t *testing.T) string {
	t.Helper()
	return newClock(t, time.Date(2026, 11, 20, 10, 0, 0, 0, hanoi)).setting()
}

// playDemo starts the demo on a store in dir and gives its address.
func playDemo(t *testing.T, dir string, settings ...string) (*process, string) {
	t.Helper()
	p := begin(t, settings, nil, "demo", "--addr", "127.0.0.1:0", "--data", dir)
	return p, p.says(`(http://127\.0\.0\.1:\d+)`)
}

// The demo is there within 5 s (more where the machine is slow to start
// anything at all), once more on the same store, and ends when it is told.
func TestDemoStartsAndStops(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, start := range []string{"first", "again"} {
		began := time.Now()
		must(t, nil, "version")
		floor := time.Since(began)
		began = time.Now()
		p, address := playDemo(t, dir, quietDay(t))
		if took := time.Since(began); took > 5*time.Second+20*floor {
			t.Errorf("%s start: the address came after %v, version alone takes %v", start, took, floor)
		}
		got, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = got.Body.Close() // only its status matters
		if got.StatusCode != http.StatusOK {
			t.Errorf("GET / answers %s", got.Status)
		}
		if took := p.stop(); took > stopTime {
			t.Errorf("%s stop: %v", start, took)
		}
	}
	must(t, []string{"BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(dir, "baophu.db")}, "verify")
}

// A report on one phone is in the answer on the other.
func TestDemoInTheBrowser(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	day := quietDay(t)
	_, address := playDemo(t, dir, day)
	store := []string{day, "BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(dir, "baophu.db")}
	before := figureOn(t, store, "--as", "Hà Thị Mẫu", asks)
	p := openPage(t, address, 1280, 840)

	reply := p.write("telegram/agent1", reported, "Đã ghi #")
	for _, want := range []string{"BHYT hộ gia đình: +5 mới, 2 tái tục", "BHXH tự nguyện: +1", "8 người", " → "} {
		if !strings.Contains(reply, want) {
			t.Errorf("the reply to the report lacks %q: %s", want, reply)
		}
	}
	card := p.write("telegram/official1", asks, "dân số: ")
	if have, population := peopleOn(t, card); have != *before.Participants+5 || population != *before.Denominator {
		t.Errorf("the card says %d/%d, before the report it was %d/%d", have, population, *before.Participants, *before.Denominator)
	}
	if after := figureOn(t, store, "--as", "Hà Thị Mẫu", asks); *after.Participants != *before.Participants+5 {
		t.Errorf("ask says %d, before the report it was %d", *after.Participants, *before.Participants)
	}
	keepPicture(t, "demo.png", 1280, p.picture())
}

// The same on a screen as wide as a phone's: one at a time, and nothing
// beyond the edge.
func TestDemoOnAPhone(t *testing.T) {
	t.Parallel()
	_, address := playDemo(t, t.TempDir(), quietDay(t))
	p := openPage(t, address, 360, 720)
	p.write("telegram/agent1", reported, "Đã ghi #")
	if wide := p.number(`document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d wide", wide)
	}
	keepPicture(t, "demo-phone.png", 360, p.picture())
	p.do(chromedp.Click(chromedp.CSS(`.tab:nth-child(2)`)))
	p.write("telegram/official1", asks, "dân số: ")
	if wide := p.number(`document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d wide", wide)
	}
}

// keepPicture rewrites a picture of the README where that is asked for, and
// else checks that the one there is a picture of that width.
func keepPicture(t *testing.T, name string, width int, now []byte) {
	t.Helper()
	path := filepath.Join("..", "..", "docs", name)
	if *update {
		if err := os.WriteFile(path, now, 0o644); err != nil { //nolint:gosec // part of the documentation
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for which, picture := range map[string][]byte{"taken": now, "kept": kept} {
		if c, err := png.DecodeConfig(bytes.NewReader(picture)); err != nil || c.Width != width {
			t.Errorf("the picture %s of %s is %d wide (%v), want %d", which, name, c.Width, err, width)
		}
	}
}

// figureOn asks and gives the figures that stand at the top of the JSON: of
// the first unit answered.
func figureOn(t testing.TB, settings []string, args ...string) sheet.Figure {
	t.Helper()
	printed := must(t, settings, append([]string{"ask", "--json"}, args...)...)
	var reply struct {
		sheet.Figure
		Text string
	}
	if err := json.Unmarshal([]byte(printed), &reply); err != nil {
		t.Fatalf("%v: %s", err, printed)
	}
	if reply.Participants == nil || reply.Denominator == nil {
		t.Fatalf("baophu ask %v shows no figure: %s", args, reply.Text)
	}
	return reply.Figure
}

var peopleOfPopulation = regexp.MustCompile(`dân số: ([\d.]+)/([\d.]+) người`)

// peopleOn gives the participants and the population that a card shows.
func peopleOn(t testing.TB, card string) (participants, population int64) {
	t.Helper()
	m := peopleOfPopulation.FindStringSubmatch(card)
	if m == nil {
		t.Fatalf("no people of a population on: %s", card)
	}
	return whole(t, m[1]), whole(t, m[2])
}

// whole reads a number as it is shown: 1.196.739.
func whole(t testing.TB, shown string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.ReplaceAll(shown, ".", ""), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
