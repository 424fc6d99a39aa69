package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestNewsOfPeopleTwice: digests and alerts of what is counted in people alone,
// with a figure that is known in part.
func TestNewsOfPeopleTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 167, (*twice).postLongAgo, (*twice).forgetCount)
	w.now = opening
	w.talk()
	w.tell("90001", "%s giảm %d tn không đóng tiếp", 1+w.r.Int64N(2))
	target, _ := w.target("90002", coverage.Voluntary)
	if met, ok := w.target("90004", coverage.Voluntary); ok { // one that is met
		w.tell("90004", "%s %d tn", max(1, met.People-w.participants("90004", coverage.Voluntary, w.today)))
	}
	if target.People == 0 {
		t.Fatal("the commune with a figure in part has no plan")
	}
	communes := []place.Code{"90001", "90002", "90004"}
	w.followPeople(communes)
	news := w.heard("14h")
	for _, u := range communes {
		w.says("the digest of "+string(u), news, w.peopleDigest(u, w.today)...)
	}
	w.followPeople([]place.Code{"90003"})
	w.today++
	for _, u := range communes[:1] {
		before, then := w.participants(u, coverage.Voluntary, w.today), w.today-30
		was := w.participants(u, coverage.Voluntary, then)
		n := max(before-was, 0) + 1 + w.r.Int64N(3)
		w.tell(u, "%s giảm %d tn không đóng tiếp", n)
		if before < was {
			t.Fatalf("%s has fallen before: %d, %d", u, was, before)
		}
		w.says("the fall of "+string(u), w.heard("3m"), fmt.Sprintf("%s, BHXH tự nguyện thấp hơn ngày %s: %s → %s người (%s).", upper(w.title(u)), then.Short(), number(was), number(before-n), signed(before-n-was)))
	}
	news = w.heard("24h")
	for _, u := range w.units("xã") {
		w.says("the line of "+string(u), news, w.peopleLine(u, w.today))
	}
}

func (w *twice) followPeople(communes []place.Code) {
	for _, u := range communes {
		w.asked("boss", fmt.Sprintf("/theodoi %s bhxh_tn ngay", u))
	}
}

// partly is what is said of a figure that is known in part.
func (w *twice) partly(u place.Code) string {
	if slices.Contains(w.below(u), forgotten) {
		return fmt.Sprintf(" (mới có số của %d/%d nơi)", len(w.below(u))-1, len(w.below(u)))
	}
	return ""
}

// peopleDigest is what a digest says of a commune's voluntary BHXH.
func (w *twice) peopleDigest(u place.Code, day vi.Day) []string {
	p, was := w.participants(u, coverage.Voluntary, day), w.participants(u, coverage.Voluntary, day-1)
	target, _ := w.target(u, coverage.Voluntary)
	goal := fmt.Sprintf("Chỉ tiêu năm 2026 %s người: ", number(target.People))
	all := []string{fmt.Sprintf("%s · ngày %s", upper(w.title(u)), day.Short()), fmt.Sprintf("BHXH tự nguyện: %s người%s\n", number(p), w.partly(u))}
	if w.partly(u) != "" {
		return append(all, goal+fmt.Sprintf("còn thiếu nhiều nhất %s người (có nơi chưa có số)", number(target.People-p)))
	}
	if p != was {
		all = append(all, fmt.Sprintf("Trước đó %s người: %s\n", number(was), signed(p-was)))
	}
	for _, v := range w.parts(u) {
		if lost := w.participants(v, coverage.Voluntary, day-1) - w.participants(v, coverage.Voluntary, day); lost > 0 {
			all = append(all, fmt.Sprintf("%s giảm %s người", w.title(v), number(lost)))
		}
	}
	if p >= target.People {
		return append(all, goal+"đã đạt")
	}
	return append(all, goal+fmt.Sprintf("còn thiếu %s người, cần %s người/ngày", number(target.People-p), half(target.People-p, int64(vi.Date(2026, 12, 31)-day), 1)))
}

// peopleLine is the line of a commune among many.
func (w *twice) peopleLine(u place.Code, day vi.Day) string {
	p, was := w.participants(u, coverage.Voluntary, day), w.participants(u, coverage.Voluntary, day-1)
	line := fmt.Sprintf("ã%s: BHXH tự nguyện %s người%s", strings.TrimPrefix(w.title(u), "xã"), number(p), w.partly(u))
	if w.partly(u) != "" {
		return line
	}
	if p == was {
		line += ", không đổi"
	} else {
		line += fmt.Sprintf(", %s người", signed(p-was))
	}
	target, ok := w.target(u, coverage.Voluntary)
	switch {
	case !ok:
		return line
	case p >= target.People:
		return line + fmt.Sprintf(", đã đạt %s người", number(target.People))
	}
	return line + fmt.Sprintf(", thiếu %s người để đạt %s người", number(target.People-p), number(target.People))
}
