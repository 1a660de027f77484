package apiref

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var update = flag.Bool("update", false, "rewrite the expected files")

// models are those of the bundled tree, of the trees package reference is tested
// with, and of the tree that KDOC_BENCH_TREE names.
func models(t *testing.T) map[string]*reference.Model {
	t.Helper()
	out := map[string]*reference.Model{}
	add := func(name string, tree *walk.Tree) {
		m, err := reference.Load(t.Context(), tree)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = m
	}
	tree, err := walk.Open(t.Context(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	add("bundled", tree)
	if dir := os.Getenv("KDOC_BENCH_TREE"); dir != "" {
		tree, err := walk.Open(t.Context(), walk.Options{Dir: dir, Vendor: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { tree.Close() })
		add("real", tree)
	}
	files, _ := filepath.Glob(filepath.Join("..", "..", "walk", "reference", "testdata", "*.txtar"))
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(strings.TrimSuffix(filepath.Base(file), ".txtar"), walktest.Open(t, string(txtar.Format(a)), walk.Options{Vendor: true}))
	}
	if len(out) < 5 {
		t.Fatalf("only %d trees", len(out))
	}
	return out
}

// TestLinks makes sure that references within the reference lead somewhere.
func TestLinks(t *testing.T) {
	for name, m := range models(t) {
		t.Run(name, func(t *testing.T) {
			s := render.NewSite(name, Pages(m, render.Ref{}))
			byPath, links := map[string]*render.Page{}, 0
			for _, p := range s.Pages {
				byPath[p.Path+".md"] = p
			}
			err := markdown.New().Render(context.Background(), s, func(f render.File) error {
				text := string(f.Data)
				for rest := text; ; {
					_, after, ok := strings.Cut(rest, "](")
					if !ok {
						break
					}
					to, after, _ := strings.Cut(after, ")")
					rest = after
					file, _, _ := strings.Cut(to, "#")
					if strings.Contains(to, "://") || file != "" && !strings.HasSuffix(file, ".md") || strings.ContainsAny(to, " `[") {
						continue // leads elsewhere, or is no link but code
					}
					links++
					checkLink(t, byPath, f, to)
				}
				return nil
			})
			if err != nil || links == 0 {
				t.Fatalf("%d links, %v", links, err)
			}
		})
	}
}

func checkLink(t *testing.T, pages map[string]*render.Page, from render.File, to string) {
	t.Helper()
	file, id, _ := strings.Cut(to, "#")
	at := from.Path
	if file != "" {
		at = filepath.ToSlash(filepath.Join(filepath.Dir(from.Path), file))
	}
	switch p := pages[at]; {
	case p == nil:
		t.Errorf("%s links to a page that does not exist: %s", from.Path, to)
	case id != "" && !p.Names[id]:
		t.Errorf("%s links to %s, which is not there", from.Path, to)
	}
}

// TestDocument validates documents of every tree against the schema in docs.
func TestDocument(t *testing.T) {
	schema, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "..", "..", "docs", "api-schema.json")
	if *update {
		if err := os.WriteFile(file, schema, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(published), string(schema)); diff != "" {
		t.Errorf("run go test -update if this is right (-docs/api-schema.json +code)\n%s", diff)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(published))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("api.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("api.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, m := range models(t) {
		var b bytes.Buffer
		if err := WriteJSON(&b, NewDocument(m, name, "")); err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	bad := any(map[string]any{"version": json.Number("1"), "tree": "x", "groups": []any{map[string]any{}}, "types": []any{}})
	if compiled.Validate(bad) == nil {
		t.Error("the schema takes a group without a name")
	}
}
