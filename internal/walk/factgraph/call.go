package factgraph

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
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
	guard := s.guard == x
	s.guard = nil
	st, recv, ok := s.callee(x.Fun)
	if ok {
		st.At = s.b.at(s.namePos(x.Fun), token.NoPos)
		st.End = s.b.at(x.Rparen, token.NoPos).Line
		st.Kind = kind
		st.Guard = guard
		st.Log = s.b.graph.funcs[st.Target] == nil && s.logs(x)
		st.Args = s.args(x, st)
	}
	// What is called and with what is settled before a goroutine starts, or now
	// if the call is for later.
	now := in
	now.deferred, now.goroutine = false, in.goroutine && kind != Go
	if recv != nil {
		s.receiver(recv, now)
	}
	later := in
	in.deferred = false
	routed := ok && s.route(x, st, now)
	h := handing{callee: st, key: s.key(x), fluent: s.fluent(x), asked: s.asked(x), routed: routed}
	for _, a := range x.Args {
		s.arg(a, h, in, now)
	}
	if ok { // after what it is called with
		s.add(later, st)
	}
	if s.b.pkg.Focus {
		for _, a := range x.Args {
			if lit := literalOf(a); lit != nil && s.b.metric("", x, lit) {
				break
			}
		}
	}
}

// A handing is what arguments are handed to.
type handing struct {
	callee                Step
	key                   string // the name that the first argument is
	fluent, asked, routed bool
}

// receiver looks at what a method is called on. Methods on the way, of what is
// not in focus, are part of the name of what follows and no step of their own.
func (s *stepper) receiver(e ast.Expr, in inside) {
	in.deferred = false
	if c, ok := ast.Unparen(e).(*ast.CallExpr); ok {
		if st, recv, ok := s.callee(c.Fun); ok && recv != nil && s.b.graph.funcs[st.Target] == nil && !st.FromField {
			s.receiver(recv, in)
			st.At = s.b.at(s.namePos(c.Fun), token.NoPos)
			s.route(c, st, in)
			h := handing{callee: st, fluent: s.fluent(c)}
			for _, a := range c.Args {
				s.arg(a, h, in, in)
			}
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

// key is the string that a call's first argument is, under which the functions
// among the others are registered: a route, a name.
func (s *stepper) key(x *ast.CallExpr) string {
	if len(x.Args) < 2 {
		return ""
	}
	if b, ok := underlying(s.info().TypeOf(x)).(*types.Basic); ok && b.Kind() == types.Bool {
		return "" // a question is no registration
	}
	tv := s.info().Types[x.Args[0]]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return ""
	}
	return short(tv.Value.ExactString())
}

// arg notes what an argument hands over, and what else it does at once.
func (s *stepper) arg(a ast.Expr, h handing, in, now inside) {
	callee, key := h.callee, h.key
	via := in
	if in.label == "" { // what wraps a handler is not what it is registered with
		via.via, via.viaPkg, via.viaOn, via.label, via.viaAt = callee.Target, callee.Pkg, callee.On, key, callee.At
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
		st.Guard, st.ViaAt = callee.Guard, callee.At
		if key != "" {
			st.Kind, st.Label = Handler, key
		}
		st.At = s.b.at(a.Pos(), token.NoPos)
		if recv != nil {
			s.expr(recv, in)
		}
		s.add(in, st)
		return
	}
	from := len(s.fn.Steps)
	s.expr(a, now)
	s.handed(a, h, from)
}

// handed marks what an argument was found to be.
func (s *stepper) handed(a ast.Expr, h handing, from int) {
	lit := literalOf(a)
	for i := from; i < len(s.fn.Steps); i++ {
		st := &s.fn.Steps[i]
		switch {
		case h.asked && (st.Kind == Const || st.Kind == Gate):
			st.Asked = true
		case h.fluent && st.Kind == New && lit != nil && len(lit.Elts) == 0:
			st.Fluent, st.Via, st.ViaPkg, st.ViaOn = true, h.callee.Target, h.callee.Pkg, h.callee.On
		}
	}
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
				text = set // and where it is set
			}
		}
		out = append(out, Arg{Param: f.Params[i].Name, Text: shorter(exprText(text)), At: s.b.at(text.Pos(), token.NoPos), Names: namesIn(text)})
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
