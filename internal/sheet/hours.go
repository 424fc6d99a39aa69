package sheet

import (
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// hoursKind is when a unit's agents are reminded and its officials hear who is
// silent.
func hoursKind() kind {
	return kind{
		name: "hours", title: "giờ nhắc báo cáo", read: (*reading).hoursRow,
		columns: []column{
			col("unit_code", true, "ma don vi", "ma"),
			col("remind_at", true, "gio nhac"), col("list_at", true, "gio danh sach", "gio gui danh sach"),
		},
	}
}

func hoursKey(h coverage.Hours) place.Code { return h.Unit }

func (r *reading) hoursRow(w *row) {
	h := coverage.Hours{Unit: w.unit(), Remind: w.hour("remind_at"), List: w.hour("list_at")}
	put(w, &r.out.Records.Hours, hoursKey(h), h)
}

// hour reads a time; empty is as in the unit above.
func (w *row) hour(column string) string {
	s := w.text(column)
	if f := vi.Fold(s); f == "tat" || f == "khong" {
		s = "off"
	}
	if len(s) == len("7:00") && s[1] == ':' {
		s = "0" + s
	}
	if s == "" {
		return ""
	}
	if _, err := coverage.ParseHour(s); err != nil {
		w.fault(column, "viết giờ từ 07:00 đến trước 21:00, như 16:30; tắt thì ghi off; để trống là theo đơn vị cấp trên")
	}
	return s
}
