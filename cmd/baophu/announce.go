package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"baophu/bot"
)

const (
	// announceLease is for how long a replica that announces is the only one:
	// one that is killed meanwhile must not leave the bot unreached for long.
	announceLease = 20 * time.Second
	// announceLook is how often the others look whether it is done.
	announceLook = 2 * time.Second
	// announceMost is between tries at a platform that is away.
	announceMost = time.Minute
)

// hook is the address that a platform is told to deliver to; "": none, it is
// polled.
func (s settings) hook(path string) string {
	if s.Public == "" {
		return ""
	}
	return s.Public + path
}

// announce tells each platform what the bot can do and where it listens; one
// replica does it, and tries until it is done. One platform does not wait for
// another.
func (sv *service) announce(ctx context.Context) error {
	var all sync.WaitGroup
	for _, p := range sv.platforms {
		all.Go(func() { sv.announceTo(ctx, p) })
	}
	all.Wait()
	return nil
}

// announceTo goes on until the platform was told, by this replica or another.
func (sv *service) announceTo(ctx context.Context, p platform) {
	for wait := time.Second; ; {
		done, err := sv.tell(ctx, p)
		if ctx.Err() != nil {
			return
		}
		if done {
			sv.log.Info("the platform knows about the bot", "path", p.path)
			return
		}
		pause := announceLook
		if err != nil {
			pause = bot.NotBefore(err, wait)
			wait = min(2*wait, announceMost)
			sv.log.Warn("tell the platform about the bot", "path", p.path, "again_in", pause.Round(time.Second), "error", err)
		}
		if bot.Sleep(ctx, pause) != nil {
			return
		}
	}
}

// tell has one replica tell the platform, where it was not told the same
// before; neither done nor an error: another replica is at it, or it is not to
// be tried yet.
func (sv *service) tell(ctx context.Context, p platform) (done bool, err error) {
	if p.kept == nil {
		err := p.announce(ctx)
		return err == nil, err
	}
	last, this := sv.telling(p)
	if told, err := sv.told(ctx, p, last, this); told || err != nil {
		return told, err
	}
	if _, later := sv.cache.Recall(ctx, this); later || !sv.cache.Leader(ctx, "announce"+p.path, announceLease) {
		return false, nil
	}
	// While it is being told, nobody knows what holds.
	if err := sv.ledger.Mark(ctx, last, sv.now()); err != nil {
		return false, err
	}
	if err := p.announce(ctx); err != nil {
		if rest := bot.NotBefore(err, 0); rest > 0 {
			sv.cache.Remember(ctx, this, []byte{1}, rest)
		}
		return false, err
	}
	at := sv.now()
	if err := sv.ledger.Mark(ctx, this, at); err != nil {
		return false, err
	}
	return true, sv.ledger.Mark(ctx, last, at)
}

// telling names the marks of what a platform is told: whatever it is, and just
// this. The later of all those told before is what the platform has, and
// bears the same time as the first. Neither holds the secret.
func (sv *service) telling(p platform) (last, this string) {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q", version, sv.hook(p.path), sv.Secret))
	channel, name := p.channel.Name()
	last = "told/" + channel + "/" + name
	return last, last + "/" + hex.EncodeToString(sum[:8])
}

// told tells whether the platform was told this last, and has it still.
func (sv *service) told(ctx context.Context, p platform, last, this string) (bool, error) {
	newest, err := sv.ledger.Marked(ctx, last)
	if err != nil {
		return false, err
	}
	at, err := sv.ledger.Marked(ctx, this)
	if err != nil || at.IsZero() || !at.Equal(newest) || p.anew > 0 && sv.now().Sub(at) > p.anew {
		return false, err
	}
	return p.kept(ctx)
}
