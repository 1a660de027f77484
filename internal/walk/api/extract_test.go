package api

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func parse(src string) *walk.Syntax {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "types.go", src, parser.ParseComments|parser.SkipObjectResolution)
	return &walk.Syntax{Path: "types.go", Src: []byte(src), Fset: fset, AST: file}
}

// TestExtract prints the facts of each input in testdata/extract and compares
// them with the section "want" behind it.
func TestExtract(t *testing.T) {
	paths, err := filepath.Glob("testdata/extract/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			src := string(ar.Files[0].Data)
			if strings.Contains(string(ar.Comment), "CRLF") {
				src = strings.ReplaceAll(src, "\n", "\r\n")
			}
			got := dump(extract(parse(src)))
			if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" {
				t.Errorf("facts differ (-want +got)\n%s", diff)
			}
		})
	}
}

func dump(f *Facts) string {
	var b strings.Builder
	for i := range f.Types {
		t := &f.Types[i]
		fmt.Fprintf(&b, "type %s %d:%d", t.Name, t.Pos.Line, t.Pos.Col)
		if t.Alias {
			b.WriteString(" alias")
		}
		if len(t.Params) > 0 {
			fmt.Fprintf(&b, " params %v", t.Params)
		}
		fmt.Fprintf(&b, " = %s", t.Expr)
		comments(&b, t.Comment(), t.Above, Comment{})
		fields(&b, "\t", t.Expr.Fields)
	}
	for i := range f.Consts {
		c := &f.Consts[i]
		fmt.Fprintf(&b, "const %s %d:%d type %s value %s implicit %v", c.Name, c.Pos.Line, c.Pos.Col, c.Type, c.Value, c.Implicit)
		comments(&b, c.Doc, Comment{}, c.Trailing)
	}
	for _, v := range f.Versions {
		fmt.Fprintf(&b, "version %+v\n", v)
	}
	for _, d := range f.Defaulters {
		fmt.Fprintf(&b, "defaulter %s %d:%d\n", d.Name, d.Pos.Line, d.Pos.Col)
	}
	return b.String()
}

func comments(b *strings.Builder, doc, above, trailing Comment) {
	for _, c := range []struct {
		what string
		c    Comment
	}{{"doc", doc}, {"above", above}, {"trailing", trailing}} {
		if !c.c.IsZero() {
			fmt.Fprintf(b, " %s %d:%d %q", c.what, c.c.Pos.Line, c.c.Pos.Col, c.c.Text())
		}
	}
	b.WriteByte('\n')
}

func fields(b *strings.Builder, indent string, list []Field) {
	for i := range list {
		f := &list[i]
		fmt.Fprintf(b, "%s%s %d:%d %s", indent, f.Name, f.Pos.Line, f.Pos.Col, f.Type)
		if f.Embedded {
			b.WriteString(" embedded")
		}
		fmt.Fprintf(b, " json %q", f.JSONName())
		comments(b, f.Doc, f.Above, f.Trailing)
		if s := f.Type.literalStruct(); s != nil {
			fields(b, indent+"\t", s.Fields)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	paths, _ := filepath.Glob("testdata/extract/*.txtar")
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(ar.Files[0].Data))
	}
	f.Add("package p\r\ntype (\r\n/* a\r\n+b */ T struct { A, B []struct{ C int `json:\"c\"` } }\r\n)")
	f.Fuzz(func(t *testing.T, src string) {
		in := parse(src)
		facts := extract(in)
		d := walk.NewDecoder(string(appendFacts(nil, facts)))
		back := readFacts(d)
		if err := d.Err(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(facts, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("decoded facts differ (-want +got)\n%s", diff)
		}
		if in.AST == nil {
			return
		}
		for _, g := range in.AST.Comments {
			checkComment(t, in, g)
		}
	})
}

// checkComment compares a Comment's text with go/ast's and its positions with
// the source.
func checkComment(t *testing.T, in *walk.Syntax, g *ast.CommentGroup) {
	x := &extraction{in: in}
	c := x.comment(g)
	if c.IsZero() {
		return
	}
	if last := g.List[len(g.List)-1].Text; strings.HasPrefix(last, "/*") && (len(last) < 4 || !strings.HasSuffix(last, "*/")) {
		return // go/ast panics on a comment that is never closed
	}
	if want := g.Text(); c.Text() != want {
		t.Fatalf("text of %q\ngot  %q\nwant %q", c.Raw, c.Text(), want)
	}
	src := string(in.Src)
	for _, l := range c.Lines() {
		if strings.Contains(c.Raw, "\r") {
			continue
		}
		if got := src[l.Off : l.Off+len(l.Text)]; got != l.Text {
			t.Fatalf("offset %d leads to %q, not %q", l.Off, got, l.Text)
		}
		line := 1 + strings.Count(src[:l.Off], "\n")
		col := l.Off - strings.LastIndexByte(src[:l.Off], '\n')
		if l.Pos != (walk.Pos{Line: line, Col: col}) {
			t.Fatalf("%q stands at %d:%d, not %v", l.Text, line, col, l.Pos)
		}
	}
	SwaggerText(c)
	OpenAPIText(c)
	CRDText(c)
}

func FuzzRead(f *testing.F) {
	f.Add(string(appendFacts(nil, extract(parse("package p\n\n// T is.\ntype T struct {\n\t// A.\n\tA map[string]x.B `json:\"a\"`\n}\nconst C T = 1")))))
	f.Fuzz(func(t *testing.T, s string) {
		d := walk.NewDecoder(s)
		facts := readFacts(d).(*Facts)
		if d.Err() == nil {
			appendFacts(nil, facts)
		}
	})
}
