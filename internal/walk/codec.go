package walk

import (
	"encoding/binary"
	"errors"
)

// AppendUint appends n as a varint.
func AppendUint(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }

// AppendInt appends a small non-negative count or position; it must not be
// negative.
func AppendInt(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

// AppendString appends a length and the bytes of s.
func AppendString(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// AppendBool appends one byte.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 1)
	}
	return append(b, 0)
}

// AppendPos appends a position.
func AppendPos(b []byte, p Pos) []byte { return AppendInt(AppendInt(b, p.Line), p.Col) }

// AppendStrings appends a count and the strings.
func AppendStrings(b []byte, ss []string) []byte {
	b = AppendInt(b, len(ss))
	for _, s := range ss {
		b = AppendString(b, s)
	}
	return b
}

var errCorrupt = errors.New("corrupt cache entry")

// A Decoder reads what the Append functions wrote. After the first error every
// method returns a zero value, so a reader need not check until its end.
type Decoder struct {
	b   string
	err error
}

// NewDecoder returns a Decoder over b. Decoded strings share its memory.
func NewDecoder(b string) *Decoder { return &Decoder{b: b} }

// Err returns the first error, or an error if input is left over.
func (d *Decoder) Err() error {
	if d.err == nil && len(d.b) > 0 {
		return errCorrupt
	}
	return d.err
}

// Uint reads what AppendUint wrote.
func (d *Decoder) Uint() uint64 {
	var n uint64
	for i := 0; i < len(d.b) && i < binary.MaxVarintLen64; i++ {
		c := d.b[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.b = d.b[i+1:]
			return n
		}
	}
	d.fail()
	return 0
}

// Int reads what AppendInt wrote.
func (d *Decoder) Int() int {
	n := d.Uint()
	if n > 1<<40 {
		d.fail()
		return 0
	}
	return int(n)
}

// Len reads a count of things that take at least one byte each, so a corrupt
// count cannot make the caller allocate more than the input is long.
func (d *Decoder) Len() int {
	n := d.Int()
	if n > len(d.b) {
		d.fail()
		return 0
	}
	return n
}

// String reads what AppendString wrote.
func (d *Decoder) String() string {
	n := d.Len()
	s := d.b[:n]
	d.b = d.b[n:]
	return s
}

// Bool reads what AppendBool wrote.
func (d *Decoder) Bool() bool {
	if len(d.b) == 0 || d.b[0] > 1 {
		d.fail()
		return false
	}
	v := d.b[0] == 1
	d.b = d.b[1:]
	return v
}

// Byte reads one byte.
func (d *Decoder) Byte() byte {
	if len(d.b) == 0 {
		d.fail()
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

// Fixed64 reads eight bytes, the least significant first.
func (d *Decoder) Fixed64() uint64 {
	if len(d.b) < 8 {
		d.fail()
		return 0
	}
	n := uint64(0)
	for i := range 8 {
		n |= uint64(d.b[i]) << (8 * i)
	}
	d.b = d.b[8:]
	return n
}

// Pos reads what AppendPos wrote.
func (d *Decoder) Pos() Pos { return Pos{Line: d.Int(), Col: d.Int()} }

// Strings reads what AppendStrings wrote; nil if there are none.
func (d *Decoder) Strings() []string {
	n := d.Len()
	if n == 0 {
		return nil
	}
	ss := make([]string, n)
	for i := range ss {
		ss[i] = d.String()
	}
	return ss
}

// Failed reports whether the input has turned out to be corrupt, so that a
// reader of a long list can stop early.
func (d *Decoder) Failed() bool { return d.err != nil }

// Fail marks the input as corrupt: a reader calls it on a value that its
// Append function cannot have written.
func (d *Decoder) Fail() { d.fail() }

func (d *Decoder) fail() {
	if d.err == nil {
		d.err = errCorrupt
	}
	d.b = ""
}
