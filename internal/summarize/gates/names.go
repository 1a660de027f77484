package gates

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

var (
	dotted    = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(?:\([^()]*\))?(?:\.[A-Za-z_][A-Za-z0-9_]*(?:\([^()]*\))?)*`)
	arguments = regexp.MustCompile(`\([^()]*\)`)
)

// matches reports whether a name stands for one of a card: it is the same, or a
// part of it between dots, such as a method without its type. qualifier is the
// name of the target's package, which may stand in front.
func matches(name, of, qualifier string) bool {
	name, of = normal(name), normal(of)
	if name == of {
		return true
	}
	if name == "" || of == "" || strings.HasPrefix(name, "-") || strings.HasPrefix(of, "-") {
		return strings.TrimLeft(name, "-") != "" && strings.HasPrefix(of, "-") && strings.TrimLeft(name, "-") == strings.TrimLeft(of, "-")
	}
	if rest, ok := strings.CutPrefix(name, qualifier+"."); ok && qualifier != "" && partOf(rest, of) {
		return true
	}
	return partOf(name, of)
}

// partOf reports whether a name is a run of the parts of a path in a text.
func partOf(name, of string) bool {
	if !dotted.MatchString(name) || dotted.FindString(name) != name {
		return false
	}
	parts := elements(name)
	for _, p := range dotted.FindAllString(of, -1) {
		whole := elements(p)
		for i := 0; i+len(parts) <= len(whole); i++ {
			if slices.Equal(whole[i:i+len(parts)], parts) {
				return true
			}
		}
	}
	return false
}

// ends reports whether a name stands for an end of a relation: it is the same, or
// its last parts.
func ends(name, of, qualifier string) bool {
	name, of = normal(name), normal(of)
	if name == of || strings.HasPrefix(of, "-") {
		return matches(name, of, qualifier)
	}
	if rest, ok := strings.CutPrefix(name, qualifier+"."); ok && qualifier != "" && ends(rest, of, "") {
		return true
	}
	if name == "" || dotted.FindString(name) != name {
		return false
	}
	parts := elements(name)
	for _, p := range dotted.FindAllString(of, -1) {
		if whole := elements(p); len(whole) >= len(parts) && slices.Equal(whole[len(whole)-len(parts):], parts) {
			return true
		}
	}
	return false
}

func elements(path string) []string {
	return strings.Split(arguments.ReplaceAllString(path, ""), ".")
}

// known lists what a card lets a sentence name. What a comment says counts only
// where a sentence says that it does.
func known(c *evidence.Card, comment bool) (out []string) {
	for _, r := range c.Relations {
		if isWord(r.O) == "" {
			out = append(out, r.O)
		}
		out = append(out, r.S)
	}
	out = append(append(out, c.Names...), c.Literals...)
	if comment {
		out = append(out, c.Quote)
	}
	return out
}

// names lists the names of a text as cards write them in full, so that two texts
// can be compared that shorten them differently.
func (c *checking) names(t *text) (out []string) {
	for _, m := range t.names {
		name := m.name
		for _, k := range c.cards {
			for _, of := range known(k, false) {
				if matches(m.name, of, c.bundle.Package) {
					name = of
				}
			}
		}
		out = append(out, name)
	}
	return out
}

// symbols is gate 2.
func (c *checking) symbols() {
	for _, m := range c.text.names {
		if !c.mayName(m.name) {
			c.reject(Symbols, "%q is no name of the cards cited", clip(m.name))
		}
	}
	for _, s := range c.s.Symbols {
		if !slices.ContainsFunc(c.text.names, func(m mention) bool {
			return matches(m.name, s, c.bundle.Package) || matches(s, m.name, c.bundle.Package)
		}) {
			c.reject(Symbols, "symbol %q is not in the text in a code span", clip(s))
		}
	}
	if c.original == nil {
		c.unmarked()
	}
}

func (c *checking) mayName(name string) bool {
	if name == c.bundle.Package || name == c.bundle.Target {
		return true
	}
	for _, k := range c.cards {
		for _, of := range known(k, c.comment) {
			if matches(name, of, c.bundle.Package) {
				return true
			}
		}
		if isValue(name) && (c.has(k, name) || strings.Contains(k.Line, name)) {
			return true
		}
	}
	return false
}

// unmarked finds names of other cards that a text writes like words, with a
// capital in mid-sentence.
func (c *checking) unmarked() {
	for i, w := range c.text.words {
		if i == 0 || !w.capital {
			continue
		}
		name := c.text.raw[w.from:w.to]
		other := slices.ContainsFunc(c.bundle.Cards, func(k evidence.Card) bool {
			return slices.ContainsFunc(known(&k, false), func(of string) bool { return matches(name, of, "") })
		})
		if other && !c.mayName(name) {
			c.reject(Symbols, "%q is no name of the cards cited", name)
		}
	}
}
