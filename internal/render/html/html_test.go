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
	files := rendertest.Render(t, newFormat(t), rendertest.Everything(rendertest.Evil))
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
