package eval

import (
	"encoding/json"
	"reflect"
)

// jsonStream is the state of a json.Decoder of the program's.
type jsonStream struct {
	host *json.Decoder
	in   *programReader
}

// jsonStreamOf returns the state of a decoder, which begins with its first use.
func (c *call) jsonStreamOf(v Value) *jsonStream {
	dec, ok := v.(*Struct)
	if !ok {
		return nil
	}
	if s, ok := hostSide[*jsonStream](c, v); ok {
		return s
	}
	if c.in.journal != nil {
		panic(&trialLimit{}) // what is read cannot be given back
	}
	r, _ := Field(dec, "r")
	p := &programReader{c: c, v: r}
	s := &jsonStream{json.NewDecoder(p), p}
	c.in.setSide(dec, &Host{s})
	return s
}

// jsonDecode is Decoder.Decode.
func jsonDecode(c *call, a []Value) Value {
	s := c.jsonStreamOf(a[0])
	target, ok := a[1].(*Iface)
	if s == nil || !ok || target.t.kind != reflect.Pointer || target.v == nil {
		return c.in.join(a...)
	}
	s.in.c = c
	var raw json.RawMessage
	err := s.host.Decode(&raw)
	switch {
	case s.in.unk != nil:
		c.in.storeTo(target.v, s.in.unk, c.pos)
		return s.in.unk
	case err != nil:
		return c.programError(err)
	}
	r := &jsonReader{c: c}
	if d, ok := Field(a[0], "d"); ok {
		n, _ := Field(d, "useNumber")
		strict, _ := Field(d, "disallowUnknownFields")
		r.useNumber, _ = n.(bool)
		r.strict, _ = strict.(bool)
	}
	return r.decode(raw, target)
}

// jsonMore is Decoder.More.
func jsonMore(c *call, a []Value) Value {
	s := c.jsonStreamOf(a[0])
	if s == nil {
		return c.in.join(a...)
	}
	s.in.c = c
	more := s.host.More()
	if s.in.unk != nil {
		return s.in.unk
	}
	return more
}
