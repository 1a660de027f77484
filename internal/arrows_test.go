// Package internal_test guards the direction of imports between kdoc's stages.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/kdoc-dev/kdoc"

// arrows says which of kdoc's own packages a stage may import, by prefix. The
// first entry that covers a package rules it. Tests are held to it as well.
var arrows = []struct {
	pkg string
	may []string
}{
	{"internal/walk", []string{"internal/walk"}},
	{"internal/checks", []string{"internal/walk", "internal/checks"}},
	{"internal/summarize", []string{"internal/walk", "internal/summarize"}},
	{"internal/render/html", []string{"internal/walk", "internal/checks", "internal/summarize", "internal/render", "site"}},   // site: its tests render with the real templates
	{"internal/render/apiref", []string{"internal/walk", "internal/checks", "internal/summarize", "internal/render", "site"}}, // and its
	{"internal/render", []string{"internal/walk", "internal/checks", "internal/summarize", "internal/render"}},
	{"internal", nil},
	{"site", nil},
	{"cmd", []string{"internal", "site", "cmd/kdoc/internal"}},
}

// The import clauses are parsed here rather than asked of the go command, whose
// answer the test cache would not know to be stale.
func TestImportsFlowOneWay(t *testing.T) {
	n := 0
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != ".." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		rel, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range syntax.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			own, ok := strings.CutPrefix(path, module+"/")
			if !ok {
				continue
			}
			n++
			if own == "site" && strings.HasPrefix(filepath.ToSlash(rel), "internal/") && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s imports %s: only cmd/kdoc and tests may", file, own)
			}
			if !allowed(filepath.ToSlash(rel), own) {
				t.Errorf("%s imports %s: an arrow that runs back; see docs/design.md", file, own)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("no import was looked at")
	}
}

func allowed(pkg, imported string) bool {
	for _, a := range arrows {
		if !under(pkg, a.pkg) {
			continue
		}
		for _, may := range a.may {
			if under(imported, may) {
				return true
			}
		}
		return false
	}
	return false
}

func under(pkg, prefix string) bool { return pkg == prefix || strings.HasPrefix(pkg, prefix+"/") }

// Parallel code stands in few places, so that everything else can be read as a
// sequence; see docs/design.md.
func TestGoroutinesHaveFewHomes(t *testing.T) {
	homes := []string{"internal/walk/visit.go", "internal/walk/source/", "internal/walk/typed/", "internal/summarize/", "cmd/kdoc/"}
	starts := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata") {
			return err
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		at := startsGoroutine(syntax)
		if !at.IsValid() {
			return nil
		}
		starts++
		for _, h := range homes {
			if strings.HasPrefix("internal/"+filepath.ToSlash(file), h) {
				return nil
			}
		}
		t.Errorf("%s starts a goroutine; hand the work to walk or to cmd/kdoc", fset.Position(at))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if starts == 0 {
		t.Fatal("no goroutine was found at all")
	}
}

// startsGoroutine returns where a file starts its first goroutine: a go
// statement, or a call of a method Go or TryGo that takes a function, as those of
// sync.WaitGroup and errgroup.Group do.
func startsGoroutine(file *ast.File) (at token.Pos) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if !at.IsValid() {
				at = n.Pos()
			}
		case *ast.CallExpr:
			sel, ok := n.Fun.(*ast.SelectorExpr)
			if ok && (sel.Sel.Name == "Go" || sel.Sel.Name == "TryGo") && len(n.Args) == 1 && !at.IsValid() {
				at = n.Pos()
			}
		}
		return true
	})
	return at
}

func TestStartsGoroutine(t *testing.T) {
	for src, want := range map[string]bool{
		"func f() { go g() }": true, "func f() {\n\t\tgo func() {}()\n}": true,
		"func f() { wg.Go(g) }": true, "func f() { _ = eg.TryGo(func() error { return nil }) }": true,
		"func f() { p.Go() }": false, "// go f()\nfunc f() { s := \"go f()\" }": false,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "", "package p\n"+src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := startsGoroutine(file).IsValid(); got != want {
			t.Errorf("startsGoroutine(%q) = %v", src, got)
		}
	}
}
