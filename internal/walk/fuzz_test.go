package walk

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// memSource is a tree in memory.
type memSource map[string]string

func (m memSource) List(context.Context, bool) (*source.Listing, error) {
	out := &source.Listing{Links: map[string]string{}}
	for p, s := range m {
		out.Entries = append(out.Entries, source.Entry{Path: p, Size: int64(len(s))})
	}
	slices.SortFunc(out.Entries, func(a, b source.Entry) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

func (m memSource) Read(e source.Entry, buf []byte) ([]byte, error) {
	s, ok := m[e.Path]
	if !ok {
		return buf, fs.ErrNotExist
	}
	if strings.HasPrefix(s, "!fail") {
		return buf, errors.New("input/output error")
	}
	return append(buf, s...), nil
}

func (m memSource) ReadFile(p string) ([]byte, error) {
	return m.Read(source.Entry{Path: path.Clean(p)}, nil)
}
func (m memSource) Close() error { return nil }
func (m memSource) Rev() string  { return "" }

func openMem(t *testing.T, m memSource, opts Options) *Tree {
	t.Helper()
	build, err := newBuildConfig([]string{"linux/amd64"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	list, err := m.List(context.Background(), opts.Vendor)
	if err != nil {
		t.Fatal(err)
	}
	tree := &Tree{Dir: "/mem", Build: build, src: m, opts: opts}
	if err := tree.read(context.Background(), list); err != nil {
		t.Fatal(err)
	}
	return tree
}

// A file that fails while it is read costs that file and nothing else.
func TestReadFailure(t *testing.T) {
	tree := openMem(t, memSource{"go.mod": "module a.io/a", "a.go": "!fail", "b/b.go": "package b"}, Options{})
	if len(tree.Errors) != 1 || tree.Errors[0].Error() != "a.go: cannot read: input/output error" || !tree.Errors[0].Partial {
		t.Errorf("errors: %v", tree.Errors)
	}
	if tree.Package("a.io/a/b") == nil {
		t.Error("the other package is lost")
	}
}

// FuzzOpen feeds the loader files of every kind it parses. It must neither
// panic nor contradict itself.
func FuzzOpen(f *testing.F) {
	f.Add("module a.io/a\n\ngo 1.24\nignore ./x\nreplace b => ./b\n", "go 1.24\nuse ./b\n", "# x.io/y v1.0.0 => ../z\n## explicit; go 1.20\nx.io/y\n", "package a\n\nimport \"a.io/a/b\"\n\n//kdoc:ignore x y\nfunc f() {\n")
	f.Add("", "", "", "")
	f.Add("module \"a\n", "use (\n", "##\n#\n# \n", "//kdoc:\npackage a // \x00")
	f.Fuzz(func(t *testing.T, gomod, gowork, modules, src string) {
		m := memSource{"go.mod": gomod, "go.work": gowork, "vendor/modules.txt": modules, "a.go": src, "b/b.go": src, "b/go.mod": "module b.io/b", "vendor/x.io/y/y.go": src}
		for i := range 4 { // leave some out, so that each is optional
			if len(src)>>i&1 == 1 {
				delete(m, []string{"go.mod", "go.work", "b/go.mod", "vendor/modules.txt"}[i])
			}
		}
		tree := openMem(t, m, Options{Vendor: len(src)%2 == 0, Extract: []*Extractor{{
			ID: "n", Version: 1,
			Extract: func(in *Syntax) any { return len(in.AST.Decls) },
		}}})
		for _, p := range tree.Packages {
			if tree.PackageIn(p.Dir) != p || tree.Package(p.ImportPath) == nil {
				t.Errorf("package %s in %s cannot be found again", p.ImportPath, p.Dir)
			}
			for _, file := range p.Files {
				for _, im := range file.Header.Imports {
					tree.Resolve(p, im.Path)
				}
				for _, d := range file.Header.Directives {
					if d.From < 1 || d.From > d.To || d.Pos.Line < d.From {
						t.Errorf("directive %+v", d)
					}
				}
			}
		}
	})
}
