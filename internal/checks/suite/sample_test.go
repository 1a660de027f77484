package suite_test

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// The bundled sample breaks every rule where a want comment says so, and
// nowhere else.
func TestSample(t *testing.T) {
	checktest.Dir(t, filepath.Join("..", "..", "..", "testdata", "kubernetes"), suite.All())
}

// The variant joined by go.work instead of replace directives breaks nothing.
func TestWorkspaceSample(t *testing.T) {
	archive, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "trees", "gowork.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	all := suite.All()
	settings, err := new(config.Config).Settings(all, config.Overrides{})
	if err != nil {
		t.Fatal(err)
	}
	tree := walktest.Open(t, string(archive), walk.Options{Vendor: true})
	if err := tree.Load(t.Context(), checks.Extractors(settings)...); err != nil {
		t.Fatal(err)
	}
	if tree.Work == nil || len(tree.Modules) < 2 {
		t.Fatalf("%d modules, go.work %v", len(tree.Modules), tree.Work)
	}
	res, err := checks.Run(t.Context(), tree, checks.Plan{Settings: settings, Known: all})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range res.Diagnostics {
		t.Errorf("%s:%d: %s: %s", d.Path, d.Pos.Line, d.Check.Slug, d.Message)
	}
}

// Tests look at the sample's programs with what they are built from, which a
// fresh machine has only if kdoc is built from the same versions.
func TestSampleVersions(t *testing.T) {
	versions := func(dir string) map[string]string {
		t.Helper()
		b, err := os.ReadFile(filepath.Join("..", "..", "..", dir, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		mod, err := modfile.Parse("go.mod", b, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, r := range mod.Require {
			out[r.Mod.Path] = r.Mod.Version
		}
		return out
	}
	own, sample := versions("."), versions("testdata/kubernetes")
	for _, path := range []string{"github.com/spf13/cobra", "github.com/spf13/pflag"} {
		if own[path] != sample[path] {
			t.Errorf("the sample requires %s %s, kdoc %s", path, sample[path], own[path])
		}
	}
}
