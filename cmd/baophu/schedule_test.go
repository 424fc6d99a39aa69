package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The demo's people are reached before they wrote: an official who reminds
// is told of the agent whose phone is there, and the phone is written to.
func TestDemoRemindsItsPhones(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	clock := newClock(t, time.Date(2026, 11, 20, 15, 0, 0, 0, hanoi)).setting()
	p, _ := playDemo(t, dir, clock)
	store := []string{clock, "BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(dir, "baophu.db")}
	const want = "Đã nhắc 1 người"
	if said := must(t, store, "ask", "--as", "Hà Thị Mẫu", "nhắc những người chưa báo cáo"); !strings.Contains(said, want) {
		t.Errorf("answered %q, which lacks %q", said, want)
	}
	p.stop()
}
