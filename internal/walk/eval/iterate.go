package eval

import (
	"go/ast"
	"go/types"
	"reflect"
	"unicode/utf8"
)

func (c *compiler) rangeTypes(t *Type, s *ast.RangeStmt) (k, v types.Type) {
	k, v = types.Typ[types.Int], types.Typ[types.Invalid]
	switch t.kind {
	case reflect.Map:
		return t.Key().T, t.Elem().T
	case reflect.Slice, reflect.Array:
		return k, t.Elem().T
	case reflect.Pointer:
		return k, t.Elem().Elem().T
	case reflect.String:
		return k, types.Typ[types.Rune]
	case reflect.Chan:
		return t.Elem().T, v
	case reflect.Func:
		sig := t.U.(*types.Signature).Params().At(0).Type().Underlying().(*types.Signature)
		if sig.Params().Len() > 0 {
			k = sig.Params().At(0).Type()
		}
		if sig.Params().Len() > 1 {
			v = sig.Params().At(1).Type()
		}
		return k, v
	}
	return t.T, v
}

// iterate calls yield for each element, until it returns false.
func (in *Interp) iterate(v Value, yield func(k, v Value) bool) {
	switch x := v.(type) {
	case int64:
		for i := int64(0); i < x; i++ {
			if !yield(i, nil) {
				return
			}
		}
	case uint64:
		for i := uint64(0); i < x; i++ {
			if !yield(i, nil) {
				return
			}
		}
	case string:
		for i, w := 0, 0; i < len(x); i += w {
			var r rune
			r, w = utf8.DecodeRuneInString(x[i:])
			if !yield(int64(i), int64(r)) {
				return
			}
		}
	case *Slice:
		for i := range x.len {
			if !yield(int64(i), x.get(i)) {
				return
			}
		}
	case *Array:
		for i := range x.len() {
			if !yield(int64(i), x.get(i)) {
				return
			}
		}
	case *Map:
		for _, i := range x.order() {
			if i >= len(x.ents) || x.ents[i].dead {
				continue // deleted or cleared meanwhile
			}
			if !yield(x.ents[i].k, x.ents[i].v) {
				return
			}
		}
	case *Chan:
		for {
			in.await(func() bool { return len(x.buf) > 0 || x.closed })
			if len(x.buf) == 0 {
				return
			}
			e := x.buf[0]
			in.keepChan(x)
			x.buf = x.buf[1:]
			if !yield(e, nil) {
				return
			}
		}
	}
}

// rangeFunc compiles a loop over an iterator function: the body becomes the
// function it calls.
func (c *compiler) rangeFunc(s *ast.RangeStmt, x expr, label string, key, value rangeVar) stmt {
	body := c.block(s.Body.List)
	pos := s.Pos()
	more := c.unknownLoop(pos, c.publishes(s.Body), func(f *frame, u *Unknown) (bool, ctl) {
		if key != nil {
			key(f, u)
		}
		if value != nil {
			value(f, u)
		}
		return f.leave(body(f), label)
	})
	return func(f *frame) ctl {
		out := ctlNext
		depth := f.in.depth
		yield := &Func{name: "yield", native: func(cl *call, args []Value) Value {
			f.in.tick()
			if key != nil && len(args) > 0 {
				key(f, args[0])
			}
			if value != nil && len(args) > 1 {
				value(f, args[1])
			}
			end, r := f.leave(body(f), label)
			out = r
			return !end
		}}
		iter := x(f)
		if u, ok := iter.(*Unknown); ok {
			return more(f, u)
		}
		n := len(f.in.yielding)
		f.in.yielding = append(f.in.yielding, f)
		f.in.call(iter, []Value{yield}, pos)
		f.in.depth, f.in.yielding = depth, f.in.yielding[:n]
		return out
	}
}
