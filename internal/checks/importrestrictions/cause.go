package importrestrictions

import (
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// A cause is an import, and what it leads to that a rule objects to. Every
// package that depends on the same thing through it is one of its effects.
type cause struct {
	file *walk.File
	pos  walk.Pos
	to   imports.ID
	rule *Rule
}

// diagnostics reports each breach. Those that a package commits only because it
// imports another one that commits the same are notes of the latter's: there
// the import stands that has to go. The symbol names what is depended on, so
// that a baseline which accepts one such thing does not accept the next.
func (s *Session) diagnostics(report func(checks.Diagnostic)) {
	var all []Breach
	type offence struct {
		from, to imports.ID
		rule     *Rule
	}
	offences := map[offence]bool{}
	s.Breaches(func(b Breach) {
		all = append(all, b)
		offences[offence{b.From, b.To, b.Verdict.Rule}] = true
	})
	own := map[cause]int{} // cause to index in all of the breach that stands there
	effects := map[cause][]Breach{}
	causes := make([]cause, len(all))
	for i, b := range all {
		at := 0
		for k, hop := range b.Hops {
			if offences[offence{hop.From, b.To, b.Verdict.Rule}] {
				at = k
			}
		}
		c := cause{b.Hops[at].File, b.Hops[at].Import.Pos, b.To, b.Verdict.Rule}
		causes[i] = c
		if at > 0 {
			effects[c] = append(effects[c], b)
		} else {
			own[c] = i
		}
	}
	for i, b := range all {
		first, ok := own[causes[i]]
		if ok && first == i {
			report(s.withEffects(s.diagnostic(b), b, effects[causes[i]]))
		} else if !ok { // the chain of the package that causes it takes another way
			report(s.diagnostic(b))
		}
	}
}

// withEffects adds the packages that break the rule only because of d's import.
func (s *Session) withEffects(d checks.Diagnostic, b Breach, effects []Breach) checks.Diagnostic {
	if len(effects) == 0 {
		return d
	}
	more := "1 more package depends"
	if n := len(effects); n > 1 {
		more = fmt.Sprintf("%d more packages depend", n)
	}
	d.Message += "; " + more + " on it through this import"
	for _, e := range effects {
		hop := e.Hops[0]
		d.Related = append(d.Related, checks.Related{
			Path: hop.File.Path, Pos: hop.Import.Pos,
			Message: fmt.Sprintf("%q depends on %q through this import, which leads to %q", s.Graph.Node(e.From).Path,
				s.Graph.Node(b.To).Path, s.Graph.Node(b.From).Path),
		})
	}
	return d
}
