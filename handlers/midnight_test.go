package handlers_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"baophu/internal/vi"
)

// zoneChild marks the process that runs the test in another zone.
const zoneChild = "BAOPHU_TEST_ZONE"

// The days of reports end at midnight in Asia/Ho_Chi_Minh, wherever the
// process believes it is: the test runs once more in a process of a zone where
// that is another hour, mostly of another day.
func TestDaysEndAtMidnightInHanoi(t *testing.T) {
	t.Parallel()
	if os.Getenv(zoneChild) == "" {
		for _, zone := range []string{"Pacific/Honolulu", "Pacific/Kiritimati"} {
			t.Run(strings.ReplaceAll(zone, "/", " "), func(t *testing.T) {
				t.Parallel()
				c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDaysEndAtMidnightInHanoi$", "-test.v") //nolint:gosec // this very test
				c.Env = append(os.Environ(), "TZ="+zone, zoneChild+"=1")
				if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS") {
					t.Errorf("in %s: %v\n%s", zone, err, out)
				}
			})
		}
		return
	}
	if _, offset := time.Now().Zone(); offset == 7*3600 {
		t.Fatal("the process is in the zone of Hanoi all the same")
	}
	s := newStage(t)
	for _, edge := range []string{
		"2026-11-21", // a day
		"2026-12-01", // a month
		"2027-01-01", // a year, a quarter
		"2027-03-01", // the month after a short one
		"2027-04-01", // a quarter
		"2028-02-29", // a leap day
		"2028-03-01", // and the day after
	} {
		midnight, err := time.ParseInLocation(time.DateOnly, edge, hanoi)
		if err != nil {
			t.Fatal(err)
		}
		day := vi.DayOf(midnight, hanoi)
		if day.String() != edge {
			t.Fatalf("%s begins on %s", edge, day)
		}
		for _, step := range []struct {
			at   time.Time
			text string
			of   vi.Day
			want string
		}{
			{midnight.Add(-time.Second), "3 hgđ", day - 1, "03694-01 bhyt_hgd new 3"},
			{midnight, "2 tn", day, "03694-01 bhxh_tn new 2"},
			{midnight.Add(time.Second), "hôm qua 1 hssv", day - 1, "03694-01 bhyt_hssv new 1"},
		} {
			s.now = step.at.In(time.Local) // as the process would say it
			s.say("agent2", step.text)
			if got := s.booked(step.of, "03694-01"); !slices.Contains(got, step.want) {
				t.Errorf("%q at %s is not of %s: %q", step.text, step.at, step.of, got)
			}
		}
		if got := s.booked(day, "03694-01"); len(got) != 1 {
			t.Errorf("%s holds %q", day, got)
		}
	}
	for _, before := range []string{"2028-03-31"} {
		midnight, _ := time.ParseInLocation(time.DateOnly, before, hanoi)
		s.say("lock", "03694 2028-03")
		s.now = midnight.AddDate(0, 0, 1).Add(-time.Second)
		s.say("agent2", "4 hgđ")
		s.now = midnight.AddDate(0, 0, 1)
		s.say("agent2", "5 hgđ")
		day := vi.DayOf(midnight, hanoi)
		if last, first := s.booked(day, "03694-01"), s.booked(day+1, "03694-01"); len(last) != 0 || len(first) != 1 {
			t.Errorf("a closed month holds %q, the open one %q", last, first)
		}
	}
}
