package importrestrictions

import (
	"path"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// A chain is the rule files that speak of a directory, nearest first, and the
// verdicts they have given.
type chain struct {
	rules, inverse []*Rule
	// skipRules and skipInverse say that the list of one of the files cannot be
	// read, so that the whole must not be applied.
	skipRules, skipInverse bool

	forward, backward [2]verdicts // by whether the import is direct
}

// verdicts are the packages a list of rules objects to.
type verdicts struct{ known, bad imports.Set }

// chains finds the chain of every directory; directories between which no rule
// file lies share one.
type chains struct {
	tree  *walk.Tree
	files map[string]*ruleFile // by directory
	byDir map[string]*chain
}

// of returns the chain of a directory: its own rule file, then its parents', up
// to and including the first directory that has a go.mod or is named src.
func (c *chains) of(dir string) *chain {
	if ch, ok := c.byDir[dir]; ok {
		return ch
	}
	var above *chain
	if dir != "." && path.Base(dir) != "src" && !c.tree.Exists(path.Join(dir, "go.mod")) {
		above = c.of(path.Dir(dir))
	}
	ch := above
	if file := c.files[dir]; file != nil {
		ch = &chain{
			rules: file.rules, inverse: file.inverse,
			skipRules: file.unread || file.badRules, skipInverse: file.unread || file.badInverse,
		}
		if above != nil {
			ch.rules = append(ch.rules[:len(ch.rules):len(ch.rules)], above.rules...)
			ch.inverse = append(ch.inverse[:len(ch.inverse):len(ch.inverse)], above.inverse...)
			ch.skipRules = ch.skipRules || above.skipRules
			ch.skipInverse = ch.skipInverse || above.skipInverse
		}
	}
	c.byDir[dir] = ch
	return ch
}

// transitive reports whether a rule of the list judges indirect imports.
func transitive(rules []*Rule) bool {
	for _, r := range rules {
		if r.Transitive {
			return true
		}
	}
	return false
}
