package usage

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Program is a main package with the packages below it.
type Program struct {
	Main *walk.Package
	// Packages are the main package and those below its directory, sorted.
	Packages []*walk.Package
	funcs    map[string]*Func // "path.Name"
	order    []*Func
}

// ProgramOf returns the program whose directory a package lies in, or nil. Of
// several it is the innermost.
func ProgramOf(t *walk.Tree, pkg *walk.Package) *walk.Package {
	var best *walk.Package
	for _, p := range t.Packages {
		if p.IsMain() && !p.Vendored && p.Active() && within(pkg.Dir, p.Dir) && p.Dir != "." && (best == nil || len(p.Dir) > len(best.Dir)) {
			best = p
		}
	}
	return best
}

// OpenProgram lists the functions of a program.
func OpenProgram(t *walk.Tree, main *walk.Package) *Program {
	p := &Program{Main: main, funcs: map[string]*Func{}}
	for _, q := range t.Packages {
		if q.Vendored || !within(q.Dir, main.Dir) || q.IsMain() && q != main {
			continue
		}
		p.Packages = append(p.Packages, q)
		for _, f := range q.GoFiles() {
			for _, fn := range Funcs(t, f) {
				p.order = append(p.order, fn)
				if k := q.ImportPath + "." + fn.Name; p.funcs[k] == nil {
					p.funcs[k] = fn
				}
			}
		}
	}
	return p
}

// Func returns a function of the program, or nil.
func (p *Program) Func(pkg, name string) *Func { return p.funcs[pkg+"."+name] }

// Funcs returns every function of the program.
func (p *Program) Funcs() []*Func { return p.order }

// A Hop is a step on the way through a program: the function, and the mention
// of the next one in it.
type Hop struct {
	Func *Func
	Ref  Ref
}

// Way returns the shortest way from main to a function; nil if there is none.
// The last hop has no Ref.
func (p *Program) Way(to *Func) []Hop {
	start := p.Func(p.Main.ImportPath, "main")
	if start == nil {
		return nil
	}
	return p.way(start, to)
}

func (p *Program) way(start, to *Func) []Hop {
	type from struct {
		fn   *Func
		ref  Ref
		cost int
	}
	came := map[*Func]from{start: {}}
	// Costs are small whole numbers, so one bucket for each sorts the queue and
	// keeps functions of equal cost in the order of the source.
	buckets := [][]*Func{{start}}
	for cost := 0; cost < len(buckets); cost++ {
		for i := 0; i < len(buckets[cost]); i++ {
			fn := buckets[cost][i]
			if came[fn].cost != cost {
				continue // reached for less since
			}
			if fn == to {
				hops := []Hop{{Func: fn}}
				for at := fn; at != start; at = came[at].fn {
					hops = append(hops, Hop{came[at].fn, came[at].ref})
				}
				slices.Reverse(hops)
				return hops
			}
			for _, r := range fn.Refs {
				for _, next := range p.targets(fn, r) {
					c := cost + price(next)
					if old, seen := came[next]; !seen || c < old.cost {
						came[next] = from{fn, r, c}
						for len(buckets) <= c {
							buckets = append(buckets, nil)
						}
						buckets[c] = append(buckets[c], next)
					}
				}
			}
		}
	}
	return nil
}

// price makes the way through functions that run something shorter than the one
// through functions that only list it.
func price(f *Func) int {
	name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	for _, verb := range []string{"run", "start", "serve", "exec", "main"} {
		if strings.HasPrefix(strings.ToLower(name), verb) {
			return 1
		}
	}
	return 3
}

// targets are the functions a mention may lead to: one by its name, or methods
// of that name in the same package where the receiver is not known.
func (p *Program) targets(from *Func, r Ref) []*Func {
	if r.Pkg != "" {
		if fn := p.funcs[r.Pkg+"."+r.Name]; fn != nil {
			return []*Func{fn}
		}
		return nil
	}
	var out []*Func
	for _, fn := range p.order {
		if _, m, ok := strings.Cut(fn.Name, "."); ok && m == r.Name && fn.Pkg == from.Pkg {
			out = append(out, fn)
		}
	}
	return out
}
