package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/vi"
)

type inviteCommand struct {
	Role string        `required:"" enum:"agent,official,admin" help:"agent, official or admin."`
	Name string        `help:"The person's name; without it the name shown in the chat."`
	Unit []string      `help:"Codes of their units, apart by commas; an admin without one answers for the whole country."`
	TTL  time.Duration `default:"72h" help:"How long the code may be used."`
}

// Run prints the code alone, for scripts.
func (c inviteCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		book, err := st.library.Book(s)
		if err != nil {
			return err
		}
		inv := coverage.Invitation{Role: coverage.Role(c.Role), Name: c.Name, Status: coverage.Active}
		for _, code := range c.Unit {
			if _, ok := book.Tree.Unit(place.Code(code)); !ok {
				return failure{exitUsage, fmt.Errorf("--unit %s: no such unit; import the units first", code)}
			}
			inv.Units = append(inv.Units, place.Code(code))
		}
		if len(inv.Units) == 0 {
			if inv.Role != coverage.Admin {
				return failure{exitUsage, errors.New("--unit: say which units the person is for")}
			}
			inv.Units = []place.Code{place.Nation}
		}
		if c.TTL <= 0 || c.TTL > 90*24*time.Hour {
			return failure{exitUsage, errors.New("--ttl: want more than 0 and at most 2160h")}
		}
		code, err := st.ledger.Invite(s, inv, c.TTL)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(s.out, code)
		return err
	})
}

type importCommand struct {
	Apply bool     `help:"Write what the dry run shows."`
	JSON  bool     `name:"json" help:"Print the result as JSON."`
	Files []string `arg:"" name:"file" help:"CSV or XLSX files; several are one import."`
}

// importResult is what --json prints.
type importResult struct {
	Applied  bool           `json:"applied"`
	Revision int64          `json:"revision,omitempty"`
	Changes  []sheet.Change `json:"changes"`
	Faults   []sheet.Fault  `json:"faults"`
}

// Run reads the files, shows what would change, and with --apply writes it:
// all of it, or nothing.
func (c importCommand) Run(s *session) error {
	var files []sheet.Source
	for _, name := range c.Files {
		content, err := readFile(name)
		if err != nil {
			return failure{exitUsage, err}
		}
		files = append(files, sheet.Source{Name: filepath.Base(name), Bytes: content})
	}
	return withStore(s, func(st *store) error {
		known, err := st.ledger.Records(s)
		if err != nil {
			return failure{exitStore, err}
		}
		amendment, faults := sheet.Read(files, known, st.service.Today())
		res := importResult{Faults: faults, Changes: []sheet.Change{}}
		if sheet.Refused(faults) {
			return c.print(s, res, refused("%s", "không ghi gì; sửa các hàng trên rồi chạy lại"))
		}
		held, err := st.ledger.Held(s, amendment)
		if err != nil {
			return failure{exitStore, err}
		}
		res.Changes = sheet.Diff(known, held, amendment)
		if c.Apply {
			amendment.Note = "import " + strings.Join(names(files), ", ")
			if res.Revision, err = st.ledger.Amend(s, amendment); err != nil {
				return failure{exitStore, fmt.Errorf("write the import: %w", err)}
			}
			res.Applied = true
		}
		return c.print(s, res, nil)
	})
}

func names(files []sheet.Source) []string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name)
	}
	return all
}

func readFile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.Size() > sheet.MaxBytes:
		return nil, fmt.Errorf("%s: %d MB, more than the %d MB that are read", name, info.Size()>>20, sheet.MaxBytes>>20)
	}
	return os.ReadFile(name) //nolint:gosec // the operator names the file
}

func (c importCommand) print(s *session, res importResult, result error) error {
	if c.JSON {
		if res.Faults == nil {
			res.Faults = []sheet.Fault{}
		}
		if err := writeJSON(s, res); err != nil {
			return err
		}
		if result != nil {
			return failure{exitRefused, errors.New("")}
		}
		return nil
	}
	for _, f := range res.Faults {
		fmt.Fprintln(s.err, f)
	}
	for _, change := range res.Changes {
		fmt.Fprintln(s.out, change)
	}
	switch {
	case result != nil:
	case res.Applied:
		fmt.Fprintf(s.out, "Đã ghi (lần thứ %d).\n", res.Revision)
	default:
		fmt.Fprintln(s.out, "Chạy thử, chưa ghi gì. Thêm --apply để ghi.")
	}
	return result
}

func writeJSON(s *session, v any) error {
	e := json.NewEncoder(s.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

type verifyCommand struct {
	JSON bool `name:"json" help:"Print the result as JSON."`
}

// verdict is what verify finds: no difference is good.
type verdict struct {
	Position    coverage.Position `json:"position"`
	Entries     int64             `json:"entries"`
	Totals      int64             `json:"totals"`
	Differences []string          `json:"differences"`
}

// Run recomputes every total from the ledger, and asks the read model for
// the same.
func (c verifyCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		found, err := st.verify(s)
		if err != nil {
			return failure{exitStore, err}
		}
		if c.JSON {
			err = writeJSON(s, found)
		} else {
			for _, d := range found.Differences {
				fmt.Fprintln(s.out, d)
			}
			_, err = fmt.Fprintf(s.out, "%s dòng sổ, %s tổng, %d chỗ lệch\n", vi.Int(found.Entries), vi.Int(found.Totals), len(found.Differences))
		}
		if err == nil && len(found.Differences) > 0 {
			return failure{exitRefused, errors.New("")}
		}
		return err
	})
}

type migrateCommand struct{}

// Run brings the tables to this version; opening the store does it.
func (migrateCommand) Run(s *session) error {
	return withStore(s, func(st *store) error {
		position, revision, err := st.ledger.Head(s)
		if err != nil {
			return failure{exitStore, err}
		}
		_, err = fmt.Fprintf(s.out, "Cơ sở dữ liệu đúng phiên bản; %s dòng sổ, danh mục lần thứ %d.\n", vi.Int(int64(position)), revision)
		return err
	})
}

type backupCommand struct {
	File string `arg:"" help:"Where to; it must not exist."`
}

// Run copies the database while it is in use.
func (c backupCommand) Run(s *session) error {
	if _, err := os.Stat(c.File); err == nil {
		return failure{exitUsage, fmt.Errorf("%s exists already; name another file", c.File)}
	}
	return withStore(s, func(st *store) error {
		if err := st.ledger.Backup(s, c.File); err != nil {
			return failure{exitStore, err}
		}
		return nil
	})
}

type restoreCommand struct {
	File string `arg:"" help:"A file that backup made."`
}

// Run fills an empty database with a backup.
func (c restoreCommand) Run(s *session) error {
	settings, err := readSettings(s.env)
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.File); err != nil {
		return failure{exitUsage, err}
	}
	withheld, err := ledger.Restore(s, settings.Database, c.File, time.Now(), quiet(s.err))
	switch {
	case errors.Is(err, ledger.ErrNotEmpty):
		return failure{exitRefused, fmt.Errorf("cơ sở dữ liệu đã có dữ liệu (kể cả chỉ một mã mời) nên không phục hồi đè lên; đặt BAOPHU_DATABASE_URL trỏ tới một cơ sở dữ liệu trống rồi chạy lại (%w)", err)}
	case err != nil:
		return failure{exitStore, err}
	}
	if withheld > 0 {
		_, _ = fmt.Fprintf(s.out, "%d trả lời chờ gửi đã cũ hơn 1 giờ: không gửi lại.\n", withheld) // the next line fails too
	}
	_, err = fmt.Fprintln(s.out, "Đã phục hồi. Chạy `baophu verify` để so lại mọi tổng.")
	return err
}
