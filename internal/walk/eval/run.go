package eval

import (
	"fmt"
	"go/token"
	"go/types"
)

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
	in.progName, in.program = in.opts.name(importPath), importPath
	if stop, err := in.Init(); stop != nil || err != nil {
		return stop, err
	}
	stop, err := in.guard(func() { in.invoke(in.codeOf(fn, nil), nil, nil, token.NoPos) })
	if in.dead != nil {
		return nil, in.dead
	}
	if in.parsed != nil && (stop == nil || stop.Why == "exit" || stop.Why == "blocked") {
		in.parsed.Then = in.after(stop, err)
		return in.parsed, nil
	}
	if err == nil && stop == nil {
		stop = &Stop{Why: "return"}
	}
	return stop, err
}

// after says what ended a program that had parsed flags before; "" if it came to
// its own end or went on to wait.
func (in *Interp) after(stop *Stop, err error) string {
	switch {
	case err != nil:
		return err.Error()
	case stop != nil && stop.Why == "exit":
		return fmt.Sprintf("exit with status %d%s", stop.Exit, in.at(stop.Pos))
	}
	return ""
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
	in.progName, in.program = in.opts.name(program), program
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
	if in.dead != nil {
		return nil, nil, in.dead
	}
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
