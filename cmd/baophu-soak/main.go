// Command baophu-soak plays what is promised in docs/reliability.md in its long
// form and prints a table of what was survived: a row for each line, with the
// outcome of its own tests. Run it in a checkout, with Go, Redis, PostgreSQL and
// Chromium installed; it takes about an hour.
//
//	go run ./cmd/baophu-soak             everything: 3,000 agents, an hour's load
//	go run ./cmd/baophu-soak -short      as the tests are run every day
//	go run ./cmd/baophu-soak -lines 2,3  some lines only
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"strings"
	"text/tabwriter"
	"time"
)

// page says what is promised, and which test shows it.
const page = "docs/reliability.md"

// longest is for how long the tests of one package may run.
const longest = 3 * time.Hour

var errBroken = errors.New("not everything was survived")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "baophu-soak:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	flags := flag.NewFlagSet("baophu-soak", flag.ContinueOnError)
	short := flags.Bool("short", false, "play the short form")
	lines := flags.String("lines", "", "numbers of the lines to play, with commas; none: all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	text, err := os.ReadFile(page)
	if err != nil {
		return fmt.Errorf("run it at the top of a checkout: %w", err)
	}
	promises := chosen(read(string(text)), *lines)
	if len(promises) == 0 {
		return fmt.Errorf("%s has no such line", page)
	}
	outcomes := map[test]outcome{}
	for _, name := range packages(promises) {
		fmt.Fprintf(out, "%s …\n", name)
		if err := play(ctx, out, name, promises, *short, outcomes); err != nil {
			return err
		}
	}
	return tell(out, promises, outcomes)
}

// play runs the tests of a package and keeps what came of each.
func play(ctx context.Context, out io.Writer, name string, promises []promise, short bool, outcomes map[test]outcome) error {
	//nolint:gosec // packages and tests are named by the checkout's own page
	cmd := exec.CommandContext(ctx, "go", arguments(name, promises, short)...)
	cmd.Env = append(os.Environ(), "BAOPHU_REQUIRE=1") // what is skipped was not survived
	cmd.Stderr = out
	cmd.WaitDelay = 10 * time.Second
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	judge(pipe, name, out, outcomes)
	err = cmd.Wait()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) && ctx.Err() == nil {
		return nil // the table tells
	}
	return errors.Join(err, ctx.Err())
}

// arguments are those of "go test". The day of a province and the hour's load
// have a long form; of what is not named by a test, the seeds of fuzzing run.
func arguments(name string, promises []promise, short bool) []string {
	args := []string{"test", "-json", "-count=1", fmt.Sprintf("-timeout=%v", longest), "-run", pattern(name, promises), "./" + name}
	if !short && name == "cmd/baophu" {
		args = append(args, "-agents", "3000", "-hour", "9000")
	}
	return args
}

// outcome is what came of a test.
type outcome struct {
	passed bool
	took   time.Duration
}

// judge reads what "go test -json" says: the outcome of each test of the first
// and second level, and what failing ones printed.
func judge(r io.Reader, name string, out io.Writer, outcomes map[test]outcome) {
	said := map[string][]string{}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var event struct {
			Action, Test, Output string
			Elapsed              float64
		}
		if json.Unmarshal(lines.Bytes(), &event) != nil {
			fmt.Fprintln(out, lines.Text()) // of the build
			continue
		}
		switch event.Action {
		case "output":
			said[event.Test] = append(said[event.Test], event.Output)
		case "pass", "fail", "skip":
			if event.Test == "" {
				continue
			}
			outcomes[test{name, event.Test}] = outcome{event.Action == "pass", time.Duration(event.Elapsed * float64(time.Second))}
			if event.Action != "pass" || strings.HasPrefix(event.Test, "TestADayOfAProvince") {
				fmt.Fprint(out, strings.Join(said[event.Test], ""))
			}
			delete(said, event.Test)
		}
	}
}

// tell prints the table, and gives an error where something was not survived.
func tell(out io.Writer, promises []promise, outcomes map[test]outcome) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nline\twhat is promised\ttests\toutcome\ttook")
	broken := 0
	for _, p := range promises {
		var took time.Duration
		var failed []string
		for _, t := range p.tests {
			o, played := outcomes[t]
			took += o.took
			if !played || !o.passed {
				failed = append(failed, path.Join(t.where, t.name))
			}
		}
		verdict := "survived"
		if len(failed) > 0 || len(p.tests) == 0 {
			verdict = "NOT survived: " + strings.Join(failed, ", ")
			broken++
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%v\n", p.number, shorten(p.what), len(p.tests), verdict, took.Round(time.Second))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%d of %d lines: %w", broken, len(promises), errBroken)
	}
	fmt.Fprintf(out, "\n%d lines, everything survived\n", len(promises))
	return nil
}

// shorten cuts a promise to a line's width.
func shorten(what string) string {
	const widest = 70
	letters := []rune(what)
	if len(letters) <= widest {
		return what
	}
	return strings.TrimRight(string(letters[:widest]), " ,;:") + "…"
}
