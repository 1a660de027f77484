package eval

import (
	"go/ast"
	"go/types"
	"reflect"
)

func (in *Interp) copySlice(dst, src Value) Value {
	d, ok := dst.(*Slice)
	if dst == nil || src == nil {
		return int64(0)
	}
	if !ok {
		return in.join(dst, src)
	}
	switch s := src.(type) {
	case string:
		in.keep(d.a)
		in.work(min(d.len, len(s)))
		return int64(copy(d.bytes(), s))
	case *Slice:
		n := min(d.len, s.len)
		in.work(n)
		if d.a.isBytes() && s.a.isBytes() {
			in.keep(d.a)
			if s.a.unk != nil {
				d.a.unk = s.a.unk
			}
			copy(d.bytes(), s.bytes())
			return int64(n)
		}
		tmp := make([]Value, n)
		for i := range tmp {
			tmp[i] = clone2(d.a.elem, s.get(i))
		}
		for i, v := range tmp {
			d.set(i, v)
		}
		return int64(n)
	}
	return in.join(src)
}

// clone2 copies a value of a static type if the type is copied in place.
func clone2(t *Type, v Value) Value {
	if t.aggregate() {
		return clone(v)
	}
	return v
}

// keep enters an array in the journal, if one is open.
func (in *Interp) keep(a *Array) {
	if in.journal != nil {
		in.journal.all(a)
	}
}

func (in *Interp) clear(v Value) {
	switch s := v.(type) {
	case *Map:
		if in.journal != nil {
			in.journal.whole(s)
		}
		s.idx, s.ents, s.live, s.unk = map[any]int{}, nil, 0, nil
	case *Slice:
		in.work(s.len)
		for i := range s.len {
			s.set(i, s.a.elem.newZero())
		}
	}
}

func (c *compiler) builtinAppend(e *ast.CallExpr) expr {
	sig, ok := c.info.Types[ast.Unparen(e.Fun)].Type.(*types.Signature)
	t := c.rtype(e)
	elem := t.Elem()
	if !ok || elem == nil {
		return c.unknownExpr(e, "append does not type-check")
	}
	x := c.expr(e.Args[0])
	if tv := c.info.Types[e.Args[0]]; tv.IsNil() {
		x = constantly(nil)
	}
	_ = sig
	if e.Ellipsis.IsValid() {
		y := c.expr(e.Args[1])
		return func(f *frame) Value { return f.in.appendSlice(x(f), y(f), elem) }
	}
	var xs []expr
	for _, a := range e.Args[1:] {
		xs = append(xs, c.exprTo(a, elem.T))
	}
	return func(f *frame) Value {
		sv := x(f)
		vals := make([]Value, len(xs))
		for i, x := range xs {
			vals[i] = x(f)
		}
		return f.in.appendValues(sv, vals, elem)
	}
}

// room returns a slice with the content of s and room for n more elements,
// sharing the array if it is large enough.
func (in *Interp) room(s *Slice, n int, elem *Type) *Slice {
	if s == nil {
		s = &Slice{a: newArray(elem, 0)}
	}
	if s.len+n <= s.cap {
		return &Slice{s.a, s.off, s.len + n, s.cap}
	}
	c := growCapacity(elem, s.cap, s.len+n)
	if elem.kind == reflect.Uint8 {
		in.charge(int64(c), int64(s.len))
	} else {
		in.grow(c)
	}
	a := &Array{elem: elem, unk: s.a.unk}
	if a.isBytes() {
		a.b = make([]byte, c)
		copy(a.b, s.bytes())
		return &Slice{a, 0, s.len + n, c}
	}
	a.v = make([]Value, c)
	for i := range s.len {
		a.v[i] = clone2(elem, s.get(i))
	}
	if elem.zero != nil || elem.aggregate() {
		for i := s.len + n; i < c; i++ {
			a.v[i] = elem.newZero()
		}
	}
	return &Slice{a, 0, s.len + n, c}
}

func (in *Interp) appendValues(sv Value, vals []Value, elem *Type) Value {
	s, ok := sv.(*Slice)
	if !ok && sv != nil {
		return in.join(sv)
	}
	if len(vals) == 0 {
		return sv
	}
	n := 0
	if s != nil {
		n = s.len
	}
	out := in.room(s, len(vals), elem)
	if s != nil && out.a == s.a {
		in.keep(out.a)
	}
	for i, v := range vals {
		if out.a.isBytes() {
			out.set(n+i, v)
		} else if _, unk := v.(*Unknown); unk && elem.aggregate() {
			z := elem.newZero()
			assign(z, v)
			out.a.v[out.off+n+i] = z
		} else {
			// A fresh element: what stood there is beyond every length.
			out.a.v[out.off+n+i] = v
		}
	}
	return out
}

func (in *Interp) appendSlice(sv, more Value, elem *Type) Value {
	s, ok := sv.(*Slice)
	if !ok && sv != nil {
		return in.join(sv)
	}
	n := 0
	if s != nil {
		n = s.len
	}
	switch m := more.(type) {
	case nil:
		return sv
	case string:
		if len(m) == 0 {
			return sv
		}
		in.work(len(m))
		out := in.room(s, len(m), elem)
		in.keep(out.a)
		copy(out.bytes()[n:], m)
		return out
	case *Slice:
		if m.len == 0 {
			return sv
		}
		if m.a.isBytes() {
			in.work(m.len)
			out := in.room(s, m.len, elem)
			in.keep(out.a)
			copy(out.bytes()[n:], m.bytes())
			if m.a.unk != nil {
				out.a.unk = m.a.unk
			}
			return out
		}
		in.work(m.len)
		vals := make([]Value, m.len)
		for i := range vals {
			vals[i] = clone2(elem, m.get(i))
		}
		return in.appendValues(sv, vals, elem)
	}
	return in.join(more)
}
