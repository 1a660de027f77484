package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// An outline is a walkthrough before it has a language.
type outline struct {
	lead     []statement
	sections []outlineSection
	flow     Flow
	words    map[string]bool
}

type outlineSection struct {
	id         string
	statements []statement
	after      []statement // behind the groups
	ordered    bool
	tables     []outlineTable
	groups     []outlineGroup
}

type outlineTable struct {
	caption statement
	head    []string // words of the catalogue
	rows    []outlineRow
}

type outlineRow struct {
	cells []arg
	at    factgraph.Pos
}

type outlineGroup struct {
	name       string
	at         factgraph.Pos
	statements []statement
}

func (s *outlineSection) empty() bool {
	return len(s.statements)+len(s.tables)+len(s.groups)+len(s.after) == 0
}

// An outliner lays out what a survey found.
type outliner struct {
	v     *survey
	s     *selection
	start *start
	conf  configuration
	uses  []typicalUse
}

func (o *outliner) outline() outline {
	var out outline
	for _, sec := range []outlineSection{
		o.what(), o.starts(), o.holds(), o.watches(), o.does(), o.interfaces(), o.configures(), o.variants(), o.next(),
	} {
		if !sec.empty() {
			out.sections = append(out.sections, sec)
		}
	}
	out.flow = o.flow()
	return out
}

func at(p ...factgraph.Pos) []factgraph.Pos { return p }

// what says what the target is.
func (o *outliner) what() outlineSection {
	sec := outlineSection{id: "what"}
	v := o.v
	for _, p := range v.g.Packages {
		if p.Path != v.root {
			continue
		}
		fact := "what.package"
		if v.target.Kind == "program" {
			fact = "what.program"
		}
		if p.Dir == "." {
			fact += ".root"
		}
		sec.statements = append(sec.statements, say(fact, at(p.At), count(len(p.Files)), codes(p.Name), texts(p.Path), texts(p.Dir)))
		if p.Doc != "" {
			sec.statements = append(sec.statements, say("comment", at(p.At), quoted(p.Doc)))
		}
	}
	switch v.target.Kind {
	case "function":
		if f := v.g.Func(factgraph.Sym{Pkg: v.root, Name: v.target.Name}); f != nil {
			sec.statements = append(sec.statements, say("what.function", at(f.At), codes(f.Name)))
		}
	case "type":
		if t := v.g.Type(factgraph.Sym{Pkg: v.root, Name: v.target.Name}); t != nil {
			sec.statements = append(sec.statements, o.typeStatements(t)...)
		}
	default:
		if t := o.central(); t != nil {
			sec.statements = append(sec.statements, o.typeStatements(t)...)
		}
	}
	o.subpackages(&sec)
	return sec
}

// subpackages names the packages that are read with the target.
func (o *outliner) subpackages(sec *outlineSection) {
	var below, beside mentions
	for _, p := range o.v.g.Packages {
		if p.Path == o.v.root {
			continue
		}
		if rest, ok := strings.CutPrefix(p.Path, o.v.root+"/"); ok {
			below.names, below.at = append(below.names, rest), append(below.at, p.At)
		} else {
			beside.names, beside.at = append(beside.names, p.Path), append(beside.at, p.At)
		}
	}
	for _, s := range []struct {
		fact string
		m    mentions
	}{{"what.below", below}, {"what.beside", beside}} {
		var names arg
		for _, n := range s.m.names {
			names = append(names, term{kind: plain, text: n})
		}
		if len(names) > 0 && len(names) <= 12 {
			sec.statements = append(sec.statements, say(s.fact, s.m.at, names))
		}
	}
}

// central is the type that the target is about: what its constructor returns and
// most of what is near is a method of.
func (o *outliner) central() *factgraph.Type {
	var best *factgraph.Type
	score := 0.0
	for _, t := range o.v.g.Types {
		if t.Pkg != o.v.root || t.Form != "struct" {
			continue
		}
		n := 0.0
		for _, f := range o.v.g.Funcs {
			if f.Pkg == t.Pkg && f.Recv == t.Name {
				n += o.v.near(f)
			}
		}
		if n > score {
			best, score = t, n
		}
	}
	return best
}

func (o *outliner) typeStatements(t *factgraph.Type) (out []statement) {
	if !o.s.has(t.Name) {
		return nil
	}
	switch t.Form {
	case "struct":
		out = append(out, say("what.struct", at(t.At), codes(t.Name), count(len(t.Fields)), count(len(t.Methods))))
	case "interface":
		out = append(out, say("what.interface", at(t.At), codes(t.Name), count(len(t.Methods))))
	default:
		out = append(out, say("what.type", at(t.At), codes(t.Name), texts(t.Text)))
	}
	if t.Doc != "" {
		out = append(out, say("comment", at(t.At), quoted(t.Doc)))
	}
	if impl := o.interfaceNames(t.Implements); len(impl) > 0 {
		out = append(out, say("implements", at(t.At), impl, codes(t.Name)))
	}
	return out
}

func (o *outliner) interfaceNames(syms []factgraph.Sym) (out arg) {
	for _, i := range syms {
		if n := o.v.name(i, ""); o.s.has(n) {
			out = append(out, term{kind: code, text: n})
		}
	}
	return out
}

// starts tells the way from main to the target, and what is passed to it.
func (o *outliner) starts() outlineSection {
	sec := outlineSection{id: "starts", ordered: true}
	if len(o.start.way) == 0 && o.v.target.Kind != "program" {
		sec = outlineSection{id: "made"}
	}
	for i, h := range o.start.way {
		if i == len(o.start.way)-1 {
			break
		}
		next := o.start.way[i+1].Func
		from := h.Func.Name
		pos := factgraph.Pos{Path: h.Func.Path, Line: h.Ref.Line}
		from = hopName(h.Func.Pkg.Name, from, i > 0 && o.start.way[i-1].Func.Pkg != h.Func.Pkg)
		to := hopName(next.Pkg.Name, next.Name, next.Pkg != h.Func.Pkg)
		switch {
		case h.Ref.Key != "" && !h.Ref.Called:
			sec.statements = append(sec.statements, say("start.registers", at(pos), codes(from), codes(to), codes(h.Ref.Key)))
		case h.Ref.Called:
			sec.statements = append(sec.statements, say("start.calls", at(pos), codes(from), codes(to)))
		default:
			sec.statements = append(sec.statements, say("start.mentions", at(pos), codes(from), codes(to)))
		}
	}
	sec.statements = append(sec.statements, o.blankImports()...)
	for _, f := range o.v.entries {
		if !f.Focus || f.Name == "init" {
			sec.statements = append(sec.statements, o.functionStatements(f, "self")...)
			sec.tables = append(sec.tables, o.wiring(f)...)
		}
	}
	if o.v.target.Kind == "program" {
		o.opens(&sec)
	}
	if o.v.target.Kind == "package" || o.v.target.Kind == "type" {
		o.constructors(&sec)
	}
	return sec
}

// opens tells what main leads to in its first steps.
func (o *outliner) opens(sec *outlineSection) {
	const most, deep = 8, 2 * step
	for _, f := range o.v.order {
		if o.v.dist[f] > deep || len(sec.statements) >= most || !o.s.has(o.v.name(f.Sym, "")) {
			continue
		}
		b := &body{o: o, f: f, self: codes(o.v.name(f.Sym, "")), who: "self"}
		b.sort()
		b.foreign, b.kept, b.later = mentions{}, mentions{}, mentions{}
		sec.statements = append(sec.statements, b.calls()...)
	}
}

func hopName(pkg, name string, qualify bool) string {
	if qualify && pkg != "main" && !strings.Contains(name, ".") {
		return pkg + "." + name
	}
	return name
}

// wiring lists what a function passes to those of the target.
func (o *outliner) wiring(f *factgraph.Func) (out []outlineTable) {
	for _, st := range f.Steps {
		callee := o.v.g.Func(st.Target)
		if callee == nil {
			continue
		}
		t := outlineTable{caption: say("start.passes", at(st.At), codes(f.Name), codes(o.v.name(callee.Sym, ""))), head: []string{"head.parameter", "head.argument"}}
		for _, a := range st.Args {
			if a.Param == "" || a.Param == "_" || a.Param == a.Text || len(a.Names) == 0 || isContext(callee, a.Param) {
				continue
			}
			t.rows = append(t.rows, outlineRow{[]arg{codes(a.Param), codes(a.Text)}, a.At})
		}
		if len(t.rows) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// isContext reports whether a parameter says when to stop rather than what to
// do.
func isContext(f *factgraph.Func, param string) bool {
	for _, p := range f.Params {
		if p.Name == param {
			return p.Sym == factgraph.Sym{Pkg: "context", Name: "Context"} || strings.HasPrefix(p.Type, "<-chan struct{}")
		}
	}
	return false
}

// constructors lists the functions that make the target's types, by what they
// make.
func (o *outliner) constructors(sec *outlineSection) {
	type maker struct {
		made arg
		m    mentions
	}
	var order []string
	makers := map[string]*maker{}
	var old []statement
	var rest mentions
	for _, f := range o.v.g.Funcs {
		if f.Pkg != o.v.root || f.Recv != "" || !exported(f.Name) || !o.s.has(f.Name) || len(f.Results) == 0 {
			continue
		}
		if o.v.target.Kind == "type" && !o.v.makes(f, o.v.target.Name) {
			continue
		}
		var made arg
		for _, r := range f.Results {
			if n := o.v.name(r.Sym, ""); o.v.g.Type(r.Sym) != nil && o.s.has(n) {
				made = append(made, term{kind: code, text: n})
			}
		}
		if len(made) == 0 {
			made = o.built(f)
		}
		if len(made) == 0 {
			if o.isEntry(f) {
				rest.names, rest.at = append(rest.names, f.Name), append(rest.at, f.At)
			}
			continue
		}
		key := made[0].text
		if makers[key] == nil {
			makers[key] = &maker{made: made}
			order = append(order, key)
		}
		makers[key].m.names, makers[key].m.at = append(makers[key].m.names, f.Name), append(makers[key].m.at, f.At)
		if f.Deprecated != "" {
			old = append(old, say("deprecated", at(f.At), codes(f.Name), quoted(clip(f.Deprecated, 160))))
		}
	}
	for _, k := range order {
		sec.statements = append(sec.statements, say("start.makes", makers[k].m.at, codes(makers[k].m.names...), makers[k].made))
	}
	sec.statements = append(sec.statements, old...)
	if len(rest.names) > 0 {
		sec.statements = append(sec.statements, say("start.exports", rest.at, codes(rest.names...)))
	}
}

// built are the types a function makes values of and hands out as some
// interface.
func (o *outliner) built(f *factgraph.Func) (made arg) {
	for i := range f.Steps {
		st := &f.Steps[i]
		t := o.v.g.Type(st.Target)
		if st.Kind != factgraph.New || t == nil || len(t.Methods) == 0 {
			continue
		}
		n := o.v.name(t.Sym, "")
		if o.s.has(n) && !slices.ContainsFunc(made, func(x term) bool { return x.text == n }) {
			made = append(made, term{kind: code, text: n})
		}
	}
	return made
}

// blankImports tells which files take the package in for its init functions.
func (o *outliner) blankImports() (out []statement) {
	const most = 4
	for i, b := range o.start.blank {
		if i == most {
			break
		}
		out = append(out, say("start.blank", at(b), texts(b.Path)))
	}
	return out
}

func (o *outliner) isEntry(f *factgraph.Func) bool { return slices.Contains(o.v.entries, f) }

// holds lists the fields of the types that matter.
func (o *outliner) holds() outlineSection {
	sec := outlineSection{id: "holds"}
	for _, t := range o.typesByRank() {
		if t.Form != "struct" || !o.s.has(o.v.name(t.Sym, "")) || len(sec.tables) == maxHolds {
			continue
		}
		table := outlineTable{head: []string{"head.field", "head.type", "head.comment"}}
		for _, f := range t.Fields {
			name := fieldName(t, f)
			if f.Embedded {
				name = f.Name
			}
			if !o.s.has(name) {
				continue
			}
			table.rows = append(table.rows, outlineRow{[]arg{codes(f.Name), texts(f.Type), texts(clip(f.Doc, 140))}, f.At})
		}
		if len(table.rows) == 0 {
			continue
		}
		fact := "holds.some"
		if len(table.rows) == len(t.Fields) {
			fact = "holds.all"
		}
		table.caption = say(fact, at(t.At), count(len(t.Fields)), codes(o.v.name(t.Sym, "")), count(len(table.rows)))
		sec.tables = append(sec.tables, table.narrow())
	}
	return sec
}

// narrow drops the last column if it is empty.
func (t outlineTable) narrow() outlineTable {
	last := len(t.head) - 1
	for _, r := range t.rows {
		if c := r.cells[last]; len(c) != 1 || c[0].text != "" {
			return t
		}
	}
	t.head = t.head[:last]
	for i := range t.rows {
		t.rows[i].cells = t.rows[i].cells[:last]
	}
	return t
}

// maxHolds is how many structs are set out field by field.
const maxHolds = 6

// typesByRank puts the central type first, then as ranked.
func (o *outliner) typesByRank() []*factgraph.Type {
	list := slices.Clone(o.v.g.Types)
	central := o.central()
	weight := map[*factgraph.Type]float64{}
	for _, t := range list {
		weight[t] = o.s.score[o.v.name(t.Sym, "")] * (1 + o.presence(t))
	}
	slices.SortStableFunc(list, func(a, b *factgraph.Type) int {
		x, y := weight[a], weight[b]
		switch {
		case a == central || b == central && a != b:
			if a == central {
				return -1
			}
			return 1
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return list
}

// presence is how much of what is near belongs to a type.
func (o *outliner) presence(t *factgraph.Type) float64 {
	n := 0.05 * float64(len(t.Fields)+len(t.Methods))
	for _, f := range o.v.g.Funcs {
		if f.Pkg == t.Pkg && f.Recv == t.Name {
			n += o.v.near(f)
		}
	}
	return n
}

// clip cuts a text at a word.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
