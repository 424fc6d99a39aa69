package handlers_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestNewsTwice: every number of a digest, and of the alerts when a target is
// lost and met again, comes to the same from the raw entries.
func TestNewsTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 61, (*twice).postLongAgo)
	w.now = opening
	w.talk()
	communes := w.units("xã")
	whole := communes[:3] // of more a message has a line each
	w.follow(whole)
	news := w.heard("14h")
	for _, u := range whole {
		w.says("the digest of "+string(u), news, w.digestOf(u, w.today)...)
	}
	w.follow(communes[3:])
	w.today++
	met := 0
	for _, u := range w.units("xã") {
		before := w.participants(u, coverage.BHYT, w.today)
		target, _ := w.target(u, coverage.BHYT)
		short := need(int64(target.Rate), w.population(u, w.today)) - before
		n := max(30, w.population(u, w.today)/100+1, 1-short)
		if short <= 0 {
			met++
		}
		w.tell(u, "%s giảm %d hgđ chuyển đi", n)
		w.says("the fall of "+string(u), w.heard("3m"), w.alertsOf(u, before, short)...)
		w.tell(u, "%s: %d hgđ mới", n)
		w.says("the rise of "+string(u), w.heard("3m"), w.alertsOf(u, before-n, short+n)...)
	}
	if met == 0 {
		t.Error("no commune has met its target: none can be lost")
	}
	if len(communes) < 4 {
		t.Fatal("there are too few communes for a line each")
	}
	news = w.heard("24h")
	worrying := 0
	for _, u := range communes {
		w.says("the line of "+string(u), news, w.lineOf(u, w.today))
		if look, _ := w.toLookAt(u, w.today); len(look) > 0 || w.participants(u, coverage.BHYT, w.today) < w.participants(u, coverage.BHYT, w.today-1) {
			worrying++
		}
	}
	w.says("the head of the lines", news, fmt.Sprintf("Ngày %s: %d nơi, cần xem %d nơi", w.today.Short(), len(communes), worrying))
}

// follow has the boss follow communes day by day.
func (w *twice) follow(communes []place.Code) {
	w.t.Helper()
	for _, u := range communes {
		w.asked("boss", fmt.Sprintf("/theodoi %s ngay", u))
	}
}

// lineOf is the line of a commune among many, without its place to look at.
func (w *twice) lineOf(u place.Code, day vi.Day) string {
	p, n, was := w.participants(u, coverage.BHYT, day), w.population(u, day), w.participants(u, coverage.BHYT, day-1)
	target, _ := w.target(u, coverage.BHYT)
	goals := []int64{int64(target.Rate)}
	if f := w.floor(u); f > 0 {
		goals = append(goals, f)
	}
	line := fmt.Sprintf("ã%s: BHYT %s%% (%s/%s)", strings.TrimPrefix(w.title(u), "xã"), share(p, n, goals...), number(p), number(n))
	if p == was {
		line += ", không đổi"
	} else {
		line += fmt.Sprintf(", %s người", signed(p-was))
	}
	goal := half(100*int64(target.Rate), 1_000_000, 2)
	if gap := need(int64(target.Rate), n) - p; gap > 0 {
		return line + fmt.Sprintf(", thiếu %s người để đạt %s%%", number(gap), goal)
	}
	return line + fmt.Sprintf(", đã đạt %s%%", goal)
}

// heard gives the news that come some time later.
func (w *twice) heard(later string) string {
	w.t.Helper()
	var all []string
	for _, r := range w.news(later) {
		all = append(all, r.Title, r.Text)
	}
	return strings.Join(all, "\n")
}

// tell has the agent of a commune's first village report so many people.
func (w *twice) tell(u place.Code, text string, n int64) {
	w.t.Helper()
	village := w.parts(u)[0]
	name, before := w.agentOf(village), len(w.all)
	w.now = w.now.Add(time.Minute)
	replies := w.say(name, fmt.Sprintf(text, w.title(village), n))
	for _, reply := range replies {
		if reply.Asks { // so many are unusual
			replies = w.say(name, "có")
		}
	}
	if w.read(); len(w.all) == before {
		w.t.Fatalf("%s could not report %d of %s: %+v", name, n, village, replies)
	}
}

// alertsOf is what is told of a commune that had so many people, and lacked so
// many for its target, none or fewer than none where it was met.
func (w *twice) alertsOf(u place.Code, before, short int64) []string {
	target, _ := w.target(u, coverage.BHYT)
	p, n := w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
	gap := need(int64(target.Rate), n) - p
	name := strings.ToUpper(w.title(u)[:1]) + w.title(u)[1:]
	goal := half(100*int64(target.Rate), 1_000_000, 2)
	stands := fmt.Sprintf("%s%% (%s/%s)", share(p, n, int64(target.Rate)), number(p), number(n))
	all := []string{fmt.Sprintf("%s thay đổi nhiều từ %s: %s → %s người (%s).", name, w.today.Short(), number(before), number(p), signed(p-before))}
	switch {
	case short > 0 && gap <= 0:
		all = append(all, fmt.Sprintf("%s đã đạt chỉ tiêu năm 2026 %s%%: %s. Chúc mừng anh/chị!", name, goal, stands))
	case short <= 0 && gap > 0:
		all = append(all, fmt.Sprintf("%s xuống dưới chỉ tiêu năm 2026 %s%%: %s, thiếu %s người.", name, goal, stands, number(gap)))
	}
	then := w.today - 30
	was, wasOf := w.participants(u, coverage.BHYT, then), w.population(u, then)
	if before*wasOf >= was*n && p*wasOf < was*n {
		all = append(all, fmt.Sprintf("%s thấp hơn ngày %s: %s%% → %s%% (%s điểm %%, %s người).", name, then.Short(), share(was, wasOf), share(p, n), difference(p, n, was, wasOf), signed(p-was)))
	}
	return all
}

// digestOf is what a digest of a day says of a commune.
func (w *twice) digestOf(u place.Code, day vi.Day) []string {
	p, n := w.participants(u, coverage.BHYT, day), w.population(u, day)
	was, wasOf := w.participants(u, coverage.BHYT, day-1), w.population(u, day-1)
	target, _ := w.target(u, coverage.BHYT)
	goals := []int64{int64(target.Rate)}
	if f := w.floor(u); f > 0 {
		goals = append(goals, f)
	}
	all := []string{fmt.Sprintf("ã%s · ngày %s", strings.TrimPrefix(w.title(u), "xã"), day.Short()), w.rateLine(u, day), "Không đổi so với trước đó"}
	if p != was {
		all[2] = fmt.Sprintf("Trước đó %s%%: %s điểm %%, %s người", share(was, wasOf, goals...), difference(p, n, was, wasOf), signed(p-was))
	}
	sum := func(k coverage.Kind) int64 { return w.tallied(u, coverage.BHYT, k, day-1, day) }
	done := "Trong kỳ chưa có báo cáo phát sinh nào"
	if sum(coverage.New) != 0 || sum(coverage.Renewed) != 0 || sum(coverage.Lapsed) != 0 {
		done = fmt.Sprintf("Trong kỳ: %s mới, %s tái tục, %s giảm", signed(sum(coverage.New)), number(sum(coverage.Renewed)), signed(-sum(coverage.Lapsed)))
	}
	look, reported := w.toLookAt(u, day)
	all = append(all, fmt.Sprintf("%s · đã báo %d/%d thôn, bản", done, reported, len(w.parts(u))))
	if len(look) > 0 {
		all = append(all, "Cần xem: "+strings.Join(look, "; "))
	}
	goal := fmt.Sprintf("Chỉ tiêu năm 2026 %s%%: đã đạt", half(100*int64(target.Rate), 1_000_000, 2))
	if gap := need(int64(target.Rate), n) - p; gap > 0 {
		goal = fmt.Sprintf("Chỉ tiêu năm 2026 %s%%: còn thiếu %s người, cần %s người/ngày", half(100*int64(target.Rate), 1_000_000, 2), number(gap), half(gap, int64(vi.Date(2026, 12, 31)-day), 1))
		if pace := w.towards(target, p, n, day)[1]; strings.HasPrefix(pace, "Chậm") {
			goal += ", c" + strings.TrimPrefix(pace, "C")
		}
	}
	return append(all, goal)
}

// toLookAt names the villages that fell on a day and those that were silent,
// three at most, and tells how many reported.
func (w *twice) toLookAt(u place.Code, day vi.Day) (look []string, reported int) {
	type village struct {
		code place.Code
		lost int64
		last time.Time
	}
	var fell, silent []village
	for _, v := range w.parts(u) {
		x := village{code: v, lost: w.participants(v, coverage.BHYT, day-1) - w.participants(v, coverage.BHYT, day)}
		standing := 0
		for _, e := range w.all {
			if e.Unit != v || !e.Opens || e.Day > day {
				continue
			}
			if e.At.After(x.last) {
				x.last = e.At
			}
			if e.Day == day {
				if standing++; e.Reverses != 0 {
					standing -= 2
				}
			}
		}
		if standing > 0 {
			reported++
		}
		switch {
		case x.lost > 0:
			fell = append(fell, x)
		case standing == 0:
			silent = append(silent, x)
		}
	}
	slices.SortStableFunc(fell, func(a, b village) int { return cmp.Or(cmp.Compare(b.lost, a.lost), cmp.Compare(a.code, b.code)) })
	slices.SortStableFunc(silent, func(a, b village) int { return cmp.Or(a.last.Compare(b.last), cmp.Compare(a.code, b.code)) })
	for _, x := range fell {
		look = append(look, fmt.Sprintf("%s giảm %s người", w.title(x.code), number(x.lost)))
	}
	for _, x := range silent {
		look = append(look, fmt.Sprintf("%s chưa báo từ %s", w.title(x.code), vi.DayOf(x.last, hanoi).Short()))
	}
	return look[:min(3, len(look))], reported
}
