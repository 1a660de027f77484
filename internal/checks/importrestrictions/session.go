package importrestrictions

import (
	"errors"
	"path"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// A Session judges the imports of one tree by its rule files. Not safe for
// concurrent use.
type Session struct {
	// Graph holds the imports that the generation sees.
	Graph *imports.Graph
	// Generation is the reading in force.
	Generation Generation

	// inputs are the packages that are looked at, judged those of them that are
	// held to their rules.
	inputs, judged imports.Set

	chains  chains
	closure *imports.Closure // of ordinary imports, or (1.28) of all
	faults  map[string][]fault
	files   []string // rule files, sorted
}

// Open reads the rule files of a tree. It returns nil if there are none.
func Open(tree *walk.Tree, opts Options) (*Session, error) {
	gen, err := generation(tree, opts.Generation)
	if err != nil {
		return nil, err
	}
	files := tree.Named(FileName)
	if len(files) == 0 {
		return nil, nil
	}
	s := &Session{Generation: gen, files: files, faults: map[string][]fault{}}
	s.Graph = imports.New(tree, imports.Options{Takes: takes(gen)})
	s.inputs, s.judged = inputs(s.Graph, gen, opts.Inputs)
	s.chains = chains{tree: tree, files: map[string]*ruleFile{}, byDir: map[string]*chain{}}
	sels := selectors{g: s.Graph, byText: map[string]*selector{}}
	for _, name := range files {
		src, err := tree.ReadFile(name)
		if errors.Is(err, walk.ErrPointer) { // said once for all files
			s.chains.files[path.Dir(name)] = &ruleFile{path: name, unread: true}
			continue
		}
		if err != nil {
			s.faults[name] = []fault{{msg: "cannot be read: " + err.Error()}}
			s.chains.files[path.Dir(name)] = &ruleFile{path: name, unread: true}
			continue
		}
		file, faults := parseRules(name, src)
		if len(faults) > 0 {
			s.faults[name] = faults
		}
		s.chains.files[path.Dir(name)] = file
		if !file.badRules {
			compile(&sels, file.rules)
		}
		if !file.badInverse {
			compile(&sels, file.inverse)
		}
	}
	if gen == Gen128 {
		// Tests of the packages on the way count too, and only inputs are passed.
		s.closure = s.Graph.NewClosure(imports.Any, s.inputs.Has)
	} else {
		s.closure = s.Graph.NewClosure(imports.Prod, nil)
	}
	return s, nil
}

func compile(sels *selectors, rules []*Rule) {
	for _, r := range rules {
		r.selector = sels.of(r.Selector)
	}
}

// A Breach is an import that the rules object to.
type Breach struct {
	// From is the importing package and To what it imports, by Hops: one hop for
	// a direct import, the shortest chain otherwise.
	From, To imports.ID
	Hops     []imports.Hop
	Verdict  Verdict
}

// Breaches calls yield for every import that breaks a rule, by package.
func (s *Session) Breaches(yield func(Breach)) {
	for id := range s.judged.All() {
		ch := s.chains.of(s.Graph.Node(id).Pkg.Dir)
		if ch == nil {
			continue
		}
		if len(ch.rules) > 0 && !ch.skipRules {
			s.forward(id, ch, yield)
		}
		if len(ch.inverse) > 0 && !ch.skipInverse {
			s.backward(id, ch, yield)
		}
	}
}

// bad returns which of the candidates a list of rules objects to.
func (s *Session) bad(rules []*Rule, memo *[2]verdicts, candidates imports.Set, direct bool) imports.Set {
	m := &memo[0]
	if direct {
		m = &memo[1]
	}
	if m.known == nil {
		m.known, m.bad = s.Graph.NewSet(), s.Graph.NewSet()
	}
	out := s.Graph.NewSet()
	for i, w := range candidates {
		for id := range (imports.Set{w &^ m.known[i]}).All() {
			id += imports.ID(i << 6)
			m.known.Add(id)
			if suspect(s.Generation, s.Graph, rules, id) && judge(s.Generation, s.Graph, rules, id, direct).Bad() {
				m.bad.Add(id)
			}
		}
		out[i] = w & m.bad[i]
	}
	return out
}

// without removes what t has from s.
func without(s, t imports.Set) {
	for i, w := range t {
		s[i] &^= w
	}
}

// forward judges what a package imports.
func (s *Session) forward(id imports.ID, ch *chain, yield func(Breach)) {
	if s.Generation == Gen128 {
		// A cycle through tests leads back to the package; it is no import.
		for to := range s.bad(ch.rules, &ch.forward, s.closure.Of(id), true).All() {
			if to != id {
				s.breach(id, to, imports.Any, ch.rules, yield)
			}
		}
		return
	}
	direct := s.edges(s.Graph.Imports(id), imports.Any, id)
	done := s.bad(ch.rules, &ch.forward, direct, true)
	for to := range done.All() {
		s.breach(id, to, imports.Any, ch.rules, yield)
	}
	if !transitive(ch.rules) {
		return
	}
	// What ships, the package with its tests, and its external tests are judged
	// as three packages; what two of them have in common is told once.
	for _, kinds := range []imports.Kinds{imports.Prod, imports.Prod | imports.Test, imports.XTest} {
		direct := s.edges(s.Graph.Imports(id), kinds, id)
		indirect := s.Graph.NewSet()
		for to := range direct.All() {
			indirect.Union(s.closure.Of(to))
		}
		without(indirect, direct)
		found := s.bad(ch.rules, &ch.forward, indirect, false)
		without(found, done)
		done.Union(found)
		for to := range found.All() {
			if to != id {
				s.breach(id, to, kinds, ch.rules, yield)
			}
		}
	}
}

// edges returns the other ends of the edges of some kinds, without self.
func (s *Session) edges(edges []imports.Edge, kinds imports.Kinds, self imports.ID) imports.Set {
	set := s.Graph.NewSet()
	for _, e := range edges {
		if e.Kinds&kinds != 0 && e.ID != self {
			set.Add(e.ID)
		}
	}
	return set
}

// breach reports the import of to by from with its reason and its chain.
func (s *Session) breach(from, to imports.ID, first imports.Kinds, rules []*Rule, yield func(Breach)) {
	b := Breach{From: from, To: to}
	if hop, ok := s.Graph.Hop(from, to, first); ok {
		b.Hops = []imports.Hop{hop}
	} else {
		b.Hops = s.Graph.Chain(from, to, s.via(first))
	}
	b.Verdict = judge(s.Generation, s.Graph, rules, to, len(b.Hops) == 1)
	yield(b)
}

func (s *Session) via(first imports.Kinds) imports.Via {
	if s.Generation == Gen128 {
		return imports.Via{First: imports.Any, Rest: imports.Any, Through: s.inputs.Has}
	}
	return imports.Via{First: first, Rest: imports.Prod}
}
