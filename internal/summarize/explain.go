package summarize

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Options say what to explain and how.
type Options struct {
	// Tree must have been opened with Options.Vendor if it has a vendor
	// directory.
	Tree   *walk.Tree // required
	Target Target     // required
	// Entries name functions that use the target; by default the best one is
	// found.
	Entries []string
	// Language is English if nil.
	Language *Language
	// Platform is the "os/arch" whose files are read; "" is the tree's first.
	Platform string
	// Evidence asks for Walkthrough.Full.
	Evidence bool
	// Details asks for all functions in full, in a folded section.
	Details bool

	_ struct{}
}

// How many packages are read whole.
const (
	maxFocus        = 12
	maxProgramFocus = 40
)

// pageWords is how long a page may be: what a reader gets through in a few
// minutes. journeyWords is what journeys take of it where the rest is as long as on
// most pages.
const (
	pageWords    = 1500
	journeyWords = 1100
)

// Explain writes a walkthrough.
func Explain(ctx context.Context, opts Options) (*Walkthrough, error) {
	l := opts.Language
	if l == nil {
		l = English()
	}
	all, err := ExplainIn(ctx, opts, l)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// ExplainIn writes the same walkthrough in each of the languages, in their order,
// for little more than the price of one. Options.Language is not looked at.
func ExplainIn(ctx context.Context, opts Options, languages ...*Language) ([]*Walkthrough, error) {
	f, err := gather(ctx, opts)
	if err != nil {
		return nil, err
	}
	if opts.Details || opts.Evidence {
		f.full = plan.Make(f.planOptions(0))
	}
	f.plan()
	all := make([]*Walkthrough, len(languages))
	for i, l := range languages {
		all[i] = f.write(l)
	}
	return all, nil
}

// plan decides what journeys tell. How long the rest of the page is, is only known
// when it is written.
func (f *facts) plan() {
	room := journeyWords
	for range 3 {
		f.doc = plan.Make(f.planOptions(room))
		left := pageWords - f.write(English()).Words
		if left >= 0 && left < pageWords/20 {
			return
		}
		if room += left; room < journeyWords/2 {
			room = journeyWords / 2
		}
	}
}

// facts are all that is known of a target.
type facts struct {
	opts     Options
	start    *start
	g        *factgraph.Graph
	settings settings
	names    *names
	doc      *plan.Document
	full     *plan.Document // nil unless asked for
}

// gather finds out what a walkthrough is made of.
func gather(ctx context.Context, opts Options) (*facts, error) {
	t := opts.Tree
	s, err := findStart(ctx, t, opts.Target, opts.Entries)
	if err != nil {
		return nil, err
	}
	limit := maxFocus
	if opts.Target.Kind == "program" {
		limit = maxProgramFocus
	}
	focus := focusOf(t, opts.Target, s, limit)
	g, err := build(ctx, t, focus, s, opts.Platform)
	if err != nil {
		return nil, err
	}
	if more := beyond(t, g, opts.Target); len(more) > 0 {
		focus = append(focus, more...)
		slices.Sort(focus)
		if g, err = build(ctx, t, focus, s, opts.Platform); err != nil {
			return nil, err
		}
	}
	f := &facts{opts: opts, start: s, g: g, names: newNames(t, g, opts.Target)}
	if opts.Target.Kind != "function" {
		if f.settings, err = findSettings(ctx, t, opts.Target, s.packages > libraryUsers); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// planOptions are those of the plan of so many words.
func (f *facts) planOptions(words int) plan.Options {
	t := f.opts.Target
	o := plan.Options{Graph: f.g, Root: t.Package.ImportPath, Kind: t.Kind, Name: t.Name, File: t.File, Words: words, Popular: map[string]int{}}
	for p, list := range f.start.some {
		for _, n := range list {
			o.Entries = append(o.Entries, factgraph.Sym{Pkg: p, Name: n})
		}
	}
	for _, u := range f.start.users {
		seen := map[string]bool{}
		for _, r := range u.Refs {
			if r.Pkg == o.Root && !seen[r.Name] {
				seen[r.Name] = true
				o.Popular[r.Name]++
			}
		}
	}
	w := wording.New("en", f.names.of)
	o.Count = func(it *plan.Item) int {
		own := *it
		own.Items = nil
		w.Forget()
		return wording.Words(w.Items([]*plan.Item{&own}))
	}
	return o
}

// A program with fewer functions of its own than this leaves the work to packages
// elsewhere in its module.
const thinProgram = 25

// beyond lists the packages that a thin program calls most.
func beyond(t *walk.Tree, g *factgraph.Graph, target Target) (out []string) {
	if target.Kind != "program" || len(g.Funcs) >= thinProgram {
		return nil
	}
	calls := map[string]int{}
	for _, f := range g.Funcs {
		seen := map[factgraph.Sym]bool{}
		for _, st := range f.Steps {
			p := t.Package(st.Target.Pkg)
			if p == nil || p.Vendored || p.Module != target.Package.Module || seen[st.Target] || g.Func(st.Target) != nil {
				continue
			}
			seen[st.Target] = true
			calls[p.ImportPath]++
		}
	}
	for p := range calls {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(calls[b]-calls[a], strings.Compare(a, b)) })
	return out[:min(len(out), maxBeyond)]
}

// maxBeyond is how many packages are read for a thin program.
const maxBeyond = 4
