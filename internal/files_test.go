package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayOpen are the packages that touch files by themselves. Everything else goes
// through the first, which is where a tree's links, pipes and endless files are
// refused.
var mayOpen = map[string]string{
	"internal/walk/files":                  "opens files for all others",
	"internal/walk/commands/runroad":       "copies the tree's modules into a directory of its own, to build them when asked to",
	"internal/walk/commands/runroad/hooks": "is compiled into the programs that runroad builds",
	"internal/walk/api/wellknowngen":       "is run by maintainers, to write a table of the program",
	"internal/walk/walktest":               "makes trees for tests",
	"internal/checks/checktest":            "reads and rewrites cases of tests",
	"internal/render/rendertest":           "reads and rewrites cases of tests",
}

// opening are the functions that open, list, make, change or remove files, by
// package. Asking what a path is (os.Stat) opens nothing.
var opening = map[string][]string{
	"os": {"Open", "OpenFile", "Create", "ReadFile", "WriteFile", "ReadDir", "Mkdir", "MkdirAll", "MkdirTemp", "CreateTemp",
		"Remove", "RemoveAll", "Rename", "Symlink", "Link", "Chmod", "Chown", "Lchown", "Chtimes", "Truncate", "DirFS", "CopyFS",
		"OpenRoot", "OpenInRoot", "NewFile", "StartProcess"},
	"io/ioutil":             {"ReadFile", "WriteFile", "ReadDir", "TempFile", "TempDir"},
	"path/filepath":         {"Walk", "WalkDir", "Glob"},
	"syscall":               {"Open", "Openat", "Creat", "Mkdir", "Unlink", "Rmdir", "Rename", "Link", "Symlink", "Exec", "ForkExec"},
	"golang.org/x/sys/unix": {"Open", "Openat", "Openat2", "Creat", "Mkdir", "Unlink", "Rename", "Link", "Symlink", "Exec"},
	"go/parser":             {"ParseDir"},
	"text/template":         {"ParseFiles", "ParseGlob"},
	"html/template":         {"ParseFiles", "ParseGlob"},
	"go/build":              {"Import", "ImportDir"},
}

func TestFilesAreOpenedInFewPlaces(t *testing.T) {
	hits := map[string]bool{}
	eachSource(t, func(file, pkg string, syntax *ast.File, fset *token.FileSet) {
		for _, use := range uses(syntax, opening) {
			hits[pkg] = true
			if mayOpen[pkg] == "" {
				t.Errorf("%s: %s: files are opened by internal/walk/files, or by a package that says why not in mayOpen", fset.Position(use.Pos()), use.Sel.Name)
			}
		}
	})
	if !hits["internal/walk/files"] {
		t.Error("nothing was found where files are opened: the test looks at nothing")
	}
	for pkg := range mayOpen {
		if !hits[pkg] {
			t.Errorf("%s opens no file any more: take it off the list", pkg)
		}
	}
}

// eachSource calls f for each file of the program that is not a test.
func eachSource(t *testing.T, f func(file, pkg string, syntax *ast.File, fset *token.FileSet)) {
	t.Helper()
	for _, top := range []string{"../internal", "../cmd", "../site"} {
		err := filepath.WalkDir(top, func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "testdata" {
				return filepath.SkipDir
			}
			if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return nil
			}
			fset := token.NewFileSet()
			syntax, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
			if err == nil {
				f(file, strings.TrimPrefix(filepath.ToSlash(filepath.Dir(file)), "../"), syntax, fset)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// uses returns where a file mentions one of the functions, called or not. An
// import for side effects or with a dot in front would hide them and counts as
// a use.
func uses(file *ast.File, of map[string][]string) (out []*ast.SelectorExpr) {
	names := map[string][]string{} // by what the file calls the package
	for _, im := range file.Imports {
		path, _ := strconv.Unquote(im.Path.Value)
		if of[path] == nil {
			continue
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if im.Name != nil {
			name = im.Name.Name
		}
		if name == "." {
			out = append(out, &ast.SelectorExpr{X: im.Path, Sel: ast.NewIdent(path)})
		}
		names[name] = of[path]
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(names[x.Name], sel.Sel.Name) {
				out = append(out, sel)
			}
		}
		return true
	})
	return out
}

// The test itself must see what it is there for, however it is written.
func TestUses(t *testing.T) {
	for src, want := range map[string]int{
		"package a\nimport \"os\"\nvar read = os.ReadFile":                  1,
		"package a\nimport disk \"os\"\nfunc f() { disk.Open(``) }":         1,
		"package a\nimport . \"os\"":                                        1,
		"package a\nimport \"os\"\nvar x = os.Getenv(`HOME`)":               0,
		"package a\nimport \"os\"\n// os.Open is not used\nvar _ = os.Args": 0,
		"package a\nvar os struct{ Open int }\nvar x = os.Open":             0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "a.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(uses(file, opening)); got != want {
			t.Errorf("%q: %d uses, want %d", src, got, want)
		}
	}
}
