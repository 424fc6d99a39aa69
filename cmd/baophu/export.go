package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

type exportCommand struct {
	Unit      string `required:"" help:"Code of the unit."`
	Indicator string `default:"bhyt" help:"bhyt, bhyt_hgd, bhyt_hssv, bhxh_tn, bhxh_bb, bhxh or bhtn."`
	From      string `help:"First day of the tallies, YYYY-MM-DD; without it the first of the year of the last."`
	To        string `help:"Last day, and the day of the figures; without it today."`
	Format    string `default:"xlsx" enum:"xlsx,csv,json" help:"xlsx: figures, tallies and targets; csv: the figures; json: all."`
	Output    string `short:"o" required:"" help:"The file to write."`
}

// exported is all that an export holds.
type exported struct {
	Unit     string    `json:"unit_code"`
	Title    string    `json:"unit"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	Notes    []string  `json:"notes"`
	Figures  []figure  `json:"figures"`
	Tallies  []tallied `json:"tallies"`
	standing []coverage.Standing
}

// tallied is one line of the ledger, without who reported it.
type tallied struct {
	Report    int64  `json:"report"`
	Unit      string `json:"unit_code"`
	Title     string `json:"unit"`
	Indicator string `json:"indicator"`
	Kind      string `json:"kind"`
	Count     int64  `json:"count"`
	Day       string `json:"day"`
	TakesBack int64  `json:"takes_back,omitempty"`
	day       vi.Day
}

// exportedUnits is how many units' entries are read at once.
const exportedUnits = 500

// Run writes the file: whole, or not at all.
func (c exportCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		e, err := c.gather(s, st)
		if err != nil {
			return err
		}
		part := c.Output + ".part"
		f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
		if err != nil {
			return failure{exitUsage, err}
		}
		if err := errors.Join(e.write(f, c.Format), f.Close()); err != nil {
			return errors.Join(failure{exitStore, err}, os.Remove(part))
		}
		return os.Rename(part, c.Output)
	})
}

func (c exportCommand) gather(s *session, st *store) (*exported, error) {
	book, err := st.library.Book(s)
	if err != nil {
		return nil, err
	}
	unit, i := place.Code(c.Unit), coverage.Indicator(c.Indicator)
	if _, ok := book.Tree.Unit(unit); !ok {
		return nil, failure{exitUsage, fmt.Errorf("--unit %s: no such unit", c.Unit)}
	}
	if _, ok := coverage.Describe(i); !ok {
		return nil, failure{exitUsage, fmt.Errorf("--indicator %s: no such indicator", c.Indicator)}
	}
	from, to, err := c.days(st.service.Today())
	if err != nil {
		return nil, failure{exitUsage, err}
	}
	e := &exported{Unit: c.Unit, Title: book.Tree.Title(unit), From: from.String(), To: to.String()}
	for _, u := range append([]place.Code{unit}, book.Tree.Children(unit, to)...) {
		standing, err := st.service.Standing(s, u, i, to)
		if err != nil {
			return nil, err
		}
		e.standing, e.Figures = append(e.standing, standing), append(e.Figures, figureOf(standing))
	}
	e.note()
	return e, e.read(s, st, book, unit, from, to)
}

func (c exportCommand) days(today vi.Day) (from, to vi.Day, err error) {
	to = today
	if c.To != "" {
		if to, err = vi.ParseDay(c.To); err != nil {
			return 0, 0, fmt.Errorf("--to: %w", err)
		}
	}
	from = to.YearStart()
	if c.From != "" {
		if from, err = vi.ParseDay(c.From); err != nil {
			return 0, 0, fmt.Errorf("--from: %w", err)
		}
	}
	if from > to || to > today {
		return 0, 0, errors.New("--from, --to: want days in their order, up to today")
	}
	return from, to, nil
}

// note says what the figures stand on.
func (e *exported) note() {
	first := e.standing[0]
	if first.Known {
		e.Notes = append(e.Notes, fmt.Sprintf("Số chốt %s và các báo cáo đến %s.", first.AsOfBaseline().Long(), first.AsOf.Long()))
	}
	for _, st := range e.standing {
		if st.Illustration() {
			e.Notes = append(e.Notes, "Có số liệu minh họa, không phải số chính thức.")
			return
		}
	}
}

func (e *exported) read(s *session, st *store, book *coverage.Book, unit place.Code, from, to vi.Day) error {
	units := []place.Code{unit}
	for _, level := range []place.Level{place.Province, place.Commune, place.Village} {
		if level > book.Tree.Level(unit) {
			units = append(units, book.Tree.Descendants(unit, level, to)...)
		}
	}
	for len(units) > 0 {
		n := min(len(units), exportedUnits)
		entries, err := st.ledger.Entries(s, units[:n], from, to)
		if err != nil {
			return failure{exitStore, err}
		}
		for _, x := range entries {
			e.Tallies = append(e.Tallies, tallied{Report: x.Report, Unit: string(x.Unit), Title: book.Tree.Title(x.Unit),
				Indicator: string(x.Indicator), Kind: string(x.Kind), Count: x.Count, Day: x.Day.String(), TakesBack: int64(x.Reverses), day: x.Day})
		}
		units = units[n:]
	}
	return nil
}

func (e *exported) write(w io.Writer, format string) error {
	switch format {
	case "json":
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(e)
	case "csv":
		return sheet.CSV(w, e.figures())
	}
	return sheet.Workbook(w, e.cover(), e.figures(), e.tallies(), e.targets())
}

func (e *exported) cover() sheet.Sheet {
	rows := [][]sheet.Cell{
		{sheet.Text("Nơi"), sheet.Text(e.Title)}, {sheet.Text("Mã"), sheet.Text(e.Unit)},
		{sheet.Text("Từ ngày"), sheet.Text(e.From)}, {sheet.Text("Đến ngày"), sheet.Text(e.To)},
	}
	for _, n := range e.Notes {
		rows = append(rows, []sheet.Cell{sheet.Text("Ghi chú"), sheet.Text(n)})
	}
	return sheet.Sheet{Name: "Bìa", Head: []sheet.Column{{Title: "Mục", Width: 14}, {Title: "Nội dung", Width: 60}}, Rows: rows}
}

func (e *exported) figures() sheet.Sheet {
	s := sheet.Sheet{Name: "Số liệu", Head: []sheet.Column{{Title: "Mã"}, {Title: "Nơi"}, {Title: "Chỉ tiêu theo dõi"}, {Title: "Ngày"},
		{Title: "Người tham gia"}, {Title: "Tổng số"}, {Title: "Tỷ lệ"}, {Title: "Số chốt ngày"}, {Title: "Tăng mới từ số chốt"},
		{Title: "Tái tục"}, {Title: "Giảm"}, {Title: "Cùng kỳ năm trước"}, {Title: "Minh họa"}}}
	for _, st := range e.standing {
		row := []sheet.Cell{sheet.Text(string(st.Unit)), sheet.Text(st.Title), sheet.Text(string(st.Indicator)), sheet.Day(st.AsOf), {}, {}, {}, {},
			sheet.Count(st.Since.New), sheet.Count(st.Since.Renewed), sheet.Count(st.Since.Lapsed), {}, {}}
		if st.Known {
			row[4], row[7] = sheet.Count(st.Participants), sheet.Day(st.AsOfBaseline())
		}
		if st.Denominator.Known {
			row[5] = sheet.Count(st.Denominator.Value)
		}
		if st.Rated() {
			row[6] = sheet.Share(st.Participants, st.Denominator.Value)
		}
		if st.Same != nil {
			row[11] = sheet.Count(st.Same.Participants)
		}
		if st.Illustration() {
			row[12] = sheet.Text("có")
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (e *exported) tallies() sheet.Sheet {
	s := sheet.Sheet{Name: "Báo cáo", Head: []sheet.Column{{Title: "Báo cáo số"}, {Title: "Mã"}, {Title: "Nơi"}, {Title: "Ngày"},
		{Title: "Loại"}, {Title: "Việc"}, {Title: "Số người"}, {Title: "Hủy dòng"}}}
	for _, t := range e.Tallies {
		row := []sheet.Cell{sheet.Count(t.Report), sheet.Text(t.Unit), sheet.Text(t.Title), sheet.Day(t.day),
			sheet.Text(t.Indicator), sheet.Text(t.Kind), sheet.Count(t.Count), {}}
		if t.TakesBack != 0 {
			row[7] = sheet.Count(t.TakesBack)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (e *exported) targets() sheet.Sheet {
	s := sheet.Sheet{Name: "Chỉ tiêu", Head: []sheet.Column{{Title: "Mã"}, {Title: "Nơi"}, {Title: "Kỳ"}, {Title: "Chỉ tiêu"},
		{Title: "Căn cứ"}, {Title: "Còn thiếu (người)"}}}
	for _, st := range e.standing {
		for _, p := range st.Targets {
			goal := sheet.Count(p.Target.People)
			if p.Target.Measure == coverage.RatePct {
				goal = sheet.Rate(p.Target.Rate)
			}
			row := []sheet.Cell{sheet.Text(string(st.Unit)), sheet.Text(st.Title), sheet.Text(p.Target.Period.Title()), goal, sheet.Text(p.Target.Basis), {}}
			if p.Known {
				row[5] = sheet.Count(p.Gap)
			}
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}
