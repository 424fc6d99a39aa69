package handlers_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/bot"
	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// TestManyTwice: the numbers of lists that go on, of places that are shared, of
// pictures that show some of many, and of counts set beside reports, in a
// commune of many villages with an agent each.
func TestManyTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := newTwice(t, 130+seed, (*twice).makeManyVillages, (*twice).makePupils, (*twice).postLongAgo)
			w.now = opening
			revision := w.postPupils()
			w.read()
			w.checkMore()
			w.checkPlaces()
			w.checkDrawn("xep hang", -1)
			w.checkDrawn("thap nhat", 1)
			w.checkSeveral()
			w.checkProvinceOffsets()
			w.checkAgentOffsets()
			w.checkImported(revision)
			w.checkFollowed()
			w.checkFaults()
			w.checkJournal()
		})
	}
}

// many is a commune with more villages than go on a page.
const many = place.Code("90005")

// makeManyVillages adds that commune: round figures, so that some villages are equal;
// some small, some never counted, some for show, some whose source says another
// rate.
func (w *twice) makeManyVillages() {
	w.records.Units = append(w.records.Units, place.Unit{Code: many, Name: "Đồng Ngũ", Kind: "xã", Parent: "90"})
	w.parents[many] = "90"
	trees, looks := []string{"Lim", "Sến", "Táu", "Chò", "Vối", "Gạo", "Bưởi", "Mít"}, []string{"Non", "Cao", "Bạc", "Nâu", "Lạnh"}
	for n := range 32 + w.r.IntN(8) {
		u := place.Code(fmt.Sprintf("%s-%02d", many, n+1))
		w.records.Units = append(w.records.Units, place.Unit{Code: u, Name: trees[n%8] + " " + looks[n/8], Kind: "bản", Parent: many})
		w.parents[u] = many
		w.agents[fmt.Sprintf("Người Năm %c%c", 'A'+n/8, 'A'+n%8)] = []place.Code{u}
		people := int64(100 * (1 + n%4))
		if n%9 == 4 {
			people = 40
		}
		w.records.Denominators = append(w.records.Denominators, coverage.Denominator{Unit: u, Base: coverage.Population, AsOf: vi.Date(2025, 1, 1), Value: people, Source: "thử", Illustrative: w.r.IntN(3) == 0})
		count := coverage.Baseline{Unit: u, Indicator: coverage.BHYT, AsOf: vi.Date(2026, 9, 30), Participants: people * (80 + 5*w.r.Int64N(4)) / 100, Stated: -1, Source: "thử"}
		if w.r.IntN(3) == 0 {
			count.Stated = coverage.Rate(10_000 * (60 + w.r.Int64N(15)))
		}
		if n%9 != 7 {
			w.records.Baselines = append(w.records.Baselines, count)
		}
	}
}

// makePupils counts pupils in September, and of some communes in October.
func (w *twice) makePupils() {
	count := func(u place.Code, asOf vi.Day, people int64) {
		w.records.Baselines = append(w.records.Baselines, coverage.Baseline{Unit: u, Indicator: coverage.Pupils, AsOf: asOf, Participants: people, Stated: -1, Source: "thử"})
	}
	for n, u := range w.units("xã") {
		if n != 1 {
			count(u, vi.Date(2026, 9, 30), 300)
		}
		if n != 2 && (n != 3 || w.r.IntN(2) == 0) {
			count(u, vi.Date(2026, 10, 31), 280+w.r.Int64N(50))
		}
	}
	for n, u := range w.parts(many) {
		if n%7 != 3 {
			count(u, vi.Date(2026, 9, 30), 20+w.r.Int64N(30))
		}
	}
}

// postPupils adds what the agents of the many villages reported, of some
// nothing, and gives how often the records were changed.
func (w *twice) postPupils() int {
	var a coverage.Amendment
	for n, u := range w.parts(many) {
		if w.r.IntN(3) == 0 && n > 0 {
			continue
		}
		for k := range 2 {
			e := coverage.Entry{Unit: u, Indicator: coverage.Pupils, Kind: coverage.New, Count: 1 + w.r.Int64N(9), Opens: true,
				Day: vi.Date(2026, 10, 1) + vi.Day(w.r.IntN(45)), Source: fmt.Sprintf("nhieu/%d/%d", n, k)}
			if w.r.IntN(4) == 0 {
				e.Kind, e.Reason = coverage.Lapsed, coverage.Moved
			}
			e.At = e.Day.Start(hanoi).Add(10 * time.Hour)
			a.Tallies, a.Agents = append(a.Tallies, e), append(a.Agents, w.agentOf(u))
		}
	}
	if _, err := w.ledger.Amend(w.t.Context(), a); err != nil {
		w.t.Fatal(err)
	}
	w.admin()
	return 4 // an empty ledger's is the first; then the world, these reports, and the administrator
}

// checkMore turns the pages of lists of places and of people.
func (w *twice) checkMore() {
	for question, of := range map[string]string{"/theoban %s": "nơi", "/xephang %s nhân viên": "người"} {
		question = fmt.Sprintf(question, many)
		for page, left := 1, len(w.parts(many))-10; left > 0; page, left = page+1, left-10 {
			w.holds(fmt.Sprintf("%s trang %d", question, page), fmt.Sprintf("\n… và %d %s nữa", left, of))
		}
	}
}

// standing gives the villages that are ranked, the highest share first.
func (w *twice) standing(order int) []figure {
	all := pick(w.figures(many, w.today), func(f figure) bool { return f.n >= 50 && !w.lacks(f.unit) })
	slices.SortFunc(all, func(a, b figure) int { return cmp.Or(order*a.rate().Cmp(b.rate()), cmp.Compare(a.unit, b.unit)) })
	return all
}

// checkPlaces asks for a village's place, which it may share.
func (w *twice) checkPlaces() {
	all, shared := w.standing(-1), 0
	for range 6 {
		f := all[w.r.IntN(len(all))]
		higher, equal := 0, 0
		for _, o := range all {
			switch o.rate().Cmp(f.rate()) {
			case 1:
				higher++
			case 0:
				equal++
			}
		}
		want := fmt.Sprintf("B%s đứng thứ %d trong %d nơi\n", strings.TrimPrefix(f.title, "b"), higher+1, len(all))
		if equal > 1 {
			shared++
			want = fmt.Sprintf("%s (%d nơi bằng nhau)\n", strings.TrimSuffix(want, "\n"), equal)
		}
		w.holds("/xephang "+string(f.unit), want)
	}
	if shared == 0 {
		w.t.Error("no place is shared")
	}
}

// checkDrawn holds what a picture of some of the villages says of them all, and
// of those that bear a sign.
func (w *twice) checkDrawn(order string, sign int) {
	question := fmt.Sprintf("/bieudo %s cac thon %s", many, order)
	p, _ := plotted[chart.RankingPlot](w, "boss", question)
	total, all := len(w.parts(many)), w.standing(sign)
	subtitle, foot := fmt.Sprintf("BHYT, đến %s, trong %d nơi", w.today.Long(), total), fmt.Sprintf("%d nơi chưa đủ số nên không xếp.", total-len(all))
	noted(w.t, subtitle, foot)
	w.equal(question, "what is below the title", p.Subtitle, subtitle)
	w.equal(question, "the foot", p.Foot[0], foot)
	var contradicted, invented int
	for _, f := range all[:10] {
		for _, b := range w.records.Baselines {
			if b.Unit == f.unit && b.Indicator == coverage.BHYT && b.Stated >= 0 {
				contradicted++
			}
		}
		for _, d := range w.records.Denominators {
			if d.Unit == f.unit && d.Illustrative {
				invented++
			}
		}
	}
	if invented == 10 {
		invented = 0 // where all are, none bears a sign
	}
	var want []chart.Sign
	for _, s := range []struct {
		mark, word string
		count      int
	}{{"≠", "nguồn nêu tỷ lệ khác: %d nơi", contradicted}, {"°", "số minh họa: %d nơi", invented}} {
		drawn := 0
		for _, b := range p.Bars {
			drawn += strings.Count(b.Sign, s.mark)
		}
		w.equal(question, "the number of bars with "+s.mark, drawn, s.count)
		if s.count > 0 {
			want = append(want, chart.Sign{Mark: s.mark, Word: fmt.Sprintf(s.word, s.count)})
			noted(w.t, fmt.Sprintf(s.word, s.count))
		}
	}
	if !slices.Equal(p.Signs, want) {
		w.t.Errorf("%s: the signs are %+v, want %+v", question, p.Signs, want)
	}
}

// checkSeveral compares more villages than are compared at once.
func (w *twice) checkSeveral() {
	asked := w.parts(many)[:9+w.r.IntN(4)]
	var names []string
	for _, u := range asked {
		names = append(names, w.title(u))
	}
	question := "so sánh " + strings.Join(names, ", ")
	lines := w.asked("boss", question)
	shown := 0
	for _, line := range lines {
		if _, rest, ok := strings.Cut(line, ". Bản "); ok && strings.Contains(rest, ": BHYT") {
			shown++
		}
	}
	w.holds(question, fmt.Sprintf("\nMột lần so được %d nơi, chưa so: %s.", shown, strings.Join(names[shown:], ", ")))
	if shown == 0 || shown == len(asked) {
		w.t.Errorf("%d of %d are compared", shown, len(asked))
	}
}

// offset is what a unit's agents reported up to the count of October, and the
// count; ok is false where there is no such count, or none before it.
func (w *twice) offset(u place.Code) (said, counted int64, ok bool) {
	first, last := vi.Date(2026, 9, 30), vi.Date(2026, 10, 31)
	before, after := false, false
	for _, b := range w.records.Baselines {
		switch {
		case b.Unit != u || b.Indicator != coverage.Pupils:
		case b.AsOf == first:
			before, said = true, b.Participants
		case b.AsOf == last:
			after, counted = true, b.Participants
		}
	}
	said += w.tallied(u, coverage.Pupils, coverage.New, first, last) - w.tallied(u, coverage.Pupils, coverage.Lapsed, first, last)
	return said, counted, before && after
}

// checkProvinceOffsets sets the communes' counts beside the reports, where some
// have none.
func (w *twice) checkProvinceOffsets() {
	const question = "/bieudo 90 bhyt_hssv doi chieu thang 10"
	p, said := plotted[chart.OffsetPlot](w, "boss", question)
	known, unknown := 0, 0
	for _, u := range w.units("xã") {
		if _, _, ok := w.offset(u); ok {
			known++
		} else {
			unknown++
		}
	}
	w.says(question, said, fmt.Sprintf("\n%d nơi chưa có số chốt kỳ này", unknown))
	subtitle := fmt.Sprintf("số chốt 31/10/2026 so với báo cáo · %d nơi", known)
	noted(w.t, subtitle)
	w.equal(question, "what is below the title", p.Subtitle, subtitle)
}

// checkAgentOffsets holds what is said of each agent of the commune whose count
// is set beside the reports.
func (w *twice) checkAgentOffsets() {
	question := fmt.Sprintf("/bieudo %s bhyt_hssv doi chieu thang 10", many)
	_, said := plotted[chart.OffsetPlot](w, "boss", question)
	type tally struct {
		name      string
		sold, off int64
	}
	var all []tally
	first, last := vi.Date(2026, 9, 30), vi.Date(2026, 10, 31)
	for _, u := range w.parts(many) {
		sold, lost := w.tallied(u, coverage.Pupils, coverage.New, first, last), w.tallied(u, coverage.Pupils, coverage.Lapsed, first, last)
		if sold != 0 || lost != 0 {
			all = append(all, tally{w.agentOf(u), sold, lost})
		}
	}
	net := func(t tally) int64 { return max(t.sold-t.off, t.off-t.sold) }
	slices.SortFunc(all, func(a, b tally) int { return cmp.Or(cmp.Compare(net(b), net(a)), cmp.Compare(a.name, b.name)) })
	var want strings.Builder
	for _, t := range all[:10] {
		fmt.Fprintf(&want, "\n– %s: %s mới, %s giảm", t.name, signed(t.sold), signed(-t.off))
	}
	fmt.Fprintf(&want, "\n… và %d người nữa", len(all)-10)
	w.says(question, said, want.String())
}

// checkImported imports counts of the villages: the state of the records goes up
// by one a file, and the picture shows the furthest off of them.
func (w *twice) checkImported(revision int) {
	rows := "unit_code,indicator,as_of,participants\n"
	known, unknown := 0, 0
	for _, u := range w.parts(many) {
		if w.r.IntN(6) == 0 {
			continue
		}
		count := coverage.Baseline{Unit: u, Indicator: coverage.Pupils, AsOf: vi.Date(2026, 10, 31), Participants: 10 + w.r.Int64N(60), Stated: -1}
		rows += fmt.Sprintf("%s,bhyt_hssv,2026-10-31,%d\n", u, count.Participants)
		w.records.Baselines = append(w.records.Baselines, count)
		if _, _, ok := w.offset(u); ok {
			known++
		} else {
			unknown++
		}
	}
	people := fmt.Sprintf("unit_code,denominator,as_of,value\n%s,students,2026-09-01,%d\n", many, 4_000+w.r.Int64N(900))
	for n, file := range []string{people, rows} {
		name := fmt.Sprintf("tep-%d.csv", n)
		if said := w.upload("chief", bot.File{Name: name, Bytes: []byte(file)}); !strings.Contains(said, "Chưa ghi gì") {
			w.t.Fatalf("%s is not taken: %s", name, said)
		}
		state := fmt.Sprintf("Danh mục lần thứ %d; đã ghi nhật ký", revision+1+n)
		if n == 0 {
			w.says(name, strings.Join(w.asked("chief", "có"), "\n"), state)
			continue
		}
		p, said := plotted[chart.OffsetPlot](w, "chief", "có")
		w.says(name, said, state, fmt.Sprintf("\n%d nơi chưa có số chốt kỳ này", unknown), fmt.Sprintf("\n… và %d nơi nữa", known-10))
		subtitle, foot := fmt.Sprintf("số chốt 31/10/2026 so với báo cáo · %d nơi", known), fmt.Sprintf("%d nơi lệch nhiều nhất trong %d nơi.", len(p.Offsets), known)
		noted(w.t, subtitle, foot)
		w.equal(name, "what is below the title", p.Subtitle, subtitle)
		w.equal(name, "the foot", p.Foot[0], foot)
	}
}

// checkFollowed follows villages until it is too many.
func (w *twice) checkFollowed() {
	for followed, u := range w.parts(many) {
		question := fmt.Sprintf("/theodoi %s ngay", u)
		said := strings.Join(w.asked("boss", question), "\n")
		if strings.Contains(said, "tối đa") {
			w.says(question, said, fmt.Sprintf("Mỗi người theo dõi tối đa %d nơi.", followed))
			return
		}
	}
	w.t.Error("all may be followed")
}
