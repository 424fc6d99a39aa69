package understand

import (
	"strings"

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
	said := map[string]int{}
	units := openUnits(m, s)
	for _, code := range units {
		said[r.label(code)]++
	}
	for _, code := range units {
		label := r.label(code)
		if said[label] > 1 {
			label = r.labelWithin(code)
		}
		list = append(list, Option{label, string(code)})
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

// label names a unit with what it stands in, and one that has ended as such:
// xã Chiềng Sinh, Điện Biên; tỉnh Hòa Bình (cũ).
func (r *Reader) label(code place.Code) string {
	title := r.tree.Title(code)
	if !r.tree.Alive(code, 0) {
		title += " (cũ)"
	}
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

// labelWithin is label with what the unit stands right below as well, for two
// old communes of one name in one province: xã Tân Lập (cũ), huyện Mộc Châu, Sơn
// La.
func (r *Reader) labelWithin(code place.Code) string {
	above := r.tree.Ancestors(code, 0)
	if len(above) < 3 || r.tree.Level(above[1]) != place.District {
		return r.label(code)
	}
	head, tail, ok := strings.Cut(r.label(code), ", ")
	if !ok {
		return head
	}
	return head + ", " + r.tree.Title(above[1]) + ", " + tail
}
