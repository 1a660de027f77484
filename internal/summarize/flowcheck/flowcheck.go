// Package flowcheck holds what walkthroughs say against the source, by a way of
// its own.
//
// A sentence without conditions says that something happens whenever its function
// runs. Check builds the control-flow graph of that function with x/tools/go/cfg,
// from nothing but syntax, and looks for a path past the cited lines that neither
// panics nor returns an error. It shares no code with package factgraph, which the
// walkthroughs rest on.
package flowcheck

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// A Violation is a sentence that says more than the source does.
type Violation struct {
	Path     string
	Line     int
	Sentence string
	Why      string
}

// String is path:line: why: sentence.
func (v Violation) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", v.Path, v.Line, v.Why, v.Sentence)
}

// Check returns what a walkthrough says wrongly and how many sentences it looked
// at. read returns the content of a file of the tree.
func Check(w *summarize.Walkthrough, read func(path string) ([]byte, error)) (out []Violation, checked int) {
	c := &checker{read: read, files: map[string]*file{}}
	for i := range w.Sections {
		c.groups(w.Sections[i].Groups)
	}
	return c.out, c.checked
}

type checker struct {
	read    func(string) ([]byte, error)
	files   map[string]*file
	out     []Violation
	checked int
}

// A file is a parsed file with the functions and literals in it.
type file struct {
	fset  *token.FileSet
	funcs []*function
}

type function struct {
	typ         *ast.FuncType
	body        *ast.BlockStmt
	first, last int // lines
	graph       *cfg.CFG
	// blocks reports that the body has an empty select, at which paths end that the
	// graph does not tell from those that run to the end.
	blocks bool
}

func (c *checker) groups(list []summarize.Group) {
	for i := range list {
		c.sentences(list[i].Items)
		c.groups(list[i].Groups)
	}
}

func (c *checker) sentences(list []summarize.Sentence) {
	for i := range list {
		s := &list[i]
		switch s.Fact {
		case "acts":
			if len(s.When) == 0 && len(s.At) > 0 {
				c.unconditional(s)
			}
		case "when", "while", "is":
			c.conditional(s)
		}
		c.sentences(s.Items)
	}
}

// unconditional checks that each place of a sentence is reached on every path
// through its function.
func (c *checker) unconditional(s *summarize.Sentence) {
	f := c.file(s.At[0].Path)
	if f == nil {
		return
	}
	for _, at := range s.At {
		if at.Path != s.At[0].Path || f.comment(at.Line, c.lines(at.Path)) {
			continue
		}
		around := f.around(at.Line)
		if len(around) == 0 {
			continue
		}
		c.checked++
		ok := false
		for _, fn := range around { // a line may belong to a literal and to what is around it
			ok = ok || fn.always(f.fset, at.Line, max(at.To, at.Line))
		}
		if !ok {
			c.out = append(c.out, Violation{at.Path, at.Line, s.Plain(), "not reached on every path"})
		}
	}
}

// conditional checks that what a sentence prints as the condition stands on the
// lines that it cites.
func (c *checker) conditional(s *summarize.Sentence) {
	if len(s.At) == 0 {
		return
	}
	f := c.file(s.At[0].Path)
	if f == nil {
		return
	}
	c.checked++
	lines := c.lines(s.At[0].Path)
	at := s.At[0]
	from, to := max(at.Line-1, 0), min(max(at.To, at.Line), len(lines))
	text := squeeze(strings.Join(lines[from:to], " "))
	for _, keyword := range []string{"if ", "else if", "for ", "case ", "switch ", "default:"} {
		if strings.Contains(text, squeeze(keyword)) {
			return
		}
	}
	c.out = append(c.out, Violation{at.Path, at.Line, s.Plain(), "no condition stands there"})
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func (c *checker) lines(path string) []string {
	src, err := c.read(path)
	if err != nil {
		return nil
	}
	return strings.Split(string(src), "\n")
}

func (c *checker) file(path string) *file {
	if f, ok := c.files[path]; ok {
		return f
	}
	c.files[path] = nil
	src, err := c.read(path)
	if err != nil {
		return nil
	}
	f := &file{fset: token.NewFileSet()}
	syntax, _ := parser.ParseFile(f.fset, path, src, parser.SkipObjectResolution)
	if syntax == nil {
		return nil
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			f.add(n.Type, n.Body)
		case *ast.FuncLit:
			f.add(n.Type, n.Body)
		}
		return true
	})
	c.files[path] = f
	return f
}

func (f *file) add(t *ast.FuncType, b *ast.BlockStmt) {
	if b != nil {
		f.funcs = append(f.funcs, &function{typ: t, body: b, first: f.fset.Position(b.Pos()).Line, last: f.fset.Position(b.End()).Line})
	}
}

// around lists the functions and literals that a line is in, the innermost last.
func (f *file) around(line int) (out []*function) {
	for _, fn := range f.funcs {
		if fn.first <= line && line <= fn.last {
			out = append(out, fn)
		}
	}
	return out
}

// comment reports whether a line holds nothing but a comment, which a sentence
// quotes.
func (f *file) comment(line int, lines []string) bool {
	if line < 1 || line > len(lines) {
		return true
	}
	text := strings.TrimSpace(lines[line-1])
	return strings.HasPrefix(text, "//") || strings.HasPrefix(text, "/*") || strings.HasPrefix(text, "*")
}

// always reports whether some of the lines is run on every path through a function
// that ends well.
func (fn *function) always(fset *token.FileSet, from, to int) bool {
	if fn.graph == nil {
		fn.graph = cfg.New(fn.body, returns)
		ast.Inspect(fn.body, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectStmt)
			fn.blocks = fn.blocks || ok && len(sel.Body.List) == 0
			return true
		})
	}
	seen := map[*cfg.Block]bool{}
	var past func(b *cfg.Block) bool // reports whether a good end is reached past the lines
	past = func(b *cfg.Block) bool {
		if seen[b] {
			return false
		}
		seen[b] = true
		for _, n := range b.Nodes {
			first, last := fset.Position(n.Pos()).Line, fset.Position(n.End()).Line
			if _, lit := n.(*ast.FuncLit); !lit && first <= to && from <= last {
				return false
			}
			if call, ok := n.(*ast.ExprStmt); ok {
				if x, ok := call.X.(*ast.CallExpr); ok && !returns(x) {
					return false
				}
			}
		}
		if r := b.Return(); r != nil {
			return !fn.fails(r)
		}
		if len(b.Succs) == 0 {
			// A select that nothing comes to waits for ever.
			return b.Kind != cfg.KindSelectAfterCase && b.Kind != cfg.KindUnreachable && !fn.blocks
		}
		for _, s := range b.Succs {
			if past(s) {
				return true
			}
		}
		return false
	}
	return len(fn.graph.Blocks) > 0 && !past(fn.graph.Blocks[0])
}

// fails reports whether a return hands out an error: the last result of the
// function is one, and what is returned is not nil.
func (fn *function) fails(r *ast.ReturnStmt) bool {
	if fn.typ.Results == nil || len(fn.typ.Results.List) == 0 {
		return false
	}
	last := fn.typ.Results.List[len(fn.typ.Results.List)-1]
	if name := typeName(last.Type); name != "error" && !strings.HasSuffix(name, "Error") || len(r.Results) == 0 {
		return false
	}
	value := r.Results[len(r.Results)-1]
	if x, ok := value.(*ast.Ident); ok && x.Name == "nil" {
		return false
	}
	return true
}

// typeName is the last name of a type, behind pointers.
func typeName(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.StarExpr:
		return typeName(x.X)
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// returns reports whether a call comes back.
func returns(c *ast.CallExpr) bool {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name != "panic"
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			switch {
			case x.Name == "os" && f.Sel.Name == "Exit", x.Name == "runtime" && f.Sel.Name == "Goexit":
				return false
			case (x.Name == "log" || x.Name == "klog") && (strings.HasPrefix(f.Sel.Name, "Fatal") || strings.HasPrefix(f.Sel.Name, "Exit")):
				return false
			}
		}
	}
	return true
}
