package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house says which of our packages each package may import. A package that
// is not here may not exist. Test files may import more, but for "vi".
var house = map[string][]string{
	"internal/vi":         {},
	"internal/place":      {"internal/vi"},
	"internal/coverage":   {"internal/place", "internal/vi"},
	"internal/policy":     {"internal/vi"},
	"internal/understand": {"internal/coverage", "internal/place", "internal/vi"},
	"bot":                 {"internal/vi"},
	"bot/telegram":        {"bot", "internal/vi"},
	"bot/zalobot":         {"bot", "internal/vi"},
	"bot/zalooa":          {"bot", "internal/vi"},
	"bot/webchat":         {"bot", "internal/vi"},
	"bot/bottest":         {"bot", "internal/vi"},
	"handlers":            {"bot", "internal/coverage", "internal/understand", "internal/place", "internal/vi", "internal/chart", "internal/policy", "internal/sheet"},
	"internal/ledger":     {"bot", "internal/coverage", "internal/place", "internal/vi"},
	"internal/cache":      {"bot", "internal/coverage", "internal/place", "internal/vi"},
	"internal/sheet":      {"internal/coverage", "internal/place", "internal/vi"},
	"internal/chart":      {"internal/coverage", "internal/place", "internal/vi"},
	"internal/schedule":   {"bot", "internal/coverage", "internal/place", "internal/vi"},
	"internal/web":        {"bot", "internal/coverage", "internal/place"},
	"internal/demo":       {"internal/coverage", "internal/place", "internal/vi"},

	"internal/ledger/ledgertest": {"bot", "internal/coverage", "internal/ledger", "internal/place", "internal/vi"},
	"internal/cache/cachetest":   {},
	"internal/sheet/sheettest":   {},
	"internal/logtest":           {},
	"internal/porttest":          {},
	"bot/telegram/telegramtest":  {"bot/bottest"},
	"bot/zalobot/zalobottest":    {"bot/bottest"},
	"bot/zalooa/zalooatest":      {},

	"cmd/baophu":      {"*"},
	"cmd/baophu-soak": {},
}

// alone says which package alone may import a library.
var alone = map[string]string{
	"modernc.org/sqlite":                              "internal/ledger",
	"github.com/jackc/pgx/v5":                         "internal/ledger",
	"github.com/pressly/goose/v3":                     "internal/ledger",
	"github.com/redis/go-redis":                       "internal/cache",
	"github.com/alicebob/":                            "internal/cache",
	"github.com/bsm/redislock":                        "internal/cache",
	"github.com/go-telegram-bot-api/telegram-bot-api": "bot/telegram",
	"github.com/xuri/excelize":                        "internal/sheet",
	"gonum.org/v1/plot":                               "internal/chart",
	"golang.org/x/image":                              "internal/chart",
}

func TestWhoImportsWhom(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") && path != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		seen++
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		checkFile(t, filepath.ToSlash(rel), path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Fatalf("only %d Go files were read", seen)
	}
}

func checkFile(t *testing.T, rel, path string) {
	t.Helper()
	pkg := filepath.ToSlash(filepath.Dir(rel))
	may, known := house[pkg]
	if !known {
		t.Errorf("%s: package %s is not in the house", rel, pkg)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	test := strings.HasSuffix(rel, "_test.go") || strings.HasSuffix(pkg, "test")
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		ours, isOurs := strings.CutPrefix(imported, "baophu/")
		switch {
		case isOurs && !test && !slices.Contains(may, ours) && !slices.Contains(may, "*"):
			t.Errorf("%s imports %s", rel, ours)
		case !isOurs && !test:
			for library, only := range alone {
				if strings.HasPrefix(imported, library) && pkg != only {
					t.Errorf("%s imports %s, which only %s may", rel, imported, only)
				}
			}
		}
	}
}
