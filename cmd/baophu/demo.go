package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"baophu/bot/webchat"
	"baophu/internal/coverage"
	"baophu/internal/demo"
	"baophu/internal/place"
	"baophu/internal/vi"
)

type demoCommand struct {
	Addr string `default:"127.0.0.1:8765" help:"Where the page is served; port 0 takes a free one."`
	Data string `help:"Keep the store at DIR/baophu.db; without it the demo is gone when it ends." placeholder:"DIR"`
}

// Run plays the bot in the browser until it is interrupted.
func (c demoCommand) Run(s *session) error {
	settings, err := readSettings(func(name string) (string, bool) {
		if name == "BAOPHU_TIMEZONE" {
			return s.env(name)
		}
		return "", false // a demo stands on nothing that is set elsewhere
	})
	if err != nil {
		return err
	}
	today := vi.DayOf(s.now(), settings.Location)
	path, clean, err := c.place(s, today)
	if err != nil {
		return failure{exitStore, err}
	}
	defer clean()
	settings.Database, settings.Addr = "sqlite://"+path, c.Addr
	st, err := openStore(s, settings, quiet(s.err), s.now)
	if err != nil {
		return err
	}
	return errors.Join(c.play(s, st, today), st.close())
}

// place gives the store's path. The demo's figures are made for one day: a
// store of another day is set aside, never mixed.
func (c demoCommand) place(s *session, today vi.Day) (path string, clean func(), err error) {
	if c.Data == "" {
		dir, err := os.MkdirTemp("", "baophu-demo-")
		if err != nil {
			return "", nil, err
		}
		return filepath.Join(dir, "baophu.db"), func() {
			if err := os.RemoveAll(dir); err != nil {
				fmt.Fprintln(s.err, "baophu:", err)
			}
		}, nil
	}
	if err := os.MkdirAll(c.Data, 0o750); err != nil {
		return "", nil, err
	}
	if path, err = filepath.Abs(filepath.Join(c.Data, "baophu.db")); err != nil {
		return "", nil, err
	}
	stamp := path + ".day"
	made, err := os.ReadFile(stamp) //nolint:gosec // beside the store the user named
	if _, old := os.Stat(path); old == nil && (err != nil || string(made) != today.String()) {
		aside := fmt.Sprintf("%s.%s", path, s.now().Format("20060102-150405"))
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Rename(path+suffix, aside+suffix); err != nil && !os.IsNotExist(err) {
				return "", nil, err
			}
		}
		fmt.Fprintf(s.err, "Số liệu minh họa của ngày khác được cất ở %s.\n", aside)
	}
	return path, func() {}, nil
}

// play fills the store where it is new, opens the phones and serves the page.
func (c demoCommand) play(s *session, st *store, today vi.Day) error {
	if err := errors.Join(st.fill(s, today), st.openPhones(s)); err != nil {
		return failure{exitStore, err}
	}
	if c.Data != "" {
		if err := os.WriteFile(filepath.Join(c.Data, "baophu.db.day"), []byte(today.String()), 0o600); err != nil {
			return failure{exitStore, err}
		}
	}
	hub := webchat.New(webchat.Options{Personas: phones(), Banner: "Bản dùng thử: " + demo.Notice + ".", Now: st.now, Logger: st.log})
	sv, err := assemble(st, hub.Channels())
	if err != nil {
		return err
	}
	server, err := sv.server(c.Addr, map[string]http.Handler{"/": hub.Handler()})
	if err != nil {
		return failure{exitUsage, fmt.Errorf("--addr %s: %w", c.Addr, err)}
	}
	fmt.Fprintf(s.out, "Bao Phủ dùng thử: %s\nMở địa chỉ trên bằng trình duyệt. Ctrl+C để dừng.\n", server.URL())
	return sv.run(s, server.Run, sv.schedule().Run)
}

// fill writes the demo's figures and people into a new store.
func (st *store) fill(ctx context.Context, today vi.Day) error {
	records, err := st.ledger.Records(ctx)
	if err != nil {
		return err
	}
	if len(records.Baselines) == 0 {
		if _, err := st.ledger.Amend(ctx, demo.Figures(today)); err != nil {
			return fmt.Errorf("write the demo's figures: %w", err)
		}
		st.library.Refresh()
	}
	for _, p := range demo.Personas() {
		if p.Role == coverage.Guest {
			continue
		}
		people, err := st.ledger.ByName(ctx, p.Name)
		if err != nil || len(people) != 1 {
			return errors.Join(err, fmt.Errorf("demo: %d people named %s", len(people), p.Name))
		}
		if err := st.ledger.Connect(ctx, webchat.Account(p.Key), people[0].ID); err != nil {
			return fmt.Errorf("give %s a phone: %w", p.Name, err)
		}
	}
	return nil
}

func phones() []webchat.Persona {
	var all []webchat.Persona
	for _, p := range demo.Personas() {
		all = append(all, webchat.Persona{Key: p.Key, Name: p.Name, Role: roleName(p.Role), Place: p.Place,
			Suggestions: p.Suggestions, Open: p.Key == "agent1" || p.Key == "official1"})
	}
	return all
}

// demoUnits are the units of the demo, for messages that name no list.
func demoUnits() ([]place.Unit, []place.Name, error) {
	figures := demo.Figures(vi.DayOf(time.Now(), time.UTC))
	return figures.Records.Units, figures.Records.Names, nil
}

func roleName(r coverage.Role) string {
	switch r {
	case coverage.Agent:
		return "nhân viên thu"
	case coverage.Official:
		return "cán bộ"
	case coverage.Admin:
		return "quản trị"
	}
	return "người lạ"
}
