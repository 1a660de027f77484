package api

import "github.com/kdoc-dev/kdoc/internal/walk"

// A Choice is what the user says of packages, over what their source looks like.
type Choice struct {
	// Match reports whether the choice is about the package in a directory of
	// the tree.
	Match func(dir string) bool
	// Profile is what its types are judged as; 0 says that it is no API package.
	Profile Profile
}

type choiceKey struct{}

// choices are the user's, and the extractor of the facts they ask for.
type choices struct {
	list    []Choice
	extract *walk.Extractor
}

// Choose makes the views of a tree follow the user's choices, of which the first
// that is about a package counts. It comes before Load, which is to run the
// extractor it returns beside Extractor: a package may be chosen that nothing
// but the user takes for an API package.
func Choose(t *walk.Tree, list []Choice) *walk.Extractor {
	c := &choices{list: list}
	c.extract = Foreign(func(f *walk.File) bool {
		p, ok := c.of(f.Pkg)
		return ok && p != 0 && !f.Test && !f.Generated && !generatedName(f.Base()) && !Wants(f)
	})
	t.Attach(choiceKey{}, c)
	return c.extract
}

func choicesOf(t *walk.Tree) *choices {
	c, _ := t.Attached(choiceKey{}).(*choices)
	return c
}

// of returns what the user says of a package.
func (c *choices) of(p *walk.Package) (profile Profile, ok bool) {
	if c == nil || p == nil {
		return 0, false
	}
	for _, choice := range c.list {
		if choice.Match(p.Dir) {
			return choice.Profile, true
		}
	}
	return 0, false
}

// factsOf returns the facts of a file, also of one the user chose.
func (c *choices) factsOf(f *walk.File) *Facts {
	if facts := FactsOf(f); facts != nil || c == nil {
		return facts
	}
	facts, _ := f.Fact(c.extract).(*Facts)
	return facts
}
