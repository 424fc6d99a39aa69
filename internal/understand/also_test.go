package understand_test

import (
	"testing"

	"baophu/internal/understand"
)

// TestAlso: a report with a question beside it keeps both, the report first.
func TestAlso(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, c := range []struct {
		text   string
		intent understand.Intent
		also   understand.Intent // "" for none
	}{
		{"3 hgđ. Xã mình đạt bao nhiêu rồi chị?", understand.Report, understand.QueryStatus},
		{"3 hgđ, xã mình đạt bao nhiêu % rồi", understand.Report, understand.QueryStatus},
		{"3 hgđ xã mình đạt bao nhiêu rồi ạ", understand.Report, understand.QueryStatus},
		{"3 hgđ. Mức đóng người thứ 2 bao nhiêu ạ?", understand.Report, understand.PolicyQuestion},
		{"hôm nay không có ai. xã mình đạt bao nhiêu rồi?", understand.ZeroReport, understand.QueryStatus},
		{"hôm nay không có ai, cho em hỏi mức đóng tn bao nhiêu", understand.ZeroReport, understand.PolicyQuestion},
		{"cho em hỏi mức đóng tn bao nhiêu ạ, hôm nay em có 2 hgđ", understand.Report, understand.PolicyQuestion},
		{"3 hgđ", understand.Report, ""},
		{"3 hgđ, đúng không chị", understand.Report, ""},
		{"3 hgđ hôm qua chị nhận được chưa ạ", understand.Unclear, ""},
		{"xã mình đạt bao nhiêu rồi", understand.QueryStatus, ""},
	} {
		m := w.reader.Read(c.text, w.setting("A1"))
		also := understand.Intent("")
		if m.Also != nil {
			also = m.Also.Intent
		}
		if m.Intent != c.intent || also != c.also {
			t.Errorf("%s: %s and %q, want %s and %q", c.text, m.Intent, also, c.intent, c.also)
		}
	}
}
