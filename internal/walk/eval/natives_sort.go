package eval

import (
	"slices"
	"sort"
)

// sortNatives sort with the host's algorithms, which give the same order as the
// program's would, since they are the same.
func sortNatives() map[string]native {
	sorter := func(run func(sort.Interface)) native {
		return func(c *call, args []Value) Value {
			i, ok := args[0].(*Iface)
			if !ok {
				return c.in.join(args[0])
			}
			a := &sortable{c: c, v: i}
			for name, m := range map[string]**method{"Len": &a.lenM, "Less": &a.lessM, "Swap": &a.swapM} {
				if *m = c.in.method(i.t, name, nil); *m == nil {
					return c.in.unknown(c.pos, "%s cannot be sorted", i.t)
				}
			}
			run(a)
			return nil
		}
	}
	byLess := func(run func(sort.Interface)) native {
		return func(c *call, args []Value) Value {
			i, ok := args[0].(*Iface)
			if !ok {
				return c.in.join(args[0])
			}
			if s, ok := i.v.(*Slice); ok {
				run(&lessSlice{c: c, s: s, less: args[1]})
			}
			return nil
		}
	}
	return map[string]native{
		"sort.Sort": sorter(sort.Sort), "sort.Stable": sorter(sort.Stable),
		"sort.Slice": byLess(sort.Sort), "sort.SliceStable": byLess(sort.Stable),
		"sort.Strings": sortBasic, "sort.Ints": sortBasic, "sort.Float64s": sortBasic,
		"slices.Sort":     sortBasic,
		"slices.overlaps": func(*call, []Value) Value { return false },
	}
}

type sortable struct {
	c                  *call
	v                  *Iface
	lenM, lessM, swapM *method
}

func (a *sortable) Len() int {
	n, _ := asInt(a.lenM.invoke(a.c.in, []Value{a.v.v}, a.c.pos))
	return n
}

func (a *sortable) Less(i, j int) bool {
	b, _ := a.lessM.invoke(a.c.in, []Value{a.v.v, int64(i), int64(j)}, a.c.pos).(bool)
	return b
}

func (a *sortable) Swap(i, j int) {
	a.swapM.invoke(a.c.in, []Value{a.v.v, int64(i), int64(j)}, a.c.pos)
}

type lessSlice struct {
	c    *call
	s    *Slice
	less Value
}

func (a *lessSlice) Len() int { return a.s.len }

func (a *lessSlice) Less(i, j int) bool {
	b, _ := a.c.in.call(a.less, []Value{int64(i), int64(j)}, a.c.pos).(bool)
	return b
}

func (a *lessSlice) Swap(i, j int) {
	arr, i, j := a.s.a, a.s.off+i, a.s.off+j
	a.c.in.keep(arr)
	if arr.isBytes() {
		arr.b[i], arr.b[j] = arr.b[j], arr.b[i]
		return
	}
	arr.v[i], arr.v[j] = arr.v[j], arr.v[i]
}

func sortBasic(c *call, args []Value) Value {
	s, ok := args[0].(*Slice)
	if !ok {
		return nil
	}
	c.in.keep(s.a)
	if s.a.isBytes() {
		slices.Sort(s.bytes())
		return nil
	}
	part := s.a.v[s.off : s.off+s.len]
	for _, v := range part {
		if u, ok := v.(*Unknown); ok {
			for i := range part {
				part[i] = u
			}
			return nil
		}
	}
	nan := func(v Value) bool { f, ok := v.(float64); return ok && f != f }
	sort.SliceStable(part, func(i, j int) bool { return lessKey(part[i], part[j]) || nan(part[i]) && !nan(part[j]) })
	return nil
}
