package understand_test

import (
	"testing"

	"baophu/internal/understand"
	"baophu/internal/vi"
)

// A report is named by its number, however large; a number of people is none.
func TestReportsNamedByNumber(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	s := w.setting("A3")
	today := vi.DayOf(s.Now, s.Location)
	for _, c := range []struct {
		text   string
		intent understand.Intent
		op     understand.Op
		report int64
		unit   bool // a village is named
		day    vi.Day
		count  int64
	}{
		{"hủy 4711", understand.Undo, understand.UndoLast, 4711, false, 0, 0},
		{"hủy #13116", understand.Undo, understand.UndoLast, 13116, false, 0, 0},
		{"hủy báo cáo 13116", understand.Undo, understand.UndoLast, 13116, false, 0, 0},
		{"huy bc so 1311600", understand.Undo, understand.UndoLast, 1311600, false, 0, 0},
		{"xóa báo cáo #7", understand.Undo, understand.UndoLast, 7, false, 0, 0},
		{"/huy 13116", understand.Undo, understand.UndoLast, 13116, false, 0, 0},
		{"báo cáo 4711 là của hôm qua", understand.Correct, understand.MoveUnit, 4711, false, today - 1, 0},
		{"bao cao 13120 la cua hom qua", understand.Correct, understand.MoveUnit, 13120, false, today - 1, 0},
		{"chuyển báo cáo 13120 sang hôm kia", understand.Correct, understand.MoveUnit, 13120, false, today - 2, 0},
		{"#13120 của bản Dửn", understand.Correct, understand.MoveUnit, 13120, true, 0, 0},
		{"chuyển báo cáo 13120 sang bản Dửn", understand.Correct, understand.MoveUnit, 13120, true, 0, 0},
		{"báo cáo 13120 là của bản Dửn hôm qua", understand.Correct, understand.MoveUnit, 13120, true, today - 1, 0},
		{"sửa báo cáo 13120 thành 3 hgđ", understand.Correct, understand.Replace, 13120, false, 0, 3},
		{"sửa #13120: 3 hgđ", understand.Correct, understand.Replace, 13120, false, 0, 3},
		{"sửa 13120: 3 hgđ", understand.Correct, understand.Replace, 13120, false, 0, 3},
		{"chuyển sang hôm qua", understand.Correct, understand.MoveUnit, 0, false, today - 1, 0},
		{"nhầm ngày, là hôm qua", understand.Correct, understand.MoveUnit, 0, false, today - 1, 0},
		{"sửa lại ngày hôm qua", understand.Correct, understand.MoveUnit, 0, false, today - 1, 0},
		{"chuyển sang bản Dửn", understand.Correct, understand.MoveUnit, 0, true, 0, 0},
		{"báo cáo 5 hgđ noong la", understand.Report, "", 0, true, today, 5},
		{"bc noong la 5 hgđ", understand.Report, "", 0, true, today, 5},
		{"sửa báo cáo 13120 của noong la thành 3 hgđ", understand.Correct, understand.Replace, 13120, true, 0, 3},
		{"bớt 1 hgđ #13120", understand.Correct, understand.Decrement, 13120, false, 0, 1},
		{"sửa 5 hgđ noong la", understand.Correct, understand.ReplaceLast, 0, true, 0, 5},
	} {
		m := w.reader.Read(c.text, s)
		if m.Intent != c.intent || m.Op != c.op || m.Report != c.report || m.Reject != "" || len(m.Ask) > 0 {
			t.Errorf("%q means %s %s of #%d, reject %q, asks %v; want %s %s of #%d", c.text, m.Intent, m.Op, m.Report, m.Reject, m.Ask, c.intent, c.op, c.report)
			continue
		}
		if m.Intent == understand.Undo {
			continue
		}
		if len(m.Rows) != 1 || (m.Rows[0].Unit != "") != c.unit || m.Rows[0].Day != c.day || m.Rows[0].Count != c.count {
			t.Errorf("%q has %+v", c.text, m.Rows)
		}
	}
	if m := w.reader.Read("nhầm ngày rồi", s); m.Op != understand.MoveUnit || len(m.Ask) != 1 || m.Ask[0] != understand.AskDate {
		t.Errorf("a wrong day is asked for: %+v", m)
	}
}
