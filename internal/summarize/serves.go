package summarize

import (
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// maxRows is how many rows a table of paths, metrics or gates has.
const maxRows = 24

// serves lists the paths that the target answers HTTP requests on.
func (o *outliner) serves() outlineSection {
	sec := outlineSection{id: "serves"}
	t := outlineTable{head: []string{"head.path", "head.handler", "head.by"}}
	var first []factgraph.Pos
	total := 0
	seen := map[string]bool{}
	for _, f := range o.v.order {
		for i := range f.Steps {
			st := &f.Steps[i]
			name := o.v.name(f.Sym, "")
			if st.Kind != factgraph.Route || seen[st.Label+"\x00"+name] {
				continue
			}
			seen[st.Label+"\x00"+name] = true
			total++
			if len(t.rows) == maxRows {
				continue
			}
			t.rows = append(t.rows, outlineRow{[]arg{codes(st.Label), o.nameOrText(o.handlerName(st)), o.nameOrText(name)}, st.At})
			first = append(first, st.At)
		}
	}
	if total > 0 {
		t.caption = say("serves.paths", first[:1], count(total))
		sec.tables = []outlineTable{t}
	}
	return sec
}

// handlerName is what a walkthrough calls a handler, "" if it has no name.
func (o *outliner) handlerName(st *factgraph.Step) string {
	if st.Target.Name == "" {
		return ""
	}
	return o.v.stepName(st)
}

// nameOrText is a name in code if it is spoken of elsewhere, so that a table need
// not spend the budget on what it lists.
func (o *outliner) nameOrText(name string) arg {
	if name != "" && o.s.has(name) {
		return codes(name)
	}
	return texts(name)
}

// measures lists the metrics that the target makes.
func (o *outliner) measures() outlineSection {
	sec := outlineSection{id: "measures"}
	list := slices.Clone(o.v.g.Metrics)
	if o.v.target.Kind == "file" {
		list = slices.DeleteFunc(list, func(m *factgraph.Metric) bool { return m.At.Path != o.v.target.File })
	}
	if len(list) == 0 || o.v.target.Kind == "function" || o.v.target.Kind == "type" {
		return sec
	}
	slices.SortStableFunc(list, func(a, b *factgraph.Metric) int { // the target's own first
		switch own := o.v.root; {
		case a.Pkg == own && b.Pkg != own:
			return -1
		case a.Pkg != own && b.Pkg == own:
			return 1
		}
		return 0
	})
	t := outlineTable{head: []string{"head.metric", "head.type", "head.kept", "head.help"}}
	for _, m := range list[:min(len(list), maxRows)] {
		kept := m.Var
		if kept != "" {
			kept = o.v.name(factgraph.Sym{Pkg: m.Pkg, Name: m.Var}, "")
		}
		t.rows = append(t.rows, outlineRow{[]arg{texts(m.Name), texts(m.Kind), o.nameOrText(kept), texts(clip(m.Help, 160))}, m.At})
	}
	t.caption = say("measures.metrics", at(list[0].At), count(len(list)))
	sec.tables = []outlineTable{t}
	return sec
}

// gates lists the feature gates that the target reads, as they are declared.
func (o *outliner) gates() outlineTable {
	t := outlineTable{head: []string{"head.gate", "head.default", "head.stage", "head.readers"}}
	var order []factgraph.Sym
	readers := map[factgraph.Sym]*mentions{}
	names := map[factgraph.Sym]string{}
	for _, f := range o.v.order {
		if o.v.passing(f) {
			continue
		}
		for i := range f.Steps {
			st := &f.Steps[i]
			if st.Kind != factgraph.Gate || !o.s.has(o.v.stepName(st)) {
				continue
			}
			if _, declared := o.v.gate(st.Target); !declared {
				continue
			}
			if readers[st.Target] == nil {
				readers[st.Target] = &mentions{}
				order = append(order, st.Target)
				names[st.Target] = o.v.stepName(st)
			}
			readers[st.Target].add(o.v.name(f.Sym, ""), st)
		}
	}
	var first []factgraph.Pos
	for _, s := range order {
		g, _ := o.v.gate(s)
		var by arg
		for _, n := range readers[s].names[:min(len(readers[s].names), 3)] {
			by = append(by, o.nameOrText(n)...)
		}
		t.rows = append(t.rows, outlineRow{[]arg{codes(names[s]), texts(g.Default), texts(g.Stage), by}, factgraph.Pos{Path: g.Path, Line: g.Line}})
		first = append(first, readers[s].at...)
	}
	if len(t.rows) > 0 {
		t.caption = say("conf.gates", first[:1], count(len(t.rows)))
	}
	return t
}
