// Package workers is the fact about which functions of a file go on working:
// that start goroutines or loop until they are told to stop. It tells components
// of a program from packages that are merely called.
package workers

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Func is a function or method.
type Func struct {
	// Name is "F" or "T.M".
	Name string
	// Stops reports whether it can be told from outside to stop: it takes a
	// context or a channel that it receives from.
	Stops bool
	// Works reports whether it starts a goroutine, or has a loop that does not
	// end by itself.
	Works bool
	// Mentions are the names in its body that functions of the package may have,
	// without receiver, sorted.
	Mentions []string
	// Hands are the names that an init function hands to functions of other
	// packages, "" for a function literal, sorted.
	Hands []string
}

// Extractor is the fact about every active file of the tree's own that is
// neither a test nor generated. Its fact is a []Func.
var Extractor = &walk.Extractor{
	ID:      "workers",
	Version: 2,
	Wants:   func(f *walk.File) bool { return f.Active && !f.Test && !f.Generated && !f.Pkg.Vendored },
	Extract: func(in *walk.Syntax) any { return extract(in.AST) },
	Append:  func(b []byte, fact any) []byte { return appendFuncs(b, fact.([]Func)) },
	Read:    func(d *walk.Decoder) any { return readFuncs(d) },
}

// Of returns the functions of a file, nil if it was not asked about.
func Of(f *walk.File) []Func {
	list, _ := f.Fact(Extractor).([]Func)
	return list
}

func extract(file *ast.File) (out []Func) {
	for _, d := range file.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Body == nil {
			continue
		}
		f := Func{Name: fd.Name.Name, Stops: stops(fd.Type)}
		if fd.Recv != nil && len(fd.Recv.List) == 1 {
			f.Name = receiver(fd.Recv.List[0].Type) + "." + f.Name
		}
		f.look(fd.Body)
		if f.Name == "init" {
			f.Hands = hands(file, fd.Body)
		}
		out = append(out, f)
	}
	return out
}

func receiver(t ast.Expr) string {
	switch x := t.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.ParenExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.IndexListExpr:
		return receiver(x.X)
	}
	return ""
}

// stops reports whether a parameter is a context or a channel to receive from.
func stops(t *ast.FuncType) bool {
	return slices.ContainsFunc(t.Params.List, func(p *ast.Field) bool {
		switch x := p.Type.(type) {
		case *ast.ChanType:
			return x.Dir&ast.RECV != 0
		case *ast.SelectorExpr:
			id, ok := x.X.(*ast.Ident)
			return ok && id.Name == "context" && x.Sel.Name == "Context"
		}
		return false
	})
}

// look finds out what a body does.
func (f *Func) look(body *ast.BlockStmt) {
	names := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			f.Works = true
		case *ast.ForStmt:
			f.Works = f.Works || endless(n)
		case *ast.Ident:
			names[n.Name] = true
		}
		return true
	})
	for name := range names {
		f.Mentions = append(f.Mentions, name)
	}
	slices.Sort(f.Mentions)
}

// hands lists what a body hands to functions of the packages that a file imports.
func hands(file *ast.File, body *ast.BlockStmt) (out []string) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !ofImport(file, call.Fun) {
			return true
		}
		for _, a := range call.Args {
			switch a := ast.Unparen(a).(type) {
			case *ast.Ident:
				out = append(out, a.Name)
			case *ast.FuncLit:
				out = append(out, "")
			}
		}
		return true
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// ofImport reports whether an expression selects from a package that the file
// imports, as far as names tell.
func ofImport(file *ast.File, e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && slices.ContainsFunc(file.Imports, func(im *ast.ImportSpec) bool {
		if im.Name != nil {
			return im.Name.Name == id.Name
		}
		path, _ := strconv.Unquote(im.Path.Value)
		return slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '-' || r == '.' }), id.Name)
	})
}

// endless reports whether a loop ends only when something else happens: it has
// no condition and waits, or nothing but a call for a condition.
func endless(loop *ast.ForStmt) bool {
	if loop.Init != nil || loop.Post != nil {
		return false
	}
	if _, ok := loop.Cond.(*ast.CallExpr); ok {
		return len(loop.Body.List) == 0
	}
	waits := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			waits = true
		case *ast.UnaryExpr:
			waits = waits || n.Op == token.ARROW
		}
		return !waits
	})
	return loop.Cond == nil && waits
}

func appendFuncs(b []byte, list []Func) []byte {
	b = walk.AppendInt(b, len(list))
	for _, f := range list {
		b = walk.AppendString(b, f.Name)
		b = walk.AppendBool(b, f.Stops)
		b = walk.AppendBool(b, f.Works)
		b = walk.AppendStrings(b, f.Mentions)
		b = walk.AppendStrings(b, f.Hands)
	}
	return b
}

func readFuncs(d *walk.Decoder) []Func {
	out := make([]Func, d.Len())
	for i := range out {
		out[i] = Func{Name: d.String(), Stops: d.Bool(), Works: d.Bool(), Mentions: d.Strings(), Hands: d.Strings()}
	}
	return out
}
