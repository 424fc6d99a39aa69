package handlers

import (
	"strings"

	"baophu/internal/chart"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// A figure that wants care says so in a word where it is written, and bears a
// sign where it is drawn.
const (
	signPartial      = "*"
	signContradicted = "≠"
	signInvented     = "°"
)

// signs are those of a picture's rows, counted.
type signs struct {
	mixed                           bool // of invented figures and others: each must say which it is
	partial, contradicted, invented int
}

// of gives a row's signs, and counts them.
func (s *signs) of(r coverage.Row) string {
	var sign strings.Builder
	if r.Partial {
		s.partial++
		sign.WriteString(signPartial)
	}
	if r.Contradicted {
		s.contradicted++
		sign.WriteString(signContradicted)
	}
	if s.mixed && r.Illustrative {
		s.invented++
		sign.WriteString(signInvented)
	}
	return sign.String()
}

// signWords says what the signs that were given stand for.
func (v *visit) signWords(s signs) []chart.Sign {
	var all []chart.Sign
	for _, one := range []struct {
		mark, key string
		count     int
	}{{signPartial, "mark.partial", s.partial}, {signContradicted, "mark.contradicted", s.contradicted}, {signInvented, "mark.invented", s.invented}} {
		if one.count > 0 {
			all = append(all, chart.Sign{Mark: one.mark, Word: v.say(one.key, one.count)})
		}
	}
	return all
}

// caveat says of a row what wants care; of an invented figure only among
// others, since a list of nothing else says so once.
func (v *visit) caveat(r coverage.Row, mixed bool) string {
	var s string
	if r.Partial {
		s += v.say("list.partial")
	}
	if r.Contradicted {
		s += v.say("list.contradicted")
	}
	if mixed && r.Illustrative {
		s += v.say("list.invented")
	}
	return s
}

// inventedFoot says below figures that all, or those so marked, are invented.
func (v *visit) inventedFoot(mixed bool) string {
	if mixed {
		return v.say("list.someInvented")
	}
	return v.say("q.illustrative")
}

func textsMarks() map[string]text {
	return map[string]text{
		"mark.partial":      {"mới có một phần: %d nơi", "in part only: %d"},
		"mark.contradicted": {"nguồn nêu tỷ lệ khác: %d nơi", "source states another: %d"},
		"mark.invented":     {"số minh họa: %d nơi", "illustrative: %d"},
		"list.contradicted": {" (nguồn nêu tỷ lệ khác)", " (its source states another rate)"},
		"list.invented":     {" (minh họa)", " (illustrative)"},
		"list.someInvented": {"Nơi ghi (minh họa) là số minh họa, không phải số chính thức.", "Places marked (illustrative) have no official figures."},
		"gap.common":        {"Nơi này chưa được giao chỉ tiêu riêng, tính theo mức chung %s%%", "No target of its own; held to the common %s%%"},
		"map.partly":        {"%d nơi mới có một phần số liệu, trên hình có dấu * và vạch chéo.", "In part only: %d, marked * and striped in the picture."},
		"chart.former":      {"(cũ)", "(former)"},
		"chart.nowIs":       {"%s nay là %s.", "%s is now %s."},
		"chart.withoutMark": {"chưa giao chỉ tiêu", "no target"},
		"chart.unranked":    {"%d nơi chưa đủ số nên không xếp.", "%d without enough figures are not ranked."},
	}
}

// inventedLine says below figures that were all reported that they are for show,
// where those of the unit are.
func (v *visit) inventedLine(u place.Code, day vi.Day) string {
	if v.book.Invented(u, day) {
		return v.say("q.illustrative")
	}
	return ""
}
