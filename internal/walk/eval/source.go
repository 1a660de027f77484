package eval

// fromSource evaluates a function of the standard library from its source, unless
// an operand is unknown: then what it writes and returns is too, without going
// through its loops for that.
func fromSource(c *call, args []Value) Value {
	u := unknownIn(args)
	if u == nil {
		return c.in.invoke(c.in.sourceOf(c.code), args, nil, c.pos)
	}
	c.in.taint(u, args...)
	return u
}

// sourceOf is the code of a function as if nothing stood in for it.
func (in *Interp) sourceOf(c *code) *code {
	if c.source == nil {
		d := *c
		d.native = nil
		d.prepareSource()
		c.source = &d
	}
	return c.source
}

// unknownIn is the first unknown among operands, those of a variadic parameter
// included.
func unknownIn(args []Value) *Unknown {
	for _, a := range args {
		switch x := a.(type) {
		case *Unknown:
			return x
		case *Slice:
			if x.a.unk != nil {
				return x.a.unk
			}
			if x.a.isBytes() {
				continue
			}
			for _, e := range elems(x) {
				if u, ok := Inside(e).(*Unknown); ok {
					return u
				}
			}
		case *Iface:
			if u, ok := x.v.(*Unknown); ok {
				return u
			}
		}
	}
	return nil
}
