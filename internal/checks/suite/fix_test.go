package suite_test

import (
	"bytes"
	"go/format"
	"os"
	"path"
	"path/filepath"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Fixes of every rule, applied to the bundled sample until there is nothing
// left to fix, leave Go files that parse and are formatted, and end.
func TestFixes(t *testing.T) {
	for _, class := range []checks.FixClass{checks.FixSafe, checks.FixUnsafe} {
		t.Run(map[checks.FixClass]string{checks.FixSafe: "safe", checks.FixUnsafe: "unsafe"}[class], func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "testdata", "kubernetes"))); err != nil {
				t.Fatal(err)
			}
			const runs = 8 // as many as the command makes
			for run := range runs {
				if fixOnce(t, dir, class) == 0 {
					if run == 0 {
						t.Error("nothing was fixed: the sample has diagnostics with fixes")
					}
					return
				}
			}
			t.Errorf("after %d runs there is still something to fix", runs)
		})
	}
}

// fixOnce runs every rule that needs no programs and applies the fixes. It
// returns how many it applied.
func fixOnce(t *testing.T, dir string, class checks.FixClass) int {
	t.Helper()
	var settings []checks.Setting
	for _, c := range suite.All() {
		if !c.Programs {
			settings = append(settings, checks.Setting{Check: c, Asked: true})
		}
	}
	tree, err := walk.Open(t.Context(), walk.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if err := tree.Load(t.Context(), checks.Extractors(settings)...); err != nil {
		t.Fatal(err)
	}
	res, err := checks.Run(t.Context(), tree, checks.Plan{Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Failed {
		t.Errorf("%s: %v", f.Check.Slug, f.Err)
	}
	fixed, err := checks.ApplyFixes(tree.ReadFile, res.Diagnostics, class)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range fixed.Changes {
		if path.Ext(c.Path) == ".go" {
			want, err := format.Source(c.New)
			if err != nil {
				t.Fatalf("%s no longer parses: %v", c.Path, err)
			}
			if old, err := format.Source(c.Old); err == nil && bytes.Equal(old, c.Old) && !bytes.Equal(want, c.New) {
				t.Errorf("%s was formatted and is not any more", c.Path)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(c.Path)), c.New, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return len(fixed.Applied)
}
