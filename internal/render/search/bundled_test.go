package search_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/apiref"
	"github.com/kdoc-dev/kdoc/internal/render/reflist"
	"github.com/kdoc-dev/kdoc/internal/render/search"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

// TestBundled asks the index of the bundled tree, as pages do but without a
// browser.
func TestBundled(t *testing.T) {
	dir := t.TempDir()
	for _, f := range bundled(t) {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	queries := readJudged(t, filepath.Join("testdata", "bundled.txt"))
	if good := judge(t, dir, queries); good < len(queries) {
		t.Errorf("%d of %d judged queries find what they should", good, len(queries))
	}
}

func bundled(t *testing.T) []render.File {
	t.Helper()
	tree, err := walk.Open(t.Context(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	if err := tree.Load(t.Context(), outline.Extractor); err != nil {
		t.Fatal(err)
	}
	api, err := reference.Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := registry.Load(t.Context(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return search.Files(render.Assemble(render.Input{Tree: tree, API: apiref.Pages(api, render.Ref{}), Lists: reflist.Pages(lists, reflist.Layout{})}))
}

// TestReached holds that every script is listed, that none is too large, and that
// the files do not depend on anything but the site.
func TestReached(t *testing.T) {
	files := bundled(t)
	again := bundled(t)
	for i, f := range files {
		if i > 0 && !strings.HasPrefix(f.Path, search.Dir) {
			t.Errorf("%s is not below %s", f.Path, search.Dir)
		}
		if len(f.Data) > 80<<10 {
			t.Errorf("%s has %d bytes", f.Path, len(f.Data))
		}
		if again[i].Path != f.Path || string(again[i].Data) != string(f.Data) {
			t.Errorf("%s is not the same twice", f.Path)
		}
	}
}
