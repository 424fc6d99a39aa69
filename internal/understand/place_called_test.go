package understand_test

import (
	"slices"
	"testing"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
)

// TestNamesAreNoSlips asks about names that are one letter off "xã mình",
// "hiện nay" and the like: what is written as a name, or called by a kind of
// unit, is never answered for the asker's own unit.
func TestNamesAreNoSlips(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, text := range []string{
		"xã Sinh đạt bao nhiêu", "phường Sinh thế nào", "xã Bình đạt bao nhiêu", "phường Linh đạt bao nhiêu",
		"Hiền Nay đạt bao nhiêu", "Thanh Này đạt bao nhiêu", "xã sinh đạt bao nhiêu", "xa binh dat bao nhieu",
		"Xã Bình còn thiếu bao nhiêu", "phường Tiến thế nào",
	} {
		for _, asker := range []place.Code{"14", "03703"} {
			if m := w.reader.Read(text, w.official(asker)); !slices.Contains(m.Ask, understand.AskUnit) {
				t.Errorf("%s %q: %s of %s, asks %v", asker, text, m.Intent, m.Unit, m.Ask)
			}
		}
	}
	agent := w.official("03703")
	agent.Speaker = understand.Speaker{Role: coverage.Agent, Commune: "03703"}
	if m := w.reader.Read("Thanh Này đạt bao nhiêu", agent); !slices.Contains(m.Ask, understand.AskUnit) {
		t.Errorf("an agent's Thanh Này: %s of %s", m.Intent, m.Unit)
	}
	for _, text := range []string{"xã mình đạt bao nhiêu", "Xã Mình đạt bao nhiêu", "XÃ MÌNH ĐẠT BAO NHIÊU", "xa minj dat bao nhieu", "Hôn nay đạt bao nhiêu", "HON NAY DAT BAO NHIEU", "hien nau dat bao nhieu", "BHTY đạt bao nhiêu", "tình hình BHTY thế nào"} {
		w.answersOwn(t, text, "03703")
	}
}
