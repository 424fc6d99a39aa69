package sheet

import (
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

func programmeKinds() []kind {
	class := col("class", true, "danh hieu", "xep loai")
	group := col("group", false, "nhom", "nhom xa")
	return []kind{
		{
			name: "classes", title: "danh hiệu nông thôn mới", read: (*reading).classRow,
			columns: []column{
				col("unit_code", true, "ma don vi", "ma"), class, group,
				col("recognised_on", true, "ngay cong nhan", "recognized_on"), col("valid_to", false, "den ngay", "het hieu luc"),
			},
		},
		{
			name: "floors", title: "mức sàn nông thôn mới", read: (*reading).floorRow,
			columns: []column{
				class, group, col("from", true, "tu ngay", "tu"), col("to", false, "den ngay", "den"),
				col("indicator", true, "chi tieu", "loai bao hiem", "loai hinh"), share(col("rate_pct", true, "ty le", "ti le", "muc san")),
				col("basis", false, "can cu", "van ban"),
			},
		},
		hoursKind(), eventsKind(), peopleKind(), talliesKind(),
	}
}

func classWords() []choice[string] {
	return []choice[string]{
		{"ntm", []string{"ntm", "nông thôn mới", "đạt chuẩn ntm", "đạt chuẩn nông thôn mới"}},
		{"ntm_nang_cao", []string{"ntm_nang_cao", "ntm nâng cao", "nông thôn mới nâng cao", "nâng cao"}},
		{"ntm_kieu_mau", []string{"ntm_kieu_mau", "ntm kiểu mẫu", "nông thôn mới kiểu mẫu", "kiểu mẫu"}},
	}
}

// Identities of records of the new-rural programme.
type (
	classID struct {
		unit       place.Code
		class      string
		recognised vi.Day
	}
	floorID struct {
		class, group string
		from         vi.Day
		indicator    coverage.Indicator
	}
)

func classKey(c coverage.Class) classID { return classID{c.Unit, c.Class, c.Recognised} }

func floorKey(f coverage.Floor) floorID { return floorID{f.Class, f.Group, f.From, f.Indicator} }

func (r *reading) classRow(w *row) {
	c := coverage.Class{
		Unit: w.unit(), Class: pick(w, "class", w.r.words.classes), Group: w.free("group"),
		Recognised: w.past("recognised_on"), To: w.day("valid_to"),
	}
	if !w.bad && !c.To.IsZero() && c.To < c.Recognised {
		w.fault("valid_to", "trước ngày công nhận; sửa một trong hai ngày")
	}
	put(w, &r.out.Records.Classes, classKey(c), c)
}

func (r *reading) floorRow(w *row) {
	f := coverage.Floor{
		Class: pick(w, "class", w.r.words.classes), Group: w.free("group"), Indicator: pick(w, "indicator", w.r.words.indicators),
		From: w.edge("from", false), To: w.edge("to", true), Rate: w.rate("rate_pct"), Basis: w.free("basis"),
	}
	if w.text("from") == "" {
		w.needed("from")
	}
	if !w.bad && !f.To.IsZero() && f.To < f.From {
		w.fault("to", "trước ngày bắt đầu; sửa một trong hai ngày")
	}
	if d, ok := coverage.Describe(f.Indicator); ok && d.Base == coverage.NoBase {
		w.fault("indicator", d.Name+" không có mẫu số nên không có mức sàn; dùng bhyt, bhyt_hssv, bhxh hoặc bhtn")
	}
	w.inScope("class", place.Nation) // a floor is for the whole country
	put(w, &r.out.Records.Floors, floorKey(f), f)
}

// edge reads one end of a span of days; a bare year is its first or last day.
func (w *row) edge(column string, last bool) vi.Day {
	s := w.text(column)
	if periodYear.MatchString(key(s)) {
		first, end, err := coverage.Period(periodYear.FindStringSubmatch(key(s))[1]).Bounds()
		if err != nil {
			w.fault(column, fmt.Sprintf("%q không phải năm; viết 2026", s))
		}
		if last {
			return end
		}
		return first
	}
	return w.day(column)
}
