package handlers

import (
	"strings"

	"baophu/internal/understand"
	"baophu/internal/vi"
)

// optionLabel gives an answer offered in the person's language: its own text
// where there is one, else as it is called, as places are.
func (v *visit) optionLabel(ask understand.Ask, o understand.Option) string {
	key := "option." + string(ask) + "." + strings.ReplaceAll(vi.Fold(o.Answer), " ", "_")
	if _, ok := v.words.texts[key]; ok {
		return v.say(key)
	}
	return o.Label
}

func textsOptions() map[string]text {
	all := map[string]text{
		"option.date.hom_nay":                    {"Hôm nay", "Today"},
		"option.date.hom_qua":                    {"Hôm qua", "Yesterday"},
		"option.date.hom_kia":                    {"Hôm kia", "The day before"},
		"option.day_or_month_total.hom_nay":      {"Của riêng hôm nay", "Of today alone"},
		"option.day_or_month_total.luy_ke_thang": {"Lũy kế từ đầu tháng", "Of the month so far"},
		"option.tn_meaning.tu_nguyen":            {"Tự nguyện (BHXH)", "Voluntary (BHXH)"},
		"option.tn_meaning.thoat_ngheo":          {"Thoát nghèo (BHYT)", "Left poverty (BHYT)"},
		"option.confirm_bhxh_tn.co":              {"Đúng, BHXH tự nguyện", "Yes, voluntary BHXH"},
		"option.confirm_bhxh_tn.khong":           {"Không phải", "No"},
		"option.confirm.co":                      {"Có", "Yes"},
		"option.confirm.khong":                   {"Không", "No"},
	}
	for _, ask := range []understand.Ask{understand.AskIndicator, understand.AskRegistered} {
		head := "option." + string(ask) + "."
		all[head+"hgd"] = text{"BHYT hộ gia đình", "Household BHYT"}
		all[head+"tu_nguyen"] = text{"BHXH tự nguyện", "Voluntary BHXH"}
		all[head+"hssv"] = text{"BHYT học sinh, sinh viên", "Pupils' BHYT"}
		all[head+"bhyt"] = text{"BHYT, nhóm khác", "BHYT, other groups"}
	}
	return all
}
