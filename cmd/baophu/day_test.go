package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// dayAgents is how many agents report in TestADayOfAProvince; a province has
// 3000: go test ./cmd/baophu -run ADayOfAProvince -agents 3000 -timeout 1h -v
//
//nolint:gochecknoglobals // a flag of the test command
var dayAgents = flag.Int("agents", 45, "agents who report in the day of a province")

// balancer hands requests to the replicas that run, one after another.
type balancer struct {
	mu       sync.Mutex
	replicas []*url.URL
	turn     int
}

func (b *balancer) set(i int, address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.replicas) <= i {
		b.replicas = append(b.replicas, nil)
	}
	b.replicas[i] = u
}

func (b *balancer) next() *url.URL {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn++
	return b.replicas[b.turn%len(b.replicas)]
}

// front is the address the platform calls, over TLS.
func (b *balancer) front(t *testing.T) string {
	proxy := &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(b.next()) },
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	server := httptest.NewTLSServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}

// busyProvince is three replicas behind a balancer, over PostgreSQL and a Redis
// Cluster, and its agents.
type busyProvince struct {
	*town
	postgres *ledgertest.Server
	redis    *cachetest.Group
	balance  *balancer
	replicas [3]*process
	agents   int
	restarts int
}

func newProvince(t *testing.T, agents int) *busyProvince {
	t.Helper()
	p := &busyProvince{postgres: ledgertest.Start(t), redis: cachetest.Cluster(t, 3), balance: &balancer{}, agents: agents}
	database := p.postgres.Database(t, "province")
	p.town = &town{t: t, telegram: telegramtest.Start(t, botToken), database: database}
	p.telegram.Hurry = 20
	p.settings = []string{"BAOPHU_DATABASE_URL=" + database, "BAOPHU_REDIS_URL=" + p.redis.URL(), "BAOPHU_HTTP_ADDR=127.0.0.1:0",
		"BAOPHU_TELEGRAM_TOKEN=" + botToken, "BAOPHU_TELEGRAM_API=" + p.telegram.URL,
		"BAOPHU_PUBLIC_URL=" + p.balance.front(t), "BAOPHU_WEBHOOK_SECRET=" + hookSecret,
		"BAOPHU_REMIND_AT=off", "BAOPHU_LIST_AT=off"}
	p.settle()
	for i := range p.replicas {
		p.start(i)
	}
	return p
}

// settle imports the units and lets the agents in: 40 villages a commune.
func (p *busyProvince) settle() {
	p.t.Helper()
	units := "Mã,Tên,Loại,Cấp trên\n14,Sơn La,tỉnh,\n"
	people := "Mã;Mẫu số;Ngày;Giá trị\n"
	for i := range p.agents {
		if i%40 == 0 {
			units += fmt.Sprintf("%s,Xã %d,xã,14\n", p.commune(i), i/40+1)
			people += fmt.Sprintf("%s;dân số;01/01/2020;9.000\n", p.commune(i))
		}
		units += fmt.Sprintf("%s,Bản %d,bản,%s\n", p.village(i), i+1, p.commune(i))
	}
	today := vi.DayOf(time.Now(), time.FixedZone("Asia/Ho_Chi_Minh", 7*3600))
	counts := "unit_code,indicator,as_of,participants\n"
	for i := 0; i < p.agents; i += 40 {
		counts += fmt.Sprintf("%s,bhyt,%s,6000\n", p.commune(i), today-3)
	}
	dir := p.t.TempDir()
	must(p.t, p.settings, "import", "--apply", file(p.t, dir, "u.csv", units), file(p.t, dir, "d.csv", people), file(p.t, dir, "b.csv", counts))
	l, err := ledger.Open(p.t.Context(), p.database, ledger.Options{})
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			p.t.Error(err)
		}
	}()
	var posted []coverage.Posting
	for i := range p.agents {
		posted = append(posted, coverage.Posting{Name: fmt.Sprintf("Nhân viên %d", i+1), Role: coverage.Agent, Units: []place.Code{place.Code(p.village(i))}, Status: coverage.Active})
	}
	if _, err := l.Amend(p.t.Context(), coverage.Amendment{People: posted}); err != nil {
		p.t.Fatal(err)
	}
	for i := range p.agents {
		found, err := l.ByName(p.t.Context(), posted[i].Name)
		if err != nil || len(found) != 1 {
			p.t.Fatalf("%s: %v, %v", posted[i].Name, found, err)
		}
		if err := l.Connect(p.t.Context(), fmt.Sprintf("telegram/%d", p.user(i)), found[0].ID); err != nil {
			p.t.Fatal(err)
		}
		p.telegram.Meet(p.user(i), posted[i].Name, "vi")
	}
}

func (p *busyProvince) commune(agent int) string { return fmt.Sprintf("9%04d", agent/40+1) }
func (p *busyProvince) village(agent int) string {
	return fmt.Sprintf("%s-%02d", p.commune(agent), agent%40+1)
}
func (p *busyProvince) user(agent int) int64 { return int64(10_000 + agent) }

// start runs a replica anew and has the balancer know it.
func (p *busyProvince) start(i int) {
	p.t.Helper()
	p.replicas[i] = begin(p.t, p.settings, []string{botToken, hookSecret}, "serve")
	p.balance.set(i, p.replicas[i].says(`msg=serving http=(\S+)`))
	p.restarts++
}

// burst is how many agents write at the same moment.
const burst = 10

// round is one message of every agent's. Texts of one chat differ, so that
// none looks like another sent twice.
func (p *busyProvince) round(n int, pause time.Duration) (sent []said) {
	for k, i := range rand.Perm(p.agents) {
		if k%burst == 0 {
			time.Sleep(burst * pause)
		}
		people := int64(1 + (i+3*n)%9)
		text := fmt.Sprintf("%d hgđ mới", people)
		if n == 3 {
			text, people = "hủy", 0
		}
		sent = append(sent, said{p.user(i), p.telegram.Say(p.user(i), text), i, people})
	}
	return sent
}

// trouble is something that happens to the province, and what of it is over
// when it returns.
type trouble struct {
	name string
	come func()
}

func (p *busyProvince) troubles() []trouble {
	fail := func(f telegramtest.Fault) func() {
		f.Method = "sendMessage"
		return func() { p.telegram.Fail(f) }
	}
	return []trouble{
		{"platform: 429, ten times", fail(telegramtest.Fault{Code: 429, Text: "Too Many Requests: retry after 1", RetryAfter: 1, Times: 10})},
		{"platform: 500, ten times", fail(telegramtest.Fault{Code: 500, Text: "Internal Server Error", Times: 10})},
		{"platform: hangs up after taking a message, five times", fail(telegramtest.Fault{Cut: true, Times: 5})},
		{"a replica: kill -9", func() { p.replicas[0].kill(); time.Sleep(300 * time.Millisecond); p.start(0) }},
		{"Redis: a master of the Cluster killed, its replica takes over", func() { p.redis.Servers[0].Kill(); time.Sleep(time.Second) }},
		{"Redis: everything flushed", func() { p.redis.Servers[1].FlushAll(); p.redis.Servers[2].FlushAll() }},
		{"PostgreSQL: hangs for two seconds", func() {
			p.postgres.Signal(p.t, syscall.SIGSTOP)
			time.Sleep(2 * time.Second)
			p.postgres.Signal(p.t, syscall.SIGCONT)
		}},
		{"PostgreSQL: killed, and back after a second", func() {
			p.postgres.Signal(p.t, syscall.SIGKILL)
			time.Sleep(time.Second)
			p.postgres.Restart(p.t)
		}},
		{"replicas: a rolling restart of all three", func() {
			for i := range p.replicas {
				p.replicas[i].stop()
				p.start(i)
			}
		}},
	}
}

// The whole day of a province against three replicas, with everything going
// wrong on the way: every report is booked once, in order, and confirmed.
func TestADayOfAProvince(t *testing.T) {
	t.Parallel()
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("-short: the full test run plays the day")
	}
	began := time.Now()
	p := newProvince(t, *dayAgents)
	// As long as the troubles take, and no denser than 150 messages a second.
	pause := max(25*time.Second/time.Duration(3*p.agents), time.Second/150)
	var sent []said
	var day sync.WaitGroup
	day.Go(func() {
		for n := range 3 {
			sent = append(sent, p.round(n+1, pause)...)
		}
	})
	for _, one := range p.troubles() {
		one.come()
		time.Sleep(time.Duration(p.agents) * pause / 6)
	}
	day.Wait()
	p.close(sent, began)
}

// close waits until the day is over, counts it, and prints the table.
func (p *busyProvince) close(sent []said, began time.Time) {
	p.t.Helper()
	limit := patience + time.Duration(p.agents)*200*time.Millisecond
	deadline := time.Now().Add(limit)
	for left := p.unanswered(sent); len(left) > 0; left = p.unanswered(sent) {
		if time.Now().After(deadline) {
			p.t.Fatalf("%d of %d messages are not answered after %v, such as %+v", len(left), len(sent), limit, left[0])
		}
		time.Sleep(500 * time.Millisecond)
	}
	booked := p.booked()
	lines := 0
	for i := range p.agents {
		lines += p.checkAgent(i, booked, sent)
	}
	all := 0
	for _, found := range booked {
		all += len(found)
	}
	if all != lines {
		p.t.Errorf("the ledger has %d lines, %d were reported", all, lines)
	}
	for _, one := range p.replicas {
		if took := one.stop(); took > shutdownTime {
			p.t.Errorf("a replica stopped after %v", took)
		}
	}
	verified := strings.TrimSpace(must(p.t, p.settings, "verify"))
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	row := func(name string, value any) { fmt.Fprintf(w, "%s\t%v\n", name, value) }
	for _, one := range p.troubles() {
		row(one.name, "survived")
	}
	row("agents", p.agents)
	row("messages", len(sent))
	row("booked once, in order", lines)
	row("deliveries refused or cut, and made again", p.telegram.Calls("webhook failed"))
	row("replies", p.telegram.Count())
	row("replies said twice (each names its report)", p.telegram.Count()-len(sent))
	row("replicas started", p.restarts)
	row("verify", verified)
	row("took", time.Since(began).Round(time.Second))
	_ = w.Flush() // into memory
	p.t.Logf("what was survived:\n%s", table.String())
	if extra := p.telegram.Count() - len(sent); extra < 0 || extra > len(sent)/4+20 {
		p.t.Errorf("%d replies to %d messages", p.telegram.Count(), len(sent))
	}
}

// unanswered lists the messages whose report nobody was told the number of,
// and the chats that had fewer replies than messages.
func (p *busyProvince) unanswered(sent []said) (left []said) {
	booked := p.booked()
	for _, s := range sent {
		replies := p.telegram.Sent(s.user)
		found := booked[s.root()]
		told := func(number int64) bool {
			return slices.ContainsFunc(replies, func(m telegramtest.Sent) bool { return strings.Contains(m.Text, fmt.Sprintf("#%d", number)) })
		}
		if len(found) == 0 || len(replies) < 3 || !told(found[0].report) {
			left = append(left, s)
		}
	}
	return left
}

// checkAgent compares an agent's lines with what they sent, and gives how
// many there must be: two reports, and the second taken back.
func (p *busyProvince) checkAgent(i int, booked map[string][]line, sent []said) int {
	sum, lines := int64(0), 0
	for _, s := range sent {
		if s.user != p.user(i) {
			continue
		}
		found := booked[s.root()]
		if len(found) != 1 || found[0].unit != p.village(i) || found[0].indicator != "bhyt_hgd" || s.people > 0 && found[0].people != s.people {
			p.t.Errorf("%+v is in the ledger as %+v", s, found)
			continue
		}
		sum += found[0].people
		lines++
	}
	// In order, "hủy" takes back the second report and leaves the first.
	if want := int64(1 + (i+3)%9); sum != want {
		p.t.Errorf("agent %d has %d people in the end, want %d", i+1, sum, want)
	}
	return lines
}
