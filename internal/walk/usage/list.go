package usage

import (
	"bytes"
	"go/ast"
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

type lister struct {
	syn   *walk.Syntax
	names map[string]string // imports by name
	out   *Func
	lit   int // function literals around, but for those called on the spot
}

func (x *lister) line(p token.Pos) int { return x.syn.Pos(p).Line }

func (x *lister) list(f *walk.File, name string, from, to token.Pos, body ast.Node) *Func {
	x.out = &Func{Pkg: f.Pkg, Name: name, Path: f.Path, Line: x.line(from), Last: x.line(to)}
	x.visit(body, "", false)
	return x.out
}

// visit lists the names below n. key is what n is registered under, called
// whether n is what a call calls.
func (x *lister) visit(n ast.Node, key string, called bool) {
	switch n := n.(type) {
	case nil:
	case *ast.SelectorExpr:
		if id, ok := n.X.(*ast.Ident); ok {
			if p, ok := x.names[id.Name]; ok {
				x.ref(p, n.Sel.Name, key, called, n.Pos())
				return
			}
		}
		x.ref("", n.Sel.Name, key, called, n.Sel.Pos()) // perhaps a method of this package
		x.visit(n.X, key, false)
	case *ast.Ident:
		x.ref(x.self(), n.Name, key, called, n.Pos())
	case *ast.CallExpr:
		x.visit(n.Fun, key, true)
		for i, a := range n.Args {
			k := ""
			if i > 0 {
				k = x.key(n.Args[0])
			}
			x.visit(a, k, false)
		}
	case *ast.AssignStmt:
		k := ""
		if ix, ok := n.Lhs[0].(*ast.IndexExpr); ok {
			k = x.text(ix.Index)
		}
		for _, r := range n.Rhs {
			x.visit(r, k, false)
		}
		for _, l := range n.Lhs {
			x.visit(l, "", false)
		}
	case *ast.CompositeLit:
		x.literal(n)
	case *ast.FuncLit:
		if called {
			x.children(n)
			return
		}
		x.lit++
		x.children(n)
		x.lit--
	default:
		x.children(n)
	}
}

// literal visits a literal: the key of a map entry names its value, and so does
// a field of a struct that says it is a name.
func (x *lister) literal(n *ast.CompositeLit) {
	name := ""
	for _, e := range n.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && strings.EqualFold(id.Name, "name") {
				name = x.text(kv.Value)
			}
		}
	}
	if n.Type != nil {
		x.visit(n.Type, "", false)
	}
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			x.visit(e, "", false)
			continue
		}
		k := name
		if k == "" {
			k = x.text(kv.Key)
		}
		x.visit(kv.Value, k, false)
	}
}

func (x *lister) children(n ast.Node) {
	first := true
	ast.Inspect(n, func(c ast.Node) bool {
		if first {
			first = false
			return true
		}
		if c != nil {
			x.visit(c, "", false)
		}
		return false
	})
}

func (x *lister) self() string { return x.out.Pkg.ImportPath }

func (x *lister) ref(pkg, name, key string, called bool, at token.Pos) {
	x.out.Refs = append(x.out.Refs, Ref{Pkg: pkg, Name: name, Called: called, Lit: x.lit > 0, Key: key, Line: x.line(at)})
}

// key is text that can name an entry of a registry: a string or a constant, as
// far as names tell.
func (x *lister) key(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return x.text(e)
		}
	case *ast.Ident:
		if e.IsExported() {
			return e.Name
		}
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok && e.Sel.IsExported() && x.names[id.Name] != "" {
			return x.text(e)
		}
	}
	return ""
}

// text is a name or string as the source writes it, or "".
func (x *lister) text(e ast.Expr) string {
	switch e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.SelectorExpr:
		from, to := x.syn.Fset.File(e.Pos()).Offset(e.Pos()), x.syn.Fset.File(e.Pos()).Offset(e.End())
		if t := x.syn.Src[from:to]; len(t) < 80 && !bytes.ContainsAny(t, "\n") {
			return string(t)
		}
	}
	return ""
}
