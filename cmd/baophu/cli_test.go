package main

import (
	"net"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

// Every command explains itself, with each of its flags and arguments; the
// list is the parser's own, so that a new command or flag is tried too.
func TestHelpOfEveryCommand(t *testing.T) {
	t.Parallel()
	parser, err := kong.New(&commands{})
	if err != nil {
		t.Fatal(err)
	}
	general := must(t, nil, "--help")
	if len(parser.Model.Children) < 10 {
		t.Errorf("%d commands", len(parser.Model.Children))
	}
	for _, c := range parser.Model.Children {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(general, "\n  "+c.Name) || c.Help == "" {
				t.Errorf("--help does not list it")
			}
			own := must(t, nil, c.Name, "--help")
			for _, f := range c.Flags {
				if !strings.Contains(own, "--"+f.Name) || f.Help == "" {
					t.Errorf("--%s is not explained", f.Name)
				}
			}
			for _, a := range c.Positional {
				if !strings.Contains(own, "<"+a.Name+">") || a.Help == "" {
					t.Errorf("<%s> is not explained", a.Name)
				}
			}
		})
	}
	if without := must(t, nil); without != general {
		t.Errorf("without a command: %s", without)
	}
}

// What is typed wrong, or set wrong, ends with 2 and says what.
func TestUsageErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings []string
		args     string
		want     string // on stderr
	}{
		"no such command":     {nil, "frobnicate", "frobnicate"},
		"no such flag":        {nil, "verify --frobnicate", "frobnicate"},
		"nothing to import":   {nil, "import", "file"},
		"nothing to ask":      {nil, "ask", "text"},
		"no role":             {nil, "invite", "--role"},
		"an unknown role":     {nil, "invite --role king", "king"},
		"a guest":             {nil, "invite --role guest", "guest"},
		"no unit":             {nil, "invite --role agent", "--unit"},
		"an unknown unit":     {nil, "invite --role official --unit 99999", "99999"},
		"too long an invite":  {nil, "invite --role admin --ttl 9999h", "--ttl"},
		"no time to join":     {nil, "invite --role admin --ttl 0s", "--ttl"},
		"no such file":        {nil, "import nowhere.csv", "nowhere.csv"},
		"no such folder":      {nil, "understand --units nowhere", "nowhere"},
		"no such context":     {nil, "understand --context nowhere.json", "nowhere.json"},
		"nobody of that name": {nil, "ask --as Ai xin", "Ai"},
		"an address of none":  {nil, "demo --addr nowhere", "--addr"},
		"no platform":         {nil, "serve", "BAOPHU_TELEGRAM_TOKEN"},
		"a wrong database":    {[]string{"BAOPHU_DATABASE_URL=mysql://host/name"}, "verify", "BAOPHU_DATABASE_URL"},
		"a wrong zone":        {[]string{"BAOPHU_TIMEZONE=Mars"}, "migrate", "BAOPHU_TIMEZONE"},
		"several wrong":       {[]string{"BAOPHU_KEEP_TEXT_DAYS=0", "BAOPHU_REDIS_URL=memcached://x", "BAOPHU_HTTP_ADDR=8080"}, "serve", "BAOPHU_HTTP_ADDR"},
		"webhooks unsecured":  {[]string{"BAOPHU_PUBLIC_URL=https://example.org"}, "serve", "BAOPHU_WEBHOOK_SECRET"},
		"a wrong token":       {[]string{"BAOPHU_TELEGRAM_TOKEN=not-a-token"}, "serve", "BAOPHU_TELEGRAM_TOKEN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := command(t, append(sqlite(t), c.settings...), strings.Fields(c.args)...)
			if got.status != exitUsage || !strings.Contains(got.err, c.want) {
				t.Errorf("status %d\n%s%s", got.status, got.out, got.err)
			}
			if strings.Contains(got.err, "not-a-token") {
				t.Errorf("a secret is repeated: %s", got.err)
			}
		})
	}
}

// A database that is not there ends every command that needs it with 3, soon,
// and without its password.
func TestDatabaseOutOfReach(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	units := wardFiles(t)[0]
	deaf := listenOnly(t)
	for name, url := range map[string]string{
		"nobody listens":   "postgres://baophu:very-secret-word@127.0.0.1:1/baophu",
		"nobody answers":   "postgres://baophu:very-secret-word@" + deaf + "/baophu?connect_timeout=2",
		"a file for a dir": "sqlite://" + file(t, dir, "plain", "") + "/baophu.db",
		"not a database":   "sqlite://" + file(t, dir, "letter.db", strings.Repeat("this is no database ", 100)),
	} {
		for _, args := range [][]string{{"ask", asks}, {"verify"}, {"migrate"}, {"import", units}, {"invite", "--role", "admin"}, {"backup", filepath.Join(dir, "b.db")}, {"serve"}} {
			t.Run(name+"/"+args[0], func(t *testing.T) {
				t.Parallel()
				began := time.Now()
				got := command(t, []string{"BAOPHU_DATABASE_URL=" + url, "BAOPHU_TELEGRAM_TOKEN=" + botToken, "BAOPHU_TELEGRAM_API=http://127.0.0.1:1"}, args...)
				if got.status != exitStore || got.err == "" || strings.Contains(got.err, "very-secret-word") {
					t.Errorf("status %d\n%s%s", got.status, got.out, got.err)
				}
				if took := time.Since(began); took > 15*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		}
	}
}

// listenOnly gives an address that takes connections and never says a word.
func listenOnly(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String()
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if got := must(t, nil, "version"); !regexp.MustCompile(`^baophu \S+\n$`).MatchString(got) {
		t.Errorf("version prints %q", got)
	}
}
