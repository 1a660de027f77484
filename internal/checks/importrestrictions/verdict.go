package importrestrictions

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// Outcome is what the rules say of one import.
type Outcome int

// The outcomes.
const (
	// Unjudged: no rule selects the import.
	Unjudged Outcome = iota
	// Allowed: a rule allows it and none before forbade it.
	Allowed
	// Forbidden: it has a prefix that a rule forbids.
	Forbidden
	// NotAllowed: rules select it and none allows it.
	NotAllowed
)

// A Verdict is an outcome with its reason.
type Verdict struct {
	Outcome Outcome
	// Rule is the rule that decided and Prefix the prefix it decided by, for
	// Allowed and Forbidden; for NotAllowed, Rule is the first that selected.
	Rule   *Rule
	Prefix string
}

// Bad reports whether the import breaks the rules.
func (v Verdict) Bad() bool { return v.Outcome == Forbidden || v.Outcome == NotAllowed }

// judge applies rules, nearest file first, to the package at the other end of
// an import. The two generations of import-boss differ in how.
func judge(gen Generation, g *imports.Graph, rules []*Rule, id imports.ID, direct bool) Verdict {
	if gen == Gen128 {
		return judge128(g, rules, id, direct)
	}
	return judge135(g, rules, id, direct)
}

// suspect reports whether some rule could object to an import if its selector
// matched. Most rules forbid a little of what they allow, and comparing prefixes
// takes a fraction of the time of an expression.
func suspect(gen Generation, g *imports.Graph, rules []*Rule, id imports.ID) bool {
	fits := strings.HasPrefix
	if gen == Gen135 {
		fits = hasPathPrefix
	}
	imported := g.Node(id).Path
	prefixed := func(prefixes []string) bool {
		for _, p := range prefixes {
			if fits(imported, p) {
				return true
			}
		}
		return false
	}
	for _, r := range rules {
		if prefixed(r.Forbidden) || !prefixed(r.Allowed) {
			return true
		}
	}
	return false
}

// judge128: every rule that selects the import must allow it, until one does;
// a forbidden prefix met on the way stands, whatever allows the import later.
func judge128(g *imports.Graph, rules []*Rule, id imports.ID, direct bool) Verdict {
	var v Verdict
	imported := g.Node(id).Path
	for _, r := range rules {
		// Only inverse rules have the choice: rules always see all imports.
		if r.Inverse && !r.Transitive && !direct || !r.selector.matches(g, id) {
			continue
		}
		for _, p := range r.Forbidden {
			if strings.HasPrefix(imported, p) {
				v = Verdict{Forbidden, r, p}
			}
		}
		for _, p := range r.Allowed {
			if !strings.HasPrefix(imported, p) {
				continue
			}
			if v.Outcome == Unjudged {
				v = Verdict{Allowed, r, p}
			}
			return v
		}
		if v.Outcome == Unjudged {
			v = Verdict{Outcome: NotAllowed, Rule: r}
		}
	}
	return v
}

// judge135: the first rule that has a prefix of the import decides, what it
// forbids before what it allows.
func judge135(g *imports.Graph, rules []*Rule, id imports.ID, direct bool) Verdict {
	var v Verdict
	imported := g.Node(id).Path
	for _, r := range rules {
		if !r.Transitive && !direct || !r.selector.matches(g, id) {
			continue
		}
		for _, p := range r.Forbidden {
			if hasPathPrefix(imported, p) {
				return Verdict{Forbidden, r, p}
			}
		}
		for _, p := range r.Allowed {
			if hasPathPrefix(imported, p) {
				return Verdict{Allowed, r, p}
			}
		}
		if v.Outcome == Unjudged {
			v = Verdict{Outcome: NotAllowed, Rule: r}
		}
	}
	return v
}

// hasPathPrefix reports whether a path is prefix or lies below it.
func hasPathPrefix(imported, prefix string) bool {
	if prefix == "" || imported == prefix {
		return true
	}
	return strings.HasPrefix(path.Clean(imported), path.Clean(prefix)+"/")
}
