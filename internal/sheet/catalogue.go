package sheet

import (
	"fmt"
	"strings"

	"baophu/internal/place"
)

// The Statistics Office's catalogue (danhmuchanhchinh.nso.gov.vn) exports
// provinces as "Mã, Tên, Tên Tiếng Anh, Cấp" and communes as "Mã, Tên, Tên
// Tiếng Anh, Cấp, Mã TP, Tỉnh / Thành Phố", or both in one table as "Tỉnh
// Thành Phố, Mã TP, Phường Xã, Mã PX, Cấp, Tên Tiếng Anh". Exports of days
// before July 2025 have districts, "Mã QH, Quận Huyện", besides.
func catalogueKind() kind {
	return kind{
		name: "catalogue", title: "danh mục hành chính", read: (*reading).catalogueRow, loose: true,
		columns: []column{
			{name: "province_code", required: true, words: []string{"ma tp", "ma tinh", "ma tinh tp", "ma tinh thanh pho", "ma tinh moi"}},
			{name: "province", required: true, words: []string{"tinh thanh pho", "tinh tp", "ten tinh", "ten tinh thanh pho", "tinh", "ten tinh moi"}},
			{name: "code", required: true, words: []string{"ma px", "ma phuong xa", "ma xa", "ma xa phuong", "ma", "ma xa moi", "ma dvhc"}},
			{name: "name", required: true, words: []string{"phuong xa", "ten phuong xa", "xa phuong", "ten xa", "ten", "ten xa moi", "ten dvhc"}},
			{name: "level", words: []string{"cap", "loai", "cap hanh chinh"}},
			{name: "district_code", words: []string{"ma qh", "ma quan huyen", "ma huyen"}},
		},
	}
}

func catalogueOfProvinces() kind {
	return kind{
		name: "catalogue_provinces", title: "danh mục tỉnh, thành phố", read: (*reading).catalogueProvinceRow, loose: true,
		columns: []column{
			{name: "code", required: true, words: []string{"ma", "ma tp", "ma tinh"}},
			{name: "name", required: true, words: []string{"ten", "tinh thanh pho", "ten tinh"}},
			{name: "english", required: true, words: []string{"ten tieng anh"}},
			{name: "level", required: true, words: []string{"cap", "loai"}},
		},
	}
}

// provinceWords and communeWords are the kinds by which catalogue names begin.
func provinceWords() []string { return []string{"tỉnh", "thành phố"} }

func communeWords() []string { return []string{"phường", "xã", "đặc khu"} }

func (r *reading) catalogueRow(w *row) {
	if w.text("district_code") != "" {
		w.fault("district_code", "danh mục của thời còn cấp huyện; xuất lại danh mục với ngày từ 1/7/2025 trở đi")
		return
	}
	provinceCode, province := w.text("province_code"), w.text("province")
	code, name := w.text("code"), w.text("name")
	switch {
	case provinceCode == "" && code == "" || code == "" && name == "" && province == "":
		return // a title or a footer among the rows
	case provinceCode == "":
		w.fault("province_code", "thiếu mã tỉnh; xuất lại danh mục hoặc điền mã")
		return
	case code == "" && name != "":
		w.fault("code", "thiếu mã xã; xuất lại danh mục hoặc điền mã")
		return
	}
	parent := place.Code(zeros(provinceCode, 2))
	r.catalogued(w, parent, province, "", "province")
	if w.bad || code == "" && name == "" {
		return
	}
	unit, ok := w.catalogueUnit(place.Code(zeros(code, 5)), name, w.text("level"), communeWords(), "name")
	if !ok {
		return
	}
	if _, known := r.units[unit.Code]; !known {
		unit.From = firstOfToday()
	}
	unit.Parent = parent
	r.setUnit(w, unit)
}

// catalogued makes a province of its first row; every row of it names it again.
func (r *reading) catalogued(w *row, code place.Code, name, level, column string) {
	id := catalogueProvince{code}
	if at, again := r.seen[id]; again && at.table == w.t {
		return
	}
	unit, ok := w.catalogueUnit(code, name, level, provinceWords(), column)
	if !ok {
		return
	}
	unit.Parent = place.Nation
	r.setUnit(w, unit)
	r.seen[id] = sighting{table: w.t, line: w.line}
}

type catalogueProvince struct{ code place.Code }

func (r *reading) catalogueProvinceRow(w *row) {
	code := w.text("code")
	if code == "" {
		return
	}
	r.catalogued(w, place.Code(zeros(code, 2)), w.text("name"), w.text("level"), "name")
}

// catalogueUnit makes a unit of a code and a name such as "Phường Chiềng
// Sinh", where need be with the word in the column Cấp.
func (w *row) catalogueUnit(code place.Code, name, level string, words []string, column string) (place.Unit, bool) {
	if strings.Trim(string(code), "0123456789") != "" || len(code) > 5 {
		w.fault("code", fmt.Sprintf("mã %q không phải mã của danh mục (2 số của tỉnh, 5 số của xã); sửa mã", code))
		return place.Unit{}, false
	}
	unit := w.r.units[code]
	unit.Code = code
	for _, word := range words {
		// Cấp says "Thành phố Trung ương" where the name says "Thành phố".
		if strings.HasPrefix(strings.ToLower(level), word) {
			unit.Kind = word
		}
	}
	for _, word := range words {
		if bare := bareName(name, word); bare != name {
			unit.Name, unit.Kind = bare, word
			return unit, true
		}
	}
	unit.Name = name
	if name == "" || unit.Kind == "" {
		w.fault(column, fmt.Sprintf("không biết %q là loại đơn vị nào; tên phải bắt đầu bằng %s", name, strings.Join(words, ", ")))
		return place.Unit{}, false
	}
	return unit, true
}

// zeros gives back the zeros that a number cell loses in front.
func zeros(code string, width int) string {
	if len(code) >= width {
		return code
	}
	return strings.Repeat("0", width-len(code)) + code
}
