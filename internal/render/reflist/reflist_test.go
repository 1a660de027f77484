package reflist

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestPages lays out the lists of the tree that package registry is tested with
// and looks for what readers come for.
func TestPages(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "walk", "registry", "testdata", "lists.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := registry.Load(t.Context(), walktest.Open(t, string(src), walk.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	flag := &commands.Flag{Name: "feature-gates", Type: "mapStringBool", Usage: "Switches:\nStarSailing=true|false (BETA - default=true)"}
	pages := Pages(m, Layout{
		Home:      render.Ref{Page: "home", Text: "boat"},
		Explained: map[string][]render.Ref{"example.org/boat/crew": {{Page: "walk:crew", Text: "crew"}}},
		Flags:     []Flag{{flag, "boat", "cmd:boat"}, {&commands.Flag{Name: "speed", Default: "4", Usage: "in `knots`"}, "boat sail", "cmd:sail"}, {&commands.Flag{Name: "speed", Default: "2"}, "boat row", "cmd:row"}},
	})
	text := map[string]string{}
	err = markdown.New().Render(t.Context(), render.NewSite("boat", pages), func(f render.File) error {
		text[f.Path] = string(f.Data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for page, want := range map[string][]string{
		"reference/feature-gates.md": {"StarSailing", "beta, on by default", "alpha in 1.2, beta in 1.3", "alpha in 1.9 (off by default), beta in 1.10 (on by default)", "Bosun.sync", "boat --feature-gates", "Explained"},
		"reference/metrics.md":       {"crew_orders_total", "stable", "deck, watch", "Orders that were given."},
		"reference/labels.md":        {"boat.example.org/keel", "taint", "keeps everybody from the keel", "Set by", "Read by"},
		"reference/flags.md":         {"--speed", "Default 4", "boat sail", "Default 2", "boat row"},
		"reference/rbac.md":          {"boat:mate", "get, list", "core, apps", "some rules not known"},
		"reference/index.md":         {"Feature gates", "Controllers"},
	} {
		for _, w := range want {
			plain := strings.NewReplacer("`", "", "\\", "", "[", "", "]", "").Replace(text[page])
			if !strings.Contains(plain, w) {
				t.Errorf("%s does not say %q:\n%s", page, w, plain)
			}
		}
	}
}

// TestSplit holds that no page of a long list has more than its share, that every
// entry is on one, and that no id is there twice.
func TestSplit(t *testing.T) {
	m := &registry.Model{}
	for i := range 2*most + 10 {
		m.Env = append(m.Env, &registry.EnvVar{Name: fmt.Sprintf("VAR_%03d", i), Reads: []registry.Place{{File: "a/a.go", Package: "x/a"}}})
	}
	m.Env = append(m.Env, &registry.EnvVar{Name: "VAR_000", Reads: []registry.Place{{File: "test/a.go", Package: "x/test"}}})
	seen := map[string]bool{}
	pages := Pages(m, Layout{})[1:]
	for _, p := range pages {
		if len(p.Names) > most {
			t.Errorf("%s has %d entries", p.ID, len(p.Names))
		}
		for n := range p.Names {
			if seen[n] {
				t.Errorf("%s is there twice", n)
			}
			seen[n] = true
		}
	}
	if len(pages) != 3 || len(seen) != len(m.Env) {
		t.Errorf("%d entries on %d pages", len(seen), len(pages))
	}
}
