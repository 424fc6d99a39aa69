package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestFilesTwice: how many rows of a random file are wrong, and how many
// changes a day's log holds.
func TestFilesTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 181, (*twice).postLongAgo)
	w.now = opening
	if _, err := w.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{{Name: "Người Quản", Role: coverage.Admin, Units: []place.Code{"90"}, Status: coverage.Active}}}); err != nil {
		t.Fatal(err)
	}
	w.service.Library.Refresh()
	w.connect("chief", "Người Quản")
	const head, shown = "unit_code,indicator,as_of,participants\n", 10
	rows, wrong := "", 0
	for n := range 31 {
		unit := "90001"
		if w.r.IntN(3) > 0 {
			unit, wrong = fmt.Sprintf("77%03d", n), wrong+1
		}
		rows += fmt.Sprintf("%s,bhyt,2026-10-%02d,%d\n", unit, 1+n, 300+w.r.IntN(50))
	}
	said := w.upload("chief", bot.File{Name: "so-chot.csv", Bytes: []byte(head + rows)})
	w.says("a file with faults", said, fmt.Sprintf("Tệp so-chot.csv có %d chỗ sai\n", wrong), fmt.Sprintf("… và %d chỗ nữa", wrong-shown))
	if n := strings.Count(said, "77"); n != shown {
		t.Errorf("%d wrong rows are shown, want %d:\n%s", n, shown, said)
	}
	changes := 0
	for n := range shown + 1 + w.r.IntN(5) {
		name := fmt.Sprintf("so-%d.csv", n)
		w.upload("chief", bot.File{Name: name, Bytes: []byte(head + fmt.Sprintf("90001,bhyt_hssv,2026-10-%02d,%d\n", 1+n, 200+n))})
		w.says(name, strings.Join(w.asked("chief", "có"), "\n"), "Đã nhập tệp")
		changes++
	}
	w.says("the log", strings.Join(w.asked("chief", "/nhatky"), "\n"), fmt.Sprintf("… và %d thay đổi nữa", changes-shown))
}
