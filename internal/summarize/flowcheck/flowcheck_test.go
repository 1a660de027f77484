package flowcheck_test

import (
	"context"
	"os"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/flowcheck"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
	"github.com/kdoc-dev/kdoc/internal/walk/workers"
)

const program = `
-- go.mod --
module example.org/m

go 1.21
-- main.go --
package main

import "os"

func note(s string) { os.Remove(s) }

func maybe(ok bool) {
	if !ok {
		return
	}
	note("a")
}

func main() {
	note("b")
	maybe(len(os.Args) > 1)
}
`

// What is told holds; what a page might say wrongly is found.
func TestCheck(t *testing.T) {
	tree := walktest.Open(t, program, walk.Options{})
	target, err := summarize.Resolve(context.Background(), tree, ".")
	if err != nil {
		t.Fatal(err)
	}
	w, err := summarize.Explain(context.Background(), summarize.Options{Tree: tree, Target: target, Details: true})
	if err != nil {
		t.Fatal(err)
	}
	found, n := flowcheck.Check(w, tree.ReadFile)
	if n < 3 || len(found) > 0 {
		t.Errorf("%d sentences, %v", n, found)
	}
	lie := &summarize.Walkthrough{Sections: []summarize.Section{{Groups: []summarize.Group{{Items: []summarize.Sentence{
		{Fact: "acts", Parts: []summarize.Part{{Text: "Calls note."}}, At: []factgraph.Pos{{Path: "main.go", Line: 11}}},
		{Fact: "when", Parts: []summarize.Part{{Text: "If it rains."}}, At: []factgraph.Pos{{Path: "main.go", Line: 11}}},
	}}}}}}
	if found, _ := flowcheck.Check(lie, tree.ReadFile); len(found) != 2 {
		t.Errorf("of two lies these were found: %v", found)
	}
}

// TestTree checks every program and component of the tree in $KDOC_BENCH_TREE.
func TestTree(t *testing.T) {
	dir := os.Getenv("KDOC_BENCH_TREE")
	if dir == "" {
		t.Skip("set KDOC_BENCH_TREE to a checkout")
	}
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir, Vendor: true, Extract: []*walk.Extractor{workers.Extractor}})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	targets := append(summarize.Programs(tree), summarize.Components(tree)...)
	results, err := summarize.ExplainAll(context.Background(), summarize.Batch{Tree: tree, Targets: targets, Details: true, Languages: []*summarize.Language{summarize.English()}})
	if err != nil {
		t.Fatal(err)
	}
	sentences, pages, wrong := 0, 0, 0
	for _, r := range results {
		if r.Err != nil {
			t.Errorf("%s: %v", r.Target, r.Err)
			continue
		}
		pages++
		found, n := flowcheck.Check(r.Walkthroughs[0], tree.ReadFile)
		sentences += n
		wrong += len(found)
		for _, v := range found {
			t.Errorf("%s: %s", r.Target, v)
		}
	}
	t.Logf("%d pages, %d sentences, %d wrong", pages, sentences, wrong)
}
