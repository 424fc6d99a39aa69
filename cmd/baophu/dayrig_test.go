package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"baophu/bot/telegram/telegramtest"
	"baophu/bot/zalobot/zalobottest"
	"baophu/bot/zalooa/zalooatest"
	"baophu/internal/cache/cachetest"
	"baophu/internal/coverage"
	"baophu/internal/ledger"
	"baophu/internal/ledger/ledgertest"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// balancer hands requests to the replicas that run, one after another.
type balancer struct {
	mu       sync.Mutex
	replicas []*url.URL
	turn     int
	lose     int              // so many good answers are lost on the way back
	alone    int              // the number of the only replica that Telegram reaches; 0: it reaches all
	hanging  [3]chan struct{} // of each replica, closed once one hangs in it
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

func (b *balancer) next(telegram bool) (i int, to *url.URL) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn++
	if b.alone > 0 && telegram {
		return b.alone - 1, b.replicas[b.alone-1]
	}
	i = b.turn % len(b.replicas)
	return i, b.replicas[i]
}

// only hands Telegram's deliveries to one replica; below 0: to each in turn.
func (b *balancer) only(i int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.alone = i + 1
}

// hangs gives what is closed once a delivery that begins from now on hangs in a
// replica.
func (b *balancer) hangs(i int) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hanging[i] = make(chan struct{})
	return b.hanging[i]
}

// hang closes what hangs gave, a while after a delivery began.
func (b *balancer) hang(i int) (over func() bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	waits := b.hanging[i]
	if waits == nil {
		return func() bool { return true }
	}
	return time.AfterFunc(time.Second/4, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.hanging[i] == waits {
			b.hanging[i] = nil
			close(waits)
		}
	}).Stop
}

// loses has so many acknowledgements never reach the platform.
func (b *balancer) loses(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lose += n
}

// unlost is how many of those were not lost in the end.
func (b *balancer) unlost() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.lose
}

var errLost = errors.New("lost on the way back")

func (b *balancer) passes(r *http.Response) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lose > 0 && r.Request.Method == http.MethodPost && r.StatusCode == http.StatusOK && strings.HasSuffix(r.Request.URL.Path, "/telegram") {
		b.lose--
		return errLost
	}
	return nil
}

// RoundTrip hands a request to the next replica where one takes no connection,
// as balancers do; what a replica had begun to answer is not tried again.
func (b *balancer) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	for n := 0; ; n++ {
		i, to := b.next(strings.HasSuffix(r.URL.Path, "/telegram"))
		r.URL.Scheme, r.URL.Host, r.Body = to.Scheme, to.Host, io.NopCloser(bytes.NewReader(raw))
		over := b.hang(i)
		got, err := http.DefaultTransport.RoundTrip(r)
		over()
		if dial, ok := errors.AsType[*net.OpError](err); !ok || dial.Op != "dial" || n == 2 {
			return got, err
		}
	}
}

// fronts are the addresses that platforms call: over TLS, and for those of
// ours that call without.
func (b *balancer) fronts(t *testing.T) (safe, plain string) {
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(*httputil.ProxyRequest) {}, // where to is found with the connection
		Transport:      b,
		ModifyResponse: b.passes,
		ErrorHandler:   func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	secured, open := httptest.NewTLSServer(proxy), httptest.NewServer(proxy)
	t.Cleanup(secured.Close)
	t.Cleanup(open.Close)
	return secured.URL, open.URL
}

// busyProvince is three replicas behind a balancer, over PostgreSQL and a Redis
// Cluster, and its agents: most on Telegram, some on either of Zalo's surfaces.
type busyProvince struct {
	*town
	bot      *zalobottest.Server // nil: nobody is there
	oa       *zalooatest.Server  // nil: nobody is there
	postgres *ledgertest.Server
	redis    *cachetest.Group
	balance  *balancer
	replicas [3]*process
	agents   int
	restarts int
	wires    [3]*wire
	called   int      // so many agents were looked at for the reserve
	first    []report // of the reserve
	unmet    []string // points that no kill met
	left     map[string]func() int
}

func newProvince(t *testing.T, agents int) *busyProvince {
	t.Helper()
	p := &busyProvince{postgres: ledgertest.Start(t), redis: cachetest.Cluster(t, 3), balance: &balancer{}, agents: agents, left: map[string]func() int{},
		bot: zalobottest.Start(t, zaloToken), oa: zalooatest.Start(t)}
	database := p.postgres.Database(t, "province")
	p.town = &town{t: t, telegram: telegramtest.Start(t, botToken), database: database}
	p.telegram.Hurry = 20
	safe, plain := p.balance.fronts(t)
	p.oa.Again = time.Second / 4
	p.oa.Hook(plain + "/hook/zalooa")
	p.bot.Reach = func(url string) string { return strings.Replace(url, safe, plain, 1) }
	p.settings = append([]string{"BAOPHU_DATABASE_URL=" + database, "BAOPHU_REDIS_URL=" + p.redis.URL(), "BAOPHU_HTTP_ADDR=127.0.0.1:0",
		"BAOPHU_TELEGRAM_TOKEN=" + botToken, "BAOPHU_TELEGRAM_API=" + p.telegram.URL,
		"BAOPHU_ZALO_BOT_TOKEN=" + zaloToken, "BAOPHU_ZALO_BOT_API=" + p.bot.URL, "BAOPHU_ZALO_BOT_MONTHLY=0",
		"BAOPHU_PUBLIC_URL=" + safe, "BAOPHU_WEBHOOK_SECRET=" + hookSecret,
		// An afternoon goes by in minutes, and so do an account's calls.
		"BAOPHU_ZALO_OA_CALLS=4000", "BAOPHU_REMIND_AT=off", "BAOPHU_LIST_AT=off"}, oaSettings(p.oa)...)
	p.settle()
	for i := range p.replicas {
		p.wires[i] = newWire(t, p.telegram.URL)
		p.begin(i, "BAOPHU_TELEGRAM_API="+p.wires[i].URL)
	}
	eventually(t, "the platforms know where to deliver", func() bool { return p.bot.Webhook() != "" })
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
		channel := p.channel(i)
		if err := l.Connect(p.t.Context(), fmt.Sprintf("%s/%d", channel, p.user(i)), found[0].ID); err != nil {
			p.t.Fatal(err)
		}
		if channel == "telegram" {
			p.telegram.Meet(p.user(i), posted[i].Name, "vi")
		}
	}
}

func (p *busyProvince) commune(agent int) string { return fmt.Sprintf("9%04d", agent/40+1) }
func (p *busyProvince) village(agent int) string {
	return fmt.Sprintf("%s-%02d", p.commune(agent), agent%40+1)
}
func (p *busyProvince) user(agent int) int64 { return int64(10_000 + agent) }

// channel is where an agent writes: of 60, one by a Zalo Bot, whose free plan
// has 50 people, six to the Official Account, the others on Telegram.
func (p *busyProvince) channel(agent int) string {
	switch {
	case p.bot != nil && agent%60 == 7:
		return "zalobot"
	case p.oa != nil && agent%10 == 3:
		return "zalooa"
	}
	return "telegram"
}

// report is a message of an agent's on the day.
type report struct {
	agent   int
	channel string
	id      string // the platform's
	root    string
	people  int64 // 0: it takes the report before back
}

// write has an agent send a message.
func (p *busyProvince) write(agent int, text string, people int64) report {
	user := fmt.Sprint(p.user(agent))
	r := report{agent: agent, channel: p.channel(agent), people: people}
	switch r.channel {
	case "zalobot":
		r.id, r.root = p.bot.Say(user, text), "zalobot/12345689/"+user+"/"
	case "zalooa":
		r.id, r.root = p.oa.Say(user, text, time.Now()), "zalooa/"+p.oa.OA+"/"+user+"/"
	default:
		r.id, r.root = fmt.Sprint(p.telegram.Say(p.user(agent), text)), "telegram/4711/"+user+"/"
	}
	r.root += r.id
	return r
}

// shown is what an agent was told.
func (p *busyProvince) shown(agent int) (texts []string) {
	user := fmt.Sprint(p.user(agent))
	switch p.channel(agent) {
	case "zalobot":
		for _, m := range p.bot.Sent(user) {
			texts = append(texts, m.Text)
		}
	case "zalooa":
		for _, m := range p.oa.Sent(user) {
			texts = append(texts, m.Text)
		}
	default:
		for _, m := range p.telegram.Sent(p.user(agent)) {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// refused tells whether a platform that delivers once was not told 200: its
// message may be lost, and the person, who gets no reply, writes again.
func (p *busyProvince) refused(r report) bool {
	if r.channel != "zalobot" {
		return false
	}
	taken, over := p.bot.Taken(r.id)
	return over && !taken
}

// turnedAway counts deliveries that were not answered well.
func (p *busyProvince) turnedAway() int {
	n := p.telegram.Calls("webhook failed")
	for _, status := range append(p.oa.Answers(), p.bot.Answers()...) {
		if status != http.StatusOK {
			n++
		}
	}
	return n
}

// start runs a replica anew and has the balancer know it.
func (p *busyProvince) start(i int) {
	p.t.Helper()
	p.begin(i)
}

func (p *busyProvince) begin(i int, more ...string) {
	p.t.Helper()
	settings := append(append([]string{}, p.settings...), more...)
	p.replicas[i] = begin(p.t, settings, append([]string{botToken, hookSecret, zaloToken}, oaSecrets...), "serve")
	p.balance.set(i, p.replicas[i].says(`msg=serving http=(\S+)`))
	p.restarts++
}

// burst is how many agents write at the same moment.
const burst = 10

// round is one message of every agent's. Texts of one chat differ, so that
// none looks like another sent twice.
func (p *busyProvince) round(n int, pause time.Duration) (sent []report) {
	for k, i := range rand.Perm(p.agents) {
		if k%burst == 0 {
			time.Sleep(burst * pause)
		}
		if n > 1 || !p.reserved(i) {
			sent = append(sent, p.says(i, n))
		}
	}
	return sent
}

// says is the n-th message of an agent's.
func (p *busyProvince) says(agent, n int) report {
	people := int64(1 + (agent+3*n)%9)
	if n == 3 {
		return p.write(agent, "hủy", 0)
	}
	return p.write(agent, fmt.Sprintf("%d hgđ mới", people), people)
}
