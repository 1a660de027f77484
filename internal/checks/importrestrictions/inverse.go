package importrestrictions

import "github.com/kdoc-dev/kdoc/internal/walk/imports"

// backward judges who imports a package.
func (s *Session) backward(id imports.ID, ch *chain, yield func(Breach)) {
	direct := s.importers(id)
	for from := range s.bad(ch.inverse, &ch.backward, direct, true).All() {
		s.inverseBreach(from, id, ch.inverse, yield)
	}
	if !transitive(ch.inverse) {
		return
	}
	all := s.allImporters(id)
	without(all, direct)
	for from := range s.bad(ch.inverse, &ch.backward, all, false).All() {
		if from != id {
			s.inverseBreach(from, id, ch.inverse, yield)
		}
	}
}

func (s *Session) inverseBreach(from, to imports.ID, rules []*Rule, yield func(Breach)) {
	b := Breach{From: from, To: to}
	if hop, ok := s.Graph.Hop(from, to, imports.Any); ok {
		b.Hops = []imports.Hop{hop}
	} else {
		via := s.via(imports.Any)
		via.Through = s.inputs.Has
		b.Hops = s.Graph.Chain(from, to, via)
	}
	b.Verdict = judge(s.Generation, s.Graph, rules, from, len(b.Hops) == 1)
	yield(b)
}

// importers returns the inputs that import id in any kind of file.
func (s *Session) importers(id imports.ID) imports.Set {
	set := s.edges(s.Graph.Importers(id), imports.Any, id)
	for i, w := range s.inputs {
		set[i] &= w
	}
	return set
}

// allImporters returns the inputs that import id directly or through other
// inputs. In the newer generation nobody imports a package's tests, so an
// import in them leads no further.
func (s *Session) allImporters(id imports.ID) imports.Set {
	onward := imports.Prod
	if s.Generation == Gen128 {
		onward = imports.Any
	}
	all, passed := s.Graph.NewSet(), s.Graph.NewSet()
	queue := []imports.ID{id}
	passed.Add(id)
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, e := range s.Graph.Importers(at) {
			if !s.inputs.Has(e.ID) {
				continue
			}
			all.Add(e.ID)
			if e.Kinds&onward != 0 && !passed.Has(e.ID) {
				passed.Add(e.ID)
				queue = append(queue, e.ID)
			}
		}
	}
	return all
}

// A Ruling is what the rules of one end of an import say of it.
type Ruling struct {
	Inverse bool
	Verdict Verdict
	// Skipped says that a rule file of the chain cannot be read.
	Skipped bool
}

// Explain returns what rules say of a package importing another; nothing if
// neither end has rules or is judged.
func (s *Session) Explain(from, to imports.ID, direct bool) []Ruling {
	var out []Ruling
	if s.judged.Has(from) {
		if ch := s.chains.of(s.Graph.Node(from).Pkg.Dir); ch != nil && len(ch.rules) > 0 {
			r := Ruling{Skipped: ch.skipRules}
			if !r.Skipped {
				r.Verdict = judge(s.Generation, s.Graph, ch.rules, to, direct)
			}
			out = append(out, r)
		}
	}
	if pkg := s.Graph.Node(to).Pkg; pkg != nil && s.inputs.Has(from) && s.judged.Has(to) {
		if ch := s.chains.of(pkg.Dir); ch != nil && len(ch.inverse) > 0 {
			r := Ruling{Inverse: true, Skipped: ch.skipInverse}
			if !r.Skipped {
				r.Verdict = judge(s.Generation, s.Graph, ch.inverse, from, direct)
			}
			out = append(out, r)
		}
	}
	return out
}
