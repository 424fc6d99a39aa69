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

// TestSumsTwice: what is added up of several counts is held to the raw entries:
// BHXH of its two parts, a village of the two that were merged into it through
// the chat, an agent's renewals of the own villages, and what is taken back.
func TestSumsTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	w := newTwice(t, 71, (*twice).makeLabour, (*twice).postLongAgo)
	w.now = opening
	w.talk()
	for _, u := range []place.Code{"90", twiceOffice, "90001", "90004", "90002-01"} {
		w.checkBoth(u)
	}
	for name := range w.agents {
		w.checkOwnRenewals(name)
	}
	w.checkTakenBack("Người Thứ AA")
	w.checkMerger()
}

// makeLabour gives every village those who work, and counts of who is insured
// by an employer.
func (w *twice) makeLabour() {
	for _, u := range w.units("bản") {
		work := 150 + w.r.Int64N(200)
		for _, asOf := range []vi.Day{vi.Date(2025, 1, 1), vi.Date(2026, 1, 1)} {
			w.records.Denominators = append(w.records.Denominators, coverage.Denominator{Unit: u, Base: coverage.LabourForce, AsOf: asOf, Value: work, Source: "thử"})
			work += w.r.Int64N(9)
		}
		for _, asOf := range []vi.Day{vi.Date(2025, 10, 31), vi.Date(2026, 9, 30)} {
			w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.Compulsory, AsOf: asOf, Participants: 5 + w.r.Int64N(40), Stated: -1, Source: "thử"})
		}
	}
}

func (w *twice) labour(u place.Code, day vi.Day) (sum int64) {
	for _, v := range w.below(u) {
		var newest int64
		for _, d := range w.records.Denominators {
			if d.Unit == v && d.Base == coverage.LabourForce && d.AsOf <= day {
				newest = d.Value
			}
		}
		sum += newest
	}
	return sum
}

func (w *twice) bothParts(u place.Code, day vi.Day) int64 {
	return w.participants(u, coverage.Voluntary, day) + w.participants(u, coverage.Compulsory, day)
}

// checkBoth asks for BHXH, which is counted by its parts alone.
func (w *twice) checkBoth(u place.Code) {
	p, n, then := w.bothParts(u, w.today), w.labour(u, w.today), w.today.YearBefore()
	was, wasOf := w.bothParts(u, then), w.labour(u, then)
	w.holds(fmt.Sprintf("/xa %s bhxh", u), fmt.Sprintf("BHXH %s%% lực lượng lao động: %s/%s người", share(p, n), number(p), number(n)),
		fmt.Sprintf("cùng kỳ %s: %s điểm %%, %s người", then.Long(), difference(p, n, was, wasOf), signed(p-was)))
	if w.level(u) == "bản" {
		return
	}
	var rows []string
	for n, part := range w.parts(u) {
		p, of := w.bothParts(part, w.today), w.labour(part, w.today)
		rows = append(rows, fmt.Sprintf("%d. %s: %s%% (%s/%s)", n+1, w.title(part), share(p, of), number(p), number(of)))
	}
	w.rows(fmt.Sprintf("/theoban %s bhxh", u), rows)
}

// checkOwnRenewals asks whose payments run out in an agent's villages.
func (w *twice) checkOwnRenewals(name string) {
	own, from, to := w.agents[name], vi.Date(2026, 12, 1), vi.Date(2026, 12, 31)
	all, each := int64(0), map[place.Code]int64{}
	for _, e := range w.all {
		end := after(e.Day, e.Months)
		if e.Indicator == coverage.Household && (e.Kind == coverage.New || e.Kind == coverage.Renewed) && e.Months > 0 && end >= from && end <= to && slices.Contains(own, e.Unit) {
			all, each[e.Unit] = all+e.Count, each[e.Unit]+e.Count
		}
	}
	want := []string{fmt.Sprintf("%s người hết số tháng đã đóng", number(all))}
	for _, u := range own {
		if n := each[u]; n > 0 && len(own) > 1 {
			want = append(want, fmt.Sprintf("%s: %s người", strings.ToUpper(w.title(u)[:1])+w.title(u)[1:], number(n)))
		}
	}
	w.says(name, strings.Join(w.asked(name, "thẻ đến hạn tháng sau của tôi"), "\n"), want...)
}

// checkTakenBack reports, and takes it back: the figures are named that go.
func (w *twice) checkTakenBack(name string) {
	u := w.agents[name][0]
	said := strings.Join(w.asked(name, fmt.Sprintf("%s: 3 hgđ mới, 2 tái tục, 1 tn", w.title(u))), "\n")
	w.read()
	last, at := w.all[len(w.all)-1].Report, w.now
	w.says(name, said, fmt.Sprintf("Đã ghi #%d", last))
	sum := map[string]int64{}
	for _, e := range w.all {
		if e.Report == last && e.Reverses == 0 {
			sum[fmt.Sprint(e.Indicator, e.Kind)] += e.Count
		}
	}
	said = strings.Join(w.asked(name, "hủy"), "\n")
	w.says(name, said, fmt.Sprintf("Số đã bỏ: BHYT hộ gia đình: +%d mới, %d tái tục; BHXH tự nguyện: +%d mới (báo lúc %s hôm nay 20/11)",
		sum[fmt.Sprint(coverage.Household, coverage.New)], sum[fmt.Sprint(coverage.Household, coverage.Renewed)], sum[fmt.Sprint(coverage.Voluntary, coverage.New)], at.Format("15:04")))
	w.read()
}

// checkMerger merges two villages by a file sent in the chat, some days ago: the
// new one has what both had, also what was reported in them since.
func (w *twice) checkMerger() {
	t := w.t
	if _, err := w.ledger.Amend(t.Context(), coverage.Amendment{People: []coverage.Posting{{Name: "Người Quản", Role: coverage.Admin, Units: []place.Code{"90"}, Status: coverage.Active}}}); err != nil {
		t.Fatal(err)
	}
	w.service.Library.Refresh()
	w.connect("chief", "Người Quản")
	w.now = w.now.Add(time.Minute)
	s := bot.Message{From: bot.Address{Channel: "test", Bot: "golden", Chat: "chief"}, ID: "merger", Kind: bot.Document, Account: "test/chief", ToUs: true, Sent: w.now, Received: w.now,
		File: &bot.File{Name: "don-vi.csv", Bytes: []byte("code,name,kind,parent_code,valid_from,valid_to,successors\n" +
			"90003-09,Đồng Tam Gộp,bản,90003,2026-11-15,,\n" +
			"90003-01,Đồng Tam Sáng,bản,90003,,2026-11-14,90003-09\n" +
			"90003-02,Đồng Tam Trưa,bản,90003,,2026-11-14,90003-09\n")}}
	w.hand(s)
	if done := strings.Join(w.asked("chief", "có"), "\n"); !strings.Contains(done, "Đã nhập tệp") {
		t.Fatalf("the merger is not taken: %s", done)
	}
	both := func(day vi.Day, of func(place.Code, vi.Day) int64) int64 {
		return of("90003-01", day) + of("90003-02", day)
	}
	insured := func(u place.Code, day vi.Day) int64 { return w.participants(u, coverage.BHYT, day) }
	for _, day := range []vi.Day{w.today, vi.Date(2026, 11, 15)} {
		p, n := both(day, insured), both(day, w.population)
		w.holds(fmt.Sprintf("/xa 90003-09 ngày %s", day.Long()), fmt.Sprintf("BHYT %s%% dân số: %s/%s người", share(p, n, w.demand("90003")), number(p), number(n)))
	}
	p, n := both(w.today, insured), both(w.today, w.population)
	rest := figure{title: w.title("90003-03"), p: insured("90003-03", w.today), n: w.population("90003-03", w.today), goal: w.demand("90003")}
	merged := figure{title: "bản Đồng Tam Gộp", p: p, n: n, goal: rest.goal}
	for _, f := range []*figure{&rest, &merged} {
		f.gap = max(0, need(f.goal, f.n)-f.p)
	}
	w.rows("/theoban 90003", []string{rest.row(1), merged.row(2)})
	w.checkCard("90003")
	w.checkCard("90")
	w.checkCompare("90003")
	before := vi.Date(2026, 11, 14)
	p, n = insured("90003-01", before), w.population("90003-01", before)
	w.holds("/xa 90003-01 ngày 14/11/2026", fmt.Sprintf("%s/%s người", number(p), number(n)))
}
