package handlers_test

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestFurtherNumbersTwice goes on from TestEveryNumberTwice: an agent's own
// quota, place and days in a row, the numbers in titles, forecasts, people
// without a card, other indicators, figures of a part, and the cells of a file.
func TestFurtherNumbersTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, 40+seed, (*twice).makeQuotas, (*twice).forgetCount, (*twice).makeStudents, (*twice).postLongAgo)
			w.now = opening
			w.talk()
			for name := range w.agents {
				w.checkPlace(name)
			}
			for _, within := range []place.Code{"90", twiceOffice, "90001", "90003"} {
				w.checkTitles(within)
			}
			for _, u := range []place.Code{"90", twiceOffice, "90001", "90004"} {
				w.checkForecast(u)
				w.checkUncovered(u)
				w.checkTalliesAlone(u)
			}
			w.checkParts()
			w.checkShares()
			for _, within := range []place.Code{"90", twiceOffice, "90002"} {
				w.checkStudents(within)
			}
			w.checkFile("90")
			w.checkFile("90002")
		})
	}
}

// postedDay is since when the agents of such a world are at work.
const postedDay = 40

// postLongAgo has the people posted some weeks before the day of the questions.
func (w *twice) postLongAgo() { w.now = opening.AddDate(0, 0, -postedDay) }

// forgotten is a village whose voluntary BHXH was never counted.
const forgotten = place.Code("90002-03")

func (w *twice) forgetCount() {
	w.records.Baselines = slices.DeleteFunc(w.records.Baselines, func(b coverage.Baseline) bool {
		return b.Unit == forgotten && b.Indicator == coverage.Voluntary
	})
}

// checkPlace asks an agent's own progress.
func (w *twice) checkPlace(name string) {
	said := strings.Join(w.asked(name, "tôi"), "\n")
	month := vi.Date(2026, 11, 1)
	if quota := w.quota(name); quota > 0 {
		have := w.brought(name, coverage.Household, month, w.today)
		end := ", đã đạt"
		if have < quota {
			end = fmt.Sprintf(", còn thiếu %s người", number(quota-have))
		}
		w.says(name, said, fmt.Sprintf("%s/%s BHYT hộ gia đình, tháng 11/2026%s", number(have), number(quota), end))
	}
	own, rank, next := w.brought(name, "", month, w.today), 1, int64(0)
	of := 0
	for other, villages := range w.agents {
		if w.parents[villages[0]] != w.parents[w.agents[name][0]] {
			continue
		}
		of++
		if more := w.brought(other, "", month, w.today) - own; more > 0 {
			if rank++; next == 0 || more < next {
				next = more
			}
		}
	}
	switch {
	case own == 0:
	case 2*rank <= of+1:
		w.says(name, said, fmt.Sprintf("Tháng này thứ %d trong %d người", rank, of))
	default:
		w.says(name, said, fmt.Sprintf("Thêm %s người mới tháng này là lên một hạng", number(next)))
	}
	if row := w.inARow(name); row > 1 {
		w.says(name, said, fmt.Sprintf("%d ngày liền có báo cáo", row))
	} else if strings.Contains(said, "ngày liền") {
		w.t.Errorf("%s has reported on %d days in a row:\n%s", name, row, said)
	}
}

// inARow counts back the days with a report that stands. The first agents of a
// village answer for it since its first entry.
func (w *twice) inARow(name string) int {
	n := 0
	for day := w.today; day > w.today-400; day-- {
		_, reported := w.sold(name, day, day)
		switch {
		case reported > 0:
			n++
		case day < w.today:
			return n
		}
	}
	return n
}

// checkTitles asks lists whose titles say how many there are of how many.
func (w *twice) checkTitles(within place.Code) {
	since := w.today - 45
	all := w.figures(within, since)
	count := func(picks func(figure) bool) int { return len(pick(all, picks)) }
	of := fmt.Sprintf("/%d ", len(all))
	for question, want := range map[string]string{
		"/chuadat %s":             fmt.Sprint(count(func(f figure) bool { return f.gap > 0 }), of),
		"/chuadat %s 93%%":        fmt.Sprint(count(func(f figure) bool { return f.p < need(930_000, f.n) }), of),
		"/chuadat %s đã đạt 88%%": fmt.Sprint(count(func(f figure) bool { return f.p >= need(880_000, f.n) }), of),
		"/theoban %s":             fmt.Sprint(len(all), " "),
	} {
		question = fmt.Sprintf(question, within)
		rate := "" // that is asked for
		if strings.HasSuffix(question, "%") {
			rate = question[strings.LastIndex(question, " "):]
		}
		if title := w.asked("boss", question)[0]; !strings.HasPrefix(title, want) || !strings.Contains(title, rate) {
			w.t.Errorf("%s is headed %q, want %q and %q", question, title, want, rate)
		} else {
			noted(w.t, title)
		}
	}
	fell := count(func(f figure) bool { return f.p*f.wasOf < f.was*f.n })
	question := fmt.Sprintf("/chuadat %s giảm từ %s", within, since.Long())
	if title := w.asked("boss", question)[0]; !strings.HasPrefix(title, fmt.Sprint(fell, " ")) {
		w.t.Errorf("%s is headed %q, want %d", question, title, fell)
	} else {
		noted(w.t, title)
	}
}

// checkForecast asks when a rate is reached, and how many there are at the end
// of the year.
func (w *twice) checkForecast(u place.Code) {
	p, n := w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
	rate := (1_000_000*p/n)/10_000*10_000 + 10_000 // the next whole percent
	least := need(rate, n)
	towards := w.towards(coverage.Target{Unit: u, Rate: coverage.Rate(rate)}, p, n, w.today)
	net := w.tallied(u, coverage.BHYT, coverage.New, w.today-28, w.today) - w.tallied(u, coverage.BHYT, coverage.Lapsed, w.today-28, w.today)
	left := int64(vi.Date(2026, 12, 31) - w.today)
	last := min(n, max(0, p+floorHalf(net*left, 28)))
	want := []string{fmt.Sprintf("Để đạt %s%% còn thiếu %s người", half(100*rate, 1_000_000, 2), number(least-p)), towards[len(towards)-1]}
	if !strings.HasPrefix(want[1], "hưa đủ") {
		want = append(want, fmt.Sprintf("đến 31/12/2026 dự kiến %s%% (%s/%s người)", half(100*last, n, 2), number(last), number(n)))
	}
	w.holds(fmt.Sprintf("/dubao %s đạt %s%%", u, half(100*rate, 1_000_000, 2)), want...)
}

// floorHalf rounds a fraction to the next whole number, a half up.
func floorHalf(num, den int64) int64 {
	sum := 2*num + den
	if sum < 0 {
		return -((-sum + 2*den - 1) / (2 * den))
	}
	return sum / (2 * den)
}

func (w *twice) checkUncovered(u place.Code) {
	p, n := w.participants(u, coverage.BHYT, w.today), w.population(u, w.today)
	w.holds(fmt.Sprintf("/xa %s bao nhiêu người chưa có thẻ", u), fmt.Sprintf("Chưa có thẻ BHYT: %s người (%s%% dân số) = %s − %s người tham gia", number(n-p), half(100*(n-p), n, 2), number(n), number(p)))
}

// checkTalliesAlone asks for what has no count, and is known by reports alone.
func (w *twice) checkTalliesAlone(u place.Code) {
	sum := func(k coverage.Kind) int64 {
		return w.tallied(u, coverage.Household, k, vi.Date(2025, 12, 31), w.today)
	}
	w.holds(fmt.Sprintf("/xa %s bhyt_hgd", u), fmt.Sprintf("BHYT hộ gia đình: chưa có số chốt; từ đầu năm báo +%s mới, %s tái tục, %s giảm",
		number(sum(coverage.New)), number(sum(coverage.Renewed)), number(sum(coverage.Lapsed))))
}

// checkParts asks for the figure that one village is missing from.
func (w *twice) checkParts() {
	for u, parts := range map[place.Code]string{"90002": "2/3", "90": "11/12", twiceOffice: "5/6"} {
		w.holds(fmt.Sprintf("/xa %s bhxh_tn", u), fmt.Sprintf("BHXH tự nguyện: %s người (mới có số của %s nơi)", number(w.participants(u, coverage.Voluntary, w.today)), parts))
	}
	w.holds(fmt.Sprintf("/xa %s bhxh_tn", forgotten), "BHXH tự nguyện: chưa có số chốt")
}

// makeStudents gives every village pupils, and counts of those insured.
func (w *twice) makeStudents() {
	for _, u := range w.units("bản") {
		pupils := 200 + w.r.Int64N(300)
		w.records.Denominators = append(w.records.Denominators, coverage.Denominator{Unit: u, Base: coverage.Students, AsOf: vi.Date(2026, 9, 1), Value: pupils, Source: "thử"})
		w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.Pupils, AsOf: vi.Date(2026, 9, 30), Participants: pupils * (60 + w.r.Int64N(35)) / 100, Stated: -1, Source: "thử"})
	}
}

// students gives how many pupils a unit has.
func (w *twice) students(u place.Code) int64 {
	var sum int64
	for _, d := range w.records.Denominators {
		if d.Base == coverage.Students && slices.Contains(w.below(u), d.Unit) {
			sum += d.Value
		}
	}
	return sum
}

// checkStudents asks for an indicator with a base of its own.
func (w *twice) checkStudents(within place.Code) {
	p, n := w.participants(within, coverage.Pupils, w.today), w.students(within)
	w.holds(fmt.Sprintf("/xa %s bhyt_hssv", within), fmt.Sprintf("BHYT học sinh, sinh viên %s%% học sinh, sinh viên: %s/%s người", share(p, n), number(p), number(n)))
	var all []figure
	for _, u := range w.parts(within) {
		all = append(all, figure{unit: u, title: w.title(u), p: w.participants(u, coverage.Pupils, w.today), n: w.students(u)})
	}
	var rows []string
	for n, f := range all {
		rows = append(rows, f.row(n+1))
	}
	w.rows(fmt.Sprintf("/theoban %s bhyt_hssv", within), rows)
	below := pick(all, func(f figure) bool { return f.p < need(800_000, f.n) })
	w.rows(fmt.Sprintf("/chuadat %s bhyt_hssv 80%%", within), numbered(ordered(below, figure.rate, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%%, thiếu %s người", n, f.title, share(f.p, f.n, 800_000), number(need(800_000, f.n)-f.p))
	})))
	w.rows(fmt.Sprintf("/xephang %s bhyt_hssv cac %s thấp nhất", within, w.below1(within)), ordered(slices.Clone(all), figure.rate, func(n int, f figure) string { return f.row(n) }))
}

// checkShares asks how many village-days were reported of those expected.
func (w *twice) checkShares() {
	first := vi.Date(2026, 11, 1)
	share := func(u place.Code) (delivered, timely, due int64) {
		for _, v := range w.below(u) {
			for day := first; day <= w.today; day++ {
				standing, sameDay := 0, 0
				for _, e := range w.all {
					if e.Unit != v || !e.Opens || e.Day != day {
						continue
					}
					sign := 1
					if e.Reverses != 0 {
						sign = -1
					}
					standing += sign
					if i := slices.IndexFunc(w.all, func(o coverage.Entry) bool { return o.Seq == e.Reverses }); vi.DayOf(e.At, hanoi) == day && i < 0 || i >= 0 && vi.DayOf(w.all[i].At, hanoi) == day {
						sameDay += sign
					}
				}
				due++
				if standing > 0 {
					delivered++
				}
				if sameDay > 0 {
					timely++
				}
			}
		}
		return delivered, timely, due
	}
	delivered, timely, due := share("90")
	w.holds("/tlbc 90 từ 1/11 đến 20/11", fmt.Sprintf("Đã báo %s%%: %s/%s ngày của thôn, bản", half(100*delivered, due, 2), number(delivered), number(due)),
		fmt.Sprintf("Đúng hạn %s%%: %s/%s", half(100*timely, due, 2), number(timely), number(due)))
	var all []figure
	for _, u := range w.units("xã") {
		p, _, n := share(u)
		all = append(all, figure{unit: u, title: w.title(u), p: p, n: n})
	}
	rows := ordered(all, func(f figure) *big.Rat { return new(big.Rat).Neg(f.rate()) }, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%% (%s/%s)", n, f.title, half(100*f.p, f.n, 2), number(f.p), number(f.n))
	})
	w.rows("/tlbc 90 cac xa xep hang tu 1/11 den 20/11", rows)
}

// checkFile holds the cells of a workbook to the raw entries.
func (w *twice) checkFile(u place.Code) {
	w.t.Helper()
	w.now = w.now.Add(11 * time.Second)
	var file *bot.File
	said := ""
	for _, r := range w.say("boss", fmt.Sprintf("/xuat %s excel", u)) {
		if r.File != nil {
			file, said = r.File, r.Text
		}
	}
	if file == nil {
		w.t.Fatalf("no file of %s", u)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file.Bytes))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	sheet := func(name string) [][]string {
		rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil || len(rows) < 2 {
			w.t.Fatalf("%s of %s: %d rows, %v", name, u, len(rows), err)
		}
		return rows[1:]
	}
	counted, day := vi.Date(2026, 9, 30), w.today
	units := append([]place.Code{u}, w.parts(u)...)
	figures := sheet("Số liệu")
	w.equal(file.Name, "the number of figures", len(figures), len(units))
	for n, x := range units {
		row := figures[n]
		for column, want := range map[int]int64{
			4: w.participants(x, coverage.BHYT, day), 5: w.population(x, day), 8: w.tallied(x, coverage.BHYT, coverage.New, counted, day),
			9: w.tallied(x, coverage.BHYT, coverage.Renewed, counted, day), 10: w.tallied(x, coverage.BHYT, coverage.Lapsed, counted, day),
			11: w.participants(x, coverage.BHYT, day.YearBefore()),
		} {
			w.equal(file.Name, fmt.Sprintf("column %d of %s", column, x), row[column], fmt.Sprint(want))
		}
		w.equal(file.Name, "the unit", row[0], string(x))
		rate, err := strconv.ParseFloat(row[6], 64)
		if want := float64(w.participants(x, coverage.BHYT, day)) / float64(w.population(x, day)); err != nil || rate-want > 1e-9 || want-rate > 1e-9 {
			w.t.Errorf("%s: the rate of %s is %s, want %v", file.Name, x, row[6], want)
		}
	}
	lines, people := 0, int64(0)
	for _, e := range w.all {
		if e.Day >= vi.Date(2026, 1, 1) && e.Day <= day && slices.Contains(w.below(u), e.Unit) {
			lines, people = lines+1, people+e.Count
		}
	}
	tallies, sum := sheet("Báo cáo"), int64(0)
	for _, row := range tallies {
		n, err := strconv.ParseInt(row[6], 10, 64)
		if err != nil {
			w.t.Errorf("%s: a report of %q people", file.Name, row[6])
		}
		sum += n
	}
	w.equal(file.Name, "the number of reports", len(tallies), lines)
	w.equal(file.Name, "the people of the reports", sum, people)
	w.says(file.Name, said, w.rateLine(u, day), fmt.Sprintf("Báo cáo từ 1/1/2026 đến 20/11/2026: %d nơi trực thuộc, %s dòng báo cáo", len(units)-1, number(int64(lines))))
	target, _ := w.target(u, coverage.BHYT)
	gap := max(0, need(int64(target.Rate), w.population(u, day))-w.participants(u, coverage.BHYT, day))
	if targets := sheet("Chỉ tiêu"); targets[0][0] != string(u) || targets[0][6] != fmt.Sprint(gap) {
		w.t.Errorf("%s: the first target is %v, want %d people short", file.Name, targets[0], gap)
	}
}
