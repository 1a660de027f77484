package eval

import (
	"bufio"
	"compress/flate"
	"errors"
	"go/types"
	"io"
)

// A programError is an error of the program on its way through the host.
type programError struct{ v Value }

func (programError) Error() string { return "an error of the program" }

// programError makes an error of the host one of the program.
func (c *call) programError(err error) Value {
	named := func(pkg, name string) Value {
		v, ok := c.in.Var(pkg, name)
		if !ok {
			return c.in.hostError(err.Error())
		}
		return v
	}
	var corrupt flate.CorruptInputError
	var own programError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return own.v
	case err == io.EOF:
		return named("io", "EOF")
	case err == io.ErrUnexpectedEOF:
		return named("io", "ErrUnexpectedEOF")
	case errors.As(err, &corrupt):
		if tn, ok := c.code.fn.Pkg().Scope().Lookup("CorruptInputError").(*types.TypeName); ok {
			return &Iface{c.in.typ(tn.Type()), int64(corrupt)}
		}
	}
	return c.in.hostError(err.Error())
}

var errUnknown = errors.New("unknown")

// A programWriter writes to a writer of the program.
type programWriter struct {
	c   *call
	v   Value
	unk *Unknown
}

func (w *programWriter) Write(b []byte) (int, error) {
	in := w.c.in
	m, self, u := in.dispatch(w.v, "Write", nil, w.c.pos)
	if u != nil {
		w.unk = u
		return 0, errUnknown
	}
	out := m(in, []Value{self, bytesSlice(in.universe.bytes.Elem(), append([]byte(nil), b...))}, w.c.pos)
	n, u, err := ioResult(out)
	if w.unk = u; u != nil {
		return 0, errUnknown
	}
	return n, err
}

// A programReader reads from a reader of the program.
type programReader struct {
	c   *call
	v   Value
	unk *Unknown
}

// reader is the reader as the host is to see it: the decompressor must not read
// ahead where the program's reader lets it go byte by byte.
func (r *programReader) reader() io.Reader {
	if i, ok := r.v.(*Iface); ok && r.c.in.method(i.t, "ReadByte", nil) != nil {
		return byteReader{r}
	}
	return bufio.NewReader(r)
}

func (r *programReader) Read(b []byte) (int, error) {
	in := r.c.in
	m, self, u := in.dispatch(r.v, "Read", nil, r.c.pos)
	if u != nil {
		r.unk = u
		return 0, errUnknown
	}
	s := bytesSlice(in.universe.bytes.Elem(), b)
	n, u, err := ioResult(m(in, []Value{self, s}, r.c.pos))
	if u == nil {
		u = s.a.unk
	}
	if r.unk = u; u != nil {
		return 0, errUnknown
	}
	return n, r.eof(err)
}

// eof makes the program's io.EOF the host's.
func (r *programReader) eof(err error) error {
	own, ok := err.(programError)
	if !ok {
		return err
	}
	if v, ok := r.c.in.Var("io", "EOF"); ok {
		if same, _ := r.c.in.equal(v, own.v); same {
			return io.EOF
		}
	}
	return err
}

type byteReader struct{ *programReader }

func (r byteReader) ReadByte() (byte, error) {
	in := r.c.in
	m, self, u := in.dispatch(r.v, "ReadByte", nil, r.c.pos)
	if u != nil {
		r.unk = u
		return 0, errUnknown
	}
	n, u, err := ioResult(m(in, []Value{self}, r.c.pos))
	if r.unk = u; u != nil {
		return 0, errUnknown
	}
	return byte(n), r.eof(err)
}

// ioResult reads the results of a method that returns a number and an error.
func ioResult(v Value) (int, *Unknown, error) {
	t := spread(v, 2)
	for _, v := range t {
		if u, ok := v.(*Unknown); ok {
			return 0, u, nil
		}
	}
	n, ok := asInt(t[0])
	if !ok {
		b, _ := t[0].(uint64)
		n = int(b)
	}
	if t[1] != nil {
		return n, nil, programError{t[1]}
	}
	return n, nil, nil
}
