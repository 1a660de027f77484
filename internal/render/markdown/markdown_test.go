package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
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
