package eval

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (c *compiler) ifStmt(s *ast.IfStmt) stmt {
	var init stmt
	if s.Init != nil {
		init = c.stmt(s.Init)
	}
	cond := c.expr(s.Cond)
	then := c.block(s.Body.List)
	var other stmt
	if s.Else != nil {
		other = c.stmt(s.Else)
	}
	pos := s.Pos()
	likely := c.guess(s)
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		v := cond(f)
		b, ok := v.(bool)
		if !ok {
			b = likely
			f.in.assume(pos, v, b)
		}
		if b {
			return then(f)
		}
		if other != nil {
			return other(f)
		}
		return ctlNext
	}
}

// maxAssumptions is how often one condition may be unknown before what asks it
// is taken for a loop that would not end.
const maxAssumptions = 20_000

// assume records that a condition was not known.
func (in *Interp) assume(pos token.Pos, v Value, b bool) {
	why := "unknown"
	if u, ok := v.(*Unknown); ok {
		why = u.Reason
	}
	in.note(pos, "condition is unknown (%s), taken as %v", why, b)
	if in.assumptions[pos]++; in.assumptions[pos] > maxAssumptions {
		in.assumptions[pos] = 0
		panic(&goPanic{val: in.unknown(pos, "a loop goes on for as long as an unknown condition says (%s)", why), pos: pos})
	}
}

// guess says which way an unknown condition goes: away from the error. An error
// compared with nil is taken for nil; else the side that does not leave the
// function is taken, and of two that stay the one without a branch.
func (c *compiler) guess(s *ast.IfStmt) bool {
	if b, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		for _, side := range []ast.Expr{b.X, b.Y} {
			if types.Identical(c.typeOf(side), types.Universe.Lookup("error").Type()) {
				return b.Op == token.EQL
			}
		}
	}
	if leaves(s.Body) {
		return false
	}
	if e, ok := s.Else.(*ast.BlockStmt); ok && leaves(e) {
		return true
	}
	return false
}

// leaves reports whether a block ends by leaving it.
func leaves(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			return f.Name == "panic"
		case *ast.SelectorExpr:
			switch f.Sel.Name {
			case "Exit", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf":
				return true
			}
		}
	}
	return false
}
