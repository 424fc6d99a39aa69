package main

import (
	"flag"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
)

// hourMessages is how many messages TestMemoryStaysFlat sends: an hour's load
// of a province, one after another as fast as they are taken.
//
//nolint:gochecknoglobals // a flag of the test command
var hourMessages = flag.Int("hour", 4000, "messages of the hour in which memory must stay flat")

// gauge reads a number of the metrics.
func gauge(t *testing.T, pages, name string) float64 {
	t.Helper()
	m := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(pages)
	if m == nil {
		t.Fatalf("there is no metric %s", name)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// measure is what a running process holds.
type measure struct {
	heap       float64 // bytes that were live at the last collection
	goroutines float64
	files      float64
}

// hour is a process under an hour's load, and what it held on the way.
type hour struct {
	*busyProvince
	address string
	next    atomic.Int64
}

// measured gives what the process holds at least: while it has little to do,
// since a collection may fall on a moment with much under way. The looks
// themselves make it collect again.
func (h *hour) measured() measure {
	h.t.Helper()
	var heaps, routines, files []float64
	for range 80 {
		status, page := get(h.t, h.address+"/metrics")
		if status != http.StatusOK {
			h.t.Fatalf("the metrics answer %d", status)
		}
		heaps = append(heaps, gauge(h.t, page, "go_memstats_next_gc_bytes"))
		routines = append(routines, gauge(h.t, page, "go_goroutines"))
		files = append(files, gauge(h.t, page, "process_open_fds"))
		time.Sleep(20 * time.Millisecond)
	}
	return measure{slices.Min(heaps), slices.Min(routines), slices.Min(files)}
}

// say has one message delivered: mostly reports, and whatever else people do.
func (h *hour) say() {
	n := int(h.next.Add(1))
	user := h.user(n % h.agents)
	text := fmt.Sprintf("%d hgđ mới", 1+n/h.agents%9)
	switch n % 11 {
	case 3, 4:
		text = "hủy"
	case 5:
		text = "tôi"
	case 6:
		text = fmt.Sprintf("Xã %d đạt bao nhiêu?", 1+n%(h.agents/40))
	case 7:
		user = 7_000_000 + int64(n) // somebody new
		h.telegram.Meet(user, "Người lạ", "vi")
	case 8:
		text = fmt.Sprintf("Bản lạ %d có %d", n, n%7) // asked back
	}
	body := posted(100+n, user, 100+n, text)
	status := deliver(h.t, h.address, hookSecret, body)
	for began := time.Now(); status == http.StatusServiceUnavailable && time.Since(began) < patience; { // not yet ready: platforms come again
		time.Sleep(20 * time.Millisecond)
		status = deliver(h.t, h.address, hookSecret, body)
	}
	if status != http.StatusOK {
		h.t.Errorf("%q is answered %d", text, status)
	}
	if n%10 == 0 { // and once more, as platforms do
		deliver(h.t, h.address, hookSecret, body)
	}
}

// load sends messages, a few at a time.
func (h *hour) load(n int) {
	var all sync.WaitGroup
	left := atomic.Int64{}
	left.Store(int64(n))
	for range 8 {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				h.say()
			}
		})
	}
	all.Wait()
}

// TestMemoryStaysFlat: over an hour's load, what the process holds at the end
// is within a tenth of what it held in the middle.
func TestMemoryStaysFlat(t *testing.T) {
	t.Parallel()
	h := &hour{busyProvince: &busyProvince{agents: 320}}
	h.town = &town{t: t, telegram: telegramtest.Start(t, botToken), database: sqlite(t)[0][len("BAOPHU_DATABASE_URL="):]}
	h.telegram.Hurry = 100
	h.settings = append([]string{"BAOPHU_DATABASE_URL=" + h.database, "BAOPHU_HTTP_ADDR=127.0.0.1:0", "BAOPHU_TELEGRAM_TOKEN=" + botToken,
		"BAOPHU_TELEGRAM_API=" + h.telegram.URL, "GOGC=20"}, hooked...) // collect often, so that what is live is known well
	h.settle()
	var bot *process
	bot, h.address = h.serve()
	h.load(2_500)
	const parts = 4
	var held []measure
	for range parts {
		h.load(*hourMessages / parts)
		held = append(held, h.measured())
		t.Logf("after %d messages: heap %.1f MB, %.0f goroutines, %.0f files", h.next.Load(), held[len(held)-1].heap/1e6, held[len(held)-1].goroutines, held[len(held)-1].files)
	}
	middle, end := held[parts/2-1], held[parts-1]
	for name, of := range map[string]struct{ end, most float64 }{
		"heap":  {end.heap, 1.1 * middle.heap},
		"files": {end.files, 1.1*middle.files + 8}, // connections to the platform come and go
		// Two are on each connection; what is there besides was the same within
		// two in every run.
		"goroutines": {end.goroutines, middle.goroutines + 2*max(0, end.files-middle.files) + 12},
	} {
		if of.end > of.most {
			t.Errorf("%s: %.0f at the end, more than %.0f; in the middle: %+v", name, of.end, of.most, middle)
		}
	}
	bot.stop()
	must(t, h.settings, "verify")
}
