package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"baophu/bot"
	"baophu/internal/vi"
	"baophu/internal/web"
)

// meters are the service's metrics and the registry that shows them.
type meters struct {
	*web.Metrics
	registry *prometheus.Registry
}

func newMeters() (meters, error) {
	registry := prometheus.NewRegistry()
	m, err := web.NewMetrics(registry)
	return meters{m, registry}, err
}

// sent counts what became of a reply.
func (m meters) sent(out bot.Outgoing, failure bot.Failure, waited, took time.Duration) {
	outcome := "sent"
	if failure != "" {
		outcome = string(failure)
	}
	m.Sent(out.Reply.To.Channel, outcome)
	m.Waited(out.Reply.To.Channel, waited)
	m.Took("send", took)
}

// server makes the HTTP server: health, metrics, the status board, and mounts.
func (sv *service) server(addr string, mounts map[string]http.Handler) (*web.Server, error) {
	return web.New(web.Options{Addr: addr, Ready: sv.ready, Mounts: mounts, Registry: sv.meters.registry, Board: sv.board,
		Version: version, Location: sv.Location, Logger: sv.log, Now: sv.now})
}

// ready tells whether messages can be taken: the ledger answers. Redis away
// makes answers slower, not wrong, so it is told by the status board alone.
func (sv *service) ready(ctx context.Context) error {
	if err := sv.ledger.Ping(ctx); err != nil {
		return &web.Unready{Store: "sql", Err: err}
	}
	return nil
}

func (sv *service) board() []web.Line {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	lines := sv.meters.Lines()
	redis := "trả lời"
	switch {
	case sv.cache.Embedded():
		redis = "trong tiến trình"
	case sv.cache.Ping(ctx) != nil:
		redis = "không trả lời; số vẫn đúng, đọc từ sổ"
	}
	lines = append(lines, web.Line{Label: "Redis", Value: redis})
	if position, revision, err := sv.ledger.Head(ctx); err == nil {
		lines = append(lines, web.Line{Label: "Dòng sổ", Value: vi.Int(int64(position))},
			web.Line{Label: "Danh mục lần thứ", Value: vi.Int(revision)})
	}
	if count, oldest, err := sv.ledger.Waiting(ctx); err == nil {
		line := web.Line{Label: "Trả lời đang chờ gửi", Value: vi.Int(int64(count))}
		if count > 0 {
			line.Value += fmt.Sprintf(" (cũ nhất %s)", sv.now().Sub(oldest).Round(time.Second))
		}
		lines = append(lines, line)
	}
	return lines
}

// watch keeps the gauges of the outbox and the read model.
func (sv *service) watch(ctx context.Context) error {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	var hits, misses int64
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if count, oldest, err := sv.ledger.Waiting(ctx); err == nil {
			age := time.Duration(0)
			if count > 0 {
				age = sv.now().Sub(oldest)
			}
			sv.meters.Outbox(age)
		}
		if sv.model == nil {
			continue
		}
		stats := sv.model.Stats()
		for ; hits < stats.Hits; hits++ {
			sv.meters.Read(true)
		}
		for ; misses < stats.Misses; misses++ {
			sv.meters.Read(false)
		}
		sv.meters.Lag(int64(stats.Lag))
	}
}
