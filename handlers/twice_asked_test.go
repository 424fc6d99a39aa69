package handlers_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestAskedNumbersTwice: the numbers that stand beside, above and below the
// figures of other tests, of units that are known whole, in part and not at all.
func TestAskedNumbersTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, 110+seed, (*twice).makeQuotas, (*twice).makeHoles, (*twice).makeSources, (*twice).makePlans, (*twice).postLongAgo)
			w.now = opening
			w.postGuests()
			w.talk()
			for _, u := range []place.Code{"90", twiceOffice, "90001", "90002", "90003", "90004", "90001-01", "90004-01"} {
				w.checkSame(u)
				w.checkBasis(u)
			}
			for _, within := range []place.Code{"90", twiceOffice, "90001", "90003", "90004"} {
				w.checkJudged(within)
				w.checkDone(within)
				w.checkQuotas(within)
				w.checkReported(within)
				w.checkGap(within)
			}
			w.checkFloorLists("90")
			w.checkUnclosed("90")
			w.checkPeopleRows("90004")
			w.checkPlans()
			w.checkSources()
			w.checkGuests()
			w.checkApart()
			w.checkMapSigns("90")
			w.checkSetTarget("90001")
		})
	}
}

// lacks tells whether a village has no count.
func (w *twice) lacks(v place.Code) bool {
	return !slices.ContainsFunc(w.records.Baselines, func(b coverage.Baseline) bool {
		return b.Unit == v && b.Indicator == coverage.BHYT && b.Participants >= 0
	})
}

// unpeopled tells whether nobody knows how many live in a village.
func (w *twice) unpeopled(v place.Code) bool {
	return !slices.ContainsFunc(w.records.Denominators, func(d coverage.Denominator) bool { return d.Unit == v && d.Base == coverage.Population })
}

// entire tells whether all of a unit is counted.
func (w *twice) entire(u place.Code) bool { return !slices.ContainsFunc(w.below(u), w.lacks) }

// makeHoles forgets the count of a village of one commune, that of one of
// another with its people, and now and then one of a third.
func (w *twice) makeHoles() {
	forget := func(u place.Code, people bool) {
		w.records.Baselines = slices.DeleteFunc(w.records.Baselines, func(b coverage.Baseline) bool { return b.Unit == u && b.Indicator == coverage.BHYT })
		if people {
			w.records.Denominators = slices.DeleteFunc(w.records.Denominators, func(d coverage.Denominator) bool { return d.Unit == u })
		}
	}
	forget(place.Code(fmt.Sprintf("90004-%02d", 2+w.r.IntN(2))), false)
	forget(place.Code(fmt.Sprintf("90003-%02d", 1+w.r.IntN(3))), true)
	if w.r.IntN(2) == 0 {
		forget("90002-03", false)
	}
	w.records.Baselines = slices.DeleteFunc(w.records.Baselines, func(b coverage.Baseline) bool { return b.Unit == "90004-01" && b.Indicator == coverage.Voluntary })
}

// makePlans gives communes plans in new people of the month, which no count is
// needed for.
func (w *twice) makePlans() {
	for _, u := range w.units("xã") {
		w.records.Targets = append(w.records.Targets, coverage.Target{Unit: u, Indicator: coverage.Household, Period: "2026-11",
			Measure: coverage.NewOnes, People: 5 + w.r.Int64N(60), Basis: "QĐ thử", From: vi.Date(2026, 11, 1)})
	}
}

// checkSame asks for the year before.
func (w *twice) checkSame(u place.Code) {
	then := w.today.YearBefore()
	p, was := w.participants(u, coverage.BHYT, w.today), w.participants(u, coverage.BHYT, then)
	w.holds("/cungky "+string(u), fmt.Sprintf("Tăng/giảm tương đối: %s%% số người", growth(p, was)))
	if u != "90004-01" {
		w.holds(fmt.Sprintf("/cungky %s bhxh_tn", u), fmt.Sprintf("Cùng kỳ %s: %s người", then.Long(), number(w.participants(u, coverage.Voluntary, then))))
	}
}

// checkBasis asks what a figure stands on, what the months that are not known
// come to, and how far counts fell behind the reports.
func (w *twice) checkBasis(u place.Code) {
	counted, reports, silent := vi.Date(2026, 9, 30), int64(0), int64(0)
	first := vi.Date(2026, 12, 1)
	for _, e := range w.all {
		if !slices.Contains(w.below(u), e.Unit) {
			continue
		}
		if e.Opens && e.Day > counted && e.Day <= w.today && !w.lacks(e.Unit) {
			if reports++; e.Reverses != 0 {
				reports -= 2
			}
		}
		if e.Indicator == coverage.Household && (e.Kind == coverage.New || e.Kind == coverage.Renewed) && e.Months == 0 && after(e.Day, 12) >= first && e.Day <= w.today {
			silent += e.Count
		}
	}
	w.holds("/xa "+string(u), fmt.Sprintf("Số chốt 30/9 + %s báo cáo đến", number(reports)))
	if silent > 0 {
		w.holds(fmt.Sprintf("/xa %s thẻ đến hạn tháng sau", u), fmt.Sprintf("\n%s lượt đóng trong 12 tháng trước không ghi số tháng", number(silent)))
	}
	before, last := vi.Date(2026, 8, 31)+vi.Day(w.r.IntN(29)), w.today
	days := "từ " + (before + 1).Short()
	if w.r.IntN(2) == 0 {
		last -= vi.Day(w.r.IntN(20))
		days += " đến " + last.Short()
	}
	net := w.tallied(u, coverage.BHYT, coverage.New, before, last) - w.tallied(u, coverage.BHYT, coverage.Lapsed, before, last)
	off := net - (w.participants(u, coverage.BHYT, last) - w.participants(u, coverage.BHYT, before))
	question := fmt.Sprintf("/xa %s vì sao giảm %s", u, days)
	if off > 0 {
		w.holds(question, fmt.Sprintf("Số chốt thấp hơn số đã báo %s người", number(off)))
	} else if said := strings.Join(w.asked("boss", question), "\n"); strings.Contains(said, "Số chốt thấp hơn") {
		w.t.Errorf("%s: the count is %d below the reports:\n%s", question, off, said)
	}
}

// headed checks the title of an answer.
func (w *twice) headed(question, want string) {
	w.t.Helper()
	noted(w.t, want)
	if title := w.asked("boss", question)[0]; title != want {
		w.t.Errorf("%s is headed %q, want %q", question, title, want)
	}
}

// checkJudged asks which units have reached what they are held to, and how many
// have too few figures to be judged.
func (w *twice) checkJudged(within place.Code) {
	all := w.figures(within, w.today)
	whole := pick(all, func(f figure) bool { return w.entire(f.unit) })
	above := pick(whole, func(f figure) bool { return f.p >= need(f.goal, f.n) })
	question := fmt.Sprintf("/chuadat %s đã đạt", within)
	w.headed(question, fmt.Sprintf("%d/%d %s của %s đã đạt chỉ tiêu BHYT", len(above), len(all), w.levelWord(within), w.title(within)))
	unrated := len(all) - len(whole)
	for _, question := range []string{fmt.Sprintf("/chuadat %s 93%%", within), question, fmt.Sprintf("/xephang %s cac %s", within, w.below1(within))} {
		if unrated > 0 {
			w.holds(question, fmt.Sprintf("\n%d nơi chưa đủ số để xét", unrated))
		} else if said := strings.Join(w.asked("boss", question), "\n"); strings.Contains(said, "chưa đủ số") {
			w.t.Errorf("%s: all can be judged:\n%s", question, said)
		}
	}
}

// checkDone ranks by how much of a rate's people there are.
func (w *twice) checkDone(within place.Code) {
	all := pick(w.figures(within, w.today), func(f figure) bool {
		return w.entire(f.unit) && (f.n >= 500 || w.level(f.unit) == "bản" && f.n >= 50)
	})
	done := func(f figure) *big.Rat { return big.NewRat(-f.p, need(f.goal, f.n)) }
	w.rows(fmt.Sprintf("/xephang %s cac %s kế hoạch", within, w.below1(within)), ordered(all, done, func(n int, f figure) string {
		least := need(f.goal, f.n)
		return fmt.Sprintf("%d. %s: %s%% chỉ tiêu (%s/%s)", n, f.title+w.caveat(f.unit), share(f.p, least, 1_000_000), number(f.p), number(least))
	}))
}

// caveat is what is said of a unit whose source states another rate.
func (w *twice) caveat(u place.Code) string {
	if _, _, contradicted := sourced(); u == contradicted {
		return " (nguồn nêu tỷ lệ khác)"
	}
	return ""
}

// checkQuotas ranks agents by their quotas.
func (w *twice) checkQuotas(within place.Code) {
	first := vi.Date(2026, 11, 1)
	type score struct {
		name      string
		have, due int64
		days      int
	}
	var all []score
	for name, units := range w.agents {
		if due := w.quota(name); due > 0 && slices.Contains(w.below(within), units[0]) {
			_, days := w.sold(name, first, w.today)
			all = append(all, score{name, w.brought(name, coverage.Household, first, w.today), due, days})
		}
	}
	by := func(s score) *big.Rat { return big.NewRat(-s.have, s.due) }
	slices.SortFunc(all, func(a, b score) int {
		if c := by(a).Cmp(by(b)); c != 0 {
			return c
		}
		return strings.Compare(a.name, b.name)
	})
	var want []string
	for _, s := range all {
		rank := 1 + slices.IndexFunc(all, func(o score) bool { return by(o).Cmp(by(s)) == 0 })
		want = append(want, fmt.Sprintf("%d. %s: %s người, %d ngày có báo cáo, %s%% khoán (%s)", rank, s.name, number(s.have), s.days, half(100*s.have, s.due, 2), number(s.due)))
	}
	w.rows(fmt.Sprintf("/xephang %s nhân viên kế hoạch", within), want)
}

// checkReported asks how many villages have reported today, and on how many of
// the days of the month; and for a file of what lies below.
func (w *twice) checkReported(within place.Code) {
	count := func(from vi.Day) (delivered, due int64) {
		for _, v := range w.below(within) {
			for day := from; day <= w.today; day++ {
				standing := 0
				for _, e := range w.all {
					if e.Unit == v && e.Opens && e.Day == day {
						if standing++; e.Reverses != 0 {
							standing -= 2
						}
					}
				}
				if due++; standing > 0 {
					delivered++
				}
			}
		}
		return delivered, due
	}
	delivered, due := count(w.today)
	w.holds("/chuabao "+string(within), fmt.Sprintf("Đã báo %s/%s thôn, bản (%s%%)", number(delivered), number(due), half(100*delivered, due, 2)))
	days := 2 + w.r.IntN(12)
	delivered, due = count(w.today - vi.Day(days-1))
	w.holds(fmt.Sprintf("/chuabao %s %d ngày", within, days), fmt.Sprintf("Đã báo %s/%s ngày của thôn, bản (%s%%)", number(delivered), number(due), half(100*delivered, due, 2)))
	w.holds("xuất csv "+w.title(within), fmt.Sprintf("Số đến %s của nơi này và %d nơi trực thuộc", w.today.Long(), len(w.parts(within))))
}

// checkGap asks how far a rate is, of what is counted whole and in part, how much
// of a target is done, and for more than everybody.
func (w *twice) checkGap(u place.Code) {
	p, n := w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
	rate := 10_000 * (96 + w.r.Int64N(4)) // more than any has
	pct := half(100*rate, 1_000_000, 2)
	target, targeted := w.target(u, coverage.BHYT)
	goal := fmt.Sprintf("Chỉ tiêu năm 2026: %s%% (QĐ thử), ", half(100*int64(target.Rate), 1_000_000, 2))
	least := need(int64(target.Rate), n)
	question := fmt.Sprintf("/thieu %s %s%%", u, pct)
	switch {
	case slices.ContainsFunc(w.below(u), w.unpeopled):
		w.holds(question, fmt.Sprintf("Chưa tính được còn thiếu bao nhiêu để đạt %s%%, vì có nơi chưa có số", pct))
	case !w.entire(u):
		w.holds(question, fmt.Sprintf("Để đạt %s%% còn thiếu nhiều nhất %s người (có nơi chưa có số)", pct, number(need(rate, n)-p)))
		if targeted {
			w.holds("/xa "+string(u), goal+fmt.Sprintf("còn thiếu nhiều nhất %s người (có nơi chưa có số)", number(least-p)))
		}
	case targeted:
		w.holds("/tiendo "+string(u), fmt.Sprintf("Được %s%% chỉ tiêu: %s/%s người", half(100*p, least, 2), number(p), number(least)))
	}
	rate = 1_000_000 + 5_000*(1+w.r.Int64N(90))
	pct = half(100*rate, 1_000_000, 2)
	w.holds(fmt.Sprintf("bao giờ %s đạt %s%%", w.title("90001"), pct), fmt.Sprintf("Tỷ lệ bao phủ cao nhất là 100%%, nên không có mốc %s%%. Anh/chị hỏi mốc khác giúp, ví dụ: bao giờ Đồng Nhất đạt 95%%", pct))
}

// checkFloorLists asks who is below the floor, and who fell since it was
// recognised.
func (w *twice) checkFloorLists(within place.Code) {
	recognised := vi.Date(2026, 2, 15)
	all := w.figures(within, recognised)
	held := pick(all, func(f figure) bool { return w.floor(f.unit) > 0 && w.entire(f.unit) })
	below := pick(held, func(f figure) bool { return f.p < need(w.floor(f.unit), f.n) })
	fell := pick(held, func(f figure) bool { return f.p*f.wasOf < f.was*f.n })
	w.headed(fmt.Sprintf("/chuadat %s dưới sàn", within), fmt.Sprintf("%d/%d xã, phường của tỉnh Xứ Thử dưới sàn NTM BHYT", len(below), len(all)))
	question := fmt.Sprintf("/chuadat %s giảm so với lúc công nhận ntm", within)
	w.headed(question, fmt.Sprintf("%d xã, phường của tỉnh Xứ Thử giảm BHYT so với lúc được công nhận NTM", len(fell)))
	w.holds(question, fmt.Sprintf("\n%d nơi chưa được công nhận NTM hoặc chưa có số của ngày đó", len(all)-len(held)))
}

// checkUnclosed asks how much of a gap is closed, where some had none.
func (w *twice) checkUnclosed(within place.Code) {
	unclosed := 0
	for _, f := range w.figures(within, vi.Date(2025, 12, 31)) {
		if !w.entire(f.unit) || need(f.goal, f.n) <= f.was {
			unclosed++
		}
	}
	w.holds(fmt.Sprintf("/xephang %s cac xã rút ngắn", within), fmt.Sprintf("\n%d nơi đã đạt từ đầu kỳ hoặc chưa có số để xét", unclosed))
}

// checkPeopleRows lists what has no share.
func (w *twice) checkPeopleRows(within place.Code) {
	var want []string
	for n, u := range w.parts(within) {
		line := fmt.Sprintf("%d. %s: %s người", n+1, w.title(u), number(w.participants(u, coverage.Voluntary, w.today)))
		if u == "90004-01" {
			line = fmt.Sprintf("%d. %s: chưa có số", n+1, w.title(u))
		}
		want = append(want, line)
	}
	w.rows(fmt.Sprintf("/theoban %s bhxh_tn", within), want)
}

// checkPlans asks how much of a plan in people is done: of new ones, and of
// those of a commune that is known in part.
func (w *twice) checkPlans() {
	for _, u := range w.units("xã") {
		plan, ok := w.target(u, coverage.Household)
		if !ok {
			w.t.Fatalf("%s has no plan", u)
		}
		have := w.tallied(u, coverage.Household, coverage.New, vi.Date(2026, 10, 31), w.today)
		want := fmt.Sprintf("%s người mới (QĐ thử), được %s%% kế hoạch (%s/%s)", number(plan.People), half(100*have, plan.People, 2), number(have), number(plan.People))
		if have >= plan.People {
			want += ", đã đạt"
		} else {
			want += fmt.Sprintf(", còn thiếu %s người", number(plan.People-have))
		}
		w.holds(fmt.Sprintf("/tiendo %s bhyt_hgd", u), ": "+want)
	}
	part := place.Code("90004")
	if t, ok := w.target(part, coverage.Voluntary); ok {
		if short := t.People - w.participants(part, coverage.Voluntary, w.today); short > 0 {
			w.holds(fmt.Sprintf("/tiendo %s bhxh_tn", part), fmt.Sprintf("%s người tham gia (QĐ thử), còn thiếu nhiều nhất %s người", number(t.People), number(short)))
		}
	}
}

// sourced are the villages whose sources state a rate.
func sourced() (bound, stated, contradicted place.Code) { return "90001-02", "90002-01", "90001-03" }

// makeSources has sources state rates: a bound, one without a count, and one
// that its own count does not come to.
func (w *twice) makeSources() {
	bound, stated, contradicted := sourced()
	rate := func() coverage.Rate { return coverage.Rate(100 * (7_000 + w.r.Int64N(2_900))) }
	for _, b := range []coverage.Baseline{{Unit: bound, AsOf: vi.Date(2026, 10, 15), Bound: true}, {Unit: stated, AsOf: vi.Date(2026, 10, 31)}} {
		b.Indicator, b.Participants, b.Stated, b.Source = coverage.BHYT, -1, rate(), "bài thử"
		w.records.Baselines = append(w.records.Baselines, b)
	}
	for n, b := range w.records.Baselines {
		if b.Unit == contradicted && b.Indicator == coverage.BHYT {
			people := w.population(b.Unit, b.AsOf)
			w.records.Baselines[n].Stated = coverage.Rate(100 * (10_000*b.Participants/people - 50 - w.r.Int64N(900)))
		}
	}
}

// checkSources asks for what sources stated, of those units.
func (w *twice) checkSources() {
	bound, stated, contradicted := sourced()
	newest := func(u place.Code) (of coverage.Baseline) {
		for _, b := range w.records.Baselines {
			if b.Unit == u && b.Indicator == coverage.BHYT && b.AsOf >= of.AsOf {
				of = b
			}
		}
		return of
	}
	pct := func(b coverage.Baseline) string { return half(100*int64(b.Stated), 1_000_000, 4) }
	b := newest(bound)
	w.holds("/xa "+string(bound), fmt.Sprintf("Nguồn chỉ nêu trên %s%% (15/10, bài thử)", pct(b)))
	b = newest(stated)
	w.holds("/xa "+string(stated), fmt.Sprintf("Nguồn nêu %s%% (31/10, bài thử), không có số người", pct(b)))
	b = newest(contradicted)
	w.holds("/xa "+string(contradicted), fmt.Sprintf("nguồn nêu %s%% (30/9 · thử), nhưng tính từ số người là %s%%", pct(b), half(100*b.Participants, w.population(contradicted, b.AsOf), 2)))
}

// postGuests adds people who came where no meeting is told of, and some who
// registered.
func (w *twice) postGuests() {
	var a coverage.Amendment
	for n := range 10 {
		u := w.units("bản")[w.r.IntN(12)]
		e := coverage.Entry{Unit: u, Indicator: coverage.Activity, Kind: coverage.Attendees, Count: 3 + w.r.Int64N(50), Opens: true,
			Day: w.today - vi.Day(2+4*n), Source: fmt.Sprintf("khach/%d", n)}
		if n%2 == 1 {
			e.Indicator, e.Kind = coverage.Household, coverage.Registered
		}
		e.At = e.Day.Start(hanoi).Add(15 * time.Hour)
		a.Tallies, a.Agents = append(a.Tallies, e), append(a.Agents, w.agentOf(u))
	}
	if _, err := w.ledger.Amend(w.t.Context(), a); err != nil {
		w.t.Fatal(err)
	}
}

// checkGuests asks for those few days what meetings brought.
func (w *twice) checkGuests() {
	came, registered := 0, 0
	for _, e := range w.all {
		if !strings.HasPrefix(e.Source, "khach/") {
			continue
		}
		sum := func(i coverage.Indicator, kind coverage.Kind) int64 {
			return w.tallied(e.Unit, i, kind, e.Day-1, e.Day+1)
		}
		if sum(coverage.Activity, coverage.Meetings) != 0 {
			continue
		}
		guests, signed := sum(coverage.Activity, coverage.Attendees), sum(coverage.Household, coverage.Registered)
		var want []string
		if guests > 0 {
			came++
			want = append(want, fmt.Sprintf("\n%s người dự", number(guests)))
		}
		if signed > 0 && guests == 0 {
			registered++
			want = append(want, fmt.Sprintf("\n%s người đăng ký\n", number(signed)))
		}
		w.holds(fmt.Sprintf("/xa %s từ %s đến %s tuyên truyền", e.Unit, e.Day.Long(), (e.Day+1).Long()), want...)
	}
	if came == 0 || registered == 0 {
		w.t.Errorf("%d and %d days with people and no meeting", came, registered)
	}
}

// checkApart compares three villages.
func (w *twice) checkApart() {
	var all []figure
	for _, u := range []place.Code{"90001-01", "90001-02", "90002-01"} {
		all = append(all, figure{unit: u, title: w.title(u), p: w.participants(u, coverage.BHYT, w.today), n: w.population(u, w.today)})
	}
	question := fmt.Sprintf("so sánh %s, %s và %s", all[0].title, all[1].title, all[2].title)
	slices.SortFunc(all, func(a, b figure) int { return b.rate().Cmp(a.rate()) })
	top, low := all[0], all[2]
	w.holds(question, fmt.Sprintf("Cao nhất là %s, thấp nhất là %s, chênh %s điểm %%", top.title, low.title, difference(top.p, top.n, low.p, low.n)))
}

// checkMapSigns holds what a map says of its signs to the units they are of.
func (w *twice) checkMapSigns(within place.Code) {
	question := fmt.Sprintf("/bieudo %s ban do", within)
	p, _ := plotted[chart.MapPlot](w, "boss", question)
	partial, signed := 0, 0
	for _, u := range w.parts(within) {
		if !w.entire(u) {
			partial++
		}
	}
	for _, t := range p.Tiles {
		signed += strings.Count(t.Sign, "*")
	}
	w.equal(question, "the number of tiles with a sign", signed, partial)
	word := fmt.Sprintf("mới có một phần: %d nơi", partial)
	noted(w.t, word)
	if k := slices.IndexFunc(p.Signs, func(s chart.Sign) bool { return s.Mark == "*" }); k < 0 || p.Signs[k].Word != word {
		w.t.Errorf("%s: the signs are %+v, want %q", question, p.Signs, word)
	}
}

// admin makes somebody an administrator.
func (w *twice) admin() string {
	if _, err := w.ledger.Amend(w.t.Context(), coverage.Amendment{People: []coverage.Posting{{Name: "Người Quản", Role: coverage.Admin, Units: []place.Code{"90"}, Status: coverage.Active}}}); err != nil {
		w.t.Fatal(err)
	}
	w.service.Library.Refresh()
	w.connect("chief", "Người Quản")
	return "chief"
}

// checkSetTarget sees what a new target would lack.
func (w *twice) checkSetTarget(u place.Code) {
	rate := 10_000 * (97 + w.r.Int64N(3))
	short := need(rate, w.population(u, w.today)) - w.participants(u, coverage.BHYT, w.today)
	question := fmt.Sprintf("chỉ tiêu %s %d%% năm 2026 theo QĐ 12/QĐ-UBND", w.title(u), rate/10_000)
	chief, old := w.admin(), int64(0)
	if t, ok := w.target(u, coverage.BHYT); ok {
		old = int64(t.Rate)
	}
	pct := func(rate int64) string { return half(100*rate, 1_000_000, 2) }
	w.says(question, strings.Join(w.asked(chief, question), "\n"), fmt.Sprintf("\nCòn thiếu %s người so với số hiện nay", number(short)),
		fmt.Sprintf("Giao chỉ tiêu %s, BHYT, năm 2026: %s%%, theo QĐ 12/QĐ-UBND, hiệu lực", w.title(u), pct(rate)),
		fmt.Sprintf("Thay cho chỉ tiêu đang có: %s%% (QĐ thử); chỉ tiêu cũ", pct(old)))
	w.says(question, strings.Join(w.asked(chief, "có"), "\n"), fmt.Sprintf("Đã giao chỉ tiêu %s, BHYT, năm 2026: %s%%, theo QĐ 12/QĐ-UBND.", w.title(u), pct(rate)))
}
