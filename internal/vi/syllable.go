package vi

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// onsets and rhymes are what Vietnamese syllables are made of, tones apart.
const (
	onsets = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
	rhymes = "a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây " +
		"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu " +
		"o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot " +
		"ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uê uêch uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôp uôt up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu " +
		"ư ưa ưc ưi ưm ưn ưng ươ ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ac âng iêp uc"
)

// syllables is the set of onsets and rhymes.
type syllables struct {
	onsets, rhymes map[string]bool
	bare           map[string]bool // rhymes without marks
}

func newSyllables() syllables {
	set := func(list string) map[string]bool {
		m := map[string]bool{"": true}
		for s := range strings.FieldsSeq(list) {
			m[s] = true
		}
		return m
	}
	s := syllables{set(onsets), set(rhymes), set(Fold(rhymes))}
	delete(s.rhymes, "")
	return s
}

// valid tells whether small letters without a tone make a syllable, and a
// tone may stand on it.
func (s syllables) valid(letters string, tone rune) bool {
	for cut := min(3, len(letters)-1); cut >= 0; cut-- {
		onset, rhyme := letters[:cut], letters[cut:]
		if !s.onsets[onset] || !s.rhymes[rhyme] {
			continue
		}
		stopped := strings.HasSuffix(rhyme, "c") || strings.HasSuffix(rhyme, "ch") || strings.HasSuffix(rhyme, "p") || strings.HasSuffix(rhyme, "t")
		if !stopped || tone == 0x301 || tone == 0x323 {
			return true
		}
	}
	return false
}

// compose sets a tone on the vowel that bears it.
func compose(letters string, tone rune) string {
	if tone == 0 {
		return letters
	}
	runes := []rune(letters)
	at := toneSeat(runes)
	if at < 0 {
		return letters
	}
	return norm.NFC.String(string(runes[:at+1]) + string(tone) + string(runes[at+1:]))
}

// toneSeat finds the vowel for the tone: the last marked one, else the middle
// of three or the first of two that end the word, else the last.
func toneSeat(runes []rune) int {
	var vowels []int
	marked := -1
	for i, r := range runes {
		if !strings.ContainsRune("aăâeêioôơuưy", r) {
			continue
		}
		if (r == 'u' && i > 0 && runes[i-1] == 'q' || r == 'i' && i == 1 && runes[0] == 'g') && i+1 < len(runes) && strings.ContainsRune("aăâeêioôơuưy", runes[i+1]) {
			continue
		}
		vowels = append(vowels, i)
		if strings.ContainsRune("ăâêôơư", r) {
			marked = i
		}
	}
	switch {
	case marked >= 0:
		return marked
	case len(vowels) == 0:
		return -1
	case len(vowels) == 1:
		return vowels[0]
	case len(vowels) == 2 && vowels[1] == len(runes)-1:
		return vowels[0]
	default:
		return vowels[1]
	}
}
