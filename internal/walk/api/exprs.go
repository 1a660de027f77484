package api

import (
	"go/ast"
	"go/token"
	"strconv"
)

// maxDepth bounds how deep expressions nest, here and in the cache.
const maxDepth = 40

func (x *extraction) expr(e ast.Expr) Expr { return x.exprIn(e, 0) }

func (x *extraction) exprIn(e ast.Expr, depth int) Expr {
	if depth == maxDepth {
		return Expr{}
	}
	of := func(kind Kind, args ...ast.Expr) Expr {
		out := Expr{Kind: kind, Args: make([]Expr, len(args))}
		for i, a := range args {
			out.Args[i] = x.exprIn(a, depth+1)
		}
		return out
	}
	switch e := e.(type) {
	case *ast.Ident:
		return Expr{Kind: Named, Name: e.Name}
	case *ast.SelectorExpr:
		if pkg, ok := e.X.(*ast.Ident); ok {
			return Expr{Kind: Named, Pkg: pkg.Name, Name: e.Sel.Name}
		}
	case *ast.ParenExpr:
		return x.exprIn(e.X, depth+1)
	case *ast.StarExpr:
		return of(Pointer, e.X)
	case *ast.ArrayType:
		if e.Len == nil {
			return of(Slice, e.Elt)
		}
		out := of(Array, e.Elt)
		switch n := e.Len.(type) {
		case *ast.BasicLit:
			out.Name = n.Value
		case *ast.Ident:
			out.Name = n.Name
		}
		return out
	case *ast.MapType:
		return of(Map, e.Key, e.Value)
	case *ast.IndexExpr:
		return x.instance(e.X, []ast.Expr{e.Index}, depth)
	case *ast.IndexListExpr:
		return x.instance(e.X, e.Indices, depth)
	case *ast.StructType:
		return Expr{Kind: Struct, Fields: x.fields(e.Fields)}
	case *ast.InterfaceType:
		return Expr{Kind: Interface}
	case *ast.FuncType:
		return Expr{Kind: Func}
	case *ast.ChanType:
		return of(Chan, e.Value)
	}
	return Expr{}
}

// instance returns a generic type with its arguments.
func (x *extraction) instance(generic ast.Expr, args []ast.Expr, depth int) Expr {
	out := x.exprIn(generic, depth+1)
	if out.Kind != Named {
		return Expr{}
	}
	for _, a := range args {
		out.Args = append(out.Args, x.exprIn(a, depth+1))
	}
	return out
}

func (x *extraction) consts(d *ast.GenDecl) {
	var typ Expr
	var values []ast.Expr
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		implicit := len(spec.Values) == 0
		if !implicit {
			values, typ = spec.Values, Expr{}
			if spec.Type != nil {
				typ = x.expr(spec.Type)
			}
		}
		for i, name := range spec.Names {
			c := Const{
				Name: name.Name, Pos: x.in.Pos(name.Pos()),
				Type: typ, Implicit: implicit,
				Doc: x.comment(spec.Doc), Trailing: x.comment(spec.Comment),
			}
			if !d.Lparen.IsValid() && c.Doc.IsZero() {
				c.Doc = x.comment(d.Doc)
			}
			if i < len(values) {
				x.value(&c, values[i])
			}
			x.facts.Consts = append(x.facts.Consts, c)
		}
	}
}

// value sets what a constant's expression tells of it.
func (x *extraction) value(c *Const, v ast.Expr) {
	switch v := v.(type) {
	case *ast.BasicLit:
		c.Value = v.Value
	case *ast.UnaryExpr:
		if lit, ok := v.X.(*ast.BasicLit); ok && v.Op == token.SUB {
			c.Value = "-" + lit.Value
		}
	case *ast.ParenExpr:
		x.value(c, v.X)
	case *ast.CallExpr: // a conversion, or len and its like
		if fun, ok := v.Fun.(*ast.Ident); len(v.Args) != 1 || ok && (fun.Name == "len" || fun.Name == "cap") {
			return
		}
		if c.Type.Kind == Bad {
			c.Type = x.expr(v.Fun)
		}
		x.value(c, v.Args[0])
	}
}

// vars collects group-version literals.
func (x *extraction) vars(d *ast.GenDecl) {
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for _, v := range spec.Values {
			if lit, ok := v.(*ast.CompositeLit); ok {
				x.groupVersion(lit)
			}
		}
	}
}

func (x *extraction) groupVersion(lit *ast.CompositeLit) {
	var gv GroupVersion
	var seen int
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			return
		}
		switch key.Name {
		case "Group":
			gv.Group, gv.GroupName = stringOrName(kv.Value)
			seen |= 1
		case "Version":
			gv.Version, gv.VersionName = stringOrName(kv.Value)
			seen |= 2
		default:
			return
		}
	}
	if seen == 3 {
		x.facts.Versions = append(x.facts.Versions, gv)
	}
}

// stringOrName returns the value of a string literal, or the name that stands in
// its place, qualified as in the source.
func stringOrName(e ast.Expr) (value, name string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		value, _ = strconv.Unquote(e.Value)
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			name = x.Name + "." + e.Sel.Name
		}
	}
	return value, name
}

// instances notes the types that code takes the address of an empty value of.
func (x *extraction) instances(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if addr, ok := n.(*ast.UnaryExpr); ok && addr.Op == token.AND {
			if lit, ok := addr.X.(*ast.CompositeLit); ok && len(lit.Elts) == 0 {
				if id, ok := lit.Type.(*ast.Ident); ok {
					x.facts.Instances = append(x.facts.Instances, id.Name)
				}
			}
		}
		return true
	})
}
