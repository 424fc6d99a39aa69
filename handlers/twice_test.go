package handlers_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestEveryNumberTwice plays random reports into a small world, asks every
// kind of question of every unit, and computes each line of the answers anew
// from the raw entries.
func TestEveryNumberTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, seed)
			w.talk()
			all := append([]place.Code{"90", twiceOffice}, append(w.units("xã"), w.units("bản")...)...)
			for _, u := range all {
				w.checkCard(u)
				w.checkCompare(u)
				w.checkDetails(u)
			}
			w.checkBeside()
			for _, within := range []place.Code{"90", twiceOffice, "90001"} {
				w.checkLists(within)
				w.checkRanks(within)
				w.checkAgents(within)
			}
			w.checkMissing("90")
			w.checkOwn()
		})
	}
}

// asked says a message as the official and gives the answer's lines.
func (w *twice) asked(who, text string) []string {
	w.t.Helper()
	w.now = w.now.Add(11 * time.Second)
	var all []string
	for _, r := range w.say(who, text) {
		all = append(all, r.Title)
		all = append(all, strings.Split(r.Text, "\n")...)
	}
	return all
}

// holds checks that each expected piece is in the answer to a question.
func (w *twice) holds(question string, pieces ...string) {
	w.t.Helper()
	answer := strings.Join(w.asked("boss", question), "\n")
	for _, p := range pieces {
		if !strings.Contains(answer, p) {
			w.t.Errorf("%s: no %q in\n%s", question, p, answer)
		} else {
			noted(w.t, p)
		}
	}
}

// rows checks the numbered lines of an answer, all its pages together.
func (w *twice) rows(question string, want []string) {
	w.t.Helper()
	var got []string
	for page := 1; page < 4; page++ {
		text := question
		if page > 1 {
			text += fmt.Sprint(" trang ", page)
		}
		lines := w.asked("boss", text)
		for _, line := range lines {
			if number, _, ok := strings.Cut(line, ". "); ok && strings.Trim(number, "0123456789") == "" {
				got = append(got, line)
			}
		}
		if !strings.Contains(strings.Join(lines, "\n"), "nơi nữa") {
			break
		}
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("%s:\n got %s\nwant %s", question, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	} else {
		noted(w.t, want...)
	}
}

func (w *twice) level(u place.Code) string {
	for _, x := range w.records.Units {
		if x.Code == u {
			return x.Kind
		}
	}
	return ""
}

// rate is the line of a figure.
func (w *twice) rateLine(u place.Code, day vi.Day) string {
	p, n := w.participants(u, coverage.BHYT, day), w.population(u, day)
	var goals []int64
	if t, ok := w.target(u, coverage.BHYT); ok && day >= vi.Date(2026, 1, 1) {
		goals = append(goals, int64(t.Rate))
	}
	if f := w.floor(u); f > 0 && day >= vi.Date(2026, 2, 15) {
		goals = append(goals, f)
	}
	return fmt.Sprintf("BHYT %s%% dân số: %s/%s người", share(p, n, goals...), number(p), number(n))
}

func (w *twice) checkCard(u place.Code) {
	for _, day := range []vi.Day{w.today, w.today - 17, vi.Date(2026, 3, 31)} {
		p, n, was := w.participants(u, coverage.BHYT, day), w.population(u, day), day.YearBefore()
		want := []string{w.rateLine(u, day)}
		if was >= vi.Date(2025, 10, 31) {
			before := w.participants(u, coverage.BHYT, was)
			want = append(want, fmt.Sprintf("cùng kỳ %s: %s điểm %%, %s người", was.Long(), difference(p, n, before, w.population(u, was)), signed(p-before)))
		}
		sold, again, lost := w.tallied(u, coverage.BHYT, coverage.New, day-7, day), w.tallied(u, coverage.BHYT, coverage.Renewed, day-7, day), w.tallied(u, coverage.BHYT, coverage.Lapsed, day-7, day)
		if sold != 0 || again != 0 || lost != 0 {
			want = append(want, fmt.Sprintf("7 ngày qua: %s mới, %s tái tục, %s giảm", signed(sold), number(again), signed(-lost)))
		}
		if t, ok := w.target(u, coverage.BHYT); ok {
			want = append(want, w.towards(t, p, n, day)...)
		}
		w.holds(fmt.Sprintf("/xa %s ngày %s", u, day.Long()), want...)
		w.holds(fmt.Sprintf("/thieu %s ngày %s", u, day.Long()), want[0])
	}
	p := w.participants(u, coverage.Voluntary, w.today)
	want := []string{fmt.Sprintf("BHXH tự nguyện: %s người", number(p))}
	if t, ok := w.target(u, coverage.Voluntary); ok {
		gap := max(0, t.People-p)
		piece := fmt.Sprintf("được %s%% kế hoạch (%s/%s)", half(100*p, t.People, 2), number(p), number(t.People))
		if gap > 0 {
			piece += fmt.Sprintf(", còn thiếu %s người", number(gap))
		}
		want = append(want, piece)
	}
	w.holds(fmt.Sprintf("/tiendo %s bhxh_tn", u), want...)
}

// towards is what is said of a target: gap, needed a day, pace, forecast.
func (w *twice) towards(t coverage.Target, p, n int64, day vi.Day) []string {
	last, least := vi.Date(2026, 12, 31), need(int64(t.Rate), n)
	goal := fmt.Sprintf("Chỉ tiêu năm 2026: %s%% (QĐ thử)", half(100*int64(t.Rate), 1_000_000, 2))
	if p >= least {
		return []string{goal + ", đã đạt"}
	}
	gap, left := least-p, int64(last-day)
	all := []string{fmt.Sprintf("%s, còn thiếu %s người, cần %s người/ngày", goal, number(gap), half(gap, left, 1))}
	first := w.participants(t.Unit, coverage.BHYT, vi.Date(2025, 12, 31))
	line := new(big.Rat).SetFrac64((least-first)*int64(day-vi.Date(2025, 12, 31)), 365)
	line.Add(line, big.NewRat(1, 2))
	up := new(big.Int).Div(line.Num(), line.Denom()).Int64()
	switch pace := p - first - up; {
	case pace < 0:
		all = append(all, fmt.Sprintf("Chậm %s người so với tiến độ", number(-pace)))
	case pace > 0:
		all = append(all, fmt.Sprintf("Nhanh hơn tiến độ %s người", number(pace)))
	default:
		all = append(all, "Đúng tiến độ")
	}
	net := w.tallied(t.Unit, coverage.BHYT, coverage.New, day-28, day) - w.tallied(t.Unit, coverage.BHYT, coverage.Lapsed, day-28, day)
	days := map[vi.Day]int{}
	for _, e := range w.all {
		if e.Opens && e.Day > day-28 && e.Day <= day && slices.Contains(w.below(t.Unit), e.Unit) {
			if days[e.Day]++; e.Reverses != 0 {
				days[e.Day] -= 2
			}
		}
	}
	reporting := 0
	for _, n := range days {
		if n > 0 {
			reporting++
		}
	}
	on := day + vi.Day((gap*28+net-1)/max(net, 1))
	switch {
	case reporting < 7:
		all = append(all, "hưa đủ số liệu để dự báo")
	case net <= 0 || (gap*28+net-1)/net > 50*366:
		all = append(all, "ới đà 28 ngày qua thì chưa đạt được")
	case yearIn(on) == 2026:
		all = append(all, "ự báo đạt "+on.Short())
	default:
		all = append(all, "ự báo đạt "+on.Long())
	}
	return all
}

func yearIn(d vi.Day) int { y, _, _ := d.Civil(); return y }

func (w *twice) checkCompare(u place.Code) {
	for text, days := range map[string][2]vi.Day{
		"so với đầu năm":               {vi.Date(2025, 12, 31), w.today},
		"so với 30/9":                  {vi.Date(2026, 9, 30), w.today},
		"so sánh tháng 10 với tháng 9": {vi.Date(2026, 9, 30), vi.Date(2026, 10, 31)},
	} {
		was, is := w.participants(u, coverage.BHYT, days[0]), w.participants(u, coverage.BHYT, days[1])
		w.holds(fmt.Sprintf("/sosanh %s %s", u, text), w.rateLine(u, days[1]), w.moved(u, days[0], days[1]),
			fmt.Sprintf("%s%% (%s/%s người)", share(was, w.population(u, days[0])), number(was), number(w.population(u, days[0]))),
			fmt.Sprintf("(%s%% số người)", growth(is, was)), w.reported(u, days[0], days[1]))
	}
	w.holds(fmt.Sprintf("/xa %s báo cáo 9 tháng", u), w.rateLine(u, vi.Date(2026, 9, 30)),
		w.moved(u, vi.Date(2025, 12, 31), vi.Date(2026, 9, 30)), w.reported(u, vi.Date(2025, 12, 31), vi.Date(2026, 9, 30)))
}

func (w *twice) moved(u place.Code, from, to vi.Day) string {
	was, is := w.participants(u, coverage.BHYT, from), w.participants(u, coverage.BHYT, to)
	return fmt.Sprintf("%s điểm %%, %s người", difference(is, w.population(u, to), was, w.population(u, from)), signed(is-was))
}

func (w *twice) reported(u place.Code, after, upTo vi.Day) string {
	sum := func(k coverage.Kind) int64 { return w.tallied(u, coverage.BHYT, k, after, upTo) }
	return fmt.Sprintf("ã báo %s mới, %s tái tục, %s giảm", signed(sum(coverage.New)), number(sum(coverage.Renewed)), signed(-sum(coverage.Lapsed)))
}

func (w *twice) checkBeside() {
	a, b := place.Code("90001"), place.Code("90003")
	p, n, q, m := w.participants(a, coverage.BHYT, w.today), w.population(a, w.today), w.participants(b, coverage.BHYT, w.today), w.population(b, w.today)
	w.holds("so sánh xã Đồng Nhất với xã Đồng Tam", w.rateLine(a, w.today), w.rateLine(b, w.today),
		fmt.Sprintf("Chênh lệch: %s điểm %%", difference(p, n, q, m)), fmt.Sprintf("Số người: %s, bằng %s%% của %s", signed(p-q), half(100*p, q, 2), w.title(b)))
}

// checkDetails asks why people lapsed, what meetings brought and whose
// payments run out.
func (w *twice) checkDetails(u place.Code) {
	lost := w.tallied(u, coverage.BHYT, coverage.Lapsed, w.today-30, w.today)
	want := []string{fmt.Sprintf("Đã báo giảm %s người, tăng mới %s người", number(lost), number(w.tallied(u, coverage.BHYT, coverage.New, w.today-30, w.today)))}
	said := map[coverage.Reason]string{"": "hông ghi lý do", coverage.LeftPoor: "hoát nghèo", coverage.LeftList: "ã ra khỏi danh sách", coverage.Moved: "huyển đi", coverage.Died: "ua đời", coverage.NotRenewed: "hông đóng tiếp"}
	for reason, words := range said {
		n := w.tallied(u, coverage.BHYT, coverage.Lapsed, w.today-30, w.today, func(e coverage.Entry) bool { return e.Reason == reason })
		if n != 0 && w.level(u) != "bản" {
			want = append(want, fmt.Sprintf("%s: %s người (%s%%)", words, number(n), half(100*n, lost, 2)))
		}
	}
	w.holds(fmt.Sprintf("/xa %s vì sao giảm", u), want...)

	meetings, came := w.tallied(u, coverage.Activity, coverage.Meetings, w.today-90, w.today), w.tallied(u, coverage.Activity, coverage.Attendees, w.today-90, w.today)
	signed := w.tallied(u, coverage.Household, coverage.Registered, w.today-90, w.today)
	if meetings > 0 {
		w.holds(fmt.Sprintf("/xa %s 90 ngày qua tuyên truyền", u), fmt.Sprintf("%s buổi, %s người dự, bình quân %s người/buổi", number(meetings), number(came), half(came, meetings, 1)),
			fmt.Sprintf("%s người đăng ký, bằng %s%% số người dự", number(signed), half(100*signed, came, 2)))
	}

	from, to := vi.Date(2026, 12, 1), vi.Date(2026, 12, 31)
	want, due := nil, int64(0)
	for _, months := range []int{1, 3, 6, 12} {
		n := int64(0)
		for _, e := range w.all {
			end := after(e.Day, months)
			if e.Indicator == coverage.Household && (e.Kind == coverage.New || e.Kind == coverage.Renewed) && e.Months == months &&
				end >= from && end <= to && slices.Contains(w.below(u), e.Unit) {
				n += e.Count
			}
		}
		if due += n; n != 0 {
			want = append(want, fmt.Sprintf("Đóng %d tháng: %s người", months, number(n)))
		}
	}
	w.holds(fmt.Sprintf("/xa %s thẻ đến hạn tháng sau", u), append(want, fmt.Sprintf("%s người hết số tháng đã đóng, BHYT hộ gia đình", number(due)))...)
}

// after is a day some months on, the last of the month where it has none such.
func after(d vi.Day, months int) vi.Day {
	y, m, day := d.Civil()
	for vi.Date(y, m+time.Month(months), day).MonthStart() != vi.Date(y, m+time.Month(months), 1) {
		day--
	}
	return vi.Date(y, m+time.Month(months), day)
}

// parts gives the units right below one, in the order of their codes.
func (w *twice) parts(within place.Code) []place.Code {
	if communes, ok := w.serves[within]; ok {
		return communes
	}
	var all []place.Code
	for u, above := range w.parents {
		if above == within {
			all = append(all, u)
		}
	}
	slices.Sort(all)
	return all
}

// figure is what a list says of a unit.
type figure struct {
	unit                        place.Code
	title                       string
	p, n, goal, gap, was, wasOf int64
}

func (w *twice) figures(within place.Code, was vi.Day) []figure {
	var all []figure
	for _, u := range w.parts(within) {
		f := figure{unit: u, title: w.title(u), p: w.participants(u, coverage.BHYT, w.today), n: w.population(u, w.today), goal: w.demand(u)}
		f.gap = max(0, need(f.goal, f.n)-f.p)
		f.was, f.wasOf = w.participants(u, coverage.BHYT, was), w.population(u, was)
		all = append(all, f)
	}
	return all
}

// ordered sorts by a fraction and numbers, equal ones alike.
func ordered(all []figure, by func(figure) *big.Rat, line func(int, figure) string) []string {
	slices.SortFunc(all, func(a, b figure) int { return cmp.Or(by(a).Cmp(by(b)), cmp.Compare(a.unit, b.unit)) })
	var out []string
	rank := 0
	for n, f := range all {
		if n == 0 || by(all[n-1]).Cmp(by(f)) != 0 {
			rank = n + 1
		}
		out = append(out, line(rank, f))
	}
	return out
}

func (f figure) rate() *big.Rat { return big.NewRat(f.p, f.n) }

func (f figure) row(n int) string {
	s := fmt.Sprintf("%d. %s: %s%% (%s/%s)", n, f.title, share(f.p, f.n, f.goal), number(f.p), number(f.n))
	if f.gap > 0 {
		s += ", thiếu " + number(f.gap)
	}
	return s
}

func numbered(lines []string) []string {
	for n, s := range lines {
		_, rest, _ := strings.Cut(s, ". ")
		lines[n] = fmt.Sprintf("%d. %s", n+1, rest)
	}
	return lines
}

func pick(all []figure, picks func(figure) bool) []figure {
	return slices.DeleteFunc(slices.Clone(all), func(f figure) bool { return !picks(f) })
}

func (w *twice) checkLists(within place.Code) {
	since := w.today - 45
	all := w.figures(within, since)
	var want []string
	for n, f := range all {
		want = append(want, f.row(n+1))
	}
	w.rows(fmt.Sprintf("/theoban %s", within), want)
	w.rows(fmt.Sprintf("/chuadat %s", within), numbered(ordered(pick(all, func(f figure) bool { return f.gap > 0 }), figure.rate, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%%, thiếu %s người", n, f.title, share(f.p, f.n, f.goal), number(f.gap))
	})))
	w.rows(fmt.Sprintf("/chuadat %s 93%%", within), numbered(ordered(pick(all, func(f figure) bool { return f.p < need(930_000, f.n) }), figure.rate, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%%, thiếu %s người", n, f.title, share(f.p, f.n, 930_000), number(need(930_000, f.n)-f.p))
	})))
	floored := pick(all, func(f figure) bool { return w.floor(f.unit) > 0 && f.p < need(930_000, f.n) })
	w.rows(fmt.Sprintf("/chuadat %s dưới sàn", within), numbered(ordered(floored, figure.rate, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%%, sàn 93%%, thiếu %s người", n, f.title, share(f.p, f.n, 930_000), number(need(930_000, f.n)-f.p))
	})))
	met := ordered(pick(all, func(f figure) bool { return f.p >= need(880_000, f.n) }), figure.rate, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%% (%s/%s)", n, f.title, share(f.p, f.n), number(f.p), number(f.n))
	})
	slices.Reverse(met)
	w.rows(fmt.Sprintf("/chuadat %s đã đạt 88%%", within), numbered(met))
	change := func(f figure) *big.Rat { return new(big.Rat).Sub(f.rate(), big.NewRat(f.was, f.wasOf)) }
	fell := pick(all, func(f figure) bool { return change(f).Sign() < 0 })
	w.rows(fmt.Sprintf("/chuadat %s giảm từ %s", within, since.Long()), numbered(ordered(fell, change, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%% → %s%% (%s điểm %%)", n, f.title, share(f.was, f.wasOf), share(f.p, f.n), difference(f.p, f.n, f.was, f.wasOf))
	})))
}

func (w *twice) checkRanks(within place.Code) {
	since := w.today - 30
	all := w.figures(within, since)
	large := pick(all, func(f figure) bool { return f.n >= 500 || w.level(f.unit) == "bản" && f.n >= 50 })
	down := func(by func(figure) *big.Rat) func(figure) *big.Rat {
		return func(f figure) *big.Rat { return new(big.Rat).Neg(by(f)) }
	}
	w.rows(fmt.Sprintf("/xephang %s cac %s", within, w.below1(within)), ordered(slices.Clone(large), down(figure.rate), func(n int, f figure) string { return f.row(n) }))
	w.rows(fmt.Sprintf("/xephang %s cac %s thấp nhất", within, w.below1(within)), ordered(slices.Clone(large), figure.rate, func(n int, f figure) string { return f.row(n) }))
	w.rankTitles(within, len(large))
	change := func(f figure) *big.Rat { return new(big.Rat).Sub(f.rate(), big.NewRat(f.was, f.wasOf)) }
	w.rows(fmt.Sprintf("/xephang %s cac %s tăng trưởng", within, w.below1(within)), ordered(slices.Clone(large), down(change), func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s điểm %% (%s%% → %s%%)", n, f.title, difference(f.p, f.n, f.was, f.wasOf), share(f.was, f.wasOf), share(f.p, f.n))
	}))
	w.rows(fmt.Sprintf("/xephang %s cac %s còn thiếu", within, w.below1(within)), ordered(slices.Clone(all), func(f figure) *big.Rat { return big.NewRat(-f.gap, 1) }, func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: thiếu %s người (%s%%, cần %s%%)", n, f.title, number(f.gap), share(f.p, f.n, f.goal), half(100*f.goal, 1_000_000, 2))
	}))
	if w.level(w.parts(within)[0]) != "xã" {
		return
	}
	closed := pick(w.figures(within, vi.Date(2025, 12, 31)), func(f figure) bool { return need(f.goal, f.n) > f.was })
	part := func(f figure) *big.Rat { return big.NewRat(min(f.p, need(f.goal, f.n))-f.was, need(f.goal, f.n)-f.was) }
	w.rows(fmt.Sprintf("/xephang %s cac xã rút ngắn", within), ordered(closed, down(part), func(n int, f figure) string {
		done, short := min(f.p, need(f.goal, f.n))-f.was, need(f.goal, f.n)-f.was
		return fmt.Sprintf("%d. %s: %s%% phần còn thiếu (%s/%s người)", n, f.title, half(100*done, short, 2), number(done), number(short))
	}))
	var planned []figure
	for _, u := range w.parts(within) {
		if t, ok := w.target(u, coverage.Voluntary); ok {
			planned = append(planned, figure{unit: u, title: w.title(u), p: w.participants(u, coverage.Voluntary, w.today), n: t.People})
		}
	}
	w.rows(fmt.Sprintf("/xephang %s bhxh_tn cac xã kế hoạch", within), ordered(planned, down(figure.rate), func(n int, f figure) string {
		return fmt.Sprintf("%d. %s: %s%% kế hoạch (%s/%s)", n, f.title, half(100*f.p, f.n, 2), number(f.p), number(f.n))
	}))
}

// rankTitles holds the titles of rankings to how many places they rank: all
// that are large enough, or as many as are asked for.
func (w *twice) rankTitles(within place.Code, ranked int) {
	level := w.levelWord(within)
	for question, want := range map[string]string{
		"/xephang %s cac %s":                    fmt.Sprintf("Xếp hạng %d %s của %s, BHYT", ranked, level, w.title(within)),
		"/xephang %s cac %s thấp nhất":          fmt.Sprintf("Xếp hạng %d %s của %s, BHYT, từ thấp lên", ranked, level, w.title(within)),
		"/xephang %s 2 %s cao nhất":             fmt.Sprintf("%d %s cao nhất của %s, BHYT", min(2, ranked), level, w.title(within)),
		"/xephang %s 2 %s thấp nhất":            fmt.Sprintf("%d %s thấp nhất của %s, BHYT", min(2, ranked), level, w.title(within)),
		"/xephang %s 5 %s hoàn thành cao nhất":  fmt.Sprintf("%d %s đứng đầu của %s, BHYT · theo mức hoàn thành", min(5, ranked), level, w.title(within)),
		"/xephang %s 5 %s hoàn thành thấp nhất": fmt.Sprintf("%d %s đứng cuối của %s, BHYT · theo mức hoàn thành", min(5, ranked), level, w.title(within)),
	} {
		question = fmt.Sprintf(question, within, w.below1(within))
		w.says(question, w.asked("boss", question)[0], want)
	}
}

// below1 is the word for what lies right below a unit.
func (w *twice) below1(within place.Code) string {
	if w.level(w.parts(within)[0]) == "xã" {
		return "xã"
	}
	return "thôn"
}

// sold is what stands of an agent's new people on some days, and on how many
// days something of theirs stands.
func (w *twice) sold(name string, from, to vi.Day) (people int64, days int) {
	taken := map[coverage.Position]bool{}
	for _, e := range w.all {
		taken[e.Reverses] = true
	}
	seen := map[vi.Day]bool{}
	for _, e := range w.all {
		if e.Reverses != 0 || taken[e.Seq] || e.Day < from || e.Day > to || w.agentOf(e.Unit) != name {
			continue
		}
		if seen[e.Day] = true; e.Kind == coverage.New {
			people += e.Count
		}
	}
	return people, len(seen)
}

func (w *twice) checkAgents(within place.Code) {
	type score struct {
		name   string
		people int64
		days   int
	}
	var all []score
	for name, units := range w.agents {
		if !slices.Contains(w.below(within), units[0]) {
			continue
		}
		people, days := w.sold(name, vi.Date(2026, 11, 1), w.today)
		all = append(all, score{name, people, days})
	}
	slices.SortFunc(all, func(a, b score) int { return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.name, b.name)) })
	var want []string
	for n, s := range all {
		rank := 1 + slices.IndexFunc(all, func(o score) bool { return o.people == s.people })
		want = append(want, fmt.Sprintf("%d. %s: %s người, %d ngày có báo cáo", rank, s.name, number(s.people), s.days))
		_ = n
	}
	w.rows(fmt.Sprintf("/xephang %s nhân viên", within), want)
}

func (w *twice) checkMissing(within place.Code) {
	var want []string
	for _, v := range w.below(within) {
		standing, last := map[vi.Day]int{}, vi.Day(0)
		for _, e := range w.all {
			if e.Unit != v || !e.Opens {
				continue
			}
			if standing[e.Day]++; e.Reverses != 0 {
				standing[e.Day] -= 2
			}
			if e.Day <= w.today {
				last = max(last, vi.DayOf(e.At, hanoi))
			}
		}
		if standing[w.today] > 0 || standing[w.today-1] > 0 || standing[w.today-2] > 0 {
			continue
		}
		line := fmt.Sprintf("%d. %s, %s (%s)", len(want)+1, w.title(v), w.title(w.parents[v]), w.agentOf(v))
		switch {
		case last == 0:
			line += ", chưa báo lần nào"
		case last < w.today-1:
			line += fmt.Sprintf(", %d ngày chưa báo, lần cuối %s", w.today-last, last.Short())
		}
		want = append(want, line)
	}
	w.rows(fmt.Sprintf("/chuabao %s 3 ngày", within), want)
}

func (w *twice) checkOwn() {
	monday := w.today - 4 // 20/11/2026 is a Friday
	for name := range w.agents {
		today, _ := w.sold(name, w.today, w.today)
		week, _ := w.sold(name, monday, w.today)
		month, _ := w.sold(name, vi.Date(2026, 11, 1), w.today)
		want := fmt.Sprintf("%s người mới hôm nay\n%s tuần này · %s tháng này", number(today), number(week), number(month))
		w.says(name, strings.Join(w.asked(name, "tôi"), "\n"), want)
	}
}
