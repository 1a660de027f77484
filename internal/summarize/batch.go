package summarize

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/workers"
)

// A Batch asks for walkthroughs of many targets of one tree.
type Batch struct {
	// Tree must have been opened with Options.Vendor if it has a vendor
	// directory.
	Tree      *walk.Tree  // required
	Targets   []Target    // required
	Languages []*Language // required
	// Platform is the "os/arch" whose files are read; "" is the tree's first.
	Platform string
	// Details asks for all functions in full, Evidence for Walkthrough.Full.
	Details, Evidence bool
	// Progress is told, from several goroutines, whenever a target is done. It
	// may be nil.
	Progress func()

	_ struct{}
}

// A Result is what became of a target of a Batch.
type Result struct {
	Target Target
	// Walkthroughs are in the order of the languages; nil if Err is set.
	Walkthroughs []*Walkthrough
	Err          error
}

// ExplainAll writes walkthroughs of all targets, in their order. That one fails
// is not an error of the whole, which is that of the context.
func ExplainAll(ctx context.Context, b Batch) ([]Result, error) {
	out := make([]Result, len(b.Targets))
	err := walk.Each(ctx, len(out), func(i int) {
		out[i].Target = b.Targets[i]
		opts := Options{Tree: b.Tree, Target: b.Targets[i], Platform: b.Platform, Details: b.Details, Evidence: b.Evidence}
		out[i].Walkthroughs, out[i].Err = explainSafely(ctx, opts, b.Languages)
		if b.Progress != nil {
			b.Progress()
		}
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// explainSafely makes an error of a defect: one page must not cost the others.
func explainSafely(ctx context.Context, opts Options, languages []*Language) (all []*Walkthrough, err error) {
	defer func() {
		if p := recover(); p != nil {
			all, err = nil, fmt.Errorf("kdoc failed: %v", p)
		}
	}()
	return ExplainIn(ctx, opts, languages...)
}

// Programs returns the programs of a tree, sorted by import path.
func Programs(t *walk.Tree) (out []Target) {
	for _, p := range t.Packages {
		if p.IsMain() && !p.Vendored && p.Active() && len(p.GoFiles()) > 0 {
			out = append(out, ofPackage(p))
		}
	}
	slices.SortFunc(out, func(a, b Target) int { return strings.Compare(a.Package.ImportPath, b.Package.ImportPath) })
	return out
}

// Entrypoints returns the programs that are laid out as those for users: below a
// directory cmd of a main module, or in its root. If there are none, all
// programs are.
func Entrypoints(t *walk.Tree) []Target {
	all := Programs(t)
	out := slices.DeleteFunc(slices.Clone(all), func(x Target) bool {
		m := x.Package.Module
		if m != nil && !m.Main {
			return true
		}
		rel := x.Package.Dir
		if m != nil {
			rel = strings.TrimPrefix(strings.TrimPrefix(rel, path.Clean(m.Dir)), "/")
		}
		return x.Package.Dir != "." && rel != "" && !strings.HasPrefix(rel, "cmd/")
	})
	if len(out) == 0 {
		return all
	}
	return out
}

// Components returns the packages of a tree that run within its programs, sorted
// by import path: those that set something going which can be told to stop and
// that others import, and those that are imported for nothing but that they
// register functions of their own. Tests, examples and what is generated do not
// count.
// workers.Extractor must have been run.
func Components(t *walk.Tree) (out []Target) {
	imported, blank := map[*walk.Package]bool{}, map[*walk.Package]bool{}
	for _, p := range t.Packages {
		if p.Vendored || aside(p.Dir) {
			continue
		}
		for _, f := range p.GoFiles() {
			for _, im := range f.Header.Imports {
				if q := t.Resolve(p, im.Path).Package; q != nil && q != p {
					imported[q] = true
					blank[q] = blank[q] || im.Name == "_"
				}
			}
		}
	}
	for _, p := range t.Packages {
		if !imported[p] || p.Vendored || p.IsMain() || !p.Active() || aside(p.Dir) {
			continue
		}
		if blank[p] && workers.Registers(p) || len(workers.Starts(p)) > 0 {
			out = append(out, ofPackage(p))
		}
	}
	slices.SortFunc(out, func(a, b Target) int { return strings.Compare(a.Package.ImportPath, b.Package.ImportPath) })
	return out
}
