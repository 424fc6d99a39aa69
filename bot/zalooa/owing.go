package zalooa

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"baophu/bot"
)

// Spare takes a renewed pair, encrypted as for the Vault, until that has it:
// where it cannot be stored and its process is killed meanwhile, another goes on
// with it. It may lose what it keeps.
type Spare interface {
	Keep(ctx context.Context, name, secret string) error
	// Kept gives what is kept; "": nothing.
	Kept(ctx context.Context, name string) (secret string, err error)
	Forget(ctx context.Context, name string) error
}

const (
	storeTime  = 5 * time.Second        // for a try to store a pair
	storeWait  = 5 * time.Second        // that a call waits for it
	storePause = 100 * time.Millisecond // between such tries, at first
	storeAgain = 10 * time.Second       // between tries that nobody waits for, at most
	spareTime  = time.Second            // for the Spare, which holds up nobody longer
	sayMost    = time.Minute            // between the same words in the log
)

var (
	// errUnstored says that there is a new pair which may not be used yet.
	errUnstored = errors.New("zalooa: the new token is not stored yet, and not used before")
	// errEnding says that no renewal is begun: nobody would store its pair.
	errEnding = errors.New("zalooa: this process ends, and renews no token any more")
)

// owing is a pair that Zalo gave and the vault does not have yet. Nothing is
// called with it before: Zalo gives each but once, so whoever else used it, or
// came after this process, would be left without one.
type owing struct {
	pair
	version int64 // of the pair that it replaces
	since   time.Time
	spared  bool
	failed  refrain // tries to store it
}

// refrain is what happens again and again: the log says so at first, and then
// now and then, with how often.
type refrain struct {
	times int
	told  time.Time
}

// due counts, and tells whether it is to be said.
func (r *refrain) due(now time.Time) bool {
	r.times++
	if r.times > 1 && now.Sub(r.told) < sayMost {
		return false
	}
	r.told = now
	return true
}

// owe holds a renewed pair until it is stored.
func (p *purse) owe(one owing) {
	p.mu.Lock()
	p.owed = &one
	p.mu.Unlock()
	select {
	case p.due <- struct{}{}:
	default:
	}
}

// ring tells whether a pair waits to be stored, here or perhaps elsewhere. Who
// calls it has the turn.
func (p *purse) ring(is bool) {
	p.rings = is
	if p.channel.Unstored != nil {
		p.channel.Unstored(is)
	}
}

func (p *purse) owes() *owing {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.owed
}

// secrets are what no error or log may hold.
func (p *purse) secrets() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := []string{p.pair.Access, p.pair.Refresh}
	if p.owed != nil {
		all = append(all, p.owed.Access, p.owed.Refresh)
	}
	return all
}

// newer gives a pair that is newer than what the vault keeps, where there is
// one: this process's own, or one of the Spare, which is left for a while to
// the process that renewed it.
func (p *purse) newer(ctx context.Context, kept pair, version int64, renewing time.Time) (pair, bool) {
	owed := p.owes()
	switch {
	case owed == nil && !renewing.IsZero() && p.channel.Now().Sub(renewing) >= storeWait:
		spare, is, err := p.spared(ctx, kept, version)
		if is = is && err == nil; is {
			p.channel.Logger.WarnContext(ctx, "zalooa: a new token that another process could not store yet is in Redis, and is stored from there")
			p.owe(owing{pair: spare, version: version, since: renewing, spared: true})
		}
		return spare, is
	case owed == nil:
		return pair{}, false
	case kept.Access == owed.Access:
		if owed.failed.times > 0 {
			p.channel.Logger.InfoContext(ctx, "zalooa: the new token is stored", "since", owed.since, "failed", owed.failed.times)
		}
		p.settled(ctx, owed)
		return pair{}, false
	case version <= owed.version && (version == 0 || kept.Seed == owed.Seed): // less, where the ledger was restored
		return owed.pair, true
	}
	p.channel.Logger.WarnContext(ctx, "zalooa: a new token is not stored, for a newer one is")
	p.settled(ctx, owed)
	return pair{}, false
}

// settled says that nothing is owed any more.
func (p *purse) settled(ctx context.Context, owed *owing) {
	p.mu.Lock()
	p.owed = nil
	p.mu.Unlock()
	p.ring(false)
	p.forget(ctx, owed.version)
}

// settle stores what is owed, for as long as a call may wait for that; a try
// comes to its end, whether or not the call goes on waiting. Who calls it has
// the turn.
func (p *purse) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, storeWait)
	defer cancel()
	for pause := storePause; ; pause = min(2*pause, time.Second) {
		err := p.store(context.WithoutCancel(ctx), storeTime)
		if err == nil || bot.Sleep(ctx, pause) != nil {
			return err
		}
	}
}

// store tries once to store what is owed, for so long at most.
func (p *purse) store(ctx context.Context, most time.Duration) error {
	owed := p.owes()
	if owed == nil {
		return nil
	}
	timely, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	_, err := p.look(timely)
	if err == nil || ctx.Err() != nil {
		return err
	}
	c := p.channel
	if owed.failed.due(c.Now()) {
		c.Logger.ErrorContext(ctx, "zalooa: a new token is not stored yet; nothing is sent until it is, so do not end this process",
			"since", owed.since, "failed", owed.failed.times, "in_redis", p.isSpared(), "error", err)
	}
	p.ring(true)
	if !p.isSpared() {
		p.spare(ctx) // the vault may have taken all the time
	}
	return fmt.Errorf("%w: %w", errUnstored, err)
}

// keep stores what is owed, also while nobody calls, until ctx ends; and then
// once more.
func (p *purse) keep(ctx context.Context) {
	defer p.last()
	for {
		select {
		case <-p.due:
		case <-ctx.Done():
			return
		}
		for pause := time.Second; p.stored(ctx) != nil && bot.Sleep(ctx, pause) == nil; {
			pause = min(2*pause, storeAgain)
		}
	}
}

// last tries once more, at the end, to store what is owed, or what a renewal
// that is under way brings. None begins from then on, though replies are sent
// for a while yet: its pair would end with the process.
func (p *purse) last() {
	p.mu.Lock()
	p.ending = true
	p.mu.Unlock()
	if !p.unsettled() {
		return
	}
	if err := p.stored(context.Background()); err != nil && p.unsettled() {
		p.channel.Logger.Error("zalooa: this process ends, and its new token is not stored: if Redis does not have it, consent must be given anew", "in_redis", p.isSpared(), "error", err)
	}
}

// unsettled tells whether a pair is owed, or may be soon.
func (p *purse) unsettled() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.owed != nil || p.renewing
}

// begins tells whether a renewal may begin; done has to be called after it.
func (p *purse) begins() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.renewing = !p.ending
	return p.renewing
}

func (p *purse) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.renewing = false
}

// stored takes the turn and tries to store what is owed, within storeTime in
// all: at the end the replies that are on their way need their time too.
func (p *purse) stored(ctx context.Context) error {
	turn, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	began := time.Now()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
		return p.store(ctx, max(storeTime-time.Since(began), storePause))
	case <-turn.Done():
		return turn.Err()
	}
}

// isSpared tells whether the Spare has what is owed.
func (p *purse) isSpared() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.owed != nil && p.owed.spared
}

// spareName is what a pair is kept under that replaces one of a version.
func (p *purse) spareName(version int64) string {
	return p.name() + "/" + strconv.FormatInt(version, 10)
}

// spare gives the Spare what is owed.
func (p *purse) spare(ctx context.Context) {
	c, owed := p.channel, p.owes()
	if c.Spare == nil || owed == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, spareTime)
	defer cancel()
	sealed, err := p.sealed(owed.pair)
	if err == nil {
		err = c.Spare.Keep(ctx, p.spareName(owed.version), sealed)
	}
	if err != nil {
		c.Logger.WarnContext(ctx, "zalooa: a new token is not in Redis", "error", err)
	}
	p.mu.Lock()
	owed.spared = err == nil
	p.mu.Unlock()
}

// spared gives the pair of the Spare that replaces what the vault keeps.
func (p *purse) spared(ctx context.Context, kept pair, version int64) (pair, bool, error) {
	c := p.channel
	if c.Spare == nil {
		return pair{}, false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, spareTime)
	defer cancel()
	sealed, err := c.Spare.Kept(ctx, p.spareName(version))
	if err != nil || sealed == "" {
		return pair{}, false, err
	}
	spare, err := p.open(sealed)
	return spare, err == nil && spare.Access != "" && spare.Seed == kept.Seed, nil // what cannot be read is of no use
}

func (p *purse) forget(ctx context.Context, version int64) {
	if p.channel.Spare == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), spareTime)
	defer cancel()
	_ = p.channel.Spare.Forget(ctx, p.spareName(version)) // it ends by itself, and is of no other version
}

// stuck is the error of a renewal that came to no end: only an operator can
// help, unless the Spare may yet have the pair.
func (p *purse) stuck(ctx context.Context, renewing time.Time) error {
	p.mu.Lock()
	kept, version := p.pair, p.version
	p.mu.Unlock()
	_, is, err := p.spared(ctx, kept, version)
	unsure := is || err != nil
	p.ring(unsure)
	if unsure {
		return fmt.Errorf("zalooa: whether Redis has a new token is not known: %w", errors.Join(errUnstored, err))
	}
	return fmt.Errorf("zalooa: a renewal of %s came to no end: %w", renewing.Format(time.RFC3339), errConsent)
}
