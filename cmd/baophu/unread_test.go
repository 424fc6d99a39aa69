package main

import (
	"fmt"
	"strings"
	"testing"

	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
)

func TestOutlinesHoldNothingOfPeople(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"update_id":12,"message":{"text":"Hà 5 hgđ","ok":true,"x":null}}`: `{"message":{"ok":true,"text":"xx 0 xxx","x":null},"update_id":"00"}`,
		"Lò Thị 0912":          "xx xxx 0000",
		`["a",1.5,{"b":[-2]}]`: `["x","0.0",{"b":["-0"]}]`,
	} {
		if got := string(outline([]byte(raw))); got != want {
			t.Errorf("%s is kept as %s", raw, got)
		}
	}
	if n := len(outline([]byte(`{"a":"` + strings.Repeat("đ", 1<<16) + `"}`))); n > mostOutline {
		t.Errorf("%d bytes are kept", n)
	}
}

// TestWhatCannotBeReadIsKept pushes an update of another shape: what comes
// behind it is answered, and it is kept without what was written, counted and
// told by the doctor.
func TestWhatCannotBeReadIsKept(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		w := newTown(t, e.URL(t))
		_, address := w.serve()
		for n := range 2 {
			w.telegram.PushRaw(fmt.Sprintf(`"message":{"message_id":"số %d","text":"Hà Thị Mẫu 0912345678"}`, 7+n))
		}
		w.ask(agentOf(0), "chào")
		if _, page := get(t, address+"/metrics"); !strings.Contains(page, `baophu_unread_total{channel="telegram"} 2`) {
			t.Error("they are not counted")
		}
		n, _, err := ledger.Unread(t.Context(), w.database)
		if err != nil || n != 1 { // one outline
			t.Errorf("%d are kept: %v", n, err)
		}
		if _, said := examined(t, w.settings...); !strings.Contains(said, "unread warn: 1 updates or messages") {
			t.Errorf("the doctor says:\n%s", said)
		}
	})
}
