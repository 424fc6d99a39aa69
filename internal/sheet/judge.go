package sheet

import (
	"fmt"
	"math/big"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// inLife sees that a figure is dated when its unit was there. Codes of before
// July 2025 are other units; a figure that is older than its unit may yet be
// one that was worked out again, so it is only noted.
func (w *row) inLife(column string, code place.Code, day vi.Day) {
	u, ok := w.r.units[code]
	switch {
	case !ok || w.bad || day.IsZero():
	case !u.To.IsZero() && day > u.To:
		w.fault(column, fmt.Sprintf("%s %s (mã %s) chỉ có đến %s; dùng mã của đơn vị mới", u.Kind, u.Name, u.Code, u.To.Long()))
	case day < u.From:
		w.warn(column, fmt.Sprintf("%s %s (mã %s) chỉ có từ %s; số cũ hơn nên ghi cho đơn vị cũ", u.Kind, u.Name, u.Code, u.From.Long()))
	}
}

// judgeFigures holds the new baselines against the denominators, theirs and
// known ones, and against each other. What a source states is kept as stated;
// a contradiction is noted, and only the impossible is refused.
func (r *reading) judgeFigures() {
	wholes := r.denominators()
	counts := map[baselineID]int64{}
	for _, b := range r.known.Baselines {
		counts[baselineKey(b)] = b.Participants
	}
	for _, b := range r.out.Records.Baselines {
		counts[baselineKey(b)] = b.Participants
	}
	for i, b := range r.out.Records.Baselines {
		w := r.baseRows[i]
		d, _ := coverage.Describe(b.Indicator)
		if d.Base != coverage.NoBase {
			r.judgeRate(w, b, newest(wholes[unitBase{b.Unit, d.Base}], b.AsOf))
		}
		whole, ok := counts[baselineID{b.Unit, d.Whole, b.AsOf}]
		if ok && d.Whole != "" && whole >= 0 && b.Participants > whole {
			w.warn("participants", fmt.Sprintf("%s (%s người) nhiều hơn cả %s (%s người) cùng ngày; giữ như công bố, kiểm tra lại",
				d.Name, vi.Int(b.Participants), d.Whole, vi.Int(whole)))
		}
	}
}

type unitBase struct {
	unit place.Code
	base coverage.Base
}

func (r *reading) denominators() map[unitBase][]coverage.Denominator {
	all := map[unitBase][]coverage.Denominator{}
	for _, d := range r.known.Denominators {
		all[unitBase{d.Unit, d.Base}] = append(all[unitBase{d.Unit, d.Base}], d)
	}
	// The files' come last: of two of one day the last is meant.
	for _, d := range r.out.Records.Denominators {
		all[unitBase{d.Unit, d.Base}] = append(all[unitBase{d.Unit, d.Base}], d)
	}
	return all
}

func newest(list []coverage.Denominator, day vi.Day) coverage.Denominator {
	var found coverage.Denominator
	for _, d := range list {
		if d.AsOf <= day && d.AsOf >= found.AsOf {
			found = d
		}
	}
	return found
}

func (r *reading) judgeRate(w *row, b coverage.Baseline, d coverage.Denominator) {
	if d.Value == 0 || b.Participants < 0 {
		return
	}
	told := fmt.Sprintf("%s người, mẫu số %s là %s", vi.Int(b.Participants), d.AsOf.Long(), vi.Int(d.Value))
	switch {
	case b.Participants > 2*d.Value:
		w.fault("participants", told+": hơn gấp đôi mẫu số; sửa số người hoặc nhập mẫu số đúng")
	case b.Participants > d.Value:
		w.warn("participants", told+": trên 100%; giữ như công bố, kiểm tra lại mẫu số")
	case b.Stated >= 0 && !b.Bound && contradicts(b, d):
		w.warn("rate_stated_pct", fmt.Sprintf("%s, tính ra %s%% nhưng nguồn ghi %s%%; giữ cả hai và đánh dấu",
			told, vi.Percent(b.Participants, d.Value), vi.Rate(int64(b.Stated))))
	}
}

// contradicts tells whether a stated rate is further from the computed one
// than its own rounding explains: 98,5% stands for 98,45% to 98,55%.
func contradicts(b coverage.Baseline, d coverage.Denominator) bool {
	step := int64(10_000)
	for step > 1 && int64(b.Stated)%step != 0 {
		step /= 10
	}
	off := new(big.Rat).Sub(big.NewRat(b.Participants, d.Value), big.NewRat(int64(b.Stated), 1_000_000))
	return off.Abs(off).Cmp(big.NewRat(step, 2_000_000)) > 0
}
