package html

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
	"github.com/kdoc-dev/kdoc/site"
)

func newFormat(t testing.TB) render.Format {
	t.Helper()
	f, err := New(Options{Assets: site.Assets})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func parse(t testing.TB, data []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestCases(t *testing.T) {
	rendertest.Run(t, rendertest.Format{
		Format:  newFormat(t),
		Section: "html",
		Body: func(t testing.TB, data []byte) string {
			prose := rendertest.Find(parse(t, data), "div.prose")
			if len(prose) != 1 {
				t.Fatalf("%d elements hold the page's text, want 1", len(prose))
			}
			return rendertest.Tree(prose[0])
		},
		Text: func(t testing.TB, data []byte) string {
			return rendertest.Text(rendertest.Find(parse(t, data), "main")[0])
		},
	})
}

func TestBrokenAssets(t *testing.T) {
	for name, assets := range map[string]fstest.MapFS{
		"no templates":     {},
		"template missing": {"page/page.html": {Data: []byte("x")}},
		"template does not parse": {
			"page/page.html": {Data: []byte("{{if}}")}, "page/notfound.html": {Data: []byte("x")},
		},
	} {
		if _, err := New(Options{Assets: assets}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := New(Options{}); err == nil {
		t.Error("no assets: no error")
	}
}

// A field of the template that is misspelt is found when the page is executed,
// so every kind of page is.
func TestHostileText(t *testing.T) {
	const evil = `</script><img src=x onerror=alert(1)>"'` + "\u202e"
	files := rendertest.Render(t, newFormat(t), everyBlock(evil))
	rendertest.CrawlHTML(t, files)
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".html") {
			if strings.Contains(string(f.Data), "</script>") {
				t.Errorf("%s: text ends a script element", f.Path)
			}
			continue
		}
		for n := range parse(t, f.Data).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "img" {
				t.Errorf("%s: text became an element", f.Path)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: text became attribute %s", f.Path, a.Key)
				}
			}
		}
		if strings.ContainsRune(string(f.Data), '\u202e') && f.Path != "404.html" {
			t.Errorf("%s: a character that reorders text got through", f.Path)
		}
	}
}

// everyBlock is a site with every kind of page and block, made of one string.
func everyBlock(s string) *render.Site {
	words, name := render.Words(s), render.Name(s, render.Ref{File: s, Line: 3})
	blocks := []render.Block{
		render.Paragraph{Text: append(words, name...)},
		render.Heading{Level: 4, Text: words},
		render.Pre{Lang: s, Text: s},
		render.Pre{Lang: "go", Text: s},
		render.List{Ordered: true, Start: 3, Items: []render.Item{{ID: "item", Blocks: []render.Block{render.Paragraph{Text: words}, render.Pre{Text: s}}}}},
		render.Quote{Blocks: []render.Block{render.Paragraph{Text: words}}},
		render.Table{Head: []string{s}, Right: []bool{true}, Rows: [][]render.Text{{words}}},
		render.Comment{Text: s, Scope: &render.Scope{Package: s}},
		render.Markup{Text: s},
		render.Code{Text: s, Note: s, Source: render.Ref{File: s, Line: 1}, Scope: &render.Scope{Package: s}},
		render.Outline{Nodes: []render.Node{{Text: words, Note: s, Nodes: []render.Node{{Text: name}}}}},
		render.Picture{SVG: "<svg></svg>", Alt: s},
		&render.Diagnostics{Items: []render.Diagnostic{{
			Severity: s, Rule: render.Span{Text: s}, Place: name[0], Symbol: name[0], Message: s, Remedy: s,
			Related: []render.Related{{Place: name[0], Message: s}},
		}}},
		render.Tally{Figures: []render.Figure{{Value: s, Label: s, Tone: s, To: render.Ref{Page: "home"}}}},
	}
	var pages []*render.Page
	for kind, id := range []string{"home", "mod", "pkg", "bin", "report", "rule", "list"} {
		pages = append(pages, &render.Page{
			ID: id, Kind: render.PageKind(kind), Path: id + "/" + s, Title: s, Label: s, Name: s, Synopsis: s,
			Trail: []render.Ref{{Page: "home", Text: s}, {Text: s}}, Facts: []render.Fact{{Name: s, Value: words}},
			Names: map[string]bool{s: true}, Blocks: blocks,
			Sections: []render.Section{{ID: "section", Title: s, Short: s, Code: true, Count: 2, Notes: []string{s}, Folded: true,
				Source: render.Ref{File: s}, Blocks: []render.Block{render.Paragraph{Text: render.Text{{Text: s, To: render.Ref{URL: "javascript:" + s}}}}}}},
		})
	}
	return render.NewSite(s, pages)
}

func TestPictureLeadsToPages(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><style>text { fill: red; }</style><g id="node1"><a xlink:title="example.org/m/other"><text>other</text></a></g>` +
		`<g id="node2"><a xlink:title="example.org/&lt;x&gt;"><text>x</text></a></g></svg>`
	site := render.NewSite("m", []*render.Page{
		{ID: "home", Path: "index", Title: "m", Blocks: []render.Block{render.Picture{SVG: svg, Alt: "What imports what."}}},
		{ID: "pkg:other", Path: "pkg/other", Title: "other", Kind: render.PackagePage, Import: "example.org/m/other"},
	})
	files := rendertest.Render(t, newFormat(t), site)
	c := rendertest.CrawlHTML(t, files)
	figure := rendertest.Find(c.Pages["index.html"], "figure.picture")[0]
	if !hasLink(figure, "other", "pkg/other.html") || !hasLink(figure, "Open the picture alone", "index.svg") {
		t.Errorf("links are missing: %s", rendertest.Tree(figure))
	}
	if len(rendertest.Find(figure, "style")) > 0 || len(rendertest.Find(figure, "#node1")) > 0 {
		t.Errorf("the drawing's style or ids are in the page: %s", rendertest.Tree(figure))
	}
	for _, f := range files {
		if f.Path == "index.svg" && string(f.Data) != svg {
			t.Errorf("the picture alone has changed: %s", f.Data)
		}
	}
}
