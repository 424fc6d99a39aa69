package handlers_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// below gives the villages of a unit, itself if it is one.
func (w *twice) below(u place.Code) []place.Code {
	if communes, ok := w.serves[u]; ok {
		var all []place.Code
		for _, c := range communes {
			all = append(all, w.below(c)...)
		}
		return all
	}
	var all []place.Code
	for _, v := range w.units("bản") {
		if v == u || w.parents[v] == u || w.parents[w.parents[v]] == u {
			all = append(all, v)
		}
	}
	return all
}

// moves tells whether an entry of an indicator moves another.
func moves(e coverage.Entry, i coverage.Indicator) bool {
	switch {
	case e.Indicator == i:
		return true
	case i == coverage.BHYT:
		return (e.Indicator == coverage.Household || e.Indicator == coverage.Pupils) && e.Reason != coverage.ToEmployer
	}
	return false
}

// tallied sums up the entries of a kind on days after..upTo that a test picks.
func (w *twice) tallied(u place.Code, i coverage.Indicator, kind coverage.Kind, after, upTo vi.Day, picks ...func(coverage.Entry) bool) int64 {
	var n int64
	villages := w.below(u)
	for _, e := range w.all {
		if e.Kind != kind || !moves(e, i) || e.Day <= after || e.Day > upTo || !slices.Contains(villages, e.Unit) {
			continue
		}
		if len(picks) == 0 || picks[0](e) {
			n += e.Count
		}
	}
	return n
}

func (w *twice) population(u place.Code, day vi.Day) int64 {
	var sum int64
	for _, v := range w.below(u) {
		var newest int64
		for _, d := range w.records.Denominators {
			if d.Unit == v && d.Base == coverage.Population && d.AsOf <= day {
				newest = d.Value
			}
		}
		sum += newest
	}
	return sum
}

func (w *twice) participants(u place.Code, i coverage.Indicator, day vi.Day) int64 {
	var sum int64
	for _, v := range w.below(u) {
		for _, b := range slices.Backward(w.records.Baselines) {
			if b.Unit == v && b.Indicator == i && b.AsOf <= day && b.Participants >= 0 {
				sum += b.Participants + w.tallied(v, i, coverage.New, b.AsOf, day) - w.tallied(v, i, coverage.Lapsed, b.AsOf, day)
				break
			}
		}
	}
	return sum
}

// target gives a unit's own target, ok false where it has none.
func (w *twice) target(u place.Code, i coverage.Indicator) (coverage.Target, bool) {
	for _, t := range w.records.Targets {
		if t.Unit == u && t.Indicator == i && t.Agent == "" {
			return t, true
		}
	}
	return coverage.Target{}, false
}

// demand is what a unit is held to: its target, its floor, what is above it.
func (w *twice) demand(u place.Code) int64 {
	if t, ok := w.target(u, coverage.BHYT); ok {
		return int64(t.Rate)
	}
	if w.floor(u) > 0 {
		return w.floor(u)
	}
	if above := w.parents[u]; above != "" {
		return w.demand(above)
	}
	return 0
}

func (w *twice) floor(u place.Code) int64 {
	for _, c := range w.records.Classes {
		if c.Unit == u {
			return 930_000
		}
	}
	return 0
}

// need is the fewest people of den that reach a rate in millionths.
func need(rate, den int64) int64 {
	n := new(big.Int).Mul(big.NewInt(rate), big.NewInt(den))
	n.Add(n, big.NewInt(999_999))
	return n.Div(n, big.NewInt(1_000_000)).Int64()
}

// half rounds a fraction to so many decimals, half up by its size, and writes
// it as Vietnamese do.
func half(num, den int64, decimals int) string {
	sign := ""
	if num < 0 {
		sign, num = "−", -num
	}
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	n := new(big.Int).Mul(big.NewInt(2*num), big.NewInt(scale))
	n.Add(n, big.NewInt(den)).Div(n, big.NewInt(2*den))
	return sign + written(n.Int64(), decimals)
}

func written(n int64, decimals int) string {
	digits := fmt.Sprintf("%0*d", decimals+1, n)
	whole, rest := digits[:len(digits)-decimals], strings.TrimRight(digits[len(digits)-decimals:], "0")
	out := ""
	for k := range whole {
		if k > 0 && (len(whole)-k)%3 == 0 {
			out += "."
		}
		out += whole[k : k+1]
	}
	if rest != "" {
		out += "," + rest
	}
	return out
}

func number(n int64) string { return half(n, 1, 0) }

func signed(n int64) string {
	if n > 0 {
		return "+" + number(n)
	}
	return number(n)
}

// share is a rate in percent; one below a goal is not shown as the goal.
func share(num, den int64, goals ...int64) string {
	s := half(100*num, den, 2)
	for _, g := range goals {
		if num*1_000_000 < g*den && s == half(100*g, 1_000_000, 2) {
			n := 10_000 * num / den
			return written(n, 2)
		}
	}
	return s
}

// difference is that of two shares in points.
func difference(num, den, was, wasOf int64) string {
	a := new(big.Rat).Sub(big.NewRat(100*num, den), big.NewRat(100*was, wasOf))
	return signedRat(a)
}

func growth(now, was int64) string {
	return signedRat(new(big.Rat).Sub(big.NewRat(100*now, was), big.NewRat(100, 1)))
}

func signedRat(a *big.Rat) string {
	s := ""
	switch a.Sign() {
	case 1:
		s = "+"
	case -1:
		s = "−"
		a.Neg(a)
	}
	a.Mul(a, big.NewRat(100, 1)).Add(a, big.NewRat(1, 2))
	n := new(big.Int).Div(a.Num(), a.Denom())
	if n.Sign() == 0 {
		return "0"
	}
	return s + written(n.Int64(), 2)
}
