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
	likely, byError := c.guess(s)
	ch := &choice{pos: pos, likely: likely, byError: byError, publishes: !byError && c.publishes(s)}
	c.choices = append(c.choices, ch)
	return func(f *frame) ctl {
		if init != nil {
			init(f)
		}
		v := cond(f)
		b, ok := v.(bool)
		if !ok {
			return ch.take(f, v, then, other)
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

// A condition that is unknown time after time is taken for that of a loop. After
// otherwise times the other side is taken, which may be the end of it; after
// maxAssumptions it is given up.
const (
	otherwise      = 1000
	maxAssumptions = 20_000
)

// assume records that a condition was not known and says how it is taken, which
// is most often b.
func (in *Interp) assume(pos token.Pos, v Value, b bool) bool {
	if in.journal != nil {
		return b
	}
	why := "unknown"
	if u, ok := v.(*Unknown); ok {
		why = u.Reason
	}
	in.note(pos, "condition is unknown (%s), taken as %v", why, b)
	if in.assumptions[pos]++; in.assumptions[pos] > maxAssumptions {
		in.assumptions[pos] = 0
		panic(&goPanic{val: in.unknown(pos, "a loop goes on for as long as an unknown condition says (%s)", why), pos: pos})
	}
	return b == (in.assumptions[pos]%(otherwise+1) != otherwise)
}

// assumeEnd records that a loop was taken to end though that is not known.
func (in *Interp) assumeEnd(pos token.Pos, v Value) {
	why := "unknown"
	if u, ok := v.(*Unknown); ok {
		why = u.Reason
	}
	in.note(pos, "whether the loop goes on is unknown (%s), taken to end", why)
}

// publishes reports whether something below n calls a function of flag or pflag
// or a method of a command or flag set, or hands one on: whether it runs may
// show.
func (c *compiler) publishes(n ast.Node) bool {
	whole := c
	for whole.parent != nil {
		whole = whole.parent
	}
	if whole.body == nil {
		return c.publishing(n)
	}
	if whole.quiet == nil {
		// Most functions do not, and are not looked through at each condition.
		quiet := !whole.publishing(whole.body)
		whole.quiet = &quiet
	}
	return !*whole.quiet && c.publishing(n)
}

func (c *compiler) publishing(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		operands := call.Args
		if fn, _ := c.static(ast.Unparen(call.Fun)); fn != nil && fn.Pkg() != nil {
			path := fn.Pkg().Path()
			found = found || path == flagPath || path == pflagPath
		}
		if s, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && c.info.Selections[s] != nil {
			operands = append([]ast.Expr{s.X}, operands...)
		}
		for _, e := range operands {
			p, ok := types.Unalias(c.typeOf(e)).(*types.Pointer)
			if !ok {
				continue
			}
			if named, ok := types.Unalias(p.Elem()).(*types.Named); ok && named.Obj().Pkg() != nil {
				full := named.Obj().Pkg().Path() + "." + named.Obj().Name()
				found = found || full == cobraPath+".Command" || full == pflagPath+".FlagSet" || full == flagPath+".FlagSet"
			}
		}
		return !found
	})
	return found
}

// doubt records that what is published may not be all.
func (in *Interp) doubt(pos token.Pos, v Value) {
	u, ok := v.(*Unknown)
	if !ok || in.doubted[pos] || in.journal != nil {
		return
	}
	in.doubted[pos] = true
	in.doubts = append(in.doubts, Unknown{Reason: u.Reason, Pos: pos})
}

// Doubts are the unknown conditions on which commands or flags depend, in the
// order they came up. There may be more of these than were found, or fewer.
func (in *Interp) Doubts() []Unknown { return in.doubts }

// guess says which way an unknown condition goes: away from the error. An error
// compared with nil is taken for nil; else the side that does not leave the
// function is taken, and of two that stay the one without a branch. The second
// result tells the first rule from the others.
func (c *compiler) guess(s *ast.IfStmt) (likely, byError bool) {
	if b, ok := ast.Unparen(s.Cond).(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		for _, side := range []ast.Expr{b.X, b.Y} {
			if types.Identical(c.typeOf(side), types.Universe.Lookup("error").Type()) {
				return b.Op == token.EQL, true
			}
		}
	}
	if leaves(s.Body) {
		return false, false
	}
	e, ok := s.Else.(*ast.BlockStmt)
	return ok && leaves(e), false
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
