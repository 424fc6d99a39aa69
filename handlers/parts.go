package handlers

import (
	"context"

	"baophu/internal/coverage"
)

// partLines says what is known of the parts of a figure that is not: counts of
// different days are never added up, so each is told with its own day. Of a
// figure that stands on an older day than one of its parts, that part is told.
func (v *visit) partLines(ctx context.Context, st coverage.Standing) ([]string, error) {
	if st.Indicator != coverage.BHXH || st.Known && !st.Own {
		return nil, nil
	}
	var text []string
	unknown := coverage.Indicator("")
	for _, i := range []coverage.Indicator{coverage.Voluntary, coverage.Compulsory} {
		part, err := v.service.Standing(ctx, st.Unit, i, st.AsOf)
		switch {
		case err != nil:
			return nil, err
		case !part.Known:
			unknown = i
		case !st.Known || part.AsOfBaseline() > st.AsOfBaseline():
			line := v.say("parts.one", v.rateLine(part), uncapital(v.basisLine(part)))
			if part.Illustration() {
				line += v.say("list.invented")
			}
			text = append(text, line)
		}
	}
	switch {
	case len(text) == 0:
	case st.Known:
		text = append(text, v.say("parts.newer", v.date(st.AsOfBaseline(), v.today)))
	case unknown != "":
		text = append(text, v.say("parts.missing", v.indicator(unknown)))
	default:
		text = append(text, v.say("parts.apart"))
	}
	return text, nil
}

func textsParts() map[string]text {
	return map[string]text{
		"parts.one":     {"– %s (%s)", "– %s (%s)"},
		"parts.missing": {"Chưa có số %s nên chưa cộng được thành BHXH chung.", "There is no figure of %s, so the whole of BHXH is not known."},
		"parts.apart":   {"Hai phần chốt khác ngày nên em không cộng; cần số chốt cùng một ngày.", "The two are counts of different days and are not added up; counts of one day are needed."},
		"parts.newer":   {"BHXH chung tính từ %s, ngày gần nhất có đủ cả hai phần.", "The whole of BHXH stands on %s, the newest day with both parts."},
	}
}
