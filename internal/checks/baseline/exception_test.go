package baseline_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/baseline"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const shop = `
-- go.mod --
module ex.io/shop

go 1.24
-- api/v1/types.go --
package v1

type Order struct {
	Total map[string]int //nolint:govet, kubeapilinter // legacy
	State string
}

// Cart is one.
//nolint:kube-api-linter
type Cart struct {
	Items []string
}
-- api/v2/types.go --
package v2
`

// found are diagnostics by rule, file, line and what the symbol ends in.
func found(specs ...string) []checks.Keyed {
	var out []checks.Keyed
	for _, s := range specs {
		var id, version, name string
		var line int
		if _, err := fmt.Sscanf(s, "%s %s %d %s", &id, &version, &line, &name); err != nil {
			panic(err)
		}
		out = append(out, checks.Keyed{Nth: 1, Diagnostic: checks.Diagnostic{
			Check: &checks.Check{ID: id}, Path: "api/" + version + "/types.go", Pos: walk.Pos{Line: line, Col: 1}, Symbol: "ex.io/shop/api/" + version + "." + name}})
	}
	return out
}

func resolve(t *testing.T, es []baseline.Exception) string {
	t.Helper()
	tree := walktest.Open(t, shop, walk.Options{})
	entries, idle := baseline.Resolve(tree, found(
		"KA605 v1 4 Order.Total", "KA401 v1 4 Order.Total", "KA105 v1 4 Order.Total", "KX999 v1 4 Order.Total",
		"KA401 v1 5 Order.State", "KA105 v1 5 Order.State", "KA101 v1 5 Order.State",
		"KA702 v1 11 Cart.Items", "KA701 v1 11 Cart.Conditions", "KA102 v1 10 Cart",
		"KA605 v2 1 Order.Total"), es)
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintln(&b, e.Rule, strings.TrimPrefix(e.Symbol, "ex.io/shop/api/"))
	}
	for _, e := range idle {
		fmt.Fprintf(&b, "idle %s:%d\n", e.Path, e.Line)
	}
	return b.String()
}

func TestLists(t *testing.T) {
	for name, tc := range map[string]struct{ file, src, want, bad string }{
		"violations": {"x.list", `API rule violation: list_type_missing,ex.io/shop/api/v1,Cart,Items
API rule violation: list_type_missing,ex.io/shop/api/v1,Cart,Total

API rule violation: names_match,ex.io/shop/api/v1
API rule violation: other,ex.io/shop/api/v1,Cart,Items
`, "KA702 v1.Cart.Items\nidle x.list:2\n", "x.list:4 x.list:5"},
		"descriptions": {"failures", "./api/v1/types.go\napi/v3/types.go\n/etc/passwd\n",
			"KA101 v1.Order.State\nKA102 v1.Cart\nidle failures:2\n", "failures:3"},
		"a list of exclusions": {"e.yaml", `
- text: 'nomaps: field Order.(Total|Sum) should not use a map type'
  path: api/v1/
- text: "field Order.Total must be marked as optional or required"
- text: "should start with|must be marked as optional or required"
  path: "api/v2"
- text: "Conditions field in (Cart|Box) must be a slice of metav1.Condition"
- text: "field .* should use a map type"
  path-except: api
- text: "something else altogether"
`, "KA605 v1.Order.Total\nKA401 v1.Order.Total\nKA701 v1.Cart.Conditions\nidle e.yaml:5\nidle e.yaml:8\n", ""},
		"version 1": {".golangci.yml", `
issues:
  exclude-rules:
    - linters: [kubeapilinter]
      path: api/v1/types.go
      text: "field State"
    - linters: [kubeapilinter]
      path: api/v2/
    - linters: [revive]
      text: "map type"
    - text: "map type"
`, "KA605 v2.Order.Total\n", ".golangci.yml:4"},
		"version 2": {".golangci.yaml", `
version: "2"
linters:
  settings:
    custom:
      kubeapilinter: {type: module}
  exclusions:
    rules:
      - text: "godoc for field .* should start with '.* ...'"
        path: api/v1
      - text: "exported function"
      - linters: [kubeapilinter]
        text: "(map type"
        path: "("
`, "KA105 v1.Order.Total\nKA105 v1.Order.State\nKA101 v1.Order.State\n", ".golangci.yaml:12"},
		"not YAML": {"e.yaml", "a: [b\n", "", "e.yaml:1"},
	} {
		t.Run(name, func(t *testing.T) {
			es, refused := baseline.ParseList(tc.file, []byte(tc.src))
			if d := cmp.Diff(tc.want, resolve(t, es)); d != "" {
				t.Error(d)
			}
			var bad []string
			for _, r := range refused {
				bad = append(bad, fmt.Sprintf("%s:%d", r.Path, r.Line))
			}
			if got := strings.Join(bad, " "); got != tc.bad {
				t.Errorf("refused %q, want %q: %+v", got, tc.bad, refused)
			}
		})
	}
}

func nolint(t testing.TB, path, src string) []baseline.Exception {
	t.Helper()
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
	return baseline.Nolint(path, fset, f, func(id string) bool { return id != "KA105" })
}

func TestNolint(t *testing.T) {
	_, src, _ := strings.Cut(shop, "-- api/v1/types.go --\n")
	src, _, _ = strings.Cut(src, "-- ")
	want := "KA605 v1.Order.Total\nKA401 v1.Order.Total\nKA702 v1.Cart.Items\nKA701 v1.Cart.Conditions\n"
	if d := cmp.Diff(want, resolve(t, nolint(t, "api/v1/types.go", src))); d != "" {
		t.Error(d)
	}
	for src, want := range map[string]int{
		"//nolint:kubeapilinter\npackage a": 1, "//nolint:revive\npackage a": 0, "//nolint\npackage a": 0,
		"// nolint:kubeapilinter why\npackage a": 1, "// see nolint:kubeapilinter\npackage a": 0,
	} {
		if got := len(nolint(t, "a.go", src)); got != want || (got > 0) != baseline.HasNolint([]byte(src)) {
			t.Errorf("%q: %d exceptions, want %d", src, got, want)
		}
	}
}

// Whatever a list says, reading it ends, and each entry has a line of the file.
func FuzzParseList(f *testing.F) {
	for _, seed := range []string{"API rule violation: names_match,a,B,C\n", "./a/types.go\n",
		"- text: 'field (A|B.C should'\n  path: '['\n", "linters: {exclusions: {rules: [{text: 'x|(', linters: [kubeapilinter]}]}}", "issues:\n  exclude-rules:\n  - text: \\"} {
		f.Add("a.list", []byte(seed))
		f.Add("a.yaml", []byte(seed))
		f.Add("a", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, file string, src []byte) {
		es, refused := baseline.ParseList(file, src)
		lines := strings.Count(string(src), "\n") + 1
		for _, e := range es {
			if e.Line < 1 || e.Line > lines {
				t.Errorf("entry on line %d of %d", e.Line, lines)
			}
		}
		for _, r := range refused {
			if r.Line < 1 || r.Line > lines || r.Msg == "" {
				t.Errorf("refused %+v of %d lines", r, lines)
			}
		}
	})
}

func FuzzNolint(f *testing.F) {
	f.Add("package a\n\n//nolint:kubeapilinter\ntype A struct { B int //nolint:x,kube-api-linter\n}\n")
	f.Fuzz(func(t *testing.T, src string) {
		for _, e := range nolint(t, "a.go", src) {
			if e.Line < 1 || !baseline.HasNolint([]byte(src)) {
				t.Errorf("%+v", e)
			}
		}
	})
}
