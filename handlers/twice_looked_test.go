package handlers_test

import (
	"flag"
	"regexp"
	"strings"
	"sync"
	"testing"

	"baophu/handlers"
)

// looked are the pieces of answers that tests of this run found to be what they
// had computed, by the test's name.
var looked = struct {
	sync.Mutex
	pieces map[string][]string
}{pieces: map[string][]string{}}

// noted records what a test has compared, for looksAt.
func noted(t *testing.T, pieces ...string) {
	name, _, _ := strings.Cut(t.Name(), "/")
	looked.Lock()
	defer looked.Unlock()
	looked.pieces[name] = append(looked.pieces[name], pieces...)
}

// looksAt holds a test to what it is listed for: at its end it must have
// compared every blank of each such text, else the list promises too much.
func looksAt(t *testing.T) {
	t.Helper()
	t.Cleanup(func() {
		if run := flag.Lookup("test.run"); t.Failed() || run != nil && strings.Contains(run.Value.String(), "/") {
			return // a part of it looks at a part
		}
		looked.Lock()
		defer looked.Unlock()
		texts := handlers.Recomputed(t.Name())
		if len(texts) == 0 {
			t.Error("this test is listed for no text")
		}
		for key, formats := range texts {
			if !compared(formats[0], looked.pieces[t.Name()]) && !compared(formats[1], looked.pieces[t.Name()]) {
				t.Errorf("%s is listed with this test, which does not compare it: %q", key, formats[0])
			}
		}
	})
}

var blank = regexp.MustCompile(`%(?:\[\d+\])?[sd]`)

// compared tells whether each blank of a text stands, between the words beside
// it, in one of the pieces, and one of them as a number.
func compared(format string, pieces []string) bool {
	words := blank.Split(strings.TrimSpace(format), -1)
	number := false
	for n := 1; n < len(words); n++ {
		before, after := beside(words[n-1], true), beside(words[n], false)
		digits := regexp.MustCompile("(?i)" + before + `[^\n]*\d[^\n]*` + after)
		anything := regexp.MustCompile("(?i)" + before + `[^\n]+` + after)
		found := false
		for _, p := range pieces {
			found = found || anything.MatchString(p)
			number = number || digits.MatchString(p)
		}
		if !found {
			return false
		}
	}
	return number
}

// beside gives, as a pattern, the few letters before or after a blank.
func beside(words string, before bool) string {
	const letters = 4
	words = strings.ReplaceAll(words, "%%", "%")
	if before {
		words = words[strings.LastIndex(words, "\n")+1:]
	} else {
		words, _, _ = strings.Cut(words, "\n")
	}
	r := []rune(words)
	if before {
		return regexp.QuoteMeta(string(r[max(0, len(r)-letters):]))
	}
	return regexp.QuoteMeta(string(r[:min(letters, len(r))]))
}

// TestComparedMeansAllBlanks: a text that is looked at in part is not held.
func TestComparedMeansAllBlanks(t *testing.T) {
	t.Parallel()
	const format = "đã báo %s mới, %s tái tục, %s giảm"
	for name, c := range map[string]struct {
		pieces []string
		want   bool
	}{
		"whole":        {[]string{"ã báo +3 mới, 2 tái tục, −1 giảm"}, true},
		"in pieces":    {[]string{"đã báo +3 mới", "mới, 2 tái tục, 0 giảm"}, true},
		"one left out": {[]string{"đã báo +3 mới, 2 tái tục"}, false},
		"other words":  {[]string{"đã sửa 3 cũ, 2 tái tục, 1 giảm"}, false},
		"no number":    {[]string{"đã báo x mới, y tái tục, z giảm"}, false},
		"nothing":      {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := compared(format, c.pieces); got != c.want {
				t.Errorf("got %t", got)
			}
		})
	}
}
