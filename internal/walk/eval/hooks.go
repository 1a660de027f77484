package eval

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// hookFor says where evaluation has what it came for: a cobra command about to
// execute or handed to the documentation generators, another library about to
// take the command line over, or the global flag set about to parse.
func hookFor(c *code) func(in *Interp, args []Value) {
	if c.fn.Pkg() == nil {
		return nil
	}
	if library := c.in.opts.Stops[c.name]; library != "" {
		return func(in *Interp, args []Value) {
			panic(&Stop{Why: "library", Library: library, Cmd: args[0], Args: args[1:], Pos: in.here()})
		}
	}
	switch pkg := c.fn.Pkg().Path(); pkg {
	case cobraPath:
		switch c.name {
		case "(*" + cobraPath + ".Command).Execute", "(*" + cobraPath + ".Command).ExecuteC",
			"(*" + cobraPath + ".Command).ExecuteContext", "(*" + cobraPath + ".Command).ExecuteContextC":
			return func(in *Interp, args []Value) { panic(&Stop{Why: "execute", Cmd: args[0], Pos: in.here()}) }
		}
	case docPath:
		if strings.HasPrefix(c.fn.Name(), "Gen") && c.fn.Type().(*types.Signature).Recv() == nil {
			writer := c.fn.Name()
			return func(in *Interp, args []Value) {
				panic(&Stop{Why: "doc", Cmd: args[0], Library: writer, Args: args[1:], Pos: in.here()})
			}
		}
	case pflagPath, flagPath:
		if c.name == "(*"+pkg+".FlagSet).AddFlag" {
			// The first set a flag is added to is the section it belongs to.
			return func(in *Interp, args []Value) {
				if f, ok := args[1].(*Struct); ok && in.side[f] == nil {
					in.setSide(f, args[0])
				}
			}
		}
		if c.name == "(*"+pkg+".FlagSet).Parse" || c.name == "(*"+pkg+".FlagSet).ParseAll" {
			return func(in *Interp, args []Value) { in.parsing(pkg, args) }
		}
	}
	return nil
}

// linksCommands reports whether a library of commands is among the packages of
// the program.
func (in *Interp) linksCommands() bool {
	if in.byPath[cobraPath] != nil {
		return true
	}
	for path := range in.libraries {
		if in.byPath[path] != nil {
			return true
		}
	}
	return false
}

// packageOf is the import path in the full name of a function.
func packageOf(function string) string {
	function = strings.TrimPrefix(strings.TrimPrefix(function, "("), "*")
	slash := strings.LastIndex(function, "/")
	dot := strings.Index(function[slash+1:], ".")
	if dot < 0 {
		return function
	}
	return function[:slash+1+dot]
}

// parsing is called when a flag set is about to parse args[1]. If it is the global
// one, that is what evaluation came for, unless commands may follow: then the empty
// command line is parsed, and evaluation goes on. The first set that parses, the
// global one before others, is remembered in case nothing else turns up.
func (in *Interp) parsing(pkg string, args []Value) {
	p := in.byPath[pkg]
	if p == nil {
		return
	}
	stop := &Stop{Why: "parse", Set: args[0], Pos: in.here(), By: in.caller()}
	v, ok := p.p.Types.Scope().Lookup("CommandLine").(*types.Var)
	if ok {
		g := in.global(v)
		in.force(g)
		ok = g.v == args[0]
	}
	switch {
	case !ok:
		if in.parsed == nil {
			in.parsed = stop
		}
		return
	case !in.goesOn:
		stop.By = ""
		panic(stop)
	}
	stop.By = ""
	if in.parsed == nil || in.parsed.By != "" {
		in.parsed = stop
	}
	args[1] = nil
}

// Made reports whether the program made a value of a watched type, such as a
// command, whether or not it came to be used.
func (in *Interp) Made(importPath, typeName string) bool {
	p := in.byPath[importPath]
	if p == nil {
		return false
	}
	tn, _ := p.p.Types.Scope().Lookup(typeName).(*types.TypeName)
	return in.made[tn] > 0
}

// ReadsArguments are the places of functions that were called which look at
// os.Args themselves: neither at the program's name alone nor in handing the
// arguments to a library of commands or flags.
func (in *Interp) ReadsArguments() []token.Pos { return in.byHand }

// noteArguments looks for uses of os.Args in a function that is about to run.
func (c *code) noteArguments(body *ast.BlockStmt, info *types.Info) {
	if c.pkg == nil || c.pkg.p.Std || c.in.isCommandLibrary(c.pkg.p.Path) || !importsOS(c.pkg.p) {
		return
	}
	isArgs := func(e ast.Expr) bool {
		s, ok := ast.Unparen(e).(*ast.SelectorExpr)
		if !ok {
			return false
		}
		v, ok := info.Uses[s.Sel].(*types.Var)
		return ok && v.Name() == "Args" && v.Pkg() != nil && v.Pkg().Path() == "os"
	}
	fine := map[ast.Expr]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr: // os.Args[0]
			if lit, ok := n.Index.(*ast.BasicLit); ok && lit.Value == "0" {
				fine[ast.Unparen(n.X)] = true
			}
		case *ast.AssignStmt: // what is assigned to os.Args is seen where it is used
			for _, l := range n.Lhs {
				fine[ast.Unparen(l)] = true
			}
		case *ast.CallExpr:
			if !c.in.handsToLibrary(n, info) {
				break
			}
			for _, a := range n.Args {
				a = ast.Unparen(a)
				if s, ok := a.(*ast.SliceExpr); ok {
					a = ast.Unparen(s.X)
				}
				fine[a] = true
			}
		}
		if e, ok := n.(ast.Expr); ok && !fine[e] && isArgs(e) {
			c.in.byHand = append(c.in.byHand, e.Pos())
		}
		return true
	})
}

// handsToLibrary reports whether a call is one of a library of commands or flags.
func (in *Interp) handsToLibrary(call *ast.CallExpr, info *types.Info) bool {
	var id *ast.Ident
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return false
	}
	fn, ok := info.Uses[id].(*types.Func)
	return ok && fn.Pkg() != nil && in.isCommandLibrary(fn.Pkg().Path())
}

func (in *Interp) isCommandLibrary(path string) bool {
	switch path {
	case cobraPath, pflagPath, flagPath:
		return true
	}
	return in.libraries[path]
}

func importsOS(p *typed.Package) bool {
	for _, q := range p.Imports() {
		if q.Path == "os" {
			return true
		}
	}
	return false
}
