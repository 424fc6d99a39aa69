package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/internal/vi"
)

const (
	botToken   = "4711:loopback-token-of-tests"
	hookSecret = "loopback-secret-of-tests"
)

// town is the whole product around one ward, as people meet it: a database,
// the loopback Telegram, and the settings that join them.
type town struct {
	t        *testing.T
	telegram *telegramtest.Server
	database string
	settings []string
}

// hamlets are the villages of the town's ward; each has an agent, users 101, 102, …
var hamlets = []string{"Noong La", "Dửn", "Ka Láp", "Hẹo", "Cang", "Phung"}

const (
	ward     = "03679"
	counted  = 6_404 // participants of the ward before any report
	living   = 6_799
	official = 201
)

func agentOf(village int) int64 { return int64(101 + village) }

// newTown imports the ward into a database by the command line.
func newTown(t *testing.T, database string, more ...string) *town {
	t.Helper()
	w := &town{t: t, telegram: telegramtest.Start(t, botToken), database: database}
	w.telegram.Hurry = 100
	w.settings = append([]string{"BAOPHU_DATABASE_URL=" + database, "BAOPHU_HTTP_ADDR=127.0.0.1:0",
		"BAOPHU_TELEGRAM_TOKEN=" + botToken, "BAOPHU_TELEGRAM_API=" + w.telegram.URL}, more...)
	must(t, w.settings, append([]string{"import", "--apply"}, wardFiles(t)...)...)
	return w
}

// wardFiles writes the town's files, as an office would.
func wardFiles(t testing.TB) []string {
	t.Helper()
	today := vi.DayOf(time.Now(), time.FixedZone("Asia/Ho_Chi_Minh", 7*3600))
	units := "Mã,Tên,Loại,Cấp trên\n14,Sơn La,tỉnh,\n03679,Chiềng Sinh,phường,14\n03694,Mường Giôn,xã,14\n"
	for i, name := range hamlets {
		units += fmt.Sprintf("03679-%02d,%s,bản,03679\n", i+1, name)
	}
	dir := t.TempDir()
	return []string{
		file(t, dir, "don-vi.csv", units),
		file(t, dir, "dan-so.csv", "Mã;Mẫu số;Ngày;Giá trị\n03679;dân số;01/01/2020;6.799\n03694;dân số;01/01/2020;14.350\n"),
		file(t, dir, "so-chot.csv", fmt.Sprintf("unit_code,indicator,as_of,participants\n03679,bhyt,%[1]s,%[2]d\n03694,bhyt,%[1]s,13589\n", today-3, counted)),
		file(t, dir, "chi-tieu.csv", fmt.Sprintf("unit_code,indicator,period,measure,value,basis\n03679,bhyt,%s,rate_pct,95,QĐ 123/QĐ-UBND\n", today.String()[:4])),
	}
}

// serve starts the bot, and gives its address.
func (w *town) serve(more ...string) (*process, string) {
	w.t.Helper()
	p := begin(w.t, append(w.settings, more...), []string{botToken, hookSecret}, "serve")
	return p, p.says(`msg=serving http=(\S+)`)
}

// people lets everybody in by invitation: an agent for each village, and the
// ward's official.
func (w *town) people() {
	w.t.Helper()
	for i, name := range hamlets {
		w.invite(agentOf(i), "--role", "agent", "--name", "Người "+name, "--unit", fmt.Sprintf("03679-%02d", i+1))
	}
	w.invite(official, "--role", "official", "--name", "Hà Thị Mẫu", "--unit", ward)
}

func (w *town) invite(user int64, args ...string) {
	w.t.Helper()
	code := strings.TrimSpace(must(w.t, w.settings, append([]string{"invite"}, args...)...))
	if answer := w.ask(user, "/start "+code); !strings.Contains(answer, "Người ") && !strings.Contains(answer, "Hà Thị Mẫu") {
		w.t.Fatalf("%d is not let in: %s", user, answer)
	}
}

// ask writes for a user and gives the next message of the bot's to them.
func (w *town) ask(user int64, text string) string {
	w.t.Helper()
	before := len(w.telegram.Sent(user))
	w.telegram.Say(user, text)
	return w.next(user, before)
}

// next gives the message that comes after so many.
func (w *town) next(user int64, before int) string {
	w.t.Helper()
	var sent []telegramtest.Sent
	eventually(w.t, fmt.Sprintf("an answer to %d", user), func() bool {
		sent = w.telegram.Sent(user)
		return len(sent) > before
	})
	return sent[before].Text
}

// line is an entry as the database holds it.
type line struct {
	report                         int64
	message, unit, indicator, kind string
	people                         int64
}

// driverOf is by which driver, and at which address, a database is read past
// every layer of the product.
func driverOf(database string) (driver, address string) {
	if path, ok := strings.CutPrefix(database, "sqlite://"); ok {
		return "sqlite", "file:" + path + "?mode=ro&_pragma=busy_timeout(30000)"
	}
	return "pgx", database
}

// entries reads the ledger past every layer of the product.
func entries(t testing.TB, database string) []line {
	t.Helper()
	db, err := sql.Open(driverOf(database))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `SELECT report, message, unit, indicator, kind, people FROM entries ORDER BY seq`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []line
	for rows.Next() {
		var l line
		if err := rows.Scan(&l.report, &l.message, &l.unit, &l.indicator, &l.kind, &l.people); err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// said is a report that somebody sent.
type said struct {
	user    int64
	message int // the platform's id
	village int
	people  int64
}

// report has a village's agent report new people.
func (w *town) report(village int, people int64) said {
	user := agentOf(village)
	return said{user, w.telegram.Say(user, fmt.Sprintf("%d hgđ mới", people)), village, people}
}

// settled waits until every report is confirmed to whoever sent it, and
// checks that each is in the ledger exactly once.
func (w *town) settled(reports []said) {
	w.t.Helper()
	confirmed := func(r said, number int64) bool {
		for _, m := range w.telegram.Sent(r.user) {
			if strings.Contains(m.Text, fmt.Sprintf("#%d ", number)) {
				return true
			}
		}
		return false
	}
	var left string
	eventually(w.t, "every report is booked and confirmed", func() bool {
		booked := w.booked()
		for _, r := range reports {
			found := booked[r.root()]
			if len(found) == 0 || !confirmed(r, found[0].report) {
				left = fmt.Sprintf("%s: %+v", r.root(), found)
				return false
			}
		}
		left = ""
		return true
	})
	booked := w.booked()
	for _, r := range reports {
		want := line{booked[r.root()][0].report, r.root(), fmt.Sprintf("03679-%02d", r.village+1), "bhyt_hgd", "new", r.people}
		if found := booked[r.root()]; len(found) != 1 || found[0] != want {
			w.t.Errorf("%+v is in the ledger as %+v", r, found)
		}
	}
	if len(booked) != len(reports) {
		w.t.Errorf("%d messages are in the ledger, %d were sent", len(booked), len(reports))
	}
	if left != "" {
		w.t.Error(left)
	}
}

func (r said) root() string { return fmt.Sprintf("telegram/4711/%d/%d", r.user, r.message) }

// booked gives the ledger's lines by the message they came by.
func (w *town) booked() map[string][]line {
	w.t.Helper()
	all := map[string][]line{}
	for _, l := range entries(w.t, w.database) {
		all[l.message] = append(all[l.message], l)
	}
	return all
}
