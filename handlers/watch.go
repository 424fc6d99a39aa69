package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/understand"
	"baophu/internal/vi"
)

// Contacts says where people can be reached. A Ledger that does not tells
// nobody unasked.
type Contacts interface {
	// Addresses gives the chats in which a person can be reached, best first.
	Addresses(ctx context.Context, person coverage.PersonID) ([]bot.Address, error)
}

// The same question is answered the same so many times in a while, then no
// more: somebody at the other end may be a machine that answers each. Other
// questions with the same answer are answered longer.
const (
	sameQuestions = 5
	sameAnswers   = 20
	sameWithin    = 30 * time.Minute
)

// loops tells whether a chat was asked the same, and answered the same, too
// often lately, without a report in between; or was answered the same far too
// often, whatever it asked: a machine may vary its words. Who taps is none.
// The last time before that is told apart.
func (v *visit) loops(ctx context.Context, a answer) (last, loops bool) {
	if v.msg.Kind == bot.Tap {
		return false, false
	}
	said := sha256.New()
	_, _ = fmt.Fprintf(said, "%s\x00%d", v.msg.From, v.latest(ctx))
	for _, r := range a.replies {
		_, _ = said.Write([]byte("\x00" + bot.Written(r)))
	}
	most := sameQuestions
	if strings.HasPrefix(string(v.meaning.Intent), "query") && a.keep == nil {
		most = sameAnswers // "Sơn La", "số liệu", "đạt bao nhiêu" are of one figure
	}
	early, ok := v.fewer(ctx, hex.EncodeToString(said.Sum(nil)[:16]), most)
	_, _ = said.Write([]byte("\x00" + vi.Fold(v.msg.Text)))
	earlier, also := v.fewer(ctx, hex.EncodeToString(said.Sum(nil)[:16]), sameQuestions)
	if !ok || !also {
		v.meter.Refused("loop")
	}
	return !early || !earlier, !ok || !also
}

// fewer tells whether something happened fewer than so many times lately, and
// whether so many at most.
func (v *visit) fewer(ctx context.Context, key string, most int) (early, ok bool) {
	early, _ = v.memory.Allow(ctx, "asked/last/"+key, most-1, sameWithin, most-1)
	ok, _ = v.memory.Allow(ctx, "asked/"+key, most, sameWithin, most)
	return early, ok
}

// counted tells whether a message that comes to nothing now has brought
// entries before: it was delivered again, and its reply is in the outbox.
func (v *visit) counted(ctx context.Context, a answer) (bool, error) {
	if v.msg.Kind != bot.Text || a.done || a.keep != nil || !v.isReport() && v.meaning.Intent != understand.Undo {
		return false, nil
	}
	entries, err := v.service.Journal.ByMessage(ctx, v.msg.Root())
	if err != nil {
		return false, fmt.Errorf("look for a message that came before: %w", err)
	}
	if len(entries) > 0 {
		v.meter.Duplicate()
	}
	return len(entries) > 0, nil
}

// latest is the number of the person's newest report; 0 where there is none,
// or it cannot be read now.
func (v *visit) latest(ctx context.Context) int64 {
	reports, err := v.service.Journal.By(ctx, v.person.ID, 1)
	if err != nil || len(reports) == 0 {
		return 0
	}
	return reports[0][0].Report
}

// fresh carries out a message that answers nothing, once it is sure that it
// is the person's own words.
func (v *visit) fresh(ctx context.Context) (answer, error) {
	agents := v.person.Has(coverage.Agent)
	switch {
	case agents && v.ownWords():
		return v.reply("guard.ownWords"), nil
	case agents && v.msg.Forward && v.meaning.Reject == "" && (v.isReport() || v.meaning.Intent == understand.Undo):
		return v.wait(waiting{Kind: waitForward}, v.say("ask.forward"), v.yesNo()), nil
	}
	if !agents {
		return v.carryOut(ctx)
	}
	if report, asked, question, ok := v.alsoAsks(); ok {
		v.meaning = report
		return v.reportAndAsk(ctx, question, asked)
	}
	return v.carryOut(ctx)
}

// ownWords tells whether a text is one of our own confirmations that came
// back: pasted, or from another bot that repeats what it hears.
func (v *visit) ownWords() bool {
	first, _, _ := strings.Cut(strings.TrimLeft(v.text, "*> "), "\n")
	folded := vi.Fold(first)
	return slices.ContainsFunc([]string{"da ghi #", "da sua #", "da huy bao cao #", "recorded #", "corrected #"}, func(head string) bool {
		return strings.HasPrefix(folded, head) || strings.HasPrefix(folded, strings.ReplaceAll(head, " #", "#"))
	})
}

// file answers a file; personal data under it is refused before it is read.
func (v *visit) file(ctx context.Context) (answer, error) {
	if v.meaning = v.reader.Read(v.text, v.setting); v.meaning.Intent == understand.RefusePII {
		return refusePII(ctx, v)
	}
	return v.document(ctx)
}

// notTheirs refuses a report of a village that is known and is not the
// agent's, or no longer: one of the commune, or one they reported for.
func (v *visit) notTheirs(ctx context.Context, who agent) (answer, bool, error) {
	if v.waiting != nil || !slices.Contains(v.meaning.Ask, understand.AskUnit) {
		return answer{}, false, nil
	}
	latest, err := v.service.Journal.By(ctx, who.ID, 20)
	if err != nil {
		return answer{}, false, fmt.Errorf("read the latest reports of person %d: %w", who.ID, err)
	}
	var near []place.Code
	for _, r := range latest {
		near = append(near, r[0].Unit)
	}
	if v.setting.Speaker.Commune != "" {
		near = append(near, v.book.Tree.Descendants(v.setting.Speaker.Commune, place.Village, v.today)...)
	}
	text := " " + spaced(v.text) + " "
	for _, u := range near {
		if v.book.MayReport(who.Person, u, v.today) {
			continue
		}
		unit, ok := v.book.Tree.Unit(u)
		if name := spaced(unit.Name); ok && strings.Contains(name, " ") && strings.Contains(text, " "+name+" ") && !v.namesOwn(who, name) {
			return v.reply("refuse.not_yours", capital(v.book.Tree.Title(u)), v.ownUnits(who.Person)), true, nil
		}
	}
	return answer{}, false, nil
}

// namesOwn tells whether a name is within that of one of the agent's villages.
func (v *visit) namesOwn(who agent, name string) bool {
	return slices.ContainsFunc(who.Units(coverage.Agent), func(u place.Code) bool {
		unit, _ := v.book.Tree.Unit(u)
		return strings.Contains(" "+spaced(unit.Name)+" ", " "+name+" ")
	})
}

// spaced folds a text to its words, one blank apart.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(vi.Fold(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}), " ")
}

// othersSaid lists what others reported: "3 BHYT hộ gia đình (#4711)".
func (v *visit) othersSaid(others []coverage.Entry) string {
	var parts []string
	for _, e := range others {
		words := []string{vi.Int(e.Count)}
		if e.Kind != coverage.New {
			words = append(words, v.say("kind."+string(e.Kind)))
		}
		if e.Indicator != coverage.Activity {
			words = append(words, v.indicator(e.Indicator))
		}
		parts = append(parts, fmt.Sprintf("%s (#%d)", strings.Join(words, " "), e.Report))
	}
	return join(parts)
}

// overtaken says by which report something was corrected before.
func (v *visit) overtaken(d coverage.Draft, r *coverage.Refusal) answer {
	switch {
	case r.Other.Report == 0:
		return v.reply("refuse.overtaken")
	case d.Cause == coverage.Edited:
		return v.reply("refuse.editOvertaken", v.say("cause."+string(r.Other.Cause)), r.Other.Report)
	}
	return v.reply("refuse.overtakenBy", v.say("cause."+string(r.Other.Cause)), r.Other.Report)
}
