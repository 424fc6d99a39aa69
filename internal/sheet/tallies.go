package sheet

import (
	"fmt"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// mostInOneRow bounds the count of one row of history: a commune.
const mostInOneRow = 100_000

func talliesKind() kind {
	return kind{
		name: "tallies", title: "số phát sinh", read: (*reading).tallyRow,
		columns: []column{
			col("unit_code", true, "ma don vi", "ma"),
			col("agent", false, "nhan vien thu", "nhan vien"),
			col("indicator", true, "chi tieu", "loai bao hiem", "loai hinh"),
			col("kind", true, "loai phat sinh", "phat sinh", "loai"),
			numeric(col("count", true, "so nguoi", "so luong")),
			col("day", true, "ngay"),
			col("reason", false, "ly do"),
			col("source", true, "ma nguon", "nguon", "so chung tu"),
		},
	}
}

func tallyKinds() []choice[coverage.Kind] {
	return []choice[coverage.Kind]{
		{coverage.New, []string{"new", "tăng mới", "mới", "tăng"}},
		{coverage.Renewed, []string{"renewed", "tái tục", "gia hạn"}},
		{coverage.Lapsed, []string{"lapsed", "giảm"}},
		{coverage.Visited, []string{"visited", "vận động", "thăm hộ"}},
		{coverage.Registered, []string{"registered", "đăng ký"}},
		{coverage.Meetings, []string{"meetings", "hội nghị"}},
		{coverage.Attendees, []string{"attendees", "người dự"}},
		{coverage.Zero, []string{"zero", "không phát sinh", "không có"}},
	}
}

func reasons() []choice[coverage.Reason] {
	return []choice[coverage.Reason]{
		{coverage.LeftPoor, []string{"left_poverty", "thoát nghèo"}},
		{coverage.LeftList, []string{"left_list", "ra khỏi danh sách", "xã ra khỏi danh sách"}},
		{coverage.Moved, []string{"moved", "chuyển đi", "chuyển nơi khác"}},
		{coverage.Died, []string{"died", "chết", "qua đời", "tử vong"}},
		{coverage.NotRenewed, []string{"not_renewed", "không tái tục", "hết hạn"}},
		{coverage.ToEmployer, []string{"to_employer", "đi làm", "chuyển sang bắt buộc"}},
	}
}

type (
	tallyID struct{ source string }
	opening struct {
		unit  place.Code
		day   vi.Day
		agent string
	}
)

// tallyRow reads one line of history. The first of a unit, day and agent is
// the one by which the day counts as reported.
func (r *reading) tallyRow(w *row) {
	e := coverage.Entry{Unit: w.unit(), Kind: pick(w, "kind", w.r.words.kinds), Day: w.past("day"), Source: w.needed("source")}
	w.free("source")
	agent := w.agent()
	if e.Kind == coverage.Zero {
		w.zeroCells()
	} else {
		e.Indicator, e.Count = pick(w, "indicator", w.r.words.indicators), w.count("count")
		w.tallied(e)
	}
	if w.text("reason") != "" {
		e.Reason = pick(w, "reason", w.r.words.reasons)
		if e.Kind != coverage.Lapsed {
			w.fault("reason", "chỉ số giảm (lapsed) mới có lý do; để trống ô này")
		}
	}
	if e.Misplaced() {
		w.fault("indicator", "người đi làm công ty vẫn có bảo hiểm; ghi giảm ở bhyt_hgd hoặc bhxh_tn")
	}
	w.inLife("day", e.Unit, e.Day)
	if !w.bad && r.locked(e.Unit, e.Day) {
		w.fault("day", coverage.MonthOf(e.Day).Title()+" đã khóa sổ; mở khóa trước khi nhập")
	}
	if w.bad {
		return
	}
	open := opening{e.Unit, e.Day, vi.Fold(agent)}
	opened, ok := r.seen[open]
	before, again := r.seen[tallyID{e.Source}]
	e.Opens = !ok || again && opened.index == before.index
	if at := put(w, &r.out.Tallies, tallyID{e.Source}, e); at >= 0 {
		if e.Opens {
			r.seen[open] = sighting{w.t, w.line, at}
		}
		for len(r.out.Agents) <= at {
			r.out.Agents = append(r.out.Agents, "")
		}
		r.out.Agents[at] = agent
	}
}

func (w *row) zeroCells() {
	if s := w.text("indicator"); s != "" {
		w.fault("indicator", "báo cáo không phát sinh không thuộc chỉ tiêu nào; để trống ô này")
	}
	if s := w.text("count"); s != "" && s != "0" {
		w.fault("count", fmt.Sprintf("%q trái với \"không phát sinh\"; ghi 0 hoặc để trống", s))
	}
}

func (w *row) tallied(e coverage.Entry) {
	if e.Indicator == coverage.BHXH {
		w.fault("indicator", "bhxh là tổng của bhxh_bb và bhxh_tn; ghi vào từng loại")
	}
	switch {
	case w.bad:
	case e.Count == 0:
		w.fault("count", "bằng 0; bỏ hàng này hoặc ghi loại phát sinh là zero")
	case e.Count > mostInOneRow:
		w.fault("count", fmt.Sprintf("%s người trong một hàng là quá nhiều; nhập bằng số chốt", vi.Int(e.Count)))
	}
}

// locked tells whether the month of a day is closed for a unit or one above.
func (r *reading) locked(code place.Code, day vi.Day) bool {
	if len(r.known.Locks) == 0 {
		return false
	}
	month, been := coverage.MonthOf(day), map[place.Code]bool{}
	for code != "" && !been[code] {
		been[code] = true
		for _, lock := range r.known.Locks {
			if lock.Unit == code && lock.Month == month {
				return true
			}
		}
		code = r.units[code].Parent
	}
	return false
}
