// Command baophu is the whole service: the chat bot, its stores and its tools.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	// Days are those of Asia/Ho_Chi_Minh, also where no zone files are installed.
	_ "time/tzdata"

	"github.com/alecthomas/kong"

	"baophu/internal/cache"
)

// version is what `baophu version` prints; releases set it when they link.
var version = "dev"

// The exit statuses scripts can go by.
const (
	exitGood    = 0
	exitRefused = 1 // rows refused, a difference found, an answer that is none
	exitUsage   = 2
	exitStore   = 3 // the store cannot be reached
)

func main() { os.Exit(start(time.Now)) }

// start carries out the command line of the process, by a clock.
func start(now func() time.Time) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cache.Quiet()
	return run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.LookupEnv, now)
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// commands is the command line.
type commands struct {
	Demo       demoCommand       `cmd:"" help:"Play the bot in the browser: no settings, nothing installed, demo figures."`
	Serve      serveCommand      `cmd:"" help:"Run the bot on the platforms that the settings name."`
	Understand understandCommand `cmd:"" help:"Read messages as JSON lines and print what each means."`
	Ask        askCommand        `cmd:"" help:"Answer one message, and print the reply."`
	Invite     inviteCommand     `cmd:"" help:"Make a one-time invitation and print its code."`
	Import     importCommand     `cmd:"" help:"Import CSV or XLSX files; a dry run unless --apply is given."`
	Export     exportCommand     `cmd:"" help:"Write a unit's figures, tallies and targets to a file."`
	Verify     verifyCommand     `cmd:"" help:"Compare the ledger with every kept total and the read model."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database's tables to this version."`
	Backup     backupCommand     `cmd:"" help:"Copy the database to a file while it is in use."`
	Restore    restoreCommand    `cmd:"" help:"Fill an empty database with a backup; also the way from SQLite to PostgreSQL."`
	Doctor     doctorCommand     `cmd:"" help:"Look at the settings, stores, platforms and clocks, and say how to mend what is wrong."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// session is what every command is run with.
type session struct {
	context.Context
	streams
	env func(string) (string, bool)
	now func() time.Time
}

// failure is an error with the exit status it calls for.
type failure struct {
	status int
	err    error
}

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// refused ends a command with status 1; an empty text says nothing more.
func refused(format string, args ...any) error {
	return failure{exitRefused, fmt.Errorf(format, args...)}
}

// run carries out one command line and gives its exit status.
func run(ctx context.Context, args []string, s streams, env func(string) (string, bool), now func() time.Time) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("baophu"), kong.Writers(s.out, s.err), kong.UsageOnError(),
		kong.Description("Bao Phủ: chat reporting for health and social insurance coverage."),
		kong.Exit(func(code int) { exited = code }))
	if err != nil {
		fmt.Fprintln(s.err, "baophu:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited // --help printed
	}
	if err != nil {
		fmt.Fprintln(s.err, "baophu:", err)
		fmt.Fprintln(s.err, "baophu --help lists the commands.")
		return exitUsage
	}
	return status(parsed.Run(&session{ctx, s, env, now}), s.err)
}

func status(err error, out io.Writer) int {
	if err == nil {
		return exitGood
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(out, "baophu:", text)
	}
	if f := (failure{}); errors.As(err, &f) {
		return f.status
	}
	return exitStore
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(s *session) error {
	_, err := fmt.Fprintln(s.out, "baophu", version)
	return err
}
