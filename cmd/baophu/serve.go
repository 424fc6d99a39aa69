package main

import (
	"baophu/internal/schedule"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"baophu/bot"
	"baophu/bot/telegram"
	"baophu/handlers"
	"baophu/internal/web"
)

// shutdownTime is how long what was begun may take to finish.
const shutdownTime = 10 * time.Second

// finishTime is how much of it what was received has, before it is given up:
// a store that hangs must leave time to tell the platforms to bring it again.
const finishTime = 7 * time.Second

// turnTime is how long a chat stays another replica's turn where that one was
// killed in the middle of it. While it lives the turn lasts as long as the work.
const turnTime = 15 * time.Second

// service is the running bot: channels in, replies out.
type service struct {
	*store
	desk       *handlers.Desk
	platforms  []platform
	channels   []bot.Channel
	sender     *bot.Sender
	dispatcher *bot.Dispatcher
}

// assemble joins the stores, the desk and the channels.
func assemble(st *store, channels []bot.Channel) (*service, error) {
	for _, c := range channels {
		if c, ok := c.(interface{ Link(code string) string }); ok {
			st.links = append(st.links, c.Link)
		}
		if c, ok := c.(*telegram.Channel); ok {
			c.Moved = st.moved
		}
	}
	sv := &service{store: st, channels: channels}
	var err error
	sv.sender, err = bot.NewSender(st.sending(channels))
	if err != nil {
		return nil, err
	}
	sv.desk, err = st.desk(nil, func(ctx context.Context, r bot.Reply) {
		r.Trace = bot.TraceOf(ctx)
		sv.sender.Queue(bot.Outgoing{Reply: r})
	}, fetchBy(channels))
	if err != nil {
		return nil, err
	}
	sv.dispatcher = bot.NewDispatcher(bot.DispatcherOptions{
		Handle: sv.desk.Handle, Sender: sv.sender, Guard: st.guard(), Apology: handlers.Apology, Parting: sv.desk.Parting, Logger: st.log,
		DeadLetter: st.unhandled,
		Observe:    func(_ bot.Message, took time.Duration, _ error) { st.meters.Took("handle", took) },
		Order: func(ctx context.Context, key string) (func(), error) {
			return st.cache.Lock(ctx, "chat/"+key, turnTime)
		},
	})
	return sv, nil
}

// sending is how replies go out.
func (st *store) sending(channels []bot.Channel) bot.SenderOptions {
	var link func(bot.File) string
	if m := st.media(); m != nil {
		link = m.Link
	}
	return bot.SenderOptions{
		Link:     link,
		Channels: channels, Outbox: st.ledger, Logger: st.log, Observe: st.meters.sent, Now: st.now,
		Allow: st.cache.Allow, Share: st.cache.Share, Park: st.cache.Park,
		Rest: func(now time.Time) time.Time { return schedule.Rest(now.In(st.Location)) },
		Unreachable: func(ctx context.Context, to bot.Address) {
			if err := st.ledger.Unreachable(ctx, to, true); err != nil {
				st.log.Warn("remember that a chat is unreachable", "error", err)
			}
		},
		Alarm: func(_ context.Context, channel, name string, cause error) {
			st.log.Error("a channel sends nothing until this is mended", "channel", channel, "bot", name, "error", cause)
		},
	}
}

// sameAnswers is how often a chat is given the same answer within half an hour,
// whatever it asks; the desk stops the same question with it earlier.
const sameAnswers = 20

// guard keeps two bots from talking to each other for ever, over all replicas.
func (st *store) guard() *bot.LoopGuard {
	if st.cache.Embedded() {
		return &bot.LoopGuard{Times: sameAnswers, Now: st.now}
	}
	return &bot.LoopGuard{Times: sameAnswers, Now: st.now, Count: st.cache.Count}
}

// run serves until ctx ends, then finishes what was begun.
func (sv *service) run(ctx context.Context, also ...func(context.Context) error) error {
	sv.cache.Join(ctx)
	group, running := errgroup.WithContext(ctx)
	for _, c := range sv.channels {
		group.Go(func() error {
			if err := c.Run(running, sv.dispatcher.Receive); err != nil && running.Err() == nil {
				channel, name := c.Name()
				return fmt.Errorf("%s/%s: %w", channel, name, err)
			}
			return nil
		})
	}
	for _, do := range also {
		group.Go(func() error { return do(running) })
	}
	group.Go(func() error { return sv.tidy(running) })
	group.Go(func() error { return sv.watch(running) })
	end, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	ending := context.AfterFunc(running, func() {
		if bot.Sleep(end, finishTime) == nil {
			cancel()
			_ = sv.dispatcher.Close(end) // it is closed again below
		}
	})
	defer ending()
	err := group.Wait()
	if left := errors.Join(sv.dispatcher.Close(end), sv.sender.Close(end)); left != nil {
		sv.log.Warn("stopped before all was done: what is not stored was refused, what is not sent is sent after the next start")
	}
	return err
}

// talkAge is for how long who answers a question too late is told so; what it
// was about is kept until then.
const talkAge = 7 * 24 * time.Hour

// tidy removes texts that were kept long enough, once an hour.
func (sv *service) tidy(ctx context.Context) error {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		if sv.cache.Leader(ctx, "forget-texts", time.Hour) {
			if n, err := sv.ledger.ForgetTexts(ctx, sv.now().Add(-sv.KeepText)); err != nil && ctx.Err() == nil {
				sv.log.Warn("remove old texts", "error", err)
			} else if n > 0 {
				sv.log.Info("removed old texts", "messages", n)
			}
			if _, err := sv.ledger.ForgetTalks(ctx, sv.now().Add(-talkAge)); err != nil && ctx.Err() == nil {
				sv.log.Warn("remove questions that nobody answered", "error", err)
			}
			if _, err := sv.ledger.ForgetHosted(ctx); err != nil && ctx.Err() == nil {
				sv.log.Warn("remove files that expired", "error", err)
			}
			if err := sv.ledger.ForgetMarks(ctx, handledMark, sv.now().Add(-knownFor)); err != nil && ctx.Err() == nil {
				sv.log.Warn("remove what was known to be handled", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

type serveCommand struct{}

// Run serves the platforms that the settings name.
func (serveCommand) Run(s *session) error {
	settings, err := readSettings(s.env)
	if err != nil {
		return err
	}
	log := newLog(s.err, settings)
	if !settings.anyPlatform() {
		return failure{exitUsage, errors.New("BAOPHU_TELEGRAM_TOKEN, BAOPHU_ZALO_BOT_TOKEN, BAOPHU_ZALO_OA_ID: no platform is set, so nobody could write; set a token, or try baophu demo")}
	}
	st, err := openStore(s, settings, log, s.now)
	if err != nil {
		return err
	}
	served, err := st.platforms()
	if err != nil {
		return errors.Join(err, st.close())
	}
	mounts := map[string]http.Handler{}
	if m := st.media(); m != nil {
		mounts[web.MediaPattern] = m
	}
	var channels []bot.Channel
	for _, p := range served {
		channels = append(channels, p.channel)
		if p.webhook != nil {
			mounts[p.path] = p.webhook
		}
	}
	sv, err := assemble(st, channels)
	if err != nil {
		return errors.Join(err, st.close())
	}
	sv.platforms = served
	server, err := sv.server(settings.Addr, mounts)
	if err != nil {
		return errors.Join(err, st.close())
	}
	log.Info("serving", "http", server.URL(), "channels", len(channels))
	return errors.Join(sv.run(s, server.Run, sv.announce, sv.schedule().Run), st.close())
}

// newLog is the service's log, with every secret of the settings blacked out,
// and every line that tells of a message naming it.
func newLog(w interface{ Write([]byte) (int, error) }, s settings) *slog.Logger {
	return slog.New(bot.Tracing(redact(slog.NewTextHandler(w, &slog.HandlerOptions{Level: s.LogLevel}), s.secrets())))
}
