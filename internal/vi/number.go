package vi

import "strconv"

// Number is a number as it stands in a text.
type Number struct {
	Value    int64 // its digits; 953 for 95,3
	Decimals int   // digits behind the comma
	Len      int   // words it takes
	Spelled  bool  // in words
	Sure     bool  // of a spelled one: nothing else it could be
	Approx   bool  // "dăm", "hai ba": not an exact number
}

// Whole tells whether the number counts whole things.
func (n Number) Whole() bool { return n.Decimals == 0 }

// ReadNumber reads the number that begins at words[i]; ok is false for none.
func ReadNumber(words []Word, i int) (n Number, ok bool) {
	if i >= len(words) {
		return Number{}, false
	}
	if words[i].Kind == Digits {
		n, ok = readDigits(words, i)
		return scaled(words, i, n), ok
	}
	return readSpelled(words, i)
}

// readDigits reads 12, 1.324 (one thousand), 95,3 and 95.3.
func readDigits(words []Word, i int) (Number, bool) {
	text, decimals, used := words[i].Text, 0, 1
	grouped := false
	for {
		mark, part, ok := joined(words, i+used)
		if !ok || decimals > 0 {
			break
		}
		switch {
		case mark == "." && len(part) == 3 && len(words[i].Text) <= 3 && (grouped || words[i].Text != "0"):
			grouped = true
		case mark == "," && len(part) <= 4, mark == "." && !grouped && len(part) <= 2:
			decimals = len(part)
		default:
			mark = ""
		}
		if mark == "" {
			break
		}
		text += part
		used += 2
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return Number{}, false
	}
	return Number{Value: value, Decimals: decimals, Len: used, Sure: true}, true
}

// joined gives the mark at i and the digits behind it, all without blanks.
func joined(words []Word, i int) (mark, digits string, ok bool) {
	if i+1 >= len(words) || words[i].Kind != Mark || words[i].Space ||
		words[i+1].Kind != Digits || words[i+1].Space {
		return "", "", false
	}
	return words[i].Text, words[i+1].Text, true
}

// scaled reads what multiplies digits: "2 chục", "1 tá", "1 trăm".
func scaled(words []Word, i int, n Number) Number {
	next := i + n.Len
	if next >= len(words) || n.Decimals > 0 || n.Value > 1000 {
		return n
	}
	for _, s := range scales {
		if words[next].Key != s.key && (!s.bare || !words[next].Is(s.key)) {
			continue
		}
		n.Value *= s.times
		n.Len++
		if half := i + n.Len; half < len(words) && words[half].Is(keyHalf) {
			n.Value += s.times / 2
			n.Len++
		}
		break
	}
	return n
}

var (
	keyHalf = Key("rưỡi")
	scales  = []struct {
		key   string
		times int64
		bare  bool // also without marks
	}{
		{Key("chục"), 10, true}, {Key("tá"), 12, false}, {Key("trăm"), 100, true},
		{Key("đôi"), 2, false}, {Key("cặp"), 2, false}, {Key("mươi"), 10, true},
	}
)

// The words of numbers. A bare word such as "nam" may be something else.
type numeral struct {
	value int64
	role  numeralRole
	sure  bool // typed bare it is still a number
}

type numeralRole int8

const (
	digitWord  numeralRole = iota // một … chín
	tailWord                      // mốt, lăm: only behind tens
	tenWord                       // mười, hăm: a ten with room behind it
	timesWord                     // mươi, chục, trăm, nghìn
	linkWord                      // linh, lẻ
	setWord                       // đôi, tá, cặp
	aboutWord                     // dăm, vài, mấy
	cannotLead                    // rưỡi
)

var numerals = map[string]numeral{
	Key("một"): {1, digitWord, true}, Key("hai"): {2, digitWord, true}, Key("ba"): {3, digitWord, true},
	Key("bốn"): {4, digitWord, false}, Key("tư"): {4, digitWord, false}, Key("năm"): {5, digitWord, false},
	Key("sáu"): {6, digitWord, false}, Key("bảy"): {7, digitWord, false}, Key("bẩy"): {7, digitWord, false},
	Key("tám"): {8, digitWord, false}, Key("chín"): {9, digitWord, false},
	Key("mốt"): {1, tailWord, false}, Key("lăm"): {5, tailWord, false}, Key("nhăm"): {5, tailWord, false},
	Key("mười"): {10, tenWord, true}, Key("hăm"): {20, tenWord, false}, Key("băm"): {30, tenWord, false},
	Key("mươi"): {10, timesWord, true}, Key("chục"): {10, timesWord, false},
	Key("trăm"): {100, timesWord, false}, Key("nghìn"): {1000, timesWord, false}, Key("ngàn"): {1000, timesWord, false},
	Key("linh"): {0, linkWord, false}, Key("lẻ"): {0, linkWord, false},
	Key("đôi"): {2, setWord, false}, Key("tá"): {12, setWord, false}, Key("cặp"): {2, setWord, false},
	Key("dăm"): {5, aboutWord, false}, Key("vài"): {3, aboutWord, true}, Key("rưỡi"): {0, cannotLead, false},
}

// bareNumerals are the numerals by what is left of them without marks; of
// several the one that leads a number.
var bareNumerals = bareForms()

func bareForms() map[string]numeral {
	bare := make(map[string]numeral, len(numerals))
	for key, n := range numerals {
		fold := foldKey(key)
		if old, ok := bare[fold]; !ok || n.role < old.role {
			bare[fold] = n
		}
	}
	return bare
}

func foldKey(key string) string {
	return Fold(trimTone(key))
}

func trimTone(key string) string {
	if n := len(key); n > 0 && key[n-1] >= '1' && key[n-1] <= '5' {
		return key[:n-1]
	}
	return key
}

func numeralAt(words []Word, i int) (numeral, bool, bool) {
	if i >= len(words) || words[i].Kind != Letters {
		return numeral{}, false, false
	}
	w := words[i]
	if n, ok := numerals[w.Key]; ok {
		return n, true, !w.Bare() || n.sure
	}
	if w.Bare() {
		if n, ok := bareNumerals[w.Fold]; ok {
			return n, true, n.sure
		}
	}
	return numeral{}, false, false
}
