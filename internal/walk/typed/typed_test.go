package typed

import (
	"context"
	"fmt"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func load(t testing.TB, archive string, opts walk.Options, roots ...string) *Program {
	t.Helper()
	opts.Vendor = true
	tree := walktest.Open(t, archive, opts)
	prog, err := Load(context.Background(), Options{Tree: tree, Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	return prog
}

// typeIn returns the type of a package-level object, written with import paths.
func typeIn(t *testing.T, prog *Program, pkg, name string) string {
	t.Helper()
	p := prog.Package(pkg)
	if p == nil {
		t.Fatalf("no package %s", pkg)
	}
	obj := p.Types.Scope().Lookup(name)
	if obj == nil {
		t.Fatalf("no %s in %s", name, pkg)
	}
	return obj.Type().String()
}

// errorsOf returns what is wrong with the tree's packages, one line each.
func errorsOf(prog *Program) string {
	var out []string
	for _, p := range prog.Packages {
		for _, err := range p.Errors {
			out = append(out, err.Error())
		}
	}
	for _, m := range prog.Missing {
		out = append(out, fmt.Sprintf("missing %s at %s:%d: %s", m.ImportPath, m.File, m.Line, m.Reason))
	}
	return strings.Join(out, "\n")
}

func TestResolution(t *testing.T) {
	for _, tt := range []struct{ name, archive, want string }{
		{"replaced module", `
-- go.mod --
module example.com/m

go 1.24

require example.com/lib v1.0.0

replace example.com/lib => ./staging/lib
-- main.go --
package m

import "example.com/lib/sub"

var X = sub.New()
-- staging/lib/go.mod --
module example.com/lib
-- staging/lib/sub/sub.go --
package sub

type T struct{}

func New() *T { return undefined }
`, "*example.com/lib/sub.T"},
		{"replaced by another path", `
-- go.mod --
module example.com/m

go 1.24

require example.com/lib v1.0.0

replace example.com/lib => ./fork
-- main.go --
package m

import "example.com/lib"

var X lib.T
-- fork/go.mod --
module example.com/fork
-- fork/lib.go --
package lib

type T int
`, "example.com/fork.T"},
		{"go.work", `
-- go.work --
go 1.24

use (
	.
	./other
)
-- go.mod --
module example.com/m
-- main.go --
package m

import "example.com/other"

var X other.T
-- other/go.mod --
module example.com/other
-- other/other.go --
package other

type T int
`, "example.com/other.T"},
		{"vendor", `
-- go.mod --
module example.com/m

go 1.24

require example.com/dep v1.0.0
-- main.go --
package m

import "example.com/dep"

var X dep.T
-- vendor/modules.txt --
# example.com/dep v1.0.0
## explicit; go 1.19
example.com/dep
-- vendor/example.com/dep/dep.go --
package dep

import "strings"

type T = strings.Builder
-- vendor/example.com/dep/dep_test.go --
package dep

type T int
-- vendor/example.com/dep/dep_windows.go --
package dep

type T int
`, "example.com/dep.T"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			prog := load(t, tt.archive, walk.Options{Platforms: []string{"linux/amd64"}}, "example.com/m")
			if got := typeIn(t, prog, "example.com/m", "X"); got != tt.want {
				t.Errorf("X is a %s, want %s", got, tt.want)
			}
			if errs := errorsOf(prog); errs != "" {
				t.Error(errs)
			}
		})
	}
}

func TestWhatCannotBeResolved(t *testing.T) {
	prog := load(t, `
-- go.mod --
module example.com/m

go 1.24
-- a/a.go --
package a

import (
	"fmt"

	"example.com/m/b"
	"example.com/m/nowhere"
	"gone.example/lib"
)

var X = b.F

var Y lib.T

func G() string { return fmt.Sprint(nowhere.Z) }
-- b/b.go --
package b

import _ "gone.example/lib"

import "C"

var broken int = "text"
-- b/nocgo.go --
package b

import _ "gone.example/lib"

func F() int { return undefined }

var broken int = "text"
`, walk.Options{}, "example.com/m/a")
	want := []string{
		"b/nocgo.go:7:18: cannot use \"text\"",
		"missing example.com/m/nowhere at a/a.go:7: module example.com/m of the tree has no Go files in that directory",
		"missing gone.example/lib at a/a.go:8: not in the tree, its vendor directory or the module cache",
		"missing gone.example/lib at b/nocgo.go:3: not in",
	}
	got := errorsOf(prog)
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("nothing says %q in\n%s", w, got)
		}
	}
	if strings.Contains(got, "b/b.go") {
		t.Errorf("a cgo file is part of the package:\n%s", got)
	}
	if x := typeIn(t, prog, "example.com/m/a", "X"); x != "func() int" {
		t.Errorf("X is a %s: what could be resolved should be", x)
	}
}

func TestImportCycle(t *testing.T) {
	prog := load(t, `
-- go.mod --
module example.com/m
-- a/a.go --
package a

import "example.com/m/b"

type A struct{ b *b.B }
-- b/b.go --
package b

import "example.com/m/a"

type B struct{ a *a.A }
-- c/c.go --
package c

import "example.com/m/a"

var X a.A
`, walk.Options{}, "example.com/m/c")
	if got := errorsOf(prog); !strings.Contains(got, "example.com/m/a is part of an import cycle") {
		t.Errorf("the cycle is not reported:\n%s", got)
	}
	if got := typeIn(t, prog, "example.com/m/c", "X"); got != "example.com/m/a.A" {
		t.Errorf("X is a %s", got)
	}
}

const orderTree = `
-- go.mod --
module example.com/m

go 1.24
-- z/z.go --
package z

import (
	_ "example.com/m/c"
	_ "example.com/m/a"
)
-- a/a.go --
package a

import _ "example.com/m/d"

func F[T any](x T) (y T) {
	y = x
	return
}

type S struct{}

func (S) M() int { return 1 }
-- c/c.go --
package c
-- d/d.go --
package d
`

func TestOrderAndClosure(t *testing.T) {
	prog := load(t, orderTree, walk.Options{}, "example.com/m/z", "example.com/m/c")
	paths := func(p *Program) string {
		var out []string
		for _, q := range p.Packages {
			out = append(out, strings.TrimPrefix(q.Path, "example.com/m/"))
		}
		return strings.Join(out, " ")
	}
	// As the language initialises them: whatever is ready, least path first.
	if got := paths(prog); got != "c d a z" {
		t.Errorf("order is %q", got)
	}
	if got := paths(prog.Closure("example.com/m/a")); got != "d a" {
		t.Errorf("closure of a is %q", got)
	}
}

// TestBodies: bodies are read when asked for, and then belong to the function.
func TestBodies(t *testing.T) {
	prog := load(t, orderTree, walk.Options{}, "example.com/m/z")
	a := prog.Package("example.com/m/a")
	f := a.Types.Scope().Lookup("F").(*types.Func)
	m, _, _ := types.LookupFieldOrMethod(a.Types.Scope().Lookup("S").Type(), false, a.Types, "M")
	for fn, want := range map[*types.Func]int{f: 2, m.(*types.Func): 1} {
		d := a.Decl(fn)
		if d == nil || len(d.Body.List) != want {
			t.Fatalf("body of %s is not there: %v", fn, d)
		}
		if at := prog.Fset.Position(d.Body.List[0].Pos()); at.Filename != "a/a.go" || at.Line < 6 {
			t.Errorf("body of %s stands at %s", fn, at)
		}
	}
}

func TestRootIsMissing(t *testing.T) {
	tree := walktest.Open(t, orderTree, walk.Options{})
	_, err := Load(context.Background(), Options{Tree: tree, Roots: []string{"example.com/m/none"}})
	if err == nil || !strings.Contains(err.Error(), `package "example.com/m/none" cannot be read (module example.com/m of the tree has no Go files`) {
		t.Errorf("error is %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Load(ctx, Options{Tree: tree, Roots: []string{"example.com/m/z"}}); err == nil {
		t.Error("a cancelled load succeeds")
	}
}

func TestEveryPackageOfLibraryClosure(t *testing.T) {
	prog := load(t, "-- go.mod --\nmodule m\n-- m.go --\npackage m\n\nimport _ \"net/http\"\n", walk.Options{Platforms: []string{"linux/amd64"}}, "m")
	if errs := errorsOf(prog); errs != "" {
		t.Error(errs)
	}
	if !slices.ContainsFunc(prog.Packages, func(p *Package) bool { return strings.HasPrefix(p.Path, "vendor/golang.org/x/net") }) {
		t.Error("the library's own vendor directory is not read")
	}
}

func BenchmarkLoadLibrary(b *testing.B) {
	for range b.N {
		load(b, "-- go.mod --\nmodule m\n-- m.go --\npackage m\n\nimport _ \"net/http\"\n", walk.Options{}, "m")
	}
}
