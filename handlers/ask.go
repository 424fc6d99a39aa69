package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// waitFor is how long a question asked back waits for its answer.
const waitFor = 24 * time.Hour

// What a chat may be waiting for.
const (
	waitFill    = "fill"    // the first open Ask of Meaning
	waitUnusual = "unusual" // yes or no to a large number
	waitDoubled = "doubled" // add, replace or drop
	waitReplace = "replace" // yes or no to replacing what another reported
	waitAgain   = "again"   // yes or no to the same text again
	waitImport  = "import"  // yes or no to a file that was tried
	waitGuide   = "guide"   // a step of an entry that is guided
	waitForward = "forward" // yes or no to what somebody else wrote
	waitReason  = "reason"  // why a flagged report is sent back
)

// waiting is a question asked back, as the chat's talk keeps it: all that was
// understood so far, so that one word settles it.
type waiting struct {
	Kind    string             `json:"kind"`
	Meaning understand.Meaning `json:"meaning"`
	Message string             `json:"message"` // the message the figures came by
	Sent    time.Time          `json:"sent"`
	Add     bool               `json:"add,omitempty"`
	Sure    bool               `json:"sure,omitempty"`
	Guided  bool               `json:"guided,omitempty"`  // it began with an entry that is guided
	Others  []coverage.Entry   `json:"others,omitempty"`  // of waitDoubled: what others reported
	Instead bool               `json:"instead,omitempty"` // the figures are to stand in place of Others
	Account string             `json:"account"`           // who was asked: nobody else answers
	Mark    string             `json:"mark"`              // what the taps of its choices bear
	ID      string             `json:"id"`                // of the message the figures came by
	Version string             `json:"version,omitempty"`
	Edits   bool               `json:"edits,omitempty"` // the figures are those of a changed message
	Options []option           `json:"options,omitempty"`
	Import  *pending           `json:"import,omitempty"`
	agreed  bool               // what would change was shown, and this message says yes to it
}

// option is one answer offered: its label, and the text that stands for it.
type option struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// ask asks what the meaning leaves open, with what was understood kept.
func (v *visit) ask(what understand.Ask) answer {
	var offered []option
	for _, o := range v.reader.Options(what, v.meaning, v.setting) {
		offered = append(offered, option{v.optionLabel(what, o), o.Answer})
	}
	question := v.say("ask." + string(what))
	if what == understand.AskUnit {
		question = v.whichPlace()
	}
	return v.wait(waiting{Kind: waitFill}, question, offered)
}

// wait leaves a question open in the chat.
func (v *visit) wait(w waiting, question string, offered []option) answer {
	w.Meaning, w.Message, w.Sent, w.Options = v.meaning, v.msg.Root(), v.setting.Now, offered
	w.Account, w.ID, w.Version, w.Edits = v.msg.Account, v.msg.ID, v.msg.Version, v.msg.Kind == bot.Edit
	if v.waiting != nil {
		w.Message, w.Sent, w.ID, w.Version, w.Edits = v.waiting.Message, v.waiting.Sent, v.waiting.ID, v.waiting.Version, v.waiting.Edits
		w.Add, w.Sure = w.Add || v.waiting.Add, w.Sure || v.waiting.Sure
		w.Guided = w.Guided || v.waiting.Guided
		if v.waiting.Instead {
			w.Instead, w.Others = true, v.waiting.Others
		}
	}
	switch w.Mark = markOf(v.msg.Key(), w.Kind); {
	case w.Guided:
		w.Mark = markOf(w.Message, waitGuide) // whatever was tapped before may be tapped over
	case w.Kind == waitImport:
		w.Mark = "" // its answers name the file themselves
	}
	state, err := json.Marshal(w)
	if err != nil {
		return v.reply("unclear.agent", v.example(v.person))
	}
	reply := bot.Reply{Text: question, Asks: true, Choices: marked(choices(offered), w.Mark)}
	if understood := v.understood(); understood != "" {
		reply.Text = lines(question, v.say("ask.nothingYet")+v.say("ask.understood", understood))
	} else if v.isReport() {
		reply.Text = lines(question, strings.TrimSpace(v.say("ask.nothingYet")))
	}
	return answer{replies: []bot.Reply{reply}, keep: &bot.Talk{State: state, Expires: v.msg.Received.Add(waitFor)}}
}

func (v *visit) isReport() bool {
	switch v.meaning.Intent {
	case understand.Report, understand.ZeroReport, understand.Correct, understand.Outreach:
		return true
	}
	return false
}

// choices makes buttons of what is offered, two a row where they are short.
func choices(offered []option) [][]bot.Choice {
	var rows [][]bot.Choice
	for i, o := range offered {
		c := bot.Choice{Label: o.Label, Send: o.Text}
		if last := len(rows) - 1; i > 0 && len(rows[last]) < 2 && short(o.Label) && short(rows[last][0].Label) {
			rows[last] = append(rows[last], c)
			continue
		}
		rows = append(rows, []bot.Choice{c})
	}
	return rows
}

func short(label string) bool { return len([]rune(label)) <= 16 }

func (v *visit) yesNo() []option {
	return []option{{v.say("choice.yes"), "có"}, {v.say("choice.no"), "không"}}
}

// resume takes the message as the answer to what the chat waits for. It is
// none where it says something whole by itself: then the question is dropped.
func (v *visit) resume(ctx context.Context, talk bot.Talk) (answer, bool, error) {
	var w waiting
	if talk.State != nil {
		if err := json.Unmarshal(talk.State, &w); err != nil {
			return answer{}, false, fmt.Errorf("read what chat %s waits for: %w", v.msg.From, err)
		}
	}
	switch {
	case v.mark != "" && v.mark != w.Mark:
		a, err := v.stale(ctx, talk)
		return a, true, err
	case talk.State == nil || w.Account != v.msg.Account || v.msg.Forward:
		return answer{}, false, nil
	case !talk.Expires.IsZero() && !talk.Expires.After(v.msg.Received):
		a, late := v.tooLate(w)
		return a, late, nil
	}
	return v.answers(ctx, talk, w)
}

// answers carries out what was asked about, with the message as its answer.
func (v *visit) answers(ctx context.Context, talk bot.Talk, w waiting) (answer, bool, error) {
	said := v.chosen(w)
	if v.meaning.Intent == understand.Cancel || isWord(said, "bỏ", "không", "thôi") && (w.Kind != waitFill || confirms(w)) {
		return answer{replies: []bot.Reply{{Text: v.say("cancel.done")}}, keep: &bot.Talk{}}, true, nil
	}
	if w.Kind != waitGuide && isWord(said, wordConfirm) {
		return v.answerAbove(w, talk), true, nil
	}
	switch w.Kind {
	case waitFill:
		if asksRight(w.Meaning) && v.meaning.Intent == understand.Undo && v.meaning.Report == 0 {
			v.meaning.Report = w.Meaning.Report // "hủy" is of the report that was asked about
			return answer{}, false, nil
		}
		if said == v.text && orders(v.meaning.Intent) {
			return answer{}, false, nil // an order of its own is no answer to another's question
		}
		v.passedOver = asksFigures(w.Meaning.Intent)
		if v.passedOver && v.asksMore() {
			return answer{}, false, nil
		}
		filled, ok := v.filled(w, said)
		if !ok {
			return answer{}, false, nil
		}
		w.agreed, w.Meaning = confirms(w), filled
	case waitGuide:
		setting := v.setting
		setting.Now = w.Sent
		return v.guided(ctx, w, said, setting)
	case waitUnusual, waitAgain, waitForward:
		if !isWord(said, "có") && v.meaning.Intent != understand.Confirm {
			return answer{}, false, nil
		}
		w.Sure = w.Sure || w.Kind == waitUnusual
	case waitImport:
		return v.confirmImport(ctx, w, said)
	case waitReason:
		return v.reasoned(ctx, w, said)
	case waitDoubled:
		switch {
		case isWord(said, "cộng", "thêm", "cộng thêm", "có") || v.meaning.Intent == understand.Confirm:
			w.Add = true
		case isWord(said, "thay", "thay số kia", "thay thế"):
			if _, numbered := number(v.text); numbered { // a slip of the finger must not take another's figures back
				return v.sureToReplace(w), true, nil
			}
			w.Add, w.Instead = true, true
		default:
			return answer{}, false, nil
		}
	case waitReplace:
		if !isWord(said, "có", "thay", "thay số kia", "thay thế") && v.meaning.Intent != understand.Confirm {
			return answer{}, false, nil
		}
		w.Add, w.Instead = true, true
	}
	a, err := v.settle(ctx, w)
	return a, true, err
}

// settle carries out what was asked about, now that it is clear. Where others
// changed meanwhile what it was to stand in place of, it is asked as it stands
// now.
func (v *visit) settle(ctx context.Context, w waiting) (answer, error) {
	v.meaning, v.waiting = w.Meaning, &w
	carry := v.carryOut
	if w.Edits {
		carry = v.rebooked
	}
	a, err := carry(ctx)
	if err != nil || !w.Instead || v.refusal != coverage.Overtaken {
		return a, err
	}
	w.Add, w.Instead, w.Others = false, false, nil
	return carry(ctx)
}

// overruling lets a draft stand in place of what others reported, where the
// person chose so.
func (v *visit) overruling(d coverage.Draft) coverage.Draft {
	if v.waiting == nil || !v.waiting.Instead {
		return d
	}
	if d.TakeBack = slices.Concat(d.TakeBack, v.waiting.Others); d.Cause == "" {
		d.Cause = coverage.Overruled
	}
	return d
}

// confirms tells whether a question asked back is the last one before something
// is written.
func confirms(w waiting) bool {
	return len(w.Meaning.Ask) == 1 && w.Meaning.Ask[0] == understand.AskConfirmation
}

// asksFigures tells whether an intent is a question for figures.
func asksFigures(i understand.Intent) bool {
	return strings.HasPrefix(string(i), "query_") || i == understand.Export
}

// orders tells whether an intent is an order that changes what is kept, or is
// told to others.
func orders(i understand.Intent) bool {
	switch i {
	case understand.SetTarget, understand.Assign, understand.Administer, understand.Announce, understand.SetHours, understand.BindGroup:
		return true
	}
	return false
}

// asksMore tells whether the message is a question of its own, not only the
// place that was asked for.
func (v *visit) asksMore() bool {
	m := v.meaning
	return asksFigures(m.Intent) && (m.Intent != understand.QueryStatus || m.AsOf != v.today || m.Ahead != 0 ||
		m.Indicator != "" && m.Indicator != coverage.BHYT)
}

// chosen gives the text that the message stands for: a number picks one of
// what was offered.
func (v *visit) chosen(w waiting) string {
	text := strings.Trim(v.text, " .)")
	if n, err := strconv.Atoi(text); err == nil && 1 <= n && n <= len(w.Options) {
		return w.Options[n-1].Text
	}
	for _, o := range w.Options {
		if confirms(w) && wordsOf(o.Label) == wordsOf(v.text) { // "có khóa", as the button says
			return o.Text
		}
	}
	return v.text
}

// wordsOf gives the words of a text alone, folded.
func wordsOf(text string) string {
	var all []string
	for _, w := range vi.Words(text) {
		if w.Kind == vi.Letters || w.Kind == vi.Digits {
			all = append(all, w.Fold)
		}
	}
	return strings.Join(all, " ")
}

func isWord(said string, words ...string) bool {
	folded := vi.Fold(strings.Trim(said, " .!"))
	for _, w := range words {
		if folded == vi.Fold(w) {
			return true
		}
	}
	return false
}

// sureToReplace asks once more before another's figures are taken back, where
// it was picked by a number.
func (v *visit) sureToReplace(w waiting) answer {
	v.waiting, v.meaning = &w, w.Meaning
	return v.wait(waiting{Kind: waitReplace, Others: w.Others}, v.say("ask.replaceSure", v.othersSaid(w.Others)),
		[]option{{v.say("choice.replace"), "thay"}, {v.say("choice.no"), "không"}})
}

// understood repeats what was understood of a report so far, or "".
func (v *visit) understood() string {
	var parts []string
	for _, r := range v.meaning.Rows {
		parts = append(parts, v.rowSaid(r))
	}
	for _, u := range v.meaning.Zeros {
		part := v.book.Tree.Title(u) + " 0"
		if day := v.meaning.ZeroDay; !day.IsZero() && day != v.today {
			part += " " + v.day(day, v.today)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

func (v *visit) rowSaid(r understand.Row) string {
	var words []string
	if r.Unit != "" {
		words = append(words, v.book.Tree.Title(r.Unit))
	}
	if r.Known {
		words = append(words, vi.Int(r.Count))
	}
	if r.Indicator != "" {
		words = append(words, v.indicator(r.Indicator))
	}
	if r.Kind != "" {
		words = append(words, v.say("kind."+string(r.Kind)))
	}
	if !r.Day.IsZero() && r.Day != v.today {
		words = append(words, v.day(r.Day, v.today))
	}
	return strings.Join(words, " ")
}
