package understand

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"baophu/internal/coverage"
	"baophu/internal/place"
	"baophu/internal/vi"
)

// A message beyond these bounds is not read, rather than read in part; no
// chat lets anybody write so much.
const (
	longest   = 16 << 10 // bytes
	mostWords = 1200
)

// Reader reads messages. It never changes once made: any number of goroutines
// may use it.
type Reader struct {
	tree       *place.Tree
	index      *place.Index
	when       *vi.When
	residue    *vi.Residue
	reports    vi.Lexicon[sense] // the words of reports
	fixes      vi.Lexicon[sense] // those of corrections, then of reports
	asks       vi.Lexicon[sense] // those of questions, then of reports
	kinds      vi.Lexicon[villageKind]
	cautions   vi.Lexicon[cautious]
	repairs    vi.Lexicon[repairKind]
	erringOf   vi.Lexicon[bool]  // words of erring; false for what only looks like one
	others     vi.Lexicon[bool]  // words of other things
	turns      vi.Lexicon[where] // words that turn what a number says
	asking     vi.Lexicon[bool]  // words by which a message asks or orders
	deeds      vi.Lexicon[bool]  // what people do who are counted for something else
	commands   map[string]Command
	rules      []questionRule
	surnames   map[string]bool
	privates   []privateKind
	known      *named // villages made ready so far
	whole      map[string]Meaning
	everyday   map[string]bool  // folded
	small      map[string]bool  // folded
	plainWord  map[string]bool  // keys
	turning    map[string]bool  // keys, and folded words behind a blank
	narrative  map[string]bool  // keys
	describers map[string]bool  // keys
	phrases    []string         // such, folded
	ways       vi.Lexicon[bool] // of what a question is that names no place
}

type villageKind struct {
	level place.Level
	word  string // the kind itself, folded
	short bool
}

// NewReader makes a reader for the units of a tree.
func NewReader(tree *place.Tree, index *place.Index) *Reader {
	r := &Reader{known: &named{}, tree: tree, index: index, when: vi.NewWhen(), residue: vi.NewResidue(), commands: map[string]Command{}, rules: questionRules(), surnames: map[string]bool{}, privates: privateKinds(), whole: wholes(), everyday: map[string]bool{}, small: map[string]bool{}, plainWord: plainSet(), turning: turningSet(), narrative: narrates(), describers: describing()}
	r.fixes.Marked, r.reports.Marked, r.cautions.Marked, r.others.Marked = true, true, true, true
	fill(&r.fixes, correctionWords(), reportWords())
	r.asks.Marked = true
	fill(&r.asks, questionWords(), reportWords())
	fill(&r.reports, reportWords())
	r.fillDeeds()
	r.fillCautions()
	r.fillErring()
	r.fillRepairs()
	r.fillAsking()
	r.fillPlain()
	r.turns.Marked = true
	for _, row := range turning() {
		r.turns.Add(row.phrases, row.where)
	}
	r.others.Add(otherTopics, true)
	for _, k := range place.Kinds() {
		r.kinds.Add(k.Word, villageKind{k.Level, vi.Fold(k.Word), false})
		for _, short := range k.Shorts {
			r.kinds.Add(short, villageKind{k.Level, vi.Fold(k.Word), true})
		}
	}
	for _, c := range Commands() {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			r.commands[name] = c
		}
	}
	for name := range strings.FieldsSeq(surnames) {
		r.surnames[name] = true
	}
	for word := range strings.FieldsSeq(smallWords) {
		r.small[word] = true
	}
	for word := range strings.FieldsSeq(everydayWords) {
		r.everyday[word] = true
	}
	return r
}

// For gives a reader of the same words for the units of another tree.
func (r *Reader) For(tree *place.Tree, index *place.Index) *Reader {
	other := *r
	other.tree, other.index, other.known = tree, index, &named{}
	return &other
}

func fill(l *vi.Lexicon[sense], tables ...[]row) {
	for _, table := range tables {
		for _, row := range table {
			l.Add(row.phrases, sense{row.class, row.value})
		}
	}
	for word := range strings.SplitSeq(zeroPhrases(), "|") {
		l.Add(word, sense{zero, ""})
	}
	l.Add(fillerWords, sense{filler, ""})
}

// reading is the work on one message.
type reading struct {
	*Reader
	setting  Setting
	today    vi.Day
	text     string // cleaned
	words    []vi.Word
	own      []village
	hits     []place.Hit
	scanned  bool
	wavers   bool     // a word may say that people left, or something else
	spent    [][2]int // words of clauses that only repeat what was reported
	tagged   map[*vi.Lexicon[sense]][]item
	parted   parted
	typed    string // what was set beside villages last
	sound    string // as it sounds
	argument bool   // of a command that is about a place
	given    bool   // the place stands before it, by its code
	pasted   bool   // it is a table
	unmended bool   // it puts itself right, and not so that it could be followed
}

// Read says what a text means. It never fails: what cannot be read is Unclear.
func (r *Reader) Read(text string, s Setting) Meaning {
	clean := spelledOut(unquoted(vi.Clean(strings.ReplaceAll(clip(text), `\n`, "\n"))))
	if s.Speaker.Role == coverage.Agent {
		clean = r.spokenDates(withoutGreeting(vietnamese(clean, s.Speaker.Role)))
	}
	g := r.begin(clean, s)
	if m, ok := g.private(); ok {
		return m
	}
	if len(text) > longest || len(g.words) > mostWords {
		return Meaning{Intent: Unclear}
	}
	if m, ok := g.slash(); ok {
		return m
	}
	if m, ok := r.grid(text, s); ok {
		return m
	}
	if better, ok := g.recounted(); ok {
		g = better
	}
	if m, ok := g.organised(); ok {
		return m
	}
	if m, ok := g.personal(); ok {
		return m
	}
	if m, ok := g.asksPolicy(); ok {
		return m
	}
	g, off := g.onTopic()
	if off {
		return Meaning{Intent: Unclear}
	}
	g, _ = g.repaired()
	m, unknown := g.plain()
	if unknown == 0 && len(m.Ask) == 0 {
		return m
	}
	if text, ok := g.residue.VNI(g.text); ok { // "ba3n pum1 3 hgd9" has no unknown word
		better, left := g.begin(text, s).plain()
		if left <= unknown && better.Intent != Unclear && (left < unknown || len(better.Ask) < len(m.Ask)) {
			return better
		}
	}
	if unknown == 0 {
		return m
	}
	if again, ok := g.restored(); ok {
		better, left := again.plain()
		if left < unknown && better.Intent != Unclear && !m.placedBetter(better) {
			return better
		}
	}
	return m
}

// personal reads what is said of one's own work, and no report: leave, and how
// the bot is used.
func (g *reading) personal() (Meaning, bool) {
	if !slices.ContainsFunc(g.words, func(w vi.Word) bool {
		switch w.Fold {
		case "nghi", "lai", "phep", "nao", "gi", "sao", "dau", "khong", "ko", "k", "hay", "ntn":
			return true
		}
		return false
	}) {
		return Meaning{}, false
	}
	items := g.tag(&g.reports)
	if m, ok := g.leave(items); ok {
		return m, true
	}
	if g.howTo(items) || g.asksAbilities() {
		return Meaning{Intent: Help}, true
	}
	return Meaning{}, false
}

// unquoted leaves out what is quoted of another message: whole lines, and
// words with figures between quotation marks where there are figures besides.
func unquoted(clean string) string {
	clean = withoutQuotations(clean)
	if !strings.Contains(clean, ">") {
		return clean
	}
	var kept []string
	for line := range strings.SplitSeq(clean, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), ">") {
			kept = append(kept, line)
		}
	}
	if text := strings.Join(kept, "\n"); strings.TrimSpace(text) != "" {
		return text
	}
	return clean
}

// withoutQuotations leaves out "hôm nay 5 hgđ" of what somebody else wrote.
func withoutQuotations(clean string) string {
	if !strings.ContainsAny(clean, "\"“”") {
		return clean
	}
	var b strings.Builder
	rest := clean
	for {
		from := strings.IndexAny(rest, "\"“")
		if from < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(rest[from:])
		end := strings.IndexAny(rest[from+size:], "\"”")
		if end < 0 {
			break
		}
		said := rest[from+size : from+size+end]
		b.WriteString(rest[:from])
		if len(strings.Fields(said)) < 3 || !strings.ContainsAny(said, "0123456789") {
			b.WriteString(said)
		}
		_, last := utf8.DecodeRuneInString(rest[from+size+end:])
		rest = rest[from+size+end+last:]
	}
	b.WriteString(rest)
	if left := b.String(); strings.ContainsAny(timeOfDay.ReplaceAllString(left, ""), "0123456789") {
		return left
	}
	return withoutMarks(clean)
}

// timeOfDay is 16h45 or 16:45: no figure beside what is quoted.
var timeOfDay = regexp.MustCompile(`\b\d{1,2}(h|g|:)\d{0,2}\b`)

// sentOn is how a message begins that only hands on another, and what may
// stand behind that.
var sentOn = regexp.MustCompile(`(?i)^\s*(fwd?|forwarded|chuyển tiếp|chuyen tiep|tin chuyển tiếp)\s*:\s*["“]([^"“”]+)["”].*$`)

// withoutMarks gives what is quoted itself, where a message only hands it on.
func withoutMarks(clean string) string {
	if m := sentOn.FindStringSubmatch(clean); m != nil {
		return m[2]
	}
	return clean
}

func clip(text string) string {
	if len(text) <= longest {
		return text
	}
	cut := longest
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}

func (r *Reader) begin(clean string, s Setting) *reading {
	g := &reading{Reader: r, setting: s, text: clean}
	g.today = vi.DayOf(s.Now, s.Location)
	g.words = vi.Words(clean)
	g.own = r.known.villages(r, s.Speaker.Villages)
	return g
}

// restored is the message with what input methods left behind put right.
func (g *reading) restored() (*reading, bool) {
	text, changed := g.residue.VNI(g.text)
	if !changed {
		text, changed = g.telex()
	}
	if !changed {
		return nil, false
	}
	return g.begin(text, g.setting), true
}

// telex restores the words that mean nothing as they stand.
func (g *reading) telex() (string, bool) {
	var b strings.Builder
	last, changed := 0, false
	for _, it := range g.tag(&g.reports) {
		if it.class != other && it.class != strange && it.value != unnamed {
			continue
		}
		for _, w := range g.words[it.from:it.to] {
			if word, ok := g.residue.Telex(w.Text); ok && !g.spelledPlace(w) {
				b.WriteString(g.text[last:w.Start])
				b.WriteString(word)
				last, changed = w.End, true
			}
		}
	}
	b.WriteString(g.text[last:])
	return b.String(), changed
}

// spelledPlace tells whether a word is in the name of a place that is spelled
// letter by letter: the "khoong" of Chiềng Khoong.
func (g *reading) spelledPlace(w vi.Word) bool {
	return slices.ContainsFunc(g.scan(g.near()), func(h place.Hit) bool {
		return h.End-h.Start > 1 && h.Matches[0].Cost == 0 && g.words[h.Start].Start <= w.Start && w.End <= g.words[h.End-1].End
	})
}

// plain reads the message as it stands, and counts the words it made nothing of;
// what is left over is asked about before anything is booked.
func (g *reading) plain() (Meaning, int) {
	m, unknown := g.asItStands()
	g.assure(&m)
	return m, unknown
}

func (g *reading) asItStands() (Meaning, int) {
	items := g.remainder(g.migrated(g.tag(&g.reports)))
	unknown := 0
	for _, it := range items {
		if it.class == other || it.class == strange {
			unknown += it.to - it.from
		}
	}
	if m, ok := g.short(items); ok {
		return m, 0
	}
	if m, ok := g.reviewing(); ok {
		return m, 0
	}
	if m, ok := g.numbered(); ok {
		return m, 0
	}
	if m, ok := g.movedTo(false); ok && g.agent() {
		return m, 0
	}
	if m, ok := g.administers(); ok {
		return m, 0
	}
	follows := len(g.words) > 2 && g.words[0].Fold == "theo" && g.words[1].Fold == "doi" // "theo doi Mường Sại" corrects nothing
	if m, ok := g.correction(); ok && !follows && (g.agent() || !g.asksAnyway(items)) {
		return m, unknown
	}
	if g.idle(items) {
		return Meaning{Intent: Unclear}, unknown
	}
	if m, ok := g.question(items); ok {
		return m, unknown
	}
	told, doubt := g.told(items)
	if m, ok := g.report(told); ok {
		if doubt {
			m.doubt()
		}
		m.Also = g.asideQuestion(items, m)
		return m, unknown
	}
	return g.bare(), unknown
}

// asksAnyway tells whether somebody who reports nothing asks with the words of
// a correction: "Đam Rông 3 bao nhiêu rồi, không phải Đam Rông 2".
func (g *reading) asksAnyway(items []item) bool {
	m, ok := g.question(items)
	return ok && m.Intent != Unclear
}

// agent tells whether the speaker reports.
func (g *reading) agent() bool { return g.setting.Speaker.Role == coverage.Agent }
