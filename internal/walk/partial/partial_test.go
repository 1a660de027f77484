package partial

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const tree = `
-- go.mod --
module example.org/m

go 1.21
-- focus/focus.go --
package focus

import (
	"sync"

	far "example.org/m/dep"
	"example.org/missing/gone"
)

type Worker struct {
	mu   sync.Mutex
	next far.Source
}

func (w *Worker) Get() string { return "" }

func (w *Worker) Run(b *far.Box[string]) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next.Chain().Pop()
	b.Put(far.Limit)
	x := far.Default.Name
	_ = x
	gone.Call()
}
-- dep/dep.go --
package dep

import "example.org/m/deeper"

// Source is pruned to what the focus calls.
type Source interface {
	Chain() *deeper.Link
	Unused() deeper.NeverLookedAt
}

// Getter may be implemented by the focus, which has a Get, so it is whole.
type Getter interface{ Get() string }

// GetPutter may not.
type GetPutter interface {
	Get() string
	Peek() int
}

type Box[T any] struct{ items []T }

func (b *Box[T]) Put(n int) { broken(b.items }

const (
	first = iota
	Limit
)

var Default = Settings{Name: "x"}

type Settings struct{ Name, Other string }

var text = ` + "`" + `
func Box(not a declaration)
` + "`" + `
-- dep/uses.go --
package dep

var g Getter
-- deeper/deeper.go --
package deeper

type Link struct{}

func (*Link) Pop() int { return 1 }

type NeverLookedAt struct{}
-- deeper/other_windows.go --
package deeper

type Link int
-- some/some.go --
package some

import "example.org/m/focus"

func start() { (&focus.Worker{}).Run(nil) }

func other() { undefined() }
`

func load(t *testing.T, opts Options) *Program {
	t.Helper()
	opts.Tree = walktest.Open(t, tree, walk.Options{Platforms: []string{"linux/amd64"}})
	prog, err := Load(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return prog
}

func TestFocusIsTyped(t *testing.T) {
	prog := load(t, Options{Focus: []string{"example.org/m/focus"}})
	p := prog.Package("example.org/m/focus")
	want := map[string]string{
		"Chain": "func() *deeper.Link",
		"Pop":   "func() int",
		"Put":   "func(n int)",
		"Lock":  "func()",
		"Limit": "untyped int",
		"Name":  "string",
	}
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok || want[sel.Sel.Name] == "" {
				return true
			}
			obj := p.Info.Uses[sel.Sel]
			if obj == nil {
				t.Errorf("%s was not resolved", sel.Sel.Name)
				return true
			}
			if got := types.TypeString(obj.Type(), func(p *types.Package) string { return p.Name() }); got != want[sel.Sel.Name] {
				t.Errorf("%s has type %s, want %s", sel.Sel.Name, got, want[sel.Sel.Name])
			}
			delete(want, sel.Sel.Name)
			return true
		})
	}
	for n := range want {
		t.Errorf("no selector %s was seen", n)
	}
	if !slices.Equal(prog.Missing, []string{"example.org/missing/gone"}) {
		t.Errorf("missing %v", prog.Missing)
	}
}

func TestOnlyWhatIsSpokenOfIsTaken(t *testing.T) {
	prog := load(t, Options{Focus: []string{"example.org/m/focus"}})
	dep, deeper := prog.Package("example.org/m/dep").Types.Scope(), prog.Package("example.org/m/deeper").Types.Scope()
	for scope, names := range map[*types.Scope][]string{dep: {"Box", "Default", "Limit", "Settings", "Source", "first"}, deeper: {"Link"}} {
		if got := scope.Names(); !slices.Equal(got, names) {
			t.Errorf("took %v, want %v", got, names)
		}
	}
	source := dep.Lookup("Source").Type().Underlying().(*types.Interface)
	if source.NumMethods() != 1 || prog.Whole(dep.Lookup("Source")) {
		t.Errorf("Source has %d methods, whole %v", source.NumMethods(), prog.Whole(dep.Lookup("Source")))
	}
	settings := dep.Lookup("Settings").Type().Underlying().(*types.Struct)
	if settings.NumFields() != 1 && settings.NumFields() != 2 { // a field list is kept or dropped as one
		t.Errorf("Settings has %d fields", settings.NumFields())
	}
}

// Positions are those of the files, although declarations are parsed apart.
func TestPositions(t *testing.T) {
	prog := load(t, Options{Focus: []string{"example.org/m/focus"}})
	at := prog.Fset.Position(prog.Package("example.org/m/deeper").Types.Scope().Lookup("Link").Pos())
	if at.Filename != "deeper/deeper.go" || at.Line != 3 {
		t.Errorf("Link is at %s", at)
	}
}

func TestSome(t *testing.T) {
	prog := load(t, Options{Focus: []string{"example.org/m/focus"}, Some: map[string][]string{"example.org/m/some": {"start"}}})
	p := prog.Package("example.org/m/some")
	if got := p.Types.Scope().Names(); !slices.Equal(got, []string{"start"}) {
		t.Errorf("took %v of the package", got)
	}
	if p.Info == nil || len(p.Info.Selections) != 1 {
		t.Error("the body of start was not looked into")
	}
}

func TestUnknownPackage(t *testing.T) {
	_, err := Load(t.Context(), Options{Tree: walktest.Open(t, tree, walk.Options{}), Focus: []string{"example.org/m/none"}})
	if err == nil || !strings.Contains(err.Error(), `no package "example.org/m/none"`) {
		t.Errorf("error %v", err)
	}
}

func FuzzScan(f *testing.F) {
	f.Add([]byte("package p\n\nfunc (r *T[K]) M() {}\n\ntype (\n\tA int\n\tB = string\n)\n\nconst X, Y = 1, 2\n"))
	f.Add([]byte("func (\nvar\ntype(\n\t"))
	f.Fuzz(func(t *testing.T, src []byte) {
		x := &index{names: map[string][]*chunk{}, methods: map[string]map[string][]*chunk{}}
		x.scan(0, src)
		for name, chunks := range x.names {
			for _, c := range chunks {
				if !strings.Contains(string(c.text), name) {
					t.Errorf("%q is not in its chunk %q", name, c.text)
				}
			}
		}
	})
}
