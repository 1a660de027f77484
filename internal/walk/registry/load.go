package registry

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Load returns the lists of a tree. Facts that were not extracted yet are.
func Load(ctx context.Context, t *walk.Tree) (*Model, error) {
	if err := t.Load(ctx, Extractor); err != nil {
		return nil, err
	}
	b := &builder{tree: t, model: &Model{Dynamic: map[string]int{}}}
	b.gather()
	b.gates()
	b.metrics()
	b.events()
	b.keys()
	b.environment()
	b.ports()
	b.routes()
	b.exits()
	b.plugins()
	b.controllers()
	b.roles()
	return b.model, nil
}

type builder struct {
	tree  *walk.Tree
	model *Model

	consts map[symbol]*declared
	order  []*declared // by file and place
	types  map[symbol]*struct_
	seen   [kinds][]*seen
}

// A symbol is a name at package level.
type symbol struct{ Pkg, Name string }

type declared struct {
	*constant
	file *walk.File
}

type struct_ struct {
	*typeDecl
	file *walk.File
}

// A seen is a sighting and the file it is in.
type seen struct {
	*sighting
	file *walk.File
}

func (b *builder) gather() {
	b.consts, b.types = map[symbol]*declared{}, map[symbol]*struct_{}
	for _, p := range b.tree.Packages {
		if p.Vendored {
			continue
		}
		for _, f := range p.Files {
			fact, _ := f.Fact(Extractor).(*fact)
			if fact == nil {
				continue
			}
			for i := range fact.Consts {
				d := &declared{&fact.Consts[i], f}
				b.order = append(b.order, d)
				if key := (symbol{p.ImportPath, d.Name}); b.consts[key] == nil {
					b.consts[key] = d
				}
			}
			for i := range fact.Types {
				if key := (symbol{p.ImportPath, fact.Types[i].Name}); b.types[key] == nil {
					b.types[key] = &struct_{&fact.Types[i], f}
				}
			}
			for i := range fact.Sightings {
				s := &fact.Sightings[i]
				b.seen[s.Kind] = append(b.seen[s.Kind], &seen{s, f})
			}
		}
	}
}

// text looks up what a value of a file is; not ok if part of it is not known.
func (b *builder) text(v value, in *walk.File) (string, bool) {
	return b.resolve(v, in.Pkg.ImportPath, 0)
}

func (b *builder) resolve(v value, pkg string, depth int) (string, bool) {
	if len(v) == 0 || depth > 8 {
		return "", false
	}
	var out strings.Builder
	for _, p := range v {
		switch p.Kind {
		case literal:
			out.WriteString(p.Text)
		case reference:
			from := cmp.Or(p.Pkg, pkg)
			d := b.consts[symbol{from, p.Name}]
			if d == nil {
				return "", false
			}
			s, ok := b.resolve(d.Value, from, depth+1)
			if !ok {
				return "", false
			}
			out.WriteString(s)
		default:
			return "", false
		}
	}
	return out.String(), true
}

// texts looks up a list; not ok if some of it is not known.
func (b *builder) texts(vs []value, in *walk.File) (out []string, ok bool) {
	ok = true
	for _, v := range vs {
		s, known := b.text(v, in)
		if ok = ok && known; known {
			out = append(out, s)
		}
	}
	return out, ok
}

// constOf is the constant that a value is, following constants that are no more
// than other constants; nil if it is none.
func (b *builder) constOf(v value, in *walk.File) *declared {
	pkg := in.Pkg.ImportPath
	for range 8 {
		if len(v) != 1 || v[0].Kind != reference {
			return nil
		}
		pkg = cmp.Or(v[0].Pkg, pkg)
		d := b.consts[symbol{pkg, v[0].Name}]
		if d == nil || len(d.Value) != 1 || d.Value[0].Kind != reference {
			return d
		}
		v = d.Value
	}
	return nil
}

func (s *seen) place() Place { return placeOf(s.file, s.Pos, s.In) }

func (d *declared) place() Place { return placeOf(d.file, d.Pos, "") }

func placeOf(f *walk.File, pos walk.Pos, in string) Place {
	return Place{File: f.Path, Pos: pos, Package: f.Pkg.ImportPath, In: in}
}

// named finds or makes the entry of a name.
func named[T any](m map[string]*T, name string, fresh func() *T) *T {
	e := m[name]
	if e == nil {
		e = fresh()
		m[name] = e
	}
	return e
}

// sorted returns the entries of a map in the order of their names, and their
// places in the order of the source.
func sorted[T any](m map[string]*T) []*T {
	out := make([]*T, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[name])
	}
	return out
}

// tidy sorts places and leaves out those that are there twice.
func tidy(ps []Place) []Place {
	slices.SortFunc(ps, comparePlaces)
	return slices.CompactFunc(ps, func(a, b Place) bool { return a.File == b.File && a.Pos == b.Pos })
}

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
}

// add puts a text into a sorted list once.
func add(list []string, s string) []string {
	i, found := slices.BinarySearch(list, s)
	if found {
		return list
	}
	return slices.Insert(list, i, s)
}
