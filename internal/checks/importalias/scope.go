package importalias

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
)

// parsed is a file with its identifiers resolved as far as one file goes.
type parsed struct {
	src  []byte
	fset *token.FileSet
	file *ast.File
	// free are the identifiers that no declaration of the file binds: the names
	// of imports, of the universe and of other files of the package.
	free []*ast.Ident
	// qualifier holds the identifiers in front of a selector's dot.
	qualifier map[*ast.Ident]bool
	// inCase holds those of them in the types that a type switch lists, with the
	// assignment of the switch.
	inCase map[*ast.Ident]ast.Stmt
}

// parse parses a file. The scopes of go/parser are incomplete where types are
// needed, that is for selectors and the keys of struct literals; neither can be
// the name of an import, and it leaves both alone. In one place they are wrong:
// the variable of a type switch is not in scope in the types that it lists.
func parse(name string, src []byte) *parsed {
	p := &parsed{
		src: src, fset: token.NewFileSet(),
		qualifier: map[*ast.Ident]bool{}, inCase: map[*ast.Ident]ast.Stmt{},
	}
	var err error
	if p.file, err = parser.ParseFile(p.fset, name, src, parser.ParseComments); err != nil {
		return nil
	}
	p.free = p.file.Unresolved
	ast.Inspect(p.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				p.qualifier[id] = true
			}
		case *ast.TypeSwitchStmt:
			p.addCases(n)
		}
		return true
	})
	return p
}

func (p *parsed) addCases(s *ast.TypeSwitchStmt) {
	for _, clause := range s.Body.List {
		for _, typ := range clause.(*ast.CaseClause).List {
			ast.Inspect(typ, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					if id, ok := sel.X.(*ast.Ident); ok {
						p.inCase[id] = s.Assign
					}
				}
				return true
			})
		}
	}
}

func (p *parsed) offset(pos token.Pos) int { return p.fset.PositionFor(pos, false).Offset }
func (p *parsed) line(pos token.Pos) int   { return p.fset.PositionFor(pos, false).Line }

// uses returns the identifiers that stand for the import of a name.
func (p *parsed) uses(name string) []*ast.Ident {
	var out []*ast.Ident
	for _, id := range p.free {
		if id.Name == name && p.qualifier[id] {
			out = append(out, id)
		}
	}
	for id, assign := range p.inCase {
		if id.Name == name && id.Obj != nil && id.Obj.Decl == assign {
			out = append(out, id)
		}
	}
	return out
}

// mention says where a name stands in a file.
func (p *parsed) mention(name string) string {
	at := token.NoPos
	ast.Inspect(p.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			ast.Inspect(sel.X, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && id.Name == name && !at.IsValid() {
					at = id.Pos()
				}
				return true
			})
			return false
		}
		if id, ok := n.(*ast.Ident); ok && id.Name == name && !at.IsValid() {
			at = id.Pos()
		}
		return true
	})
	if !at.IsValid() {
		return ""
	}
	return fmt.Sprintf(" (line %d)", p.line(at))
}

// mayDeclare reports whether a name stands anywhere in a source as more than
// part of a word, a qualifier or the name of an import: most files need not be
// parsed to know that they do not declare it.
func mayDeclare(src []byte, name string) bool {
	for from := 0; ; {
		i := bytes.Index(src[from:], []byte(name))
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(name)
		from = end
		if start > 0 && isWordByte(src[start-1]) || start > 0 && src[start-1] == '.' || end < len(src) && isWordByte(src[end]) {
			continue
		}
		rest := bytes.TrimLeft(src[end:], " \t")
		if len(rest) == 0 || rest[0] != '.' && rest[0] != '"' && rest[0] != '`' {
			return true
		}
	}
}

func isWordByte(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= 0x80
}

// addDecls adds the names that a file declares outside of functions.
func addDecls(decls map[string]place, path string, file *ast.File, line func(token.Pos) int) {
	add := func(id *ast.Ident) {
		if _, ok := decls[id.Name]; !ok {
			decls[id.Name] = place{path, line(id.Pos())}
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				add(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					add(s.Name)
				case *ast.ValueSpec:
					for _, id := range s.Names {
						add(id)
					}
				}
			}
		}
	}
}
