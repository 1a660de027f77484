package html

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
)

// seeds are the inputs of all cases.
func seeds(f *testing.F) {
	names, err := filepath.Glob(filepath.Join(rendertest.Dir(), "*.txtar"))
	if err != nil || len(names) == 0 {
		f.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if file.Name == "doc" || file.Name == "markup" || file.Name == "code" {
				f.Add(string(file.Data))
			}
		}
	}
	f.Add(rendertest.Evil)
}

// body renders blocks on a page and parses what comes out.
func body(t *testing.T, blocks ...render.Block) *html.Node {
	site := render.NewSite("m", []*render.Page{{ID: "home", Path: "index", Title: "m", Blocks: blocks}})
	files := rendertest.Render(t, newFormat(t), site)
	for _, file := range files {
		if file.Path == "index.html" {
			return rendertest.Find(parse(t, file.Data), "div.prose")[0]
		}
	}
	t.Fatal("no page")
	return nil
}

// FuzzText reads text as a comment and as Markdown: whatever it says, only
// elements of ours come out, and addresses that may be followed.
func FuzzText(f *testing.F) {
	seeds(f)
	known := map[string]bool{}
	for _, tag := range strings.Fields("p h2 h3 h4 h5 h6 code pre a em strong span ul ol li blockquote div table thead tbody tr th td br wbr") {
		known[tag] = true
	}
	f.Fuzz(func(t *testing.T, s string) {
		for n := range body(t, render.Comment{Text: s}, render.Markup{Text: s, Base: "."}, render.Pre{Text: s}).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !known[n.Data] {
				t.Errorf("%q makes an element %s", s, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" ||
					a.Key == "href" && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "mailto:") {
					t.Errorf("%q makes an attribute %s=%q", s, a.Key, a.Val)
				}
			}
		}
	})
}

// FuzzCode colours source, or what passes for it: every character stays.
func FuzzCode(f *testing.F) {
	seeds(f)
	for _, s := range []string{"a.b.c", "other.", "/* x", "\"", "`\r\n`", "//\r\nx", "'", "x\x00y", "\ufeffpackage", "0x", "other.other.Thing", "…"} {
		f.Add(s)
	}
	scope := &render.Scope{Package: "m", Imports: map[string]string{"other": "example.org/other", "a": "a"}}
	f.Fuzz(func(t *testing.T, s string) {
		marks := []render.Mark{{ID: "T.a", Offset: 0}, {ID: "T.b", Offset: 2}, {ID: "T.c", Offset: len(s)}}
		pre := rendertest.Find(body(t, render.Code{Text: s, Scope: scope, Marks: marks}), "pre")[0]
		var got strings.Builder
		for n := range pre.Descendants() {
			if n.Type == html.TextNode {
				got.WriteString(n.Data)
			}
		}
		// A parser takes the first line end of a pre element for layout.
		if want := render.Visible(s); got.String() != want && got.String() != strings.TrimPrefix(want, "\n") {
			t.Errorf("%q reads %q", s, got.String())
		}
	})
}
