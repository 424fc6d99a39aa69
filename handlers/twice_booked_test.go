package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestBookedTwice: what a report is answered with over random reports: its own
// figures, the village's day, where the commune stood before and stands now,
// how far its target is, and what is asked, refused and praised.
func TestBookedTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := &booked{twice: newTwice(t, 110+seed, (*twice).postLongAgo)}
			w.now = opening
			w.read()
			for range 26 {
				w.atRandom()
			}
			for _, u := range w.units("xã") {
				w.reach(u)
			}
			w.overAll()
			w.waitingForReview()
			for name := range w.agents {
				w.fortnight(name)
			}
			w.sameAgain("Người Thứ CA")
			w.sameAgain("Người Thứ DA")
			w.lastTime("Người Thứ CB")
			w.besideAnother("90004-03")
		})
	}
	t.Run("long row", func(t *testing.T) {
		t.Parallel()
		w := newTwice(t, 119, (*twice).postLongAgo)
		w.now = opening
		w.checkLongRow("Người Thứ BB")
	})
}

// booked is a world whose reports are looked at one by one.
type booked struct {
	*twice
	flagged int // reports with a number that was confirmed
}

// reported is a report that the test words, and how its figures are told.
type reported struct {
	text    string
	lines   []string
	large   int64 // the number of people new or lapsed
	joining int64 // of them, those who join BHYT
}

// message words a random report of a village.
func (w *booked) message(village string) reported {
	n := func() int64 { return 1 + w.r.Int64N(30) }
	a, b, c := n(), n(), 2+n()
	hgd := "BHYT hộ gia đình: "
	switch w.r.IntN(6) {
	case 0:
		return reported{fmt.Sprintf("%s: %d hgđ mới, %d tái tục", village, a, b), []string{fmt.Sprintf("%s+%d mới, %d tái tục", hgd, a, b)}, a, a}
	case 1:
		return reported{fmt.Sprintf("%s %d hgđ 6 tháng", village, a), []string{fmt.Sprintf("%s+%d mới (6 tháng)", hgd, a)}, a, a}
	case 2:
		return reported{fmt.Sprintf("%s giảm %d hgđ chuyển đi", village, a), []string{fmt.Sprintf("%s−%d giảm do chuyển đi", hgd, a)}, a, 0}
	case 3:
		return reported{fmt.Sprintf("%s %d tn", village, a), []string{fmt.Sprintf("BHXH tự nguyện: +%d mới", a)}, a, 0}
	case 4:
		return reported{fmt.Sprintf("vận động %d hộ %s, %d người tham gia hgđ", c, village, a), []string{fmt.Sprintf("%sđến %d hộ, +%d mới", hgd, c, a)}, a, a}
	}
	meetings := 1 + w.r.Int64N(3)
	return reported{fmt.Sprintf("họp %s %d buổi %d người dự %d đăng ký hgđ", village, meetings, c, a),
		[]string{fmt.Sprintf("Tuyên truyền: %d buổi tuyên truyền, %d người dự", meetings, c), fmt.Sprintf("%s%d đăng ký (chưa tính vào bao phủ)", hgd, a)}, 0, 0}
}

func (w *booked) atRandom() {
	u := w.units("bản")[w.r.IntN(12)]
	w.report(u, w.message(w.title(u)))
}

// report sends a report and holds what it is answered with to the entries.
func (w *booked) report(u place.Code, m reported) {
	w.t.Helper()
	w.now = w.now.Add(61 * time.Second)
	name, commune := w.agentOf(u), w.parents[u]
	before := map[string]int64{}
	for _, x := range []place.Code{u, commune} {
		for _, i := range []coverage.Indicator{coverage.BHYT, coverage.Voluntary} {
			before[fmt.Sprint(x, i)] = w.participants(x, i, w.today)
		}
	}
	people, days := w.sold(name, w.today-28, w.today-1)
	replies := w.say(name, m.text)
	if after := before[fmt.Sprint(u, coverage.BHYT)] + m.joining; m.joining > 0 && after > w.population(u, w.today) {
		w.says(m.text, replies[0].Text, w.full(u, after))
		return
	}
	if asks := replies[0].Asks; m.large > 20 && (days == 0 || m.large > 5*((people+int64(days)-1)/int64(days))) {
		usual := ""
		if people > 0 {
			usual = fmt.Sprintf(" (khoảng %s)", number((people+int64(days)-1)/int64(days)))
		}
		w.says(m.text, replies[0].Text, fmt.Sprintf("%s người ở %s nhiều hơn hẳn thường ngày%s. Ghi số này chứ ạ?", number(m.large), w.title(u), usual))
		w.flagged++
		replies = w.say(name, "có")
	} else if asks {
		w.t.Errorf("%s is asked back: %s", m.text, replies[0].Text)
		return
	}
	w.read()
	said := replies[0].Title + "\n" + replies[0].Text + "\n"
	want := slices.Clone(m.lines)
	want = append(want, fmt.Sprintf("Cả ngày của %s: %s người", w.title(u), number(w.ofDay(u))))
	if strings.Contains(m.lines[0], "BHXH") {
		want = append(want, w.peopleMoved(commune, before))
	} else {
		want = append(want, w.rateMoved(commune, before))
	}
	praise := w.praised(u, commune, before)
	for _, line := range append(want, praise...) {
		w.says(m.text, said, line+"\n")
	}
	if n := strings.Count(said, "Chúc mừng"); n != len(praise) {
		w.t.Errorf("%s is praised %d times, want %d:\n%s", m.text, n, len(praise), said)
	}
}

// ofDay is what stands of a village's day: people new and renewed.
func (w *booked) ofDay(u place.Code) (sum int64) {
	for _, e := range w.all {
		if e.Unit == u && e.Day == w.today && (e.Kind == coverage.New || e.Kind == coverage.Renewed) {
			sum += e.Count
		}
	}
	return sum
}

// rateMoved says where a commune stood with BHYT, and stands.
func (w *booked) rateMoved(u place.Code, before map[string]int64) string {
	was, is, n := before[fmt.Sprint(u, coverage.BHYT)], w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
	goal := w.demand(u)
	line := fmt.Sprintf("%s: %s%%", upper(w.title(u)), share(is, n, goal))
	if was != is {
		line = fmt.Sprintf("%s: %s%% → %s%%", upper(w.title(u)), share(was, n, goal), share(is, n, goal))
	}
	if short := need(goal, n) - is; short > 0 {
		return line + fmt.Sprintf(", còn thiếu %s người để đạt %s%%", number(short), half(100*goal, 1_000_000, 2))
	}
	return line + fmt.Sprintf(", đã đạt chỉ tiêu %s%%", half(100*goal, 1_000_000, 2))
}

// peopleMoved says how many of a commune paid for voluntary BHXH, and pay.
func (w *booked) peopleMoved(u place.Code, before map[string]int64) string {
	was, is := before[fmt.Sprint(u, coverage.Voluntary)], w.participants(u, coverage.Voluntary, w.today)
	line := fmt.Sprintf("%s, BHXH tự nguyện: %s → %s người tham gia", upper(w.title(u)), number(was), number(is))
	target, ok := w.target(u, coverage.Voluntary)
	switch {
	case !ok:
		return line
	case is < target.People:
		return line + fmt.Sprintf(", còn thiếu %s người so với kế hoạch %s", number(target.People-is), number(target.People))
	}
	return line + fmt.Sprintf(", đã đạt kế hoạch %s người", number(target.People))
}

// praised is what is said where a report was the one that met a target.
func (w *booked) praised(village, commune place.Code, before map[string]int64) []string {
	var all []string
	for _, u := range []place.Code{commune, village} {
		least := need(w.demand(u), w.population(u, w.today))
		if before[fmt.Sprint(u, coverage.BHYT)] < least && w.participants(u, coverage.BHYT, w.today) >= least {
			all = append(all, fmt.Sprintf("Chúc mừng: %s vừa đạt chỉ tiêu %s%%. Cảm ơn anh/chị!", w.title(u), half(100*w.demand(u), 1_000_000, 2)))
		}
	}
	if target, ok := w.target(commune, coverage.Voluntary); ok && before[fmt.Sprint(commune, coverage.Voluntary)] < target.People && w.participants(commune, coverage.Voluntary, w.today) >= target.People {
		all = append(all, fmt.Sprintf("Chúc mừng: %s vừa đạt kế hoạch %s người, BHXH tự nguyện. Cảm ơn anh/chị!", w.title(commune), number(target.People)))
	}
	return all
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// reach has a commune's villages report what is still short of its targets,
// one person too few at first.
func (w *booked) reach(u place.Code) {
	village := w.parts(u)[1]
	if target, ok := w.target(u, coverage.Voluntary); ok {
		if short := target.People - w.participants(u, coverage.Voluntary, w.today); short > 1 {
			for _, n := range []int64{short - 1, 1} {
				w.report(village, reported{fmt.Sprintf("%s %d tn", w.title(village), n), []string{fmt.Sprintf("BHXH tự nguyện: +%d mới", n)}, n, 0})
			}
		}
	}
	for _, v := range w.parts(u) {
		short := need(w.demand(v), w.population(v, w.today)) - w.participants(v, coverage.BHYT, w.today)
		for _, n := range []int64{short - 1, 1} {
			if short > 1 {
				w.report(v, reported{fmt.Sprintf("%s %d hgđ", w.title(v), n), []string{fmt.Sprintf("BHYT hộ gia đình: +%d mới", n)}, n, n})
			}
		}
	}
}

// overAll reports one more than a village has people without a card.
func (w *booked) overAll() {
	for _, u := range []place.Code{"90001-01", "90003-02"} {
		w.now = w.now.Add(time.Minute)
		n := w.population(u, w.today)
		over := 1 + w.r.Int64N(9)
		text := fmt.Sprintf("%s %d hgđ", w.title(u), n-w.participants(u, coverage.BHYT, w.today)+over)
		said := strings.Join(w.asked(w.agentOf(u), text), "\n")
		w.says(text, said, w.full(u, n+over))
	}
}

// full is said of a village that would have more people insured than it has.
func (w *booked) full(u place.Code, people int64) string {
	return fmt.Sprintf("Nếu ghi thì %s có %s người tham gia trên %s dân, quá 100%%", w.title(u), number(people), number(w.population(u, w.today)))
}

// waitingForReview asks for the reports whose numbers were confirmed.
func (w *booked) waitingForReview() {
	lines := w.asked("boss", "báo cáo cần duyệt")
	w.says("to review", lines[0], fmt.Sprintf("%d báo cáo cần duyệt", w.flagged))
	const shown = 5
	if w.flagged <= shown {
		w.t.Fatalf("only %d reports were unusual", w.flagged)
	}
	w.says("to review", strings.Join(lines, "\n"), fmt.Sprintf("Và %d báo cáo nữa, hiện ra khi", w.flagged-shown))
}

// fortnight asks what an agent has reported in the last fourteen days.
func (w *booked) fortnight(name string) {
	var sold, again int64
	days := map[vi.Day]bool{}
	for _, e := range w.all {
		if w.agentOf(e.Unit) != name || e.Day <= w.today-14 || e.Day > w.today {
			continue
		}
		days[e.Day] = true // nothing is taken back in this world
		switch e.Kind {
		case coverage.New:
			sold += e.Count
		case coverage.Renewed:
			again += e.Count
		}
	}
	w.says("the fortnight of "+name, strings.Join(w.asked(name, "lịch sử"), "\n"),
		fmt.Sprintf("%s mới, %s tái tục", number(sold), number(again)), fmt.Sprintf("%d/14 ngày có báo cáo", len(days)))
}

// sameAgain begins a report the day after one of many figures, which may be
// taken as a whole.
func (w *booked) sameAgain(name string) {
	w.now = w.now.Add(time.Minute)
	var text []string
	for _, u := range w.agents[name] {
		text = append(text, fmt.Sprintf("hôm qua %s: %d hgđ mới 6 tháng, %d hgđ mới 3 tháng, %d tái tục, %d tn, giảm %d hgđ chuyển đi", w.title(u), 1+w.r.Int64N(4), 1+w.r.Int64N(4), 3, 4, 1))
	}
	if said := strings.Join(w.asked(name, strings.Join(text, "\n")), "\n"); !strings.Contains(said, "Đã ghi #") {
		w.t.Fatalf("not booked: %s", said)
	}
	w.read()
	lines := map[string]bool{}
	for _, e := range w.all {
		if w.agentOf(e.Unit) == name && e.Day == w.today-1 && e.Kind != coverage.Meetings && e.Kind != coverage.Attendees && e.Kind != coverage.Registered {
			lines[fmt.Sprint(e.Unit, e.Indicator, e.Kind, e.Reason, e.Months, e.Tag)] = true
		}
	}
	w.now = w.now.Add(time.Minute)
	var labels []string
	for _, r := range w.say(name, "/baocao") {
		labels = append(labels, labelsOf(r)...)
	}
	w.says("the labels of "+name, strings.Join(labels, "\n"), fmt.Sprintf("Như hôm qua (%d dòng)", len(lines)))
}

func labelsOf(r bot.Reply) (all []string) {
	for _, row := range r.Choices {
		for _, c := range row {
			all = append(all, c.Label)
		}
	}
	return all
}

// checkLongRow has an agent report on each working day of the two years and a
// day that are looked at: the row is longer than can be told.
func (w *twice) checkLongRow(name string) {
	const lookedAt = 2 * 366
	a := coverage.Amendment{}
	for day := w.today - lookedAt; day <= w.today; day++ {
		if _, month, of := day.Civil(); slices.Contains([]string{"1/1", "30/4", "1/5", "2/9"}, fmt.Sprintf("%d/%d", of, month)) {
			continue // holidays of every year
		}
		a.Tallies = append(a.Tallies, coverage.Entry{Unit: w.agents[name][0], Indicator: coverage.Household, Kind: coverage.New, Count: 1, Opens: true, Day: day,
			At: day.Start(hanoi).Add(9 * time.Hour), Source: fmt.Sprint("row/", day)})
		a.Agents = append(a.Agents, name)
	}
	if _, err := w.ledger.Amend(w.t.Context(), a); err != nil {
		w.t.Fatal(err)
	}
	w.read()
	days := map[vi.Day]bool{}
	for _, e := range w.all {
		if w.agentOf(e.Unit) == name && e.Day >= w.today-lookedAt && e.Day <= w.today {
			days[e.Day] = true
		}
	}
	w.says("the row of "+name, strings.Join(w.asked(name, "tôi"), "\n"), fmt.Sprintf("Hơn %d ngày liền có báo cáo", len(days)))
}
