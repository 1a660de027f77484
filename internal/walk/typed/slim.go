package typed

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
)

// A funcAt is where a function declaration stands, by the position of its name.
type funcAt struct{ name, start, end token.Pos }

// A text is what a file holds.
type text struct {
	file int
	src  []byte
}

// blankParameters takes the names off the parameters and results of a file
// without function bodies: no one could refer to them, and the checker would
// make a scope for those of every function.
func blankParameters(file *ast.File) {
	blank := func(lists ...*ast.FieldList) {
		for _, list := range lists {
			if list == nil {
				continue
			}
			for _, f := range list.List {
				for _, name := range f.Names {
					name.Name = "_"
				}
			}
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			blank(d.Recv, d.Type.Params, d.Type.Results)
		case *ast.GenDecl:
			if d.Tok == token.TYPE {
				ast.Inspect(d, func(n ast.Node) bool {
					if ft, ok := n.(*ast.FuncType); ok {
						blank(ft.Params, ft.Results)
					}
					return true
				})
			}
		}
	}
}

// slim lets go of the syntax that is of no use once a package is checked, and
// notes where its functions are.
func (p *Package) slim() {
	for _, file := range p.Files {
		kept := file.Decls[:0]
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				p.funcs = append(p.funcs, funcAt{d.Name.Pos(), d.Pos(), d.End()})
				if d.Recv == nil && d.Name.Name == "init" {
					kept = append(kept, d)
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					kept = append(kept, d)
				}
			}
		}
		clear(file.Decls[len(kept):])
		file.Decls = slices.Clone(kept)
		file.Unresolved, file.Scope = nil, nil
	}
	p.funcs = slices.Clip(p.funcs)
	slices.SortFunc(p.funcs, func(a, b funcAt) int { return cmp.Compare(a.name, b.name) })
}

// Decl returns the declaration of a function or method of the package (its
// generic form), or nil. It is read from its file now. It is to be called from
// within Derive if there is more than one goroutine, and so is Values.
func (p *Package) Decl(f *types.Func) *ast.FuncDecl {
	at := f.Origin().Pos()
	i, ok := slices.BinarySearchFunc(p.funcs, at, func(f funcAt, at token.Pos) int { return cmp.Compare(f.name, at) })
	if !ok {
		return nil
	}
	file := p.again("package p;", p.funcs[i].start, p.funcs[i].end)
	if file == nil {
		return nil
	}
	fd, ok := file.Decls[0].(*ast.FuncDecl)
	if !ok || fd.Name.Pos() != at || fd.Name.Name != f.Name() {
		return nil
	}
	return fd
}

// Values returns the declaration of a package-level variable with its values as
// they are in the source: Files may have large tables emptied. It is nil if the
// source has changed.
func (p *Package) Values(spec *ast.ValueSpec) *ast.ValueSpec {
	if !emptied(spec) {
		return spec
	}
	file := p.again("package p;var ", spec.Pos(), spec.End())
	if file == nil {
		return nil
	}
	if gd, ok := file.Decls[0].(*ast.GenDecl); ok && len(gd.Specs) == 1 {
		if vs, ok := gd.Specs[0].(*ast.ValueSpec); ok && len(vs.Names) == len(spec.Names) {
			return vs
		}
	}
	return nil
}

// emptied reports whether a table of a declaration was left out.
func emptied(spec *ast.ValueSpec) bool {
	found := false
	for _, v := range spec.Values {
		ast.Inspect(v, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			found = found || ok && len(lit.Elts) == 0 && lit.Rbrace-lit.Lbrace >= tableSize-1
			return !found
		})
	}
	return found
}

// again parses the part of a file between two positions once more, as it is in
// the source, with something before it that makes it a file. Its positions are
// those it has in Files. The result is nil if that is no longer one declaration.
func (p *Package) again(prefix string, start, end token.Pos) *ast.File {
	for i, file := range p.Files {
		if start < file.FileStart || end > file.FileEnd {
			continue
		}
		src := p.source(i)
		from, to := int(start-file.FileStart), int(end-file.FileStart)
		if to > len(src) {
			return nil
		}
		part := make([]byte, 0, len(prefix)+to-from)
		part = append(append(part, prefix...), src[from:to]...)
		// The file gets its place in a set of its own, after one of such a size
		// that it begins where its text does.
		fset := token.NewFileSet()
		if skip := int(start) - len(prefix) - 2; skip >= 0 {
			fset.AddFile("", -1, skip)
		}
		f, err := parser.ParseFile(fset, "", part, parser.SkipObjectResolution)
		if err != nil || len(f.Decls) != 1 || f.Decls[0].End() != end {
			return nil
		}
		return f
	}
	return nil
}

// source returns the text of a file without keeping more than one at a time.
func (p *Package) source(i int) []byte {
	if p.last.src == nil || p.last.file != i {
		b, err := p.sources[i].read()
		if err != nil {
			return nil
		}
		p.last = text{i, bytes.Clone(b)}
	}
	return p.last.src
}
