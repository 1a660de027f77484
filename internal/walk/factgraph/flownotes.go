package factgraph

import (
	"go/ast"
	"go/token"
	"sort"
	"strings"
)

// notes are the comments of a file, by place.
type notes struct {
	b      *builder
	groups []*ast.CommentGroup
}

func newNotes(b *builder, f *ast.File) *notes { return &notes{b, f.Comments} }

// before joins the comments that start between two places.
func (n *notes) before(from, to token.Pos) *Note {
	i := sort.Search(len(n.groups), func(i int) bool { return n.groups[i].Pos() > from })
	var out *Note
	for ; i < len(n.groups) && n.groups[i].Pos() < to; i++ {
		if n.b.fset.Position(from).Line == n.b.fset.Position(n.groups[i].Pos()).Line {
			continue // beside the statement before
		}
		out = join(out, n.note(n.groups[i]))
	}
	return out
}

// beside is the comment that ends the line that a statement, or its head, ends
// on.
func (n *notes) beside(fset *token.FileSet, from, end token.Pos) *Note {
	line := fset.Position(end).Line
	i := sort.Search(len(n.groups), func(i int) bool { return n.groups[i].Pos() >= end })
	if i < len(n.groups) && fset.Position(n.groups[i].Pos()).Line == line {
		return n.note(n.groups[i])
	}
	return nil
}

// note is what a comment says, nil if that is nothing for a reader.
func (n *notes) note(g *ast.CommentGroup) *Note {
	var out *Note
	over := false
	n.b.eachLine(g, func(at Pos, text string) {
		switch {
		case over || text == "":
			return
		case skipped(text):
			over = true // the rest is for those who work on it
			return
		case out == nil:
			out = &Note{Text: text, At: at}
		default:
			out.Text += " " + text
			out.At = out.At.until(at)
		}
	})
	if out != nil && strings.Trim(out.Text, "-=*# ") == "" {
		return nil
	}
	return out
}

// skipped tells the comments that are for those who work on the source.
func skipped(text string) bool {
	for _, p := range []string{"TODO", "FIXME", "XXX", "nolint", "lint:", "+", "@@@", "revive:"} {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

func join(a, b *Note) *Note {
	if a == nil || b == nil {
		if a == nil {
			return b
		}
		return a
	}
	if a.At == b.At {
		return a
	}
	if a.At.Path == b.At.Path && b.At.Line < a.At.Line {
		a, b = b, a
	}
	return &Note{Text: a.Text + " " + b.Text, At: a.At.until(b.At)}
}

// minFloating is how many words a comment has that stands for itself.
const minFloating = 12

// floating lists the comments at the top level of a file that belong to no
// declaration and say something about the whole.
func (b *builder) floating(f *ast.File) (out []Note) {
	n := newNotes(b, f)
	own := map[*ast.CommentGroup]bool{f.Doc: true}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			own[d.Doc] = true
		case *ast.GenDecl:
			own[d.Doc] = true
		}
	}
	for _, g := range f.Comments {
		if own[g] || within(f, g) {
			continue
		}
		x := n.note(g)
		if x == nil || len(strings.Fields(x.Text)) < minFloating || licence(x.Text) {
			continue
		}
		out = append(out, *x)
	}
	return out
}

// within reports whether a comment stands inside of a declaration.
func within(f *ast.File, g *ast.CommentGroup) bool {
	for _, d := range f.Decls {
		if g.Pos() >= d.Pos() && g.End() <= d.End() {
			return true
		}
	}
	return false
}

// licence tells the header that says who may copy the file, and what generators
// write.
func licence(text string) bool {
	for _, s := range []string{"Copyright", "Licensed under", "SPDX-License", "DO NOT EDIT", "THE SOFTWARE IS PROVIDED"} {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
