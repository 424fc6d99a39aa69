package understand

import (
	"slices"
	"strings"

	"baophu/internal/place"
	"baophu/internal/vi"
)

// Regions do not tell all sounds apart, and people write a name as they say
// it: "bản Pún" is Púm, "bản Dửng" Dửn, "ca lap" Ka Láp, "bu giắp" Bu Dấp.

// onsets are the beginnings of syllables that some region says alike, longest
// first, with one letter for each sound.
var onsets = [][2]string{
	{"ngh", "N"}, {"ng", "N"}, {"nh", "J"}, {"gh", "g"}, {"gi", "d"}, {"tr", "C"}, {"ch", "C"}, {"th", "T"}, {"kh", "K"}, {"ph", "F"}, {"qu", "kw"},
	{"x", "s"}, {"r", "d"}, {"v", "d"}, {"l", "n"}, {"c", "k"}, {"q", "k"}, {"f", "F"},
}

// endings are the ends of syllables that some region says alike.
var endings = [][2]string{{"ng", "n"}, {"nh", "n"}, {"m", "n"}, {"ch", "t"}, {"c", "t"}, {"k", "t"}, {"p", "t"}}

// vowels are the folded letters that a syllable turns on.
const vowels = "aeiouy"

// heardAs spells a folded syllable as it sounds where fewest sounds are told
// apart.
func heardAs(fold string) string {
	onset, rest := "", fold
	for _, o := range onsets {
		if after, ok := strings.CutPrefix(fold, o[0]); ok && after != "" && (o[0] != "gi" || strings.ContainsAny(after[:1], vowels)) {
			onset, rest = o[1], after
			break
		}
	}
	if onset == "" && fold != "" && !strings.ContainsAny(fold[:1], vowels) {
		onset, rest = fold[:1], fold[1:]
	}
	for _, e := range endings {
		if before, ok := strings.CutSuffix(rest, e[0]); ok && before != "" {
			rest = before + e[1]
			break
		}
	}
	rest = strings.ReplaceAll(rest, "y", "i")
	spelt := []byte(onset)
	for i := range len(rest) {
		if i == 0 || rest[i] != rest[i-1] {
			spelt = append(spelt, rest[i])
		}
	}
	return string(spelt)
}

// marksOf are the marks and the tone of a key: "ửng" and "ửn" have the same.
func marksOf(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return -1
		}
		return r
	}, key)
}

// heard finds the one village of the speaker's that sounds like the words at
// i, where none beside it is written as they are.
func (t *tagger) heard(i int, kind string) ([]place.Code, int) {
	if i >= len(t.words) || t.words[i].Kind != vi.Letters {
		return nil, 0
	}
	first, found, length := heardAs(t.words[i].Fold), -1, 0
	for k, v := range t.own {
		if v.parts[0].heard != first || kind != "" && kind != v.kind {
			continue
		}
		switch n := t.heardLike(v, i, kind); {
		case n == 0 || n < length:
		case n == length:
			found = -1 // two of them sound so
		default:
			found, length = k, n
		}
	}
	if found < 0 || t.neighbour(t.own[found].code, t.words[i:i+length]) {
		return nil, 0
	}
	return []place.Code{t.own[found].code}, length
}

// heardLike gives how many words at i sound like a village's name; 0 where
// they do not, or may as well be said of something else.
func (t *tagger) heardLike(v village, i int, kind string) int {
	n := len(v.parts)
	if i+n > len(t.words) || v.run == "" {
		return 0
	}
	letters, rare := 0, 0
	for k, p := range v.parts {
		w := t.words[i+k]
		if p.number > 0 {
			if numeral(w) != p.number {
				return 0
			}
			continue
		}
		if w.Kind != vi.Letters || heardAs(w.Fold) != p.heard || !w.Bare() && strings.HasPrefix(w.Key, "đ") != strings.HasPrefix(p.key, "đ") {
			return 0
		}
		letters++
		if !t.everyday[w.Fold] && (w.Fold == p.fold || !t.common(i+k)) {
			rare++
		}
	}
	switch {
	case letters > 1 && kind != "":
	case letters > 1:
		if rare == 0 || !t.villageStands(i, i+n) {
			return 0
		}
	case !t.heardAlone(v.parts[0], i, kind, n):
		return 0
	}
	return n
}

// heardAlone decides on a name of one syllable: its marks must be there, and
// no word of every day. "ban dung" may be "bán đúng"; "bản dung" is a village.
func (t *tagger) heardAlone(p part, i int, kind string, n int) bool {
	w := t.words[i]
	switch {
	case len(p.fold) < 2 || len(w.Fold) < 2 || t.common(i) && !(kind != "" && w.Upper() && !t.shouts()):
		return false
	case w.Bare():
		marked := i > 0 && !t.words[i-1].Bare() || marksOf(p.key) == "" && kind != ""
		return kind != "" && (marked || !t.everyday[w.Fold])
	case marksOf(w.Key) != marksOf(p.key):
		return false
	case kind != "":
		return true
	}
	return w.Fold[0] == p.fold[0] && t.villageStands(i, i+n)
}

// common tells whether the word at i is one of reports or of what is told
// beside them.
func (t *tagger) common(i int) bool {
	w := t.words[i]
	if _, _, known := t.lexicon.Longest(t.words[i:i+1], 0); known || t.narrative[w.Key] || t.describers[w.Key] || t.plainWord[w.Key] {
		return true
	}
	_, _, thing := t.others.Longest(t.words[i:i+1], 0)
	return thing
}

// villageStands tells whether a village is expected at words[i:end]: a
// statement begins there, and a number or "không" follows.
func (t *tagger) villageStands(i, end int) bool {
	if i != t.at {
		return false
	}
	switch t.prev() {
	case strong, comma, span, reporting, colon, and, total, dash, open, unit, strange:
	case filler:
		if slices.ContainsFunc(t.items, func(it item) bool {
			return it.class != filler && it.class != strong && it.class != comma && it.class != reporting
		}) {
			return false
		}
	default:
		return false
	}
	if end >= len(t.words) {
		return false
	}
	if w := t.words[end]; w.Text == ":" || w.Is(keyDuoc) || w.Is(keyDc) || w.Is(keyCo) {
		end++
	}
	if s, ok := t.when.Read(t.words, end, t.today); ok && s.Sure {
		end += s.Len
	}
	c := t.peek(end)
	return end < len(t.words) && (c == count || c == zero || c == no || t.spelled(end))
}

// neighbour tells whether a village beside one of the speaker's is written as
// the words are: then it may be meant.
func (t *tagger) neighbour(code place.Code, typed []vi.Word) bool {
	u, ok := t.tree.Unit(code)
	if !ok {
		return true
	}
	folds := make([]string, 0, len(typed))
	for _, w := range typed {
		folds = append(folds, w.Fold)
	}
	name := strings.Join(folds, " ")
	return slices.ContainsFunc(t.tree.Children(u.Parent, 0), func(c place.Code) bool {
		o, ok := t.tree.Unit(c)
		return ok && c != code && vi.Fold(o.Name) == name
	})
}

// goesOnAsName tells whether a word that is known begins the name of another
// village: the "bù" of "bon bu đăng 2 hgđ".
func (t *tagger) goesOnAsName(i int) bool {
	if i+2 >= len(t.words) || t.words[i+1].Kind != vi.Letters || t.peek(i+1) != other || t.peek(i+2) != count && t.peek(i+2) != zero {
		return false
	}
	_, slip := t.residue.Telex(t.words[i+1].Text) // "bon bu daaps 1 tn"
	return !slip
}
