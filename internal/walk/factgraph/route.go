package factgraph

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strconv"
	"strings"
)

// route notes a path that a call gives to a handler: mux.Handle("/x", h) and
// its like, and builders that are told the path and the handler in a chain of
// calls. A handler is a function or value of a type that net/http defines for
// the purpose, or, behind a path in a chain, a function.
func (s *stepper) route(x *ast.CallExpr, callee Step, in inside) bool {
	var path string
	var handler ast.Expr
	for _, a := range x.Args {
		if p := s.path(a); p != "" && path == "" {
			path = p
		} else if s.serves(a) {
			handler = a
		}
	}
	if path == "" && len(x.Args) == 1 && s.isFuncValue(x.Args[0]) && s.fluent(x) {
		path, handler = s.chained(x), x.Args[0]
	}
	if path == "" || handler == nil {
		return false
	}
	st, _, ok := s.callee(handler)
	if c, isCall := ast.Unparen(handler).(*ast.CallExpr); !ok && isCall {
		st, _, ok = s.callee(c.Fun)
	}
	if !ok {
		st = Step{}
	}
	st.Kind, st.Label = Route, path
	st.Via, st.ViaPkg, st.ViaOn = callee.Target, callee.Pkg, callee.On
	st.At = s.b.at(x.Args[0].Pos(), handler.Pos())
	s.add(in, st)
	return true
}

// path is the constant that an expression is, if it is a path as servers route
// by: "/x", or "GET /x".
func (s *stepper) path(e ast.Expr) string {
	tv := s.info().Types[e]
	if tv.Value == nil || tv.Value.Kind() != constant.String {
		return ""
	}
	v := constant.StringVal(tv.Value)
	rest := v
	if method, after, ok := strings.Cut(v, " "); ok && method != "" && strings.ToUpper(method) == method {
		rest = strings.TrimLeft(after, " ")
	}
	if !strings.HasPrefix(rest, "/") || strings.ContainsAny(v, "\n\t") {
		return ""
	}
	return short(v)
}

// chained finds the path in the calls that a chain starts with, behind the one
// that what the chain starts from was given before.
func (s *stepper) chained(x *ast.CallExpr) string {
	path, found := "", false
	for {
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			return path
		}
		inner, ok := ast.Unparen(sel.X).(*ast.CallExpr)
		if !ok {
			base := s.bases[s.object(sel.X)]
			switch {
			case !found:
				return ""
			case path != "":
				base = strings.TrimSuffix(base, "/")
			}
			return base + path
		}
		if x = inner; found || len(x.Args) != 1 {
			continue
		}
		if tv := s.info().Types[x.Args[0]]; tv.Value != nil && tv.Value.Kind() == constant.String {
			path = s.path(x.Args[0])
			found = path != "" || constant.StringVal(tv.Value) == ""
		}
	}
}

// base notes the path that a chain of calls gives to what it starts from:
// ws.Path("/x").
func (s *stepper) base(e ast.Expr) {
	path := ""
	for {
		x, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok {
			break
		}
		sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
		if !ok {
			return
		}
		if len(x.Args) == 1 && s.fluent(x) {
			if p := s.path(x.Args[0]); p != "" {
				path = p
			}
		}
		e = sel.X
	}
	if o := s.object(e); o != nil && path != "" {
		s.bases[o] = path
	}
}

// object is the variable that an expression is, or nil.
func (s *stepper) object(e ast.Expr) types.Object {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return nil
	}
	if o := s.info().Uses[id]; o != nil {
		return o
	}
	return s.info().Defs[id]
}

// serves reports whether an expression is an HTTP handler.
func (s *stepper) serves(e ast.Expr) bool {
	t := s.info().TypeOf(e)
	if t == nil {
		return false
	}
	if sig, ok := t.Underlying().(*types.Signature); ok {
		return sig.Params().Len() == 2 && isHTTP(sig.Params().At(0).Type(), "ResponseWriter") && isHTTP(sig.Params().At(1).Type(), "Request")
	}
	if isHTTP(t, "Handler") {
		return true
	}
	f := member(t, "ServeHTTP")
	return f != nil
}

func isHTTP(t types.Type, name string) bool {
	sym := symOf(t)
	return sym == Sym{"net/http", name}
}

// metrics finds the collectors that an expression makes: calls that are given
// a struct of options with a name and a help text.
func (b *builder) metrics(kept string, e ast.Expr) {
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		for _, a := range x.Args {
			if lit := literalOf(a); lit != nil && b.metric(kept, x, lit) {
				return
			}
		}
	case *ast.UnaryExpr:
		b.metrics(kept, x.X)
	case *ast.CompositeLit:
		for _, el := range x.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				name := kept
				if id, ok := kv.Key.(*ast.Ident); ok {
					name = id.Name
				}
				b.metrics(name, kv.Value)
			} else {
				b.metrics(kept, el)
			}
		}
	}
}

func literalOf(e ast.Expr) *ast.CompositeLit {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, _ := e.(*ast.CompositeLit)
	return lit
}

func (b *builder) metric(kept string, call *ast.CallExpr, lit *ast.CompositeLit) bool {
	m := &Metric{Pkg: b.pkg.Path, Var: kept, At: b.at(call.Pos(), lit.End())}
	parts := map[string]string{}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		if id, ok := kv.Key.(*ast.Ident); ok {
			if tv := b.pkg.Info.Types[kv.Value]; tv.Value != nil && tv.Value.Kind() == constant.String {
				parts[id.Name] = constant.StringVal(tv.Value)
			} else if t, err := strconv.Unquote(exprText(kv.Value)); err == nil {
				parts[id.Name] = t
			}
		}
	}
	if parts["Name"] == "" || parts["Help"] == "" {
		return false
	}
	var names []string
	for _, k := range []string{"Namespace", "Subsystem", "Name"} {
		if parts[k] != "" {
			names = append(names, parts[k])
		}
	}
	m.Name, m.Help = strings.Join(names, "_"), oneLine(parts["Help"])
	if m.Kind = symOf(underlyingNamed(b.pkg.Info.TypeOf(call))).Name; m.Kind == "" { // its package is missing
		name := exprText(call.Fun)
		m.Kind = strings.TrimPrefix(name[strings.LastIndexByte(name, '.')+1:], "New")
	}
	b.graph.Metrics = append(b.graph.Metrics, m)
	return true
}

func underlyingNamed(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}
