package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// secretName is what a value is called that somebody outside may guess at.
var secretName = regexp.MustCompile(`(?i)secret|signature|^sum$|^mac$|sign(ed)?$`)

// comparing are the functions that stop at the first difference.
var comparing = map[string]bool{"bytes.Equal": true, "bytes.Compare": true, "strings.EqualFold": true, "strings.Compare": true,
	"strings.HasPrefix": true, "strings.Contains": true, "slices.Equal": true, "reflect.DeepEqual": true}

// What a webhook or link brings is compared with a secret in constant time
// only: by bot.SameSecret, or what it stands on itself.
func TestSecretsAreComparedInConstantTime(t *testing.T) {
	t.Parallel()
	constant := 0
	for _, folder := range []string{"../../bot", "../../bot/telegram", "../../bot/zalobot", "../../bot/zalooa", "../../internal/web"} {
		paths, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(paths) < 5 {
			t.Fatalf("%s: %v, %v", folder, paths, err)
		}
		for _, path := range paths {
			if !strings.HasSuffix(path, "_test.go") {
				seen, faults := comparisons(t, path, nil)
				constant += seen
				for _, fault := range faults {
					t.Errorf("%s: a secret is not compared in constant time", fault)
				}
			}
		}
	}
	if constant < 5 { // SameSecret itself, two webhooks by secret, one by signature, the links
		t.Errorf("only %d comparisons in constant time were seen", constant)
	}
	for _, bad := range []string{`secret == r.Header.Get(f)`, `c.Secret != got`, `bytes.Equal(sum[:], got)`, `strings.EqualFold(secret, got)`} {
		if _, faults := comparisons(t, "bad.go", "package a\nfunc f() bool { return "+bad+" }"); len(faults) != 1 {
			t.Errorf("%s is let pass", bad)
		}
	}
}

// comparisons tells how many of a file's are in constant time, and where
// others are of a secret.
func comparisons(t *testing.T, path string, source any) (constant int, faults []string) {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		var sides []ast.Expr
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				sides = []ast.Expr{n.X, n.Y}
			}
		case *ast.CallExpr:
			switch name := called(n.Fun); {
			case name == "bot.SameSecret" || name == "subtle.ConstantTimeCompare" || name == "hmac.Equal":
				constant++
			case comparing[name]:
				sides = n.Args
			}
		}
		if len(sides) == 2 && (secretive(sides[0]) || secretive(sides[1])) && !empty(sides[0]) && !empty(sides[1]) {
			faults = append(faults, files.Position(n.Pos()).String())
		}
		return true
	})
	return constant, faults
}

// called names a function as package.name.
func called(of ast.Expr) string {
	if s, ok := of.(*ast.SelectorExpr); ok {
		if pkg, ok := s.X.(*ast.Ident); ok {
			return pkg.Name + "." + s.Sel.Name
		}
	}
	return ""
}

// secretive tells whether an expression is a secret's, by its last name.
func secretive(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return secretName.MatchString(e.Name)
	case *ast.SelectorExpr:
		return secretName.MatchString(e.Sel.Name)
	case *ast.SliceExpr:
		return secretive(e.X)
	}
	return false
}

// empty tells whether an expression is "", nil or a number: nothing to guess.
func empty(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Value == `""` || e.Kind == token.INT
	case *ast.Ident:
		return e.Name == "nil"
	}
	return false
}
