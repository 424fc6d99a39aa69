// Package handlers is what people can ask and tell: one file an action, and
// handlers.go the list of them.
package handlers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/policy"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Ledger is where a message's outcome is committed, once.
type Ledger interface {
	Commit(ctx context.Context, msg bot.Message, b coverage.Booking, say func(coverage.Receipt) bot.Outcome) ([]bot.Outgoing, error)
	Talk(ctx context.Context, chat bot.Address) (bot.Talk, error)
	Repeated(ctx context.Context, account, text string, since time.Time) (coverage.Echo, error)
	Unreachable(ctx context.Context, chat bot.Address, gone bool) error
	Seen(ctx context.Context, msg bot.Message) error
}

// Memory is what may be forgotten: the subject of the last question, and how
// often somebody guessed.
type Memory interface {
	Remember(ctx context.Context, key string, v []byte, ttl time.Duration)
	Recall(ctx context.Context, key string) ([]byte, bool)
	Allow(ctx context.Context, bucket string, n int, per time.Duration, burst int) (ok bool, wait time.Duration)
}

// Meter counts what becomes of messages; nothing it is told names a person.
type Meter interface {
	Accepted(channel string)
	Duplicate()
	Refused(reason string)
	Took(stage string, d time.Duration)
}

// Desk answers messages.
type Desk struct {
	service  *coverage.Service
	ledger   Ledger
	reminder Reminder
	follows  Follows
	tongues  Tongues
	leaves   Leaves
	registry Registry
	groups   Groups
	link     func(code string) string
	memory   Memory
	meter    Meter
	progress Progress
	imports  Imports
	fetch    Fetch
	log      *slog.Logger
	actions  map[understand.Intent]Action
	texts    map[string]text
	law      *policy.Table
	lawyer   *policy.Reader
	drawing  func(plot any) // hears of every picture, before it is drawn

	mu       sync.Mutex // guards tree and reader
	tree     *place.Tree
	reader   *understand.Reader
	operator *coverage.Person
}

// Options are what a desk works with.
type Options struct {
	Service  *coverage.Service
	Ledger   Ledger
	Reminder Reminder
	Follows  Follows
	Tongues  Tongues
	Leaves   Leaves
	Registry Registry
	Groups   Groups
	// Link gives the address by which an invitation is taken up with one tap;
	// nil or "": it is typed.
	Link    func(code string) string
	Memory  Memory
	Meter   Meter
	Logger  *slog.Logger
	Imports Imports // nil: files are not taken
	Fetch   Fetch   // nil: only files that come with their bytes are
	// Progress, where set, sends a first word while an answer is being made.
	Progress Progress
	// Operator, where set, is who writes from accounts that nobody holds: the
	// person at the server's own command line.
	Operator *coverage.Person
}

// longestText is how many bytes of a text are looked at: five times what the
// longest message of a channel has.
const longestText = 64 << 10

// NewDesk opens a desk; an intent claimed by two actions is an error.
func NewDesk(o Options) (*Desk, error) {
	d := &Desk{service: o.Service, ledger: o.Ledger, reminder: o.Reminder, follows: o.Follows, tongues: o.Tongues, leaves: o.Leaves, registry: o.Registry, groups: o.Groups, link: o.Link, memory: o.Memory, meter: o.Meter, progress: o.Progress, imports: o.Imports, fetch: o.Fetch, log: o.Logger, operator: o.Operator,
		actions: map[understand.Intent]Action{}, texts: texts(), drawing: func(any) {}}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	if d.link == nil {
		d.link = func(string) string { return "" }
	}
	var err error
	if d.law, err = policy.New(); err != nil {
		return nil, err
	}
	d.lawyer = policy.NewReader()
	for _, a := range Actions() {
		for _, intent := range a.Intents {
			if other, taken := d.actions[intent]; taken {
				return nil, fmt.Errorf("handlers: %s and %s both answer %s", other.Name, a.Name, intent)
			}
			d.actions[intent] = a
		}
	}
	return d, nil
}

// visit is one message being answered, with all that was found out about it.
type visit struct {
	*Desk
	words
	msg        bot.Message
	text       string
	person     coverage.Person // whose view it is: of a message of a group, the group's
	writer     coverage.Person // who wrote, in a group
	book       *coverage.Book
	reader     *understand.Reader
	setting    understand.Setting
	meaning    understand.Meaning
	waiting    *waiting // what the chat was asked, where this message answers it
	mark       string   // of the question whose button was tapped
	kept       bool     // it names no place, and goes on from a question that did
	passedOver bool     // it was asked about a question of its own, and asks another
	today      vi.Day
	refusal    coverage.Why        // why a report was refused, where it was
	shown      []coverage.Standing // what the replies show
	parts      []string            // what is known of the parts of a figure that is not known
	told       bool                // a first word was sent, which answered a tap
	next       string              // the message that asks for a list's next page
	before     string              // the words of the question that this one goes on from
	opposed    []coverage.Standing // what was set beside each other
	ofOwn      bool                // all villages of one's own are set beside a time
	recalled   bool                // it is remembered, for one that goes on from it
	spurned    bool                // it is remembered as a question that was refused
}

// answer is what a step comes to: replies only, or also something to commit.
type answer struct {
	replies []bot.Reply
	keep    *bot.Talk             // a question is left open: commit it with the replies
	notices []bot.Reply           // to others than who wrote: commit them with the replies
	after   func(context.Context) // to be done once it is committed; nil: nothing
	forget  bool                  // do not keep the message's text
	sent    []bot.Outgoing
	done    bool // sent holds what was committed already
}

// Handle answers one message. What it returns with an ID is committed to the
// outbox; the rest is to be sent before the message is acknowledged. An error
// means the message must come again.
func (d *Desk) Handle(ctx context.Context, msg bot.Message) ([]bot.Outgoing, error) {
	out, _, err := d.Answer(ctx, msg)
	return out, err
}

// Answer is Handle, and gives the standings that the replies show.
func (d *Desk) Answer(ctx context.Context, msg bot.Message) ([]bot.Outgoing, []coverage.Standing, error) {
	switch msg.Kind {
	case bot.Blocked, bot.Unblocked:
		if msg.Group {
			out, err := d.member(ctx, msg)
			if errors.Is(err, coverage.ErrDuplicate) {
				err = nil // it was said
			}
			return out, nil, err
		}
		return nil, nil, d.ledger.Unreachable(ctx, msg.From, msg.Kind == bot.Blocked)
	case bot.Moved:
		to := msg.From
		to.Chat = msg.Text
		return nil, nil, d.groups.MoveGroup(ctx, msg.From, to)
	}
	msg.Text = readable(msg.Text)
	if !d.enters(ctx, msg) {
		return nil, nil, nil
	}
	for attempt := 0; ; attempt++ {
		v, err := d.visit(ctx, msg)
		if err != nil {
			return nil, nil, err
		}
		out, err := v.respond(ctx)
		switch {
		case errors.Is(err, coverage.ErrDuplicate):
			d.meter.Duplicate()
			return nil, nil, nil // answered before; its replies are in the outbox
		case errors.Is(err, coverage.ErrStale) && attempt < 5:
			d.service.Library.Refresh()
			continue
		case err == nil:
			v.meet(ctx)
		}
		return out, v.shown, err
	}
}

// readable cuts a text that no channel takes from a person: all of it is gone
// through several times. It is still too long to be read as a report, so none
// is lost, and what was cut is neither kept nor looked through.
func readable(text string) string {
	if len(text) > longestText {
		text = strings.ToValidUTF8(text[:longestText], "")
	}
	return text
}

// meet remembers where one of ours can be reached, who may never report: by a
// report the ledger knows it by itself.
func (v *visit) meet(ctx context.Context) {
	if v.operator != nil || !v.known() {
		return
	}
	if err := v.ledger.Seen(ctx, v.msg); err != nil {
		v.log.WarnContext(ctx, "remember where somebody can be reached", "error", err)
	}
}

func (d *Desk) visit(ctx context.Context, msg bot.Message) (*visit, error) {
	book, err := d.service.Library.Book(ctx)
	if err != nil {
		return nil, err
	}
	person, err := d.service.Roll.Person(ctx, msg.Account)
	if errors.Is(err, coverage.ErrUnknown) && d.operator != nil {
		person, err = *d.operator, nil
	}
	if err != nil && !errors.Is(err, coverage.ErrUnknown) {
		return nil, fmt.Errorf("read who wrote: %w", err)
	}
	sent := sentAt(msg)
	v := &visit{Desk: d, msg: msg, text: strings.TrimSpace(vi.Clean(msg.Text)), person: person, book: book,
		reader: d.readerOf(book.Tree), today: vi.DayOf(sent, d.service.Location), words: wordsFor(d.texts, person, msg)}
	v.text, v.mark = unmarked(v.text)
	v.setting = understand.Setting{Speaker: d.speaker(book, person, v.today), Now: sent, Location: d.service.Location}
	if msg.Group {
		return v, v.gather(ctx)
	}
	return v, nil
}

// sentAt is the moment a message speaks of: when it was sent, unless the
// platform's clock is ahead of ours or says nothing.
func sentAt(msg bot.Message) time.Time {
	if msg.Sent.IsZero() || msg.Sent.After(msg.Received) {
		return msg.Received
	}
	return msg.Sent
}

func (d *Desk) readerOf(tree *place.Tree) *understand.Reader {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.tree == tree:
	case d.reader == nil:
		d.tree, d.reader = tree, understand.NewReader(tree, place.NewIndex(tree))
	default:
		d.tree, d.reader = tree, d.reader.For(tree, place.NewIndex(tree))
	}
	return d.reader
}

func (d *Desk) speaker(b *coverage.Book, p coverage.Person, day vi.Day) understand.Speaker {
	s := understand.Speaker{Role: coverage.Guest}
	if p.Status == coverage.Gone {
		return s
	}
	s.Villages = p.Units(coverage.Agent)
	s.Units = append(p.Units(coverage.Official), p.Units(coverage.Admin)...)
	if len(s.Villages) == 0 {
		s.Units, _ = widestFirst(b.Tree, p.Grants) // "mine" is the widest, not a part of it
	}
	switch {
	case p.Has(coverage.Agent):
		s.Role = coverage.Agent
		s.Commune = b.Above(s.Villages[0], place.Commune, day)
	case p.Has(coverage.Admin):
		s.Role = coverage.Admin
	case p.Has(coverage.Official):
		s.Role = coverage.Official
	}
	return s
}

// respond reads the message, finds its action and carries it out.
func (v *visit) respond(ctx context.Context) ([]bot.Outgoing, error) {
	a, err := v.act(ctx)
	if err != nil {
		return nil, err
	}
	if a.done {
		v.offer(ctx, nil)
		return a.sent, nil
	}
	for i := range a.replies {
		v.address(&a.replies[i], i == 0)
	}
	v.offer(ctx, a.replies)
	if known, err := v.counted(ctx, a); known || err != nil {
		return nil, err
	}
	if a.keep != nil && a.keep.State != nil {
		last, loops := v.loops(ctx, a)
		if loops {
			return nil, nil
		}
		if n := len(a.replies); last && n > 0 {
			a.replies[n-1] = v.Parting(a.replies[n-1])
		}
	}
	if a.keep != nil || len(a.notices) > 0 {
		out, err := v.ledger.Commit(ctx, v.msg, coverage.Booking{Author: v.person.ID}, func(coverage.Receipt) bot.Outcome {
			return bot.Outcome{Replies: append(a.replies, a.notices...), Talk: a.keep, Forget: a.forget}
		})
		if err == nil && a.after != nil {
			a.after(ctx)
		}
		return out, err
	}
	out := make([]bot.Outgoing, len(a.replies))
	for i, r := range a.replies {
		out[i] = bot.Outgoing{Reply: r}
	}
	return out, nil
}

func (v *visit) address(r *bot.Reply, first bool) {
	r.To = v.msg.From
	if v.msg.Group {
		r.Choices = public(r.Choices)
	}
	if v.english {
		r.English = true
		r.Title, r.Text = vi.EnglishNumbers(r.Title), vi.EnglishNumbers(r.Text)
	}
	if first && v.msg.Kind == bot.Tap && !v.told {
		r.Answers = v.msg.Version
	}
}

func (v *visit) act(ctx context.Context) (answer, error) {
	switch {
	case v.msg.Kind == bot.Sticker:
		return answer{}, nil
	case v.msg.Kind == bot.Other:
		return v.reply("other.kind"), nil
	case v.msg.Kind == bot.Withheld:
		return v.reply("other.withheld"), nil
	case v.msg.Kind == bot.Document:
		return v.file(ctx)
	case v.text == "":
		return v.reply("other.empty"), nil
	}
	if v.msg.Kind == bot.Edit {
		return v.edited(ctx)
	}
	if a, late := v.read(ctx); late {
		return a, nil
	}
	talk, err := v.ledger.Talk(ctx, v.msg.From)
	if err != nil {
		return answer{}, fmt.Errorf("read what the chat waits for: %w", err)
	}
	if v.unseen(talk) {
		talk = bot.Talk{}
	}
	if a, stale := v.staleNumber(talk); stale {
		return a, nil
	}
	a, answered, err := v.resume(ctx, talk)
	if err != nil {
		return answer{}, err
	}
	stale := answered && v.mark != "" && v.waiting == nil
	if !answered {
		v.waiting = nil
		if a, err = v.fresh(ctx); err != nil {
			return answer{}, err
		}
		if !a.done && a.keep == nil && !v.passedOver {
			a.keep = v.passedBy(talk)
		}
	}
	if talk.State != nil && !a.done && a.keep == nil && !stale && (answered || v.passedOver) {
		a.keep = &bot.Talk{} // the question is settled, and must take no later message for its answer
	}
	return a, nil
}

// read finds out what the message means; late is set where it is the number of
// a choice that is offered no more.
func (v *visit) read(ctx context.Context) (a answer, late bool) {
	began := time.Now()
	n, _ := number(v.text)
	text, late := v.picked(ctx)
	if late {
		return v.reply("ask.staleNumber", n), true
	}
	v.text = text
	v.meaning = v.reader.Read(v.text, v.setting)
	v.meter.Took("understand", time.Since(began))
	v.log.DebugContext(ctx, "message understood", "intent", v.meaning.Intent)
	return answer{}, false
}

func (v *visit) carryOut(ctx context.Context) (answer, error) {
	a, err := v.carried(ctx)
	if err == nil {
		v.rememberRefused(ctx, a)
	}
	return a, err
}

func (v *visit) carried(ctx context.Context) (answer, error) {
	v.otherWords()
	v.followUp(ctx) // first: what a short word stands for is held to what a group may see
	if a, told := v.inGroup(); told {
		return a, nil
	}
	if importWord.MatchString(vi.Fold(v.text)) { // the button of a file that waits no longer
		return v.reply("import.other"), nil
	}
	if a, told := v.beyondAll(); told {
		return a, nil
	}
	if a, told, err := v.ofSeveral(ctx); told || err != nil {
		return a, err
	}
	action, ok := v.actions[v.meaning.Intent]
	if !ok {
		action = v.actions[understand.Unclear]
	}
	a, err := action.run(ctx, v)
	return v.saysOther(v.saysHeard(a)), err
}

// reply is an answer of one text.
func (v *visit) reply(key string, args ...any) answer {
	return answer{replies: []bot.Reply{{Text: v.say(key, args...)}}}
}
