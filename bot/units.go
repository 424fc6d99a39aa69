package bot

import (
	"unicode"
	"unicode/utf8"
)

// UTF16 counts a text's UTF-16 code units, as Telegram and Zalo do: two for
// what lies beyond the first 65,536 characters.
func UTF16(text string) int {
	n := 0
	for _, r := range text {
		if r > 0xFFFF {
			n++
		}
		n++
	}
	return n
}

// Split cuts a text into parts of at most limit units: at line ends where it
// can, else between words, else between characters, but never between a
// letter and its marks (a lone run of marks longer than limit excepted). The
// white space at a cut is dropped; no part is empty. A limit below 1 is none.
func Split(text string, limit int, units func(string) int) []string {
	return splitFrom(text, limit, limit, units)
}

// splitFrom is Split with another limit for the first part.
func splitFrom(text string, first, limit int, units func(string) int) []string {
	if units == nil {
		units = utf8.RuneCountInString
	}
	var parts []string
	for text = trimEnd(text); text != ""; {
		head, rest := text, ""
		if limit > 0 {
			head, rest = cut(text, first, units)
		}
		if head = trimEnd(head); head != "" {
			parts = append(parts, head)
		}
		text, first = rest, limit
	}
	return parts
}

// cut takes the longest good beginning of at most limit units off a text.
func cut(text string, limit int, units func(string) int) (head, rest string) {
	limit = max(limit, 1)
	if len(text) <= 4*limit && units(text) <= limit { // most texts
		return text, ""
	}
	fits := longest(text, limit, units)
	if fits == len(text) {
		return text, ""
	}
	for _, at := range []byte{'\n', ' '} {
		for i := fits; i > 0; i-- {
			if text[i] == at && trimEnd(text[:i]) != "" {
				return text[:i], text[i+1:]
			}
		}
	}
	whole := fits
	for whole > 0 && clings(text, whole) {
		_, size := utf8.DecodeLastRuneInString(text[:whole])
		whole -= size
	}
	if whole == 0 {
		whole = fits
	}
	return text[:whole], text[whole:]
}

// longest gives the bytes of the longest beginning of whole characters within
// limit units, one character at least.
func longest(text string, limit int, units func(string) int) int {
	var ends []int // where characters end
	for i := range text {
		if i > 0 {
			ends = append(ends, i)
		}
		if len(ends) > limit { // a character is a unit at least
			break
		}
	}
	if len(ends) <= limit {
		ends = append(ends, len(text))
	}
	low, high := 0, len(ends)-1 // ends[low] is taken whatever it counts
	for low < high {
		middle := (low + high + 1) / 2
		if units(text[:ends[middle]]) <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return ends[low]
}

// clings tells whether what begins at i belongs to the character before it.
func clings(text string, i int) bool {
	after, _ := utf8.DecodeRuneInString(text[i:])
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	const joiner = '\u200d'
	skin := after >= 0x1F3FB && after <= 0x1F3FF
	return unicode.In(after, unicode.M) || skin || after == joiner || before == joiner ||
		after == '\n' && before == '\r'
}

// trimEnd drops white space that ends a text.
func trimEnd(text string) string {
	for text != "" {
		r, size := utf8.DecodeLastRuneInString(text)
		if !unicode.IsSpace(r) {
			break
		}
		text = text[:len(text)-size]
	}
	return text
}
