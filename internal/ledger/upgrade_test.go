package ledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/logtest"
)

// old is a database as an earlier version left it.
type old struct {
	t      *testing.T
	url    string
	engine string
	db     *sql.DB
}

func newOld(t *testing.T, e ledgertest.Engine) *old {
	t.Helper()
	o := &old{t: t, url: e.URL(t), engine: e.Name}
	driver, address := "pgx", o.url
	if path, ok := strings.CutPrefix(o.url, "sqlite://"); ok {
		driver, address = "sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)"
	}
	var err error
	if o.db, err = sql.Open(driver, address); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.db.Close() })
	return o
}

// provider gives the way of some migrations.
func (o *old) provider(files fs.FS) *goose.Provider {
	o.t.Helper()
	dialect := goose.DialectSQLite3
	if o.engine == "postgres" {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, o.db, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// levels are the versions that the migrations lead through.
func (o *old) levels() (files fs.FS, levels []int64) {
	o.t.Helper()
	files = os.DirFS(filepath.Join("migrations", o.engine))
	for _, s := range o.provider(files).ListSources() {
		levels = append(levels, s.Version)
	}
	return files, levels
}

// fill writes what a version of this level would have written: a report, one
// that was taken back, another commune's, an answer and a notice that wait, a
// question that waits, and people. The kept sums are wrong on purpose where a
// later version makes them anew.
func (o *old) fill(level int64) {
	o.t.Helper()
	const at = 1795305600000 // 22/11/2026 07:00 in Vietnam
	texts := []string{
		`INSERT INTO people (id, name, folded, status, language) VALUES (7, 'Lò Thị Mẫu', 'lo thi mau', 'active', 'vi')`,
		`INSERT INTO holdings (person, role, unit) VALUES (7, 'agent', '03679-01')`,
		`INSERT INTO accounts (account, person) VALUES ('web/1', 7)`,
		`INSERT INTO chats (account, channel, bot, chat, closed, at) VALUES ('web/1', 'web', 'b', '1', 0, 1)`,
		`INSERT INTO talks (channel, bot, chat, state, expires) VALUES ('web', 'b', '1', '{"kind":"old"}', 9999999999999)`,
	}
	for _, u := range units() {
		texts = append(texts, fmt.Sprintf(`INSERT INTO units (code, name, kind, parent, office, from_day, to_day) VALUES ('%s', '%s', '%s', '%s', '', '', '')`, u.Code, u.Name, u.Kind, u.Parent))
	}
	entry := func(seq, report int, unit string, people, reverses int, delivers bool) {
		m := message("1", report)
		if seq == report {
			texts = append(texts, fmt.Sprintf(`INSERT INTO messages (key, root, account, kind, author, text, digest, report, at) VALUES ('%s', '%s', 'web/1', 'text', 7, '', '', %d, %d)`, m.Key(), m.Root(), report, at))
		}
		columns, values := "", ""
		if level >= 9 {
			columns, values = ", cause", ", ''"
		}
		if level >= 10 && delivers {
			columns, values = columns+", delivers, timely", values+", 1, 1"
		}
		texts = append(texts, fmt.Sprintf(`INSERT INTO entries (seq, report, message, unit, indicator, kind, people, day, author, at, reverses, reason, months, tag, flagged, source, opens%s)
			VALUES (%d, %d, '%s', '%s', 'bhyt_hgd', 'new', %d, '2026-11-22', 7, %d, %d, '', 0, '', 0, '', %d%s)`,
			columns, seq, report, m.Root(), unit, people, at, reverses, min(seq/report, 1), values))
	}
	entry(1, 1, "03679-01", 5, 0, true)
	entry(2, 2, "03679-02", 9, 0, false)
	entry(3, 3, "03679-02", -9, 2, false)
	entry(4, 4, "03646-01", 4, 0, false)
	for id, reply := range map[int]string{1: `{"to":{"channel":"web","bot":"b","chat":"1"},"text":"nhắc","notice":true}`, 2: `{"to":{"channel":"web","bot":"b","chat":"1"},"text":"Đã ghi #4"}`} {
		columns, values := "", ""
		if level >= 3 {
			columns, values = ", class", fmt.Sprintf(", %d", 2-id)
		}
		texts = append(texts, fmt.Sprintf(`INSERT INTO outbox (id, reply, attempts, due, failed, why, at%s) VALUES (%d, '%s', 0, 0, 0, '', %d%s)`, columns, id, reply, at, values))
	}
	if level >= 10 {
		texts = append(texts, `INSERT INTO duties (person, unit, status, day) VALUES (7, '03679-01', 'active', '2026-11-22')`)
	}
	if level < 12 {
		texts = append(texts, `INSERT INTO cum (unit, day, sums) VALUES ('14', '2026-11-22', 'bhyt_hgd:99,0,0')`, `UPDATE rolled SET seq = 4`)
	}
	texts = append(texts, `UPDATE head SET seq = 4, revision = 2, outbox = 2`, `UPDATE rolled SET revision = 2`)
	for _, text := range texts {
		if _, err := o.db.ExecContext(o.t.Context(), text); err != nil {
			o.t.Fatalf("level %d: %v\n%s", level, err, text)
		}
	}
}

// whole fails where a ledger is not what fill wrote, or cannot go on from it.
func whole(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	if v := verify(t, l); v.Head != 4 || v.Entries != 4 || v.Messages != 4 || v.Rolled != 4 || v.Sums == 0 {
		t.Errorf("verified as %+v", v)
	}
	for _, c := range []struct {
		of   coverage.Point
		want int64
	}{{coverage.Point{Unit: province}, 9}, {coverage.Point{Unit: sinh}, 5}, {coverage.Point{Unit: village(sinh, 2)}, 0}, {coverage.Point{Unit: an}, 4}} {
		if got := cum(t, l, c.of.Unit, coverage.Household, today).New; got != c.want {
			t.Errorf("%s has %d new people, want %d", c.of.Unit, got, c.want)
		}
	}
	if p, err := l.Person(t.Context(), "web/1"); err != nil || p.Name != "Lò Thị Mẫu" || len(p.Grants) != 1 {
		t.Errorf("the agent is %+v, %v", p, err)
	}
	if talk, err := l.Talk(t.Context(), bot.Address{Channel: "web", Bot: "b", Chat: "1"}); err != nil || !strings.Contains(string(talk.State), "old") {
		t.Errorf("the chat waits for %s, %v", talk.State, err)
	}
	if out, err := l.Claim(t.Context(), 10, ledger.Lease); err != nil || len(out) != 2 || out[0].Reply.Text != "Đã ghi #4" || !out[1].Reply.Notice {
		t.Errorf("the outbox hands out %+v, %v", out, err)
	}
	if _, err := l.Commit(t.Context(), message("1", 1), book(t, l, tally(village(sinh, 1), coverage.Household, 5, today)), say); !errors.Is(err, coverage.ErrDuplicate) {
		t.Errorf("a message of before, delivered again: %v", err)
	}
	if got := commit(t, l, message("1", 5), tally(village(sinh, 1), coverage.Household, 2, today)); len(got) != 1 || got[0].Seq != 5 {
		t.Errorf("the next report is %+v", got)
	}
	verify(t, l)
}

// TestStartsOnEveryEarlierVersion: three replicas of this version start at once
// on a database of each earlier one, with data in it, and go on from there.
func TestStartsOnEveryEarlierVersion(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		_, levels := newOld(t, e).levels()
		if len(levels) < 11 {
			t.Fatalf("the levels are %v", levels)
		}
		for _, level := range levels {
			t.Run(fmt.Sprint("level ", level), func(t *testing.T) {
				o := newOld(t, e)
				files, _ := o.levels()
				if _, err := o.provider(files).UpTo(t.Context(), level); err != nil {
					t.Fatal(err)
				}
				o.fill(level)
				defer o.judged()
				for _, l := range openTogether(t, o.url, 3)[1:] {
					if err := l.Close(); err != nil {
						t.Error(err)
					}
				}
				whole(t, ledgertest.Open(t, o.url, quietly(t)))
			})
		}
	})
}

// judged fails where what was there before is not judged as it would be now:
// one village with an agent was reported, in time.
func (o *old) judged() {
	o.t.Helper()
	var delivered, timely, duties int
	err := o.db.QueryRowContext(context.Background(), `SELECT SUM(delivers), SUM(timely), (SELECT COUNT(*) FROM duties) FROM entries WHERE seq <= 4`).Scan(&delivered, &timely, &duties)
	if err != nil || delivered != 1 || timely != 1 || duties != 1 {
		o.t.Errorf("%d delivered, %d in time, %d duties, %v", delivered, timely, duties, err)
	}
}

func quietly(t testing.TB) ledger.Options {
	t.Helper()
	return ledger.Options{Logger: logtest.Quiet(t)}
}

// openTogether opens a ledger a few times at once; all are closed with the test.
func openTogether(t *testing.T, url string, n int) []*ledger.Ledger {
	t.Helper()
	all := make([]*ledger.Ledger, n)
	var starting sync.WaitGroup
	for i := range all {
		starting.Go(func() {
			l, err := ledger.Open(context.WithoutCancel(t.Context()), url, quietly(t))
			if err != nil {
				t.Errorf("starter %d: %v", i, err)
				return
			}
			all[i] = l
		})
	}
	starting.Wait()
	for _, l := range all {
		if l == nil {
			t.FailNow()
		}
		t.Cleanup(func() { _ = l.Close() })
	}
	return all
}

// TestAMigrationThatFailsLeavesTheOldState: what it did before it failed is
// undone, it is not noted, and this version starts on what is there.
func TestAMigrationThatFailsLeavesTheOldState(t *testing.T) {
	t.Parallel()
	ledgertest.Each(t, func(t *testing.T, e ledgertest.Engine) {
		o := newOld(t, e)
		files, levels := o.levels()
		last := levels[len(levels)-1]
		if _, err := o.provider(files).Up(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.fill(last)
		bad := fstest.MapFS{"99999_bad.sql": &fstest.MapFile{Data: []byte(`-- +goose Up
CREATE TABLE half_done (n BIGINT NOT NULL);
UPDATE people SET name = 'somebody else';
DELETE FROM outbox;
INSERT INTO no_such_table VALUES (1);
`)}}
		names, err := fs.Glob(files, "*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			raw, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			bad[name] = &fstest.MapFile{Data: raw}
		}
		if _, err := o.provider(bad).Up(t.Context()); err == nil {
			t.Fatal("the migration did not fail")
		}
		if at, err := o.provider(files).GetDBVersion(t.Context()); err != nil || at != last {
			t.Errorf("the database says it is at %d, %v; want %d", at, err, last)
		}
		if _, err := o.db.ExecContext(t.Context(), `SELECT n FROM half_done`); err == nil {
			t.Error("a table of the failed migration is there")
		}
		whole(t, ledgertest.Open(t, o.url, quietly(t)))
	})
}
