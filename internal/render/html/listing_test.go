package html

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
)

const listed = `
-- go.mod --
module example.org/m

go 1.22
-- stock/stock.go --
// Copyright the authors.
// Licensed to all.

// Package stock keeps things.
package stock

import "example.org/m/unit"

// Store holds items.
type Store struct {
	Items []Item
	unit.Size
}

type Item struct{ Name string }

type Keeper interface{ Keep(Item) error }

// Keep keeps.
func (s *Store) Keep(it Item) error {
	s.Items = append(s.Items, it)
	return check(it)
}

func check(Item) error { return nil }
-- stock/clock_linux.go --
package stock

func now() int { return 1 }
-- stock/clock_windows.go --
package stock

func now() int { check(Item{}); return 2 }
-- stock/stock_test.go --
package stock

func ExampleStore() { new(Store).Keep(Item{}) }
-- unit/unit.go --
package unit

type Size struct{ N int }
-- main.go --
package main

import "example.org/m/stock"

func main() {
	var s stock.Store
	s.Keep(stock.Item{Name: "</code><script>"}) // ` + "\u202e" + `evil
	_ = s.Size.N
}
`

func listedSite(t *testing.T) *rendertest.Crawl {
	t.Helper()
	tree := walktest.Open(t, listed, walk.Options{Platforms: []string{"linux/amd64"}, Extract: []*walk.Extractor{xref.Decls}})
	return crawl(t, assemble(t, tree))
}

func TestSourcePages(t *testing.T) {
	c := listedSite(t)
	for name, doc := range c.Pages {
		checkPage(t, name, doc)
	}
	for _, tt := range []struct{ page, in, text, href string }{
		{"src/main.go.html", "main", "Store", "stock/stock.go.html#d.Store"},
		{"src/main.go.html", "main", "Keep", "stock/stock.go.html#d.Store.Keep"},
		{"src/main.go.html", "main", "Name", "stock/stock.go.html#d.Item.Name"},
		{"src/main.go.html", "main", "Size", "stock/stock.go.html#d.Store.Size"},
		{"src/main.go.html", "main", "N", "unit/unit.go.html#d.Size.N"},
		{"src/main.go.html", "main", "s", "#L6"},
		{"src/main.go.html", "main", "7", "#L7"},
		{"src/main.go.html", "main", `"example.org/m/stock"`, "../pkg/example.org/m/stock.html"},
		{"src/stock/stock.go.html", "main", "Keep", "../../uses/example.org/m/stock.html#u.Store.Keep"},
		{"src/stock/stock.go.html", "main", "Size", "../unit/unit.go.html#d.Size"},
		{"src/stock/clock_windows.go.html", "main", "check", "stock.go.html#d.check"},
		{"src/stock/clock_windows.go.html", "main", "clock_linux.go", "clock_linux.go.html"},
		{"src/stock/stock_test.go.html", "main", "Item", "stock.go.html#d.Item"},
		{"src/stock/stock.go.html", "#contents", "Store.Keep", "#d.Store.Keep"},
		{"pkg/example.org/m/stock.html", "main", "stock.go", "../../../src/stock/stock.go.html"},
		{"pkg/example.org/m/stock.html", "#Store", "stock.go:10", "../../../src/stock/stock.go.html#L10"},
		{"uses/example.org/m/stock.html", "main", "main", "../../../src/main.go.html#L6"},
		{"uses/example.org/m/stock.html", "main", "*Store", "../../../src/stock/stock.go.html#d.Store"},
		{"uses/example.org/m/stock.html", "main", "ExampleStore", "../../../src/stock/stock_test.go.html#L3"},
		{"uses/example.org/m/stock.html", "main", "check", "#u.check"},
		{"uses/example.org/m/stock.html", "main", "documentation", "../../../pkg/example.org/m/stock.html#Store"},
	} {
		doc := c.Pages[tt.page]
		if doc == nil {
			t.Fatalf("there is no page %s", tt.page)
		}
		if !hasLink(rendertest.Find(doc, tt.in)[0], tt.text, tt.href) {
			t.Errorf("%s: no link %q to %s", tt.page, tt.text, tt.href)
		}
	}
	main := rendertest.Text(c.Pages["src/stock/stock.go.html"])
	for _, want := range []string{"Licence: lines 1 to 2", "by types"} {
		if !strings.Contains(main, want) {
			t.Errorf("the page of a file does not say %q", want)
		}
	}
	if s := rendertest.Text(c.Pages["src/stock/clock_windows.go.html"]); !strings.Contains(s, "by names") {
		t.Errorf("a file that is not built does not say how its names were found: %s", s)
	}
}

// The text of a listing without its line numbers is the file, whatever it holds.
func TestListingKeepsText(t *testing.T) {
	for _, text := range []string{
		"package p\n", "package p", "", "\n\n", "// a\r\npackage p\r\n\r\nvar s = `x\r\ny`\r\n",
		"\ufeffpackage p\n/* a\n b */ var x = '\\'' + \"</b>\"\n", "package p; func \xff() {\n/* never ends", "not Go at all: `\n\"\n'",
		"package p\nvar s = `never ends\n", "\t\tx := y // \u202e\n",
	} {
		l := &render.Listing{Text: []byte(text), First: 1, Names: []render.ListedName{{Offset: 8, ID: "d.p", To: -1}}}
		site := render.NewSite("m", []*render.Page{{ID: "home", Path: "index", Title: "m", Kind: render.SourcePage, Blocks: []render.Block{l}}})
		files := rendertest.Render(t, newFormat(t), site)
		for _, f := range files {
			if f.Path != "index.html" {
				continue
			}
			var b strings.Builder
			for _, pre := range rendertest.Find(parse(t, f.Data), "pre") {
				withoutNumbers(&b, pre)
			}
			want := render.Visible(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"))
			if b.String() != want {
				t.Errorf("%q is shown as %q", text, b.String())
			}
		}
	}
}

func withoutNumbers(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	if _, number := rendertest.Attr(n, "tabindex"); number && n.Data == "a" {
		return
	}
	for c := range n.ChildNodes() {
		withoutNumbers(b, c)
	}
}

// A long file has several pages, and lines are found on the one that has them.
func TestLongFile(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- go.mod --\nmodule example.org/m\n-- long.go --\npackage m\n\n")
	for range 12000 {
		b.WriteString("var _ = first // just to be long enough\n")
	}
	b.WriteString("var first = 1\n")
	tree := walktest.Open(t, b.String(), walk.Options{Platforms: []string{"linux/amd64"}, Extract: []*walk.Extractor{xref.Decls}})
	c := crawl(t, assemble(t, tree))
	if c.Pages["src/long.go.2.html"] == nil || c.Pages["src/long.go.3.html"] == nil || c.Pages["src/long.go.4.html"] != nil {
		t.Errorf("the file has not three parts")
	}
	if !hasLink(c.Pages["src/long.go.html"], "first", "long.go.3.html#d.first") {
		t.Error("the first part does not lead to the last")
	}
}

// What is too long for one page stands on several, and links find it.
func TestLargePackage(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- go.mod --\nmodule example.org/m\n-- long/long.go --\n// Package long is long.\npackage long\n\n")
	for i := range 300 {
		fmt.Fprintf(&b, "// T%d is one.\ntype T%d struct {\n\tA int\n\tB T%d\n}\n\n// F%d is two.\nfunc F%d(s string) {}\n", i, i, (i+1)%300, i, i)
	}
	b.WriteString("-- main.go --\npackage main\n\nimport \"example.org/m/long\"\n\n// V is [long.T7] and [long.F9].\nvar V long.T7\n\nfunc main() {}\n")
	tree := walktest.Open(t, b.String(), walk.Options{Platforms: []string{"linux/amd64"}})
	c := crawl(t, assemble(t, tree))
	for name, doc := range c.Pages {
		checkPage(t, name, doc)
		if n := elements(doc); n > 5000 && !strings.HasPrefix(name, "src/") {
			t.Errorf("%s has %d elements", name, n)
		}
	}
	for _, tt := range []struct{ page, text, href string }{
		{"pkg/example.org/m.html", "T7", "m/long/T7.html#T7"},
		{"pkg/example.org/m/long.html", "T7", "long/T7.html"},
		{"pkg/example.org/m/long/T7.html", "T8", "T8.html#T8"},
	} {
		if !hasLink(c.Pages[tt.page], tt.text, tt.href) && !hasLink(c.Pages[tt.page], "long."+tt.text, tt.href) {
			t.Errorf("%s: no link %q to %s", tt.page, tt.text, tt.href)
		}
	}
}

func elements(doc *html.Node) (n int) {
	for x := range doc.Descendants() {
		if x.Type == html.ElementNode {
			n++
		}
	}
	return n
}

func TestExamples(t *testing.T) {
	c := crawl(t, assemble(t, walktest.Open(t, `
-- go.mod --
module example.org/m

go 1.22
-- m.go --
// Package m has examples.
package m

// T is old.
//
// Deprecated: use something else.
type T struct{ n int }

// Do does.
func (T) Do() {}

func hidden() {}
-- m_test.go --
package m_test

import "example.org/m"

func Example() { println("whole") }

func ExampleT_Do_twice() {
	var t m.T
	t.Do()
	t.Do()
	// Output:
	// done
	// done
}

func Examplenot() {}
`, walk.Options{Platforms: []string{"linux/amd64"}})))
	doc := c.Pages["pkg/example.org/m.html"]
	for _, tt := range []struct{ selector, want string }{
		{"#example", `println("whole")`},
		{"#example-T.Do-twice", "Example (Twice)"},
		{"#example-T.Do-twice", "Output: done done"},
		{"#T", "deprecated"},
		{"#T", "T is old."},
		{"#unexported", "hidden"},
	} {
		found := rendertest.Find(doc, tt.selector)
		if len(found) != 1 || !strings.Contains(rendertest.Text(found[0]), tt.want) {
			t.Errorf("%s does not say %q: %v", tt.selector, tt.want, texts(found))
		}
	}
	if strings.Contains(rendertest.Text(doc), "Examplenot") {
		t.Error("a function that is no example is shown as one")
	}
}
