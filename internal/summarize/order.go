package summarize

import (
	"regexp"
	"slices"
	"strings"

	ev "github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// order adds a card for each function of the section that does several things one
// after the other, behind the last card about it, and one for the way to the
// target.
func (r *recorder) order(section string) {
	if section == "starts" {
		r.way()
	}
	last := map[string]int{}
	objects := map[string][]string{}
	var subjects []string
	for i, c := range r.into.Cards {
		for _, rel := range c.Relations {
			switch rel.R {
			case ev.Calls, ev.Starts, ev.HandsTo:
			default:
				continue
			}
			if _, seen := last[rel.S]; !seen {
				subjects = append(subjects, rel.S)
			}
			last[rel.S] = i
			if !slices.Contains(objects[rel.S], rel.O) {
				objects[rel.S] = append(objects[rel.S], rel.O)
			}
		}
	}
	behind := map[int][]ev.Card{}
	for _, s := range subjects {
		if c, ok := r.sequence(s, objects[s]); ok {
			behind[last[s]] = append(behind[last[s]], c)
		}
	}
	var cards []ev.Card
	for i, c := range r.into.Cards {
		cards = append(append(cards, c), behind[i]...)
	}
	r.into.Cards = cards
}

// way is the order of the functions that lead to the target: who calls comes
// before who is called.
func (r *recorder) way() {
	c := ev.Card{Fact: "order.way", Rank: 0.9}
	hops := r.o.start.way
	var at []factgraph.Pos
	for i := 0; i+1 < len(hops); i++ {
		from := hopName(hops[i].Func.Pkg.Name, hops[i].Func.Name, i > 0 && hops[i-1].Func.Pkg != hops[i].Func.Pkg)
		to := hopName(hops[i+1].Func.Pkg.Name, hops[i+1].Func.Name, hops[i+1].Func.Pkg != hops[i].Func.Pkg)
		if from != to {
			c.Relations = append(c.Relations, ev.Relation{S: from, R: ev.Before, O: to})
			at = append(at, factgraph.Pos{Path: hops[i].Func.Path, Line: hops[i].Ref.Line})
		}
	}
	if len(c.Relations) > 0 {
		c.At, c.Line = places(at), r.line(at)
		r.into.Cards = append(r.into.Cards, c)
	}
}

// A span is where a function mentions a name: from the first line to the last.
type span struct {
	name     string
	from, to int
	at       factgraph.Pos
}

// sequence is the order in which a function does what it does in any case: of two
// calls the first must have ended on a line before the second starts, whatever
// else mentions either.
func (r *recorder) sequence(subject string, names []string) (ev.Card, bool) {
	f := r.funcs[subject]
	if f == nil || len(names) < 2 {
		return ev.Card{}, false
	}
	var spans []span
	for _, n := range names {
		if s, ok := r.span(f, n); ok {
			spans = append(spans, s)
		}
	}
	slices.SortStableFunc(spans, func(a, b span) int { return a.from - b.from })
	c := ev.Card{Fact: "order", Rank: 0.8 * r.o.v.weight(f), Names: []string{subject}}
	var at []factgraph.Pos
	for i := 0; i+1 < len(spans); i++ {
		a, b := spans[i], spans[i+1]
		if a.to < b.from {
			c.Relations = append(c.Relations, ev.Relation{S: a.name, R: ev.Before, O: b.name})
			at = append(at, a.at, b.at)
		}
	}
	if len(c.Relations) == 0 {
		return c, false
	}
	c.At, c.Line = places(at), r.line(at)
	return c, true
}

// span finds where a function calls or starts a name, if it does so outside of
// branches, loops and functions it only makes, and does not hand it on.
func (r *recorder) span(f *factgraph.Func, name string) (span, bool) {
	s := span{name: name}
	for i := range f.Steps {
		st := &f.Steps[i]
		mine := func(n string) bool { return n == name || f.Recv != "" && f.Recv+"."+n == name }
		itself := mine(r.o.v.stepName(st))
		if !itself && !(st.Via.Name != "" && mine(r.o.via(st))) {
			continue
		}
		switch st.Kind {
		case factgraph.Call, factgraph.Go:
		case factgraph.Callback, factgraph.Handler:
			if itself { // handed on, to run who knows when
				return s, false
			}
		default:
			return s, false
		}
		if st.Cond || st.Loop || st.Lit || st.Label != "" || st.Go && st.Kind == factgraph.Call {
			return s, false
		}
		if s.from == 0 {
			s.from, s.at = st.At.Line, st.At
		}
		s.from, s.to = min(s.from, st.At.Line), max(s.to, st.At.Line, st.End)
	}
	return s, s.from > 0
}

// alone adds a card if a function of the package has a single caller there, and
// nobody else can call it.
func (r *recorder) alone(name string) {
	f := r.funcs[name]
	if f == nil || !f.Focus || exported(f.Name) || len(r.o.v.callers[f.Sym]) != 1 || f.Name == "main" || f.Name == "init" {
		return
	}
	method := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	for _, t := range r.o.v.g.Types { // one could be called through it
		if t.Form == "interface" && slices.ContainsFunc(t.Methods, func(m factgraph.Method) bool { return m.Name == method }) {
			return
		}
	}
	for _, p := range r.o.v.g.Packages {
		if p.Path == f.Pkg && len(p.Variants) > 0 {
			return
		}
	}
	if r.tested(f.Pkg, method) {
		return
	}
	caller := r.o.v.callers[f.Sym][0]
	from := r.o.v.name(caller.Sym, "")
	if method[0] >= 'A' && method[0] <= 'Z' || from == name {
		return
	}
	r.into.Cards = append(r.into.Cards, ev.Card{Fact: "only", Relations: []ev.Relation{{S: from, R: ev.OnlyIn, O: name}}, At: places(at(f.At)), Line: r.line(at(f.At)), Rank: 0.3 * r.weight(name)})
}

// tested reports whether a test of a package has a word, which may be a call.
func (r *recorder) tested(pkg, word string) bool {
	p := r.o.v.tree.Package(pkg)
	if p == nil {
		return true
	}
	re := regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`)
	for _, f := range p.Files {
		if f.Test && slices.ContainsFunc(r.source(f.Path), re.MatchString) {
			return true
		}
	}
	return false
}

// constrained reports whether any file of a package, tests included, is not built
// everywhere.
func (r *recorder) constrained(p *factgraph.Package) bool {
	tree := r.o.v.tree.Package(p.Path)
	return len(p.Variants) > 0 || tree == nil ||
		slices.ContainsFunc(tree.Files, func(f *walk.File) bool { return f.Header.Constraint != "" || !f.Active })
}

// lacks adds what types and packages of a section do without, where the whole of
// them was read.
func (r *recorder) lacks(sec outlineSection) {
	switch sec.id {
	case "what":
		for _, p := range r.o.v.g.Packages {
			if p.Path == r.o.v.root && !r.constrained(p) {
				r.absent(p.Name, "build constraint", p.At)
			}
		}
	case "holds":
		for _, t := range r.o.v.g.Types {
			name := r.o.v.name(t.Sym, "")
			if t.Form != "struct" || !slices.ContainsFunc(sec.tables, func(x outlineTable) bool { return x.caption.args[1][0].text == name }) {
				continue
			}
			if len(t.Embeds) == 0 && !slices.ContainsFunc(t.Fields, func(f factgraph.Field) bool { return f.Embedded }) {
				r.absent(name, "embedded type", t.At)
			}
		}
	}
}

func (r *recorder) absent(name, what string, p factgraph.Pos) {
	r.into.Cards = append(r.into.Cards, ev.Card{Fact: "lacks", Relations: []ev.Relation{{S: name, R: ev.Lacks, O: what}}, At: places(at(p)), Line: r.line(at(p)), Rank: 0.25})
}

// How much source goes with the evidence.
const maxExcerptLines = 14

// excerpt adds the first lines of a function.
func (r *recorder) excerpt(name string) {
	f := r.funcs[name]
	if f == nil || f.Last <= f.At.Line {
		return
	}
	lines := r.source(f.At.Path)
	to := min(f.Last, f.At.Line+maxExcerptLines-1, len(lines))
	if f.At.Line > to {
		return
	}
	r.into.Excerpts = append(r.into.Excerpts, ev.Excerpt{Name: name, Text: strings.Join(lines[f.At.Line-1:to], "\n"), Rank: r.weight(name)})
}
