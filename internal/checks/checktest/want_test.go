package checktest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const sampleCase = `
-- go.mod --
module m
-- a.go --
package m // want slug-a "one" slug-b "two"

var x = 1
// want(-1) slug-a ` + "`th[re]+`" + `
-- b.yaml --
a: b # want slug-a "four"
-- a.go.fixed --
ignored // want slug-a "never"
-- want.txt --
data.json:7: slug-b "five"
go.mod: slug-a "six"
-- WANT --
golden
-- .kdoc.yaml --
version: 1
`

// TestCompare proves that the runner cannot be satisfied by accident: each want
// is met by exactly one diagnostic of the right rule, place and message.
func TestCompare(t *testing.T) {
	a, b := &checks.Check{Slug: "slug-a"}, &checks.Check{Slug: "slug-b"}
	d := func(c *checks.Check, path string, line int, msg string) checks.Diagnostic {
		return checks.Diagnostic{Check: c, Path: path, Pos: walk.Pos{Line: line, Col: 1}, Message: msg}
	}
	all := []checks.Diagnostic{
		d(a, "a.go", 1, "one"), d(b, "a.go", 1, "two"), d(a, "a.go", 3, "three"),
		d(a, "b.yaml", 1, "four"), d(b, "data.json", 7, "five"), {Check: a, Path: "go.mod", Message: "six"},
	}
	without := func(i int) []checks.Diagnostic {
		return append(append([]checks.Diagnostic{}, all[:i]...), all[i+1:]...)
	}
	for _, tt := range []struct {
		name string
		ds   []checks.Diagnostic
		want []string // beginnings of messages
	}{
		{"all met", all, nil},
		{"one missing", without(2), []string{"a.go:4: no diagnostic of slug-a at a.go:3"}},
		{"one too many", append(without(6-1), d(b, "a.go", 9, "new"), all[5]), []string{"a.go:9:1: unwanted"}},
		{"twice", append(without(5), all[5], all[0]), []string{"a.go:1:1: unwanted"}},
		{"another rule", append(without(0), d(b, "a.go", 1, "one")), []string{"a.go:1:1: unwanted", "a.go:1: no diagnostic of slug-a"}},
		{"another message", append(without(3), d(a, "b.yaml", 1, "FOUR")), []string{"b.yaml:1:1: unwanted", "b.yaml:1: no diagnostic"}},
		{"a line where none is wanted", append(without(5), d(a, "go.mod", 1, "six")), []string{"go.mod:1:1: unwanted", "want.txt:2: no diagnostic of slug-a at go.mod matches"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants, err := split(txtar.Parse([]byte(sampleCase))).wants()
			if err != nil {
				t.Fatal(err)
			}
			got := wants.compare(tt.ds)
			if len(got) != len(tt.want) {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], tt.want[i]) {
					t.Errorf("got %q, want %q", got[i], tt.want[i])
				}
			}
		})
	}
}

func TestSplit(t *testing.T) {
	tc := split(txtar.Parse([]byte(sampleCase)))
	var names []string
	for _, f := range txtar.Parse([]byte(tc.tree)).Files {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"go.mod", "a.go", "b.yaml", ".kdoc.yaml"}, names); diff != "" {
		t.Errorf("tree (-want +got)\n%s", diff)
	}
	if tc.golden < 0 || tc.fixed["a.go"] == "" || string(tc.config) != "version: 1\n" {
		t.Errorf("golden %d, fixed %q, config %q", tc.golden, tc.fixed, tc.config)
	}
}

func TestWantsRejects(t *testing.T) {
	for name, text := range map[string]string{
		"unquoted":       "-- want.txt --\na.go:1: slug-a one\n",
		"broken regexp":  "-- a.go --\npackage m // want slug-a \"[\"\n",
		"half a pair":    "-- a.go --\npackage m // want slug-a \"x\" slug-b\n",
		"no place":       "-- want.txt --\nslug-a\n",
		"unclosed quote": "-- a.go --\npackage m // want slug-a \"x\n",
	} {
		if _, err := split(txtar.Parse([]byte(text))).wants(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestDefects proves that diagnostics which break the promises of
// checks.Diagnostic fail a test even if they are wanted.
func TestDefects(t *testing.T) {
	tree := walktest.Open(t, "-- go.mod --\nmodule m\n-- a.go --\npackage m\n", walk.Options{})
	c := &checks.Check{ID: "KX001", Slug: "slug-a"}
	good := checks.Diagnostic{Check: c, Path: "a.go", Pos: walk.Pos{Line: 1, Col: 9}, End: walk.Pos{Line: 1, Col: 10}, Symbol: "m", Message: "m is bad"}
	if got := defects(tree, good); len(got) > 0 {
		t.Fatalf("a good diagnostic is rejected: %q", got)
	}
	for name, change := range map[string]func(*checks.Diagnostic){
		"no symbol":      func(d *checks.Diagnostic) { d.Symbol = "" },
		"no message":     func(d *checks.Diagnostic) { d.Message = "" },
		"full stop":      func(d *checks.Diagnostic) { d.Message = "m is bad." },
		"remedy":         func(d *checks.Diagnostic) { d.Remedy = "fix it. " },
		"no such file":   func(d *checks.Diagnostic) { d.Path = "b.go" },
		"outside":        func(d *checks.Diagnostic) { d.Pos = walk.Pos{Line: 9, Col: 1} },
		"outside a line": func(d *checks.Diagnostic) { d.End = walk.Pos{Line: 1, Col: 99} },
		"backwards":      func(d *checks.Diagnostic) { d.End = walk.Pos{Line: 1, Col: 9} },
		"related":        func(d *checks.Diagnostic) { d.Related = []checks.Related{{Path: "a.go", Pos: walk.Pos{Line: 7}}} },
	} {
		d := good
		change(&d)
		if len(defects(tree, d)) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}
