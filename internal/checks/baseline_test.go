package checks_test

import (
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Entries are judged only by rules that ran, over a tree that could be read,
// and not if the check or a list of the tree explains the silence.
func TestStaleEntries(t *testing.T) {
	says := func(f func(*checks.Pass)) *checks.Check {
		return &checks.Check{ID: "KX001", Slug: "test-says", Doc: "# t\n", Severity: checks.Error, Run: func(p *checks.Pass) error { f(p); return nil }}
	}
	d := func(line int) checks.Diagnostic {
		return checks.Diagnostic{Path: "a.go", Pos: walk.Pos{Line: line, Col: 1}, Symbol: "m.A", Message: "bad"}
	}
	once := says(func(p *checks.Pass) { p.Report(d(3)) })
	twice := says(func(p *checks.Pass) { p.Report(d(9)); p.Report(d(3)) })
	silent := says(func(*checks.Pass) {})
	broken := &checks.Check{ID: "KX001", Slug: "test-says", Run: func(*checks.Pass) error { panic("sample") }}
	one, two := checks.Accepted{Rule: "KX001", Symbol: "m.A", Nth: 1}, checks.Accepted{Rule: "test-says", Symbol: "m.A", Nth: 2}
	const tree, partial = "-- go.mod --\nmodule m\n-- a.go --\npackage m\n", "-- go.mod --\nmodule m\n-- a.go --\npackage m\n-- b.go --\npackage }\n"
	for _, tt := range []struct {
		name    string
		tree    string
		check   *checks.Check
		entries []checks.Accepted
		want    string // what is reported: lines, or the start of messages
	}{
		{"accepted", tree, once, []checks.Accepted{one}, ""},
		{"the second is not", tree, twice, []checks.Accepted{one}, "9"},
		{"only the second is", tree, twice, []checks.Accepted{two}, "3"},
		{"both are", tree, twice, []checks.Accepted{one, two}, ""},
		{"there is one", tree, once, []checks.Accepted{one, two}, "accepts number 2"},
		{"there is none", tree, silent, []checks.Accepted{one}, "there is none"},
		{"said twice", tree, once, []checks.Accepted{one, one}, "twice"},
		{"another symbol", tree, once, []checks.Accepted{{Rule: "KX001", Symbol: "m.B", Nth: 1}}, "there is none 3"},
		{"the tree tolerates it", tree, says(func(p *checks.Pass) { p.Tolerate(d(3)) }), []checks.Accepted{one}, ""},
		{"the check abstains", tree, says(func(p *checks.Pass) { p.Abstain() }), []checks.Accepted{one}, ""},
		{"the check failed", tree, broken, []checks.Accepted{one}, ""},
		{"part of the tree", partial, silent, []checks.Accepted{one}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan := checks.Plan{Settings: []checks.Setting{{Check: tt.check}, {Check: checks.BaselineStale}}, Baseline: &checks.Baseline{Name: "b", Entries: tt.entries}}
			res, err := checks.Run(t.Context(), openTree(t, tt.tree), plan)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range res.Diagnostics {
				if d.Check == checks.BaselineStale {
					got = append(got, d.Message)
				} else {
					got = append(got, string(rune('0'+d.Pos.Line)))
				}
			}
			want := strings.Fields(tt.want)
			if tt.want == "" && len(got) > 0 || tt.want != "" && len(got) == 0 {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			for _, w := range want {
				if !strings.Contains(strings.Join(got, "\n"), w) {
					t.Errorf("got %q, want %q in it", got, w)
				}
			}
		})
	}
}

// What is reported does not change what the numbers mean.
func TestNumbersCountEverything(t *testing.T) {
	check := &checks.Check{ID: "KX001", Slug: "test-says", Severity: checks.Error, Run: func(p *checks.Pass) error {
		p.Report(checks.Diagnostic{Path: "a/a.go", Symbol: "m.A", Message: "bad"})
		p.Report(checks.Diagnostic{Path: "b/b.go", Symbol: "m.A", Message: "bad"})
		return nil
	}}
	res, err := checks.Run(t.Context(), openTree(t, "-- go.mod --\nmodule m\n"), checks.Plan{
		Settings: []checks.Setting{{Check: check}}, Paths: func(p string) bool { return p == "b/b.go" }})
	if err != nil {
		t.Fatal(err)
	}
	if ks := res.Numbered(); len(ks) != 1 || ks[0].Nth != 2 || ks[0].Path != "b/b.go" {
		t.Errorf("got %+v", ks)
	}
}
