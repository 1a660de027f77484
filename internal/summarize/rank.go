package summarize

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Budget is about how many different identifiers a walkthrough names. More are
// not read.
const Budget = 246

var identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// A selection is the symbols a walkthrough speaks of.
type selection struct {
	v      *survey
	words  map[string]bool
	score  map[string]float64 // by display name
	chosen map[string]bool
}

// choose ranks every symbol and takes the best until the budget is spent.
func choose(v *survey, reserved []string, budget int) *selection {
	s := &selection{v: v, words: map[string]bool{}, score: map[string]float64{}, chosen: map[string]bool{}}
	for _, r := range reserved {
		s.take(r)
	}
	s.rank()
	names := make([]string, 0, len(s.score))
	for n := range s.score {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(s.score[b], s.score[a]), cmp.Compare(a, b)) })
	for _, n := range names {
		if len(s.words)+s.cost(n) <= budget {
			s.take(n)
		}
	}
	return s
}

func (s *selection) take(name string) {
	s.chosen[name] = true
	for _, w := range identifier.FindAllString(name, -1) {
		s.words[w] = true
	}
}

// cost is how many identifiers a name would add.
func (s *selection) cost(name string) int {
	n := 0
	for _, w := range identifier.FindAllString(name, -1) {
		if !s.words[w] {
			n++
		}
	}
	return n
}

func (s *selection) has(name string) bool {
	if s.chosen[name] {
		return true
	}
	return name != "" && s.cost(name) == 0
}

func (s *selection) raise(name string, score float64) {
	if name != "" && score > s.score[name] {
		s.score[name] = score
	}
}

// Weights say what kinds of symbols tell a reader most.
const (
	weightFunc      = 1.0
	weightType      = 0.95
	weightField     = 0.55
	weightWired     = 0.75 // a field that a function is put into
	weightCentral   = 0.25 // more for a field of a type that is built here
	weightVar       = 0.6
	weightConst     = 0.45
	weightEnum      = 0.3 // more for a constant of a type that is near
	weightAside     = 0.15
	weightTelltale  = 1.35 // a number or duration says how much or how often
	weightGate      = 1.0
	weightInformer  = 0.8
	weightKind      = 0.8 // what a builder is told a reconciler is for
	weightForeign   = 0.5 // from outside of focus
	weightStd       = 0.55
	weightInterface = 0.7
	weightEmbedded  = 0.75 // foreign types that types are built on
	weightDetail    = 0.2  // fields of types from outside
)

func (s *selection) rank() {
	v := s.v
	for _, f := range v.g.Funcs {
		near := v.near(f)
		s.raise(v.name(f.Sym, ""), weightFunc*v.weight(f))
		for _, p := range f.Params {
			if p.Informer {
				s.raise(p.Name, weightInformer*v.weight(f))
			}
		}
		foreign := map[string]float64{}
		for i := range f.Steps {
			s.rankStep(f, &f.Steps[i], near, foreign)
		}
		s.rankForeign(foreign)
	}
	for _, c := range v.g.Values {
		if !c.Const || c.Pkg != v.root {
			continue
		}
		score := weightAside // even if no function names it
		if telltale(c.Value) {
			score *= 2
		}
		s.raise(v.name(c.Sym, ""), score)
	}
	for _, t := range v.g.Types {
		near := s.typeNear(t)
		if s.chosen[t.Name] { // it declares flags, or is asked for
			near = max(near, 0.8)
		}
		s.raise(v.name(t.Sym, ""), weightType*near)
		s.rankFields(t, near)
		if t.Form != "struct" && t.Form != "interface" {
			s.rankValues(t, near)
		}
		for _, e := range t.Embeds {
			if !v.inFocus[e.Sym.Pkg] && e.Sym.Name != "" {
				s.raise(v.name(e.Sym, ""), weightEmbedded*near)
			}
		}
		if t.Form == "interface" {
			for _, m := range t.Methods {
				s.raise(v.member(t, m.Name), weightInterface*near)
			}
		}
	}
}

// rankValues enters the constants of a type that lists what it can be.
func (s *selection) rankValues(t *factgraph.Type, near float64) {
	var names []string
	for _, c := range s.v.g.Values {
		if c.Const && c.Sym.Pkg == t.Pkg && c.Type == t.Name {
			names = append(names, s.v.name(c.Sym, ""))
		}
	}
	if len(names) < 2 || len(names) > manyFields {
		return
	}
	for _, n := range names {
		s.raise(n, s.score[n]+weightEnum*near)
	}
}

// manyFields is how many fields of a type count fully. Of structs with more, say
// of options, each further one counts less, the best first.
const manyFields = 24

func (s *selection) rankFields(t *factgraph.Type, near float64) {
	var names []string
	for _, f := range t.Fields {
		if !f.Embedded {
			names = append(names, s.v.fieldName(t, f))
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(s.score[b], s.score[a]) })
	factor := 1.0
	for i, n := range names {
		if i >= manyFields {
			factor *= 0.93
		}
		s.score[n] = (s.score[n] + weightCentral*near) * factor
	}
}

func (v *survey) fieldName(t *factgraph.Type, f factgraph.Field) string { return v.member(t, f.Name) }

// member is what a walkthrough calls a field or method of a type.
func (v *survey) member(t *factgraph.Type, name string) string {
	return v.name(factgraph.Sym{Pkg: t.Pkg, Name: t.Name + "." + name}, "")
}

// typeNear is how near the nearest function is that makes the type or belongs
// to it.
func (s *selection) typeNear(t *factgraph.Type) float64 {
	best := 0.0
	for _, f := range s.v.g.Funcs {
		if f.Pkg == t.Pkg && f.Recv == t.Name {
			best = max(best, s.v.near(f))
		}
		for _, r := range f.Results {
			if r.Sym == t.Sym {
				best = max(best, s.v.near(f))
			}
		}
		for i := range f.Steps {
			if st := &f.Steps[i]; st.Kind == factgraph.New && st.Target == t.Sym {
				best = max(best, s.v.near(f))
			}
		}
	}
	if best == 0 {
		best = 0.3
		if exported(t.Name) && t.Pkg == s.v.root {
			best = 0.6
		}
	}
	if exported(t.Name) && t.Form == "interface" && t.Pkg == s.v.root {
		best = max(best, 0.8)
	}
	if t.Pkg != s.v.root {
		best *= 0.9
	}
	return best
}

// rankForeign enters what one function uses from outside. The first few
// characterise it, the rest less and less.
func (s *selection) rankForeign(scores map[string]float64) {
	names := slices.SortedFunc(maps.Keys(scores), func(a, b string) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	factor := 1.2
	for _, n := range names {
		s.raise(n, scores[n]*factor)
		factor *= 0.9
	}
}

// telling is how much a name says by itself: Get says little.
func telling(name string) float64 {
	name = name[strings.LastIndexByte(name, '.')+1:]
	words := 1
	for i := 1; i < len(name); i++ {
		if name[i] >= 'A' && name[i] <= 'Z' && (name[i-1] < 'A' || name[i-1] > 'Z') {
			words++
		}
	}
	switch words {
	case 1:
		return 0.8
	case 2:
		return 1
	}
	return 1.1
}

func (s *selection) rankStep(f *factgraph.Func, st *factgraph.Step, near float64, others map[string]float64) {
	v := s.v
	name := v.stepName(st)
	foreign := !v.inFocus[st.Target.Pkg]
	score := near
	if st.Filled {
		s.raise(v.name(st.Via, st.ViaPkg), weightForeign*near)
	}
	switch st.Kind {
	case factgraph.Call, factgraph.Defer:
		if !foreign {
			return // as a function of its own
		}
		score *= weightForeign
	case factgraph.Go, factgraph.Callback, factgraph.Handler, factgraph.Store:
		if st.Kind == factgraph.Store {
			s.raise(st.Label, weightWired*near)
		}
		if !foreign {
			if st.Via.Name != "" && !v.inFocus[st.Via.Pkg] {
				s.raise(v.name(st.Via, st.ViaPkg), weightForeign*near)
			}
			return
		}
		score *= weightForeign
	case factgraph.Read, factgraph.Write, factgraph.Send, factgraph.Receive, factgraph.Close:
		score *= weightField
		if foreign {
			score *= weightDetail
		}
		if st.Kind == factgraph.Send || st.Kind == factgraph.Receive {
			score *= 1.3
		}
	case factgraph.Var:
		if foreign {
			score *= 0.6
		}
		if v.metrics[st.Target] { // listed by themselves
			score *= 0.5
		}
		score *= weightVar
	case factgraph.Const:
		score *= weightConst
		if c := v.g.Value(st.Target); c != nil && c.Pkg == v.root && telltale(c.Value) {
			score *= weightTelltale
		}
	case factgraph.Gate:
		if v.passing(f) {
			return
		}
		score *= weightGate
		s.raise(name, score)
		return
	case factgraph.Route:
		if !foreign {
			return
		}
		score *= weightForeign
	case factgraph.Informer:
		s.raise(name, score*weightInformer)
		return
	case factgraph.New:
		if st.Fluent {
			s.raise(name, score*weightKind)
		}
		if !foreign {
			return
		}
		score *= weightForeign * 0.5
	}
	if foreign {
		score *= v.rare(st.Target)
		if st.Std {
			score *= weightStd
		}
		if p := v.tree.Package(st.Target.Pkg); p != nil && !p.Vendored {
			score *= 1.15
			if v.target.Kind == "program" && p.Module == v.target.Package.Module {
				score *= 1.15 // what a program sets going is elsewhere
			}
		}
		others[name] = max(others[name], score*telling(st.Target.Name))
		return
	}
	s.raise(name, score)
}

// telltale reports whether a constant's value is a number or a duration.
func telltale(value string) bool { return value != "" && value[0] >= '0' && value[0] <= '9' }
