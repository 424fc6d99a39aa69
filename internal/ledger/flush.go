package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
)

const (
	takeHeadText = `UPDATE head SET seq = seq WHERE id = 1 RETURNING seq, revision, outbox`
	moveHeadText = `UPDATE head SET seq = $1, revision = $2, outbox = $3 WHERE id = 1`

	insertMessage = `INSERT INTO messages (key, root, account, kind, author, text, digest, report, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

	// settleMessage lets a message that was asked back about have brought what
	// the answer brought.
	settleMessage = `UPDATE messages SET report = $1 WHERE key = $2 AND report = 0`

	// tiedText gives an entry and what took it back.
	tiedText = `SELECT ` + entryColumns + ` FROM entries WHERE seq = $1
UNION ALL SELECT ` + entryColumns + ` FROM entries WHERE reverses = $1 AND reverses > 0`

	// sinceMost is how many entries a booking may be behind.
	sinceMost = 20_000
)

// knownSizes are how many keys one statement asks for; few sizes make few
// statements to prepare.
func knownSizes() []int { return []int{1, 8, 64} }

// hotStatements are those of every commit.
func hotStatements() []string {
	texts := []string{takeHeadText, moveHeadText, insertMessage, insertEntry, insertReply, settleMessage, putTalk, dropTalk, putChat, tiedText, sinceText}
	for _, n := range knownSizes() {
		texts = append(texts, knownText(n))
	}
	return texts
}

func knownText(n int) string {
	return `SELECT key FROM messages WHERE key IN (` + list(1, n) + `)`
}

// flush is one commit of many bookings.
type flush struct {
	l     *Ledger
	s     session
	now   time.Time
	head  head
	known map[string]bool

	low      coverage.Position // entries holds those beyond it
	all      []coverage.Entry  // others' since low, then those of this flush
	own      int               // where those of this flush begin
	taken    map[coverage.Position]bool
	reviewed map[int64]bool // reports looked at in this flush

	writes []statement // the plain ones, then the others
	others []statement
	chats  map[string]bot.Message // the newest of each account whose chat is to be recorded
}

// cut is an error of a flush whose session was ended before its commit: surely
// nothing was written.
type cut struct{ error }

func (c cut) Unwrap() error { return c.error }

// flush writes a batch in one transaction. Each booking gets its result, or
// all of them share the error. Where the database ended the session before the
// commit, as it does with a process that stood still, it is done once more.
func (l *Ledger) flush(batch []*pending) error {
	err := l.flushOnce(batch)
	if _, again := errors.AsType[cut](err); again {
		l.log.Warn("the database ended a session before its commit; committing once more", "bookings", len(batch), "error", err)
		err = l.flushOnce(batch)
	}
	return err
}

func (l *Ledger) flushOnce(batch []*pending) error {
	fail := func(err error) error {
		if l.e.postgres && postgresCut(err) {
			return cut{err}
		}
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.ctx), flushTime)
	defer cancel()
	f := &flush{l: l, now: l.now(), known: map[string]bool{}, taken: map[coverage.Position]bool{}, reviewed: map[int64]bool{}, chats: map[string]bot.Message{}}
	var err error
	if f.s, err = l.e.begin(ctx, append([]statement{takeHead(&f.head)}, f.askKnown(batch)...)...); err != nil {
		return fail(err)
	}
	defer f.s.rollback()
	if err := f.catchUp(ctx, batch); err != nil {
		return fail(err)
	}
	before := f.head
	for _, p := range batch {
		if p.out, p.err, err = f.book(ctx, p); err != nil {
			return fail(err)
		}
	}
	if len(f.writes) == 0 {
		return nil
	}
	chats := slices.Collect(maps.Values(f.chats))
	for _, m := range chats {
		f.writes = append(f.writes, chatStatement(m, f.now))
	}
	f.writes = append(f.writes, f.others...)
	if f.head.seq != before.seq || f.head.outbox != before.outbox {
		f.writes = append(f.writes, moveHead(f.head))
	}
	if err := f.s.commit(ctx, f.writes...); err != nil {
		if postgresIdled(err) {
			return cut{err}
		}
		return err // it may have been written
	}
	l.seen.mark(chats, f.now)
	l.committed(before.seq, f.head.seq, f.all[f.own:])
	return nil
}

// committed makes entries of this process known to it.
func (l *Ledger) committed(from, to coverage.Position, entries []coverage.Entry) {
	if from == to {
		return
	}
	if l.recent.newest() < from {
		l.recent.reset(from) // others wrote too much to follow
	}
	l.recent.add(entries)
	if int64(to)-l.rolled.Load() >= rollEnough {
		select {
		case l.wake <- struct{}{}:
		default: // it is awake
		}
	}
	if l.onCommit != nil {
		l.onCommit(from, to, entries)
	}
}

func takeHead(h *head) statement {
	return statement{text: takeHeadText, each: func(scan scanner) error {
		return scan(&h.seq, &h.revision, &h.outbox)
	}}
}

func moveHead(h head) statement {
	return statement{text: moveHeadText, args: []any{int64(h.seq), h.revision, h.outbox}}
}

func (f *flush) askKnown(batch []*pending) []statement {
	var asks []statement
	sizes := knownSizes()
	for rest := batch; len(rest) > 0; {
		size := 0
		for _, size = range sizes {
			if size >= len(rest) {
				break
			}
		}
		n := min(size, len(rest))
		args := make([]any, size)
		for i := range args {
			args[i] = rest[min(i, n-1)].key
		}
		asks = append(asks, statement{text: knownText(size), args: args, each: func(scan scanner) error {
			var k string
			err := scan(&k)
			f.known[k] = true
			return err
		}})
		rest = rest[n:]
	}
	return asks
}

// catchUp gathers the entries that the bookings have not seen.
func (f *flush) catchUp(ctx context.Context, batch []*pending) error {
	f.low = f.head.seq
	for _, p := range batch {
		if p.booking.Decide != nil && f.fresh(p.booking) {
			f.low = min(f.low, p.booking.Read)
		}
	}
	missing := f.low
	if newest := f.l.recent.newest(); newest < f.head.seq && newest >= f.head.seq-sinceMost {
		missing = min(missing, newest) // others' entries, which the ring lacks
	}
	since, ok := f.l.recent.between(missing, f.head.seq)
	if !ok {
		if err := f.s.run(ctx, f.l.entries(&since, sinceText, int64(missing), int64(2*sinceMost))); err != nil {
			return err
		}
		if coverage.Position(len(since)) != f.head.seq-missing {
			return fmt.Errorf("%d entries after %d, the head is %d", len(since), missing, f.head.seq)
		}
		f.l.recent.add(since)
	}
	f.all = append(make([]coverage.Entry, 0, len(since)+len(batch)), since[f.low-missing:]...)
	f.own = len(f.all)
	return nil
}

// fresh tells whether a booking's reading is one that can be brought to now.
func (f *flush) fresh(b coverage.Booking) bool {
	return b.Revision == f.head.revision && b.Read <= f.head.seq && b.Read >= f.head.seq-sinceMost && b.Read >= 0
}

// book adds one booking to the flush. refused is the booking's own failure;
// err is that of the database.
func (f *flush) book(ctx context.Context, p *pending) (out []bot.Outgoing, refused, err error) {
	if f.known[p.key] {
		return nil, coverage.ErrDuplicate, nil
	}
	receipt := coverage.Receipt{At: f.l.instant(millis(f.now))}
	if p.booking.Decide != nil {
		if !f.fresh(p.booking) {
			return nil, coverage.ErrStale, nil
		}
		since := f.all[p.booking.Read-f.low:]
		receipt.Since = since[:len(since):len(since)]
		if receipt.Entries, refused = p.decide(receipt.Since); refused != nil {
			return nil, refused, nil
		}
		if receipt.Entries, refused = f.number(p, receipt.Entries); refused != nil {
			return nil, refused, nil
		}
		if refused, err = f.checkReversals(ctx, receipt.Entries); refused != nil || err != nil {
			return nil, refused, err
		}
		if len(receipt.Entries) > 0 {
			receipt.Report = receipt.Entries[0].Report
		}
	}
	if refused, err = f.checkReview(ctx, p.booking.Review); refused != nil || err != nil {
		return nil, refused, err
	}
	outcome, refused := p.speak(receipt)
	if refused != nil {
		return nil, refused, nil
	}
	out, refused = f.write(p, receipt, outcome)
	return out, refused, nil
}

// number gives the entries of one booking their numbers. A report is one
// person's: what a booking says for another begins one of theirs.
func (f *flush) number(p *pending, decided []coverage.Entry) ([]coverage.Entry, error) {
	entries := make([]coverage.Entry, 0, len(decided))
	for i, e := range decided {
		e.Seq = f.head.seq + coverage.Position(i) + 1
		e.Message = p.msg.Root()
		if e.By == 0 {
			e.By = p.booking.Author
		}
		if e.Report = int64(e.Seq); i > 0 && e.By == entries[i-1].By {
			e.Report = entries[i-1].Report
		}
		if e.At.IsZero() {
			e.At = p.msg.Received
		}
		if e.At.IsZero() {
			e.At = f.now
		}
		e, err := f.l.sound(e)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// write adds what a booking writes, once nothing can refuse it any more.
func (f *flush) write(p *pending, r coverage.Receipt, o bot.Outcome) ([]bot.Outgoing, error) {
	for i := range o.Replies {
		o.Replies[i].Trace = p.msg.Trace()
	}
	replies, out, err := f.replies(o.Replies)
	if err != nil {
		return nil, err
	}
	f.known[p.key] = true
	text, print := clean(p.msg.Text, textLimit), digest(p.msg.Text)
	switch {
	case o.Forget:
		text, print = "", ""
	case o.Settles != nil:
		print = "" // an answer again is no report again
	}
	f.writes = append(f.writes, statement{plain: true, text: insertMessage, args: []any{
		p.key, key(p.msg.Root()), key(p.msg.Account), name(string(p.msg.Kind)), int64(p.booking.Author), text, print, r.Report, millis(r.At),
	}})
	for _, e := range r.Entries {
		f.writes = append(f.writes, insertOf(e))
		if e.Reverses != 0 {
			f.taken[e.Reverses] = true
		}
	}
	f.writes = append(f.writes, replies...)
	f.review(p.booking.Review)
	if o.Settles != nil && r.Report != 0 {
		f.others = append(f.others, statement{text: settleMessage, args: []any{r.Report, messageKey(*o.Settles)}})
	}
	if o.Talk != nil {
		f.others = append(f.others, talkStatement(p.msg.From, *o.Talk))
	}
	if f.l.seen.unknown(p.msg, f.now) {
		f.chats[p.msg.Account] = p.msg
	}
	f.all = append(f.all, r.Entries...)
	f.head.seq += coverage.Position(len(r.Entries))
	f.head.outbox += int64(len(replies))
	return out, nil
}

func (f *flush) replies(replies []bot.Reply) (writes []statement, out []bot.Outgoing, err error) {
	for i, r := range replies {
		id := f.head.outbox + int64(i) + 1
		write, err := writeReply(id, r, true, f.now)
		if err != nil {
			return nil, nil, err
		}
		writes = append(writes, write)
		if r.After.After(f.now) {
			continue // whoever claims it then sends it
		}
		out = append(out, bot.Outgoing{ID: id, Reply: r, Leased: f.now.Add(Lease)})
	}
	return writes, out, nil
}

// checkReversals refuses what takes back an entry that is not there, was
// taken back already, or was another.
func (f *flush) checkReversals(ctx context.Context, entries []coverage.Entry) (refused, err error) {
	var asks []statement
	tied := map[coverage.Position][]coverage.Entry{}
	for _, e := range entries {
		if e.Reverses == 0 {
			continue
		}
		if _, twice := tied[e.Reverses]; twice || f.taken[e.Reverses] {
			return fmt.Errorf("entry %d is taken back: %w", e.Reverses, coverage.ErrStale), nil
		}
		tied[e.Reverses] = nil
		var found []coverage.Entry
		ask := f.l.entries(&found, tiedText, int64(e.Reverses))
		each := ask.each
		ask.each = func(scan scanner) error {
			err := each(scan)
			tied[e.Reverses] = found
			return err
		}
		asks = append(asks, ask)
	}
	if len(asks) == 0 {
		return nil, nil
	}
	if err := f.s.run(ctx, asks...); err != nil {
		return nil, err
	}
	for _, e := range f.all[f.own:] {
		if _, asked := tied[e.Seq]; asked {
			tied[e.Seq] = append(tied[e.Seq], e)
		}
	}
	for _, e := range entries {
		if e.Reverses == 0 {
			continue
		}
		if refused := fits(e, tied[e.Reverses]); refused != nil {
			return refused, nil
		}
	}
	return nil, nil
}

// fits tells whether e takes back the first of tied, and is the first to.
func fits(e coverage.Entry, tied []coverage.Entry) error {
	switch {
	case len(tied) == 0 || tied[0].Seq != e.Reverses:
		return fmt.Errorf("%w: takes back %d, which is not in the ledger", errEntry, e.Reverses)
	case len(tied) > 1:
		return fmt.Errorf("entry %d is taken back: %w", e.Reverses, coverage.ErrStale)
	case !mirrors(e, tied[0]):
		return fmt.Errorf("%w: does not match entry %d, which it takes back", errEntry, e.Reverses)
	}
	return nil
}

// mirrors tells whether e is exactly what takes o back.
func mirrors(e, o coverage.Entry) bool {
	return o.Reverses == 0 && e.Unit == o.Unit && e.Indicator == o.Indicator && e.Kind == o.Kind &&
		e.Count == -o.Count && e.Day == o.Day && e.Reason == o.Reason && e.Opens == o.Opens
}
