package checks_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// banned reports whatever mentions "banned" where the driver's own checks need
// diagnostics to silence: imports, requirements and lines of YAML files.
var banned = &checks.Check{
	ID: "KX001", Slug: "test-banned", Severity: checks.Error, Fix: checks.FixSafe,
	Run: func(p *checks.Pass) error {
		say := func(path string, pos, end walk.Pos, what string) {
			p.Report(checks.Diagnostic{Path: path, Pos: pos, End: end, Symbol: path + " " + what, Message: what + " is banned"})
		}
		for _, pkg := range p.Tree.Packages {
			for _, f := range pkg.Files {
				for _, imp := range f.Header.Imports {
					if strings.Contains(imp.Path, "banned") && f.Active {
						say(f.Path, imp.PathPos, imp.End, imp.Path)
					}
				}
			}
		}
		for _, path := range p.Tree.Paths() {
			if !strings.HasSuffix(path, ".yaml") && !strings.HasSuffix(path, "go.mod") {
				continue
			}
			src, err := p.ReadFile(path)
			if err != nil {
				return err
			}
			for i, line := range strings.Split(string(src), "\n") {
				if text, _, _ := strings.Cut(line, "#"); strings.Contains(text, "banned/") && !strings.HasPrefix(text, "//") {
					say(path, walk.Pos{Line: i + 1}, walk.Pos{}, "banned")
				}
			}
			if strings.Contains(string(src), "banned as a whole") {
				say(path, walk.Pos{}, walk.Pos{}, "the file")
			}
		}
		return nil
	},
}

func TestDriver(t *testing.T) { checktest.Run(t, banned, "testdata") }

func TestRunKeepsGoing(t *testing.T) { // a check that panics or fails costs only itself
	tree := openTree(t, "-- go.mod --\nmodule m\n-- a.go --\npackage m\n")
	boom := &checks.Check{ID: "KX002", Slug: "test-boom", Severity: checks.Info, Run: func(p *checks.Pass) error {
		p.Report(checks.Diagnostic{Path: "a.go", Symbol: "m", Message: "said before"})
		panic("boom")
	}}
	fine := &checks.Check{ID: "KX003", Slug: "test-fine", Severity: checks.Info, Run: func(p *checks.Pass) error {
		p.Report(checks.Diagnostic{Path: "a.go", Symbol: "m", Message: "fine"})
		return nil
	}}
	res, err := checks.Run(t.Context(), tree, checks.Plan{Settings: []checks.Setting{{Check: fine}, {Check: boom, Severity: checks.Warning}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Failed) != 1 || res.Failed[0].Check != boom || !strings.Contains(res.Failed[0].Err.Error(), "boom") {
		t.Errorf("failures: %v", res.Failed)
	}
	got := checktest.Format(res.Diagnostics)
	want := "a.go: warning: said before [KX002 test-boom]\na.go: info: fine [KX003 test-fine]\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestUnusedNeedsItsRule makes sure that leaving out a rule, or its path, does
// not make the directives for it look unused.
func TestUnusedNeedsItsRule(t *testing.T) {
	tree := openTree(t, "-- go.mod --\nmodule m\n-- a.go --\n//kdoc:ignore test-banned legacy\n\npackage m\n")
	unused := checks.Setting{Check: checks.IgnoreUnused}
	for _, tt := range []struct {
		name string
		plan checks.Plan
		want int
	}{
		{"ran", checks.Plan{Settings: []checks.Setting{unused, {Check: banned}}}, 1},
		{"left out", checks.Plan{Settings: []checks.Setting{unused}, Known: []*checks.Check{banned}}, 0},
		{"not on this path", checks.Plan{Settings: []checks.Setting{unused, {Check: banned, Paths: func(p string) bool { return p != "a.go" }}}}, 0},
		{"not asked for", checks.Plan{Settings: []checks.Setting{{Check: banned}}}, 0},
		{"outside the patterns", checks.Plan{Settings: []checks.Setting{unused, {Check: banned}}, Paths: func(string) bool { return false }}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := checks.Run(t.Context(), tree, tt.plan)
			if err != nil {
				t.Fatal(err)
			}
			if len(res.Diagnostics) != tt.want {
				t.Errorf("got %d diagnostics, want %d:\n%s", len(res.Diagnostics), tt.want, checktest.Format(res.Diagnostics))
			}
		})
	}
}

func TestValidateRejects(t *testing.T) {
	good := checks.Builtin()[0]
	mutate := func(f func(*checks.Check)) *checks.Check {
		c := *good
		c.ID, c.Slug = "KX009", "test-good"
		f(&c)
		return &c
	}
	shared := &struct {
		N int `yaml:"n"`
	}{}
	for _, tt := range []struct {
		name  string
		check *checks.Check
		want  string
	}{
		{"id", mutate(func(c *checks.Check) { c.ID = "KX9" }), "the id is not"},
		{"slug", mutate(func(c *checks.Check) { c.Slug = "Good" }), "the slug is not"},
		{"taken slug", mutate(func(c *checks.Check) { c.Slug = good.Slug }), "is taken by KA001"},
		{"severity", mutate(func(c *checks.Check) { c.Severity = 0 }), "Severity is not set"},
		{"run", mutate(func(c *checks.Check) { c.Run = nil }), "Run is not set"},
		{"since", mutate(func(c *checks.Check) { c.Since = "soon" }), "Since"},
		{"title", mutate(func(c *checks.Check) { c.Doc = "Title\n" }), `instead of a "# title" line`},
		{"full stop", mutate(func(c *checks.Check) { c.Doc = "# title.\n" }), "full stop"},
		{"section", mutate(func(c *checks.Check) { c.Doc = strings.Replace(good.Doc, "## Fix", "## Repair", 1) }), "has the sections"},
		{"empty section", mutate(func(c *checks.Check) { c.Doc, _, _ = strings.Cut(good.Doc, "kdoc's own") }), `"Source" of the page is empty`},
		{"fence", mutate(func(c *checks.Check) { c.Doc = good.Doc + "\n```go\n" }), "not closed"},
		{"options type", mutate(func(c *checks.Check) { c.Options = func() any { return 3 } }), "instead of a pointer"},
		{"options shared", mutate(func(c *checks.Check) { c.Options = func() any { return shared } }), "same struct twice"},
		{"options untagged", mutate(func(c *checks.Check) { c.Options = func() any { return &struct{ N int }{} } }), "no yaml tag"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := checks.Validate([]*checks.Check{good, tt.check})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want it to contain %q", err, tt.want)
			}
		})
	}
	if err := checks.Validate(checks.Builtin()); err != nil {
		t.Error(err)
	}
}

func TestSuggest(t *testing.T) {
	valid := []string{"KA101", "KA102", "field-doc-missing", "import-alias", "import-staging"}
	for name, want := range map[string]string{
		"ka101": "KA101", "KA1O2": "KA102", "field-doc-mising": "field-doc-missing",
		"field": "field-doc-missing", "import": "", "imports-alias": "import-alias", "zebra": "", "": "",
	} {
		if got := checks.Suggest(name, valid); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}

func openTree(t *testing.T, archive string) *walk.Tree {
	t.Helper()
	return walktest.Open(t, archive, walk.Options{})
}
