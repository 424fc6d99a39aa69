package main

import (
	"baophu/internal/schedule"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"baophu/bot"
	"baophu/handlers"
	"baophu/internal/cache"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// store is the opened stores and the service over them.
type store struct {
	settings
	log     *slog.Logger
	now     func() time.Time
	ledger  *ledger.Ledger
	cache   *cache.Cache
	model   *cache.Model // nil without a Redis that outlives the process
	library *coverage.Library
	meters  meters
	service *coverage.Service
	links   []func(code string) string // of the channels that have some
	pollers []*poller
}

// openStore opens the ledger and the cache. A ledger that cannot be reached
// is an error; a Redis that is down is not.
func openStore(ctx context.Context, s settings, log *slog.Logger, now func() time.Time) (*store, error) {
	st := &store{settings: s, log: log, now: now}
	var err error
	if st.meters, err = newMeters(); err != nil {
		return nil, err
	}
	// The model reads the ledger, and the ledger tells the model of commits.
	var model atomic.Pointer[cache.Model]
	st.ledger, err = ledger.Open(ctx, s.Database, ledger.Options{
		Now: st.now, Location: s.Location, Logger: log,
		OnCommit: func(from, to coverage.Position, entries []coverage.Entry) {
			if m := model.Load(); m != nil {
				m.Apply(from, to, entries)
			}
		},
	})
	if err != nil {
		return nil, failure{exitStore, fmt.Errorf("open the ledger: %w", err)}
	}
	if st.cache, err = cache.Open(ctx, s.Redis, cache.Options{Now: st.now, Logger: log}); err != nil {
		return nil, failure{exitUsage, errors.Join(fmt.Errorf("BAOPHU_REDIS_URL: %w", err), st.ledger.Close())}
	}
	st.library = coverage.NewLibrary(st.ledger, st.now)
	if _, err := st.library.Book(ctx); err != nil {
		return nil, failure{exitStore, errors.Join(err, st.ledger.Close(), st.cache.Close())}
	}
	st.service = &coverage.Service{Library: st.library, Tallies: st.ledger, Journal: st.ledger, Roll: st.ledger,
		Duties: st.ledger, Reviews: st.ledger, Rests: schedule.Vietnam().Free, Cutoff: s.Cutoff, Now: st.now, Location: s.Location}
	// A Redis within the process holds nothing that the ledger does not hold in
	// the same memory, and is asked over a socket.
	if !st.cache.Embedded() {
		st.model = cache.NewModel(st.cache, st.ledger, st.tree)
		model.Store(st.model)
		st.service.Tallies, st.service.Boards = st.model, st.model
	}
	return st, nil
}

// tree gives the read model the units as they are now.
func (st *store) tree() cache.Tree {
	book := st.library.Latest()
	if book == nil {
		// Of no revision: everything is read from SQL.
		return cache.Tree{Ancestors: func(place.Code, vi.Day) []place.Code { return nil }}
	}
	return cache.Tree{Revision: book.Revision, Ancestors: book.Tree.Counted,
		Ended: func(code place.Code, day vi.Day) bool { return book.Tree.HeirOn(code, day) != code }}
}

func (st *store) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, p := range st.pollers {
		p.resign(ctx)
	}
	if st.model != nil {
		st.model.Close()
	}
	return errors.Join(st.ledger.Close(), st.cache.Close())
}

// desk opens the desk that answers messages.
func (st *store) desk(operator *coverage.Person, progress handlers.Progress, fetch handlers.Fetch) (*handlers.Desk, error) {
	return handlers.NewDesk(handlers.Options{Service: st.service, Ledger: st.ledger, Reminder: st.schedule(), Follows: st.ledger, Tongues: st.ledger, Leaves: st.ledger, Registry: st.ledger, Groups: st.ledger, Link: st.link, Memory: st.cache,
		Meter: st.meters, Logger: st.log, Progress: progress, Imports: st.ledger, Fetch: fetch, Operator: operator})
}

// moved hears, while something is sent there, that a group got another address.
func (st *store) moved(ctx context.Context, from, to bot.Address) {
	if err := st.ledger.MoveGroup(ctx, from, to); err != nil {
		st.log.Warn("move what is kept of a group", "error", err)
	}
}

// link gives the address by which an invitation is taken up with one tap.
func (st *store) link(code string) string {
	for _, of := range st.links {
		if link := of(code); link != "" {
			return link
		}
	}
	return ""
}

// operator is whoever sits at the server: an admin of the whole country.
func operator() *coverage.Person {
	return &coverage.Person{Name: "người vận hành", Status: coverage.Active,
		Grants: []coverage.Grant{{Role: coverage.Admin, Unit: place.Nation}}}
}

// quiet is the log of commands whose output is for scripts: errors only.
func quiet(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelError}))
}

// withStore opens the stores that the environment names, for one command.
func withStore(s *session, do func(*store) error) error {
	settings, err := readSettings(s.env)
	if err != nil {
		return err
	}
	st, err := openStore(s, settings, quiet(s.err), s.now)
	if err != nil {
		return err
	}
	return errors.Join(do(st), st.close())
}
