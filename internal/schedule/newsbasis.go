package schedule

import (
	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// basisSaid says in one line what the figures of a digest stand on: the days of
// the official counts, and the day up to which reports are in them. "" where
// none is known.
func basisSaid(p coverage.Person, all ...coverage.Standing) string {
	var first, last, until vi.Day
	reported, mixed := false, false
	for _, st := range all {
		if !st.Known {
			continue
		}
		if first.IsZero() || st.AsOfBaseline() < first {
			first = st.AsOfBaseline()
		}
		last, until = max(last, st.AsOfBaseline()), max(until, st.AsOf)
		reported, mixed = reported || st.Moved(), mixed || st.Mixed
	}
	if first.IsZero() {
		return ""
	}
	line := say(p, "news.basis", first.Long())
	switch {
	case mixed: // of a unit with counts of several days the newest is known
		line = say(p, "news.mixed", last.Long())
	case first != last:
		line = say(p, "news.bases", first.Long(), last.Long())
	}
	if reported {
		line += say(p, "news.until", until.Short())
	}
	return line
}

func textsBasis() map[string]text {
	return map[string]text{
		"news.basis": {"Số chốt %s", "Official count of %s"},
		"news.bases": {"Số chốt từ %s đến %s, tùy nơi", "Official counts of %s to %s, by place"},
		"news.mixed": {"Số chốt nhiều ngày, mới nhất %s", "Official counts of several days, the newest of %s"},
		"news.until": {" + các báo cáo đến hết %s", " and the reports up to %s"},
	}
}
