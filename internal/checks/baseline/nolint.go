package baseline

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

var nolintRE = regexp.MustCompile(`^//[ \t]*nolint:([A-Za-z0-9_, \t-]+)`)

// HasNolint reports whether a source may have comments that Nolint reads.
func HasNolint(src []byte) bool { return nolintIn.Match(src) }

var nolintIn = regexp.MustCompile(`//[ \t]*nolint:[A-Za-z0-9_, \t-]*kube-?api-?linter`)

// Nolint returns the exceptions that `//nolint:kubeapilinter` comments of a file
// stand for. As golangci-lint has it, a comment speaks of its lines, and of the
// declaration or field below it. On says which rules to except.
func Nolint(file string, fset *token.FileSet, f *ast.File, on func(id string) bool) []Exception {
	if f == nil {
		return nil
	}
	var out []Exception
	for _, g := range f.Comments {
		c := nolintOf(g)
		if c == nil {
			continue
		}
		from, to := fset.Position(g.Pos()), fset.Position(g.End()).Line
		end := to
		ast.Inspect(f, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.File, *ast.GenDecl, *ast.TypeSpec, *ast.ValueSpec, *ast.Field:
				at := fset.Position(n.Pos())
				if at.Line == to+1 && at.Column == from.Column {
					end = max(end, fset.Position(n.End()).Line)
				}
			}
			return n != nil
		})
		text, _, _ := strings.Cut(c.Text, "\n")
		out = append(out, Exception{Path: file, Line: fset.Position(c.Pos()).Line, Text: clip(text), Certain: true,
			match: func(d checks.Diagnostic, _ subject) bool {
				return d.Path == file && from.Line <= d.Pos.Line && d.Pos.Line <= end && linterRule(d.Check.ID) && on(d.Check.ID)
			}})
	}
	return out
}

// nolintOf returns the comment of a group that silences kube-api-linter, or nil.
func nolintOf(g *ast.CommentGroup) *ast.Comment {
	for _, c := range g.List {
		m := nolintRE.FindStringSubmatch(c.Text)
		if m == nil {
			continue
		}
		names := strings.Split(m[1], ",")
		if slices.ContainsFunc(names, func(n string) bool {
			fields := strings.Fields(n)
			return len(fields) > 0 && lintRE.MatchString(fields[0])
		}) {
			return c
		}
	}
	return nil
}
