package demo

import (
	"math/rand/v2"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// counted are the indicators that the invented year follows.
func counted() []coverage.Indicator {
	return []coverage.Indicator{coverage.BHYT, coverage.Household, coverage.Voluntary}
}

const months = 13 // month ends with a count, so that a year ago is one of them

// begun is the day from which the communes are those of today.
func begun() vi.Day { return vi.Date(2025, 7, 1) }

// year is the invented year: month ends, and a count at each for every unit
// that has figures of its own.
type year struct {
	*country
	today  vi.Day
	closes []vi.Day // month ends, oldest first
	leaves []*leaf
	byDay  [][]record // tallies of each village, by its number
	sums   []map[coverage.Indicator][]int64
}

// leaf is a unit whose figures are made up, not summed: a village of a
// detailed commune, or a commune.
type leaf struct {
	unit     place.Unit
	commune  *commune
	villages []*village
	people   int64 // this year's population
	fell     bool  // one of those that lost people through the year
	counts   map[coverage.Indicator][]int64
}

// record is an entry and the agent who made it.
type record struct {
	entry coverage.Entry
	agent string
}

func newYear(c *country, today vi.Day) *year {
	y := &year{country: c, today: today}
	month := today.MonthStart()
	for range months {
		if last := month - 1; last >= begun() {
			y.closes = append([]vi.Day{last}, y.closes...)
		}
		month = (month - 1).MonthStart()
	}
	return y
}

// simulate tallies the year and works the counts back from the newest.
func (y *year) simulate() {
	if len(y.closes) == 0 {
		return
	}
	for _, m := range y.communes {
		for _, v := range m.villages {
			y.byDay = append(y.byDay, y.village(v))
			y.sums = append(y.sums, y.sum(y.byDay[v.number]))
		}
		y.leaves = append(y.leaves, y.leavesOf(m)...)
	}
	for _, l := range y.leaves {
		y.workBack(l)
	}
}

// dice gives a source of chance that is the same for the same name and number.
func dice(name place.Code, n int64) *rand.Rand {
	seed := uint64(14695981039346656037)
	for _, b := range []byte(name) {
		seed = (seed ^ uint64(b)) * 1099511628211
	}
	return rand.New(rand.NewPCG(seed, uint64(n))) //nolint:gosec // for show, nothing to guess
}

// leavesOf makes the leaves of a commune with their newest counts: the
// published sums of the four communes of Quỳnh Nhai, a ward just below its
// target, and plausible ones for the others.
func (y *year) leavesOf(m *commune) []*leaf {
	if !m.detailed {
		d := dice(m.Code, 0)
		l := &leaf{unit: m.Unit, commune: m, villages: m.villages, people: 8000 + d.Int64N(20000), fell: d.IntN(8) == 0}
		share := 880 + d.Int64N(105)
		if l.fell {
			share -= 25 // from a height that was possible
		}
		y.newest(l, l.people*share/1000)
		return []*leaf{l}
	}
	whole := map[place.Code]struct{ people, bhyt int64 }{
		chiengSinh: {6799, 6407},
		quynhNhai:  {29180, 27912},
		muongChien: {13264, 12681},
		muongGion:  {14350, 13589},
		muongSai:   {10800, 10235},
	}[m.Code]
	weights, shares := make([]int64, len(m.villages)), make([]int64, len(m.villages))
	for i, v := range m.villages {
		weights[i] = 60 + dice(v.Code, 0).Int64N(80)
	}
	sizes := split(whole.people, weights)
	for i, v := range m.villages {
		shares[i] = sizes[i] * (980 + dice(v.Code, 1).Int64N(40))
	}
	counts := split(whole.bhyt, shares)
	leaves := make([]*leaf, len(m.villages))
	for i, v := range m.villages {
		l := &leaf{unit: v.Unit, commune: m, villages: []*village{v}, people: sizes[i]}
		if m.Code == chiengSinh {
			counts[i] -= y.net(v, coverage.BHYT, y.closes[len(y.closes)-1], y.today)
		}
		y.newest(l, counts[i])
		leaves[i] = l
	}
	return leaves
}

// newest sets the counts of the last month end. The parts hold at least what
// was tallied since the first, so that none begins below nothing.
func (y *year) newest(l *leaf, bhyt int64) {
	d := dice(l.unit.Code, 2)
	parts := map[coverage.Indicator]int64{
		coverage.Household: l.people * (100 + d.Int64N(50)) / 1000,
		coverage.Voluntary: l.people * (14 + d.Int64N(8)) / 1000,
	}
	l.counts = map[coverage.Indicator][]int64{coverage.BHYT: {bhyt}}
	for i, people := range parts {
		for _, v := range l.villages {
			people += y.net(v, i, y.closes[0], y.closes[len(y.closes)-1])
		}
		l.counts[i] = []int64{people}
	}
}

// workBack finds the count of each month end from that of the next: what was
// tallied between them, and what the official count then took away (cards
// expire that nobody reports) or added (the newborn, the pupils).
func (y *year) workBack(l *leaf) {
	for k := len(y.closes) - 1; k > 0; k-- {
		from, to := y.closes[k-1], y.closes[k]
		d := dice(l.unit.Code, int64(to))
		nets := map[coverage.Indicator]int64{}
		for _, i := range counted() {
			for _, v := range l.villages {
				nets[i] += y.net(v, i, from, to)
			}
		}
		expired := nets[coverage.Household]/3 + d.Int64N(4)/3
		lost := expired + d.Int64N(4)/3 - (l.people+d.Int64N(1500))/1500
		if l.fell {
			lost = nets[coverage.BHYT] + l.people/1000
		}
		before := map[coverage.Indicator]int64{
			coverage.BHYT:      l.counts[coverage.BHYT][0] - nets[coverage.BHYT] + lost,
			coverage.Household: l.counts[coverage.Household][0] - nets[coverage.Household] + expired,
			coverage.Voluntary: l.counts[coverage.Voluntary][0] - nets[coverage.Voluntary] + nets[coverage.Voluntary]/3,
		}
		for i, n := range before {
			l.counts[i] = append([]int64{n}, l.counts[i]...)
		}
	}
}

// net is what a village's tallies of days after..to add to an indicator.
func (y *year) net(v *village, i coverage.Indicator, after, to vi.Day) int64 {
	sums := y.sums[v.number][i]
	at := func(day vi.Day) int64 { return sums[min(max(day-y.closes[0], 0), vi.Day(len(sums))-1)] }
	return at(to) - at(after)
}

// sum adds a village's tallies up by day, from the first month end on.
func (y *year) sum(tallies []record) map[coverage.Indicator][]int64 {
	sums := map[coverage.Indicator][]int64{}
	for _, i := range counted() {
		sums[i] = make([]int64, y.today-y.closes[0])
	}
	for _, r := range tallies {
		for _, post := range r.entry.Posts() {
			if days := sums[post.Indicator]; days != nil {
				days[r.entry.Day-y.closes[0]] += post.Counts.Net()
			}
		}
	}
	for _, days := range sums {
		for day := 1; day < len(days); day++ {
			days[day] += days[day-1]
		}
	}
	return sums
}

// split shares a total out by weights, exactly.
func split(total int64, weights []int64) []int64 {
	var all int64
	for _, w := range weights {
		all += w
	}
	shares := make([]int64, len(weights))
	left := total
	for i, w := range weights {
		shares[i] = total * w / all
		left -= shares[i]
	}
	for i := range left {
		shares[i]++
	}
	return shares
}
