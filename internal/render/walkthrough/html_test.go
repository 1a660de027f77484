package walkthrough_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/html"
	"github.com/kdoc-dev/kdoc/internal/render/walkthrough"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// The page of a site folds the details, and each mark leads to its line.
func TestGoldenHTML(t *testing.T) {
	archive, err := os.ReadFile(filepath.Join("testdata", "relay.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	tree := walktest.Open(t, string(archive), walk.Options{Platforms: []string{"linux/amd64"}})
	target, err := summarize.Resolve(t.Context(), tree, "Relay.Run")
	if err != nil {
		t.Fatal(err)
	}
	w, err := summarize.Explain(t.Context(), summarize.Options{Tree: tree, Target: target, Details: true})
	if err != nil {
		t.Fatal(err)
	}
	p, err := walkthrough.Page(t.Context(), w, walkthrough.Look{Draw: walkthrough.SVG, Details: true})
	if err != nil {
		t.Fatal(err)
	}
	pages := render.NewSite(w.Title, []*render.Page{p})
	if pages.Source, err = render.NewSource("https://example.org/{path}#L{line}", ""); err != nil {
		t.Fatal(err)
	}
	var got []byte
	format, err := html.New(html.Options{Assets: os.DirFS(filepath.Join("..", "..", "..", "site"))})
	if err != nil {
		t.Fatal(err)
	}
	err = format.Render(t.Context(), pages, func(f render.File) error {
		if f.Path == "walkthrough.html" {
			got = bytes.Clone(f.Data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(got), `<header class="title">`)
	body, _, _ = strings.Cut(body, "</main>")
	file := filepath.Join("testdata", "relay-run.html")
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), body); diff != "" {
		t.Errorf("%s (-want +got), rewrite with -update:\n%s", file, diff)
	}
}
