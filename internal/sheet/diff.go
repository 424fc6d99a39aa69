package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// Change sums up what an import would do to one kind of record.
type Change struct {
	Kind    string   `json:"kind"`  // as in formats: units, baselines, ...
	Title   string   `json:"title"` // in Vietnamese: "đơn vị"
	Added   int      `json:"added"`
	Changed int      `json:"changed"`
	Same    int      `json:"same"`
	Samples []string `json:"samples"` // the first few that are added or changed
}

// mostSamples is how many of a kind a dry run shows.
const mostSamples = 3

// String gives the change in one line: "số chốt: thêm 4, sửa 2, giữ nguyên 1
// (03679 bhyt 31/10/2026: 6.412 người; ...)".
func (c Change) String() string {
	var parts []string
	for _, p := range []struct {
		word string
		n    int
	}{{"thêm", c.Added}, {"sửa", c.Changed}, {"giữ nguyên", c.Same}} {
		if p.n > 0 {
			parts = append(parts, p.word+" "+vi.Int(int64(p.n)))
		}
	}
	s := c.Title + ": " + strings.Join(parts, ", ")
	if len(c.Samples) == 0 {
		return s
	}
	more := ""
	if c.Added+c.Changed > len(c.Samples) {
		more = "; ..."
	}
	return s + " (" + strings.Join(c.Samples, "; ") + more + ")"
}

// Diff says what an amendment would do to the known records and to the people
// and tallies that are held, a line for each kind it names.
func Diff(known coverage.Records, held coverage.Held, a coverage.Amendment) []Change {
	titles := map[place.Code]string{}
	for _, u := range known.Units {
		titles[u.Code] = u.Kind + " " + u.Name
	}
	for _, u := range a.Records.Units {
		titles[u.Code] = u.Kind + " " + u.Name
	}
	title := func(c place.Code) string { return strings.TrimSpace(string(c) + " " + titles[c]) }
	changes := []Change{
		compare("units", "đơn vị", known.Units, a.Records.Units,
			func(u place.Unit) place.Code { return u.Code },
			func(u place.Unit) string { return title(u.Code) }),
		compare("names", "tên gọi khác", known.Names, a.Records.Names,
			func(n place.Name) place.Name { return n },
			func(n place.Name) string { return n.Name + " là " + title(n.Unit) }),
		compare("denominators", "mẫu số", known.Denominators, a.Records.Denominators, denominatorKey,
			func(d coverage.Denominator) string {
				return fmt.Sprintf("%s, %s %s: %s người", title(d.Unit), baseTitle(d.Base), d.AsOf.Long(), vi.Int(d.Value))
			}),
		compare("baselines", "số chốt", known.Baselines, a.Records.Baselines, baselineKey,
			func(b coverage.Baseline) string {
				return fmt.Sprintf("%s, %s %s: %s", title(b.Unit), b.Indicator, b.AsOf.Long(), baselineValue(b))
			}),
		compare("targets", "chỉ tiêu", known.Targets, a.Records.Targets, targetKey,
			func(t coverage.Target) string {
				return fmt.Sprintf("%s, %s %s: %s", strings.TrimSpace(title(t.Unit)+" "+t.Agent), t.Indicator, t.Period.Title(), targetValue(t))
			}),
		compare("classes", "danh hiệu nông thôn mới", known.Classes, a.Records.Classes, classKey,
			func(c coverage.Class) string {
				return fmt.Sprintf("%s: %s từ %s", title(c.Unit), c.Class, c.Recognised.Long())
			}),
		compare("floors", "mức sàn nông thôn mới", known.Floors, a.Records.Floors, floorKey,
			func(f coverage.Floor) string {
				return fmt.Sprintf("%s %s từ %s: %s%%", f.Class, f.Indicator, f.From.Long(), f.Rate.Pct())
			}),
		compare("hours", "giờ nhắc báo cáo", known.Hours, a.Records.Hours, hoursKey,
			func(h coverage.Hours) string {
				return fmt.Sprintf("%s: nhắc %s, danh sách %s", title(h.Unit), cmp.Or(h.Remind, "theo cấp trên"), cmp.Or(h.List, "theo cấp trên"))
			}),
		compare("events", "sự kiện chính sách", known.Events, a.Records.Events, eventKey,
			func(e coverage.Event) string { return fmt.Sprintf("%s, %s: %s", title(e.Unit), e.Day.Long(), e.What) }),
		compare("people", "người dùng", posted(held.People, a.People), ordered(a.People),
			func(p coverage.Posting) postingID { return postingID{p.Name, p.Role} },
			func(p coverage.Posting) string { return p.Name }),
		compare("tallies", "số phát sinh", counted(held.Sources, a.Tallies), a.Tallies,
			func(e coverage.Entry) tallyID { return tallyID{e.Source} },
			func(e coverage.Entry) string {
				return strings.TrimSpace(fmt.Sprintf("%s, %s %s %s: %d", title(e.Unit), e.Day.Long(), e.Indicator, e.Kind, e.Count))
			}),
	}
	var named []Change
	for _, c := range changes {
		if c.Added+c.Changed+c.Same > 0 {
			named = append(named, c)
		}
	}
	return named
}

// posted gives the people held as the rows of a file would put them: in the
// roles that the named rows speak of. Of several of one name it is the first.
func posted(people []coverage.Person, named []coverage.Posting) []coverage.Posting {
	var all []coverage.Posting
	met := map[string]bool{}
	for _, p := range people {
		if met[p.Name] {
			continue
		}
		met[p.Name] = true
		for _, n := range named {
			if n.Name == p.Name {
				post := coverage.Posting{Name: p.Name, Role: n.Role, Units: p.Units(n.Role), Status: p.Status}
				if n.Status == "" {
					post.Status = "" // the row leaves it as it is
				}
				all = append(all, post)
			}
		}
	}
	return ordered(all)
}

// ordered gives postings with their units in the order of codes, each once.
func ordered(posts []coverage.Posting) []coverage.Posting {
	posts = slices.Clone(posts)
	for n := range posts {
		posts[n].Units = slices.Clone(posts[n].Units)
		slices.Sort(posts[n].Units)
		posts[n].Units = slices.Compact(posts[n].Units)
	}
	return posts
}

// counted gives the entries whose source is held: they add nothing.
func counted(sources map[string]bool, named []coverage.Entry) []coverage.Entry {
	return slices.DeleteFunc(slices.Clone(named), func(e coverage.Entry) bool { return !sources[e.Source] })
}

func compare[T any, K comparable](kind, title string, known, named []T, id func(T) K, show func(T) string) Change {
	before := make(map[K]T, len(known))
	for _, k := range known {
		before[id(k)] = k
	}
	c := Change{Kind: kind, Title: title}
	for _, n := range named {
		was, ok := before[id(n)]
		switch {
		case !ok:
			c.Added++
		case fmt.Sprint(was) == fmt.Sprint(n):
			c.Same++
			continue
		default:
			c.Changed++
		}
		if len(c.Samples) < mostSamples {
			c.Samples = append(c.Samples, show(n))
		}
	}
	return c
}

func baseTitle(b coverage.Base) string {
	for _, c := range bases() {
		if c.value == b {
			return c.words[1]
		}
	}
	return string(b)
}

func baselineValue(b coverage.Baseline) string {
	stated := ""
	if b.Stated >= 0 {
		stated = vi.Rate(int64(b.Stated)) + "%"
		if b.Bound {
			stated = "trên " + stated
		}
	}
	switch {
	case b.Participants < 0:
		return stated
	case stated == "":
		return vi.Int(b.Participants) + " người"
	default:
		return vi.Int(b.Participants) + " người, công bố " + stated
	}
}

func targetValue(t coverage.Target) string {
	switch t.Measure {
	case coverage.RatePct:
		return t.Rate.Pct() + "%"
	case coverage.NewOnes:
		return vi.Int(t.People) + " người mới"
	default:
		return vi.Int(t.People) + " người"
	}
}
