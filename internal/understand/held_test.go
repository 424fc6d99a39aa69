package understand_test

import (
	"slices"
	"testing"

	"baophu/internal/understand"
)

// TestHeldBackBooksNothing: messages that are not read as their writers meant
// them are asked about, or answered, and nothing is booked.
func TestHeldBackBooksNothing(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	books := []understand.Intent{understand.Report, understand.ZeroReport, understand.Correct, understand.Undo, understand.Outreach}
	for _, c := range []struct{ as, text string }{
		{"A3", "2 người chuyển từ dửn sang ka láp"},
		{"A3", "mai tính sau, dửn 2 hgđ"},
		{"A3", "dun 1 ta the hgd (12 nguoi)"},
		{"OP", "phu trach chieng khoong la ai"},
		{"A5", "ca1 3 hgd9"},
		{"A9", "thôn 3 2 hgđ, thôn 5 4 hgđ = 7"},
		{"A9", "thôn 3 2 hgđ, thôn 5 4 hgđ, cộng lại 9 người"},
		{"A5", "các bản còn lại không có ai"},
	} {
		m := w.reader.Read(c.text, w.setting(c.as))
		if slices.Contains(books, m.Intent) && len(m.Ask) == 0 && m.Reject == "" {
			t.Errorf("%s: books as %s: %+v", c.text, m.Intent, m.Rows)
		}
	}
}
