package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// call notes a call and what is handed to it.
func (s *stepper) call(x *ast.CallExpr, in inside, kind Kind) {
	if tv := s.info().Types[x.Fun]; tv.IsType() {
		s.exprs(x.Args, in)
		return
	}
	if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok && len(x.Args) > 0 && (id.Name == "delete" || id.Name == "clear" || id.Name == "close") {
		if _, ok := s.info().Uses[id].(*types.Builtin); ok {
			if id.Name == "close" {
				s.field(x.Args[0], in, Close)
			} else {
				s.write(x.Args[0], in, "")
			}
			s.exprs(x.Args[1:], in)
			return
		}
	}
	if lit, ok := ast.Unparen(x.Fun).(*ast.FuncLit); ok {
		// go func() { … }() and defer func() { … }() are what they hold.
		s.stmt(lit.Body, in)
		s.exprs(x.Args, in)
		return
	}
	st, recv, ok := s.callee(x.Fun)
	if ok {
		st.At = s.b.at(s.namePos(x.Fun), token.NoPos)
		st.Kind = kind
		st.Args = s.args(x, st)
		s.add(in, st)
	}
	// What is called and with what is settled before a goroutine starts, or now
	// if the call is for later.
	now := in
	now.deferred, now.goroutine = false, in.goroutine && kind != Go
	if recv != nil {
		s.receiver(recv, now)
	}
	in.deferred = false
	for _, a := range x.Args {
		s.arg(a, st, in, now)
	}
}

// receiver looks at what a method is called on. Methods on the way, of what is
// not in focus, are part of the name of what follows and no step of their own.
func (s *stepper) receiver(e ast.Expr, in inside) {
	in.deferred = false
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if st, recv, ok := s.callee(c.Fun); ok && recv != nil && s.b.graph.funcs[st.Target] == nil && !st.FromField {
			s.receiver(recv, in)
			s.exprs(c.Args, in)
			return
		}
	}
	s.expr(e, in)
}

// namePos is where the name of what is called stands, which for a chain of
// calls over several lines is not where the chain starts.
func (s *stepper) namePos(fun ast.Expr) token.Pos {
	switch f := ast.Unparen(fun).(type) {
	case *ast.SelectorExpr:
		return f.Sel.Pos()
	case *ast.IndexExpr:
		return s.namePos(f.X)
	}
	return fun.Pos()
}

// arg notes what an argument hands over, and what else it does at once.
func (s *stepper) arg(a ast.Expr, callee Step, in, now inside) {
	via := in
	if in.label == "" { // what wraps a handler is not what it is registered with
		via.via, via.viaPkg, via.viaOn = callee.Target, callee.Pkg, callee.On
	}
	switch x := ast.Unparen(a).(type) {
	case *ast.FuncLit:
		via.lit = true
		s.stmt(x.Body, via)
		return
	case *ast.CompositeLit:
		if s.handlers(x, via) {
			return
		}
	case *ast.UnaryExpr:
		if lit, ok := x.X.(*ast.CompositeLit); ok && s.handlers(lit, via) {
			return
		}
	}
	if st, recv, ok := s.callee(a); ok && s.isFuncValue(a) {
		st.Kind, st.Via, st.ViaPkg, st.ViaOn = Callback, callee.Target, callee.Pkg, callee.On
		st.At = s.b.at(a.Pos(), token.NoPos)
		s.add(in, st)
		if recv != nil {
			s.expr(recv, in)
		}
		return
	}
	s.expr(a, now)
}

// handlers notes the functions in a struct of functions, and reports whether it
// is one.
func (s *stepper) handlers(lit *ast.CompositeLit, via inside) bool {
	found := false
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if _, ok := types.Unalias(underlying(s.info().TypeOf(kv.Value))).(*types.Signature); ok {
			found = true
		}
	}
	if !found {
		return false
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			s.expr(e, via)
			continue
		}
		in := via
		if id, ok := kv.Key.(*ast.Ident); ok {
			in.label = id.Name
		}
		s.handler(kv.Value, in)
	}
	return true
}

// handler notes a function registered under a name: itself, or, if it is
// literal, what it calls.
func (s *stepper) handler(e ast.Expr, in inside) {
	if st, _, ok := s.callee(e); ok && s.isFuncValue(e) {
		st.Kind, st.Via, st.ViaPkg, st.ViaOn, st.Label = Handler, in.via, in.viaPkg, in.viaOn, in.label
		st.At = s.b.at(e.Pos(), token.NoPos)
		s.add(in, st)
		return
	}
	// A function that makes the handler of another.
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		s.call(c, in, Call)
		return
	}
	s.expr(e, in)
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t.Underlying()
}

func (s *stepper) isFuncValue(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		return false
	}
	_, ok := underlying(s.info().TypeOf(e)).(*types.Signature)
	return ok
}

// callee says what a function expression stands for, and returns the expression
// it is selected from if that is worth a look.
func (s *stepper) callee(fun ast.Expr) (st Step, recv ast.Expr, ok bool) {
	st.Kind = Call
	switch x := ast.Unparen(fun).(type) {
	case *ast.IndexExpr:
		return s.callee(x.X)
	case *ast.IndexListExpr:
		return s.callee(x.X)
	case *ast.Ident:
		return s.named(st, s.info().Uses[x])
	case *ast.SelectorExpr:
		return s.selected(st, x)
	}
	return st, nil, false
}

// named is a function called by its bare name. A variable that was set to a
// function is that function.
func (s *stepper) named(st Step, obj types.Object) (Step, ast.Expr, bool) {
	switch o := obj.(type) {
	case *types.Func:
		st.Target, st.Pkg, st.Std = funcSym(o), o.Pkg().Name(), s.std(o.Pkg())
		return st, nil, true
	case *types.Var:
		if set := s.locals[o]; set != nil && s.isFuncValue(set) {
			delete(s.locals, o) // it might be set in terms of itself
			if _, lit := ast.Unparen(set).(*ast.FuncLit); !lit {
				return s.callee(set)
			}
		}
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			st.Target, st.Pkg, st.Std = Sym{o.Pkg().Path(), o.Name()}, o.Pkg().Name(), s.std(o.Pkg())
			return st, nil, true
		}
	}
	return st, nil, false
}

func (s *stepper) selected(st Step, x *ast.SelectorExpr) (Step, ast.Expr, bool) {
	switch o := s.info().Uses[x.Sel].(type) {
	case *types.Func:
		if o.Pkg() == nil { // error.Error
			return st, x.X, false
		}
		st.Target, st.Pkg, st.Std = funcSym(o), o.Pkg().Name(), s.std(o.Pkg())
		st.Iface = isIface(o)
		if _, isPkg := s.pkgName(x.X); !isPkg {
			st.On = s.on(x.X)
			st.OnField, _ = s.fieldOf(x.X)
			return st, x.X, true
		}
		st.Pkg = x.X.(*ast.Ident).Name
		return st, nil, true
	case *types.Var:
		if owner, ok := s.b.owners[o.Origin()]; ok {
			st.Target, st.Pkg, st.FromField = owner, s.b.pkg.Name, true
			return st, x.X, true
		}
		if o.Pkg() != nil && o.Parent() == o.Pkg().Scope() {
			st.Target, st.Pkg, st.Std = Sym{o.Pkg().Path(), o.Name()}, o.Pkg().Name(), s.std(o.Pkg())
			return st, nil, true
		}
		return st, x.X, false
	}
	// The type checker does not know it: its package is missing.
	st.Unresolved = true
	if path, ok := s.pkgName(x.X); ok {
		id := x.X.(*ast.Ident)
		st.Target, st.Pkg = Sym{path, x.Sel.Name}, id.Name
		return st, nil, true
	}
	if s.info().Types[x].IsType() {
		return st, x.X, false
	}
	st.Target, st.On = Sym{"", x.Sel.Name}, s.on(x.X)
	return st, x.X, true
}

func (s *stepper) pkgName(e ast.Expr) (path string, ok bool) {
	id, isIdent := e.(*ast.Ident)
	if !isIdent {
		return "", false
	}
	switch o := s.info().Uses[id].(type) {
	case *types.PkgName:
		return o.Imported().Path(), true
	case nil:
		path, ok = s.b.names[id.Name]
		return path, ok && s.info().Defs[id] == nil
	}
	return "", false
}

// on is what a method is called on, as the source writes it, without the
// receiver's own name and cut to the last two links of a chain.
func (s *stepper) on(e ast.Expr) string {
	links := s.links(e)
	if len(links) > 2 {
		links = links[len(links)-2:]
	}
	text := strings.Join(links, ".")
	if len(text) > maxOn && len(links) > 0 {
		return links[len(links)-1]
	}
	return text
}

const maxOn = 48

func (s *stepper) links(e ast.Expr) []string {
	switch x := ast.Unparen(e).(type) {
	case *ast.Ident:
		if x.Name == s.recv {
			return nil
		}
		return []string{x.Name}
	case *ast.SelectorExpr:
		return append(s.links(x.X), x.Sel.Name)
	case *ast.CallExpr:
		links := s.links(x.Fun)
		if len(links) == 0 {
			return nil
		}
		if len(x.Args) == 0 {
			links[len(links)-1] += "()"
		} else {
			links[len(links)-1] += "(…)"
		}
		return links
	case *ast.IndexExpr:
		return s.links(x.X)
	case *ast.StarExpr:
		return s.links(x.X)
	}
	return nil
}

func isIface(f *types.Func) bool {
	sig, ok := f.Type().(*types.Signature)
	return ok && sig.Recv() != nil && types.IsInterface(sig.Recv().Type())
}

// funcSym names a function, or a method by the type that declares it.
func funcSym(f *types.Func) Sym {
	f = f.Origin()
	sym := Sym{f.Pkg().Path(), f.Name()}
	if sig, ok := f.Type().(*types.Signature); ok && sig.Recv() != nil {
		if r := symOf(sig.Recv().Type()); r.Name != "" {
			sym.Name = r.Name + "." + sym.Name
		}
	}
	return sym
}

// args relates the arguments of a call to parameters. Functions outside focus
// are left alone.
func (s *stepper) args(x *ast.CallExpr, st Step) []Arg {
	f := s.b.graph.funcs[st.Target]
	if f == nil {
		return nil
	}
	var out []Arg
	for i, a := range x.Args {
		if i >= len(f.Params) {
			break
		}
		text := a
		if id, ok := a.(*ast.Ident); ok {
			if set := s.locals[s.info().Uses[id]]; set != nil {
				text = set
			}
		}
		out = append(out, Arg{Param: f.Params[i].Name, Text: shorter(exprText(text)), At: s.b.at(a.Pos(), token.NoPos), Names: namesIn(text)})
	}
	return out
}

// namesIn lists the selected names of an expression, outermost last.
func namesIn(e ast.Expr) []string {
	var out []string
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			out = append(out, n.Sel.Name)
		case *ast.Ident:
		}
		return true
	})
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// composite notes the type of a literal and what its fields are set to.
func (s *stepper) composite(x *ast.CompositeLit, in inside) {
	t := s.info().TypeOf(x)
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok && n.Obj().Pkg() != nil {
		s.add(in, Step{Kind: New, Target: Sym{n.Obj().Pkg().Path(), n.Obj().Name()}, Pkg: n.Obj().Pkg().Name(),
			Std: s.std(n.Obj().Pkg()), At: s.b.at(x.Pos(), token.NoPos)})
	}
	_, isStruct := underlying(deref(t)).(*types.Struct)
	for _, e := range x.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			s.expr(e, in)
			continue
		}
		if !isStruct {
			s.expr(kv.Key, in)
			s.expr(kv.Value, in)
			continue
		}
		s.keyed(kv, in)
	}
}

func deref(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}

// keyed notes a field of a struct literal.
func (s *stepper) keyed(kv *ast.KeyValueExpr, in inside) {
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		s.expr(kv.Value, in)
		return
	}
	owner := Sym{"", id.Name}
	v, _ := s.info().Uses[id].(*types.Var)
	if v != nil {
		if o, ok := s.b.owners[v.Origin()]; ok {
			owner = o
			val := ""
			if tv := s.info().Types[kv.Value]; tv.Value != nil {
				val = constText(tv.Value, tv.Type)
			}
			s.add(in, Step{Kind: Write, Target: owner, Value: val, At: s.b.at(kv.Pos(), token.NoPos)})
		}
	}
	if st, recv, ok := s.callee(kv.Value); ok && s.isFuncValue(kv.Value) {
		st.Kind, st.Label, st.At = Store, owner.Name, s.b.at(kv.Value.Pos(), token.NoPos)
		s.add(in, st)
		if recv != nil {
			s.expr(recv, in)
		}
		return
	}
	if lit, ok := kv.Value.(*ast.FuncLit); ok {
		s.literal(lit, in, id.Name)
		return
	}
	s.expr(kv.Value, in)
}
