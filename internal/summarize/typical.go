package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// A typicalUse is a function elsewhere that uses much of an interface.
type typicalUse struct {
	fn    *usage.Func
	iface string
	refs  []usage.Ref
}

// How far the search for typical uses goes.
const (
	typicalPackages = 12
	typicalMethods  = 3 // fewer show nothing
	maxTypical      = 3
)

// typicalUses finds, in packages that use a library, the functions that call
// most of the methods of one of its interfaces. They show how it is meant to be
// used better than whoever merely builds it.
func typicalUses(t *walk.Tree, v *survey, s *start) (out []typicalUse) {
	if s.packages <= libraryUsers {
		return nil
	}
	interfaces := map[string]map[string]bool{}
	for _, it := range v.g.Types {
		if it.Form == "interface" && it.Pkg == v.root && exported(it.Name) {
			if m := v.methodSet(it, 0); len(m) >= typicalMethods {
				interfaces[it.Name] = m
			}
		}
	}
	if len(interfaces) == 0 {
		return nil
	}
	var packages []*walk.Package
	for _, u := range s.users {
		if !slices.Contains(packages, u.Pkg) && len(packages) < typicalPackages {
			packages = append(packages, u.Pkg)
		}
	}
	for _, p := range packages {
		for _, f := range p.GoFiles() {
			for _, fn := range usage.Funcs(t, f) {
				if u, ok := usesMost(fn, interfaces); ok {
					out = append(out, u)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b typicalUse) int { return len(b.refs) - len(a.refs) })
	var kept []typicalUse
	for _, u := range out {
		seen := slices.ContainsFunc(kept, func(k typicalUse) bool { return k.iface == u.iface || k.fn == u.fn })
		if !seen && len(kept) < maxTypical {
			kept = append(kept, u)
		}
	}
	return kept
}

// methodSet is the names of an interface's methods, those of embedded ones
// included.
func (v *survey) methodSet(t *factgraph.Type, depth int) map[string]bool {
	out := map[string]bool{}
	for _, m := range t.Methods {
		out[m.Name] = true
	}
	for _, e := range t.Embeds {
		if it := v.g.Type(e.Sym); it != nil && depth < 4 {
			for m := range v.methodSet(it, depth+1) {
				out[m] = true
			}
		}
	}
	return out
}

// usesMost picks the interface of which a function calls most, all on the same
// kind of mention: methods called, each for the first time.
func usesMost(fn *usage.Func, interfaces map[string]map[string]bool) (best typicalUse, ok bool) {
	names := make([]string, 0, len(interfaces))
	for n := range interfaces {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		seen := map[string]bool{}
		u := typicalUse{fn: fn, iface: n}
		for _, r := range fn.Refs {
			if r.Pkg == "" && r.Called && interfaces[n][r.Name] && !seen[r.Name] {
				seen[r.Name] = true
				u.refs = append(u.refs, r)
			}
		}
		if len(u.refs) >= typicalMethods && len(u.refs) > len(best.refs) {
			best, ok = u, true
		}
	}
	return best, ok
}

// typical words the typical uses.
func (o *outliner) typical(sec *outlineSection) {
	for _, u := range o.uses {
		var m mentions
		for _, r := range u.refs[:min(len(u.refs), maxNames)] {
			m.names = append(m.names, r.Name)
			m.at = append(m.at, factgraph.Pos{Path: u.fn.Path, Line: r.Line})
		}
		name := u.fn.Name[strings.LastIndexByte(u.fn.Name, '.')+1:]
		sec.statements = append(sec.statements, say("next.typical", m.at, codes(m.names...), codes(name), texts(u.fn.Pkg.ImportPath), codes(u.iface)))
	}
}
