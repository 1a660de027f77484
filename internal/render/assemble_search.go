package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// entries are the names that a package declares, for search.
func (a *assembler) entries(p *packageInfo) []Entry {
	var out []Entry
	seen := map[string]bool{}
	for _, f := range p.Files {
		o := outline.Of(f)
		if o == nil {
			continue
		}
		low := f.Generated || aside(p.Dir)
		for i := range o.Decls {
			d := &o.Decls[i]
			kind := [...]EntryKind{ConstEntry, VarEntry, FuncEntry, TypeEntry, MethodEntry}[d.Kind]
			types := related(d)
			deprecated := strings.Contains(d.Doc, "Deprecated: ")
			for j, n := range d.Names {
				if seen[n.Name] || !p.names[n.Name] {
					continue
				}
				seen[n.Name] = true
				e := Entry{Kind: kind, Name: n.Name, Anchor: n.Name, Low: low || deprecated}
				switch {
				case j == 0:
					e.Types = types
				case d.Kind == outline.Type:
					e.Kind = MemberEntry
				}
				if d.Kind == outline.Func || d.Kind == outline.Method {
					e.About = signature(d.Text)
				}
				out = append(out, e)
			}
		}
	}
	return out
}

// aside reports whether a directory has tests, samples or tools of developers.
func aside(dir string) bool {
	for s := range strings.SplitSeq(dir, "/") {
		switch s {
		case "test", "tests", "testing", "testdata", "e2e", "hack", "examples", "samples", "fixtures", "fake", "applyconfigurations", "internalversion", "third_party":
			return true
		}
	}
	return false
}

// signature is what a function takes and returns, in one line.
func signature(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if rest, ok := strings.CutPrefix(text, "func ("); ok {
		if _, after, found := strings.Cut(rest, ") "); found {
			text = "func " + after
		}
	}
	i := strings.IndexByte(text, '(')
	if i < 0 {
		return ""
	}
	return text[i:]
}

// related are the types that a function takes and returns, and that a struct has
// fields of; those of the language, and contexts, tell nothing.
func related(d *outline.Decl) []string {
	if d.Kind != outline.Func && d.Kind != outline.Method && d.Kind != outline.Type {
		return nil
	}
	file, _ := parser.ParseFile(token.NewFileSet(), "", "package p\n"+d.Text, parser.SkipObjectResolution)
	if file == nil || len(file.Decls) == 0 {
		return nil
	}
	var out []string
	add := func(sign string, fields *ast.FieldList) {
		if fields == nil {
			return
		}
		for _, f := range fields.List {
			if n := typeBase(f.Type); n != "" && !slices.Contains(out, sign+n) {
				out = append(out, sign+n)
			}
		}
	}
	switch x := file.Decls[0].(type) {
	case *ast.FuncDecl:
		add(">", x.Type.Params)
		add("<", x.Type.Results)
	case *ast.GenDecl:
		if len(x.Specs) == 1 {
			if spec, ok := x.Specs[0].(*ast.TypeSpec); ok {
				if st, ok := spec.Type.(*ast.StructType); ok {
					add(".", st.Fields)
				}
			}
		}
	}
	return out
}

// typeBase is the name of a type in lower case, without package, pointers and
// what it is an element of; "" for types that tell nothing.
func typeBase(t ast.Expr) string {
	for {
		switch x := t.(type) {
		case *ast.Ident:
			if !ast.IsExported(x.Name) {
				return ""
			}
			return strings.ToLower(x.Name)
		case *ast.SelectorExpr:
			if x.Sel.Name == "Context" {
				return ""
			}
			return strings.ToLower(x.Sel.Name)
		case *ast.StarExpr:
			t = x.X
		case *ast.ParenExpr:
			t = x.X
		case *ast.ArrayType:
			t = x.Elt
		case *ast.Ellipsis:
			t = x.Elt
		case *ast.MapType:
			t = x.Value
		case *ast.ChanType:
			t = x.Value
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		default:
			return ""
		}
	}
}
