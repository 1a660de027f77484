package eval

import (
	"fmt"
	"go/token"
	"go/types"
	"path"
	"strings"
)

// hookFor says where evaluation has what it came for: a cobra command about to
// execute or handed to the documentation generators, or the global flag set
// about to parse.
func hookFor(c *code) func(in *Interp, args []Value) {
	if c.fn.Pkg() == nil {
		return nil
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
			return func(in *Interp, args []Value) { panic(&Stop{Why: "doc", Cmd: args[0], Pos: in.here()}) }
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
			return func(in *Interp, args []Value) { in.parsing(pkg, args[0]) }
		}
	}
	return nil
}

// parsing stops evaluation if set is the global flag set; the first other set
// that parses is remembered in case nothing else turns up.
func (in *Interp) parsing(pkg string, set Value) {
	p := in.byPath[pkg]
	if p == nil {
		return
	}
	stop := &Stop{Why: "parse", Set: set, Pos: in.here(), By: in.caller()}
	if v, ok := p.p.Types.Scope().Lookup("CommandLine").(*types.Var); ok {
		g := in.global(v)
		in.force(g)
		if g.v == set {
			stop.By = ""
			panic(stop)
		}
	}
	if in.parsed == nil {
		in.parsed = stop
	}
}

// Run evaluates the main function of a package, in the context of the packages
// it imports, until a command is about to execute or flags to be parsed. It
// returns how evaluation ended; an error says that it failed before that.
func (in *Interp) Run(importPath string) (*Stop, error) {
	p := in.byPath[importPath]
	if p == nil {
		return nil, fmt.Errorf("package %q has no Go files that are built here, without cgo", importPath)
	}
	fn, ok := p.p.Types.Scope().Lookup("main").(*types.Func)
	if !ok || p.p.Types.Name() != "main" {
		return nil, fmt.Errorf("package %q has no main function", importPath)
	}
	in.progName, in.program = path.Base(importPath), importPath
	if stop, err := in.Init(); stop != nil || err != nil {
		return stop, err
	}
	stop, err := in.guard(func() { in.invoke(in.codeOf(fn, nil), nil, nil, token.NoPos) })
	if in.parsed != nil && (stop == nil || stop.Why == "exit" || stop.Why == "blocked") {
		switch {
		case err != nil:
			in.parsed.Then = err.Error()
		case stop != nil:
			in.parsed.Then = fmt.Sprintf("exit with status %d%s", stop.Exit, in.at(stop.Pos))
		}
		return in.parsed, nil
	}
	if err == nil && stop == nil {
		stop = &Stop{Why: "return"}
	}
	return stop, err
}

// Call evaluates a function by name, in the context of a program whose packages
// are initialised first. Its parameters get zero values; a parameter or field
// that reads or writes gets an empty reader or a writer that keeps nothing. The
// result is the function's first.
func (in *Interp) Call(program, importPath, name string) (Value, *Stop, error) {
	p := in.byPath[importPath]
	if p == nil {
		return nil, nil, fmt.Errorf("no package %q among the program's", importPath)
	}
	fn, ok := p.p.Types.Scope().Lookup(name).(*types.Func)
	if !ok {
		return nil, nil, fmt.Errorf("no function %s in package %q", name, importPath)
	}
	in.progName, in.program = path.Base(program), program
	if stop, err := in.Init(); stop != nil || err != nil {
		return nil, stop, err
	}
	sig := fn.Type().(*types.Signature)
	var out Value
	stop, err := in.guard(func() {
		args := make([]Value, sig.Params().Len())
		for i := range args {
			args[i] = in.stream(in.typ(sig.Params().At(i).Type()), 0)
		}
		out = in.invoke(in.codeOf(fn, nil), args, nil, token.NoPos)
	})
	if t, ok := out.(tuple); ok && len(t) > 0 {
		out = t[0]
	}
	return out, stop, err
}

// stream is a zero value whose readers and writers can be used.
func (in *Interp) stream(t *Type, depth int) Value {
	switch {
	case t.isIface():
		for _, s := range []struct{ pkg, name string }{{"io", "discard"}, {"strings", "Reader"}, {"context", "backgroundCtx"}} {
			p := in.byPath[s.pkg]
			if p == nil {
				continue
			}
			tn, ok := p.p.Types.Scope().Lookup(s.name).(*types.TypeName)
			if !ok || t.U.(*types.Interface).NumMethods() == 0 {
				continue
			}
			T := tn.Type()
			if s.name == "Reader" {
				T = types.NewPointer(T)
			}
			if have := in.typ(T); in.implements(have, t) {
				if s.name == "Reader" {
					return &Iface{have, have.Elem().newZero()}
				}
				return &Iface{have, have.newZero()}
			}
		}
	case t.aggregate() && len(t.fields) > 0 && depth < 3:
		s := t.newZero().(*Struct)
		for i, f := range t.fields {
			s.f[i] = in.stream(f.t, depth+1)
		}
		return s
	}
	return t.newZero()
}
