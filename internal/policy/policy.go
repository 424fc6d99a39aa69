// Package policy is what contributions cost and what the State pays of them:
// a table of dated figures, each with its act, and the arithmetic on them. What
// the table does not reach is not known, and never guessed. Its figures and acts
// were checked on 22 November 2026 against the press and law portals, not against
// the official gazette; a period for which that found nothing is left out.
package policy

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"

	"baophu/internal/vi"
)

//go:embed table.csv
var figures []byte

// The items of the table.
const (
	baseSalary      = "base_salary" // đồng a month (lương cơ sở)
	healthRate      = "bhyt_rate"   // of the base salary, millionths
	household       = "household"   // of the first member's, percent, by place in the household
	healthSupport   = "bhyt_support"
	healthState     = "bhyt_state"      // paid by the State wholly
	voluntaryRate   = "voluntary_rate"  // of the chosen income, millionths
	voluntaryFloor  = "voluntary_floor" // the least income, đồng a month
	voluntaryTimes  = "voluntary_times" // the highest income, in reference levels
	voluntaryState  = "voluntary_support"
	voluntaryMonths = "voluntary_months" // for how long the State pays
	cardWait        = "card_wait"        // days from the payment until a card counts
	cardBreak       = "card_break"       // months after which somebody begins anew
	cardYear        = "card_year"        // months that a card paid by the State runs, from 1 January
	cardRow         = "card_row"         // years without a break, after which more is paid
)

// ErrUnknown is what the table does not reach.
var ErrUnknown = errors.New("not in the table")

// Row is one figure of the table, in force from a day to another.
type Row struct {
	Item, Group string
	Value       int64
	From, To    vi.Day // To zero: until further notice
	Act         string
}

// Table is the dated figures.
type Table struct{ rows []Row }

// New reads the table that comes with the product.
func New() (*Table, error) { return Read(figures) }

// Read reads a table: item, group, value, from, to, act, under a heading.
func Read(content []byte) (*Table, error) {
	lines, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the table of contributions: %w", err)
	}
	t := &Table{}
	for n, l := range lines {
		if n == 0 {
			continue
		}
		if len(l) != 6 {
			return nil, fmt.Errorf("read the table of contributions: line %d has %d columns", n+1, len(l))
		}
		r := Row{Item: l[0], Group: l[1], Act: l[5]}
		var faults [3]error
		r.Value, faults[0] = strconv.ParseInt(l[2], 10, 64)
		r.From, faults[1] = vi.ParseDay(l[3])
		if l[4] != "" {
			r.To, faults[2] = vi.ParseDay(l[4])
		}
		if err := errors.Join(faults[:]...); err != nil {
			return nil, fmt.Errorf("read the table of contributions: line %d: %w", n+1, err)
		}
		t.rows = append(t.rows, r)
	}
	return t, nil
}

// at gives the figure of an item and group in force on a day.
func (t *Table) at(item, group string, day vi.Day) (Row, error) {
	for _, r := range t.rows {
		if r.Item == item && r.Group == group && r.From <= day && (r.To.IsZero() || day <= r.To) {
			return r, nil
		}
	}
	return Row{}, fmt.Errorf("%s %s on %s: %w", item, group, day, ErrUnknown)
}

// Groups gives the figures of all groups of an item in force on a day, in the
// table's order.
func (t *Table) groups(item string, day vi.Day) []Row {
	var found []Row
	for _, r := range t.rows {
		if r.Item == item && r.From <= day && (r.To.IsZero() || day <= r.To) {
			found = append(found, r)
		}
	}
	return found
}

// HealthSupports gives what the State pays of BHYT, in percent at least, by group.
func (t *Table) HealthSupports(day vi.Day) []Row { return t.groups(healthSupport, day) }

// HealthState gives for whom the State pays BHYT wholly.
func (t *Table) HealthState(day vi.Day) []Row { return t.groups(healthState, day) }

// PaidByState gives by which act the State pays the BHYT of a group wholly.
func (t *Table) PaidByState(day vi.Day, group string) (Row, error) {
	return t.at(healthState, group, day)
}

// VoluntarySupports gives what the State pays of the least contribution to
// voluntary BHXH, in percent, by group; the highest share wins.
func (t *Table) VoluntarySupports(day vi.Day) []Row { return t.groups(voluntaryState, day) }

// Health is one member's contribution to BHYT, with how it is come by:
// Base × Rate × Share × (100 − Support)% × Months.
type Health struct {
	Nth     int   // in the household, 0: not of a household
	Base    int64 // đồng
	Rate    int64 // millionths
	Share   int64 // percent
	Support int64 // percent, of the State
	Months  int64
	Amount  int64 // đồng, paid by the member
	State   int64 // đồng, paid by the State
	Acts    []string
}

// Times gives what n people of the kind pay, and what the State pays for them.
func (h Health) Times(n int) (amount, state int64) { return int64(n) * h.Amount, int64(n) * h.State }

// Household gives the contribution of the n-th member of a household, for
// months; from the fifth on it is the same.
func (t *Table) Household(day vi.Day, nth int, months int64) (Health, error) {
	share, err := t.at(household, strconv.Itoa(min(nth, 5)), day)
	if err != nil {
		return Health{}, err
	}
	h, err := t.health(day, share.Value, months)
	h.Nth, h.Acts = nth, append(h.Acts, share.Act)
	return h, err
}

// Supported gives the contribution of one whom the State helps, for months.
func (t *Table) Supported(day vi.Day, group string, months int64) (Health, error) {
	support, err := t.at(healthSupport, group, day)
	if err != nil {
		return Health{}, err
	}
	h, err := t.health(day, 100, months)
	h.Support, h.Acts = support.Value, append(h.Acts, support.Act)
	whole := h.Amount
	h.State = whole * h.Support / 100
	h.Amount = whole - h.State
	return h, err
}

func (t *Table) health(day vi.Day, share, months int64) (Health, error) {
	base, err := t.at(baseSalary, "", day)
	if err != nil {
		return Health{}, err
	}
	rate, err := t.at(healthRate, "", day)
	if err != nil {
		return Health{}, err
	}
	amount := base.Value * rate.Value / 1_000_000 * share * months / 100
	return Health{Base: base.Value, Rate: rate.Value, Share: share, Months: months, Amount: amount, Acts: []string{rate.Act, base.Act}}, nil
}

// Voluntary is a contribution to voluntary BHXH, with how it is come by:
// Income × Rate − Floor × Rate × Support, times Months.
type Voluntary struct {
	Income  int64 // chosen, đồng a month
	Floor   int64 // the least that may be chosen
	Ceiling int64 // the most
	Rate    int64 // millionths
	Support int64 // percent of the least contribution, paid by the State
	Months  int64
	State   int64 // đồng
	Amount  int64 // đồng, paid by the member
	Acts    []string
}

// Voluntary gives the contribution on an income that was chosen (0: the least)
// by somebody of a group ("" is any other), for months. An income below the
// floor or above the ceiling comes back in Income as it was asked.
func (t *Table) Voluntary(day vi.Day, income int64, group string, months int64) (Voluntary, error) {
	if group == "" {
		group = "other"
	}
	rate, err := t.at(voluntaryRate, "", day)
	floor, floorErr := t.at(voluntaryFloor, "", day)
	times, timesErr := t.at(voluntaryTimes, "", day)
	support, supportErr := t.at(voluntaryState, group, day)
	base, baseErr := t.at(baseSalary, "", day) // the reference level follows it
	if err := errors.Join(err, floorErr, timesErr, supportErr, baseErr); err != nil {
		return Voluntary{}, err
	}
	v := Voluntary{Income: income, Floor: floor.Value, Ceiling: times.Value * base.Value, Rate: rate.Value, Support: support.Value, Months: months,
		Acts: []string{rate.Act, floor.Act, support.Act, times.Act, base.Act}}
	if v.Income == 0 {
		v.Income = v.Floor
	}
	v.State = v.Floor * v.Rate / 1_000_000 * v.Support / 100 * months
	v.Amount = v.Income*v.Rate/1_000_000*months - v.State
	return v, nil
}

// SupportMonths is for how many months the State helps with voluntary BHXH.
func (t *Table) SupportMonths(day vi.Day) (Row, error) { return t.at(voluntaryMonths, "", day) }

// Validity is from when cards of BHYT count.
type Validity struct {
	Wait  int64 // days after the payment, on joining and after a break
	Break int64 // months that make a break
	Row   int64 // years without a break
	Acts  []string
}

// Validity gives from when cards count, by the law of a day.
func (t *Table) Validity(day vi.Day) (Validity, error) {
	var rows [4]Row
	var faults [4]error
	for n, item := range []string{cardWait, cardBreak, cardRow, cardYear} {
		rows[n], faults[n] = t.at(item, "", day)
	}
	v := Validity{Wait: rows[0].Value, Break: rows[1].Value, Row: rows[2].Value}
	for _, r := range rows {
		v.Acts = append(v.Acts, r.Act)
	}
	return v, errors.Join(faults[:]...)
}

// Reaches tells up to which day the figures of an item are known; zero: until
// further notice.
func (t *Table) reaches(item string) vi.Day {
	var last vi.Day
	for _, r := range t.rows {
		if r.Item != item {
			continue
		}
		if r.To.IsZero() {
			return 0
		}
		last = max(last, r.To)
	}
	return last
}

// HealthReaches is the last day for which contributions to BHYT are known.
func (t *Table) HealthReaches() vi.Day { return t.reaches(healthRate) }

// VoluntaryReaches is the last day for which voluntary BHXH is known.
func (t *Table) VoluntaryReaches() vi.Day { return t.reaches(voluntaryRate) }
