package understand_test

import (
	"strings"
	"testing"

	"baophu/internal/understand"
)

// TestPartsOfMessages: the first and the last words of every message are read
// too, as somebody sends them who pressed the key too soon: nothing breaks, and
// nothing is booked with something open.
func TestPartsOfMessages(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	seen := map[[2]string]bool{}
	read := func(as string, words []string) {
		text := strings.Join(words, " ")
		if seen[[2]string{as, text}] {
			return
		}
		seen[[2]string{as, text}] = true
		m := w.reader.Read(text, w.setting(as))
		if m.Intent != understand.Report || len(m.Ask) > 0 || m.Reject != "" {
			return
		}
		for _, r := range m.Rows {
			if r.Unit == "" || r.Indicator == "" || r.Kind == "" || !r.Known || r.Day.IsZero() {
				t.Errorf("%s %q: booked with something open: %+v", as, text, r)
			}
		}
	}
	for _, l := range append(ownLines(t), line{As: "A1", Text: "nhắc"}, line{As: "A1", Text: "giục"}, line{As: "A1", Text: "hoi"}) {
		words := strings.Fields(l.Text)
		for n := 1; n <= min(2, len(words)); n++ {
			read(l.As, words[:n])
			read(l.As, words[len(words)-n:])
		}
	}
}
