package api

import (
	"go/ast"
	"go/token"
	"slices"
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

// vars collects group-version literals: as they are, or inside of what builds a
// scheme, as in &scheme.Builder{GroupVersion: schema.GroupVersion{…}}.
func (x *extraction) vars(d *ast.GenDecl) {
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for _, v := range spec.Values {
			if lit, ok := v.(*ast.CompositeLit); ok && x.groupVersion(lit) {
				continue
			}
			x.nested(v)
		}
	}
}

// nested collects the literals of type GroupVersion in an expression.
func (x *extraction) nested(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return x.registers(n)
		case *ast.CompositeLit:
			if nameOf(n.Type) == "GroupVersion" && x.groupVersion(n) {
				return false
			}
		}
		return true
	})
}

// registered collects the group versions in a function that adds types to a
// scheme, init or not.
func (x *extraction) registered(d *ast.FuncDecl) {
	if d.Body != nil && x.registers(d.Body) {
		x.nested(d.Body)
	}
}

// registers reports whether code adds types to a scheme.
func (x *extraction) registers(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			switch nameOf(call.Fun) {
			case "AddKnownTypes", "AddKnownTypeWithName", "AddToGroupVersion":
				found = true
			}
		}
		return !found
	})
	return found
}

// nameOf is the last name of an expression: that of a type or function.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// groupVersion notes a literal with a group and a version and nothing else.
func (x *extraction) groupVersion(lit *ast.CompositeLit) bool {
	var gv GroupVersion
	seen := 0
	for i, e := range lit.Elts {
		name, value := "", e
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			name, value = nameOf(kv.Key), kv.Value
		} else if nameOf(lit.Type) == "GroupVersion" && i < 2 {
			name = [...]string{"Group", "Version"}[i]
		}
		switch name {
		case "Group":
			gv.Group, gv.GroupName = stringOrName(value)
			seen |= 1
		case "Version":
			gv.Version, gv.VersionName = stringOrName(value)
			seen |= 2
		default:
			return false
		}
	}
	if seen == 2 && nameOf(lit.Type) == "GroupVersion" {
		seen = 3 // of the group without a name
	}
	if seen != 3 || slices.Contains(x.facts.Versions, gv) {
		return seen == 3
	}
	x.facts.Versions = append(x.facts.Versions, gv)
	return true
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
