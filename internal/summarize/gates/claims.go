package gates

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// A claim is a relation that a sentence claims, found in a card, and where the
// text names its ends.
type claim struct {
	is                evidence.Relation
	card              *evidence.Card
	subjects, objects []place
}

// A place is a stretch of a text.
type place struct{ from, to int }

// Words that relations have for objects, and how texts say them.
var objectWords = map[string][]string{
	"package": {"package", "包"}, "program": {"program", "程序"}, "function": {"function", "函数"}, "struct": {"struct", "结构"},
	"interface": {"interface", "接口"}, "type": {"type", "类型"}, "fields": {"field", "字段"}, "methods": {"method", "方法"},
	"comment": {"comment", "help text", "documentation", "documented", "注释", "帮助", "文档"}, "analysed platform": {"platform", "平台"},
	"build constraint": {"build constraint", "build tag", "build-constraint", "构建约束", "构建标签"}, "embedded type": {"embed", "内嵌", "嵌入"},
}

// isWord returns a relation's object if it is a word and no name.
func isWord(object string) string {
	if objectWords[object] == nil {
		return ""
	}
	return object
}

// relate is the first half of gate 3: every claim is in a cited card, at least one
// has its ends in the text, and every name in the text is in one of those. What is
// claimed beyond the text does no harm.
func (c *checking) relate() {
	if len(c.s.Claims) == 0 {
		c.reject(Relations, "claim at least one relation of the cards cited")
		return
	}
	untold := ""
	for _, want := range c.s.Claims {
		found := c.find(want)
		if len(found) == 0 {
			c.reject(Relations, "no card cited says that %q %s %q", clip(want.S), clip(want.R), clip(want.O))
			continue
		}
		told := false
		for _, x := range found {
			x.subjects, x.objects = c.places(x.is.S, x.card), c.places(x.is.O, x.card)
			if len(x.subjects) > 0 && len(x.objects) > 0 {
				c.claims = append(c.claims, x)
				told = true
			}
		}
		if !told {
			untold = fmt.Sprintf("the text does not name both %q and %q, which it claims are related", clip(want.S), clip(want.O))
		}
	}
	if len(c.claims) == 0 && untold != "" {
		c.reject(Relations, "%s", untold)
	}
	if len(c.found) == 0 {
		c.unrelated()
	}
}

// find looks a claim up in the cards cited.
func (c *checking) find(want evidence.Relation) (out []claim) {
	for _, k := range c.cards {
		for _, r := range c.relations(k) {
			if r.R == want.R && c.same(want.S, r.S) && c.same(want.O, r.O) {
				out = append(out, claim{is: r, card: k})
			}
		}
	}
	return out
}

// relations are a card's, and what follows from their being orders.
func (c *checking) relations(k *evidence.Card) []evidence.Relation {
	out := slices.Clone(k.Relations)
	next := map[string][]string{}
	for _, r := range k.Relations {
		if r.R == evidence.Before {
			next[r.S] = append(next[r.S], r.O)
		}
	}
	for _, r := range k.Relations {
		if r.R != evidence.Before {
			continue
		}
		seen := map[string]bool{r.O: true, r.S: true}
		todo := slices.Clone(next[r.O])
		for len(todo) > 0 {
			n := todo[0]
			todo = todo[1:]
			if !seen[n] {
				seen[n] = true
				out = append(out, evidence.Relation{S: r.S, R: r.R, O: n})
				todo = append(todo, next[n]...)
			}
		}
	}
	return out
}

func (c *checking) same(name, of string) bool {
	return normal(name) == normal(of) || isWord(of) == "" && ends(name, of, c.bundle.Package)
}

// places finds where a text names an end of a relation.
func (c *checking) places(end string, k *evidence.Card) (out []place) {
	if isWord(end) != "" {
		for _, w := range objectWords[end] {
			for i := 0; ; {
				j := strings.Index(c.text.plain[i:], w)
				if j < 0 {
					break
				}
				out = append(out, place{i + j, i + j + len(w)})
				i += j + len(w)
			}
		}
		if end == "package" || end == "program" || len(out) > 0 {
			return out
		}
	}
	for _, m := range c.text.names {
		if ends(m.name, end, c.bundle.Package) || m.name == c.bundle.Target && end == c.bundle.Package {
			out = append(out, place{m.from, m.to})
		}
	}
	if len(out) > 0 {
		return out
	}
	want := valuesOf(end)
	for _, v := range c.text.all() {
		if len(want) == 1 && v.norm == want[0].norm && !v.word {
			out = append(out, place{v.from, v.to})
		}
	}
	return out
}

// unrelated finds names that the text mentions and no claim is about.
func (c *checking) unrelated() {
	for _, m := range c.text.names {
		if m.name == c.bundle.Package || m.name == c.bundle.Target || isValue(m.name) {
			continue
		}
		ok := slices.ContainsFunc(c.claims, func(x claim) bool {
			at := place{m.from, m.to}
			return slices.Contains(x.subjects, at) || slices.Contains(x.objects, at) || leads(m.name, x.is.S) || leads(m.name, x.is.O)
		})
		for _, k := range c.cards {
			for _, n := range append(append([]string{}, k.Names...), k.Literals...) {
				ok = ok || matches(m.name, n, c.bundle.Package)
			}
			ok = ok || c.comment && matches(m.name, k.Quote, "")
		}
		if !ok {
			c.reject(Relations, "%q is in no claim; claim how it is related or leave it out", clip(m.name))
		}
	}
}

// leads reports whether a name is the first part of an end of a relation: a type
// before its member.
func leads(name, end string) bool { return strings.HasPrefix(normal(end), normal(name)+".") }
