package typed

import (
	"container/heap"
	"context"
	"errors"
	"go/types"
	"runtime"
	"sync"
)

// initOrder sorts packages the way the language initialises them: of those
// whose imports are done, the one with the least path. Packages in an import
// cycle come last.
func initOrder(paths []string, byPath map[string]*Package) []*Package {
	waits := map[*Package]int{}
	users := map[*Package][]*Package{}
	ready := &pathHeap{}
	for _, path := range paths {
		p := byPath[path]
		for _, q := range p.Imports() {
			if q != p {
				waits[p]++
				users[q] = append(users[q], p)
			}
		}
		if waits[p] == 0 {
			heap.Push(ready, p)
		}
	}
	out := make([]*Package, 0, len(paths))
	done := map[*Package]bool{}
	for ready.Len() > 0 {
		p := heap.Pop(ready).(*Package)
		out = append(out, p)
		done[p] = true
		for _, u := range users[p] {
			if waits[u]--; waits[u] == 0 {
				heap.Push(ready, u)
			}
		}
	}
	for _, path := range paths {
		if p := byPath[path]; !done[p] {
			p.Errors = append(p.Errors, errors.New("package "+p.Path+" is part of an import cycle"))
			out = append(out, p)
		}
	}
	return out
}

type pathHeap []*Package

func (h pathHeap) Len() int           { return len(h) }
func (h pathHeap) Less(i, j int) bool { return h[i].Path < h[j].Path }
func (h pathHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *pathHeap) Push(x any)        { *h = append(*h, x.(*Package)) }
func (h *pathHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// check type-checks every package once all it imports are done. The critical
// path bounds the time, so packages start as soon as they can.
func (l *loader) check(ctx context.Context, prog *Program) error {
	done := make(map[*Package]chan struct{}, len(prog.Packages))
	index := make(map[*Package]int, len(prog.Packages))
	for i, p := range prog.Packages {
		done[p] = make(chan struct{})
		index[p] = i
	}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, p := range prog.Packages {
		wg.Go(func() {
			defer close(done[p])
			for _, q := range p.Imports() {
				// Only what comes earlier is waited for, which breaks cycles.
				if index[q] < index[p] {
					<-done[q]
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				l.checkOne(p, func(q *Package) bool { return index[q] < index[p] })
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

func (l *loader) checkOne(p *Package, ready func(*Package) bool) {
	cfg := types.Config{
		Importer:         &importer{p, ready},
		Sizes:            sizes(l.platform),
		FakeImportC:      true,
		IgnoreFuncBodies: true,
		Error:            func(err error) { p.Errors = append(p.Errors, err) },
	}
	// The checker reports through cfg.Error and returns what it could make out.
	p.Types, _ = cfg.Check(p.Path, l.fset, p.Files, nil)
	p.slim()
}

// An importer hands a package its imports.
type importer struct {
	p     *Package
	ready func(*Package) bool
}

var errMissing = errors.New("package not found")

func (im *importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	q := im.p.resolved[path]
	if q == nil || !im.ready(q) || q.Types == nil {
		return nil, errMissing
	}
	return q.Types, nil
}
