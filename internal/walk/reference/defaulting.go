package reference

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A defaulter follows the body of a SetDefaults function in the order it is
// written: what variables stand for, and which conditions are around an
// assignment. What it cannot follow it leaves out; loops stand for any element.
type defaulter struct {
	in   *walk.Syntax
	out  *behaviour
	head assigned
	// paths are variables that stand for a part of the object, values those
	// that stand for an expression.
	paths  map[string][]string
	values map[string]ast.Expr
	when   []condition
	// depth is under how many conditions a variable was set first.
	depth map[string]int
}

// followed bounds how many names are followed to a value.
const followed = 8

func defaults(in *walk.Syntax, out *behaviour, fn *ast.FuncDecl, vars map[string]ast.Expr) {
	params := fn.Type.Params
	if params == nil || len(params.List) == 0 || len(params.List[0].Names) == 0 {
		return
	}
	of, ok := paramType(params.List[0].Type)
	if !ok {
		return
	}
	d := &defaulter{
		in: in, out: out,
		head:   assigned{Func: fn.Name.Name, Pkg: of.Pkg, Name: of.Name},
		paths:  map[string][]string{params.List[0].Names[0].Name: {}},
		values: map[string]ast.Expr{},
		depth:  map[string]int{},
	}
	for name, v := range vars {
		d.values[name] = v
	}
	d.block(fn.Body.List)
}

func (d *defaulter) block(list []ast.Stmt) {
	for _, s := range list {
		d.stmt(s)
	}
}

func (d *defaulter) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if len(s.Lhs) == len(s.Rhs) {
			for i := range s.Lhs {
				d.assign(s.Lhs[i], s.Rhs[i], s.Tok)
			}
		}
	case *ast.DeclStmt:
		if g, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range g.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
					for i := range v.Names {
						d.assign(v.Names[i], v.Values[i], token.DEFINE)
					}
				}
			}
		}
	case *ast.BlockStmt:
		d.block(s.List)
	case *ast.IfStmt:
		d.ifStmt(s)
	case *ast.RangeStmt:
		if p, ok := d.path(s.X); ok {
			if v, isName := s.Value.(*ast.Ident); isName && v.Name != "_" {
				// A copy: what is assigned to it is lost, unless it points.
				d.paths[v.Name] = append(slices.Clone(p), "[]")
			}
			d.block(s.Body.List)
		}
	case *ast.ForStmt:
		d.block(s.Body.List)
	case *ast.SwitchStmt:
		d.switchStmt(s)
	}
}

func (d *defaulter) ifStmt(s *ast.IfStmt) {
	if s.Init != nil {
		d.stmt(s.Init)
	}
	was := d.when
	d.when = append(slices.Clip(was), d.conditions(s.Cond)...)
	d.block(s.Body.List)
	d.when = was
	if s.Else != nil {
		d.when = append(slices.Clip(was), d.otherwise(s.Cond))
		d.stmt(s.Else)
		d.when = was
	}
}

func (d *defaulter) switchStmt(s *ast.SwitchStmt) {
	p, ok := d.path(s.Tag)
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		was := d.when
		switch {
		case ok && len(clause.List) == 1:
			d.when = append(slices.Clip(was), condition{Path: p, Value: d.operand(clause.List[0])})
		case s.Tag == nil && len(clause.List) == 1:
			d.when = append(slices.Clip(was), d.conditions(clause.List[0])...)
		default:
			d.when = append(slices.Clip(was), condition{Words: "other cases"})
		}
		d.block(clause.Body)
		d.when = was
	}
}

func (d *defaulter) assign(lhs, rhs ast.Expr, tok token.Token) {
	if star, ok := lhs.(*ast.StarExpr); ok {
		lhs = star.X
	}
	id, isName := lhs.(*ast.Ident)
	if isName && tok == token.DEFINE {
		delete(d.paths, id.Name)
		delete(d.values, id.Name)
		if p, ok := d.path(rhs); ok {
			d.paths[id.Name] = p
		} else {
			d.values[id.Name], d.depth[id.Name] = rhs, len(d.when)
		}
		return
	}
	p, ok := d.path(lhs)
	if !ok || len(p) == 0 {
		switch {
		case !isName:
		case len(d.when) > d.depth[id.Name]:
			d.values[id.Name] = &ast.BadExpr{} // one value or the other
		default:
			d.values[id.Name] = rhs // the last one before it is used
		}
		return
	}
	if p[len(p)-1] != "[]" { // else it is one entry among others
		d.give(p, rhs, lhs.Pos())
	}
}

// give notes the values that an expression gives to a field and below it.
func (d *defaulter) give(p []string, rhs ast.Expr, pos token.Pos) {
	if call, ok := rhs.(*ast.CallExpr); ok {
		if fn, ok := call.Fun.(*ast.Ident); ok && (fn.Name == "new" || fn.Name == "make" || fn.Name == "append") {
			return // empty until something is put in
		}
	}
	if lit := d.literal(rhs); lit != nil {
		for _, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if key, ok := kv.Key.(*ast.Ident); ok {
					d.give(append(slices.Clone(p), key.Name), kv.Value, kv.Pos())
				}
			}
		}
		return
	}
	a := d.head
	a.Path, a.Pos = slices.Clone(p), d.in.Pos(pos)
	a.Value = d.operand(rhs)
	for _, c := range d.when {
		// That the field, or what it is in, is or is not empty is no condition:
		// it is what a default means.
		if c.isEmptiness() && isPrefix(c.Path, p) {
			continue
		}
		a.When = append(a.When, c)
	}
	d.out.Defaults = append(d.out.Defaults, a)
}

func isPrefix(p, of []string) bool { return len(p) <= len(of) && slices.Equal(p, of[:len(p)]) }

// literal returns the struct literal an expression is or points to.
func (d *defaulter) literal(e ast.Expr) *ast.CompositeLit {
	for range followed {
		switch x := e.(type) {
		case *ast.CompositeLit:
			return x
		case *ast.UnaryExpr:
			e = x.X
		case *ast.Ident:
			if d.values[x.Name] == nil {
				return nil
			}
			e = d.values[x.Name]
		default:
			return nil
		}
	}
	return nil
}

// operand looks through addresses, variables, conversions and calls of one
// argument, which wrap a value without changing it: int32(1), ptr.To(true),
// intstr.FromString("25%").
func (d *defaulter) operand(e ast.Expr) operand {
	for range followed {
		switch x := e.(type) {
		case *ast.UnaryExpr:
			if x.Op != token.AND {
				return operandOf(e)
			}
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.CallExpr:
			if len(x.Args) != 1 {
				return operand{}
			}
			e = x.Args[0]
		case *ast.Ident:
			v := d.values[x.Name]
			if v == nil {
				if _, ok := d.paths[x.Name]; ok {
					return operand{}
				}
				return operandOf(e)
			}
			e = v
		case *ast.SelectorExpr:
			if _, ok := d.path(e); ok {
				return operand{} // a copy of another field
			}
			return operandOf(e)
		default:
			return operandOf(e)
		}
	}
	return operand{}
}

// path returns the field an expression leads to, from the object on.
func (d *defaulter) path(e ast.Expr) ([]string, bool) {
	switch x := e.(type) {
	case *ast.Ident:
		p, ok := d.paths[x.Name]
		return p, ok
	case *ast.SelectorExpr:
		if p, ok := d.path(x.X); ok {
			return append(slices.Clone(p), x.Sel.Name), true
		}
	case *ast.IndexExpr:
		if p, ok := d.path(x.X); ok {
			return append(slices.Clone(p), "[]"), true
		}
	case *ast.ParenExpr:
		return d.path(x.X)
	case *ast.StarExpr:
		return d.path(x.X)
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return d.path(x.X)
		}
	}
	return nil, false
}
