package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"baophu/internal/cache/cachetest"
	"baophu/internal/ledger/ledgertest"
)

// plainRows is how many rows the plain bots' table begins with.
//
//nolint:gochecknoglobals // a flag of the test command
var plainRows = flag.Int("plain", scaleEntries, "rows of the plain bots' table, in BenchmarkMix")

const (
	mixCommunes  = 3_321
	mixUsers     = 16
	mixOfficials = 34 // one of each province; more than users, so that each has one to itself
)

// plain is the bot that anybody would write: a row for each tally, committed by
// itself, and totals added up by SQL, or counted on in Redis.
type plain struct {
	db    *sql.DB
	redis *redis.Client // nil: totals are added up
}

// newPlain makes the table, with so many rows in it.
func newPlain(b *testing.B, e ledgertest.Engine) *plain {
	b.Helper()
	db, err := sql.Open("pgx", e.URL(b))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(mixUsers)
	for _, text := range []string{
		`CREATE TABLE plain_units (unit TEXT PRIMARY KEY, commune TEXT NOT NULL, province TEXT NOT NULL)`,
		fmt.Sprintf(`INSERT INTO plain_units SELECT 'V' || lpad(c::text, 5, '0'), 'C' || lpad(c::text, 5, '0'), 'P' || lpad((c %% 34)::text, 2, '0') FROM generate_series(0, %d) c`, mixCommunes-1),
		`CREATE TABLE plain (key TEXT PRIMARY KEY, unit TEXT NOT NULL, n BIGINT NOT NULL, day DATE NOT NULL)`,
		fmt.Sprintf(`INSERT INTO plain SELECT 'old' || i, 'V' || lpad((i %% %d)::text, 5, '0'), 1 + i %% 3, DATE '2026-01-01' + i %% 365 FROM generate_series(1, %d) i`, mixCommunes, *plainRows),
		`CREATE INDEX plain_unit ON plain (unit, day)`,
		`ANALYZE`,
	} {
		if _, err := db.ExecContext(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
	return &plain{db: db}
}

// counting is the same bot with its totals in Redis.
func (p *plain) counting(b *testing.B) *plain {
	b.Helper()
	o, err := redis.ParseURL(cachetest.Single(b).URL())
	if err != nil {
		b.Fatal(err)
	}
	o.PoolSize = mixUsers
	r := redis.NewClient(o)
	b.Cleanup(func() { _ = r.Close() })
	return &plain{p.db, r}
}

var (
	plainReport   = regexp.MustCompile(`^(\d+) hgđ mới, (\d+) tái tục`)
	plainQuestion = regexp.MustCompile(`^Tỉnh (\d+) `)
)

// ServeHTTP takes an update, and says in its answer what it would send.
func (p *plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	row, err := readLeast(r)
	var said string
	if ask := plainQuestion.FindStringSubmatch(row.text); ask != nil {
		said, err = p.card(r.Context(), ask[1])
	} else if told := plainReport.FindStringSubmatch(row.text); told != nil {
		said, err = p.report(r.Context(), row.key, told[1], told[2])
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, said)
}

func (p *plain) card(ctx context.Context, number string) (string, error) {
	var n, total int64
	_, err := fmt.Sscan(number, &n)
	of := fmt.Sprintf("P%02d", n-1)
	switch {
	case err != nil:
		return "", err
	case p.redis != nil:
		total, err = p.redis.HGet(ctx, "total", of).Int64()
		if err == redis.Nil { //nolint:errorlint // nothing yet
			err = nil
		}
	default:
		err = p.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(n), 0) FROM plain JOIN plain_units USING (unit) WHERE province = $1 AND day <= CURRENT_DATE`, of).Scan(&total)
	}
	return fmt.Sprintf("Tỉnh %s: %d", number, total), err
}

func (p *plain) report(ctx context.Context, key, joined, renewed string) (string, error) {
	var id, n, total int64
	if _, err := fmt.Sscan(key+" "+joined, &id, &n); err != nil {
		return "", err
	}
	at := id % benchVillages
	unit, commune := fmt.Sprintf("V%05d", at), fmt.Sprintf("C%05d", at)
	_, err := p.db.ExecContext(ctx, `INSERT INTO plain VALUES ($1, $2, $3, CURRENT_DATE), ($4, $2, $5, CURRENT_DATE) ON CONFLICT DO NOTHING`, key, unit, joined, key+"b", renewed)
	switch {
	case err != nil:
		return "", err
	case p.redis != nil:
		both := p.redis.Pipeline()
		own := both.HIncrBy(ctx, "total", commune, n)
		both.HIncrBy(ctx, "total", fmt.Sprintf("P%02d", at%34), n)
		_, err = both.Exec(ctx)
		total = own.Val()
	default:
		err = p.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(n), 0) FROM plain JOIN plain_units USING (unit) WHERE commune = $1`, commune).Scan(&total)
	}
	return fmt.Sprintf("Đã ghi. Xã: %d", total), err
}

// mixed is four reports and a card of a province, again and again.
func (c *contestant) mixed(ctx context.Context) error {
	id := c.next.Add(1)
	if id%5 > 0 {
		return c.reportBy(ctx, id)
	}
	n := int(id / 5 % mixOfficials)
	said, err := c.way(ctx, id, benchOfficial+n, fmt.Sprintf("Tỉnh %d đạt bao nhiêu?", n+1))
	if err == nil && !strings.Contains(said, fmt.Sprintf("Tỉnh %d", n+1)) {
		err = fmt.Errorf("the card of Tỉnh %d is %q", n+1, said)
	}
	return err
}

// BenchmarkMix has sixteen users at once send four reports for each card of a
// province that they ask for, to the bot as it is served and, in turn, to the
// one that anybody would write, with its totals in Redis and added up by SQL:
// how many replies a second, and how often theirs ours are.
func BenchmarkMix(b *testing.B) {
	engine := ledgertest.Engines(b)[1]
	st := benchStore(b, engine.URL(b), mixCommunes, 1)
	connect(b, st, "telegram")
	officials(b, st, mixOfficials)
	told := newTold()
	bySQL := newPlain(b, engine)
	all := []struct {
		name  string
		bot   *contestant
		times int // in a turn
	}{
		{"ours", contest(b, told, benchReplica(b, st, told)), 20 * mixUsers},
		{"redis", contest(b, nil, bySQL.counting(b)), 20 * mixUsers},
		{"sql", contest(b, nil, bySQL), 5 * mixUsers},
	}
	all[2].bot.next.Store(1 << 40) // of other keys than those counted in Redis
	all[0].bot.ready(b)
	rates := map[string][]float64{}
	b.ResetTimer()
	for range b.N {
		for _, one := range all {
			_, took := turn(b, mixUsers, one.times, one.bot.mixed)
			rates[one.name] = append(rates[one.name], float64(one.times)/took.Seconds())
		}
		if b.Failed() {
			return
		}
	}
	ours := middle(rates["ours"])
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ours, "replies/s")
	b.ReportMetric(ours/middle(rates["redis"]), "×plain-redis")
	b.ReportMetric(ours/middle(rates["sql"]), "×plain-sql")
}
