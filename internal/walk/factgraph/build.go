package factgraph

import (
	"cmp"
	"context"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/partial"
)

// Options say what to relate.
type Options struct {
	Tree *walk.Tree
	// Focus are the packages read whole; Some are functions of others.
	Focus    []string
	Some     map[string][]string
	Platform string

	_ struct{}
}

// Build reads the packages and relates what they declare.
func Build(ctx context.Context, opts Options) (*Graph, error) {
	prog, err := partial.Load(ctx, partial.Options{Tree: opts.Tree, Focus: opts.Focus, Some: opts.Some, Platform: opts.Platform})
	if err != nil {
		return nil, err
	}
	b := &builder{tree: opts.Tree, prog: prog, fset: prog.Fset, graph: &Graph{Missing: prog.Missing, Read: prog.Loaded, Outside: prog.Outside,
		funcs: map[Sym]*Func{}, types: map[Sym]*Type{}, values: map[Sym]*Value{}}, owners: map[*types.Var]Sym{},
		implementing: map[Sym][]Sym{}, initial: map[*types.Var]constant.Value{}, literal: map[types.Object]string{}}
	for _, p := range prog.Packages {
		b.declare(p)
	}
	b.implements()
	b.conversions()
	b.initials()
	for _, p := range prog.Packages {
		b.bodies(p)
	}
	b.settle()
	b.sort()
	return b.graph, nil
}

type builder struct {
	tree   *walk.Tree
	prog   *partial.Program
	fset   *token.FileSet
	graph  *Graph
	owners map[*types.Var]Sym // fields of structs in focus
	// assigned are the types put into interfaces, implementing all that would fit.
	assigned, implementing map[Sym][]Sym
	// initial are the values that package-level variables are declared with,
	// literal how the source writes those of variables and constants.
	initial map[*types.Var]constant.Value
	literal map[types.Object]string

	pkg   *partial.Package
	names map[string]string // imports of the file at hand: name to path
}

// at is where a piece of syntax stands. Spans that are too long to cite are cut
// to their first lines.
func (b *builder) at(from, to token.Pos) Pos {
	p := b.fset.Position(from)
	pos := Pos{Path: p.Filename, Line: p.Line}
	if to.IsValid() {
		if q := b.fset.Position(to); q.Filename == p.Filename && q.Line > p.Line {
			pos.To = min(q.Line, p.Line+maxSpan-1)
		}
	}
	return pos
}

// maxSpan is how many lines a place may span.
const maxSpan = 40

// declare enters types, values and functions of a package.
func (b *builder) declare(p *partial.Package) {
	b.pkg = p
	if p.Focus {
		b.graph.Packages = append(b.graph.Packages, b.describe(p))
	}
	generated := b.generated(p)
	for _, f := range p.Files {
		if generated[b.fset.Position(f.Name.Pos()).Filename] {
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				b.declareFunc(d)
			case *ast.GenDecl:
				if p.Focus {
					b.declareGen(d)
				}
			}
		}
	}
}

// generated lists the generated files of a package: mocks, copies and stubs that
// nobody reads. A package of nothing else is read all the same.
func (b *builder) generated(p *partial.Package) map[string]bool {
	if p.Tree == nil || !p.Focus {
		return nil
	}
	out := map[string]bool{}
	written := false
	for _, f := range p.Tree.GoFiles() {
		if f.Generated {
			out[f.Path] = true
		} else if f.Base() != "doc.go" {
			written = true
		}
	}
	if !written {
		return nil
	}
	return out
}

func (b *builder) declareFunc(d *ast.FuncDecl) {
	if d.Body == nil || d.Name.Name == "_" {
		return
	}
	recv, name := "", d.Name.Name
	if d.Recv != nil && len(d.Recv.List) == 1 {
		recv = baseName(d.Recv.List[0].Type)
		name = recv + "." + name
	}
	f := &Func{Sym: Sym{b.pkg.Path, name}, Recv: recv, Focus: b.pkg.Focus,
		At: b.at(d.Name.Pos(), d.Type.End()), Last: b.fset.Position(d.End()).Line}
	doc := b.says(d.Doc)
	f.Doc, f.DocAt, f.Deprecated, f.DeprecatedAt = doc.doc, doc.docAt, doc.deprecated, doc.deprecatedAt
	if obj, _ := b.pkg.Info.Defs[d.Name].(*types.Func); obj != nil {
		sig := obj.Type().(*types.Signature)
		for v := range sig.Params().Variables() {
			f.Params = append(f.Params, Param{v.Name(), b.typeText(v.Type()), symOf(v.Type()), informs(v.Type())})
		}
		for v := range sig.Results().Variables() {
			if t := b.typeText(v.Type()); t != "error" {
				f.Results = append(f.Results, TypeRef{Text: t, Sym: symOf(v.Type())})
			}
		}
	}
	if b.graph.funcs[f.Sym] == nil { // init may be declared many times
		b.graph.funcs[f.Sym] = f
	}
	b.graph.Funcs = append(b.graph.Funcs, f)
}

func (b *builder) declareGen(d *ast.GenDecl) {
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			b.declareType(d, s)
		case *ast.ValueSpec:
			for i, id := range s.Names {
				b.declareValue(d, s, id)
				if i < len(s.Values) {
					b.metrics(id.Name, s.Values[i])
				}
			}
		}
	}
}

func (b *builder) declareValue(d *ast.GenDecl, s *ast.ValueSpec, id *ast.Ident) {
	obj := b.pkg.Info.Defs[id]
	if obj == nil || id.Name == "_" {
		return
	}
	doc := s.Doc
	if doc == nil && len(d.Specs) == 1 {
		doc = d.Doc
	}
	if doc == nil {
		doc = s.Comment
	}
	v := &Value{Sym: Sym{b.pkg.Path, id.Name}, Type: b.typeText(obj.Type()), At: b.at(id.Pos(), token.NoPos)}
	text := b.says(doc)
	v.Doc, v.DocAt = text.doc, text.docAt
	if c, ok := obj.(*types.Const); ok {
		v.Const, v.Value = true, constText(c.Val(), c.Type())
	}
	b.graph.values[v.Sym] = v
	b.graph.Values = append(b.graph.Values, v)
}

func (b *builder) sort() {
	g := b.graph
	less := func(a, c Pos, x, y Sym) int {
		return cmp.Or(cmp.Compare(x.Pkg, y.Pkg), cmp.Compare(a.Path, c.Path), a.Line-c.Line, cmp.Compare(x.Name, y.Name))
	}
	for _, f := range g.Funcs {
		if t := g.types[Sym{f.Pkg, f.Recv}]; t != nil && f.Recv != "" && t.Form != "interface" {
			_, name, _ := strings.Cut(f.Name, ".")
			t.Methods = append(t.Methods, Method{name, f.Doc, f.At})
		}
	}
	slices.SortFunc(g.Funcs, func(a, c *Func) int { return less(a.At, c.At, a.Sym, c.Sym) })
	slices.SortFunc(g.Types, func(a, c *Type) int { return less(a.At, c.At, a.Sym, c.Sym) })
	slices.SortStableFunc(g.Metrics, func(a, c *Metric) int {
		return less(a.At, c.At, Sym{a.Pkg, a.Name}, Sym{c.Pkg, c.Name})
	})
	slices.SortFunc(g.Values, func(a, c *Value) int { return less(a.At, c.At, a.Sym, c.Sym) })
}
