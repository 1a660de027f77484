package summarize

import (
	"cmp"
	"context"
	"slices"
	"strings"

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
	// Evidence asks for Walkthrough.Evidence.
	Evidence bool

	_ struct{}
}

// How many packages are read whole.
const (
	maxFocus        = 12
	maxProgramFocus = 40
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
	var found settings
	if opts.Target.Kind != "function" {
		if found, err = findSettings(ctx, t, opts.Target, s.packages > libraryUsers); err != nil {
			return nil, err
		}
	}
	v := newSurvey(t, g, opts.Target, s)
	conf := newConfiguration(g, found)
	o := &outliner{v: v, start: s, conf: conf, uses: typicalUses(t, v, s)}
	best := o.fit(func(out outline) *Walkthrough { return write(out, opts, languages[0], g) })
	all := make([]*Walkthrough, len(languages))
	for i, l := range languages {
		all[i] = write(best, opts, l, g)
	}
	if opts.Evidence {
		rec := o.record(best)
		for _, w := range all {
			w.Evidence = rec
		}
	}
	return all, nil
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

// fit spends the budget, which is the same in every language: names are. What is chosen is not always said, in a sentence that
// lists only so many names, so more is chosen while there is room.
func (o *outliner) fit(write func(outline) *Walkthrough) outline {
	var best *Walkthrough
	var chosen outline
	reserved := slices.Concat(o.conf.reserved(), o.reserved())
	if o.v.target.Kind == "function" {
		for _, c := range o.v.callers[factgraph.Sym{Pkg: o.v.root, Name: o.v.target.Name}] {
			reserved = append(reserved, o.v.name(c.Sym, ""))
		}
	}
	for ; o.room <= maxRoom; o.room += roomStep {
		budget := Budget
		for range 6 {
			o.s = choose(o.v, reserved, budget)
			out := o.outline()
			w := write(out)
			room := Budget - w.Identifiers
			if best == nil || room >= 0 && w.Identifiers > best.Identifiers || best.Identifiers > Budget && w.Identifiers < best.Identifiers {
				best, chosen = w, out
			}
			if room >= 0 && room < 6 {
				return chosen
			}
			budget += room
		}
		if best.Identifiers > Budget-4*roomStep {
			break
		}
	}
	return chosen
}

// How many more names a sentence lists where there is room, at most and at a
// time.
const (
	maxRoom  = 6
	roomStep = 3
)

// reserved are names that are part of the walkthrough however they rank: the way
// to the target, and what is passed to it.
func (o *outliner) reserved() (out []string) {
	for i, h := range o.start.way {
		out = append(out, h.Func.Name, h.Ref.Key)
		if i+1 < len(o.start.way) && o.start.way[i+1].Func.Pkg != h.Func.Pkg {
			out = append(out, o.start.way[i+1].Func.Pkg.Name)
		}
	}
	for _, f := range o.v.entries {
		if f.Focus {
			continue
		}
		for _, t := range o.wiring(f) {
			for _, r := range t.rows {
				for _, c := range r.cells {
					out = append(out, c[0].text)
				}
			}
		}
	}
	return out
}

// write puts an outline into a language.
func write(out outline, opts Options, l *Language, g *factgraph.Graph) *Walkthrough {
	missing := g.Missing
	w := &Walkthrough{Version: Version, Target: opts.Target.String(), Kind: opts.Target.Kind, Lang: l.Tag, Rev: opts.Tree.Rev, Flow: out.flow, Outside: g.Outside}
	w.Title = l.title(opts.Target)
	words := map[string]bool{}
	sentences := func(in []statement) (out []Sentence) {
		for _, s := range in {
			x := l.sentence(s)
			countWords(words, x.Parts)
			out = append(out, x)
		}
		return out
	}
	for _, sec := range out.sections {
		ws := Section{ID: sec.id, Title: l.phrase("section." + sec.id), Ordered: sec.ordered, Sentences: sentences(sec.statements)}
		for _, t := range sec.tables {
			ws.Tables = append(ws.Tables, l.table(t, words))
		}
		for _, g := range sec.groups {
			countWords(words, []Part{{Text: g.name, Code: true}})
			ws.Groups = append(ws.Groups, Group{g.name, g.at, sentences(g.statements)})
		}
		ws.After = sentences(sec.after)
		w.Sections = append(w.Sections, ws)
	}
	if len(missing) > 0 {
		list := arg{}
		for _, m := range missing[:min(len(missing), 6)] {
			list = append(list, term{kind: plain, text: m})
		}
		w.Notes = append(w.Notes, Sentence{Fact: "missing", Parts: l.fill("missing", []arg{list, count(len(missing))})})
	}
	w.Identifiers = len(words)
	return w
}

func (l *Language) table(t outlineTable, words map[string]bool) Table {
	out := Table{Caption: l.sentence(t.caption)}
	countWords(words, out.Caption.Parts)
	for _, h := range t.head {
		out.Head = append(out.Head, l.phrase(h))
	}
	for _, r := range t.rows {
		row := Row{At: r.at}
		for _, c := range r.cells {
			parts := l.list(nil, c)
			countWords(words, parts)
			row.Cells = append(row.Cells, parts)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (l *Language) title(t Target) string {
	name := t.Package.Name
	switch {
	case t.File != "":
		name = t.File
	case t.Kind == "program":
		name = base(t.Package.Dir, t.Package.ImportPath)
	case t.Name != "":
		name = t.Package.Name + "." + t.Name
	}
	parts := l.fill("title."+t.Kind, []arg{texts(name)})
	return parts[0].Text
}

func countWords(words map[string]bool, parts []Part) {
	for _, p := range parts {
		if p.Code {
			for _, w := range identifier.FindAllString(p.Text, -1) {
				words[w] = true
			}
		}
	}
}
