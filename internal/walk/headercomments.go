package walk

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
)

// A commentBlock collects the comments above a package clause.
type commentBlock struct {
	list []headComment
}

type headComment struct {
	text     string
	from, to int // lines
}

// add notes a comment. One that is cut short by the end of the file tells
// nothing, and go/ast does not expect it.
func (b *commentBlock) add(text string, from, to int) {
	if strings.HasPrefix(text, "/*") && (len(text) < 4 || !strings.HasSuffix(text, "*/")) {
		return
	}
	b.list = append(b.list, headComment{text, from, to})
}

var generatedLine = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)

// fill derives from the comments what a Header says of them.
func (b *commentBlock) fill(h *Header) {
	var build []string // // +build lines
	for i, c := range b.list {
		text := strings.TrimRight(c.text, "\r")
		h.Generated = h.Generated || generatedLine.MatchString(text)
		ownLine := i == 0 || b.list[i-1].to < c.from
		if expr, ok := cutDirective(text, "//go:build"); ok && ownLine && h.Constraint == "" {
			h.Constraint, h.ConstraintPos = expr, Pos{c.from, 1}
		}
		if plain, ok := strings.CutPrefix(text, "//"); ok {
			if expr, ok := cutDirective(strings.TrimSpace(plain), "+build"); ok && b.plusBuildCounts(i, h.PackagePos.Line) {
				build = append(build, "// +build "+expr)
			}
		}
		h.Markers = append(h.Markers, markersOf(text)...)
	}
	if h.Constraint == "" {
		h.Constraint = plusBuild(build)
	}
	h.Doc = b.doc(h.PackagePos.Line)
}

// plusBuildCounts reports whether a +build line at comment i is one for the go
// command: only // comments and empty lines stand before it, and an empty line
// ends them before the package clause or a block comment does.
func (b *commentBlock) plusBuildCounts(i, pkgLine int) bool {
	isBlock := func(c headComment) bool { return strings.HasPrefix(c.text, "/*") }
	if slices.ContainsFunc(b.list[:i], isBlock) {
		return false
	}
	for ; i < len(b.list) && !isBlock(b.list[i]); i++ {
		next := pkgLine
		if i+1 < len(b.list) {
			next = b.list[i+1].from
		}
		if next > b.list[i].to+1 {
			return true
		}
	}
	return false
}

// doc returns the text of the comment group that ends on the line above the
// package clause.
func (b *commentBlock) doc(pkgLine int) string {
	next, first := pkgLine, len(b.list)
	for first > 0 && b.list[first-1].to >= next-1 {
		first--
		next = b.list[first].from
	}
	if first == len(b.list) {
		return ""
	}
	group := &ast.CommentGroup{}
	for _, c := range b.list[first:] {
		group.List = append(group.List, &ast.Comment{Text: c.text})
	}
	return group.Text()
}

// cutDirective cuts a directive's name and the blank after it.
func cutDirective(text, name string) (string, bool) {
	rest, ok := strings.CutPrefix(text, name)
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return "", false
	}
	return strings.TrimSpace(rest), true
}

// markersOf returns the lines of a comment that start with "+" and a letter.
func markersOf(text string) []string {
	if !strings.Contains(text, "+") {
		return nil
	}
	text = strings.TrimSuffix(strings.TrimPrefix(text, "/*"), "*/")
	var out []string
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "//"))
		if len(line) > 1 && line[0] == '+' && (identByte(line[1]) && (line[1] < '0' || line[1] > '9')) && !strings.HasPrefix(line, "+build ") {
			out = append(out, line)
		}
	}
	return out
}
