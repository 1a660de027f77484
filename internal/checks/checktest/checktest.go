// Package checktest runs one check over annotated miniature trees.
//
// Each case is a txtar archive holding a whole tree. What the check must report
// is written where it is to be reported:
//
//	import "k8s.io/kubernetes/pkg/api" // want import-restrictions "not allowed"
//
// The slug of the check is followed by a regular expression, a Go string, that
// the message must match; several such pairs may stand behind one want. YAML
// files say "# want". "want(-2)" speaks of two lines above, "want(+1)" of the
// line below. Files without comments get lines of the form
//
//	path:line: slug "regexp"
//
// in a section want.txt, with "path: slug …" for a diagnostic without a line.
// Every diagnostic must be wanted, and every want be met.
//
// A section WANT holds all diagnostics as they would be printed and is
// rewritten by "go test -update". A section named as a file plus ".fixed" holds
// what that file is after all fixes; fixing it again must change nothing. A
// section PROGRAMS, in the JSON of package commands, holds the command trees of
// the case's programs. A section .kdoc.yaml configures the check, and a section
// baseline.txt is the baseline. None of these is part of the tree but .kdoc.yaml
// and baseline.txt, and the ignore checks and load-error take part in every case.
package checktest

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/baseline"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "rewrite the golden parts of test cases")

// Update reports whether the test binary was run with -update. A test package
// that imports this one cannot declare the flag again.
func Update() bool { return *update }

// Run runs the check over every archive dir/*.txtar, each in a subtest named
// after the file.
func Run(t *testing.T, c *checks.Check, dir string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no test cases: %s holds no *.txtar (%v)", dir, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			runCase(t, c, path)
		})
	}
}

func runCase(t *testing.T, c *checks.Check, path string) {
	ar, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tc := split(ar)
	plan, conf := tc.plan(t, c)
	tree, res := run(t, plan, conf, tc.tree)
	for _, f := range res.Failed {
		t.Errorf("%s: %v", f.Check.Slug, f.Err)
	}
	wants, err := tc.wants()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, msg := range wants.compare(res.Diagnostics) {
		t.Error(msg)
	}
	for _, d := range res.Diagnostics {
		for _, msg := range defects(tree, d) {
			t.Errorf("%s: %s", place(d.Path, d.Pos), msg)
		}
	}
	tc.checkGolden(t, path, ar, res.Diagnostics)
	tc.checkFixes(t, plan, conf, tree, res.Diagnostics)
}

// plan configures the check as the archive's .kdoc.yaml says. A check that is
// off by default is on in its own tests.
func (tc *testCase) plan(t *testing.T, c *checks.Check) (checks.Plan, *config.Effective) {
	t.Helper()
	known := checks.Builtin()
	if checks.Find(known, c.ID) == nil {
		known = append(known, c)
	}
	conf := new(config.Config)
	if tc.config != nil {
		var err error
		if conf, err = config.Parse(config.Name, tc.config, known); err != nil {
			t.Fatal(err)
		}
	}
	effective, err := conf.Resolve(known, config.Overrides{Enable: []string{c.ID}})
	if err != nil {
		t.Fatal(err)
	}
	plan := checks.Plan{Settings: effective.Settings(), Known: known}
	if tc.programs != nil {
		programs, err := commands.Decode(bytes.NewReader(tc.programs))
		if err != nil {
			t.Fatal(err)
		}
		plan.Programs = func(context.Context) ([]*commands.Program, error) { return programs, nil }
	}
	return plan, effective
}

func run(t *testing.T, plan checks.Plan, conf *config.Effective, tree string) (*walk.Tree, *checks.Result) {
	t.Helper()
	tr := walktest.Open(t, tree, walk.Options{Vendor: checks.NeedVendor(plan.Settings)})
	if xs := append(checks.Extractors(plan.Settings), config.Choose(tr, conf)...); len(xs) > 0 {
		if err := tr.Load(t.Context(), xs...); err != nil {
			t.Fatal(err)
		}
	}
	if src, err := tr.ReadFile(baselineName); err == nil {
		entries, err := baseline.Parse(baselineName, src)
		if err != nil {
			t.Fatal(err)
		}
		plan.Baseline = &checks.Baseline{Path: baselineName, Name: baselineName, Entries: entries}
	}
	res, err := checks.Run(t.Context(), tr, plan)
	if err != nil {
		t.Fatal(err)
	}
	return tr, res
}

func (tc *testCase) checkGolden(t *testing.T, path string, ar *txtar.Archive, ds []checks.Diagnostic) {
	t.Helper()
	if tc.golden < 0 {
		return
	}
	got := Format(ds)
	want := string(ar.Files[tc.golden].Data)
	if got == want {
		return
	}
	if !*update {
		t.Errorf("WANT differs (-want +got); rewrite it with go test -update\n%s", cmp.Diff(want, got))
		return
	}
	ar.Files[tc.golden].Data = []byte(got)
	if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
		t.Fatal(err)
	}
}

// checkFixes applies the fixes, compares what comes out with the .fixed
// sections and runs the check on it again: nothing may be left to fix.
func (tc *testCase) checkFixes(t *testing.T, plan checks.Plan, conf *config.Effective, tree *walk.Tree, ds []checks.Diagnostic) {
	t.Helper()
	if len(tc.fixed) == 0 {
		return
	}
	fixed, err := checks.ApplyFixes(tree.ReadFile, ds, checks.FixUnsafe)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range fixed.Changes {
		got[c.Path] = string(c.New)
	}
	if diff := cmp.Diff(tc.fixed, got); diff != "" {
		t.Errorf("fixed files differ (-want +got)\n%s", diff)
	}
	after := txtar.Parse([]byte(tc.tree))
	for i, f := range after.Files {
		if s, ok := got[f.Name]; ok {
			after.Files[i].Data = []byte(s)
		}
	}
	tree, res := run(t, plan, conf, string(txtar.Format(after)))
	again, err := checks.ApplyFixes(tree.ReadFile, res.Diagnostics, checks.FixUnsafe)
	if err != nil {
		t.Fatal(err)
	}
	if len(fixed.Conflicts) == 0 && len(again.Changes) > 0 {
		t.Errorf("fixing the fixed tree changes %s again:\n%s", again.Changes[0].Path, again.Changes[0].New)
	}
}
