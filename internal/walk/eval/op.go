package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
)

// binary compiles a binary expression.
func (c *compiler) binary(e *ast.BinaryExpr) expr {
	switch e.Op {
	case token.LAND, token.LOR:
		return c.logical(e)
	case token.EQL, token.NEQ:
		return c.equality(e)
	case token.SHL, token.SHR:
		x, y := c.expr(e.X), c.expr(e.Y)
		return c.binop(e.Op, x, y, c.rtype(e).kind, e.OpPos)
	}
	t := c.rtype(e)
	if isComparison(e.Op) {
		t = c.rtype(e.X)
		if b, ok := t.T.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			t = c.rtype(e.Y)
		}
	}
	return c.binop(e.Op, c.expr(e.X), c.expr(e.Y), t.kind, e.OpPos)
}

func isComparison(op token.Token) bool {
	switch op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

func (c *compiler) logical(e *ast.BinaryExpr) expr {
	x, y := c.expr(e.X), c.expr(e.Y)
	short := e.Op == token.LOR // the value of x that decides
	plain := !calls(e.Y)
	return func(f *frame) Value {
		a := x(f)
		if b, ok := a.(bool); ok {
			if b == short {
				return b
			}
			return y(f)
		}
		// The other side may decide all the same.
		if plain {
			var v Value
			if f.in.catch(func() { v = y(f) }) == nil && v == any(short) {
				return short
			}
		}
		return a
	}
}

// calls reports whether evaluating an expression runs code of the program.
func calls(e ast.Node) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		}
		return !found
	})
	return found
}

// equality compiles == and !=, for every comparable type.
func (c *compiler) equality(e *ast.BinaryExpr) expr {
	xt, yt := c.typeOf(e.X), c.typeOf(e.Y)
	x, y := c.expr(e.X), c.expr(e.Y)
	switch {
	case types.IsInterface(xt) && !types.IsInterface(yt):
		y = c.exprTo(e.Y, xt)
	case types.IsInterface(yt) && !types.IsInterface(xt):
		x = c.exprTo(e.X, yt)
	}
	want := e.Op == token.EQL
	parts := c.in.typ(xt).aggregate() && c.in.typ(yt).aggregate()
	return func(f *frame) Value {
		a, b := x(f), y(f)
		var same bool
		var u *Unknown
		if parts {
			same, u = f.in.equalParts(a, b)
		} else {
			same, u = f.in.equal(a, b)
		}
		if u != nil {
			return u
		}
		return same == want
	}
}

// binop compiles arithmetic and order on operands of one kind.
func (c *compiler) binop(op token.Token, x, y expr, k reflect.Kind, pos token.Pos) expr {
	switch {
	case k == reflect.String:
		return c.stringOp(op, x, y)
	case isSigned(k):
		return func(f *frame) Value {
			a, b := x(f), y(f)
			i, ok1 := a.(int64)
			if j, ok2 := b.(int64); ok1 && ok2 {
				return intOp(op, i, j, k, pos)
			}
			if j, ok := b.(uint64); ok && ok1 { // shift counts
				return intOp(op, i, int64(min(j, 1<<20)), k, pos)
			}
			return f.in.join(a, b)
		}
	case isUnsigned(k):
		return func(f *frame) Value {
			a, b := x(f), y(f)
			i, ok1 := a.(uint64)
			if j, ok2 := b.(uint64); ok1 && ok2 {
				return uintOp(op, i, j, k, pos)
			}
			if j, ok := b.(int64); ok && ok1 {
				if j < 0 {
					throw("negative shift amount")
				}
				return uintOp(op, i, uint64(j), k, pos)
			}
			return f.in.join(a, b)
		}
	case isFloat(k):
		return func(f *frame) Value {
			a, b := x(f), y(f)
			i, ok1 := a.(float64)
			j, ok2 := b.(float64)
			if ok1 && ok2 {
				return floatOp(op, i, j, k)
			}
			return f.in.join(a, b)
		}
	case isComplex(k):
		return func(f *frame) Value {
			a, b := x(f), y(f)
			i, ok1 := a.(complex128)
			j, ok2 := b.(complex128)
			if ok1 && ok2 {
				return complexOp(op, i, j, k)
			}
			return f.in.join(a, b)
		}
	}
	return func(f *frame) Value { return f.in.join(x(f), y(f)) }
}

func (c *compiler) stringOp(op token.Token, x, y expr) expr {
	return func(f *frame) Value {
		a, b := x(f), y(f)
		i, ok1 := a.(string)
		j, ok2 := b.(string)
		if !ok1 || !ok2 {
			return f.in.join(a, b)
		}
		switch op {
		case token.ADD:
			f.in.charge(int64(len(i)+len(j)+boxBytes), int64(len(i)+len(j))/8) // copying is cheap
			return i + j
		}
		if n := min(len(i), len(j)); n > bytesPerStep {
			f.in.work(n)
		}
		switch op {
		case token.LSS:
			return i < j
		case token.LEQ:
			return i <= j
		case token.GTR:
			return i > j
		}
		return i >= j
	}
}

// unary compiles a unary expression; both asks for the second result of a
// receive.
func (c *compiler) unary(e *ast.UnaryExpr, both bool) expr {
	switch e.Op {
	case token.AND:
		return c.addr(e.X)
	case token.ARROW:
		return c.receive(e, both)
	case token.ADD:
		return c.expr(e.X)
	}
	x, k := c.expr(e.X), c.rtype(e).kind
	op := e.Op
	return func(f *frame) Value {
		switch v := x(f).(type) {
		case bool:
			return !v
		case int64:
			if op == token.SUB {
				return wrap(k, -v)
			}
			return wrap(k, ^v)
		case uint64:
			if op == token.SUB {
				return uwrap(k, -v)
			}
			return uwrap(k, ^v)
		case float64:
			return -v
		case complex128:
			return -v
		default:
			return f.in.join(v)
		}
	}
}

// receive compiles <-ch. If no goroutine sends, an empty open channel stays
// empty, and what would come out of it is unknown.
func (c *compiler) receive(e *ast.UnaryExpr, both bool) expr {
	x, pos := c.expr(e.X), e.Pos()
	elem := c.rtype(e.X).Elem()
	return func(f *frame) Value {
		v, ok := f.in.recv(x(f), elem, pos)
		if both {
			return tuple{v, ok}
		}
		return v
	}
}

func (in *Interp) recv(cv Value, elem *Type, pos token.Pos) (v, ok Value) {
	ch, is := cv.(*Chan)
	if is {
		in.await(func() bool { return len(ch.buf) > 0 || ch.closed })
	}
	switch {
	case is && len(ch.buf) > 0:
		v = ch.buf[0]
		in.keepChan(ch)
		ch.buf = ch.buf[1:]
		return v, true
	case is && ch.closed:
		return elem.newZero(), false
	}
	if u, is := cv.(*Unknown); is {
		return u, u
	}
	u := in.unknown(pos, "receive from a channel on which nothing is sent")
	return u, u
}
