package xref

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const shop = `
-- go.mod --
module example.org/shop

go 1.22
-- stock/stock.go --
// Copyright the authors.
// Licensed to all.

// Package stock keeps things.
package stock

type Store struct {
	Items []Item
	inner struct{ depth int }
}

type Item struct{ Name string }

type Keeper interface{ Keep(Item) error }

func (s *Store) Keep(it Item) error {
	s.Items = append(s.Items, it)
	s.inner.depth++
	Name := it.Name
	_ = Name
	return check(it)
}

func check(Item) error { return nil }
-- stock/stock_windows.go --
package stock

func (s *Store) window() {
	s.Keep(Item{Name: "x"})
	check(Item{})
}
-- stock/stock_test.go --
package stock_test

import "example.org/shop/stock"

func ExampleStore() {
	var s stock.Store
	s.Keep(stock.Item{})
}
-- main.go --
package main

import (
	"errors"
	goods "example.org/shop/stock"
)

var keeper goods.Keeper = new(goods.Store)

func main() {
	if err := keeper.Keep(goods.Item{Name: "pear"}); err != nil {
		errors.Is(err, err)
	}
}
`

func index(t *testing.T, archive string) (*walk.Tree, *Index) {
	t.Helper()
	return indexDir(t, walktest.Unpack(t, archive), nil)
}

func indexDir(t *testing.T, dir string, store *cache.Store) (*walk.Tree, *Index) {
	t.Helper()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir, Exact: true, Platforms: []string{"linux/amd64"}, Extract: []*walk.Extractor{Decls}, Cache: store})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	x, err := Load(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	return tree, x
}

// describe writes each reference of a file as "line:name=what".
func describe(tree *walk.Tree, x *Index, dir, base string) []string {
	p := tree.PackageIn(dir)
	i := slices.IndexFunc(p.Files, func(f *walk.File) bool { return f.Base() == base })
	f := x.File(p.Files[i])
	src, _ := tree.Source(p.Files[i])
	out := []string{fmt.Sprintf("typed %v", f.Typed)}
	for _, r := range f.Refs {
		name := string(src[r.Offset:])
		name = name[:strings.IndexFunc(name, func(c rune) bool { return !(c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') })]
		what := fmt.Sprintf("line %d", r.Def)
		if r.Symbol != Local {
			s := f.Symbols[r.Symbol]
			what = s.Package[strings.LastIndexByte(s.Package, '/')+1:] + "." + s.Name
		}
		if r.Call {
			what += "()"
		}
		out = append(out, fmt.Sprintf("%d:%s=%s", r.Line, name, what))
	}
	return out
}

func TestReferences(t *testing.T) {
	tree, x := index(t, shop)
	for _, tt := range []struct {
		dir, base string
		want      []string
	}{
		{"stock", "stock.go", []string{
			"typed true", "8:Item=stock.Item", "14:Item=stock.Item", "16:Store=stock.Store", "16:Item=stock.Item",
			"17:s=line 16", "17:Items=stock.Store.Items", "17:s=line 16", "17:Items=stock.Store.Items", "17:it=line 16",
			"18:s=line 16", "18:inner=stock.Store.inner", "18:depth=stock.Store.inner.depth",
			"19:it=line 16", "19:Name=stock.Item.Name", "20:Name=line 19", "21:check=stock.check()", "21:it=line 16", "24:Item=stock.Item",
		}},
		// The documented platform does not build this file: members are known
		// only of what is declared to be of a type of the package.
		{"stock", "stock_windows.go", []string{
			"typed false", "3:Store=stock.Store", "4:s=line 3", "4:Keep=stock.Store.Keep()", "4:Item=stock.Item", "5:check=stock.check()", "5:Item=stock.Item",
		}},
		{"stock", "stock_test.go", []string{
			"typed true", "6:Store=stock.Store", "7:s=line 6", "7:Keep=stock.Store.Keep()", "7:Item=stock.Item",
		}},
		{".", "main.go", []string{
			"typed true", "8:Keeper=stock.Keeper", "8:Store=stock.Store", "11:keeper=shop.keeper", "11:Keep=stock.Keeper.Keep()",
			"11:Item=stock.Item", "11:Name=stock.Item.Name", "12:Is=errors.Is()", "12:err=line 11", "12:err=line 11",
		}},
	} {
		got := describe(tree, x, tt.dir, tt.base)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s/%s (-want +got)\n%s", tt.dir, tt.base, diff)
		}
	}
}

func TestUses(t *testing.T) {
	_, x := index(t, shop)
	const stock = "example.org/shop/stock"
	var got []string
	for _, u := range x.Uses(Symbol{stock, "Item"}) {
		in := ""
		if u.In != nil {
			in = u.In.Name
		}
		got = append(got, fmt.Sprintf("%s:%d %s", u.File.Path, u.Ref.Line, in))
	}
	want := []string{
		"main.go:11 main", "stock/stock.go:8 Store", "stock/stock.go:14 Keeper", "stock/stock.go:16 Store.Keep", "stock/stock.go:24 check",
		"stock/stock_test.go:7 ExampleStore", "stock/stock_windows.go:4 Store.window", "stock/stock_windows.go:5 Store.window",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses of Item (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]Satisfaction{{Symbol{stock, "Store"}, Symbol{stock, "Keeper"}, true}}, x.Implementations(Symbol{stock, "Keeper"})); diff != "" {
		t.Errorf("implementations (-want +got)\n%s", diff)
	}
	at := x.Places(Symbol{stock, "Store.Keep"})
	if len(at) != 1 {
		t.Fatalf("Store.Keep is declared at %v", at)
	}
	if diff := cmp.Diff([]Symbol{{stock, "check"}}, x.Calls(at[0])); diff != "" {
		t.Errorf("calls (-want +got)\n%s", diff)
	}
	if o := Of(at[0].File); o.Licence != 2 || o.Lines != 24 {
		t.Errorf("the licence ends at line %d of %d", o.Licence, o.Lines)
	}
}

// What is kept from an earlier run is what a run without a cache finds, and an
// edit changes what it must.
func TestKeptFacts(t *testing.T) {
	for name, edit := range map[string]struct {
		old, new string
		checked  int // packages that are looked at again
	}{
		"nothing":            {"", "", 0},
		"a comment":          {"// Package stock keeps things.", "// Package stock holds things.", 1},
		"a body":             {"s.inner.depth++", "s.inner.depth++; check(it)", 1},
		"a declaration":      {"type Item struct{ Name string }", "type Item struct{ Name Label }\n\ntype Label string", 2},
		"a field to another": {"inner struct{ depth int }", "inner Depth }\n\ntype Depth struct{ depth int", 2},
	} {
		t.Run(name, func(t *testing.T) {
			store := cache.Open(t.TempDir(), 0)
			dir := walktest.Unpack(t, shop)
			tree, _ := indexDir(t, dir, store)
			if err := tree.Close(); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, "stock", "stock.go")
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(strings.Replace(string(src), edit.old, edit.new, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			tree, kept := indexDir(t, dir, store)
			other, fresh := indexDir(t, dir, nil)
			for _, at := range [][2]string{{"stock", "stock.go"}, {"stock", "stock_windows.go"}, {"stock", "stock_test.go"}, {".", "main.go"}} {
				if diff := cmp.Diff(describe(other, fresh, at[0], at[1]), describe(tree, kept, at[0], at[1])); diff != "" {
					t.Errorf("%s (-fresh +kept)\n%s", at[1], diff)
				}
			}
			if kept.Checked != edit.checked || fresh.Checked != 2 {
				t.Errorf("%d packages were checked, and %d without a cache; want %d and 2", kept.Checked, fresh.Checked, edit.checked)
			}
		})
	}
}

// A tree whose imports lead nowhere is followed as far as it goes.
func TestBrokenTree(t *testing.T) {
	tree, x := index(t, `
-- go.mod --
module example.org/m
-- a.go --
package m

import "example.com/gone"

type T struct{ gone.Base; n int }

func (t *T) f() { t.n = gone.Count(t.f) }
-- b.go --
package m

func broken( {
`)
	want := []string{"typed true", "5:Base=gone.Base", "7:T=m.T", "7:n=m.T.n", "7:Count=gone.Count()", "7:f=m.T.f"}
	got := describe(tree, x, ".", "a.go")
	if !slices.Contains(got, "7:n=m.T.n") || !slices.Contains(got, "7:f=m.T.f") {
		t.Errorf("got %v, want about %v", got, want)
	}
}

// BenchmarkLoad reads the tree that KDOC_BENCH_TREE names, without a cache.
func BenchmarkLoad(b *testing.B) {
	dir := os.Getenv("KDOC_BENCH_TREE")
	if dir == "" {
		b.Skip("KDOC_BENCH_TREE names no tree")
	}
	for b.Loop() {
		tree, err := walk.Open(context.Background(), walk.Options{Dir: dir, Vendor: true, Extract: []*walk.Extractor{Decls}})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Load(context.Background(), tree); err != nil {
			b.Fatal(err)
		}
		tree.Close()
	}
}
