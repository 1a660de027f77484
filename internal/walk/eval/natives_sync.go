package eval

import (
	"fmt"
	"go/types"
	"reflect"
)

// syncNatives model what synchronises goroutines: there is only one.
func syncNatives() map[string]native {
	nothing := func(*call, []Value) Value { return nil }
	out := map[string]native{
		"(*sync.Once).Do":        onceDo,
		"(*sync.Pool).Get":       poolGet,
		"(*sync.Pool).Put":       nothing,
		"(*sync.Cond).Wait":      waitAll,
		"(*sync.WaitGroup).Wait": waitAll,
		"(*sync.WaitGroup).Go": func(c *call, a []Value) Value {
			c.in.pending = append(c.in.pending, func() { c.in.call(a[1], nil, c.pos) })
			return nil
		},
		"(*sync.Mutex).TryLock": func(*call, []Value) Value { return true },
	}
	for _, m := range []string{"Mutex.Lock", "Mutex.Unlock", "RWMutex.Lock", "RWMutex.Unlock", "RWMutex.RLock", "RWMutex.RUnlock",
		"WaitGroup.Add", "WaitGroup.Done", "Cond.Signal", "Cond.Broadcast"} {
		typ, name, _ := cutDot(m)
		out["(*sync."+typ+")."+name] = nothing
	}
	for name, f := range syncMap {
		out["(*sync.Map)."+name] = f
	}
	for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Bool", "Pointer[T]", "Value"} {
		for name, f := range atomicMethods {
			out[fmt.Sprintf("(*sync/atomic.%s).%s", t, name)] = f
		}
	}
	for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Pointer"} {
		out["sync/atomic.Load"+t] = func(c *call, a []Value) Value { return c.in.load(a[0], c.pos) }
		out["sync/atomic.Store"+t] = func(c *call, a []Value) Value { c.in.storeTo(a[0], a[1], c.pos); return nil }
		out["sync/atomic.Add"+t] = func(c *call, a []Value) Value {
			v := addTo(c.in, c.in.load(a[0], c.pos), a[1])
			c.in.storeTo(a[0], v, c.pos)
			return v
		}
		out["sync/atomic.Swap"+t] = func(c *call, a []Value) Value {
			old := c.in.load(a[0], c.pos)
			c.in.storeTo(a[0], a[1], c.pos)
			return old
		}
		out["sync/atomic.CompareAndSwap"+t] = func(c *call, a []Value) Value {
			same, u := c.in.equal(c.in.load(a[0], c.pos), a[1])
			if u != nil {
				return u
			}
			if same {
				c.in.storeTo(a[0], a[2], c.pos)
			}
			return same
		}
	}
	return out
}

func waitAll(c *call, _ []Value) Value {
	c.in.wait(never)
	return nil
}

func cutDot(s string) (string, string, bool) {
	for i := range s {
		if s[i] == '.' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func onceDo(c *call, args []Value) Value {
	s, ok := args[0].(*Struct)
	if !ok {
		return nil
	}
	if c.in.side[s] == nil {
		c.in.setSide(s, true)
		c.in.call(args[1], nil, c.pos)
	}
	return nil
}

// setSide keeps what a native has to remember about a struct.
func (in *Interp) setSide(s *Struct, v Value) {
	if j := in.journal; j != nil {
		old, had := in.side[s]
		j.log = append(j.log, journalEntry{undo: func() {
			if in.side[s] = old; !had {
				delete(in.side, s)
			}
		}})
	}
	in.side[s] = v
}

func poolGet(c *call, args []Value) Value {
	if s, ok := args[0].(*Struct); ok {
		for i, f := range s.t.fields {
			if f.name == "New" && s.f[i] != nil {
				return c.in.call(s.f[i], nil, c.pos)
			}
		}
	}
	return nil
}

// The value of an atomic type is in its field v.
func atomicField(v Value) (fieldRef, bool) {
	s, ok := v.(*Struct)
	if !ok {
		return fieldRef{}, false
	}
	for i, f := range s.t.fields {
		if f.name == "v" {
			return fieldRef{s, i}, true
		}
	}
	return fieldRef{}, false
}

// fromBool and toBool translate for atomic.Bool, which keeps a number.
func fromBool(r fieldRef, v Value) Value {
	if b, ok := v.(bool); ok && r.s.t.fields[r.i].t.kind != reflect.Interface {
		if b {
			return uint64(1)
		}
		return uint64(0)
	}
	return v
}

func toBool(r fieldRef, v Value) Value {
	if n, ok := r.s.t.T.(*types.Named); ok && n.Obj().Name() == "Bool" {
		if u, ok := v.(uint64); ok {
			return u != 0
		}
	}
	return v
}

func addTo(in *Interp, a, b Value) Value {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return x + y
		}
	case uint64:
		if y, ok := b.(uint64); ok {
			return x + y
		}
	}
	return in.join(a, b)
}

var atomicMethods = map[string]native{
	"Load": func(c *call, a []Value) Value {
		r, ok := atomicField(a[0])
		if !ok {
			return c.in.join(a[0])
		}
		return toBool(r, r.load())
	},
	"Store": func(c *call, a []Value) Value {
		if r, ok := atomicField(a[0]); ok {
			r.store(fromBool(r, a[1]))
		}
		return nil
	},
	"Add": func(c *call, a []Value) Value {
		r, ok := atomicField(a[0])
		if !ok {
			return c.in.join(a[0])
		}
		r.store(addTo(c.in, r.load(), a[1]))
		return r.load()
	},
	"Swap": func(c *call, a []Value) Value {
		r, ok := atomicField(a[0])
		if !ok {
			return c.in.join(a[0])
		}
		old := toBool(r, r.load())
		r.store(fromBool(r, a[1]))
		return old
	},
	"CompareAndSwap": func(c *call, a []Value) Value {
		r, ok := atomicField(a[0])
		if !ok {
			return c.in.join(a[0])
		}
		same, u := c.in.equal(r.load(), fromBool(r, a[1]))
		if u != nil {
			return u
		}
		if same {
			r.store(fromBool(r, a[2]))
		}
		return same
	},
}

// sideMap is the content of a sync.Map, which itself is built on unsafe code.
func (c *call) sideMap(v Value) *Map {
	s, ok := v.(*Struct)
	if !ok {
		return newMap(c.in.anyMap())
	}
	m, ok := c.in.side[s].(*Map)
	if !ok {
		m = newMap(c.in.anyMap())
		c.in.setSide(s, m)
	}
	return m
}

func (in *Interp) anyMap() *Type {
	return in.typ(types.NewMap(in.universe.any.T, in.universe.any.T))
}

var syncMap = map[string]native{
	"Load": func(c *call, a []Value) Value {
		v, ok, u := c.sideMap(a[0]).find(a[1])
		if u != nil {
			return u
		}
		return tuple{v, ok}
	},
	"Store": func(c *call, a []Value) Value { c.sideMap(a[0]).put(a[1], a[2]); return nil },
	"LoadOrStore": func(c *call, a []Value) Value {
		m := c.sideMap(a[0])
		if v, ok, _ := m.find(a[1]); ok {
			return tuple{v, true}
		}
		m.put(a[1], a[2])
		return tuple{a[2], false}
	},
	"LoadAndDelete": func(c *call, a []Value) Value {
		m := c.sideMap(a[0])
		v, ok, _ := m.find(a[1])
		m.remove(a[1])
		return tuple{v, ok}
	},
	"Delete": func(c *call, a []Value) Value { c.sideMap(a[0]).remove(a[1]); return nil },
	"Range": func(c *call, a []Value) Value {
		c.in.iterate(c.sideMap(a[0]), func(k, v Value) bool {
			r, ok := c.in.call(a[1], []Value{k, v}, c.pos).(bool)
			return ok && r
		})
		return nil
	},
}
