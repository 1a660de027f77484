package summarize

import (
	"path"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// interfaces tells what interfaces demand and who satisfies them.
func (o *outliner) interfaces() outlineSection {
	sec := outlineSection{id: "interfaces"}
	central := o.central()
	for _, t := range o.typesByRank() {
		name := o.v.name(t.Sym, "")
		if !o.s.has(name) {
			continue
		}
		self := codes(name)
		if t.Form == "interface" {
			var m mentions
			for _, x := range t.Methods {
				if o.s.has(o.v.member(t, x.Name)) {
					m.names, m.at = append(m.names, x.Name), append(m.at, x.At)
				}
			}
			if len(m.names) > 12 {
				m.names, m.at = m.names[:12], m.at[:12]
			}
			if len(m.names) > 0 {
				sec.statements = append(sec.statements, say("interface.methods", append(at(t.At), m.at...), codes(m.names...), self))
			}
			if impl := o.interfaceNames(t.Implementers); len(impl) > 0 {
				sec.statements = append(sec.statements, say("interface.by", append(at(t.At), o.declared(t.Implementers)...), impl, self))
			}
		} else if impl := o.interfaceNames(t.Implements); len(impl) > 0 && t != central {
			foreign := slices.DeleteFunc(impl, func(x term) bool { return o.ownInterface(x.text) })
			if len(foreign) > 0 {
				sec.statements = append(sec.statements, say("implements", at(t.At), foreign, self))
			}
		}
		var embeds mentions
		for _, e := range t.Embeds {
			if n := o.v.name(e.Sym, ""); e.Sym.Name != "" && o.s.has(n) {
				embeds.names, embeds.at = append(embeds.names, n), append(embeds.at, e.At)
			}
		}
		if len(embeds.names) > 0 {
			sec.statements = append(sec.statements, say("embeds", append(at(t.At), embeds.at...), codes(embeds.names...), self))
		}
		if t.Deprecated != "" {
			sec.statements = append(sec.statements, say("deprecated", at(t.DeprecatedAt), self, quoted(clip(t.Deprecated, 160))))
		}
	}
	return sec
}

// declared is where types of the target that are spoken of are declared.
func (o *outliner) declared(syms []factgraph.Sym) (out []factgraph.Pos) {
	for _, s := range syms {
		if t := o.v.g.Type(s); t != nil && o.s.has(o.v.name(s, "")) {
			out = append(out, t.At)
		}
	}
	return out
}

func (o *outliner) ownInterface(name string) bool {
	for _, t := range o.v.g.Types {
		if t.Form == "interface" && o.v.name(t.Sym, "") == name {
			return true
		}
	}
	return false
}

// configures lists flags, defaults, gates and constants.
func (o *outliner) configures() outlineSection {
	sec := outlineSection{id: "configures"}
	sec.statements, sec.tables = o.conf.layOut(o)
	if t := o.gates(); len(t.rows) > 0 {
		sec.tables = append(sec.tables, t)
	}
	if t := o.constants(); len(t.rows) > 0 {
		sec.tables = append(sec.tables, t)
	}
	return sec
}

func (o *outliner) constants() outlineTable {
	t := outlineTable{head: []string{"head.name", "head.value", "head.comment"}}
	var pos []factgraph.Pos
	for _, c := range o.v.g.Values {
		name := o.v.name(c.Sym, "")
		if !o.s.has(name) || !c.Const && c.Doc == "" {
			continue
		}
		value := texts(c.Value)
		if !c.Const {
			value = arg{{kind: word, text: "variable"}}
		}
		t.rows = append(t.rows, outlineRow{[]arg{codes(name), value, texts(clip(c.Doc, 140))}, withComment(c.At, c.DocAt)})
		pos = append(pos, c.At)
	}
	if len(pos) > 0 {
		t.caption = say("conf.values", pos[:1], count(len(t.rows)))
	}
	return t.narrow()
}

// variants lists files that only some platforms take.
func (o *outliner) variants() outlineSection {
	sec := outlineSection{id: "variants"}
	for _, p := range o.v.g.Packages {
		for _, v := range p.Variants {
			fact := "variant.out"
			if v.Active {
				fact = "variant.in"
			}
			constraint := arg{{kind: word, text: "variant.name"}}
			if v.Constraint != "" {
				constraint = texts(v.Constraint)
			}
			sec.statements = append(sec.statements, say(fact, at(v.At), texts(path.Base(v.File)), constraint))
			var m mentions
			for _, d := range v.Declares {
				if o.s.has(d.Name) {
					m.names, m.at = append(m.names, d.Name), append(m.at, d.At)
				}
			}
			if len(m.names) > maxNames {
				m.names, m.at = m.names[:maxNames], m.at[:maxNames]
			}
			if len(m.names) > 0 && !v.Active {
				sec.statements = append(sec.statements, say("variant.declares", m.at, codes(m.names...), texts(path.Base(v.File))))
			}
		}
	}
	return sec
}

// next tells where to read on.
func (o *outliner) next() outlineSection {
	sec := outlineSection{id: "next"}
	o.typical(&sec)
	const most = 5
	for i, u := range o.start.users {
		if i == most {
			break
		}
		var m mentions
		for _, r := range u.Refs {
			if r.Pkg == o.v.root && o.s.has(r.Name) && !slices.Contains(m.names, r.Name) {
				m.names = append(m.names, r.Name)
				m.at = append(m.at, factgraph.Pos{Path: u.Path, Line: r.Line})
			}
		}
		if len(m.names) == 0 || u.Name == "_" {
			continue
		}
		if len(m.names) > 4 {
			m.names, m.at = m.names[:4], m.at[:4]
		}
		sec.statements = append(sec.statements, say("next.user", append(at(factgraph.Pos{Path: u.Path, Line: u.Line}), m.at...), codes(m.names...), texts(u.Name), texts(u.Pkg.ImportPath)))
	}
	if n := o.start.packages; n > most {
		sec.statements = append(sec.statements, say("next.users", o.mentioned(), count(n)))
	}
	return sec
}

// mentioned is a place in each of the packages elsewhere that use the target.
func (o *outliner) mentioned() (out []factgraph.Pos) {
	seen := map[*walk.Package]bool{}
	for _, u := range o.start.users {
		i := slices.IndexFunc(u.Refs, func(r usage.Ref) bool { return r.Pkg == o.v.root })
		if i >= 0 && !seen[u.Pkg] {
			seen[u.Pkg] = true
			out = append(out, factgraph.Pos{Path: u.Path, Line: u.Refs[i].Line})
		}
	}
	return out
}
