package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/place"
)

// TestHeardTwice: how many are reminded, were so lately and cannot be reached,
// and of how many places somebody answers, hears or may see.
func TestHeardTwice(t *testing.T) {
	t.Parallel()
	looksAt(t)
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := &heardWorld{twice: newTwice(t, 150+seed, (*twice).makeFar, (*twice).postLongAgo), wrote: map[string]bool{}, silent: map[string]bool{}}
			w.now = opening.Add(-2 * time.Hour)
			w.postFar()
			w.write(manyPlaces)
			w.asked("boss", "/xa 90")
			w.asked(someCommunes, "/xa 90001")
			for n, name := range w.names() { // nobody is reached before they wrote
				w.silent[name] = true
				if n > 0 && w.r.IntN(3) > 0 {
					w.write(name, w.agents[name][:w.r.IntN(len(w.agents[name])+1)]...)
				}
			}
			w.checkUsual(16, 35, w.remindedAt)
			w.checkUsual(17, 40, w.checkReminded)
			w.checkAnnounced("Gửi tin này cho %d nhân viên thu ở tỉnh Xứ Thử?", "Đang gửi tới %d nhân viên thu ở tỉnh Xứ Thử, lần lượt", len(w.wrote))
			w.checkUsual(19, 0, w.checkLists)
			w.checkPlaces()
			w.checkUsual(21, 30, func() {
				w.checkAnnounced("Gửi tin này cho %d nhân viên thu ở tỉnh Xứ Thử?", "Từ 7:00 sáng em gửi tới %d nhân viên thu ở tỉnh Xứ Thử, để", len(w.wrote)-1) // one is on leave
			})
			w.says("the own places", strings.Join(w.asked(someCommunes, "của tôi"), "\n"), append(w.ownGoals(), fmt.Sprintf("%d nơi anh/chị phụ trách", w.communes))...)
		})
	}
}

// names gives the agents that newTwice made, in order.
func (w *twice) names() (all []string) {
	for name := range w.agents {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// makeFar makes a commune of many villages.
func (w *twice) makeFar() {
	add := func(code, name, kind string, parent place.Code) {
		w.records.Units = append(w.records.Units, place.Unit{Code: place.Code(code), Name: name, Kind: kind, Parent: parent})
		w.parents[place.Code(code)] = parent
	}
	add("90008", "Đồng Xa", "xã", "90")
	for n := range 24 + w.r.IntN(9) {
		add(fmt.Sprintf("90008-%02d", n+1), fmt.Sprintf("Xa %d", n+1), "bản", "90008")
	}
}

// heardWorld is a world of which a test knows who wrote, and who was silent today.
type heardWorld struct {
	*twice
	wrote, silent map[string]bool
	places        int // of the agent of many villages
	communes      int // of the official of some
}

const manyPlaces, someCommunes = "Người Nhiều Nơi", "Cán Bộ Vùng"

// postFar posts an agent of many villages, one of each other far village, whom
// nothing reaches, and an official of some communes.
func (w *heardWorld) postFar() {
	var villages []place.Code
	for _, v := range w.units("bản") {
		if w.parents[v] == "90008" {
			villages = append(villages, v)
		}
	}
	w.places, w.communes = 6+w.r.IntN(6), 2+w.r.IntN(3)
	people := []coverage.Posting{
		{Name: manyPlaces, Role: coverage.Agent, Units: villages[:w.places], Status: coverage.Active},
		{Name: someCommunes, Role: coverage.Official, Units: w.units("xã")[:w.communes], Status: coverage.Active},
	}
	for n, v := range villages[w.places:] {
		name := fmt.Sprintf("Người Xa %c", 'A'+n)
		people = append(people, coverage.Posting{Name: name, Role: coverage.Agent, Units: []place.Code{v}, Status: coverage.Active})
		w.silent[name] = true
	}
	if _, err := w.ledger.Amend(w.t.Context(), coverage.Amendment{People: people}); err != nil {
		w.t.Fatal(err)
	}
	w.service.Library.Refresh()
	w.connect(manyPlaces, manyPlaces)
	w.connect(someCommunes, someCommunes)
	w.silent[manyPlaces] = true
}

// write has somebody write, and report for some of the own villages.
func (w *heardWorld) write(name string, villages ...place.Code) {
	w.asked(name, "tôi")
	w.wrote[name] = true
	for _, v := range villages {
		w.now = w.now.Add(time.Minute)
		if said := strings.Join(w.asked(name, w.title(v)+": 1 hgđ tái tục"), "\n"); !strings.Contains(said, "Đã ghi #") {
			w.t.Fatalf("%s is not booked: %s", v, said)
		}
	}
	w.silent[name] = name == manyPlaces || len(villages) < len(w.agents[name])
}

// checkReminded has those reminded who are silent: at once, within the hour,
// and after it.
func (w *heardWorld) checkReminded() {
	count := func(wrote bool) (n int) {
		for name, silent := range w.silent {
			if silent && w.wrote[name] == wrote {
				n++
			}
		}
		return n
	}
	said := strings.Join(w.asked("boss", "nhắc những người chưa báo cáo"), "\n")
	w.says("the first reminder", said, fmt.Sprintf("Đã nhắc %d người chưa báo hôm nay ở tỉnh Xứ Thử.", count(true)))
	const named = 10
	at := slices.IndexFunc(strings.Split(said, "\n"), func(s string) bool { return strings.HasPrefix(s, "Chưa liên lạc") })
	line := strings.Split(said, "\n")[max(at, 0)]
	w.says("who is not reached", line, fmt.Sprintf("Chưa liên lạc được %d người qua bot: ", count(false)), fmt.Sprintf(" và %d người khác", count(false)-named))
	w.equal("who is not reached", "the number of names", strings.Count(line, "Người "), named)
	noted(w.t, line)
	for _, name := range w.names() { // one more reports
		if w.silent[name] && w.wrote[name] {
			w.write(name, w.agents[name]...)
			break
		}
	}
	w.says("within the hour", strings.Join(w.asked("boss", "nhắc những người chưa báo cáo"), "\n"), fmt.Sprintf("%d người vừa được nhắc trong giờ này", count(true)))
	w.now = w.now.Add(time.Hour)
	w.says("after the hour", strings.Join(w.asked("boss", "nhắc những người chưa báo cáo"), "\n"), fmt.Sprintf("Đã nhắc %d người chưa báo hôm nay ở tỉnh Xứ Thử.", count(true)))
}

// checkAnnounced sends an announcement, which reaches so many of those who wrote.
func (w *heardWorld) checkAnnounced(asked, done string, reached int) {
	w.says("before it is sent", strings.Join(w.asked("boss", "thông báo: Mai họp ở xã"), "\n"), fmt.Sprintf(asked, reached))
	w.says("once it is sent", strings.Join(w.asked("boss", "có"), "\n"), fmt.Sprintf(done, reached))
}

// checkPlaces has the agent of many villages ask for what is beyond them, and
// rest: both name a few of them, and how many more there are.
func (w *heardWorld) checkPlaces() {
	w.says("what is beyond", strings.Join(w.asked(manyPlaces, "/xa 90"), "\n"), fmt.Sprintf(" và %d nơi nữa", w.places-3))
	said := strings.Join(w.asked(manyPlaces, "em bị ốm xin nghỉ 3 ngày"), "\n")
	w.says("who rests", said, fmt.Sprintf(" và %d nơi nữa", w.places-5))
	w.says("the villages of who rests", strings.Join(w.asked("boss", "/chuabao 90"), "\n"), fmt.Sprintf(" và %d nơi nữa", w.places-5))
}

// checkUsual looks, at a time of day, at what the schedule says of itself.
func (w *heardWorld) checkUsual(hour, minute int, look func()) {
	w.t.Helper()
	w.now = w.today.Start(hanoi).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	look()
}

// due lets the schedule do what is due, and gives what it says to each.
func (w *heardWorld) due() map[string]string {
	w.t.Helper()
	w.notices() // of before
	w.unasked.RunDue(w.t.Context())
	said := map[string]string{}
	for _, r := range w.notices() {
		said[r.To.Chat] += r.Title + "\n" + r.Text
	}
	return said
}

// remindedAt holds the day's reminders to who is silent: those who reported for
// one of their villages are let be.
func (w *heardWorld) remindedAt() {
	said := w.due()
	w.read()
	for name, text := range said {
		if name == manyPlaces {
			w.says("the reminder of "+name, text, fmt.Sprintf(" và %d nơi khác", w.places-3))
			noted(w.t, text)
		} else if !w.wrote[name] || !w.silent[name] || w.reportedToday(name) {
			w.t.Errorf("%s is reminded: %s", name, text)
		}
	}
	for name := range w.wrote {
		if _, reminded := said[name]; !reminded && w.silent[name] && !w.reportedToday(name) {
			w.t.Errorf("%s is not reminded", name)
		}
	}
}

func (w *heardWorld) reportedToday(name string) bool {
	return slices.ContainsFunc(w.all, func(e coverage.Entry) bool { return e.Day == w.today && w.agentOf(e.Unit) == name })
}

// checkLists holds the lists of silent villages to the entries of the day: the
// official of some communes hears of those, whoever stands above of the others.
func (w *heardWorld) checkLists() {
	said := w.due()
	w.read()
	silent := map[string]map[string]bool{"boss": {}, someCommunes: {}}
	for _, v := range w.units("bản") {
		if slices.ContainsFunc(w.all, func(e coverage.Entry) bool { return e.Day == w.today && e.Unit == v }) {
			continue
		}
		who := "boss"
		if slices.Contains(w.units("xã")[:w.communes], w.parents[v]) {
			who = someCommunes
		}
		silent[who][w.title(v)] = true
	}
	const most = 20
	for who, villages := range silent {
		if len(villages) == 0 {
			continue
		}
		w.says("the list of "+who, said[who], fmt.Sprintf("Đến 19:00 còn %d nơi, có thể do", len(villages)))
		if more := len(villages) - most; more > 0 {
			w.says("the list of "+who, said[who], fmt.Sprintf("… và %d nơi nữa", more))
		}
		rows := 0
		for _, line := range strings.Split(said[who], "\n") {
			number, rest, ok := strings.Cut(line, ". ")
			if !ok || strings.Trim(number, "0123456789") != "" {
				continue
			}
			rows++
			village, _, _ := strings.Cut(strings.ReplaceAll(rest, " (", ", "), ", ")
			if number != fmt.Sprint(rows) || !villages[village] {
				w.t.Errorf("the list of %s names %q, want a silent village as number %d", who, line, rows)
			}
			delete(villages, village)
			noted(w.t, line)
		}
		w.equal("the list of "+who, "the number of rows", rows, min(rows+len(villages), most))
	}
}
