package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"baophu/bot/telegram/telegramtest"
)

// dayAgents is how many agents report in TestADayOfAProvince. A province has
// 3000, and with 1000 or more the day is played in its long form: a replica is
// killed at 200 random moments, and PostgreSQL is away for a minute at a time:
// go test ./cmd/baophu -run ADayOfAProvince -agents 3000 -timeout 1h -v
//
//nolint:gochecknoglobals // a flag of the test command
var dayAgents = flag.Int("agents", 45, "agents who report in the day of a province")

// long tells whether the day is played in its long form.
func (p *busyProvince) long() bool { return p.agents >= 1000 }

// kills is how often a replica is killed at a random moment.
func (p *busyProvince) kills() int {
	if p.long() {
		return 200
	}
	return 2
}

// away is for how long PostgreSQL is.
func (p *busyProvince) away() time.Duration {
	if p.long() {
		return time.Minute
	}
	return 2 * time.Second
}

// trouble is something that happens to the province, and what of it is over
// when it returns.
type trouble struct {
	name string
	come func()
	left func() int // so much of it did not come about in the end; nil: all did
}

// bore says what came of a trouble, where nothing failed.
func (one trouble) bore(outcome string) string {
	if one.left == nil || one.left() == 0 {
		return outcome
	}
	return fmt.Sprintf("%s; %d of them did not come about", outcome, one.left())
}

// morning are the troubles while reports trickle in: those of one process.
func (p *busyProvince) morning() []trouble {
	return append(p.points(),
		trouble{name: "twenty acknowledgements lost on their way to the platform", come: func() { p.balance.loses(20) }, left: p.balance.unlost},
		trouble{name: fmt.Sprintf("kill -9 at %d random moments", p.kills()), come: func() {
			for range p.kills() {
				i := rand.IntN(len(p.replicas))
				time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
				p.replicas[i].kill()
				p.start(i)
			}
		}})
}

// peak are the troubles at five o'clock: those of the platform and the stores.
func (p *busyProvince) peak() []trouble {
	fails := func(name string, f telegramtest.Fault) trouble {
		f.Method = "sendMessage"
		one := trouble{name: "platform: " + name}
		one.come = func() { p.left[one.name] = p.telegram.Fail(f) }
		one.left = func() int { return p.left[one.name]() }
		return one
	}
	return []trouble{
		fails("429, ten times", telegramtest.Fault{Code: 429, Text: "Too Many Requests: retry after 1", RetryAfter: 1, Times: 10}),
		fails("500, ten times", telegramtest.Fault{Code: 500, Text: "Internal Server Error", Times: 10}),
		fails("hangs up after taking a message, five times", telegramtest.Fault{Cut: true, Times: 5}),
		{name: "Redis: a master of the Cluster killed, its replica takes over", come: func() { p.redis.Servers[0].Kill(); time.Sleep(time.Second) }},
		{name: "Redis: everything flushed", come: func() { p.redis.Servers[1].FlushAll(); p.redis.Servers[2].FlushAll() }},
		{name: "Redis: a master hangs for two seconds", come: func() {
			p.redis.Servers[1].Stop()
			time.Sleep(2 * time.Second)
			p.redis.Servers[1].Cont()
		}},
		{name: fmt.Sprintf("PostgreSQL: hangs for %v", p.away()), come: func() {
			p.postgres.Signal(p.t, syscall.SIGSTOP)
			time.Sleep(p.away())
			p.postgres.Signal(p.t, syscall.SIGCONT)
		}},
		{name: fmt.Sprintf("PostgreSQL: killed, and back after %v", p.away()), come: func() {
			p.postgres.Signal(p.t, syscall.SIGKILL)
			time.Sleep(p.away())
			p.postgres.Restart(p.t)
		}},
		{name: "replicas: a rolling restart of all three", come: func() {
			for i := range p.replicas {
				p.replicas[i].stop()
				p.start(i)
			}
		}},
	}
}

// play sends messages while troubles come one after another; a pause lies
// between two messages and between two troubles.
func (p *busyProvince) play(troubles []trouble, between time.Duration, send func() []report) []report {
	sent := make(chan []report, 1)
	go func() { sent <- send() }()
	for _, one := range troubles {
		one.come()
		time.Sleep(between)
	}
	return <-sent
}

// The whole day of a province against three replicas, with everything going
// wrong on the way: every report is booked once, in order, and confirmed. A
// third of the messages come over the day, and the rest at five o'clock.
func TestADayOfAProvince(t *testing.T) {
	t.Parallel()
	if testing.Short() && os.Getenv("BAOPHU_REQUIRE") != "1" {
		t.Skip("-short: the full test run plays the day")
	}
	began := time.Now()
	p := newProvince(t, *dayAgents)
	over := 6*time.Second + time.Duration(p.kills())*1200*time.Millisecond
	sent := p.play(p.morning(), time.Second/4, func() []report { return p.round(1, over/time.Duration(p.agents)) })
	sent = append(sent, p.first...)
	rush := time.Now()
	sent = append(sent, p.play(p.peak(), time.Second/4, func() []report {
		pause := max(2*time.Second/time.Duration(p.agents), time.Second/150)
		first := p.round(2, pause)
		return append(first, p.round(3, pause)...)
	})...)
	p.close(sent, began, rush)
}

// close waits until the day is over, counts it, and prints the table.
func (p *busyProvince) close(sent []report, began, rush time.Time) {
	p.t.Helper()
	limit := patience + time.Duration(p.agents)*300*time.Millisecond
	deadline := time.Now().Add(limit)
	for left := p.unanswered(sent); len(left) > 0; left = p.unanswered(sent) {
		if time.Now().After(deadline) {
			p.t.Fatalf("%d of %d messages are not answered after %v, such as %+v", len(left), len(sent), limit, left[0])
		}
		time.Sleep(time.Second)
	}
	answered := time.Since(rush)
	booked := p.booked()
	lines, refused := p.checkMessages(sent, booked)
	all, replies, twice := 0, 0, 0
	for _, found := range booked {
		all += len(found)
	}
	if all != lines {
		p.t.Errorf("the ledger has %d lines, %d were reported", all, lines)
	}
	for i := range p.agents {
		p.checkSum(i, sent, booked)
		texts := p.shown(i)
		replies, twice = replies+len(texts), twice+repeated(texts)
	}
	for _, one := range p.replicas {
		if took := one.stop(); took > stopTime {
			p.t.Errorf("a replica stopped after %v", took)
		}
	}
	verified := strings.TrimSpace(must(p.t, p.settings, "verify"))
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	row := func(name string, value any) { fmt.Fprintf(w, "%s\t%v\n", name, value) }
	// What cuts an answer may have it said twice: a hang-up, or a kill while
	// some were on their way.
	if most := 10 + p.restarts; twice > most {
		p.t.Errorf("%d of %d replies were said twice, want %d at most", twice, replies, most)
	}
	outcome := "survived"
	if p.t.Failed() {
		outcome = "played; see what failed"
	}
	for _, one := range append(p.morning(), p.peak()...) {
		if slices.Contains(p.unmet, one.name) {
			row(one.name, "not met")
			continue
		}
		row(one.name, one.bore(outcome))
	}
	on := map[string]int{}
	for _, r := range sent {
		on[r.channel]++
	}
	row("agents", p.agents)
	row("messages", fmt.Sprintf("%d (Telegram %d, Zalo OA %d, Zalo Bot %d), two thirds of them at the peak", len(sent), on["telegram"], on["zalooa"], on["zalobot"]))
	row("booked once, in order", lines)
	row("refused on Zalo Bot, which delivers once, and not booked", refused)
	row("deliveries refused or cut, and made again", p.turnedAway())
	row("replies, some of which tell of several", replies)
	row("replies said twice (each names its report)", twice)
	row("replicas started", p.restarts)
	row("verify", verified)
	row("from five o'clock until the last reply", answered.Round(time.Second))
	row("took", time.Since(began).Round(time.Second))
	_ = w.Flush() // into memory
	p.t.Logf("what was survived:\n%s", table.String())
}

// repeated counts the texts that a chat was sent before.
func repeated(texts []string) (n int) {
	seen := map[string]bool{}
	for _, text := range texts {
		if seen[text] {
			n++
		}
		seen[text] = true
	}
	return n
}

var reportNumber = regexp.MustCompile(`#(\d+)`)

// unanswered lists the messages whose report nobody was told the number of.
func (p *busyProvince) unanswered(sent []report) (left []report) {
	booked := p.booked()
	told := map[string]bool{} // agent and number
	for i := range p.agents {
		for _, text := range p.shown(i) {
			for _, m := range reportNumber.FindAllStringSubmatch(text, -1) {
				told[fmt.Sprint(i, " ", m[1])] = true
			}
		}
	}
	short := p.short(sent, booked)
	for _, r := range sent {
		found := booked[r.root]
		if len(found) == 0 && short[r.agent] {
			continue
		}
		if len(found) == 0 || !told[fmt.Sprint(r.agent, " ", strconv.FormatInt(found[0].report, 10))] {
			left = append(left, r)
		}
	}
	return left
}

// short gives the agents one of whose messages was refused by a platform that
// delivers once: what they take back after it may not be there.
func (p *busyProvince) short(sent []report, booked map[string][]line) map[int]bool {
	short := map[int]bool{}
	for _, r := range sent {
		if len(booked[r.root]) == 0 && p.refused(r) {
			short[r.agent] = true
		}
	}
	return short
}

// checkMessages compares the ledger with what was sent, message by message.
func (p *busyProvince) checkMessages(sent []report, booked map[string][]line) (lines, refused int) {
	short := p.short(sent, booked)
	for _, r := range sent {
		found := booked[r.root]
		switch {
		case len(found) == 0 && short[r.agent]:
			refused++
		case len(found) != 1 || found[0].unit != p.village(r.agent) || found[0].indicator != "bhyt_hgd" || r.people > 0 && found[0].people != r.people:
			p.t.Errorf("%+v is in the ledger as %+v", r, found)
		default:
			lines++
		}
	}
	return lines, refused
}

// checkSum looks at an agent's people in the end. In order, "hủy" takes back
// the second report and leaves the first.
func (p *busyProvince) checkSum(i int, sent []report, booked map[string][]line) {
	sum := int64(0)
	for _, r := range sent {
		if r.agent != i {
			continue
		}
		if len(booked[r.root]) == 0 {
			return // refused: nobody knows what "hủy" meant then
		}
		sum += booked[r.root][0].people
	}
	if want := int64(1 + (i+3)%9); sum != want {
		p.t.Errorf("agent %d has %d people in the end, want %d", i+1, sum, want)
	}
}
