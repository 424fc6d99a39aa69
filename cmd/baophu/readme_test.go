package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readmeCommands gives the command lines of the README's blocks that begin
// with a program: what is set before it, and its arguments.
func readmeCommands(t *testing.T) (lines []string) {
	t.Helper()
	for l := range strings.Lines(readme(t)) {
		command, indented := strings.CutPrefix(l, "    ")
		if command, _, _ = strings.Cut(command, " #"); indented && strings.Contains(command, "baophu ") {
			lines = append(lines, strings.TrimSpace(command))
		}
	}
	return lines
}

// What the README tells operators to run, run in its order: the figures come
// in, the admin is invited, the bot serves and lets the admin in.
func TestREADMERuns(t *testing.T) {
	t.Parallel()
	w := newTown(t, sqlite(t)[0][len("BAOPHU_DATABASE_URL="):])
	dir := filepath.Dir(wardFiles(t)[0])
	people := "Họ tên;Vai trò;Mã đơn vị;Trạng thái\nHà Thị Mẫu;cán bộ;03679;đang làm\nLò Thị Mẫu;nhân viên thu;03679-01;đang làm\n"
	names := []string{"don-vi.csv", "dan-so.csv", "so-chot.csv", "chi-tieu.csv", filepath.Base(file(t, dir, "nhan-vien.csv", people))}
	code, ran := "", map[string]bool{}
	for _, line := range readmeCommands(t) {
		_, rest, operators := strings.Cut(line, "./baophu ")
		if !operators || rest == "" || !strings.HasPrefix(line, "./") && !strings.HasPrefix(line, "BAOPHU_") {
			continue
		}
		args := strings.Fields(rest)
		for i, a := range args {
			if slices.Contains(names, a) {
				args[i] = filepath.Join(dir, a)
			}
		}
		ran[args[0]] = true
		switch args[0] {
		case "serve":
			w.serve()
		case "invite":
			code = strings.TrimSpace(must(t, w.settings, args...))
		default:
			must(t, w.settings, args...)
		}
	}
	if !ran["import"] || !ran["invite"] || !ran["serve"] {
		t.Fatalf("the README runs %v", ran)
	}
	if answer := w.ask(301, code); !strings.Contains(answer, "Chào") && !strings.Contains(answer, "Người 301") {
		t.Errorf("the code of the README's invite is answered: %s", answer)
	}
	if have, _ := peopleOn(t, w.ask(301, asks)); have != counted {
		t.Errorf("the admin is told %d", have)
	}
}

// Every command line of the README is one that the program takes, and its
// table has every command with flags that exist.
func TestREADMEShowsCommandsThatExist(t *testing.T) {
	t.Parallel()
	lines := readmeCommands(t)
	if len(lines) < 4 {
		t.Fatalf("the README shows %d command lines", len(lines))
	}
	parser, err := kong.New(&commands{}, kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		_, rest, ok := strings.Cut(line, "baophu ")
		if strings.HasPrefix(line, "go build") || !ok {
			continue
		}
		if _, err := parser.Parse(strings.Fields(rest)); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	rows := regexp.MustCompile("(?m)^\\| (`[^|]+`) \\|").FindAllStringSubmatch(readme(t), -1)
	shown := map[string]string{}
	for _, row := range rows {
		for _, usage := range regexp.MustCompile("`([a-z]+)([^`]*)`").FindAllStringSubmatch(row[1], -1) {
			shown[usage[1]] = usage[2]
		}
	}
	for _, c := range parser.Model.Children {
		usage, ok := shown[c.Name]
		if !ok {
			t.Errorf("the README's table lacks %s", c.Name)
		}
		delete(shown, c.Name)
		for _, flag := range regexp.MustCompile(`--([a-z]+)`).FindAllStringSubmatch(usage, -1) {
			if !slices.ContainsFunc(c.Flags, func(f *kong.Flag) bool { return f.Name == flag[1] }) {
				t.Errorf("the README's table gives %s the flag --%s", c.Name, flag[1])
			}
		}
	}
	for name := range shown {
		t.Errorf("the README's table has %s, which is no command", name)
	}
	if text := readme(t); !strings.Contains(text, reported) || !strings.Contains(text, asks) {
		t.Error("the README's dialogue is not the one that is tested")
	}
}

// The example files come in, one after the other and all at once, and answer.
func TestExamplesComeIn(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "*.csv"))
	if err != nil || len(files) < 9 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for i := range files {
		if files[i], err = filepath.Abs(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	one, all := sqlite(t), sqlite(t)
	for _, f := range files {
		must(t, one, "import", "--apply", f)
	}
	must(t, all, append([]string{"import", "--apply"}, files...)...)
	for _, store := range [][]string{one, all} {
		if f := figureOn(t, store, "tỉnh Sơn La ngày 31/10/2020"); *f.Participants != 1_196_739 || *f.Rate != 9554 {
			t.Errorf("Sơn La: %+v", f)
		}
		if f := figureOn(t, store, "xã Mường Giôn ngày 18/11/2026"); *f.Participants != 13_589+5+3-2 {
			t.Errorf("Mường Giôn: %+v", f)
		}
		must(t, store, "verify")
	}
}
