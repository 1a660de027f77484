package rendertest

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// A Crawl is a site of HTML files read as a browser would.
type Crawl struct {
	// Pages are the parsed pages by path.
	Pages map[string]*html.Node
	files map[string]bool
	ids   map[string]map[string]bool
}

// CrawlHTML parses all pages and checks what makes them one site: every
// internal link leads somewhere, ids are unique, and no address starts at a
// host, a root or a disk, so that the whole can be moved.
func CrawlHTML(t testing.TB, files []render.File) *Crawl {
	t.Helper()
	c := &Crawl{Pages: map[string]*html.Node{}, files: map[string]bool{}, ids: map[string]map[string]bool{}}
	for _, f := range files {
		c.files[f.Path] = true
		if path.Ext(f.Path) != ".html" {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		c.Pages[f.Path] = doc
		c.collectIDs(t, f.Path, doc)
	}
	for name, doc := range c.Pages {
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" || a.Key == "data-index" {
					c.checkLink(t, name, a.Val)
				}
			}
		}
	}
	return c
}

func (c *Crawl) collectIDs(t testing.TB, name string, doc *html.Node) {
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if id, ok := Attr(n, "id"); ok {
			if ids[id] {
				t.Errorf("%s: id %q is there twice", name, id)
			}
			if id == "" || strings.ContainsAny(id, " \t\n") {
				t.Errorf("%s: invalid id %q", name, id)
			}
			ids[id] = true
		}
	}
	c.ids[name] = ids
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

func (c *Crawl) checkLink(t testing.TB, from, href string) {
	t.Helper()
	if scheme.MatchString(href) {
		if !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "mailto:") && href != "data:," {
			t.Errorf("%s: link to %q", from, href)
		}
		return
	}
	u, err := url.Parse(href)
	if err != nil || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: link to %q is not relative", from, href)
		return
	}
	to := from
	if u.Path != "" {
		to = path.Join(path.Dir(from), u.Path)
	}
	switch {
	case !c.files[to]:
		t.Errorf("%s: link to %q leads nowhere", from, href)
	case u.Fragment != "" && c.ids[to] != nil && !c.ids[to][u.Fragment]:
		t.Errorf("%s: link to %q: no such place on the page", from, href)
	case u.Fragment == "" && href == "#":
		t.Errorf("%s: link to the top by an empty fragment", from)
	}
}

// Attr returns an attribute of an element.
func Attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// Find returns the elements below n that match: "tag", "tag.class" or "#id".
func Find(n *html.Node, selector string) []*html.Node {
	tag, class, _ := strings.Cut(selector, ".")
	var out []*html.Node
	for c := range n.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		if id, ok := strings.CutPrefix(selector, "#"); ok {
			if v, _ := Attr(c, "id"); v == id {
				out = append(out, c)
			}
			continue
		}
		classes, _ := Attr(c, "class")
		if (tag == "" || c.Data == tag) && (class == "" || strings.Contains(" "+classes+" ", " "+class+" ")) {
			out = append(out, c)
		}
	}
	return out
}

// Text returns the text below n as a reader sees it, blanks joined.
func Text(n *html.Node) string {
	var b strings.Builder
	text(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func text(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "head"):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		text(b, c)
	}
	if n.Type == html.ElementNode {
		switch n.Data {
		case "a", "code", "em", "strong", "span", "b", "wbr":
		default:
			b.WriteByte(' ')
		}
	}
}

// Tree prints the elements below n, one per line and indented, with the
// attributes that matter and their text: what a golden of HTML should compare.
func Tree(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		tree(&b, c, "")
	}
	return b.String()
}

func tree(b *strings.Builder, n *html.Node, indent string) {
	switch n.Type {
	case html.TextNode:
		s := n.Data
		if n.Parent.Data != "pre" && !inPre(n) {
			s = strings.Join(strings.Fields(s), " ")
		}
		if strings.TrimSpace(s) == "" {
			return
		}
		for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
			b.WriteString(strings.TrimRight(indent+`"`+line, " ") + "\"\n")
		}
		return
	case html.ElementNode:
		b.WriteString(indent + n.Data)
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key + "=" + a.Val)
		}
		b.WriteByte('\n')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		tree(b, c, indent+"  ")
	}
}

func inPre(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "pre" {
			return true
		}
	}
	return false
}
