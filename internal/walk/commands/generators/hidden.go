package generators

import (
	"go/ast"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// writers are the packages of the tree's own that call cobra's writers of
// Markdown, whatever statement the call stands in.
func writers(t *walk.Tree) map[*walk.Package]bool {
	out := map[*walk.Package]bool{}
	for _, pkg := range t.Packages {
		if pkg.Vendored {
			continue
		}
		for _, f := range pkg.GoFiles() {
			name := ""
			for _, imp := range f.Header.Imports {
				if imp.Path == docPackage {
					name = "doc"
					if imp.Name != "" {
						name = imp.Name
					}
				}
			}
			if name == "" || f.Test {
				continue
			}
			if syntax, err := t.Parse(f); err == nil && writesMarkdown(syntax.AST, name) {
				out[pkg] = true
			}
		}
	}
	return out
}

// writesMarkdown reports whether a file mentions a writer of Markdown of the
// package it calls doc.
func writesMarkdown(file *ast.File, doc string) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && isIdent(sel.X, doc) && strings.HasPrefix(sel.Sel.Name, "GenMarkdown") {
			found = true
		}
		return !found
	})
	return found
}

// reaches reports whether a program links one of some packages.
func reaches(t *walk.Tree, main *walk.Package, targets map[*walk.Package]bool) bool {
	if len(targets) == 0 {
		return false
	}
	seen := map[*walk.Package]bool{main: true}
	for queue := []*walk.Package{main}; len(queue) > 0; queue = queue[1:] {
		if targets[queue[0]] {
			return true
		}
		for _, f := range queue[0].GoFiles() {
			if f.Test {
				continue
			}
			for _, imp := range f.Header.Imports {
				if p := t.Resolve(queue[0], imp.Path).Package; p != nil && !p.Vendored && !seen[p] {
					seen[p] = true
					queue = append(queue, p)
				}
			}
		}
	}
	return false
}
