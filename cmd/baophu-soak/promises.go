package main

import (
	"regexp"
	"slices"
	"strings"
)

// promise is a line of the page: what is promised, and the tests that show it.
type promise struct {
	number, what string
	tests        []test
}

// test is one of a package's, as "go test" names it.
type test struct{ where, name string }

var (
	row    = regexp.MustCompile(`^\| (\d+) \| (.*?) \| (.*) \|$`)
	quoted = regexp.MustCompile("`([^`]+)`")
	named  = regexp.MustCompile(`^(Test|Fuzz)[A-Z]\w*$`)
	folder = regexp.MustCompile(`^(bot|cmd|handlers|internal)(/\w+)*$`)
	talk   = regexp.MustCompile(`^testdata/(\w+)\.txt$`)
)

// read reads the page's table. A package stands before its tests; several
// packages in a row share the tests behind them; a conversation stands for its
// part of TestConversations.
func read(text string) (all []promise) {
	for line := range strings.SplitSeq(text, "\n") {
		m := row.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		p := promise{number: m[1], what: m[2]}
		var where []string
		behind := false // the last word was a test
		for _, q := range quoted.FindAllStringSubmatch(m[3], -1) {
			word := q[1]
			conversation := talk.FindStringSubmatch(word)
			switch {
			case folder.MatchString(word):
				if behind {
					where = nil
				}
				where, behind = append(where, word), false
			case named.MatchString(word) || conversation != nil:
				if conversation != nil {
					word = "TestConversations/" + conversation[1]
				}
				for _, at := range where {
					if one := (test{at, word}); !slices.Contains(p.tests, one) {
						p.tests = append(p.tests, one)
					}
				}
				behind = true
			}
		}
		all = append(all, p)
	}
	return all
}

// chosen leaves the lines of some numbers; "": all.
func chosen(all []promise, numbers string) []promise {
	if numbers == "" {
		return all
	}
	wanted := strings.Split(numbers, ",")
	return slices.DeleteFunc(all, func(p promise) bool { return !slices.Contains(wanted, p.number) })
}

// packages gives those whose tests show something, each once.
func packages(promises []promise) (all []string) {
	for _, p := range promises {
		for _, t := range p.tests {
			if !slices.Contains(all, t.where) {
				all = append(all, t.where)
			}
		}
	}
	return all
}

// pattern names the tests of a package for "go test -run".
func pattern(where string, promises []promise) string {
	var tests, parts []string
	whole := false // all conversations are wanted
	for _, p := range promises {
		for _, t := range p.tests {
			if t.where != where {
				continue
			}
			name, part, cut := strings.Cut(t.name, "/")
			if !slices.Contains(tests, name) {
				tests = append(tests, name)
			}
			if cut && !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
			whole = whole || name == "TestConversations" && !cut
		}
	}
	// Parts are of conversations only: other tests have none of these names.
	if len(parts) > 0 && !whole && len(tests) == 1 {
		return "^" + tests[0] + "$/^(" + strings.Join(parts, "|") + ")$"
	}
	return "^(" + strings.Join(tests, "|") + ")$"
}
