package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
)

// Trace names the message in the log: the same on every line that tells of it,
// on whichever replica, and nothing that tells whose chat it came from.
func (m Message) Trace() string {
	sum := sha256.Sum256([]byte(m.Key()))
	return hex.EncodeToString(sum[:])[:11] // no number of a person's, which logs black out, is so long
}

type traceKey struct{}

// Traced has what is logged with the context tell of a message; "": of none.
func Traced(ctx context.Context, trace string) context.Context {
	if trace == "" || trace == TraceOf(ctx) {
		return ctx
	}
	return context.WithValue(ctx, traceKey{}, trace)
}

// TraceOf gives the message that a context tells of; "": of none.
func TraceOf(ctx context.Context) string {
	trace, _ := ctx.Value(traceKey{}).(string)
	return trace
}

// Tracing is a log handler that writes on every line, as "message", of which
// message its context tells.
func Tracing(h slog.Handler) slog.Handler { return tracing{h} }

type tracing struct{ slog.Handler }

// Handle writes the line.
func (t tracing) Handle(ctx context.Context, record slog.Record) error {
	if trace := TraceOf(ctx); trace != "" {
		record = record.Clone()
		record.AddAttrs(slog.String("message", trace))
	}
	return t.Handler.Handle(ctx, record)
}

// WithAttrs keeps the message on the lines.
func (t tracing) WithAttrs(attrs []slog.Attr) slog.Handler {
	return tracing{t.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the message on the lines.
func (t tracing) WithGroup(name string) slog.Handler { return tracing{t.Handler.WithGroup(name)} }
