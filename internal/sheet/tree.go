package sheet

import (
	"errors"
	"fmt"

	"baophu/internal/place"
)

// closeUnits puts the units that the files name into the amendment and checks
// the tree that they make with all the others.
func (r *reading) closeUnits() {
	if len(r.changed) == 0 {
		return
	}
	all := make([]place.Unit, 0, len(r.units))
	for _, u := range r.units {
		all = append(all, u)
	}
	r.judgeScope()
	for _, code := range r.changed {
		r.out.Records.Units = append(r.out.Records.Units, r.units[code])
	}
	_, err := place.NewTree(all, nil)
	var faults place.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			r.treeFault(f)
		}
	}
}

// treeFault lays a fault of the tree at the row that brought it. A change of
// one unit may also break another, which no file names.
func (r *reading) treeFault(f place.Fault) {
	u := r.units[f.Unit]
	column, reason := r.explain(f, u)
	if w, ok := r.from[f.Unit]; ok {
		w.fault(column, reason)
		return
	}
	w := r.from[r.changed[0]]
	if at, ok := r.from[place.Code(f.Value)]; ok {
		w = at
	}
	w.fault("", fmt.Sprintf("làm sai %s %s (mã %s): %s", u.Kind, u.Name, u.Code, reason))
}

func (r *reading) explain(f place.Fault, u place.Unit) (column, reason string) {
	above := r.units[u.Parent]
	switch f.Problem {
	case place.NoName:
		return "name", "để trống; điền tên đơn vị"
	case place.UnknownKind:
		return "kind", fmt.Sprintf("loại %q không có; dùng tỉnh, thành phố, xã, phường, đặc khu, thôn, bản, bon, tiểu khu, tổ dân phố, BHXH cơ sở...", f.Value)
	case place.UnknownParent:
		if f.Value == "" {
			return "parent_code", "để trống; điền mã của đơn vị cấp trên"
		}
		return "parent_code", r.unknownUnit(place.Code(f.Value))
	case place.WrongParent:
		return "parent_code", fmt.Sprintf("%s %s không thể là cấp trên của một %s; sửa mã cấp trên hoặc loại", above.Kind, above.Name, u.Kind)
	case place.ParentCycle:
		return "parent_code", "đi lên các cấp lại gặp chính đơn vị này (vòng lặp); sửa mã cấp trên"
	case place.UnknownOffice:
		return "office_code", fmt.Sprintf("không có cơ quan BHXH mã %q; thêm nó vào tệp đơn vị, loại BHXH cơ sở", f.Value)
	case place.BadDates:
		return "valid_to", "ngày kết thúc trước ngày bắt đầu; sửa một trong hai"
	case place.UnknownSuccessor:
		return "successors", r.unknownUnit(place.Code(f.Value))
	case place.SuccessorCycle:
		return "successors", "đơn vị kế tiếp dẫn về chính đơn vị này (vòng lặp); sửa lại"
	default:
		return "", fmt.Sprintf("đơn vị không hợp lệ (%s); sửa lại hàng này", f.Problem)
	}
}
