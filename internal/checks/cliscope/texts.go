package cliscope

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A source is a file that commands are made in, nil in both if it cannot be
// read.
type source struct {
	fset *token.FileSet
	file *ast.File
}

func (s *Scope) source(path string) source {
	src, ok := s.sources[path]
	if !ok {
		if b, err := s.pass.ReadFile(path); err == nil {
			src.fset = token.NewFileSet()
			src.file, _ = parser.ParseFile(src.fset, path, b, parser.SkipObjectResolution)
		}
		s.sources[path] = src
	}
	return src
}

// TextPos returns where one of a command's texts is given to it ("short",
// "example"…): the field of the literal that the command is made by. What is
// assigned later, or made by a constructor, is told by the command's own place.
func (s *Scope) TextPos(c *commands.Command, field string) commands.Position {
	if field == "" || !c.Pos.IsValid() || outside(c.Pos.Path) {
		return c.Pos
	}
	src := s.source(c.Pos.Path)
	if src.file == nil {
		return c.Pos
	}
	at := c.Pos
	ast.Inspect(src.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || src.fset.Position(lit.Pos()).Line != c.Pos.Line {
			return at == c.Pos
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			if key, ok := kv.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, field) {
				p := src.fset.Position(key.Pos())
				at.Line, at.Col = p.Line, p.Column
			}
		}
		return at == c.Pos
	})
	return at
}
