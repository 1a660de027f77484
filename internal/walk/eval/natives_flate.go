package eval

import (
	"compress/flate"
	"go/types"
	"hash/crc32"
	"io"
)

// flateNatives compress, decompress and sum on the host. Programs that carry
// translations or descriptors pack and unpack them while they start, which
// statement by statement would be most of the evaluation. What is read and
// written still goes through the program's own readers and writers.
func flateNatives() map[string]native {
	return map[string]native{
		"compress/flate.NewWriter":            newDeflater,
		"compress/flate.NewWriterDict":        newDeflater,
		"(*compress/flate.Writer).Write":      deflate(func(w *flate.Writer, b []byte) (int, error) { return w.Write(b) }),
		"(*compress/flate.Writer).Flush":      finish((*flate.Writer).Flush),
		"(*compress/flate.Writer).Close":      finish((*flate.Writer).Close),
		"(*compress/flate.Writer).Reset":      resetDeflater,
		"compress/flate.NewReader":            newInflater,
		"compress/flate.NewReaderDict":        newInflater,
		"(*compress/flate.decompressor).Read": inflate,
		"(*compress/flate.decompressor).Close": func(c *call, a []Value) Value {
			if f, ok := hostSide[*inflater](c, a[0]); ok {
				return c.programError(f.r.Close())
			}
			return c.in.join(a[0])
		},
		"(*compress/flate.decompressor).Reset": func(c *call, a []Value) Value {
			f, ok := hostSide[*inflater](c, a[0])
			dict, known := hostBytes(a[2])
			if !ok || !known {
				return c.in.join(a[0], a[2])
			}
			f.src = &programReader{c: c, v: a[1]}
			return c.programError(f.r.(flate.Resetter).Reset(f.src.reader(), dict))
		},
		"hash/crc32.ChecksumIEEE": func(c *call, a []Value) Value {
			b, ok := hostBytes(a[0])
			if !ok {
				return c.in.join(a[0])
			}
			return uint64(crc32.ChecksumIEEE(b))
		},
		"hash/crc32.update": updateSum,
	}
}

// hostBytes are the bytes of a slice, if all are known.
func hostBytes(v Value) ([]byte, bool) {
	if v == nil {
		return nil, true
	}
	s, ok := v.(*Slice)
	if !ok || !s.a.isBytes() || s.a.unk != nil {
		return nil, false
	}
	return s.bytes(), true
}

// updateSum adds bytes to a sum, by the program's table of 256 entries.
func updateSum(c *call, a []Value) Value {
	sum, ok := a[0].(uint64)
	tab, isTab := a[1].(*Array)
	b, known := hostBytes(a[2])
	if !ok || !isTab || !known || tab.len() != 256 {
		return c.in.join(a[0], a[2])
	}
	var t crc32.Table
	for i := range t {
		n, ok := tab.get(i).(uint64)
		if !ok {
			return c.in.join(tab.get(i))
		}
		t[i] = uint32(n)
	}
	if t == *crc32.IEEETable {
		return uint64(crc32.Update(uint32(sum), crc32.IEEETable, b))
	}
	return uint64(crc32.Update(uint32(sum), &t, b))
}

// hostSide returns what the host keeps for a struct of the program, which is
// about to change: a trial could not undo that.
func hostSide[T any](c *call, v Value) (t T, ok bool) {
	if c.in.journal != nil {
		panic(&trialLimit{})
	}
	if s, is := v.(*Struct); is {
		if h, is := c.in.side[s].(*Host); is {
			if c.in.journal != nil {
				panic(&trialLimit{}) // what the host keeps cannot be undone
			}
			t, ok = h.v.(T)
		}
	}
	return t, ok
}

// A deflater compresses for a *flate.Writer of the program.
type deflater struct {
	w   *flate.Writer
	dst *programWriter
}

func newDeflater(c *call, a []Value) Value {
	level, ok := a[1].(int64)
	var dict []byte
	if len(a) > 2 && ok {
		dict, ok = hostBytes(a[2])
	}
	if !ok {
		return c.in.join(a[1:]...)
	}
	d := &deflater{dst: &programWriter{c: c, v: a[0]}}
	var err error
	if d.w, err = flate.NewWriterDict(d.dst, int(level), dict); err != nil {
		return tuple{nil, c.programError(err)}
	}
	s := c.standIn(c.in.typ(c.code.fn.Type().(*types.Signature).Results().At(0).Type()), d)
	return tuple{s, nil}
}

func deflate(f func(*flate.Writer, []byte) (int, error)) native {
	return func(c *call, a []Value) Value {
		d, ok := hostSide[*deflater](c, a[0])
		b, known := hostBytes(a[1])
		if ok && !known {
			d.dst.unk = c.in.join(a[1]).(*Unknown)
		}
		if !ok || d.dst.unk != nil {
			return c.in.join(a...)
		}
		d.dst.c = c
		n, err := f(d.w, b)
		if d.dst.unk != nil {
			return d.dst.unk
		}
		return tuple{int64(n), c.programError(err)}
	}
}

func finish(f func(*flate.Writer) error) native {
	write := deflate(func(w *flate.Writer, _ []byte) (int, error) { return 0, f(w) })
	return func(c *call, a []Value) Value {
		out := write(c, []Value{a[0], nil})
		if t, ok := out.(tuple); ok {
			return t[1]
		}
		return out
	}
}

func resetDeflater(c *call, a []Value) Value {
	if d, ok := hostSide[*deflater](c, a[0]); ok {
		d.dst.c, d.dst.v, d.dst.unk = c, a[1], nil
		d.w.Reset(d.dst)
	}
	return nil
}

// An inflater decompresses for a reader of the program.
type inflater struct {
	r   io.ReadCloser
	src *programReader
}

func newInflater(c *call, a []Value) Value {
	var dict []byte
	known := true
	if len(a) > 1 {
		dict, known = hostBytes(a[1])
	}
	tn, ok := c.code.fn.Pkg().Scope().Lookup("decompressor").(*types.TypeName)
	if !ok || !known {
		return c.in.unknown(c.pos, "flate.NewReader is not modelled for this toolchain")
	}
	f := &inflater{src: &programReader{c: c, v: a[0]}}
	f.r = flate.NewReaderDict(f.src.reader(), dict)
	t := c.in.typ(types.NewPointer(tn.Type()))
	return &Iface{t, c.standIn(t, f)}
}

// standIn makes what a pointer to a struct points to whose state is the host's.
// It has no fields: nobody but the methods modelled here looks at them.
func (c *call) standIn(pointer *Type, state any) *Struct {
	s := &Struct{t: pointer.Elem()}
	c.in.side[s] = &Host{state}
	return s
}

func inflate(c *call, a []Value) Value {
	f, ok := hostSide[*inflater](c, a[0])
	b, isSlice := a[1].(*Slice)
	if !ok || a[1] != nil && !isSlice {
		return c.in.join(a...)
	}
	f.src.c = c
	n, err := f.r.Read(b.bytes())
	if f.src.unk != nil {
		return f.src.unk
	}
	return tuple{int64(n), c.programError(err)}
}
