package zalobot

import (
	"context"
	"sync"
	"time"
)

// Shares of a month's quota, in percent: when an operator is warned, and from
// where on what is left is for answers alone.
const (
	warnFrom  = 80
	spareFrom = 95
)

// quota counts a month's messages, both ways: whether Zalo counts those that
// people write is not known.
type quota struct {
	mu     sync.Mutex
	month  string
	used   int64
	unsaid int64 // counted here and not yet told to Spend
	warned int64 // the share that was warned of
}

// spend counts messages.
func (c *Channel) spend(ctx context.Context, n int64) {
	q := &c.quota
	month := c.month()
	q.mu.Lock()
	if q.month != month {
		q.month, q.used, q.unsaid, q.warned = month, 0, 0, 0
	}
	q.used += n
	q.unsaid += n
	unsaid := q.unsaid
	q.unsaid = 0
	q.mu.Unlock()
	var total int64
	var err error
	if c.Spend != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		total, err = c.Spend(ctx, month, unsaid)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.month != month {
		return
	}
	if err != nil {
		q.unsaid += unsaid
		c.Logger.Warn("zalobot: the month's count is not kept", "error", err)
	}
	q.used = max(q.used, total)
	c.warn()
}

// warn tells the count, and that it comes near the quota. c.quota.mu is held.
func (c *Channel) warn() {
	q := &c.quota
	if c.Used != nil {
		c.Used(q.used, c.Monthly)
	}
	if c.Monthly <= 0 {
		return
	}
	share := q.used * 100 / c.Monthly
	for _, from := range []int64{100, spareFrom, warnFrom} {
		if share >= from && q.warned < from {
			q.warned = from
			c.Logger.Warn("zalobot: the month's quota comes to its end", "used", q.used, "quota", c.Monthly, "percent", share,
				"notices", map[bool]string{true: "no longer sent", false: "sent"}[share >= spareFrom])
			return
		}
	}
}

// scarce tells whether what is left is for answers alone.
func (c *Channel) scarce() bool {
	c.quota.mu.Lock()
	defer c.quota.mu.Unlock()
	return c.Monthly > 0 && c.quota.month == c.month() && c.quota.used*100 >= c.Monthly*spareFrom
}

// month names the month in Vietnam.
func (c *Channel) month() string { return c.Now().In(time.FixedZone("", 7*3600)).Format("2006-01") }
