package understand

import (
	"baophu/internal/coverage"
	"baophu/internal/place"
)

// Option is one answer offered for what is asked back.
type Option struct {
	Label  string // as a person reads it
	Answer string // the text that Fill takes for it; so is its number, from 1
}

// Options gives the answers offered for an ask, in their order; none where
// any number, name or text may be the answer.
func (r *Reader) Options(ask Ask, m Meaning, s Setting) []Option {
	switch ask {
	case AskIndicator, AskRegistered:
		return indicatorOptions()
	case AskUnit:
		return r.unitOptions(m, s)
	case AskDate:
		return []Option{{"Hôm nay", "hôm nay"}, {"Hôm qua", "hôm qua"}, {"Hôm kia", "hôm kia"}}
	case AskDayOrMonth:
		return []Option{{"Của riêng hôm nay", "hôm nay"}, {"Lũy kế từ đầu tháng", "lũy kế tháng"}}
	case AskTN:
		return []Option{{"Tự nguyện (BHXH)", "tự nguyện"}, {"Thoát nghèo (BHYT)", "thoát nghèo"}}
	case AskConfirmTN:
		return []Option{{"Đúng, BHXH tự nguyện", "có"}, {"Không phải", "không"}}
	case AskConfirmation:
		return []Option{{"Có", "có"}, {"Không", "không"}}
	}
	return nil
}

// indicatorOptions are what agents report.
func indicatorOptions() []Option {
	words := map[coverage.Indicator]string{coverage.Household: "hgđ", coverage.Voluntary: "tự nguyện", coverage.Pupils: "hssv", coverage.BHYT: "bhyt"}
	var list []Option
	for _, i := range []coverage.Indicator{coverage.Household, coverage.Voluntary, coverage.Pupils, coverage.BHYT} {
		d, _ := coverage.Describe(i)
		label := d.Name
		if i == coverage.BHYT {
			label += ", nhóm khác"
		}
		list = append(list, Option{label, words[i]})
	}
	return list
}

// unitOptions are the units a name fits, else the speaker's villages.
func (r *Reader) unitOptions(m Meaning, s Setting) []Option {
	var list []Option
	for _, code := range openUnits(m, s) {
		list = append(list, Option{r.label(code), string(code)})
	}
	return list
}

func openUnits(m Meaning, s Setting) []place.Code {
	if len(m.Choices) > 0 {
		return m.Choices
	}
	for _, row := range m.Rows {
		if row.Unit == "" && len(row.Choices) > 0 {
			return row.Choices
		}
	}
	return s.Speaker.Villages
}

// label names a unit with what it stands in: xã Chiềng Sinh, Điện Biên.
func (r *Reader) label(code place.Code) string {
	title := r.tree.Title(code)
	if r.tree.Level(code) == place.Village {
		return title
	}
	for _, above := range r.tree.Ancestors(code, 0) {
		if above != code && r.tree.Level(above) == place.Province {
			u, _ := r.tree.Unit(above)
			return title + ", " + u.Name
		}
	}
	return title
}
