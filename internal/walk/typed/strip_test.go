package typed

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// declsOf prints every declaration of a file with the bodies of function
// declarations and large literals in variables emptied, and where it stands.
func declsOf(t *testing.T, name string, src []byte) []string {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
			fd.Body.List = nil
		}
		if gd, ok := d.(*ast.GenDecl); ok && gd.Tok == token.VAR {
			ast.Inspect(gd, func(n ast.Node) bool {
				if lit, ok := n.(*ast.CompositeLit); ok && lit.Rbrace-lit.Lbrace >= tableSize-1 {
					lit.Elts = nil
				}
				return true
			})
		}
		var b strings.Builder
		if err := format.Node(&b, fset, d); err != nil {
			t.Fatal(err)
		}
		out = append(out, fset.Position(d.Pos()).String()+" "+fset.Position(d.End()).String()+" "+b.String())
	}
	return out
}

func checkStrip(t *testing.T, name string, src []byte) {
	t.Helper()
	want := declsOf(t, name, src)
	stripped := append([]byte(nil), src...)
	stripBodies(stripped)
	got := declsOf(t, name, stripped)
	if len(got) != len(want) {
		t.Fatalf("%s: %d declarations without bodies, %d with", name, len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: a declaration changed:\n%s\nwas\n%s", name, got[i], want[i])
		}
	}
}

func TestStripBodies(t *testing.T) {
	src := "package p\n\nfunc a() { if x { y() } }\n" +
		"func (r *T[K]) b(f func() struct{ x int }) (m map[string]struct{}, i interface{ M() }) { return `}` + \"}\\\"\" + string('}') /* } */ } // {\n" +
		"func c() struct{} { return struct{}{} }\nfunc d() interface{ M() } { return nil }\nfunc ext(x int)\n" +
		"var f = func() int { return 1 }()\nvar g func() = \n\tfunc() { z() }\n" +
		"var (\n\th = func() {\n\t\tw()\n\t}\n)\n\nfunc e[T interface{ ~int }](x T) chan struct{} {\n\tfor {\n\t}\n}; func last() {}\n" +
		"//go:noinline\nfunc i() {\n\t// }\n\tr := '\\''\n\t_ = r\n}\n"
	checkStrip(t, "p.go", []byte(src))
	stripped := []byte(src)
	stripBodies(stripped)
	for _, gone := range []string{"y()", "for {", "'\\''"} {
		if strings.Contains(string(stripped), gone) {
			t.Errorf("%q of a body is left in\n%s", gone, stripped)
		}
	}
	after := []byte("package p\nvar s = \"x\"\nfunc f() { gone() }\nvar r = `x`\nfunc g() { gone() }\n")
	if stripBodies(after); strings.Contains(string(after), "gone") {
		t.Errorf("a body behind a literal is left in\n%s", after)
	}
	for _, kept := range []string{"return 1", "z()", "w()"} {
		if !strings.Contains(string(stripped), kept) {
			t.Errorf("%q of a function literal is gone", kept)
		}
	}
}

func TestStripTables(t *testing.T) {
	rows := strings.Repeat("\t{A: 1, B: -0x1p-2, \"(\": 'c'},\n", 20)
	for _, tt := range []struct {
		open, inside string
		emptied      bool
	}{
		{"[]T{", rows, true},
		{"map[string]*p.T{", "\t\"x\": &p.T{" + rows + "},\n", true},
		{"[...]T{", rows, false},
		{"[]T{", rows + "\t{A: f(1)},\n", false},
		{"[]T{", rows + "\t{A: other},\n", false},
		{"[]T{", rows + "\tother,\n", false},
		{"[]T{", "\t{},\n", false},
		{"func() {", "\t_ = []T{" + rows + "}\n", false},
	} {
		src := "package p\n\nvar (\n\tx = " + tt.open + "\n" + tt.inside + "}\n\ty = 1\n)\n"
		b := []byte(src)
		stripBodies(b)
		if got := !strings.Contains(string(b), strings.TrimSpace(tt.inside)); got != tt.emptied {
			t.Errorf("emptied is %t, want %t, for\n%s", got, tt.emptied, src)
		}
		checkStrip(t, "p.go", []byte(src))
	}
}

// TestStripBodiesOfLibrary tries the standard library's more unusual files.
func TestStripBodiesOfLibrary(t *testing.T) {
	for _, dir := range []string{"go/types", "text/template", "net/http", "reflect", "runtime", "slices", "strconv"} {
		files, err := filepath.Glob(filepath.Join(goroot(), "src", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Skip("no library sources")
		}
		if testing.Short() {
			files = files[:1]
		}
		for _, name := range files[:min(len(files), 12)] {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkStrip(t, name, src)
		}
	}
}

func FuzzStripBodies(f *testing.F) {
	f.Add("package p\nfunc a() { \"}\" }\n")
	f.Add("package p\nvar x = `\nfunc b() {\n`\nfunc c(){ /* } */ }")
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		before, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
		b := []byte(src)
		stripBodies(b) // must end and stay within bounds
		if err != nil {
			return
		}
		after, err := parser.ParseFile(fset, "p.go", b, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("no longer parses: %v\n%q\n%q", err, src, b)
		}
		if len(before.Decls) != len(after.Decls) {
			t.Fatalf("declarations went from %d to %d", len(before.Decls), len(after.Decls))
		}
	})
}
