package understand

import (
	"slices"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// figure is one number of a report with all that was said of it.
type figure struct {
	Row
	at         int // its item
	end        int // the word behind its number
	stretch    int
	approx     bool
	foreign    bool // a word we do not know stands behind it
	removed    bool // counted elsewhere
	own        bool // the indicator stood at it
	generic    bool // only "thẻ", "BHYT", "người"
	headed     bool // the indicator stood in a heading
	isTotal    bool
	isSum      bool // "=" stands before it
	isRunning  bool
	isPart     bool
	byColon    bool // a part of what stands before a colon
	thoatOrTN  bool // "giảm 3 tn"
	named      bool // the unit stood at it
	dated      bool // the day stood at it
	attending  bool
	registered bool
	meetings   bool
	agreed     bool
	people     bool
	strong     bool // what happened was said in so many words
	card       bool // "thẻ": of BHYT at least
	conflict   bool // two things that it cannot both be of
	spanScale  vi.Scale
	badDay     bool
	ranOut     bool // "hết hạn"
	torn       bool // "2 hgđ tái tục 8 hgđ": which of the two?
	gained     bool // "được" stands right before the number
	labels     []item
}

// isLabel tells whether an item says something of a figure.
func isLabel(c class) bool {
	return slices.Contains([]class{indicator, tn, card, book, people, pupil, households, kind, tt, visit, reason, tag, attend, register, agree, meeting}, c)
}

// family groups the labels of which a figure has one: what it is of, and what
// happened.
func family(c class) int {
	switch c {
	case indicator, tn, card, book:
		return 1
	case kind, tt, visit, attend, register, agree, meeting:
		return 2
	}
	return 0
}

// attach gives each number of a stretch its labels: those at its sides, by
// the side on which the writer puts them.
func attach(st stretch) (figures []figure, loose []item) {
	var numbers []int
	for i, it := range st.items {
		if it.class == count {
			numbers = append(numbers, i)
			f := figure{at: i, end: it.to}
			f.Count, f.Known, f.approx = it.num.Value, !it.num.Approx && it.num.Whole(), it.num.Approx || !it.num.Whole()
			figures = append(figures, f)
		}
	}
	if len(numbers) == 0 {
		for i, it := range st.items {
			if isLabel(it.class) && !((it.class == households || it.class == pupil || it.class == visit) && aside(st.items, i)) {
				loose = append(loose, it)
			}
		}
		return nil, loose
	}
	for i, it := range st.items {
		if !isLabel(it.class) || aside(st.items, i) {
			continue
		}
		to := owner(st.items, numbers, i)
		figures[to].labels = append(figures[to].labels, it)
		if k := slices.IndexFunc(numbers, func(n int) bool { return n > i }); k > 0 && tornBetween(st.items, numbers, k, i) {
			figures[k].torn = true
		}
	}
	return figures, nil
}

// aside tells whether a word for people is only somebody spoken of: "em báo
// cáo chị" has none that are counted.
func aside(items []item, i int) bool {
	switch items[i].class {
	case visit:
		return items[i].value == onlyHouseholds && (i+1 >= len(items) || items[i+1].class != count && items[i+1].class != about && items[i+1].class != households) && (i == 0 || items[i-1].class != households)
	case pupil:
		return i == 0 || items[i-1].class != count || items[i-1].to != items[i].from
	case households:
		behind := i > 0 && items[i-1].class == count && items[i-1].to == items[i].from
		ahead := i+1 < len(items) && items[i+1].class == count && !(i+2 < len(items) && items[i+2].class == people)
		return !behind && !ahead
	case people:
		behind := i > 0 && items[i-1].to == items[i].from
		ahead := i+1 < len(items) && items[i+1].class == count
		return !behind && !ahead
	}
	return false
}

// owner gives the number, by its place in numbers, that the label at i is of.
func owner(items []item, numbers []int, i int) int {
	next := 0
	for next < len(numbers) && numbers[next] < i {
		next++
	}
	switch {
	case next == 0:
		return 0
	case next == len(numbers):
		return next - 1
	}
	fam := family(items[i].class)
	if leads(items, numbers, next, i) {
		return next
	}
	if ofNumberBefore(items, numbers[next-1], i) {
		return next - 1
	}
	if fam == 2 && numbers[next-1] == i-2 && items[i-1].class == people && numbers[next] > i+1 {
		return next - 1 // "tăng mới 8 hgđ 12 người gia hạn hgđ 5 hs"
	}
	if fam == 0 { // người, hộ, do …: of the number before
		return next - 1
	}
	if numbers[next-1] == i-1 && isUnitWord(items[i].class) {
		return next - 1
	}
	if fam == 1 && numbers[next-1] == i-1 && numbers[next] > i+1 && items[i+1].class == measure {
		return next - 1 // "mua 2 hgđ cho hai cháu"
	}
	switch side(items, numbers, fam) {
	case before:
		return next
	case after:
		return next - 1
	}
	if between := sameBetween(items, numbers[next-1], numbers[next], fam); len(between) > 1 && between[len(between)-1] == i && !ofTheCards(items, i) {
		return next
	}
	if fam == 1 && numbers[next-1] == i-1 && numbers[next] == i+2 && family(items[i+1].class) == 2 {
		return next - 1 // "tm 2 hgd gh 3"
	}
	if isLabel(items[firstLabel(items, numbers)].class) && firstLabel(items, numbers) < numbers[0] && !isLabel(items[len(items)-1].class) {
		return next
	}
	return next - 1
}

// ofTheCards tells whether an insurance says what the cards counted right
// before it are of: "hai thẻ bảo hiểm y tế hộ gia đình mới bốn gia hạn".
func ofTheCards(items []item, i int) bool {
	return items[i].class == indicator && i > 0 && items[i-1].class == card && items[i-1].to == items[i].from
}

func isUnitWord(c class) bool { return c == card || c == book }

func firstLabel(items []item, numbers []int) int {
	for i := range numbers[0] {
		if family(items[i].class) > 0 {
			return i
		}
	}
	return numbers[0]
}

type where int8

const (
	unsaid where = iota
	before
	after
	trailing // behind it, in the same clause or the next
)

// side tells on which side of its numbers a stretch has the labels of a family.
func side(items []item, numbers []int, fam int) where {
	var pre, post bool
	for i, it := range items {
		if family(it.class) == fam {
			pre = pre || i < numbers[0]
			post = post || i > numbers[len(numbers)-1]
		}
	}
	switch {
	case pre && !post:
		return before
	case post && !pre:
		return after
	}
	return unsaid
}

func sameBetween(items []item, from, to, fam int) []int {
	var list []int
	for i := from + 1; i < to; i++ {
		if family(items[i].class) == fam || fam == 2 && items[i].class == reason {
			list = append(list, i)
		}
	}
	return list
}

// settle turns the labels of a figure into what it is of and what happened.
func (f *figure) settle() {
	var said []coverage.Kind
	for _, l := range f.labels {
		switch l.class {
		case indicator:
			f.setIndicator(coverage.Indicator(l.value))
		case tn:
			if f.Indicator == coverage.BHYT { // bhyt tn
				f.Indicator = coverage.Household
			} else {
				f.setIndicator(coverage.Voluntary)
			}
			f.thoatOrTN = true
		case card:
			f.card = true
			f.generic = f.generic || f.Indicator == ""
		case book:
			if f.Indicator == "" {
				f.setIndicator(coverage.Voluntary)
			}
		case pupil:
			if f.Indicator == "" || f.generic {
				f.setIndicator(coverage.Pupils)
			}
		case people:
			f.people = true
		case households:
			f.Households = true
		case reason:
			f.Reason = coverage.Reason(l.value)
			said = append(said, coverage.Lapsed)
		case tag:
			f.Tag = l.value
		case kind:
			k := coverage.Kind(l.value)
			if l.value == tookPart {
				k = coverage.New
			}
			said = append(said, k)
			f.strong = f.strong || l.value != tookPart
		case tt:
			said = append(said, coverage.Renewed)
		case visit:
			if l.value != onlyHouseholds || slices.ContainsFunc(f.labels, func(h item) bool { return h.class == households }) {
				said = append(said, coverage.Visited)
			}
		case attend:
			f.attending = true
		case register:
			f.registered = true
		case meeting:
			f.meetings = true
		case agree:
			f.agreed = true
		}
	}
	f.afterMeeting()
	if f.visitedFor() {
		said = slices.DeleteFunc(said, func(k coverage.Kind) bool { return k == coverage.Visited })
	}
	if f.meetings && f.Households { // "gõ cửa 9 nhà tuyên truyền"
		f.meetings = false
		said = append(said, coverage.Visited)
	}
	f.decide(f.insuredAgain(said))
}

// visitedFor tells whether calls are said to have brought the people counted:
// "vận động mãi được 2 hgđ".
func (f *figure) visitedFor() bool {
	return f.gained && f.own && !f.Households
}

// decide settles what happened where several things were said: "giảm do
// thoát nghèo", "vận động được 3 hgđ mới".
func (f *figure) decide(said []coverage.Kind) {
	has := func(k coverage.Kind) bool { return slices.Contains(said, k) }
	switch {
	case has(coverage.Lapsed):
		if has(coverage.Renewed) && f.Reason == "" && f.ranOut {
			f.Kind = coverage.Renewed // "2 người hết hạn đóng lại hgđ"
			return
		}
		f.Kind = coverage.Lapsed
		f.conflict = has(coverage.Renewed) && f.Reason == ""
	case has(coverage.Visited) && (f.Households || !has(coverage.New) && !f.people && !f.generic):
		f.Kind = coverage.Visited
		if f.Households || !f.people {
			f.Households = true
		}
	case has(coverage.Renewed):
		f.Kind = coverage.Renewed
	case has(coverage.New):
		f.Kind = coverage.New
	}
}

// setIndicator takes the part where a whole and a part of it are named; two
// that are neither conflict.
func (f *figure) setIndicator(i coverage.Indicator) {
	old := f.Indicator
	f.own = true
	if i == coverage.BHYT && old == "" {
		f.generic = true
	}
	switch {
	case old == "" || wholeOf(i) == old || f.generic && i != coverage.BHYT:
		f.Indicator = i
		f.generic = i == coverage.BHYT
	case old == i || wholeOf(old) == i:
	default:
		f.conflict = true
	}
}

func wholeOf(i coverage.Indicator) coverage.Indicator {
	d, _ := coverage.Describe(i)
	return d.Whole
}

// same tells whether two figures would be added to one another.
func (f *figure) same(g *figure) bool {
	return f.Unit == g.Unit && f.Day == g.Day && f.Indicator == g.Indicator && f.Kind == g.Kind &&
		f.Reason == g.Reason && f.Tag == g.Tag && f.Months == g.Months && f.registered == g.registered
}

// places gives the units of an item as the row has them.
func (f *figure) place(codes []place.Code) {
	f.Unit, f.Choices, f.named = "", nil, true
	if len(codes) == 1 {
		f.Unit = codes[0]
		return
	}
	f.Choices = codes
}
