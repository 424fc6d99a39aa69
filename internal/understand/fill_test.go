package understand_test

import (
	"strconv"
	"strings"
	"testing"

	"baophu/internal/understand"
)

func TestFill(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct{ name, as, text, answers, want string }{
		{"indicator by word", "A1", "5", "hgđ", `report NL bhyt_hgd new 5 13/11`},
		{"indicator by number", "A1", "5", "2", `report NL bhxh_tn new 5 13/11`},
		{"indicator of several", "A5", "b. hán 2, b. ca 1", "hgd", `report H bhyt_hgd new 2 13/11; C bhyt_hgd new 1 13/11`},
		{"unit and indicator", "A3", "5", "hgđ|bản dửn", `report D bhyt_hgd new 5 13/11`},
		{"unit by number", "A3", "3 hgđ", "2", `report D bhyt_hgd new 3 13/11`},
		{"one of those it fits", "A7", "kim chung 5 hgđ", "kim chung 2", `report K2 bhyt_hgd new 5 13/11`},
		{"another village stays open", "A1", "huổi tèo 3", "hgđ", `report ask:unit  bhyt_hgd new 3 13/11`},
		{"another village, then one's own", "A1", "huổi tèo 3 hgđ", "bản noong la", `report NL bhyt_hgd new 3 13/11`},
		{"count", "A1", "hgđ mới", "7", `report NL bhyt_hgd new 7 13/11`},
		{"count with words", "A1", "khoảng 5 hgđ", "dạ đúng 6 người ạ", `report NL bhyt_hgd new 6 13/11`},
		{"money, then count, then indicator", "A1", "thu được 1.366.200đ", "1 người|hgđ", `report NL bhyt_hgd new 1 13/11`},
		{"households to people", "A1", "3 hộ tham gia hgđ", "11 người", `report NL bhyt_hgd new 11 13/11`},
		{"tn is voluntary", "A1", "giảm 3 tn", "1", `report NL bhxh_tn lapsed 3 13/11`},
		{"tn is poverty", "A1", "giảm 3 tn", "thoát nghèo", `report NL bhyt lapsed 3 13/11 left_poverty`},
		{"bhtn yes", "A1", "2 bhtn", "có", `report NL bhxh_tn new 2 13/11`},
		{"bhtn no", "A1", "2 bhtn", "không", `cancel`},
		{"date", "A1", "hôm nọ 3 hgđ", "hôm qua", `report NL bhyt_hgd new 3 12/11`},
		{"date too old", "A1", "hôm nọ 3 hgđ", "1/11", `report too_old NL bhyt_hgd new 3 1/11`},
		{"month is not booked", "A1", "lũy kế tháng 45 hgđ", "2", `report ask:count NL bhyt_hgd new ? 13/11`},
		{"day is booked", "A1", "lũy kế tháng 4 hgđ", "1", `report NL bhyt_hgd new 4 13/11`},
		{"outlier after an answer", "A1", "50", "hgđ", `report outlier NL bhyt_hgd new 50 13/11`},
		{"columns", "A5", "Hán 3 1 0\nCa 2 0 1", "hgđ mới, tái tục, tn", `report H bhyt_hgd new 3 13/11; H bhyt_hgd renewed 1 13/11; C bhyt_hgd new 2 13/11; C bhxh_tn new 1 13/11`},
		{"a new report is no answer", "A1", "5", "3 hgđ 2 tn", `no`},
		{"a question is no answer", "A1", "5", "xã mình đạt bao nhiêu", `no`},
		{"chat is no answer", "A1", "5", "trời mưa to", `no`},
		{"personal data is no answer", "A1", "5", "0912345678", `no`},
		{"number beyond the options", "A1", "5", "9", `no`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := w.setting(c.as)
			m := w.reader.Read(c.text, s)
			ok := true
			for answer := range strings.SplitSeq(c.answers, "|") {
				if m, ok = w.reader.Fill(m, answer, s); !ok {
					break
				}
			}
			got := "no"
			if ok {
				got = w.brief(m)
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// brief writes a report in one line.
func (w *world) brief(m understand.Meaning) string {
	names := map[string]string{"bản Noong La": "NL", "bản Dửn": "D", "bản Hán": "H", "bản Ca": "C", "bản Kim Chung II": "K2"}
	out := []string{string(m.Intent)}
	if m.Reject != "" {
		out = append(out, string(m.Reject))
	}
	if m.Outlier {
		out = append(out, "outlier")
	}
	for _, a := range m.Ask {
		out = append(out, "ask:"+string(a))
	}
	for i, r := range m.Rows {
		n := "?"
		if r.Known {
			n = intText(r.Count)
		}
		row := strings.Join([]string{names[w.tree.Title(r.Unit)], string(r.Indicator), string(r.Kind), n, r.Day.Short()}, " ")
		if r.Reason != "" {
			row += " " + string(r.Reason)
		}
		if i < len(m.Rows)-1 {
			row += ";"
		}
		out = append(out, row)
	}
	return strings.Join(out, " ")
}

func TestOptionsAnswerThemselves(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct{ as, text string }{
		{"A1", "5"}, {"A3", "5 hgđ"}, {"A7", "kim chung 5 hgđ"}, {"A1", "giảm 3 tn"}, {"A1", "2 bhtn"}, {"A1", "hôm nọ 3 hgđ"},
		{"A1", "lũy kế tháng 4 hgđ"}, {"OD", "chiềng sinh đạt bao nhiêu"}, {"A1", "hội nghị 30 người dự 5 người đăng ký"},
	} {
		s := w.setting(c.as)
		m := w.reader.Read(c.text, s)
		if len(m.Ask) == 0 {
			t.Errorf("%s: asks nothing", c.text)
			continue
		}
		options := w.reader.Options(m.Ask[0], m, s)
		if len(options) < 2 {
			t.Errorf("%s: %d options", c.text, len(options))
		}
		for _, o := range options {
			if _, ok := w.reader.Fill(m, o.Answer, s); !ok || o.Label == "" {
				t.Errorf("%s: option %q does not answer %s", c.text, o.Answer, m.Ask[0])
			}
		}
	}
}

func intText(n int64) string { return strconv.FormatInt(n, 10) }
