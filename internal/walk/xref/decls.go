package xref

import (
	"crypto/sha256"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// An Outline is what one file declares at package level, exported or not.
type Outline struct {
	// Content stands for the text of the file, API for its declarations without
	// comments and function bodies: all that other files can depend on.
	Content, API Digest
	// Lines is how many lines the file has.
	Lines int
	// Licence is the last line of the copyright notice that the file begins
	// with, 0 if it has none.
	Licence int
	// Defs are in the order of their names in the source.
	Defs []Def

	tops []int // the Defs that are not members
}

// A Digest is a shortened SHA-256.
type Digest [16]byte

// A Kind says what a Def declares.
type Kind uint8

// The kinds of definitions.
const (
	Const Kind = iota
	Var
	Func
	Type
	Method
	Field
	Abstract // a method of an interface
)

// Member reports whether things of the kind belong to a type's declaration.
func (k Kind) Member() bool { return k >= Field }

// A Def is one name that a file declares at package level.
type Def struct {
	Kind Kind
	// Name is as in Symbol.
	Name string
	// Offset is where the name stands, and Line its line.
	Offset, Line int
	// Start and End are the offsets between which the declaration stands, its
	// comment apart; for members those of the name.
	Start, End int
}

// Decls extracts the Outline of every own Go file of the tree, tests and files
// for other platforms included.
var Decls = &walk.Extractor{
	ID:      "xref",
	Version: 1,
	Wants: func(f *walk.File) bool {
		return !strings.HasPrefix(f.Path, "vendor/") && !strings.Contains(f.Path, "/vendor/")
	},
	Extract: func(in *walk.Syntax) any { return declarations(in) },
	Append:  func(b []byte, fact any) []byte { return appendOutline(b, fact.(*Outline)) },
	Read:    func(d *walk.Decoder) any { return readOutline(d) },
}

type collector struct {
	in   *walk.Syntax
	file *token.File
	out  *Outline
}

func declarations(in *walk.Syntax) *Outline {
	c := &collector{in: in, file: in.Fset.File(in.AST.FileStart), out: &Outline{Content: digest(in.Src)}}
	if c.file == nil { // nothing could be parsed
		c.out.API = c.out.Content
		return c.out
	}
	c.out.Lines = lines(in.Src)
	c.licence()
	for _, d := range in.AST.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			c.function(d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				c.spec(d, spec)
			}
		}
	}
	slices.SortStableFunc(c.out.Defs, func(a, b Def) int { return a.Offset - b.Offset })
	c.out.index()
	c.out.API = c.api()
	return c.out
}

func (o *Outline) index() {
	for i := range o.Defs {
		if !o.Defs[i].Kind.Member() {
			o.tops = append(o.tops, i)
		}
	}
}

func lines(src []byte) int {
	n := strings.Count(string(src), "\n")
	if len(src) > 0 && src[len(src)-1] != '\n' {
		n++
	}
	return n
}

func (c *collector) offset(p token.Pos) int {
	return min(max(int(p)-c.file.Base(), 0), len(c.in.Src))
}

// licence finds the comment about copyright that a file begins with. A notice in
// several comments, one below the other, counts as one.
func (c *collector) licence() {
	for _, g := range c.in.AST.Comments {
		if g.End() > c.in.AST.Package || g == c.in.AST.Doc {
			return
		}
		text := strings.ToLower(g.Text())
		if !strings.Contains(text, "copyright") && !strings.Contains(text, "license") && !strings.Contains(text, "licence") {
			return
		}
		if c.out.Licence == 0 && c.in.Pos(g.Pos()).Line > 3 {
			return
		}
		c.out.Licence = c.in.Pos(g.End() - 1).Line
	}
}

func (c *collector) add(kind Kind, name string, id *ast.Ident, start, end token.Pos) {
	if id.Name == "_" {
		return
	}
	c.out.Defs = append(c.out.Defs, Def{Kind: kind, Name: name, Offset: c.offset(id.Pos()), Line: c.in.Pos(id.Pos()).Line, Start: c.offset(start), End: c.offset(end)})
}

func (c *collector) function(d *ast.FuncDecl) {
	kind, name := Func, d.Name.Name
	if d.Recv != nil && len(d.Recv.List) > 0 {
		of := receiver(d.Recv.List[0].Type)
		if of == "" {
			return
		}
		kind, name = Method, of+"."+name
	}
	c.add(kind, name, d.Name, d.Pos(), d.End())
}

func receiver(t ast.Expr) string {
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

func (c *collector) spec(d *ast.GenDecl, spec ast.Spec) {
	start, end := spec.Pos(), spec.End()
	if !d.Lparen.IsValid() {
		start = d.Pos()
	}
	switch s := spec.(type) {
	case *ast.ValueSpec:
		kind := Var
		if d.Tok == token.CONST {
			kind = Const
		}
		for _, id := range s.Names {
			c.add(kind, id.Name, id, start, end)
		}
	case *ast.TypeSpec:
		c.add(Type, s.Name.Name, s.Name, start, end)
		c.members(s.Name.Name, s.Type)
	}
}

// members adds the fields and methods that a type's declaration names. Those of
// unnamed structs within, be they behind pointers or in lists, go by the path to
// them.
func (c *collector) members(of string, t ast.Expr) {
	kind := Field
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		kind, list = Abstract, t.Methods
	case *ast.StarExpr:
		c.members(of, t.X)
	case *ast.ArrayType:
		c.members(of, t.Elt)
	case *ast.MapType:
		c.members(of, t.Value)
	case *ast.ParenExpr:
		c.members(of, t.X)
	}
	if list == nil {
		return
	}
	for _, f := range list.List {
		for _, id := range f.Names {
			c.add(kind, of+"."+id.Name, id, id.Pos(), id.End())
			c.members(of+"."+id.Name, f.Type)
		}
		if len(f.Names) > 0 || kind == Abstract {
			continue
		}
		if id := embedded(f.Type); id != nil {
			c.add(kind, of+"."+id.Name, id, id.Pos(), id.End())
		}
	}
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

// api digests the package clause and all declarations, comments and the bodies
// of functions left out.
func (c *collector) api() Digest {
	sum := sha256.New()
	comments := c.in.AST.Comments
	write := func(from, to token.Pos) {
		at := c.offset(from)
		end := c.offset(to)
		for len(comments) > 0 && c.offset(comments[0].End()) <= at {
			comments = comments[1:]
		}
		for _, g := range comments {
			if c.offset(g.Pos()) >= end {
				break
			}
			sum.Write(c.in.Src[at:max(at, c.offset(g.Pos()))])
			at = min(c.offset(g.End()), end)
		}
		sum.Write(c.in.Src[at:max(at, end)])
		sum.Write([]byte{0})
	}
	write(c.in.AST.Package, c.in.AST.Name.End())
	for _, d := range c.in.AST.Decls {
		end := d.End()
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
			end = f.Body.Lbrace
		}
		write(d.Pos(), end)
	}
	return Digest(sum.Sum(nil)[:16])
}

func digest(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(sum[:16])
}
