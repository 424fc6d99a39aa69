package sheet_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"baophu/internal/sheet"
)

// accented are letters that only Vietnamese has.
var accented = regexp.MustCompile(`[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]`)

// reasonsInSource gives the texts of the sources that tell what is wrong and, behind
// a semicolon, what to do, with something in each blank.
func reasonsInSource(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || slices.Contains([]string{"english.go", "exportwords.go", "diff.go"}, file) {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(source, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(text, "; ") && accented.MatchString(text) {
					all = append(all, text)
				}
			}
			return true
		})
	}
	return all
}

// TestEveryFaultIsInEnglishToo: whatever may be wrong with a file is said in
// English to who reads English.
func TestEveryFaultIsInEnglishToo(t *testing.T) {
	t.Parallel()
	reasons := reasonsInSource(t)
	if len(reasons) < 70 {
		t.Fatalf("only %d reasons were found", len(reasons))
	}
	const told = "5 người, mẫu số 1/1/2020 là 4"
	blanks := strings.NewReplacer("%%", "%", "%s người", "5 người", "%s", "x", "%q", `"x"`, "%d", "7", "%v", "x")
	for _, reason := range reasons {
		said := blanks.Replace(reason)
		switch {
		case strings.Contains(reason, "tính ra"):
			said = strings.Replace(said, "x", told, 1)
		case strings.HasPrefix(reason, ": "):
			said = told + said
		case strings.HasPrefix(reason, " "):
			said = "x" + said
		case strings.HasPrefix(reason, "; "): // the end of one that is put together
			continue
		}
		english := sheet.Fault{File: "a.csv", Row: 2, Column: "c", Reason: said}.English()
		left := regexp.MustCompile(`".*?"|use tỉnh.*|Việt Nam|BHXH cơ sở`).ReplaceAllString(english, "")
		if accented.MatchString(strings.ReplaceAll(left, "trên 90%", "")) || !strings.HasPrefix(english, "a.csv, row 2, column c: ") || strings.Contains(english, "{") {
			t.Errorf("%q in English: %q", said, english)
		}
	}
}
