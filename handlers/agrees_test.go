package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// What confirmations say, read without the code that says it.
var (
	confirmed = regexp.MustCompile(`^(?:Đã ghi|Đã sửa|Recorded|Corrected) #(\d+) |^(?:Đã hủy báo cáo #\d+ \(ghi là|Report #\d+ taken back \(as) #(\d+)\)`)
	saidNew   = regexp.MustCompile(`\+([\d.,]*\d) (?:mới|new)`)
	saidAgain = regexp.MustCompile(`(?:^|[ ,;:])([\d.,]*\d) (?:tái tục|renewed)`)
	saidGone  = regexp.MustCompile(`−([\d.,]*\d) (?:giảm|lapsed)`)
	saidDay   = regexp.MustCompile(`(?m)^(?:Cả ngày của .*|.*'s day in all): ([\d.,]*\d) (?:người|people|person)$`)
	saidGap   = regexp.MustCompile(`(?m)^(.+?): .*?(?:còn thiếu )?([\d.,]*\d) (?:người để đạt|(?:people|person) short of) (\d+)%$`)
)

// agrees holds a confirmation to the ledger: the report of its number has the
// figures it names, the day's totals are those of the entries that stand, and
// the people short are those of the figures kept now.
func (s *stage) agrees(r bot.Reply) {
	s.t.Helper()
	m := confirmed.FindStringSubmatch(r.Title)
	if m == nil {
		return
	}
	number, err := strconv.ParseInt(m[1]+m[2], 10, 64)
	if err != nil {
		s.t.Error(err)
		return
	}
	entries, err := s.ledger.Report(context.Background(), number)
	if err != nil {
		s.t.Errorf("%s: %v", r.Title, err)
		return
	}
	if m[1] != "" {
		for kind, said := range map[coverage.Kind]*regexp.Regexp{coverage.New: saidNew, coverage.Renewed: saidAgain, coverage.Lapsed: saidGone} {
			var told, kept int64
			for _, n := range said.FindAllStringSubmatch(r.Text, -1) {
				told += people(s.t, n[1])
			}
			for _, e := range entries {
				if e.Kind == kind && e.Reverses == 0 {
					kept += e.Count
				}
			}
			if told != kept {
				s.t.Errorf("%s tells of %d %s, the ledger holds %d:\n%s", r.Title, told, kind, kept, r.Text)
			}
		}
	}
	s.agreesByDay(r, entries)
	s.agreesGap(r)
}

// agreesByDay sums up the entries that stand, unit by unit and day by day.
func (s *stage) agreesByDay(r bot.Reply, entries []coverage.Entry) {
	s.t.Helper()
	var told, kept []int64
	for _, n := range saidDay.FindAllStringSubmatch(r.Text, -1) {
		told = append(told, people(s.t, n[1]))
	}
	type unitDay struct {
		unit place.Code
		day  vi.Day
	}
	met := map[unitDay]bool{}
	for _, e := range entries {
		if met[unitDay{e.Unit, e.Day}] {
			continue
		}
		met[unitDay{e.Unit, e.Day}] = true
		all, err := s.ledger.Entries(context.Background(), []place.Code{e.Unit}, e.Day, e.Day)
		if err != nil {
			s.t.Error(err)
		}
		var sum int64
		for _, x := range coverage.InForce(all) {
			if x.Kind == coverage.New || x.Kind == coverage.Renewed {
				sum += x.Count
			}
		}
		kept = append(kept, sum)
	}
	if len(told) > 0 && !slices.Equal(told, kept) {
		s.t.Errorf("%s: the days hold %d, told is %d", r.Title, kept, told)
	}
}

func (s *stage) agreesGap(r bot.Reply) {
	s.t.Helper()
	book, err := s.service.Library.Book(context.Background())
	if err != nil {
		s.t.Error(err)
		return
	}
	today := vi.DayOf(s.now, hanoi)
	for _, m := range saidGap.FindAllStringSubmatch(r.Text, -1) {
		for _, u := range book.Tree.Descendants(place.Nation, place.Commune, today) {
			if !strings.EqualFold(book.Tree.Title(u), m[1]) {
				continue
			}
			st, err := s.service.Standing(context.Background(), u, coverage.BHYT, today)
			if err != nil {
				s.t.Error(err)
				continue
			}
			short := (people(s.t, m[3])*st.Denominator.Value+99)/100 - st.Participants
			if told := people(s.t, m[2]); told != short {
				s.t.Errorf("%s: %s lacks %d, told is %d", r.Title, m[1], short, told)
			}
		}
	}
}

func people(t *testing.T, said string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(strings.NewReplacer(".", "", ",", "").Replace(said), 10, 64)
	if err != nil {
		t.Errorf("%q is no number", said)
	}
	return n
}

// private holds replies, and what is stored, to naming nobody by a number.
func (s *stage) private(r bot.Reply) {
	s.t.Helper()
	if found := personNumber.FindString(r.Title + "\n" + r.Text); found != "" {
		s.t.Errorf("a reply tells %q:\n%s", found, r.Text)
	}
}

// storedNothingPrivate looks through the database for what conversations say
// that must not be kept.
func (s *stage) storedNothingPrivate() {
	s.t.Helper()
	for _, file := range []string{s.path, s.path + "-wal"} {
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			s.t.Error(err)
		}
		if bytes.Contains(content, []byte("000000000001")) {
			s.t.Errorf("%s holds a person's number", file)
		}
	}
}

// The sink finds what it is there for.
func TestSinkFindsWhatMustNotBeLogged(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"text=\"CCCD 000000000001\"", "phone 0912345678", "card DN1234567890123", "who=Lò Văn X", "old id 123456789", "tel=+84912345678"} {
		if personal.FindString(line) == "" {
			t.Errorf("%q passes", line)
		}
	}
	for _, line := range []string{"report=13116 took=1.5ms", "time=2026-11-20T17:40:00.000+07:00 level=WARN", "seq 1234567"} {
		if found := personal.FindString(line); found != "" {
			t.Errorf("%q is taken for %q", line, found)
		}
	}
}
