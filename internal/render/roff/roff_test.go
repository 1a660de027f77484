package roff_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/render/roff"
)

// versions are the releases of go-md2man whose output the cases hold.
var versions = []string{"v2.0.0", "v2.0.2", "v2.0.3", "v2.0.4", "v2.0.6", "v2.0.7"}

// Every case holds what the real tool made of in.md, a section per version that
// differs from the one before.
func TestLikeEveryVersion(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			in, want := ar.Files[0].Data, ""
			for _, v := range versions {
				if i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == v }); i > 0 {
					want = string(ar.Files[i].Data)
				}
				got := string(roff.StyleOf(v).Render(in))
				if !strings.HasSuffix(got, "\n") {
					got += "\n" // all an archive can hold
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-tool +ours)\n%s", v, diff)
				}
			}
		})
	}
}

// The newest style is held to the tool itself.
func FuzzLikeTool(f *testing.F) {
	for _, seed := range []string{
		"# T\n# NAME\na - b\n\n- x\n\n  y\n\n| a |\n|---|\n| b |\n", "1. a\n2. b\n> q\n", "```\n.x\n\\y\n```\n", "[a](b-c) <http://x-y>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, ":") || strings.Contains(text, "](") || strings.Contains(text, "][") || len(text) > 1<<12 {
			t.Skip() // definitions differ on purpose, and the tool fails on a link without text
		}
		if diff := cmp.Diff(string(md2man.Render([]byte(text))), string(roff.StyleOf("v2.0.7").Render([]byte(text)))); diff != "" {
			t.Errorf("differs from the tool (-tool +ours)\n%s", diff)
		}
	})
}
