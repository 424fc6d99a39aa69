package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// The published messages come out with their published meanings, all of them.
func TestUnderstandGivesThePublishedMeanings(t *testing.T) {
	t.Parallel()
	messages, err := os.ReadFile(shared(t, "messages", "messages.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	got := feed(t, nil, bytes.NewReader(messages), "understand", "--units", shared(t, "admin-units"), "--context", shared(t, "messages", "context.json"))
	if got.status != exitGood {
		t.Fatalf("status %d: %s", got.status, got.err)
	}
	meanings, wanted := objects(t, got.out), objects(t, string(messages))
	if len(meanings) != 40 || len(wanted) != 40 {
		t.Fatalf("%d meanings of %d messages, want 40 of 40", len(meanings), len(wanted))
	}
	for i, want := range wanted {
		if have := loosened(meanings[i]); !reflect.DeepEqual(have, loosened(want["expect"])) {
			t.Errorf("message %d, %v:\ngot  %v\nwant %v", i+1, want["text"], meanings[i], want["expect"])
		}
	}
}

func objects(t *testing.T, lines string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for scanner := bufio.NewScanner(strings.NewReader(lines)); scanner.Scan(); {
		var one map[string]any
		if err := json.Unmarshal(scanner.Bytes(), &one); err != nil {
			t.Fatalf("%v: %s", err, scanner.Text())
		}
		all = append(all, one)
	}
	return all
}

// loosened makes order and letter case of no account.
func loosened(v any) any {
	switch v := v.(type) {
	case map[string]any:
		loose := map[string]any{}
		for name, inner := range v {
			if name != "note" { // for people who read the file
				loose[name] = loosened(inner)
			}
		}
		return loose
	case []any:
		loose := make([]any, len(v))
		for i := range v {
			loose[i] = loosened(v[i])
		}
		slices.SortFunc(loose, func(a, b any) int { return bytes.Compare(written(a), written(b)) })
		return loose
	case string:
		return strings.ToLower(v)
	}
	return v
}

func written(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte(err.Error())
	}
	return b
}

// What is no message ends the reading with its line, and what came before it
// is printed.
func TestUnderstandTellsTheLineThatIsNoMessage(t *testing.T) {
	t.Parallel()
	got := feed(t, nil, strings.NewReader("{\"text\":\"xin chào\"}\n\n{oops\n"), "understand")
	if got.status != exitRefused || !strings.Contains(got.err, "line 3") || strings.Count(got.out, "\n") != 1 {
		t.Errorf("status %d, out %q, err %q", got.status, got.out, got.err)
	}
}
