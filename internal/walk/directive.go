package walk

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

const directivePrefix = "//kdoc:"

// findDirectives returns the kdoc directives of a file. Files without the word
// cost one search of their bytes; the few others are parsed, because only the
// syntax tells a comment from a string and knows what stands below it.
func findDirectives(src []byte) []Directive {
	if !bytes.Contains(src, []byte(directivePrefix)) {
		return nil
	}
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if file == nil {
		return nil
	}
	line := func(p token.Pos) int { return fset.PositionFor(p, false).Line }
	var out []Directive
	for _, group := range file.Comments {
		for _, c := range group.List {
			rest, ok := strings.CutPrefix(c.Text, directivePrefix)
			if !ok {
				continue
			}
			verb, args, _ := strings.Cut(rest, " ")
			at := fset.PositionFor(c.Pos(), false)
			d := Directive{Verb: strings.TrimSpace(verb), Args: strings.TrimSpace(args), Pos: Pos{at.Line, at.Column}, From: at.Line, To: at.Line}
			target := d.Pos.Line
			if startsLine(src, at.Offset) {
				target = line(group.End()) + 1
				d.From = line(group.Pos())
			}
			d.From, d.To = directiveRange(file, line, target, d.From)
			if d.To == wholeFile {
				d.To = fset.File(file.FileStart).LineCount()
			}
			out = append(out, d)
		}
	}
	return out
}

// startsLine reports whether nothing but blanks stands before offset on its
// line.
func startsLine(src []byte, offset int) bool {
	before := src[:offset]
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	return len(bytes.TrimSpace(before)) == 0
}

const wholeFile = -1

// directiveRange widens [from, target] to the largest declaration, spec or
// field that starts on the line target, its comment included.
func directiveRange(file *ast.File, line func(token.Pos) int, target, from int) (int, int) {
	if target <= line(file.Package) { // nothing else can stand up there
		return 1, wholeFile
	}
	to := target
	widen := func(doc *ast.CommentGroup, n ast.Node) {
		if line(n.Pos()) != target && (doc == nil || line(doc.Pos()) > target || line(n.Pos()) < target) {
			return
		}
		to = max(to, line(n.End()))
		if doc != nil {
			from = min(from, line(doc.Pos()))
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			widen(n.Doc, n)
		case *ast.GenDecl:
			widen(n.Doc, n)
		case *ast.TypeSpec:
			widen(n.Doc, n)
		case *ast.ValueSpec:
			widen(n.Doc, n)
		case *ast.ImportSpec:
			widen(n.Doc, n)
		case *ast.Field:
			widen(n.Doc, n)
		}
		return true
	})
	return from, to
}
