package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// inCheckout makes the top of the checkout the working folder.
func inCheckout(t *testing.T) {
	t.Helper()
	t.Chdir(filepath.Join("..", ".."))
}

// TestEveryLineNamesTestsThatExist: a promise whose test was renamed or taken
// away would be played by nothing.
func TestEveryLineNamesTestsThatExist(t *testing.T) {
	inCheckout(t)
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	promises := read(string(text))
	if len(promises) != 20 {
		t.Fatalf("%d lines", len(promises))
	}
	for _, p := range promises {
		if len(p.tests) == 0 {
			t.Errorf("line %s names no test", p.number)
		}
		for _, one := range p.tests {
			name, part, _ := strings.Cut(one.name, "/")
			if part != "" {
				if _, err := os.Stat(filepath.Join(one.where, "testdata", part+".txt")); err != nil {
					t.Errorf("line %s: %v", p.number, err)
				}
			}
			if !declared(t, one.where, name) {
				t.Errorf("line %s: %s has no %s", p.number, one.where, name)
			}
		}
	}
}

func declared(t *testing.T, where, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(where, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "func "+name+"(") {
			return true
		}
	}
	return false
}

func TestRead(t *testing.T) {
	t.Parallel()
	text := "| # | promise | test |\n|---|---|---|\n" +
		"| 3 | away | `cmd/baophu` `TestA`, `TestB`; `internal/ledger` `TestC` |\n" +
		"| 8 | edits | `handlers` `TestD`, `testdata/edited.txt` (see `edit.go`) |\n" +
		"| 14 | forged | `bot/telegram`, `bot/zalobot` `TestE` |\n"
	all := read(text)
	if len(all) != 3 || len(all[0].tests) != 3 || all[0].tests[2] != (test{"internal/ledger", "TestC"}) ||
		all[1].tests[1] != (test{"handlers", "TestConversations/edited"}) || len(all[2].tests) != 2 || all[2].tests[0].where != "bot/telegram" {
		t.Errorf("%+v", all)
	}
	if got := pattern("cmd/baophu", all); got != "^(TestA|TestB)$" {
		t.Error(got)
	}
	if got := packages(chosen(all, "8,14")); strings.Join(got, " ") != "handlers bot/telegram bot/zalobot" {
		t.Error(got)
	}
}

// TestTell: a test that failed, was skipped or did not run breaks its line.
func TestTell(t *testing.T) {
	t.Parallel()
	promises := []promise{{"1", "once", []test{{"bot", "TestA"}}}, {"2", "stored", []test{{"bot", "TestB"}}}, {"3", "away", []test{{"bot", "TestC"}}}, {"4", "redis", []test{{"bot", "TestD"}}}}
	outcomes := map[test]outcome{}
	var out strings.Builder
	judge(strings.NewReader(`{"Action":"pass","Test":"TestA","Elapsed":2}
{"Action":"output","Test":"TestB","Output":"lost one\n"}
{"Action":"fail","Test":"TestB"}
{"Action":"skip","Test":"TestC"}
`), "bot", &out, outcomes)
	err := tell(&out, promises, outcomes)
	if !errors.Is(err, errBroken) || !strings.Contains(err.Error(), "3 of 4") || !strings.Contains(out.String(), "lost one") || strings.Count(out.String(), "NOT survived: bot/Test") != 3 {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	if err := tell(&out, promises[:1], outcomes); err != nil || !strings.Contains(out.String(), "everything survived") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestPlaysALine runs the command for one line of the page, as people do.
func TestPlaysALine(t *testing.T) {
	inCheckout(t)
	if _, err := exec.LookPath("go"); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(t.Context(), &out, []string{"-short", "-lines", "14"}); err != nil || !strings.Contains(out.String(), "1 lines, everything survived") {
		t.Errorf("%v\n%s", err, out.String())
	}
	if err := run(t.Context(), &out, []string{"-lines", "99"}); err == nil {
		t.Error("a line that is not there was played")
	}
}
