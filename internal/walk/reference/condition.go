package reference

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// either takes "a || b" apart: one path that is one of several values, or
// nothing but emptiness.
func (d *defaulter) either(x *ast.BinaryExpr) condition {
	parts := append(d.conditions(x.X), d.conditions(x.Y)...)
	all, empty := parts[0], true
	same := len(parts[0].Path) > 0
	for i, p := range parts {
		empty = empty && p.isEmptiness() && !p.Not
		if i > 0 {
			same = same && slices.Equal(p.Path, all.Path) && !p.Not && p.Gate == "" && p.Words == ""
			all.Others = append(slices.Clip(all.Others), p.Value)
			all.Others = append(all.Others, p.Others...)
		}
	}
	switch {
	case len(parts) < 2:
		return condition{Words: d.words(x)}
	case empty: // say the innermost
		return parts[len(parts)-1]
	case same && !all.Not:
		return all
	}
	return condition{Words: d.words(x)}
}

// isEmptiness reports whether the condition is that a field is or is not set.
func (c condition) isEmptiness() bool {
	return len(c.Path) > 0 && c.Value == (operand{}) && len(c.Others) == 0 && c.Gate == "" && c.Words == ""
}

// conditions takes "a && b" apart.
func (d *defaulter) conditions(e ast.Expr) []condition {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return d.conditions(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.LAND {
			return append(d.conditions(x.X), d.conditions(x.Y)...)
		}
		if x.Op == token.EQL || x.Op == token.NEQ {
			return []condition{d.comparison(x)}
		}
		if x.Op == token.LOR {
			return []condition{d.either(x)}
		}
	case *ast.CallExpr:
		if sel, ok := x.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Enabled" && len(x.Args) == 1 {
			if gate := operandOf(x.Args[0]); gate.Name != "" {
				return []condition{{Gate: gate.Name}}
			}
		}
	case *ast.Ident, *ast.SelectorExpr:
		if p, ok := d.path(e); ok {
			return []condition{{Path: p, Value: operand{Literal: "true"}}}
		}
	case *ast.UnaryExpr:
		if p, ok := d.path(x.X); ok && x.Op == token.NOT {
			return []condition{{Path: p}}
		}
	}
	return []condition{{Words: d.words(e)}}
}

func (d *defaulter) comparison(x *ast.BinaryExpr) condition {
	left, counted := x.X, false
	if call, ok := left.(*ast.CallExpr); ok && len(call.Args) == 1 {
		if fn, ok := call.Fun.(*ast.Ident); ok && fn.Name == "len" {
			left, counted = call.Args[0], true
		}
	}
	p, ok := d.path(left)
	if !ok {
		return condition{Words: d.words(x)}
	}
	v := d.operand(x.Y)
	if s, err := strconv.Unquote(v.Literal); v.Name == "nil" || v.Literal == "0" || err == nil && s == "" {
		v = operand{}
	} else if counted {
		return condition{Words: d.words(x)}
	}
	return condition{Path: p, Value: v, Not: x.Op == token.NEQ}
}

func (d *defaulter) otherwise(cond ast.Expr) condition {
	cs := d.conditions(cond)
	if len(cs) == 1 && cs[0].Words == "" && cs[0].Gate == "" {
		cs[0].Not = !cs[0].Not
		return cs[0]
	}
	return condition{Words: "not (" + d.words(cond) + ")"}
}

// words is an expression as the source has it.
func (d *defaulter) words(e ast.Expr) string {
	from, to := d.in.Fset.PositionFor(e.Pos(), false).Offset, d.in.Fset.PositionFor(e.End(), false).Offset
	if from < 0 || to > len(d.in.Src) || from > to {
		return ""
	}
	return oneLine(string(d.in.Src[from:to]))
}
