package eval

import (
	"go/types"
	"strings"
)

// Holders finds the variables that lead to other variables: for each pointer
// that a package-level variable, a struct field or a captured local variable
// holds, which one that is. It looks at the package-level variables of the
// program's packages and at what roots lead to, function values included. A
// flag that was handed *T is so led back to the field the *T came from.
func (in *Interp) Holders(roots ...Value) map[Value]Target {
	h := &holders{in: in, found: map[Value]Target{}, seen: map[Value]bool{}}
	for obj, g := range in.globals {
		if p := in.pkgs[obj.Pkg()]; p == nil || p.p.Std || g.state != globalDone {
			continue
		}
		if r, ok := g.v.(ref); ok {
			h.add(r, Target{obj.Pkg().Path() + "." + obj.Name(), obj.Pos()})
		}
	}
	for _, r := range roots {
		h.walk(r, 0)
	}
	return h.found
}

type holders struct {
	in    *Interp
	found map[Value]Target
	seen  map[Value]bool
}

// Bounds of the search: options are near the commands they belong to.
const (
	maxHeld      = 200_000
	maxHeldDepth = 8
)

func (h *holders) add(r ref, t Target) {
	// Of several holders the first by name is taken, whatever order they came in.
	if old, ok := h.found[r]; !ok || t.Name < old.Name {
		h.found[r] = t
	}
}

func (h *holders) walk(v Value, depth int) {
	if depth > maxHeldDepth || len(h.seen) > maxHeld {
		return
	}
	switch x := v.(type) {
	case *Iface:
		h.walk(x.v, depth)
		return
	case *Struct:
		if h.seen[x] || flagLibrary(x.t) && depth > 0 {
			return
		}
		h.seen[x] = true
		h.fields(x, depth)
	case *Func:
		if h.seen[x] {
			return
		}
		h.seen[x] = true
		for _, b := range x.bound {
			h.walk(b, depth+1)
		}
		h.captured(x, depth)
	case *Cell:
		if !h.seen[x] {
			h.seen[x] = true
			h.walk(x.v, depth+1)
		}
	}
}

func (h *holders) fields(s *Struct, depth int) {
	named, _ := s.t.T.(*types.Named)
	for i, f := range s.t.fields {
		if r, ok := s.f[i].(ref); ok && named != nil && named.Obj().Pkg() != nil && !h.in.isFlagValue(s.t) {
			h.add(r, Target{named.Obj().Pkg().Path() + "." + named.Obj().Name() + "." + f.name, f.v.Pos()})
		}
		h.walk(s.f[i], depth+1)
	}
}

// isFlagValue reports whether a pointer to a type is the value of a flag: what
// it points to is the variable that is looked for, not another that holds it.
func (in *Interp) isFlagValue(t *Type) bool {
	p := in.typ(types.NewPointer(t.T))
	return in.hasMethod(p, "Set") && in.hasMethod(p, "String")
}

// captured adds the local variables that a function literal refers to.
func (h *holders) captured(f *Func, depth int) {
	for i, v := range f.env {
		if f.code != nil && i < len(f.code.caps) && f.code.caps[i].v != nil {
			obj := f.code.caps[i].v
			name := strings.TrimSuffix(f.code.name, ".func")
			for strings.HasSuffix(name, ".func") {
				name = strings.TrimSuffix(name, ".func")
			}
			t := Target{name + "." + obj.Name(), obj.Pos()}
			if c, ok := v.(*Cell); ok {
				h.add(c, t)
				if r, ok := c.v.(ref); ok {
					h.add(r, t)
				}
			} else if r, ok := v.(ref); ok {
				h.add(r, t)
			}
		}
		h.walk(v, depth+1)
	}
}

// Undone runs f and takes back whatever it changed in the program. It reports
// false if f was given up because it took more than so many steps, or panicked.
func (in *Interp) Undone(steps int64, f func()) bool {
	ch := &choice{limit: steps}
	fr := in.push(&code{in: in, name: "probe"})
	defer in.pop()
	e := ch.try(fr, func(*frame) ctl { f(); return ctlNext })
	return !e.exhausted && !e.failed && !e.stopped
}

// Constants are the texts of the string constants of a package, sorted by name.
func (in *Interp) Constants(importPath string) []string {
	p := in.byPath[importPath]
	if p == nil {
		return nil
	}
	var out []string
	scope := p.p.Types.Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if !ok {
			continue
		}
		if v, ok := constValue(c.Val(), in.typ(c.Type()).kind); ok {
			if s, ok := v.(string); ok {
				out = append(out, s)
			}
		}
	}
	return out
}
