package web

import (
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Metrics are the product's own figures. No label ever holds a chat, a person
// or a place. A nil *Metrics takes everything and keeps nothing.
type Metrics struct {
	accepted  *prometheus.CounterVec
	duplicate prometheus.Counter
	refused   *prometheus.CounterVec
	stage     *prometheus.HistogramVec
	sent      *prometheus.CounterVec
	outbox    prometheus.Gauge
	lag       prometheus.Gauge
	reads     *prometheus.CounterVec
	waits     *prometheus.HistogramVec
	used      *prometheus.GaugeVec
	allowed   *prometheus.GaugeVec
	withheld  *prometheus.CounterVec
	tokens    *prometheus.GaugeVec
	unstored  *prometheus.GaugeVec
	unread    *prometheus.CounterVec
	words     words
	totals    totals
}

// totals are what the status board shows, whatever the labels.
type totals struct {
	accepted, duplicate, refused, sent, unsent, hits, misses atomic.Int64
	outbox, lag                                              atomic.Int64 // ns, entries
}

// Seconds: from a cache's answer to a platform's patience.
var (
	stageBounds = []float64{.0001, .0003, .001, .003, .01, .03, .1, .3, 1, 3, 10, 30}
	waitBounds  = []float64{.001, .01, .1, .3, 1, 3, 10, 30, 100}
)

// NewMetrics registers the product's metrics, and those of the process.
func NewMetrics(r prometheus.Registerer) (*Metrics, error) {
	m := &Metrics{
		accepted:  counters("reports_accepted_total", "Reports committed, by channel.", "channel"),
		duplicate: prometheus.NewCounter(prometheus.CounterOpts{Name: "baophu_messages_duplicate_total", Help: "Messages delivered again after they were committed."}),
		refused:   counters("messages_refused_total", "Messages refused, by reason.", "reason"),
		stage:     seconds("stage_seconds", "Time a message spends in a stage.", "stage", stageBounds),
		sent:      counters("replies_total", "Replies by channel and outcome (sent, later, unknown, gone, rejected, misconfigured).", "channel", "outcome"),
		outbox:    gauge("outbox_age_seconds", "Age of the oldest reply that waits to be sent."),
		lag:       gauge("read_model_lag_entries", "Ledger entries the read model has not applied yet."),
		reads:     counters("cache_reads_total", "Reads of the read model, by result (hit, miss).", "result"),
		waits:     seconds("rate_wait_seconds", "Time a reply waits for a platform's rate limit.", "channel", waitBounds),
		used:      gauges("quota_used", "Messages of this month that count towards a platform's quota, over all replicas.", "channel"),
		allowed:   gauges("quota_limit", "A platform's quota of messages in a month; 0: none.", "channel"),
		withheld:  counters("replies_withheld_total", "Replies not sent, by channel and reason (quota: what is left is for answers; window: it would cost money, or is not let through).", "channel", "reason"),
		tokens:    gauges("token_ends_timestamp_seconds", "When the token ends that a platform is called with, in seconds since 1970, by channel; renewed hours before.", "channel"),
		unstored:  gauges("token_unstored", "1 while a renewed token waits to be stored, by channel: nothing is sent until it is.", "channel"),
		unread:    counters("unread_total", "What could not be read or handled and was given up, by channel.", "channel"),
	}
	for _, c := range []prometheus.Collector{
		m.accepted, m.duplicate, m.refused, m.stage, m.sent, m.outbox, m.lag, m.reads, m.waits, m.used, m.allowed, m.withheld, m.unread, m.tokens, m.unstored,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	} {
		if err := r.Register(c); err != nil {
			return nil, fmt.Errorf("web: metrics: %w", err)
		}
	}
	return m, nil
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "baophu_" + name, Help: help}, labels)
}

func gauge(name, help string) prometheus.Gauge {
	return prometheus.NewGauge(prometheus.GaugeOpts{Name: "baophu_" + name, Help: help})
}

func gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	return prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "baophu_" + name, Help: help}, labels)
}

func seconds(name, help, label string, bounds []float64) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "baophu_" + name, Help: help, Buckets: bounds}, []string{label})
}

// Accepted counts a report that was committed.
func (m *Metrics) Accepted(channel string) {
	if m != nil {
		m.accepted.WithLabelValues(m.words.bound(channel)).Inc()
		m.totals.accepted.Add(1)
	}
}

// Duplicate counts a message that had been committed before.
func (m *Metrics) Duplicate() {
	if m != nil {
		m.duplicate.Inc()
		m.totals.duplicate.Add(1)
	}
}

// Refused counts a message that was not booked; reason is a word of the code
// ("over_100", "locked"), never of a person.
func (m *Metrics) Refused(reason string) {
	if m != nil {
		m.refused.WithLabelValues(m.words.bound(reason)).Inc()
		m.totals.refused.Add(1)
	}
}

// Took keeps how long a stage took: "understand", "compute", "commit", "send".
func (m *Metrics) Took(stage string, d time.Duration) {
	if m != nil {
		m.stage.WithLabelValues(m.words.bound(stage)).Observe(d.Seconds())
	}
}

// Sent counts a try to send a reply: outcome is "sent" or a bot.Failure.
func (m *Metrics) Sent(channel, outcome string) {
	if m == nil {
		return
	}
	m.sent.WithLabelValues(m.words.bound(channel), m.words.bound(outcome)).Inc()
	if outcome == "sent" {
		m.totals.sent.Add(1)
	} else {
		m.totals.unsent.Add(1)
	}
}

// Outbox keeps how long the oldest reply has waited; 0: none waits.
func (m *Metrics) Outbox(age time.Duration) {
	if m != nil {
		m.outbox.Set(age.Seconds())
		m.totals.outbox.Store(int64(age))
	}
}

// Lag keeps how many entries the read model is behind the ledger.
func (m *Metrics) Lag(entries int64) {
	if m != nil {
		m.lag.Set(float64(entries))
		m.totals.lag.Store(entries)
	}
}

// Read counts a reading answered by the read model, or by SQL in its place.
func (m *Metrics) Read(hit bool) {
	switch {
	case m == nil:
	case hit:
		m.reads.WithLabelValues("hit").Inc()
		m.totals.hits.Add(1)
	default:
		m.reads.WithLabelValues("miss").Inc()
		m.totals.misses.Add(1)
	}
}

// Waited keeps how long a reply waited for a channel's rate limit.
func (m *Metrics) Waited(channel string, d time.Duration) {
	if m != nil {
		m.waits.WithLabelValues(m.words.bound(channel)).Observe(d.Seconds())
	}
}

// Quota keeps how much of a platform's monthly quota is used; limit 0: there
// is none.
func (m *Metrics) Quota(channel string, used, limit int64) {
	if m != nil {
		m.used.WithLabelValues(m.words.bound(channel)).Set(float64(used))
		m.allowed.WithLabelValues(m.words.bound(channel)).Set(float64(limit))
	}
}

// TokenEnds keeps when the token ends that a platform is called with.
func (m *Metrics) TokenEnds(channel string, at time.Time) {
	if m != nil {
		m.tokens.WithLabelValues(m.words.bound(channel)).Set(float64(at.Unix()))
	}
}

// TokenUnstored keeps whether a renewed token waits to be stored: nothing is
// sent until it is.
func (m *Metrics) TokenUnstored(channel string, is bool) {
	if m == nil {
		return
	}
	n := 0.
	if is {
		n = 1
	}
	m.unstored.WithLabelValues(m.words.bound(channel)).Set(n)
}

// Unread counts what was given up since it could not be read or handled; 0
// shows the channel.
func (m *Metrics) Unread(channel string, n int) {
	if m != nil {
		m.unread.WithLabelValues(m.words.bound(channel)).Add(float64(n))
	}
}

// Withheld counts a reply that is not sent for a rule of ours: "quota", "window".
func (m *Metrics) Withheld(channel, reason string) {
	if m != nil {
		m.withheld.WithLabelValues(m.words.bound(channel), m.words.bound(reason)).Inc()
	}
}

// Lines are the figures since the start, for the status board.
func (m *Metrics) Lines() []Line {
	if m == nil {
		return nil
	}
	t := &m.totals
	lines := []Line{
		{"Báo cáo đã ghi", count(t.accepted.Load())},
		{"Tin gửi lặp, không ghi lại", count(t.duplicate.Load())},
		{"Tin bị từ chối", count(t.refused.Load())},
		{"Tin trả lời đã gửi", count(t.sent.Load())},
		{"Lần gửi chưa được", count(t.unsent.Load())},
		{"Tin chờ gửi lâu nhất", span(time.Duration(t.outbox.Load()))},
		{"Dòng sổ mà bản đọc nhanh chưa có", count(t.lag.Load())},
	}
	if hits, all := t.hits.Load(), t.hits.Load()+t.misses.Load(); all > 0 {
		lines = append(lines, Line{"Đọc được từ bản đọc nhanh", count(hits*100/all) + "%"})
	}
	return lines
}

// count writes a number as Vietnamese do: 1.234.567.
func count(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// mostWords bounds the values of all labels together.
const mostWords = 100

// words lets few and plain label values through; the rest is "other".
type words struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (w *words) bound(word string) string {
	if !plain(word) {
		return "other"
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen[word] {
		return word
	}
	if len(w.seen) >= mostWords {
		return "other"
	}
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	w.seen[word] = true
	return word
}

// plain tells whether a word is one of the code's: small letters, few digits.
func plain(word string) bool {
	digits := 0
	for _, r := range word {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case (r < 'a' || r > 'z') && r != '_':
			return false
		}
	}
	return word != "" && len(word) <= 32 && digits <= 3
}
