package outline_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// of returns the outline of one file of a package.
func of(t testing.TB, src string) *outline.File {
	t.Helper()
	tree := walktest.Open(t, "-- go.mod --\nmodule m\n-- a.go --\n"+src, walk.Options{Extract: []*walk.Extractor{outline.Extractor}})
	o := outline.Of(tree.Packages[0].Files[0])
	if o == nil {
		t.Fatal("the file has no outline")
	}
	// What the cache gives back is the same.
	d := walk.NewDecoder(string(outline.Extractor.Append(nil, o)))
	if diff := cmp.Diff(o, outline.Extractor.Read(d)); diff != "" || d.Err() != nil {
		t.Errorf("decoded: %v %s", d.Err(), diff)
	}
	return o
}

// show prints declarations with the place of each name marked, to prove that
// offsets point where they should.
func show(o *outline.File) string {
	var b strings.Builder
	for _, d := range o.Decls {
		text := d.Text
		for i := len(d.Names) - 1; i >= 0; i-- {
			if n := d.Names[i]; n.Offset >= 0 {
				text = text[:n.Offset] + "«" + n.Name + "»" + text[n.Offset:]
			}
		}
		fmt.Fprintf(&b, "%s %s of=%s %d-%d\n", d.Kind, d.Name, d.Of, d.Pos.Line, d.End.Line)
		if d.Doc != "" {
			fmt.Fprintf(&b, "doc: %s\n", strings.TrimSpace(d.Doc))
		}
		if d.Markers != nil {
			fmt.Fprintf(&b, "markers: %s\n", strings.Join(d.Markers, " "))
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

func TestDeclarations(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"funcs and methods", `package m
// F does.
func F[T any](a, b T) (*Out, error) { return nil, nil }
func unexported() {}
func (s *Set[K, V]) Add(k K) {}
func (s set) Hidden() {}
func (Out) Asm()
`, `func F of=Out 3-3
doc: F does.
func «F»F[T any](a, b T) (*Out, error)
method Add of=Set 5-5
func (s *Set[K, V]) «Set.Add»Add(k K)
method Asm of=Out 7-7
func (Out) «Out.Asm»Asm()
`},
		{"a struct loses what is not exported", `package m

// Pod is one.
// +genclient
type Pod struct {
	Meta ` + "`json:\",inline\"`" + `

	// Name names it.
	Name string // trailing
	// lock is ours.
	lock int // gone

	other, more bool
	A, b int
	pkg.Embedded
	*hidden
}
`, `type Pod of=Pod 5-17
doc: Pod is one.
markers: +genclient
type «Pod»Pod struct {
	«Pod.Meta»Meta ` + "`json:\",inline\"`" + `

	// Name names it.
	«Pod.Name»Name string // trailing
	«Pod.A»A, b int
	pkg.«Pod.Embedded»Embedded
	// … 4 unexported
}
`},
		{"types of a group stand alone", `package m

type (
	// I is one.
	I interface {
		Do(x int)
		do()
		error
	}
	low struct{}

	// One is on a line.
	One struct{ A, b int }
)
`, `type I of=I 5-9
doc: I is one.
type «I»I interface {
	«I.Do»Do(x int)
	error
	// … 1 unexported
}
type One of=One 13-13
doc: One is on a line.
type «One»One struct{ A, b int }
`},
		{"groups of constants belong to their type", `package m

// Kinds.
const (
	A Kind = iota
	b
	C
	d = 5 // gone
)
const (
	X Kind = 1
	Y Other = 2
)
const z = 1
`, `const  of=Kind 4-9
doc: Kinds.
const (
	«A»A Kind = iota
	«C»C
)
const  of= 10-13
const (
	«X»X Kind = 1
	«Y»Y Other = 2
)
`},
		{"long values are shortened", `package m

var Table = map[string]int{
	"a": 1, "b": 2,
	"c": 1,
	"d": 1,
	"e": 1,
	"f": 1,
	"g": 1,
	"h": 1,
	"i": 1,
}
var Short = []int{
	1,
}
var Hook = func() { panic(1) }
const Text = "` + strings.Repeat("x", 300) + `"
`, `var  of= 3-12
var «Table»Table = map[string]int{…}
var  of= 13-15
var «Short»Short = []int{
	1,
}
var  of= 16-16
var «Hook»Hook = func() {…}
const  of= 17-17
const «Text»Text = "…"
`},
		{"carriage returns go", "package m\r\n\r\ntype T struct {\r\n\tA int\r\n\tb int\r\n}\r\n", `type T of=T 3-6
type «T»T struct {
	«T.A»A int
	// … 1 unexported
}
`},
		{"what parses of a broken file", "package m\n\nfunc F() {}\n\ntype T struct {\n\tA int\n", `func F of= 3-3
func «F»F()
type T of=T 5-5
type «T»T struct {
	«T.A»A int
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, show(of(t, tt.src))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestFuncMain(t *testing.T) {
	o := of(t, "package main\n\nfunc main() {}\n\n// last line has no end\n")
	if o.Main.Line != 3 || o.Lines != 5 {
		t.Errorf("main at line %d of %d, want 3 of 5", o.Main.Line, o.Lines)
	}
	if o := of(t, "package m\n\nfunc main() {}"); o.Main.IsValid() || o.Lines != 3 {
		t.Errorf("a library has main at %v, %d lines", o.Main, o.Lines)
	}
}

func TestSplitMarkers(t *testing.T) {
	for _, tt := range []struct{ in, doc, markers string }{
		{"plain\n", "plain\n", ""},
		{"+optional\n", "", "+optional"},
		{"Text.\n+k8s:x=y\nMore + text.\n +kubebuilder:z\n", "Text.\nMore + text.\n", "+k8s:x=y +kubebuilder:z"},
		{"+1 is a number\n", "+1 is a number\n", ""},
		{"a\n\n+x\n", "a\n", "+x"},
	} {
		doc, markers := outline.SplitMarkers(tt.in)
		if doc != tt.doc || strings.Join(markers, " ") != tt.markers {
			t.Errorf("%q: doc %q, markers %q", tt.in, doc, markers)
		}
	}
}

// FuzzOutline extracts from any file: every offset must point at its name.
func FuzzOutline(f *testing.F) {
	for _, s := range []string{
		"package m\ntype T struct {\n\tA, b int\n\tc int\n}\n", "package m\ntype (\n\tT struct {\n\t\ta int\n\t}\n)\n",
		"package m\nconst (\n\tA = 1\n\tb\n)\n", "package m\nvar A = []int{\n\n\n\n\n\n\n\n\n\n}\n", "package main\nfunc main()\n",
		"package m\r\ntype T struct {\r\n\tA int\r\n}", "package m\nfunc (T) \xff F()", "type T struct { A int\n b int\n}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "a.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		in := &walk.Syntax{Path: "a.go", Src: []byte(src), Fset: fset, AST: file}
		o := outline.Extractor.Extract(in).(*outline.File)
		for _, d := range o.Decls {
			for _, n := range d.Names {
				name := n.Name[strings.LastIndexByte(n.Name, '.')+1:]
				if n.Offset >= 0 && !strings.HasPrefix(d.Text[n.Offset:], name) {
					t.Errorf("offset %d of %q in %q", n.Offset, n.Name, d.Text)
				}
			}
		}
		b := outline.Extractor.Append(nil, o)
		d := walk.NewDecoder(string(b))
		if diff := cmp.Diff(o, outline.Extractor.Read(d)); diff != "" || d.Err() != nil {
			t.Errorf("decoded: %v %s", d.Err(), diff)
		}
	})
}

// FuzzRead feeds the reader what no writer wrote.
func FuzzRead(f *testing.F) {
	f.Add(string(outline.Extractor.Append(nil, &outline.File{Lines: 3, Decls: []outline.Decl{{Name: "A", Text: "type A int", Names: []outline.Name{{Name: "A", Offset: 5}}}}})))
	f.Fuzz(func(t *testing.T, s string) {
		d := walk.NewDecoder(s)
		o := outline.Extractor.Read(d).(*outline.File)
		if d.Err() != nil {
			return
		}
		for _, decl := range o.Decls {
			_ = decl.Kind.String()
			for _, n := range decl.Names {
				if n.Offset >= 0 {
					_ = decl.Text[n.Offset:]
				}
			}
		}
	})
}
