package importrestrictions

import (
	"regexp"

	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// A selector is a regular expression that remembers its answers: rules of many
// files share a text, and thousands of packages ask about the same imports.
type selector struct {
	re             *regexp.Regexp
	known, matched imports.Set
}

func (s *selector) matches(g *imports.Graph, id imports.ID) bool {
	if s.known.Has(id) {
		return s.matched.Has(id)
	}
	s.known.Add(id)
	if !s.re.MatchString(g.Node(id).Path) {
		return false
	}
	s.matched.Add(id)
	return true
}

// selectors hands out one selector for each text.
type selectors struct {
	g      *imports.Graph
	byText map[string]*selector
}

// of returns the selector of a text that is known to compile.
func (s *selectors) of(text string) *selector {
	sel := s.byText[text]
	if sel == nil {
		sel = &selector{re: regexp.MustCompile(text), known: s.g.NewSet(), matched: s.g.NewSet()}
		s.byText[text] = sel
	}
	return sel
}
