// Package changes compares what two trees offer to their users: API groups,
// kinds and fields, feature gates, metrics, commands and flags.
//
// Things are facts with a name and attributes, so that kinds of things are
// compared by one function. A thing is the same in both trees if its kind and
// name are: one that was renamed is one that was removed and one that was added.
package changes

import (
	"cmp"
	"maps"
	"slices"
)

// A Who says who has to act on a change.
type Who string

// The readers of a list of changes, in the order they are told.
const (
	Operator  Who = "operator"  // runs the programs
	APIUser   Who = "api-user"  // writes objects, or programs that do
	Developer Who = "developer" // changes the tree
)

// A Thing is something a tree offers.
type Thing struct {
	Who Who
	// Kind is what it is ("flag"), Name what it is called.
	Kind, Name string
	Attrs      []Attr
	File       string
	Line       int
}

// An Attr is what can change about a Thing.
type Attr struct {
	Name, Value string
	// Breaks tells whether a change from one value to another can break what its
	// users have.
	Breaks func(old, new string) bool
}

// A Change is a difference between two trees.
type Change struct {
	Who      Who    `json:"who"`
	Breaking bool   `json:"breaking"`
	Kind     string `json:"kind"`
	Name     string `json:"name"`
	// What is "added", "removed", or the name of the attribute that changed.
	What string `json:"what"`
	Old  string `json:"old,omitempty"`
	New  string `json:"new,omitempty"`
	// File and Line are in the new tree, or in the old one of what was removed.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

type key struct{ kind, name string }

// Compare returns what changed between two trees: by who must act, breaking
// changes first, then by kind and name. What lies below something that was added
// or removed ("Pod.spec" below "Pod") is not told of besides.
func Compare(old, new []Thing) []Change {
	was, is := index(old), index(new)
	var out []Change
	for k, t := range was {
		if n, ok := is[k]; ok {
			out = append(out, t.changes(n)...)
		} else if !belowMissing(k, was, is) {
			out = append(out, t.change("removed", true))
		}
	}
	for k, t := range is {
		if _, ok := was[k]; !ok && !belowMissing(k, is, was) {
			out = append(out, t.change("added", t.demanded()))
		}
	}
	slices.SortFunc(out, compare)
	return out
}

func index(list []Thing) map[key]*Thing {
	out := map[key]*Thing{}
	for i := range list {
		k := key{list[i].Kind, list[i].Name}
		if out[k] == nil {
			out[k] = &list[i]
		}
	}
	return out
}

// belowMissing reports whether what a thing belongs to is in one tree and not in
// the other either.
func belowMissing(k key, in, notIn map[key]*Thing) bool {
	for i := len(k.name) - 1; i > 0; i-- {
		if k.name[i] != '.' && k.name[i] != ' ' {
			continue
		}
		for _, kind := range []string{"kind", "field", "command", "program"} {
			up := key{kind, k.name[:i]}
			if in[up] != nil && notIn[up] == nil {
				return true
			}
		}
	}
	return false
}

func (t *Thing) change(what string, breaking bool) Change {
	return Change{Who: t.Who, Breaking: breaking, Kind: t.Kind, Name: t.Name, What: what, File: t.File, Line: t.Line}
}

// demanded reports whether a new thing must be given by those who did without it.
func (t *Thing) demanded() bool {
	return slices.ContainsFunc(t.Attrs, func(a Attr) bool { return a.Name == "required" && a.Value == "true" })
}

func (t *Thing) changes(n *Thing) []Change {
	values := map[string]Attr{}
	for _, a := range t.Attrs {
		values[a.Name] = a
	}
	var out []Change
	for _, a := range n.Attrs {
		old := values[a.Name]
		delete(values, a.Name)
		if old.Value != a.Value {
			out = append(out, n.changed(a, old.Value, a.Value))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if a := values[name]; a.Value != "" {
			out = append(out, n.changed(a, a.Value, ""))
		}
	}
	return out
}

func (t *Thing) changed(a Attr, old, new string) Change {
	c := t.change(a.Name, a.Breaks != nil && a.Breaks(old, new))
	c.Old, c.New = old, new
	return c
}

var order = []Who{Operator, APIUser, Developer}

func compare(a, b Change) int {
	breaking := func(c Change) int {
		if c.Breaking {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(slices.Index(order, a.Who), slices.Index(order, b.Who)), cmp.Compare(breaking(a), breaking(b)),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.What, b.What))
}
