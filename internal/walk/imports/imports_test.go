package imports_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const small = `
-- go.mod --
module a.org/m
-- a/a.go --
package a

import "C"
import (
	_ "fmt"
	_ "a.org/m/b"
)
-- a/b.go --
package a

import _ "a.org/m/b"
-- a/a_test.go --
package a

import _ "a.org/m/c"
-- a/x_test.go --
package a_test

import (
	_ "a.org/m/a"
	_ "a.org/m/b"
)
-- a/never.go --
//go:build never

package a

import _ "a.org/m/never"
-- b/b.go --
package b

import _ "a.org/m/c"
-- c/c.go --
package c

import _ "other.org/x"
-- c/c_test.go --
package c

import _ "a.org/m/d"
-- d/d.go --
package d

import _ "a.org/m/c"
-- n/go.mod --
module a.org/n
-- n/n.go --
package n

import _ "a.org/m/a"
-- c/n_test.go --
package c

import _ "a.org/n"
`

func open(t testing.TB, archive string) *imports.Graph {
	return imports.New(walktest.Open(t, archive, walk.Options{}), imports.Options{})
}

// TestEdges reads the whole graph back, in both directions.
func TestEdges(t *testing.T) {
	g := open(t, small)
	var got []string
	for id := range imports.ID(g.Len()) {
		n := g.Node(id)
		if g.Find(n.Path) != id {
			t.Errorf("%s does not find itself", n.Path)
		}
		for _, e := range g.Imports(id) {
			line := fmt.Sprintf("%s -> %s %03b", n.Path, g.Node(e.ID).Path, e.Kinds)
			if to := g.Node(e.ID); to.Pkg == nil {
				line += fmt.Sprintf(" outside std=%v", to.Std)
			}
			hop, ok := g.Hop(id, e.ID, imports.Any)
			got = append(got, fmt.Sprintf("%s %s:%d %v", line, hop.File.Path, hop.Import.Pos.Line, ok))
			if !slices.Contains(g.Importers(e.ID), imports.Edge{ID: id, Kinds: e.Kinds}) {
				t.Errorf("%s: not among the importers", line)
			}
		}
	}
	want := []string{
		"a.org/m/a -> a.org/m/a 100 a/x_test.go:4 true",
		"a.org/m/a -> a.org/m/b 101 a/a.go:6 true",
		"a.org/m/a -> a.org/m/c 010 a/a_test.go:3 true",
		"a.org/m/a -> fmt 001 outside std=true a/a.go:5 true",
		"a.org/m/b -> a.org/m/c 001 b/b.go:3 true",
		"a.org/m/c -> a.org/m/d 010 c/c_test.go:3 true",
		"a.org/m/c -> a.org/n 010 c/n_test.go:3 true",
		"a.org/m/c -> other.org/x 001 outside std=false c/c.go:3 true",
		"a.org/m/d -> a.org/m/c 001 d/d.go:3 true",
		"a.org/n -> a.org/m/a 001 n/n.go:3 true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if g.Find("C") != imports.None || g.Find("a.org/m/never") != imports.None {
		t.Error(`"C" or an import of an inactive file is in the graph`)
	}
}

func TestChain(t *testing.T) {
	g := open(t, small)
	chain := func(from, to string, via imports.Via) string {
		parts := []string{}
		for _, h := range g.Chain(g.Find(from), g.Find(to), via) {
			parts = append(parts, fmt.Sprintf("%s:%d", h.File.Path, h.Import.Pos.Line))
		}
		return strings.Join(parts, " ")
	}
	prod := imports.Via{First: imports.Prod, Rest: imports.Prod}
	tests := imports.Via{First: imports.Any, Rest: imports.Prod}
	notB := imports.Via{First: imports.Prod, Rest: imports.Prod, Through: func(id imports.ID) bool { return g.Node(id).Path != "a.org/m/b" }}
	for _, test := range []struct {
		from, to string
		via      imports.Via
		want     string
	}{
		{"a.org/m/a", "other.org/x", prod, "a/a.go:6 b/b.go:3 c/c.go:3"},
		{"a.org/m/a", "other.org/x", tests, "a/a_test.go:3 c/c.go:3"},
		{"a.org/m/a", "other.org/x", notB, ""},
		{"a.org/m/a", "a.org/m/b", notB, "a/a.go:6"},
		{"a.org/m/a", "a.org/m/a", prod, ""},
		{"a.org/m/d", "a.org/m/d", prod, ""},
		{"a.org/m/c", "a.org/m/c", tests, "c/c_test.go:3 d/d.go:3"},
		{"fmt", "a.org/m/a", tests, ""},
	} {
		if got := chain(test.from, test.to, test.via); got != test.want {
			t.Errorf("%s to %s by %v: %q, want %q", test.from, test.to, test.via, got, test.want)
		}
	}
}

func TestCycles(t *testing.T) {
	g := open(t, small)
	show := func(kinds imports.Kinds) string {
		var out []string
		for _, c := range g.Cycles(kinds) {
			var names []string
			for _, id := range c {
				names = append(names, g.Node(id).Path)
			}
			out = append(out, strings.Join(names, " "))
		}
		for _, c := range g.ModuleCycles(kinds) {
			for _, e := range c {
				out = append(out, fmt.Sprintf("%s -> %s %s", e.From.Path, e.To.Path, e.Hop.File.Path))
			}
		}
		return strings.Join(out, "\n")
	}
	if got := show(imports.Prod); got != "" {
		t.Errorf("cycles without tests:\n%s", got)
	}
	want := `a.org/m/a a.org/m/b a.org/m/c a.org/m/d a.org/n
a.org/m -> a.org/n c/n_test.go
a.org/n -> a.org/m n/n.go`
	if diff := cmp.Diff(want, show(imports.Any)); diff != "" {
		t.Error(diff)
	}
}

// TestClosure compares closures of random graphs, cycles and barriers included,
// with a plain search.
func TestClosure(t *testing.T) {
	seed := rand.Int63()
	rnd := rand.New(rand.NewSource(seed))
	t.Logf("seed %d", seed)
	const n = 90
	var b strings.Builder
	b.WriteString("-- go.mod --\nmodule a.org/m\n")
	for i := range n {
		fmt.Fprintf(&b, "-- p%d/p.go --\npackage p\n", i)
		for range rnd.Intn(4) {
			fmt.Fprintf(&b, "import _ \"a.org/m/p%d\"\n", rnd.Intn(n))
		}
		fmt.Fprintf(&b, "-- p%d/p_test.go --\npackage p\nimport _ \"a.org/m/p%d\"\n", i, rnd.Intn(n))
	}
	g := open(t, b.String())
	for _, kinds := range []imports.Kinds{imports.Prod, imports.Test, imports.Any} {
		through := func(id imports.ID) bool { return id%7 != 3 }
		c := g.NewClosure(kinds, through)
		for _, i := range rnd.Perm(g.Len()) {
			want := g.NewSet()
			queue := []imports.ID{imports.ID(i)}
			for len(queue) > 0 {
				at := queue[0]
				queue = queue[1:]
				if !through(at) {
					continue
				}
				for _, e := range g.Imports(at) {
					if e.Kinds&kinds != 0 && !want.Has(e.ID) {
						want.Add(e.ID)
						queue = append(queue, e.ID)
					}
				}
			}
			if !slices.Equal(c.Of(imports.ID(i)), want) {
				t.Fatalf("closure of %s with kinds %b: %v, want %v", g.Node(imports.ID(i)).Path, kinds,
					slices.Collect(c.Of(imports.ID(i)).All()), slices.Collect(want.All()))
			}
			if c.Of(imports.ID(i)).Len() == 0 != want.Empty() {
				t.Fatal("Len and Empty disagree")
			}
		}
	}
}
