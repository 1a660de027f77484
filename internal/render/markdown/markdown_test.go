package markdown

import (
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
)

// asHTML renders Markdown the way forges do, raw HTML included, so that text
// that was not escaped shows as the element it became.
func asHTML(t testing.TB, data []byte) *html.Node {
	t.Helper()
	var b strings.Builder
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(data, &b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestCases(t *testing.T) {
	rendertest.Run(t, rendertest.Format{
		Format:  New(),
		Section: "markdown",
		Body: func(_ testing.TB, data []byte) string {
			_, body, _ := strings.Cut(string(data), "\n\n") // the title
			return body
		},
		Text: func(t testing.TB, data []byte) string { return rendertest.Text(asHTML(t, data)) },
	})
}

// FuzzEscape reads escaped text back with a Markdown parser.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{
		"<name> and *", "a_b __c__", "# x", "- x", "1. x", "1) x", "&lt; &#60; & x", "![a](b)", "[a]: b", "`x` ``", "~~~", "a|b", "\\", "\\*",
		"http://x.y", "www.x.y", "a@b.c", "> q", "+ x", "=", "---", "***", ":--", "\t", "  x  ", "0\n1", "!\n[",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 200 {
			t.Skip("the parser takes its time")
		}
		want := strings.Join(strings.Fields(shown(s)), " ")
		got := rendertest.Text(asHTML(t, []byte(lineStart(strings.TrimSpace(escape(s)))+"\n")))
		if got != want {
			t.Errorf("%q escaped as %q reads %q", s, lineStart(escape(s)), got)
		}
	})
}

// shown is what a reader should see of text.
func shown(s string) string { return render.Visible(s) }

func TestHostileText(t *testing.T) {
	files := rendertest.Render(t, New(), rendertest.Everything(rendertest.Evil))
	known := map[string]bool{}
	for _, f := range files {
		known[f.Path] = true
	}
	for _, f := range files {
		var b strings.Builder
		unsafe := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(ghtml.WithUnsafe()))
		if err := unsafe.Convert(f.Data, &b); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"img", "script"} {
			if len(rendertest.Find(doc, tag)) > 0 {
				t.Errorf("%s: text became an element %s:\n%s", f.Path, tag, f.Data)
			}
		}
		for _, a := range rendertest.Find(doc, "a") {
			href, ok := rendertest.Attr(a, "href")
			if _, anchor := rendertest.Attr(a, "id"); anchor && !ok {
				continue // what links lead to
			}
			u, err := url.Parse(href)
			if err != nil || u.Scheme == "javascript" || u.Scheme == "" && !known[path.Join(path.Dir(f.Path), u.Path)] {
				t.Errorf("%s: link to %q", f.Path, href)
			}
		}
		if strings.ContainsAny(string(f.Data), "\x1b\u202e") {
			t.Errorf("%s: an invisible character got through", f.Path)
		}
	}
}
