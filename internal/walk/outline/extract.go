package outline

import (
	"bytes"
	"go/ast"
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func extract(in *walk.Syntax) *File {
	x := &extraction{in: in, file: in.Fset.File(in.AST.FileStart), out: &File{Lines: lines(in.Src)}}
	if x.file == nil { // nothing could be parsed
		return x.out
	}
	for _, d := range in.AST.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			x.funcDecl(d)
		case *ast.GenDecl:
			switch d.Tok {
			case token.CONST, token.VAR:
				x.values(d)
			case token.TYPE:
				x.types(d)
			}
		}
	}
	return x.out
}

func lines(src []byte) int {
	n := bytes.Count(src, []byte("\n"))
	if len(src) > 0 && src[len(src)-1] != '\n' {
		n++
	}
	return n
}

type extraction struct {
	in   *walk.Syntax
	file *token.File
	out  *File
}

func (x *extraction) offset(p token.Pos) int {
	return min(max(int(p)-x.file.Base(), 0), len(x.in.Src))
}

func (x *extraction) line(p token.Pos) int { return x.file.PositionFor(p, false).Line }

// add completes a declaration whose text is what c cuts out and keeps it.
func (x *extraction) add(d Decl, doc *ast.CommentGroup, pos, end token.Pos, c *cutter) {
	d.Doc, d.Markers = comment(doc)
	if d.Pos, d.End = x.in.Pos(pos), x.in.Pos(end); !d.End.IsValid() {
		d.End = d.Pos // the file ends before the declaration does
	}
	d.Text, d.Names = c.cut(d.Names)
	x.out.Decls = append(x.out.Decls, d)
}

func (x *extraction) name(name string, id *ast.Ident) Name {
	return Name{Name: name, Offset: x.offset(id.Pos()), Pos: x.in.Pos(id.Pos())}
}

func (x *extraction) funcDecl(d *ast.FuncDecl) {
	if d.Recv == nil && d.Name.Name == "main" && x.in.AST.Name.Name == "main" {
		x.out.Main = x.in.Pos(d.Pos())
	}
	if !d.Name.IsExported() {
		return
	}
	decl := Decl{Kind: Func, Name: d.Name.Name}
	full := d.Name.Name
	if d.Recv != nil {
		if len(d.Recv.List) == 0 {
			return
		}
		decl.Kind, decl.Of = Method, baseType(d.Recv.List[0].Type)
		if !ast.IsExported(decl.Of) {
			return
		}
		full = decl.Of + "." + full
	} else {
		decl.Of = resultType(d.Type.Results)
	}
	decl.Names = []Name{x.name(full, d.Name)}
	end := d.End()
	if d.Body != nil {
		end = d.Body.Lbrace
	}
	x.add(decl, d.Doc, d.Pos(), d.End(), x.newCutter("", d.Type.Pos(), end))
}

// resultType returns the exported type of this package that a function makes: the
// only one among its results.
func resultType(results *ast.FieldList) string {
	if results == nil {
		return ""
	}
	found := ""
	for _, f := range results.List {
		t := f.Type
		if a, ok := t.(*ast.ArrayType); ok {
			t = a.Elt
		}
		name := baseType(t)
		if !ast.IsExported(name) {
			continue
		}
		if found != "" && found != name {
			return ""
		}
		found = name
	}
	return found
}

// baseType returns the name of a type of this package without pointers,
// parentheses and type arguments, or "".
func baseType(t ast.Expr) string {
	for {
		switch e := t.(type) {
		case *ast.Ident:
			return e.Name
		case *ast.StarExpr:
			t = e.X
		case *ast.ParenExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		default:
			return ""
		}
	}
}

func (x *extraction) values(d *ast.GenDecl) {
	decl := Decl{Kind: Const}
	if d.Tok == token.VAR {
		decl.Kind = Var
	}
	c := x.newCutter("", d.Pos(), d.End())
	doc := d.Doc
	mixed := false
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		exported := false
		for _, id := range s.Names {
			if id.IsExported() {
				exported = true
				decl.Names = append(decl.Names, x.name(id.Name, id))
			}
		}
		if !exported {
			c.dropLines(s.Doc, s, s.Comment)
			continue
		}
		if of := baseType(s.Type); s.Type != nil && of != decl.Of {
			mixed = mixed || decl.Of != ""
			decl.Of = of
		}
		c.elide(s.Values)
	}
	if len(decl.Names) == 0 {
		return
	}
	if mixed || !ast.IsExported(decl.Of) {
		decl.Of = ""
	}
	x.add(decl, doc, d.Pos(), d.End(), c)
}

func (x *extraction) types(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		s, ok := spec.(*ast.TypeSpec)
		if !ok || !s.Name.IsExported() {
			continue
		}
		doc, pos := s.Doc, s.Pos()
		if !d.Lparen.IsValid() {
			doc, pos = d.Doc, d.Pos()
		}
		c := x.newCutter("type ", s.Pos(), s.End())
		decl := Decl{Kind: Type, Name: s.Name.Name, Of: s.Name.Name}
		decl.Names = append(decl.Names, x.name(s.Name.Name, s.Name))
		c.dedent(d.Lparen.IsValid())
		decl.Names = x.members(decl.Names, s.Name.Name, s.Type, c)
		x.add(decl, doc, pos, s.End(), c)
	}
}

// members adds the exported fields or methods of a struct or interface and cuts
// the others out.
func (x *extraction) members(names []Name, of string, t ast.Expr, c *cutter) []Name {
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	}
	if list == nil || x.line(list.Opening) == x.line(list.Closing) {
		return names // a one-liner is kept whole
	}
	hidden := 0
	for _, f := range list.List {
		exported := false
		for _, id := range f.Names {
			if id.IsExported() {
				exported = true
				names = append(names, x.name(of+"."+id.Name, id))
			}
		}
		if len(f.Names) == 0 {
			exported = true // a union of an interface, or:
			if id := embedded(f.Type); id != nil {
				exported = id.IsExported() || isPredeclared(id.Name)
				if id.IsExported() {
					names = append(names, x.name(of+"."+id.Name, id))
				}
			}
		}
		if !exported {
			hidden += max(len(f.Names), 1)
			c.dropLines(f.Doc, f, f.Comment)
		}
	}
	if hidden > 0 {
		c.note(list.Closing, hidden)
	}
	return names
}

// embedded returns the identifier an embedded type goes by, or nil.
func embedded(t ast.Expr) *ast.Ident {
	for {
		switch e := t.(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			return e.Sel
		case *ast.StarExpr:
			t = e.X
		case *ast.IndexExpr:
			t = e.X
		case *ast.IndexListExpr:
			t = e.X
		default:
			return nil
		}
	}
}

// isPredeclared reports whether an interface that embeds the name means
// something to readers in other packages.
func isPredeclared(name string) bool {
	switch name {
	case "any", "comparable", "error", "string", "bool", "byte", "rune",
		"int", "int8", "int16", "int32", "int64", "float32", "float64",
		"uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "complex64", "complex128":
		return true
	}
	return false
}

// comment returns a comment's text, with its "+name" lines set apart.
func comment(g *ast.CommentGroup) (doc string, markers []string) {
	if g == nil {
		return "", nil
	}
	return SplitMarkers(limit(strings.ToValidUTF8(g.Text(), "\uFFFD")))
}

// SplitMarkers takes the "+name" lines out of a comment: they speak to tools,
// not to readers.
func SplitMarkers(text string) (doc string, markers []string) {
	if !strings.Contains(text, "+") {
		return text, nil
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if isMarker(line) {
			markers = append(markers, trimmed)
			continue
		}
		b.WriteString(line)
	}
	if markers == nil {
		return text, nil
	}
	if strings.TrimSpace(b.String()) == "" {
		return "", markers
	}
	return strings.TrimRight(b.String(), "\n") + "\n", markers
}

func isMarker(line string) bool {
	line = strings.TrimPrefix(line, " ")
	return len(line) > 1 && line[0] == '+' && (line[1]|0x20 >= 'a' && line[1]|0x20 <= 'z')
}
