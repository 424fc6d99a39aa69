package coverage

import (
	"slices"
	"time"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Kind is what happened to the people of an entry.
type Kind string

// The kinds. Counts are people, but for Visited (households) and Meetings.
const (
	New        Kind = "new"        // tăng mới: +1 each
	Renewed    Kind = "renewed"    // tái tục: nothing for coverage
	Lapsed     Kind = "lapsed"     // giảm: -1 each
	Visited    Kind = "visited"    // households called on
	Registered Kind = "registered" // promised, not yet paid: never coverage
	Meetings   Kind = "meetings"   // outreach meetings
	Attendees  Kind = "attendees"  // people at them
	Zero       Kind = "zero"       // a report that there was nothing; under Activity
)

// Known tells whether k is one of the kinds.
func (k Kind) Known() bool {
	switch k {
	case New, Renewed, Lapsed, Visited, Registered, Meetings, Attendees, Zero:
		return true
	}
	return false
}

// Reason is why people lapsed.
type Reason string

// The reasons.
const (
	NoReason   Reason = ""
	LeftPoor   Reason = "left_poverty" // thoát nghèo
	LeftList   Reason = "left_list"    // xã ra khỏi danh sách
	Moved      Reason = "moved"
	Died       Reason = "died"
	NotRenewed Reason = "not_renewed"
	ToEmployer Reason = "to_employer" // -1 for the part, 0 for its whole
)

// Position is a place in the ledger: the number of its last entry counted.
// Entries are numbered from 1 without a gap, in the order of their commits.
type Position int64

// PersonID names a person of ours for ever.
type PersonID int64

// Entry is one line of the ledger. Lines are never changed or removed: a
// correction is a line that takes back (Reverses, the same but for its sign)
// and a new one.
type Entry struct {
	Seq       Position   // the ledger's number
	Report    int64      // the report's number, shown as #4711: its first entry's Seq
	Message   string     // the message it came by, whatever its edits (bot.Message.Root)
	Unit      place.Code // the village, or whatever unit reported
	Indicator Indicator
	Kind      Kind
	Count     int64 // negative only where Reverses is set
	Day       vi.Day
	By        PersonID
	At        time.Time // when it was received
	Reverses  Position  // the entry it takes back, or 0
	Reason    Reason    // of a lapse
	Months    int       // months paid, 0 where not said
	Tag       string    // "donated", "campaign:…", or ""
	Flagged   bool      // an unusual number that was confirmed
	Source    string    // of imported history: unique, else ""
	Opens     bool      // the entry by which its message's report of the unit and day counts
	Delivers  bool      // by it the village and day came to be reported; where it Reverses, ceased to be
	Timely    bool      // of one that Delivers: in time, on the day itself
	Cause     Cause     // why a correction took an entry back or put one in its place
}

// Cause is why what was reported before was changed; "" where it was not.
type Cause string

// The causes.
const (
	Undone    Cause = "undone"     // hủy: taken back, and what it had replaced put back
	Replaced  Cause = "replaced"   // sửa: another number
	Reduced   Cause = "reduced"    // bớt: so many fewer
	Totalled  Cause = "totalled"   // tổng cả ngày
	MovedUnit Cause = "moved_unit" // belongs to another village
	MovedDay  Cause = "moved_day"  // belongs to another day
	Edited    Cause = "edited"     // the chat message was changed
	Overruled Cause = "overruled"  // another agent's figure stands in its place
	Returned  Cause = "returned"   // an official sent the report back
)

// Counts are sums of entries. The counts of a whole (BHYT, BHXH) hold those
// of its parts, without people who only went to an employer.
type Counts struct {
	New, Renewed, Lapsed, Visited   int64
	Registered, Meetings, Attendees int64
	Reports                         int64     // of Activity: reports standing
	Last                            time.Time // newest receipt; of Activity
}

// Net is what the counts add to coverage, people.
func (c Counts) Net() int64 { return c.New - c.Lapsed }

// Plus adds two sums.
func (c Counts) Plus(d Counts) Counts { return c.combine(d, 1) }

// Minus takes d from c; Last stays that of c.
func (c Counts) Minus(d Counts) Counts { return c.combine(d, -1) }

func (c Counts) combine(d Counts, sign int64) Counts {
	c.New += sign * d.New
	c.Renewed += sign * d.Renewed
	c.Lapsed += sign * d.Lapsed
	c.Visited += sign * d.Visited
	c.Registered += sign * d.Registered
	c.Meetings += sign * d.Meetings
	c.Attendees += sign * d.Attendees
	c.Reports += sign * d.Reports
	if sign > 0 && d.Last.After(c.Last) {
		c.Last = d.Last
	}
	return c
}

// Post is what one entry adds to one indicator's counts.
type Post struct {
	Indicator Indicator
	Counts    Counts
}

// Posts gives what e adds to each indicator of its unit and of every unit
// above it: its own indicator, that one's whole, the details of both kinds
// (why people lapsed, how many months they paid), and Activity. Every sum of
// the product (SQL, Redis, in memory) is made of these, so that they agree.
// A report is one unit and day of one message; the entry that Opens carries it.
func (e Entry) Posts() []Post {
	var posts []Post
	if e.Indicator != Activity && !e.Misplaced() {
		posts = append(posts, Post{e.Indicator, e.counts()})
		if whole := e.Indicator.whole(); whole != "" && e.Reason != ToEmployer {
			posts = append(posts, Post{whole, e.counts()})
		}
		posts = e.detail(posts)
	}
	activity := Counts{}
	if e.Indicator == Activity {
		activity = e.counts() // meetings are for no one insurance
	}
	if e.Opens {
		activity.Reports = 1
		if e.Reverses != 0 {
			activity.Reports = -1
		}
		activity.Last = e.At
	}
	if e.Delivers {
		days := Counts{Reports: 1}
		if e.Reverses != 0 {
			days.Reports = -1
		}
		posts = append(posts, Post{Delivered, days})
		if e.Timely {
			posts = append(posts, Post{OnTime, days})
		}
	}
	if activity != (Counts{}) {
		posts = append(posts, Post{Activity, activity})
	}
	return posts
}

// Inherited gives of an entry's posts those that count in what its unit became,
// where it was tallied after the unit's end: people do, but that a village's
// day is reported does not, which a merged village would have several times.
func Inherited(posts []Post) []Post {
	return slices.DeleteFunc(slices.Clone(posts), func(p Post) bool { return p.Indicator == Delivered || p.Indicator == OnTime })
}

// Misplaced tells whether an entry says of a whole what only a part of it can
// lose: who went to an employer is insured there. It adds nothing, and none is
// taken any more.
func (e Entry) Misplaced() bool {
	return e.Reason == ToEmployer && (e.Indicator == BHYT || e.Indicator == BHXH)
}

// Adds gives what e adds to the participants of an indicator: the net of its
// post to it, without making the posts.
func (e Entry) Adds(i Indicator) int64 {
	if e.Indicator != i && (e.Indicator.whole() != i || e.Reason == ToEmployer) || i == Activity || e.Misplaced() {
		return 0
	}
	switch e.Kind {
	case New:
		return e.Count
	case Lapsed:
		return -e.Count
	}
	return 0
}

func (e Entry) counts() Counts {
	var c Counts
	switch e.Kind {
	case New:
		c.New = e.Count
	case Renewed:
		c.Renewed = e.Count
	case Lapsed:
		c.Lapsed = e.Count
	case Visited:
		c.Visited = e.Count
	case Registered:
		c.Registered = e.Count
	case Meetings:
		c.Meetings = e.Count
	case Attendees:
		c.Attendees = e.Count
	}
	return c
}
