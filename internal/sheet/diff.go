package sheet

import (
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
	english []string // the same in English
}

// mostSamples is how many of a kind a dry run shows.
const mostSamples = 3

// String gives the change in one line: "số chốt: thêm 4, sửa 2, giữ nguyên 1
// (03679 bhyt 31/10/2026: 6.412 người; ...)".
func (c Change) String() string {
	return c.line(c.Title, [3]string{"thêm", "sửa", "giữ nguyên"}, c.Samples)
}

// English gives the change in one line for who reads English.
func (c Change) English() string {
	return c.line(titleEnglish(c.Kind), [3]string{"added", "changed", "kept"}, c.english)
}

func (c Change) line(title string, words [3]string, samples []string) string {
	var parts []string
	for k, n := range []int{c.Added, c.Changed, c.Same} {
		if n > 0 {
			parts = append(parts, words[k]+" "+vi.Int(int64(n)))
		}
	}
	s := title + ": " + strings.Join(parts, ", ")
	if len(samples) == 0 {
		return s
	}
	more := ""
	if c.Added+c.Changed > len(samples) {
		more = "; ..."
	}
	return s + " (" + strings.Join(samples, "; ") + more + ")"
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
			func(u place.Unit) said { return alike("%s", title(u.Code)) }),
		compare("names", "tên gọi khác", known.Names, a.Records.Names,
			func(n place.Name) place.Name { return n },
			func(n place.Name) said { return tell("%s là %s", "%s is %s", n.Name, title(n.Unit)) }),
		compare("denominators", "mẫu số", known.Denominators, a.Records.Denominators, denominatorKey,
			func(d coverage.Denominator) said {
				return tell("%s, %s %s: %s", "%s, %s %s: %s", title(d.Unit), baseTitle(d.Base), d.AsOf.Long(), people(d.Value))
			}),
		compare("baselines", "số chốt", known.Baselines, a.Records.Baselines, baselineKey,
			func(b coverage.Baseline) said {
				return alike("%s, %s %s: %s", title(b.Unit), b.Indicator, b.AsOf.Long(), baselineValue(b))
			}),
		compare("targets", "chỉ tiêu", known.Targets, a.Records.Targets, targetKey,
			func(t coverage.Target) said {
				return alike("%s, %s %s: %s", strings.TrimSpace(title(t.Unit)+" "+t.Agent), t.Indicator, said{t.Period.Title(), t.Period.English()}, targetValue(t))
			}),
		compare("classes", "danh hiệu nông thôn mới", known.Classes, a.Records.Classes, classKey,
			func(c coverage.Class) said {
				return tell("%s: %s từ %s", "%s: %s from %s", title(c.Unit), c.Class, c.Recognised.Long())
			}),
		compare("floors", "mức sàn nông thôn mới", known.Floors, a.Records.Floors, floorKey,
			func(f coverage.Floor) said {
				return tell("%s %s từ %s: %s%%", "%s %s from %s: %s%%", f.Class, f.Indicator, f.From.Long(), f.Rate.Pct())
			}),
		compare("hours", "giờ nhắc báo cáo", known.Hours, a.Records.Hours, hoursKey,
			func(h coverage.Hours) said {
				return tell("%s: nhắc %s, danh sách %s", "%s: reminder %s, list %s", title(h.Unit), hour(h.Remind), hour(h.List))
			}),
		compare("events", "sự kiện chính sách", known.Events, a.Records.Events, eventKey,
			func(e coverage.Event) said { return alike("%s, %s: %s", title(e.Unit), e.Day.Long(), e.What) }),
		compare("people", "người dùng", posted(held.People, a.People), ordered(a.People),
			func(p coverage.Posting) postingID { return postingID{p.Name, p.Role} },
			func(p coverage.Posting) said { return alike("%s", p.Name) }),
		compare("tallies", "số phát sinh", counted(held.Sources, a.Tallies), a.Tallies,
			func(e coverage.Entry) tallyID { return tallyID{e.Source} },
			func(e coverage.Entry) said {
				return alike("%s, %s %s %s: %d", title(e.Unit), e.Day.Long(), e.Indicator, e.Kind, e.Count)
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

func compare[T any, K comparable](kind, title string, known, named []T, id func(T) K, show func(T) said) Change {
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
			sample := show(n)
			c.Samples, c.english = append(c.Samples, strings.TrimSpace(sample.vi)), append(c.english, strings.TrimSpace(sample.en))
		}
	}
	return c
}
