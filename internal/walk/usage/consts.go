package usage

import (
	"bytes"
	"go/ast"
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Consts looks up string constants by name, without types. It keeps what it has
// read and is not safe for concurrent use.
type Consts struct {
	tree     *walk.Tree
	packages map[*walk.Package]map[string]ast.Expr
}

// NewConsts returns a lookup in a tree.
func NewConsts(t *walk.Tree) *Consts {
	return &Consts{t, map[*walk.Package]map[string]ast.Expr{}}
}

// maxConstDepth bounds constants that are made of constants.
const maxConstDepth = 4

// text is the string that an expression of a file amounts to: literals and
// constants, joined by +, or the format of a call that makes text.
func (c *Consts) text(f *walk.File, e ast.Expr, depth int) string {
	switch x := e.(type) {
	case *ast.BasicLit:
		return text(x)
	case *ast.ParenExpr:
		return c.text(f, x.X, depth)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return joined(c.text(f, x.X, depth), c.text(f, x.Y, depth))
		}
	case *ast.CallExpr:
		return formatted(x, func(e ast.Expr) string { return c.text(f, e, depth) })
	case *ast.Ident:
		return c.named(f.Pkg, f, x.Name, depth)
	case *ast.SelectorExpr:
		id, ok := x.X.(*ast.Ident)
		if !ok {
			return ""
		}
		for _, im := range f.Header.Imports {
			p := c.tree.Resolve(f.Pkg, im.Path).Package
			if p != nil && (im.Name == id.Name || im.Name == "" && p.Name == id.Name) {
				return c.named(p, nil, x.Sel.Name, depth)
			}
		}
	}
	return ""
}

// named is the value of a constant of a package.
func (c *Consts) named(p *walk.Package, f *walk.File, name string, depth int) string {
	if depth >= maxConstDepth {
		return ""
	}
	e := c.of(p)[name]
	if e == nil {
		return ""
	}
	if f == nil && len(p.GoFiles()) > 0 {
		f = p.GoFiles()[0]
	}
	return c.text(f, e, depth+1)
}

// of lists the constants of a package.
func (c *Consts) of(p *walk.Package) map[string]ast.Expr {
	if m, ok := c.packages[p]; ok {
		return m
	}
	m := map[string]ast.Expr{}
	c.packages[p] = m
	for _, f := range p.GoFiles() {
		src, err := c.tree.ReadFile(f.Path)
		if err != nil || !bytes.Contains(src, []byte("\nconst ")) {
			continue
		}
		syn, _ := c.tree.Parse(f)
		if syn == nil {
			continue
		}
		for _, d := range syn.AST.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				for i, id := range v.Names {
					if i < len(v.Values) {
						m[id.Name] = v.Values[i]
					}
				}
			}
		}
	}
	return m
}
