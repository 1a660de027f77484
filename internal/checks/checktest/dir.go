package checktest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
)

// Dir runs all given checks, as configured by default, over a directory that is
// annotated as a case is, and holds every diagnostic to a want.
func Dir(t *testing.T, dir string, cs []*checks.Check) {
	t.Helper()
	ar := new(txtar.Archive)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(p)
		ar.Files = append(ar.Files, txtar.File{Name: filepath.ToSlash(rel), Data: data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tc := split(ar)
	conf, err := new(config.Config).Resolve(cs, config.Overrides{})
	if err != nil {
		t.Fatal(err)
	}
	_, res := run(t, checks.Plan{Settings: conf.Settings(), Known: cs}, conf, tc.tree)
	for _, f := range res.Failed {
		t.Errorf("%s: %v", f.Check.Slug, f.Err)
	}
	wants, err := tc.wants()
	if err != nil {
		t.Fatal(err)
	}
	if len(wants) == 0 {
		t.Fatalf("%s holds no want", dir)
	}
	for _, msg := range wants.compare(res.Diagnostics) {
		t.Error(msg)
	}
}
