package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"baophu/internal/schedule"
	"baophu/internal/vi"
)

// The demo's people are reached before they wrote: an official who reminds
// is told of the agent whose phone is there, and the phone is written to.
func TestDemoRemindsItsPhones(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	want := "Đã nhắc 1 người"
	switch now := time.Now().In(zone); {
	case schedule.Vietnam().Rests(vi.DayOf(now, zone)) != "":
		want = "Hôm nay nghỉ"
	case now.Hour() >= 21 || now.Hour() < 7:
		want = "Từ 21:00 đến 7:00"
	case now.Hour() == 16 && now.Minute() >= 30 || now.Hour() == 17:
		want = "1 người vừa được nhắc" // by the reminder of the day, made up for when the demo began
	}
	dir := t.TempDir()
	p, _ := playDemo(t, dir)
	store := []string{"BAOPHU_DATABASE_URL=sqlite://" + filepath.Join(dir, "baophu.db")}
	if said := must(t, store, "ask", "--as", "Hà Thị Mẫu", "nhắc những người chưa báo cáo"); !strings.Contains(said, want) {
		t.Errorf("answered %q, which lacks %q", said, want)
	}
	p.stop()
}
