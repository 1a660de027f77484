package outline

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"unicode/utf8"
)

// How much of a declaration is worth carrying around.
const (
	maxLiteralLines = 8       // of a composite literal
	maxLiteral      = 240     // bytes of a string literal
	maxText         = 1 << 16 // bytes of a declaration, and of its comment
)

// A cutter cuts a declaration out of the source, leaving parts of it out.
type cutter struct {
	x          *extraction
	prefix     string
	start, end int
	edits      []edit
}

// An edit replaces source bytes [start, end).
type edit struct {
	start, end int
	new        string
}

func (x *extraction) newCutter(prefix string, pos, end token.Pos) *cutter {
	c := &cutter{x: x, prefix: prefix, start: x.offset(pos), end: x.offset(end)}
	if c.end < c.start {
		c.end = c.start
	}
	return c
}

// dropLines leaves out the lines a spec or field stands on, comments included,
// unless it shares them with something else.
func (c *cutter) dropLines(doc *ast.CommentGroup, n ast.Node, trailing *ast.CommentGroup) {
	from, to := n.Pos(), n.End()
	if doc != nil {
		from = doc.Pos()
	}
	if trailing != nil {
		to = trailing.End()
	}
	src := c.x.in.Src
	start, end := c.x.offset(from), c.x.offset(to)
	lineStart := start
	for lineStart > c.start && (src[lineStart-1] == ' ' || src[lineStart-1] == '\t') {
		lineStart--
	}
	lineEnd := end
	for lineEnd < c.end && src[lineEnd] != '\n' {
		if !strings.ContainsRune(" \t\r;", rune(src[lineEnd])) {
			return
		}
		lineEnd++
	}
	if lineStart <= c.start || src[lineStart-1] != '\n' || lineEnd >= c.end {
		return
	}
	// The blank line that set the dropped part apart goes with it.
	if lineStart >= 2 && src[lineStart-2] == '\n' {
		lineStart--
	}
	c.edits = append(c.edits, edit{lineStart, lineEnd + 1, ""})
}

// note says above a closing brace how many members were left out.
func (c *cutter) note(closing token.Pos, hidden int) {
	at := c.x.offset(closing)
	src := c.x.in.Src
	for at > c.start && (src[at-1] == ' ' || src[at-1] == '\t') {
		at--
	}
	c.edits = append(c.edits, edit{at, at, fmt.Sprintf("\t// … %d unexported\n", hidden)})
}

// elide shortens long values: what they hold is the program's business, not its
// interface.
func (c *cutter) elide(values []ast.Expr) {
	for _, v := range values {
		ast.Inspect(v, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				c.cutBraces(n.Body.Lbrace, n.Body.Rbrace)
				return false
			case *ast.CompositeLit:
				if c.x.line(n.Rbrace)-c.x.line(n.Lbrace) > maxLiteralLines {
					c.cutBraces(n.Lbrace, n.Rbrace)
					return false
				}
			case *ast.BasicLit:
				if n.Kind == token.STRING && len(n.Value) > maxLiteral {
					quote := n.Value[:1]
					c.edits = append(c.edits, edit{c.x.offset(n.Pos()), c.x.offset(n.End()), quote + "…" + quote})
				}
			}
			return true
		})
	}
}

func (c *cutter) cutBraces(open, end token.Pos) {
	if open.IsValid() && end > open {
		c.edits = append(c.edits, edit{c.x.offset(open) + 1, c.x.offset(end), "…"})
	}
}

// dedent takes the indentation of a parenthesised group off.
func (c *cutter) dedent(grouped bool) {
	if !grouped {
		return
	}
	src := c.x.in.Src
	for i := c.start; i < c.end-1; i++ {
		if src[i] == '\n' && src[i+1] == '\t' {
			c.edits = append(c.edits, edit{i + 1, i + 2, ""})
		}
	}
}

// cut returns the text, and the names with their offsets in the source turned
// into offsets in the text.
func (c *cutter) cut(names []Name) (string, []Name) {
	src := c.x.in.Src
	for i := c.start; i < c.end; i++ {
		if src[i] == '\r' {
			c.edits = append(c.edits, edit{i, i + 1, ""})
		}
	}
	// At one place insertions come first, then the longest cut, which swallows
	// the others.
	slices.SortStableFunc(c.edits, func(a, b edit) int {
		insertsA, insertsB := a.start == a.end, b.start == b.end
		if a.start != b.start || insertsA == insertsB {
			return cmp.Or(a.start-b.start, b.end-a.end)
		}
		if insertsA {
			return -1
		}
		return 1
	})
	if len(c.edits) == 0 && c.prefix == "" {
		return c.finish(string(src[c.start:c.end]), names, func(i int) int { return i - c.start })
	}
	var b strings.Builder
	b.WriteString(c.prefix)
	type piece struct{ src, end, out int }
	var kept []piece
	at := c.start
	for _, e := range c.edits {
		if e.start < at {
			continue // inside a part that is out already
		}
		kept = append(kept, piece{at, e.start, b.Len()})
		b.Write(src[at:e.start])
		b.WriteString(e.new)
		at = e.end
	}
	if at < c.end {
		kept = append(kept, piece{at, c.end, b.Len()})
		b.Write(src[at:c.end])
	}
	return c.finish(b.String(), names, func(i int) int {
		for _, p := range kept {
			if p.src <= i && i < p.end {
				return p.out + i - p.src
			}
		}
		return -1
	})
}

// finish trims and repairs the text and places the names in it.
func (c *cutter) finish(text string, names []Name, place func(int) int) (string, []Name) {
	text = limit(strings.TrimRight(text, " \t\n"))
	valid := utf8.ValidString(text)
	for i := range names {
		at := place(names[i].Offset)
		if !valid || at >= len(text) {
			at = -1
		}
		names[i].Offset = at
	}
	if !valid {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return text, names
}

// limit cuts a text that nobody would read to the end, at a line.
func limit(s string) string {
	if len(s) <= maxText {
		return s
	}
	s = s[:maxText]
	if i := strings.LastIndexByte(s, '\n'); i > 0 {
		s = s[:i]
	} else {
		s = strings.ToValidUTF8(s, "")
	}
	return s + "\n…"
}
