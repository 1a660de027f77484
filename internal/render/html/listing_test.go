package html

import (
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
