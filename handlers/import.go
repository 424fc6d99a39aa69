package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"baophu/bot"
	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/sheet"
	"baophu/internal/understand"
)

// Imports is where the reference records are kept that a file changes.
type Imports interface {
	Records(ctx context.Context) (coverage.Records, error)
	// Held gives what is kept already of what an amendment names besides records.
	Held(ctx context.Context, a coverage.Amendment) (coverage.Held, error)
	// Amend writes all of an amendment with its line in the audit log, or nothing.
	Amend(ctx context.Context, a coverage.Amendment) (revision int64, err error)
}

// Fetch gives the bytes of a file that came by a chat; bot.ErrTooBig.
type Fetch func(ctx context.Context, from bot.Address, f bot.File) ([]byte, error)

// pending is a file that was tried and waits for a word. Where the platform
// keeps the file it is fetched again by its name there, else it is kept here;
// and so is one that is known by a link alone, which may not hold for long.
type pending struct {
	Name    string `json:"name"`
	Ref     string `json:"ref,omitempty"`
	Packed  []byte `json:"packed,omitempty"`
	Digest  string `json:"digest"`  // of the bytes: what is written is what was shown
	Changes string `json:"changes"` // digest of what the dry run said
}

// mark tells one file from another, so that the button below an older dry run
// does not import the file of a newer one.
func (p pending) mark() string { return p.Digest[:6] }

// importWord is what the button below a dry run sends.
var importWord = regexp.MustCompile(`^nhap [0-9a-f]{6}$`)

// The most of an answer: faults, warnings and postings shown.
const (
	faultsShown   = 10
	warningsShown = 5
)

// document takes a file that an admin sends: a dry run, and nothing written.
func (v *visit) document(ctx context.Context) (answer, error) {
	switch {
	case !v.known():
		return v.stranger(), nil
	case !v.person.Has(coverage.Admin) && v.person.Has(coverage.Agent):
		return v.reply("import.agents", v.example(v.person)), nil
	case !v.person.Has(coverage.Admin):
		return v.reply("import.officials"), nil
	case v.msg.Group:
		return v.reply("import.private"), nil
	case v.imports == nil || v.msg.File == nil:
		return v.reply("other.file"), nil
	case !mayHoldTable(v.msg.File.Name):
		return v.reply("import.type"), nil
	}
	content, a, ok := v.fetched(ctx, *v.msg.File)
	if !ok {
		return a, ctx.Err()
	}
	p := pending{Name: shownName(v.msg.File.Name), Ref: v.msg.File.Ref, Digest: digest(content)}
	if p.Ref == "" || isLink(p.Ref) {
		p.Packed = pack(content)
	}
	switch {
	case len(p.Packed) <= mostPacked:
	case p.Ref == "":
		return v.reply("import.keep"), nil
	default:
		p.Packed = nil
	}
	return v.tryImport(ctx, p, content)
}

func isLink(ref string) bool { return strings.Contains(ref, "://") }

// mayHoldTable tells whether a file's name does not speak against a table. The
// content alone decides.
func mayHoldTable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls":
		return true
	}
	return false
}

// numberInName is what a phone, identity, insurance or card number looks like
// in the name of a file.
var numberInName = regexp.MustCompile(`(?i)[a-z]{2}[ .-]?\d(?:[ .-]?\d){12}|(?:\+?84|0)[ .-]?[35789](?:[ .-]?\d){8}|\d{3}[ .-]\d{3}[ .-]\d{6}|\d{9,}`)

// shownName keeps a file's name to one short line, without anybody's number: it
// is said back, logged and kept.
func shownName(name string) string {
	name = numberInName.ReplaceAllString(strings.Join(strings.Fields(name), " "), "…")
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:59]) + "…"
	}
	if name == "" {
		return "tệp"
	}
	return name
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// fetched gives a file's bytes, or what to answer instead.
func (v *visit) fetched(ctx context.Context, f bot.File) ([]byte, answer, bool) {
	content, err := f.Bytes, error(nil)
	if content == nil && f.Ref != "" && v.fetch != nil {
		content, err = v.fetch(ctx, v.msg.From, f)
	}
	switch {
	case errors.Is(err, bot.ErrTooBig), err == nil && len(content) > sheet.MaxBytes:
		return nil, v.reply("import.big", sheet.MaxBytes>>20), false
	case err != nil:
		v.log.WarnContext(ctx, "fetch a file that was sent", "channel", v.msg.From.Channel, "error", err)
		return nil, v.reply("import.fetch"), false
	}
	return content, answer{}, true
}

// tried is what a dry run came to.
type tried struct {
	amendment coverage.Amendment
	changes   []sheet.Change
	faults    []sheet.Fault
}

// same tells whether the records hold all of it already.
func (t tried) same() bool {
	return !slices.ContainsFunc(t.changes, func(c sheet.Change) bool { return c.Added+c.Changed > 0 })
}

func (t tried) digest() string {
	var all strings.Builder
	for _, c := range t.changes {
		fmt.Fprintln(&all, c)
	}
	return digest([]byte(all.String()))
}

// dryRun reads a file against the records, within what the admin may change.
func (v *visit) dryRun(ctx context.Context, name string, content []byte) (tried, error) {
	known, err := v.imports.Records(ctx)
	if err != nil {
		return tried{}, fmt.Errorf("read the records: %w", err)
	}
	var t tried
	t.amendment, t.faults = sheet.ReadWithin([]sheet.Source{{Name: name, Bytes: content}}, known, v.today, v.mayImport)
	if sheet.Refused(t.faults) {
		return t, nil
	}
	people, err := v.heldElsewhere(ctx, namedIn(t.amendment))
	if err != nil {
		return t, err
	}
	t.faults = append(t.faults, people...)
	held, err := v.imports.Held(ctx, t.amendment)
	t.changes = sheet.Diff(known, held, t.amendment)
	return t, err
}

// mayImport tells whether the person is an admin of a unit; of one that
// ended, on its last day.
func (v *visit) mayImport(u place.Code) bool {
	day := v.today
	if unit, ok := v.book.Tree.Unit(u); ok && !unit.To.IsZero() && unit.To < day {
		day = unit.To
	}
	return v.book.MayAdminister(v.person, u, day)
}

// namedIn gives the names of the people an amendment changes, or books reports of.
func namedIn(a coverage.Amendment) []string {
	var names []string
	for _, p := range a.People {
		names = append(names, p.Name)
	}
	for _, name := range a.Agents {
		if name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// heldElsewhere refuses people who hold other units than the admin's: a person
// is known by name, and a namesake elsewhere is another's to change. Who was
// dismissed is nobody's: a file that names them means somebody new.
func (v *visit) heldElsewhere(ctx context.Context, names []string) ([]sheet.Fault, error) {
	var faults []sheet.Fault
	for _, name := range names {
		people, err := v.service.Roll.ByName(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("read who is named so: %w", err)
		}
		held := slices.ContainsFunc(people, func(p coverage.Person) bool {
			return p.Name == name && p.Status != coverage.Gone && slices.ContainsFunc(p.Grants, func(g coverage.Grant) bool { return !v.mayImport(g.Unit) })
		})
		if held {
			faults = append(faults, sheet.Fault{Reason: v.say("import.held", name)})
		}
	}
	return faults, nil
}

// tryImport answers with what a file would change, and waits for a word.
func (v *visit) tryImport(ctx context.Context, p pending, content []byte) (answer, error) {
	t, err := v.dryRun(ctx, p.Name, content)
	if err != nil {
		return answer{}, err
	}
	switch {
	case sheet.Refused(t.faults):
		return v.importRefused(p, t), nil
	case t.same():
		return v.reply("import.same", p.Name), nil
	}
	text := v.changeLines(t)
	for n, f := range t.faults {
		if n == warningsShown {
			text = append(text, v.say("import.moreWarnings", len(t.faults)-n))
			break
		}
		text = append(text, "– "+v.fault(f))
	}
	p.Changes = t.digest()
	a := v.wait(waiting{Kind: waitImport, Import: &p}, lines(append(text, v.say("import.confirm"))...),
		[]option{{v.say("button.import"), "nhập " + p.mark()}, {v.say("choice.no"), "không"}})
	a.replies[0].Title = v.say("import.dry", p.Name)
	return a, nil
}

func (v *visit) changeLines(t tried) []string {
	var text []string
	for _, c := range t.changes {
		line := c.String()
		if v.english {
			line = c.English()
		}
		text = append(text, capital(line))
	}
	return text
}

// fault is a fault as the person reads.
func (v *visit) fault(f sheet.Fault) string {
	if v.english {
		return f.English()
	}
	return f.String()
}

// importRefused lists what is wrong, row by row.
func (v *visit) importRefused(p pending, t tried) answer {
	wrong := slices.DeleteFunc(slices.Clone(t.faults), func(f sheet.Fault) bool { return f.Warning })
	var text []string
	for n, f := range wrong {
		if n == faultsShown {
			text = append(text, v.say("import.moreFaults", len(wrong)-n))
			break
		}
		f.File = "" // it is in the title
		text = append(text, fmt.Sprintf("%d. %s", n+1, strings.TrimLeft(v.fault(f), ",: ")))
	}
	return answer{replies: []bot.Reply{{Title: v.say("import.refused", p.Name, len(wrong)), Text: lines(append(text, v.say("import.mend"))...)}}}
}

// confirmImport takes a word for the file that waits; anything else is a
// message of its own, and the file waits on.
func (v *visit) confirmImport(ctx context.Context, w waiting, said string) (answer, bool, error) {
	if w.Import == nil {
		return answer{}, false, nil
	}
	if !isWord(said, "có", "nhập", "nhập "+w.Import.mark()) && v.meaning.Intent != understand.Confirm {
		return answer{}, false, nil
	}
	a, err := v.imported(ctx, *w.Import)
	return a, true, err
}

// imported writes the file that waits, if it would still change just what was
// shown; and sets new official counts beside what the tallies said.
func (v *visit) imported(ctx context.Context, p pending) (answer, error) {
	if !v.person.Has(coverage.Admin) {
		return v.reply("import.officials"), nil
	}
	f := bot.File{Name: p.Name, Ref: p.Ref}
	if len(p.Packed) > 0 {
		f.Bytes = unpack(p.Packed)
	}
	content, a, ok := v.fetched(ctx, f)
	switch {
	case !ok:
		a.keep = nil
		return a, ctx.Err()
	case digest(content) != p.Digest:
		return v.reply("import.fetch"), nil
	}
	t, err := v.dryRun(ctx, p.Name, content)
	switch {
	case err != nil:
		return answer{}, err
	case sheet.Refused(t.faults):
		return v.importRefused(p, t), nil
	case t.same():
		return v.reply("import.already", p.Name), nil
	case t.digest() != p.Changes: // the records moved meanwhile: it is shown again
		return v.tryImport(ctx, p, content)
	}
	t.amendment.By = v.person.ID
	t.amendment.Note = "import " + p.Name + " · " + v.msg.From.String() + "/" + v.msg.ID
	revision, err := v.imports.Amend(ctx, t.amendment)
	if err != nil {
		return answer{}, fmt.Errorf("write an import: %w", err)
	}
	v.service.Library.Refresh()
	if v.book, err = v.service.Library.Book(ctx); err != nil {
		return answer{}, err
	}
	replies := []bot.Reply{{Title: v.say("import.done", p.Name), Text: lines(append(v.changeLines(t), v.say("import.revision", revision))...)}}
	more, err := v.afterCounts(ctx, t.amendment.Records.Baselines)
	if err != nil {
		v.log.WarnContext(ctx, "reconcile after an import", "error", err) // what was written stands
	}
	return answer{replies: append(replies, more...)}, nil
}

// afterCounts sets imported counts beside the tallies, an indicator a reply:
// commune by commune where the file has communes.
func (v *visit) afterCounts(ctx context.Context, counts []coverage.Baseline) ([]bot.Reply, error) {
	var replies []bot.Reply
	for _, d := range coverage.Catalogue() {
		var all, communes []place.Code
		var of []coverage.Baseline
		for _, b := range counts {
			if b.Indicator != d.Code || b.Participants < 0 || slices.Contains(all, b.Unit) {
				continue
			}
			all, of = append(all, b.Unit), append(of, b)
			if v.book.Tree.Level(b.Unit) == place.Commune {
				communes = append(communes, b.Unit)
			}
		}
		if len(all) == 0 {
			continue
		}
		if len(communes) > 0 {
			all = communes
		}
		from, to := of[0].AsOf, of[0].AsOf
		for _, b := range of {
			from, to = min(from, b.AsOf), max(to, b.AsOf)
		}
		r, err := v.service.ReconcileOf(ctx, all, d.Code, from, to)
		if err != nil {
			return replies, err
		}
		title := v.say("recon.imported", v.indicator(d.Code), to.Long())
		if len(r.Rows) == 0 {
			replies = append(replies, bot.Reply{Title: title, Text: v.say("recon.unknown", r.Unknown)})
			continue
		}
		reply, err := v.reconciliation(ctx, r, title, r.Rows[0].Unit, "")
		if err != nil {
			return replies, err
		}
		replies = append(replies, reply)
	}
	return replies, nil
}
