package summarize

import (
	"context"
	"encoding/json"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
	"github.com/kdoc-dev/kdoc/internal/walk/workers"
)

const batchTree = `
-- go.mod --
module example.org/m

go 1.21
-- cmd/prog/main.go --
package main

import (
	_ "example.org/m/pkg/plain"
	_ "example.org/m/pkg/plugin"
	"example.org/m/pkg/worker"
)

func main() { worker.New().Run(nil) }
-- hack/tool/main.go --
package main

func main() {}
-- sub/go.mod --
module example.org/sub

go 1.21
-- sub/cmd/other/main.go --
package main

func main() {}
-- pkg/worker/worker.go --
package worker

type Worker struct{ work func() }

func New() *Worker { return &Worker{} }

// Run works until it is told to stop.
func (w *Worker) Run(stop <-chan struct{}) {
	go w.work()
	<-stop
}
-- pkg/idle/idle.go --
// Package idle would work, if anybody asked it to.
package idle

func Run(stop <-chan struct{}) { go func() { <-stop }() }
-- pkg/plugin/plugin.go --
package plugin

import "example.org/m/pkg/plugs"

func init() { plugs.Register("it", New) }
-- pkg/plugin/new.go --
package plugin

func New() any { return nil }
-- pkg/plugs/plugs.go --
package plugs

func Register(string, func() any) {}
-- test/load/load.go --
package load

import "example.org/m/pkg/plain"

func Run(stop <-chan struct{}) { go plain.Do() }
-- test/run/run.go --
package run

import "example.org/m/test/load"

var _ = load.Run
-- pkg/plain/plain.go --
// Package plain keeps what it has to itself.
package plain

import "example.org/m/pkg/plugs"

var list plugs.List

func init() {
	list.Register(Do)
	plugs.Count(size)
}

var size = 1

func Do() {}
`

func TestCoverage(t *testing.T) {
	tree := walktest.Open(t, batchTree, walk.Options{Extract: []*walk.Extractor{workers.Extractor}})
	for _, tt := range []struct {
		what string
		got  []Target
		want []string
	}{
		{"programs", Programs(tree), []string{"example.org/m/cmd/prog", "example.org/m/hack/tool", "example.org/sub/cmd/other"}},
		{"entry points", Entrypoints(tree), []string{"example.org/m/cmd/prog"}},
		{"components", Components(tree), []string{"example.org/m/pkg/plugin", "example.org/m/pkg/worker"}},
	} {
		var names []string
		for _, x := range tt.got {
			names = append(names, x.String())
		}
		if !slices.Equal(names, tt.want) {
			t.Errorf("%s are %v, want %v", tt.what, names, tt.want)
		}
	}
}

// A batch says what single walkthroughs would, in every language, and a target
// that fails costs the others nothing.
func TestExplainAll(t *testing.T) {
	ctx := context.Background()
	tree := walktest.Open(t, batchTree, walk.Options{Extract: []*walk.Extractor{workers.Extractor}})
	targets := append(Programs(tree), Components(tree)...)
	targets = append(targets, Target{Kind: "package", Package: &walk.Package{ImportPath: "example.org/m/gone", Dir: "gone"}})
	var done atomic.Int64
	results, err := ExplainAll(ctx, Batch{Tree: tree, Targets: targets, Languages: Languages(), Progress: func() { done.Add(1) }})
	if err != nil || len(results) != len(targets) || int(done.Load()) != len(targets) {
		t.Fatalf("%d results, %d done, %v", len(results), done.Load(), err)
	}
	if results[len(results)-1].Err == nil {
		t.Error("a package that is not there is explained")
	}
	for _, r := range results[:len(results)-1] {
		if r.Err != nil {
			t.Fatalf("%s: %v", r.Target, r.Err)
		}
		for i, l := range Languages() {
			one, err := Explain(ctx, Options{Tree: tree, Target: r.Target, Language: l})
			if err != nil {
				t.Fatal(err)
			}
			want, _ := json.Marshal(one)
			if got, _ := json.Marshal(r.Walkthroughs[i]); string(got) != string(want) {
				t.Errorf("%s in %s:\n%s\nalone it is\n%s", r.Target, l.Tag, got, want)
			}
		}
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := ExplainAll(stopped, Batch{Tree: tree, Targets: targets, Languages: Languages()}); err == nil {
		t.Error("a run that was stopped ends as if it were complete")
	}
}
