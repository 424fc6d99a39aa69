package handlers_test

import (
	"fmt"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// levelWord is what the units right below one are called.
func (w *twice) levelWord(within place.Code) string {
	return map[string]string{"xã": "xã, phường", "thôn": "thôn, bản"}[w.below1(within)]
}

// checkFaults sends files of which some rows are no good: more of them than
// are named one by one.
func (w *twice) checkFaults() {
	const shown, warned = 10, 5
	good, bad := 1+w.r.IntN(4), shown+1+w.r.IntN(9)
	rows := "unit_code,indicator,as_of,participants\n"
	for n, u := range w.parts(many)[:good+bad] {
		people := "12"
		if n >= good {
			people = "khong"
		}
		rows += fmt.Sprintf("%s,bhyt_hssv,2026-10-31,%s\n", u, people)
	}
	w.says("a file with faults", w.upload("chief", bot.File{Name: "sai.csv", Bytes: []byte(rows)}),
		fmt.Sprintf("Tệp sai.csv có %d chỗ sai\n", bad), fmt.Sprintf("\n… và %d chỗ nữa", bad-shown))
	based, bare := 1+w.r.IntN(4), warned+1+w.r.IntN(9)
	rows = "unit_code,indicator,period,measure,value,basis\n"
	for n, u := range w.parts(many)[:based+bare] {
		basis := "QĐ 1/QĐ-UBND"
		if n >= based {
			basis = ""
		}
		rows += fmt.Sprintf("%s,bhyt,2026,rate_pct,95,%s\n", u, basis)
	}
	w.says("a file that is warned of", w.upload("chief", bot.File{Name: "thieu.csv", Bytes: []byte(rows)}), fmt.Sprintf("\n… và %d lưu ý nữa", bare-warned))
	w.asked("chief", "không")
}

// checkJournal locks and opens months, and asks for what was changed today.
func (w *twice) checkJournal() {
	const shown, question = 10, "nhật ký hôm nay"
	before := 0
	for _, line := range w.asked("chief", question) {
		if strings.Contains(line, " · ") {
			before++
		}
	}
	if before >= shown {
		w.t.Fatalf("there are %d changes before", before)
	}
	done := shown + w.r.IntN(5)
	for n := range done {
		what := []string{"khóa tháng 10 ", "mở khóa tháng 10 "}[n%2]
		w.asked("chief", what+w.title(w.units("xã")[n/2%4]))
		if said := strings.Join(w.asked("chief", "có"), "\n"); !strings.Contains(said, "khóa số liệu tháng 10/2026") {
			w.t.Fatalf("%s: %s", what, said)
		}
	}
	w.says(question, strings.Join(w.asked("chief", question), "\n"), fmt.Sprintf("\n… và %d thay đổi nữa", before+done-shown))
}

// ownGoals gives the figures of an official's communes, with the goals they
// are held to.
func (w *heardWorld) ownGoals() (all []string) {
	w.read()
	for _, u := range w.units("xã")[:w.communes] {
		all = append(all, fmt.Sprintf("%s; chỉ tiêu %s%%", w.rateLine(u, w.today), half(100*w.demand(u), 1_000_000, 2)))
	}
	return all
}

// nextDays lets some days go by.
func (w *booked) nextDays(n int) {
	w.now, w.today = w.now.AddDate(0, 0, n), w.today+vi.Day(n)
}

// lastTime begins a report the day after a short one, which is told whole.
func (w *booked) lastTime(name string) {
	w.nextDays(2)
	u := w.agents[name][0]
	for range 2 {
		w.now = w.now.Add(time.Minute)
		w.asked(name, fmt.Sprintf("hôm qua %s: %d hgđ", w.title(u), 1+w.r.Int64N(9)))
		w.asked(name, "có") // where it is the same number once more
	}
	w.read()
	var sum int64
	for _, e := range w.all {
		if e.Unit == u && e.Day == w.today-1 && e.Kind == coverage.New && e.Indicator == coverage.Household {
			sum += e.Count
		}
	}
	var labels []string
	for _, r := range w.say(name, "/baocao") {
		labels = append(labels, labelsOf(r)...)
	}
	w.says("the labels of "+name, strings.Join(labels, "\n")+"\n", fmt.Sprintf("Như hôm qua: %d hgđ\n", sum))
}

// besideAnother reports for a village that somebody else has reported for, and
// somebody who only learns.
func (w *booked) besideAnother(u place.Code) {
	w.nextDays(1)
	const other, learning = "Người Thay", "Người Tập"
	a := coverage.Amendment{People: []coverage.Posting{{Name: other, Role: coverage.Agent, Units: []place.Code{u}, Status: coverage.Active},
		{Name: learning, Role: coverage.Agent, Units: []place.Code{u}, Status: coverage.Training}}}
	if _, err := w.ledger.Amend(w.t.Context(), a); err != nil {
		w.t.Fatal(err)
	}
	w.service.Library.Refresh()
	w.connect(other, other)
	w.connect(learning, learning)
	n := 11 + w.r.Int64N(5)
	text, read := fmt.Sprintf("%s: %d hgđ", w.title(u), n), fmt.Sprintf("%s %d BHYT hộ gia đình mới.", w.title(u), n)
	w.says("an exercise", strings.Join(w.asked(learning, text), "\n"), "tin đọc được là "+read+" Báo cáo thử")
	w.asked(w.agentOf(u), fmt.Sprintf("%s: %d hgđ", w.title(u), 1+w.r.Int64N(9)))
	w.read()
	e := w.all[len(w.all)-1]
	others := fmt.Sprintf("%d BHYT hộ gia đình (#%d)", e.Count, e.Report)
	w.says("beside another", strings.Join(w.asked(other, text), "\n"), "Em hiểu: "+read,
		fmt.Sprintf("%s hôm %s đã có người khác báo %s. Anh/chị muốn:", upper(w.title(u)), w.today.Short(), others))
	w.says("instead of another, by its number", strings.Join(w.asked(other, "2"), "\n"), fmt.Sprintf("Bỏ số của người khác (%s) và ghi", others))
}
