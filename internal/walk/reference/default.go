package reference

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// defaults enters what defaulting functions assign to fields.
func (b *builder) defaults() {
	for _, p := range b.tree.Packages {
		for _, f := range p.Files {
			if x := b.behaviourOf(f); x != nil {
				for i := range x.Defaults {
					b.assign(f, &x.Defaults[i])
				}
			}
		}
	}
	// What is said of a struct's fields holds where they are inlined.
	for _, t := range b.order {
		for _, f := range t.Fields {
			if f.From == nil {
				continue
			}
			for _, o := range f.From.Fields {
				if o.Name == f.Name {
					for _, d := range o.Defaults {
						if len(d.When) == 0 { // what holds always holds under conditions too
							f.Defaults = slices.DeleteFunc(f.Defaults, func(x Default) bool {
								return x.From != "" && len(x.When) > 0 && x.Value == d.Value && x.Computed == d.Computed && x.Kind == d.Kind
							})
						}
						if !slices.ContainsFunc(f.Defaults, func(x Default) bool { return x.File == d.File && x.Pos == d.Pos }) {
							f.Defaults = append(f.Defaults, d)
						}
					}
				}
			}
		}
	}
}

func (b *builder) assign(file *walk.File, a *assigned) {
	if a.Value.Name == "nil" {
		return
	}
	ref := b.resolve(file, api.Expr{Kind: api.Named, Pkg: a.Pkg, Name: a.Name})
	if ref.Decl == nil {
		return
	}
	root := b.types[ref.Decl.Symbol()]
	if root == nil {
		return
	}
	f, alone := lead(root, a.Path)
	if f == nil {
		return
	}
	d := Default{From: a.Func, File: file.Path, Pos: a.Pos}
	value, known := b.value(file, a.Value)
	d.Value, d.Computed = value, !known
	if !alone {
		d.Kind = root.Name
	}
	for _, c := range a.When {
		if words := b.condition(file, root, c); words != "" && !slices.Contains(d.When, words) {
			d.When = append(d.When, words)
		}
	}
	if !slices.ContainsFunc(f.Defaults, func(x Default) bool {
		return x.Value == d.Value && x.Computed == d.Computed && len(x.When) == 0 && (x.Kind == "" || x.Kind == d.Kind)
	}) {
		f.Defaults = append(f.Defaults, d)
	}
}

// lead follows Go names from a type to a field. Alone reports whether the types
// in between have no other users, so that what holds here holds for the field.
func lead(root *Type, names []string) (f *Field, alone bool) {
	alone = true
	at := &Ref{Shape: Object, Type: root}
	for _, name := range names {
		switch {
		case name == "[]" && at.Elem != nil:
			at = at.Elem
			continue
		case at.Shape != Object || at.Type == nil:
			return f, alone // into a value that is written as one
		}
		if slices.ContainsFunc(at.Type.Inlines, func(t *Type) bool { return t.Decl.Name == name }) {
			continue
		}
		var next *Field
		for _, x := range at.Type.Fields {
			if x.Member != nil && x.Member.Name == name {
				next = x
			}
		}
		if next == nil {
			return nil, false
		}
		if f != nil && len(at.Type.Users) > 1 {
			alone = false
		}
		f, at = next, next.Type
	}
	return f, alone
}

// value is an operand as JSON has it, and whether it is known.
func (b *builder) value(file *walk.File, o operand) (string, bool) {
	switch {
	case o.Literal != "":
		return literal(o.Literal), true
	case o.Name == "true" || o.Name == "false":
		return o.Name, true
	case o.Name == "":
		return "", false
	}
	ref := b.resolve(file, api.Expr{Kind: api.Named, Pkg: o.Pkg, Name: o.Name})
	of := file.Pkg
	if o.Pkg != "" {
		of = b.tree.Resolve(file.Pkg, ref.Path).Package
	}
	if pkg := b.view.Package(of); pkg != nil {
		for _, c := range pkg.Consts {
			if c.Name == o.Name && c.Value != "" {
				return literal(c.Value), true
			}
		}
	}
	if of != nil {
		for _, f := range of.Files {
			if x := b.behaviourOf(f); x != nil {
				for _, c := range x.Consts {
					if c.Name == o.Name {
						return literal(c.Value), true
					}
				}
			}
		}
	}
	return "", false
}

// condition says in words what must hold.
func (b *builder) condition(file *walk.File, root *Type, c condition) string {
	switch {
	case c.Gate != "":
		name := c.Gate
		if g := b.consts[name]; g != nil {
			name = g.Name
		}
		return "feature gate " + name + " is on"
	case c.Words != "":
		return c.Words
	}
	name := jsonPath(root, c.Path)
	if name == "" {
		return ""
	}
	if c.Value == (operand{}) {
		if c.Not {
			return name + " is set"
		}
		return name + " is not set"
	}
	var values []string
	for _, o := range append([]operand{c.Value}, c.Others...) {
		value, known := b.value(file, o)
		if !known {
			value = o.Name
		}
		if value == "" {
			value = `""`
		}
		values = append(values, value)
	}
	value := strings.Join(values, " or ")
	if c.Not {
		return name + " is not " + value
	}
	return name + " is " + value
}

// jsonPath writes Go names as users know them.
func jsonPath(root *Type, names []string) string {
	var parts []string
	for i := range names {
		if f, _ := lead(root, names[:i+1]); f != nil && names[i] != "[]" && f.Member != nil && f.Member.Name == names[i] {
			parts = append(parts, f.Name)
		}
	}
	return strings.Join(parts, ".")
}
