package gates

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// order is the last part of gate 3: words of order need a card that has it, and
// must not turn it round.
func (c *checking) order() {
	if c.comment {
		c.orderInComment()
		return
	}
	seen := false
	for _, m := range c.lang.sequence {
		for _, at := range m.re.FindAllStringIndex(c.text.plain, -1) {
			seen = true
			c.ordered(m.is, at)
		}
	}
	if !seen && c.claim(evidence.Before) {
		c.reject(Relations, "the text tells no order, though it claims one; use before, after, then, or in this order")
	}
}

// orderInComment lets a text repeat the order that a comment tells.
func (c *checking) orderInComment() {
	for _, m := range c.lang.sequence {
		if !m.re.MatchString(c.text.plain) {
			continue
		}
		if c.lang.tag != "en" {
			continue // held to the English sentence
		}
		if !slices.ContainsFunc(c.cards, func(k *evidence.Card) bool { return m.re.MatchString(strings.ToLower(k.Quote)) }) {
			c.reject(Relations, "%q is not what the comment says", m.re.FindString(c.text.plain))
		}
	}
}

// ordered checks what one word of order says of the steps around it.
func (c *checking) ordered(kind orderKind, at []int) {
	word := c.text.plain[at[0]:at[1]]
	var before, behind []mention
	for _, s := range c.steps() {
		if s.to <= at[0] {
			before = append(before, s)
		} else if s.from >= at[1] {
			behind = append(behind, s)
		}
	}
	var pairs [][2]mention
	pair := func(a, b mention) { pairs = append(pairs, [2]mention{a, b}) }
	switch kind {
	case thenOrder:
		if len(before) > 0 && len(behind) > 0 {
			pair(before[len(before)-1], behind[0])
		}
	case beforeOrder:
		if len(before) > 0 && len(behind) > 0 {
			pair(before[len(before)-1], behind[0])
		} else if a, b, ok := c.clauses(behind); ok {
			pair(b, a)
		}
	case afterOrder:
		if len(before) > 0 && len(behind) > 0 {
			pair(behind[0], before[len(before)-1])
		} else if a, b, ok := c.clauses(behind); ok {
			pair(a, b)
		}
	case firstOrder:
		if len(behind) > 0 {
			for _, x := range append(slices.Clone(before), behind[1:]...) {
				pair(behind[0], x)
			}
		}
	case listOrder:
		all := append(slices.Clone(before), behind...)
		for i := 0; i+1 < len(all); i++ {
			pair(all[i], all[i+1])
		}
	case postAfter, postBefore:
		var a, b mention
		switch {
		case len(before) > 0 && len(behind) > 0:
			a, b = before[len(before)-1], behind[0]
		case len(before) > 1: // B 在 A 之后
			a, b = before[len(before)-1], before[len(before)-2]
		default:
			c.reject(Relations, "%q has nothing that it orders; name both steps", word)
			return
		}
		if kind == postBefore {
			a, b = b, a
		}
		pair(a, b)
	}
	if len(pairs) == 0 {
		c.reject(Relations, "no card has the order that %q tells; leave the word out or name two steps that a card orders", word)
	}
	for _, p := range pairs {
		if p[0].name != p[1].name && !c.precedes(p[0].name, p[1].name) {
			c.reject(Relations, "%q: no card cited says that %q comes before %q", word, p[0].name, p[1].name)
		}
	}
}

// clauses are the last step of the clause that a text starts with, and the first
// of the next.
func (c *checking) clauses(steps []mention) (a, b mention, ok bool) {
	for i := 0; i+1 < len(steps); i++ {
		if strings.ContainsAny(c.text.between(steps[i].to, steps[i+1].from), ",，") {
			return steps[i], steps[i+1], true
		}
	}
	if len(steps) == 2 {
		return steps[0], steps[1], true
	}
	return a, b, false
}

// steps are the names in the text that stand for something that happens: not
// those that only do it.
func (c *checking) steps() (out []mention) {
	for _, m := range c.text.names {
		does, done := false, false
		for _, x := range c.claims {
			at := place{m.from, m.to}
			if slices.Contains(x.objects, at) {
				done = done || x.is.R != evidence.GoCalls || !c.claim(evidence.Hands)
			}
			if slices.Contains(x.subjects, at) {
				if x.is.R == evidence.Before || x.is.R == evidence.Defers {
					done = true
				} else {
					does = true
				}
			}
		}
		if done || !does {
			out = append(out, m)
		}
	}
	return out
}

// precedes reports whether a cited card has an order of two names.
func (c *checking) precedes(a, b string) bool {
	for _, k := range c.cards {
		for _, r := range c.relations(k) {
			if (r.R == evidence.Before || r.R == evidence.Defers) && ends(a, r.S, c.bundle.Package) && ends(b, r.O, c.bundle.Package) {
				return true
			}
		}
	}
	return false
}
