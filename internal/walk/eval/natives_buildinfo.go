package eval

import (
	"runtime"

	"golang.org/x/mod/module"
)

// buildInfo is what a binary knows of its build: the toolchain, and the modules
// it is built from. The version of its own module is that of a plain go build.
func buildInfo(c *call, _ []Value) Value {
	info, ok := newOf(c).(*Struct)
	if !ok {
		return tuple{nil, false}
	}
	setField(info, "GoVersion", runtime.Version())
	setField(info, "Path", c.in.program)
	deps, _ := Field(info, "Main")
	main, ok := deps.(*Struct)
	if !ok {
		return tuple{info, true}
	}
	one := func(m module.Version) *Struct {
		s := main.t.newZero().(*Struct)
		setField(s, "Path", m.Path)
		setField(s, "Version", m.Version)
		return s
	}
	mods := c.in.opts.Modules
	if len(mods) == 0 {
		return tuple{info, true}
	}
	for _, f := range info.t.fields {
		if f.name == "Deps" {
			list := newSlice(f.t.Elem(), len(mods)-1, len(mods)-1)
			for i, m := range mods[1:] {
				list.a.v[i] = one(m)
			}
			setField(info, "Deps", list)
		}
	}
	setField(info, "Main", one(mods[0]))
	return tuple{info, true}
}

// setField gives a field of a struct that is being made its value.
func setField(s *Struct, name string, v Value) {
	for i, f := range s.t.fields {
		if f.name == name && f.t.aggregate() {
			assign(s.f[i], v)
		} else if f.name == name {
			s.f[i] = v
		}
	}
}
