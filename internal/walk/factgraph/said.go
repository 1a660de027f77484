package factgraph

import (
	"cmp"
	"go/ast"
	"go/token"
	"strings"
)

// A said is what a comment says, each part with its place.
type said struct {
	// doc is the first paragraph in one line, deprecated what follows
	// "Deprecated:".
	doc, deprecated     string
	docAt, deprecatedAt Pos
}

// says reads a doc comment.
func (b *builder) says(g *ast.CommentGroup) (s said) {
	if s.doc, s.deprecated = comment(g); s.doc == "" && s.deprecated == "" {
		return s
	}
	var lead, old Pos
	b.eachLine(g, func(at Pos, text string) {
		if text == "" { // a paragraph ends
			s.docAt, s.deprecatedAt = cmp.Or(s.docAt, lead), cmp.Or(s.deprecatedAt, old)
			return
		}
		lead = lead.until(at)
		if old.IsValid() || strings.Contains(text, "Deprecated:") {
			old = old.until(at)
		}
	})
	s.docAt, s.deprecatedAt = cmp.Or(s.docAt, lead), cmp.Or(s.deprecatedAt, old)
	return s
}

// eachLine calls f for the lines of a comment as people read them, without what
// marks it as one and without directives.
func (b *builder) eachLine(g *ast.CommentGroup, f func(at Pos, text string)) {
	for _, c := range g.List {
		at := b.at(c.Pos(), token.NoPos)
		text, block := strings.CutPrefix(c.Text, "/*")
		if !block {
			if text = c.Text[2:]; isDirective(text) {
				continue
			}
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "*/"), "\n") {
			f(at, strings.TrimSpace(line))
			at.Line++
		}
	}
}

// isDirective reports whether what follows the slashes is for a tool, as in
// "go:generate".
func isDirective(text string) bool {
	tool, _, ok := strings.Cut(text, ":")
	return ok && tool != "" && strings.IndexFunc(tool, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
}

// until extends a place, which may be none yet, to another below it, as far as
// places go.
func (p Pos) until(q Pos) Pos {
	if !p.IsValid() {
		return q
	}
	if q.Line > p.Line {
		p.To = min(q.Line, p.Line+maxSpan-1)
	}
	return p
}
