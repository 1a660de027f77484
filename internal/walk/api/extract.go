package api

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Extractor takes the API facts out of the files that may declare an API.
var Extractor = &walk.Extractor{
	ID:      "api",
	Version: 6,
	Wants:   Wants,
	Extract: func(in *walk.Syntax) any { return extract(in) },
	Append:  appendFacts,
	Read:    readFacts,
}

// FactsOf returns the API facts of a file, or nil if there are none.
func FactsOf(f *walk.File) *Facts {
	facts, _ := f.Fact(Extractor).(*Facts)
	return facts
}

var versionDir = regexp.MustCompile(`^v[0-9]+((alpha|beta)[0-9]+)?$`)

// Wants reports whether a file may declare an API: by the directory it is in,
// its name, or what a file of its package is marked with. It looks at the whole
// package, so the extractor is one for Tree.Load, not for Open.
func Wants(f *walk.File) bool {
	base := path.Base(f.Path)
	if f.Test || f.Generated || generatedName(base) || skippedDir(f.Path) {
		return false
	}
	dir := path.Base(path.Dir(f.Path))
	return versionDir.MatchString(dir) || strings.HasSuffix(base, "types.go") ||
		base == "register.go" || base == "doc.go" && amongAPIs(f.Path) || MarkedPackage(f.Pkg)
}

// IsGeneratedAPI reports whether a file looks like types of an API that a program
// wrote. The Extractor passes it by: its author is not there to be told what is
// wrong with it.
func IsGeneratedAPI(f *walk.File) bool {
	base := path.Base(f.Path)
	if f.Test || !f.Active || skippedDir(f.Path) || !f.Generated && !generatedName(base) ||
		!strings.Contains(base, "types") || strings.Contains(base, "swagger") {
		return false
	}
	return versionDir.MatchString(path.Base(path.Dir(f.Path))) || MarkedPackage(f.Pkg)
}

// amongAPIs reports whether a file is where the versions of groups are: their
// names may be constants beside them.
func amongAPIs(p string) bool {
	for _, elem := range strings.Split(path.Dir(p), "/") {
		if elem == "apis" || elem == "api" {
			return true
		}
	}
	return false
}

// MarkedPackage reports whether a package clause of the package carries a
// marker that makes it an API package.
func MarkedPackage(p *walk.Package) bool {
	if p == nil {
		return false
	}
	for _, f := range p.Files {
		if !f.Test && marked(f.Header.Markers) {
			return true
		}
	}
	return false
}

// generatedName reports whether a file name is that of generated code.
func generatedName(base string) bool {
	return strings.HasPrefix(base, "zz_generated") ||
		strings.HasSuffix(base, "generated.go") ||
		strings.HasSuffix(base, ".pb.go")
}

func skippedDir(p string) bool {
	for _, elem := range strings.Split(path.Dir(p), "/") {
		switch elem {
		case "vendor", "third_party", "testdata":
			return true
		}
	}
	return false
}

// marked reports whether the markers of a package clause make the package an
// API package.
func marked(markers []string) bool {
	for _, m := range markers {
		m = strings.TrimPrefix(m, "+")
		switch {
		case m == "k8s:openapi-gen=true", m == "kubebuilder:object:generate=true",
			m == "groupName", strings.HasPrefix(m, "groupName="):
			return true
		}
	}
	return false
}

// An extraction is one file on its way to facts.
type extraction struct {
	in    *walk.Syntax
	facts *Facts
	// groups are the file's comment groups; next is the first one not before
	// the declaration at hand.
	groups []*ast.CommentGroup
	next   int
	// end is that of the declaration before, or of the package clause.
	end token.Pos
}

func extract(in *walk.Syntax) *Facts {
	x := &extraction{in: in, facts: &Facts{}}
	if in.AST == nil {
		return x.facts
	}
	x.groups = in.AST.Comments
	if in.AST.Name != nil {
		x.end = in.AST.Name.End()
	}
	for _, d := range in.AST.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			x.instances(d)
			x.registered(d)
			if w, ok := WireOf(d); ok {
				x.facts.Wires = append(x.facts.Wires, w)
			}
			if d.Recv == nil && d.Name != nil &&
				(strings.HasPrefix(d.Name.Name, "SetDefaults_") || strings.HasPrefix(d.Name.Name, "SetObjectDefaults_")) {
				x.facts.Defaulters = append(x.facts.Defaulters, Name{d.Name.Name, in.Pos(d.Name.Pos())})
			}
		case *ast.GenDecl:
			switch d.Tok {
			case token.TYPE:
				x.types(d)
			case token.CONST:
				x.consts(d)
			case token.VAR:
				x.vars(d)
				x.instances(d)
			}
		}
		x.end = d.End()
	}
	return x.facts
}

func (x *extraction) types(d *ast.GenDecl) {
	end := x.end
	for _, s := range d.Specs {
		spec, ok := s.(*ast.TypeSpec)
		if !ok || spec.Name == nil {
			continue
		}
		t := Type{
			Name:     spec.Name.Name,
			Pos:      x.in.Pos(spec.Name.Pos()),
			Doc:      x.comment(spec.Doc),
			Sole:     len(d.Specs) == 1,
			Trailing: spec.Comment != nil,
			Alias:    spec.Assign.IsValid(),
		}
		from := spec.Pos()
		if !d.Lparen.IsValid() {
			t.Doc = x.comment(d.Doc)
			from = d.Pos()
		} else {
			t.GroupDoc = x.comment(d.Doc)
		}
		t.Above = x.above(from, end, spec.Doc, d.Doc)
		if spec.TypeParams != nil {
			for _, p := range spec.TypeParams.List {
				for _, n := range p.Names {
					t.Params = append(t.Params, n.Name)
				}
			}
		}
		t.Expr = x.expr(spec.Type)
		end = spec.End()
		x.facts.Types = append(x.facts.Types, t)
	}
}

func (x *extraction) fields(list *ast.FieldList) []Field {
	if list == nil {
		return nil
	}
	var out []Field
	end := list.Opening
	for _, f := range list.List {
		if f.Type == nil {
			continue
		}
		above := x.above(f.Pos(), end, f.Doc)
		end = f.End()
		names := f.Names
		if len(names) == 0 {
			names = []*ast.Ident{embeddedName(f.Type)}
		}
		field := Field{
			Embedded: len(f.Names) == 0,
			Type:     x.expr(f.Type),
			Off:      x.offset(f.Pos()),
			End:      x.offset(f.End()),
			Doc:      x.comment(f.Doc),
			Above:    above,
			Trailing: x.comment(f.Comment),
		}
		if f.Tag != nil {
			field.TagPos, field.TagOff = x.in.Pos(f.Tag.Pos()), x.offset(f.Tag.Pos())
			field.Tag = f.Tag.Value
		}
		for nth, n := range names {
			if n == nil || !field.Embedded && !n.IsExported() {
				continue
			}
			field.Name, field.Pos, field.Nth = n.Name, x.in.Pos(n.Pos()), nth
			out = append(out, field)
		}
	}
	return out
}

// embeddedName returns the identifier that names an embedded field; nil if the
// source is broken.
func embeddedName(e ast.Expr) *ast.Ident {
	for {
		switch t := e.(type) {
		case *ast.Ident:
			return t
		case *ast.SelectorExpr:
			return t.Sel
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		default:
			return nil
		}
	}
}

// above returns the comment group between two declarations that is closest to
// the second and not one of its docs.
func (x *extraction) above(decl, end token.Pos, docs ...*ast.CommentGroup) Comment {
	for x.next < len(x.groups) && x.groups[x.next].Pos() < decl {
		x.next++
	}
	// Declarations come in source order, but a group's doc and a spec's own are
	// asked for again, so look back from here.
next:
	for i := x.next - 1; i >= 0 && x.groups[i].Pos() > end; i-- {
		for _, d := range docs {
			if x.groups[i] == d {
				continue next
			}
		}
		if x.in.Pos(x.groups[i].Pos()).Line == x.in.Pos(end).Line {
			break // follows the declaration before
		}
		return x.comment(x.groups[i])
	}
	return Comment{}
}

func (x *extraction) offset(p token.Pos) int {
	if !p.IsValid() {
		return 0
	}
	return x.in.Fset.PositionFor(p, false).Offset
}

func (x *extraction) comment(g *ast.CommentGroup) Comment {
	if g == nil || len(g.List) == 0 {
		return Comment{}
	}
	last := g.List[len(g.List)-1]
	start, end := x.offset(g.Pos()), x.offset(last.Pos())
	src := x.in.Src
	if start < 0 || end < start || end+2 > len(src) {
		return Comment{}
	}
	// The end of a comment is looked up in the source: the scanner drops
	// carriage returns from what it returns.
	if strings.HasPrefix(last.Text, "/*") {
		if n := strings.Index(string(src[end+2:]), "*/"); n >= 0 {
			end += 2 + n + 2
		} else {
			end = len(src)
		}
	} else {
		end = min(end+len(last.Text), len(src))
	}
	return Comment{Raw: string(src[start:end]), Pos: x.in.Pos(g.Pos()), Off: start}
}
