package sheet

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

func peopleKind() kind {
	return kind{
		name: "people", title: "người dùng", read: (*reading).personRow,
		columns: []column{
			col("name", true, "ho ten", "ho va ten", "ten"),
			col("role", true, "vai tro"),
			col("unit_codes", true, "ma don vi", "don vi phu trach", "unit_code"),
			col("status", false, "trang thai", "tinh trang"),
		},
	}
}

func roles() []choice[coverage.Role] {
	return []choice[coverage.Role]{
		{coverage.Agent, []string{"agent", "nhân viên thu", "nhân viên", "đại lý thu"}},
		{coverage.Official, []string{"official", "cán bộ", "phụ trách"}},
		{coverage.Admin, []string{"admin", "quản trị"}},
	}
}

func statuses() []choice[coverage.Status] {
	return []choice[coverage.Status]{
		{coverage.Active, []string{"active", "đang làm", "hoạt động"}},
		{coverage.Training, []string{"training", "tập sự", "đào tạo", "đang học việc"}},
		{coverage.Leave, []string{"leave", "nghỉ phép", "tạm nghỉ"}},
		{coverage.Gone, []string{"gone", "đã nghỉ", "thôi việc"}},
	}
}

type postingID struct {
	name string
	role coverage.Role
}

// personRow reads a person in one role. A person is known by name, letter
// case and tones apart.
func (r *reading) personRow(w *row) {
	p := coverage.Posting{Name: w.personName("name"), Role: pick(w, "role", w.r.words.roles), Units: w.unitCodes("unit_codes"), Status: coverage.Active}
	if w.text("status") != "" {
		p.Status = pick(w, "status", w.r.words.statuses)
	}
	id := postingID{vi.Fold(p.Name), p.Role}
	if at, again := r.seen[id]; again && at.table == w.t {
		w.fault("name", fmt.Sprintf("%s đã có ở hàng %d trong vai trò này; trùng với hàng %d thì gộp các mã đơn vị vào một hàng, ngăn bằng |", p.Name, at.line, at.line))
	}
	put(w, &r.out.People, id, p)
}

// personName reads a name and keeps personal numbers out of it.
func (w *row) personName(column string) string {
	name := strings.Join(strings.Fields(w.needed(column)), " ")
	switch {
	case strings.ContainsFunc(name, unicode.IsDigit):
		w.fault(column, "họ tên không được có chữ số; không ghi số điện thoại hay giấy tờ")
	case len([]rune(name)) > 80:
		w.fault(column, "họ tên dài hơn 80 chữ; rút gọn")
	}
	return name
}

// agent reads the name of the agent a row is about, "" for none.
func (w *row) agent() string {
	if w.text("agent") == "" {
		return ""
	}
	return w.personName("agent")
}

// personal are the numbers by which a person is known: phone, identity card
// (it begins with a province's old code), and the card of the insurance.
var personal = regexp.MustCompile(`(?i)\b(?:0[35789]\d{8}|0(?:0[1-9]|[1-9]\d)\d{9}|[a-z]{2}\d{13})\b`)

// free reads a cell of free text and keeps personal numbers out of it.
func (w *row) free(column string) string {
	const most = 300
	s := w.text(column)
	switch {
	case len(s) > most && utf8.RuneCountInString(s) > most:
		w.fault(column, "dài hơn 300 chữ; rút gọn")
	case personal.MatchString(s):
		w.fault(column, "có số điện thoại, căn cước hoặc số thẻ; xóa đi, chỉ nhập số lượng người")
	}
	return s
}

// unitCodes reads codes joined by "|".
func (w *row) unitCodes(column string) []place.Code {
	s := w.needed(column)
	if s == "" {
		return nil
	}
	var codes []place.Code
	for part := range strings.SplitSeq(s, "|") {
		code := w.r.padded(place.Code(strings.TrimSpace(part)))
		u, ok := w.r.units[code]
		switch {
		case code == "":
			continue
		case !ok:
			w.fault(column, w.r.unknownUnit(code))
		case !u.To.IsZero() && u.To < w.r.today:
			w.fault(column, fmt.Sprintf("%s %s (mã %s) đã thôi từ sau %s; dùng mã đơn vị mới", u.Kind, u.Name, u.Code, u.To.Long()))
		}
		w.inScope(column, code)
		codes = append(codes, code)
	}
	return codes
}
