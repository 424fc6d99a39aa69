package sheet

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"baophu/internal/vi"
)

// column is one column of a kind of file. Words are the headers it goes by,
// folded: ours in English first, then the Vietnamese ones.
type column struct {
	name     string
	words    []string
	required bool
	number   bool
	rate     bool // a number that may be a share
}

// kind is one kind of file.
type kind struct {
	name    string
	title   string // as people call it
	columns []column
	anyOf   []string // at least one of these must be there too
	loose   bool     // further columns are none of our business
	read    func(*reading, *row)
}

// lastOfUnits is the last kind that brings units; what refers to units is
// read after it.
const lastOfUnits = "units"

// skipped are headers that people add for their own eyes.
var skipped = []string{
	"stt", "so tt", "tt", "ghi chu", "note", "ten", "ten don vi", "don vi", "ten xa", "ten thon ban", "xa phuong", "phuong xa",
}

func kinds() []kind {
	return append([]kind{
		catalogueKind(), catalogueOfProvinces(),
		listOfProvinces(), listOfCommunes(), listOfOldUnits(), listOfSpellings(),
		unitsKind(), namesKind(),
	}, append(figureKinds(), programmeKinds()...)...)
}

// key is a header as it is compared: folded, every other sign a single space.
func key(header string) string {
	return strings.Join(strings.FieldsFunc(vi.Fold(header), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func col(name string, required bool, words ...string) column {
	folded := []string{key(name)}
	for _, word := range words {
		folded = append(folded, key(word))
	}
	return column{name: name, required: required, words: folded}
}

func numeric(c column) column {
	c.number = true
	return c
}

func share(c column) column {
	c.number, c.rate = true, true
	return c
}

// match finds the kind of file to which a header row belongs, and where its
// columns stand.
func (t *table) match(cells []string) (kind, map[string]int, bool) {
	for _, k := range t.kinds {
		columns, missing, unknown := k.fit(cells)
		if len(missing) == 0 && (len(unknown) == 0 || k.loose) {
			return k, columns, true
		}
	}
	return kind{}, nil, false
}

// fit lays a header row over a kind: where its columns stand, what it lacks,
// and what it has that the kind knows nothing of.
func (k kind) fit(cells []string) (columns map[string]int, missing, unknown []string) {
	columns = map[string]int{}
	for i, cell := range cells {
		word := key(cell)
		at := slices.IndexFunc(k.columns, func(c column) bool {
			_, taken := columns[c.name]
			return !taken && slices.Contains(c.words, word)
		})
		switch {
		case word == "":
		case at >= 0:
			columns[k.columns[at].name] = i
		case !slices.Contains(skipped, word):
			unknown = append(unknown, cell)
		}
	}
	for _, c := range k.columns {
		if _, ok := columns[c.name]; c.required && !ok {
			missing = append(missing, c.name)
		}
	}
	if len(k.anyOf) > 0 && !slices.ContainsFunc(k.anyOf, func(name string) bool { _, ok := columns[name]; return ok }) {
		missing = append(missing, k.anyOf[0])
	}
	return columns, missing, unknown
}

// numberColumn is where a column of numbers stands, and whether they may be
// shares.
type numberColumn struct {
	at   int
	rate bool
}

// numbers gives the columns that hold numbers; never nil.
func (k kind) numbers(columns map[string]int) []numberColumn {
	found := []numberColumn{}
	for _, c := range k.columns {
		if i, ok := columns[c.name]; ok && c.number {
			found = append(found, numberColumn{i, c.rate})
		}
	}
	return found
}

// recognise finds the header among the first rows and cuts the table there.
func (t *table) recognise() string {
	for i := range min(len(t.rows), titleRows) {
		if k, columns, ok := t.match(t.rows[i]); ok {
			t.kind, t.header, t.columns = k, t.rows[i], columns
			t.rows, t.lines = t.rows[i+1:], t.lines[i+1:]
			if len(t.rows) == 0 {
				return "tệp chỉ có hàng tiêu đề; điền số liệu bên dưới rồi gửi lại"
			}
			if len(t.rows) > MaxRows {
				return tooManyRows
			}
			return ""
		}
	}
	return t.unrecognised()
}

// unrecognised says which kind of file comes nearest and what keeps the
// header from being one.
func (t *table) unrecognised() string {
	var nearest kind
	var lacks, strange []string
	best := 0
	for i := range min(len(t.rows), titleRows) {
		for _, k := range t.kinds {
			columns, missing, unknown := k.fit(t.rows[i])
			if score := 2*len(columns) - len(missing) - len(unknown); score > best {
				best, nearest, lacks, strange = score, k, missing, unknown
			}
		}
	}
	switch {
	case best == 0:
		return "không nhận ra loại tệp vì hàng tiêu đề lạ; xem tên cột trong tệp mẫu"
	case len(lacks) > 0:
		return fmt.Sprintf("giống tệp %s nhưng thiếu cột %s; thêm cột rồi gửi lại", nearest.title, strings.Join(lacks, ", "))
	default:
		return fmt.Sprintf("giống tệp %s nhưng có cột lạ: %s; sửa tên hoặc xóa cột đó", nearest.title, strings.Join(strange, ", "))
	}
}
