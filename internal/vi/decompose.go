package vi

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// room is how long a decomposed word or short text may be that needs no memory
// of its own.
const room = 128

// appendNFD appends s with its marks beside the letters, as norm.NFD.String
// gives it. Precomposed Vietnamese, which is nearly all there is, is taken
// letter by letter from norm's tables: to normalise costs a buffer each time.
func appendNFD(out []byte, s string) []byte {
	start := len(out)
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case r < 0x300, 0x1EA0 <= r && r <= 0x1EFF:
			if parts := norm.NFD.PropertiesString(s[i:]).Decomposition(); parts != nil {
				out = append(out, parts...)
			} else {
				out = utf8.AppendRune(out, r)
			}
		default: // marks by themselves, which have an order, or no Latin
			return append(out[:start], norm.NFD.String(s)...)
		}
	}
	return out
}
