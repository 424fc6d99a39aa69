package sheet

import (
	"cmp"
	"fmt"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/vi"
)

// said is a piece of a line in both languages.
type said struct{ vi, en string }

// tell writes a piece in both languages; of what is said in both itself, each
// takes its own.
func tell(vi, en string, args ...any) said {
	inVi, inEn := make([]any, len(args)), make([]any, len(args))
	for n, arg := range args {
		inVi[n], inEn[n] = arg, arg
		if s, ok := arg.(said); ok {
			inVi[n], inEn[n] = s.vi, s.en
		}
	}
	return said{fmt.Sprintf(vi, inVi...), fmt.Sprintf(en, inEn...)}
}

// alike is tell where both languages have the same words around the pieces.
func alike(format string, args ...any) said { return tell(format, format, args...) }

// titleEnglish names a kind of record.
func titleEnglish(kind string) string {
	return cmp.Or(map[string]string{
		"names": "other names", "baselines": "official counts", "classes": "new-rural classes", "floors": "new-rural floors",
		"hours": "hours of reminders", "events": "changes of policy",
	}[kind], kind)
}

func people(n int64) said { return tell("%s người", "%s people", vi.Int(n)) }

// hour is when something is sent, or that a unit above says so.
func hour(at string) said {
	return said{cmp.Or(at, "theo cấp trên"), cmp.Or(at, "as of the unit above")}
}

func baseTitle(b coverage.Base) said {
	for _, c := range bases() {
		if c.value == b {
			return said{c.words[1], strings.ReplaceAll(c.words[0], "_", " ")}
		}
	}
	return alike("%s", b)
}

func baselineValue(b coverage.Baseline) said {
	rate := vi.Rate(int64(b.Stated)) + "%"
	stated := alike("%s", rate)
	if b.Bound {
		stated = tell("trên %s", "above %s", rate)
	}
	switch {
	case b.Participants < 0 && b.Stated < 0:
		return said{}
	case b.Participants < 0:
		return stated
	case b.Stated < 0:
		return people(b.Participants)
	default:
		return tell("%s, công bố %s", "%s, published %s", people(b.Participants), stated)
	}
}

func targetValue(t coverage.Target) said {
	switch t.Measure {
	case coverage.RatePct:
		return alike("%s%%", t.Rate.Pct())
	case coverage.NewOnes:
		return tell("%s người mới", "%s new people", vi.Int(t.People))
	default:
		return people(t.People)
	}
}
