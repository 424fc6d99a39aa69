package sheet

import (
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

func figureKinds() []kind {
	unit := col("unit_code", true, "ma don vi", "ma")
	indicator := col("indicator", true, "chi tieu", "loai bao hiem", "loai hinh")
	source := col("source", false, "nguon")
	asOf := col("as_of", true, "ngay", "tinh den ngay", "den ngay", "ngay chot")
	show := col("illustrative", false, "minh hoa")
	return []kind{
		{
			name: "denominators", title: "mẫu số", read: (*reading).denominatorRow,
			columns: []column{unit, col("denominator", true, "mau so", "loai mau so"), asOf, numeric(col("value", true, "gia tri", "so nguoi")), source, show},
		},
		{
			name: "baselines", title: "số chốt", read: (*reading).baselineRow,
			columns: []column{
				unit, indicator, asOf,
				numeric(col("participants", false, "so nguoi", "so nguoi tham gia")),
				share(col("rate_stated_pct", false, "ty le cong bo", "ty le", "ti le")), source, show,
			},
			anyOf: []string{"participants", "rate_stated_pct"},
		},
		{
			name: "targets", title: "chỉ tiêu", read: (*reading).targetRow,
			columns: []column{
				unit, col("agent", false, "nhan vien thu", "nhan vien"), indicator, col("period", true, "ky", "ky giao"),
				col("measure", true, "cach tinh", "thuoc do"), share(col("value", true, "gia tri", "chi tieu giao", "so giao")),
				col("basis", false, "can cu", "van ban"), col("effective_from", false, "hieu luc tu", "ngay hieu luc", "tu ngay"), show,
			},
		},
	}
}

func bases() []choice[coverage.Base] {
	return []choice[coverage.Base]{
		{coverage.Population, []string{"population", "dân số"}},
		{coverage.LabourForce, []string{"labour_force", "lực lượng lao động", "lao động"}},
		{coverage.Students, []string{"students", "học sinh sinh viên", "học sinh, sinh viên", "hssv"}},
	}
}

// indicators are the catalogue's, by code, by name and as people shorten them.
func indicators() []choice[coverage.Indicator] {
	short := map[coverage.Indicator][]string{
		coverage.BHYT:         {"bao phủ bhyt", "bảo hiểm y tế"},
		coverage.Household:    {"hgđ", "bhyt hgđ"},
		coverage.Pupils:       {"hssv", "bhyt học sinh sinh viên"},
		coverage.Voluntary:    {"bhxh tn"},
		coverage.Compulsory:   {"bhxh bb"},
		coverage.BHXH:         {"bảo hiểm xã hội"},
		coverage.Unemployment: {"bhtn"},
	}
	var all []choice[coverage.Indicator]
	for _, d := range coverage.Catalogue() {
		words := append([]string{string(d.Code), d.Name, d.Short}, short[d.Code]...)
		all = append(all, choice[coverage.Indicator]{d.Code, words})
	}
	return all
}

// Identities of records: what names the same again replaces.
type (
	denominatorID struct {
		unit place.Code
		base coverage.Base
		asOf vi.Day
	}
	baselineID struct {
		unit      place.Code
		indicator coverage.Indicator
		asOf      vi.Day
	}
	targetID struct {
		unit      place.Code
		agent     string
		indicator coverage.Indicator
		period    coverage.Period
		measure   coverage.Measure
		from      vi.Day
	}
)

func denominatorKey(d coverage.Denominator) denominatorID {
	return denominatorID{d.Unit, d.Base, d.AsOf}
}

func baselineKey(b coverage.Baseline) baselineID {
	return baselineID{b.Unit, b.Indicator, b.AsOf}
}

func targetKey(t coverage.Target) targetID {
	return targetID{t.Unit, t.Agent, t.Indicator, t.Period, t.Measure, t.From}
}

func (r *reading) denominatorRow(w *row) {
	d := coverage.Denominator{
		Unit: w.unit(), Base: pick(w, "denominator", w.r.words.bases), AsOf: w.past("as_of"),
		Value: w.count("value"), Source: w.free("source"), Illustrative: w.illustrative(),
	}
	if !w.bad && d.Value == 0 {
		w.fault("value", "bằng 0; mẫu số phải trên 0")
	}
	w.inLife("as_of", d.Unit, d.AsOf)
	put(w, &r.out.Records.Denominators, denominatorKey(d), d)
}

func (r *reading) baselineRow(w *row) {
	b := coverage.Baseline{
		Unit: w.unit(), Indicator: pick(w, "indicator", w.r.words.indicators), AsOf: w.past("as_of"),
		Participants: -1, Stated: -1, Source: w.free("source"), Illustrative: w.illustrative(),
	}
	stated := w.text("rate_stated_pct")
	if w.text("participants") != "" {
		b.Participants = w.count("participants")
	} else if stated == "" {
		w.fault("participants", "thiếu cả số người và tỷ lệ công bố; điền ít nhất một số")
	}
	if stated != "" {
		rate, bound, reason := parseStated(stated)
		if reason != "" {
			w.fault("rate_stated_pct", fmt.Sprintf("%q %s", stated, reason))
		}
		b.Stated, b.Bound = rate, bound
	}
	w.inLife("as_of", b.Unit, b.AsOf)
	if at := put(w, &r.out.Records.Baselines, baselineKey(b), b); at >= 0 {
		for len(r.baseRows) <= at {
			r.baseRows = append(r.baseRows, nil)
		}
		r.baseRows[at] = w
	}
}

func measures() []choice[coverage.Measure] {
	return []choice[coverage.Measure]{
		{coverage.RatePct, []string{"rate_pct", "tỷ lệ", "tỉ lệ", "tỷ lệ %"}},
		{coverage.Stock, []string{"stock", "số người", "tổng số người", "lũy kế", "đang tham gia"}},
		{coverage.NewOnes, []string{"new", "tăng mới", "phát triển mới"}},
	}
}

func (r *reading) targetRow(w *row) {
	t := coverage.Target{
		Unit: w.unit(), Agent: w.agent(), Indicator: pick(w, "indicator", w.r.words.indicators),
		Measure: pick(w, "measure", w.r.words.measures), Basis: w.free("basis"), Illustrative: w.illustrative(),
	}
	if s := w.needed("period"); s != "" {
		var reason string
		if t.Period, reason = w.t.parsePeriod(s); reason != "" {
			w.fault("period", fmt.Sprintf("%q %s", s, reason))
		}
	}
	if t.Measure == coverage.RatePct {
		t.Rate = w.rate("value")
	} else if t.Measure != "" {
		if t.People = w.count("value"); t.People == 0 && !w.bad {
			w.fault("value", "bằng 0; chỉ tiêu phải trên 0")
		}
	}
	w.takesEffect(&t)
	if d, ok := coverage.Describe(t.Indicator); ok && t.Measure == coverage.RatePct && d.Base == coverage.NoBase {
		w.fault("measure", d.Name+" không có mẫu số nên không giao tỷ lệ được; giao số người (stock) hoặc tăng mới (new)")
	}
	if !w.bad && t.Basis == "" {
		w.warn("basis", "chưa ghi căn cứ; nên ghi số văn bản giao chỉ tiêu")
	}
	put(w, &r.out.Records.Targets, targetKey(t), t)
}

// takesEffect reads the day a target took effect: the first of its period
// where none is given, and never after its last.
func (w *row) takesEffect(t *coverage.Target) {
	t.From = w.day("effective_from")
	first, last, err := t.Period.Bounds()
	switch {
	case err != nil:
	case t.From.IsZero():
		t.From = first
	case t.From > last:
		w.fault("effective_from", fmt.Sprintf("sau khi kỳ %s đã hết; sửa ngày hiệu lực hoặc kỳ", t.Period.Title()))
	}
}
