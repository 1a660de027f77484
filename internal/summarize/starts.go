package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

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
		if o.start.reads(h.Func) && o.start.reads(next) {
			continue // told below, from the body
		}
		from := h.Func.Name
		pos := factgraph.Pos{Path: h.Func.Path, Line: h.Ref.Line}
		from = hopName(h.Func.Pkg.Name, from, i > 0 && o.start.way[i-1].Func.Pkg != h.Func.Pkg)
		to := hopName(next.Pkg.Name, next.Name, next.Pkg != h.Func.Pkg)
		switch {
		case h.Ref.Key != "" && !h.Ref.Called:
			sec.statements = append(sec.statements, say("start.registers", at(pos), codes(from), codes(to), codes(h.Ref.Key)))
		case h.Ref.Called && h.Ref.Lit:
			sec.statements = append(sec.statements, say("start.lit", at(pos), codes(from), codes(to)))
		case h.Ref.Called:
			sec.statements = append(sec.statements, say("start.calls", at(pos), codes(from), codes(to)))
		default:
			sec.statements = append(sec.statements, say("start.mentions", at(pos), codes(from), codes(to)))
		}
	}
	sec.statements = append(sec.statements, o.blankImports()...)
	for _, f := range o.v.entries {
		if !f.Focus || f.Name == "init" {
			sec.statements = append(sec.statements, o.registers(f)...)
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

// registers tells which functions of the target one hands over under a name.
func (o *outliner) registers(f *factgraph.Func) (out []statement) {
	for i := range f.Steps {
		st := &f.Steps[i]
		name := o.v.stepName(st)
		if g := o.v.g.Func(st.Target); st.Kind == factgraph.Handler && st.Label != "" && g != nil && g.Focus && o.s.has(name) {
			out = append(out, say("start.registers", at(st.At), codes(o.v.name(f.Sym, "")), codes(name), codes(st.Label)))
		}
	}
	return out
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
		b.foreign, b.perhapsForeign, b.kept, b.later, b.perhapsLater = mentions{}, mentions{}, mentions{}, mentions{}, mentions{}
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
			old = append(old, say("deprecated", at(f.DeprecatedAt), codes(f.Name), quoted(clip(f.Deprecated, 160))))
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
