package factgraph

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// How long pieces of source may be that nodes quote.
const (
	maxCond  = 150
	maxValue = 70
	maxCall  = 90
)

// text is an expression as the source writes it, in one line. Of a literal it is
// the type and the fields that are set to constants, since those are decisions.
func (f *flower) text(e ast.Expr) string {
	x, and := ast.Unparen(e), ""
	if u, ok := x.(*ast.UnaryExpr); ok && u.Op == token.AND {
		x, and = u.X, "&"
	}
	if lit, ok := x.(*ast.CompositeLit); ok && lit.Type != nil {
		return clipText(and+types.ExprString(lit.Type)+"{"+f.constants(lit)+"}", maxValue+20)
	}
	return clipText(strings.ReplaceAll(types.ExprString(e), "(ast: <nil>)", "type"), maxValue)
}

// resultText is what is returned: whole, as far as a line goes, if it holds
// numbers.
func (f *flower) resultText(e ast.Expr) string {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && !f.converts(call) {
		if full := types.ExprString(e); strings.ContainsAny(full, "0123456789") && !strings.Contains(full, "literal)") {
			return clipText(full, maxCond)
		}
	}
	return f.text(e)
}

// constants are the fields of a literal that are set to constants, "…" for the
// others.
func (f *flower) constants(lit *ast.CompositeLit) string {
	var out []string
	rest := false
	for _, el := range lit.Elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			rest = true
			continue
		}
		tv := f.info().Types[kv.Value]
		if id, isName := kv.Key.(*ast.Ident); isName && tv.Value != nil && len(out) < 3 && tv.Value.Kind() != constant.String {
			out = append(out, id.Name+": "+types.ExprString(kv.Value))
			continue
		}
		rest = true
	}
	if rest {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

func clipText(s string, most int) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// acts is what an expression on its own does.
func (f *flower) acts(e ast.Expr, results []string) []*Node {
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return f.call(x, Calls, results)
	case *ast.UnaryExpr:
		if x.Op == token.ARROW {
			a := f.receive(x, results, f.span(x.Pos(), x.End()))
			return append(f.operands(x.X), f.node(x, a))
		}
	}
	return f.operands(e)
}

// operands is what the calls inside of an expression do that are of interest by
// themselves, in the order in which they are made.
func (f *flower) operands(e ast.Expr) []*Node {
	var out []*Node
	if e == nil {
		return nil
	}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			for _, c := range f.call(n, Calls, nil) {
				if f.tells(c) {
					if c.Act != nil {
						c.Act.Operand = true
					}
					out = append(out, c)
				}
			}
			return false
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				out = append(out, f.acts(n, nil)...)
				return false
			}
		}
		return true
	})
	return out
}

// tells reports whether a call that is part of an expression is worth a node of
// its own.
func (f *flower) tells(n *Node) bool {
	a := n.Act
	return n.Kind != Do || a.FromField || a.Effect != nil || a.Verb != Calls || len(a.Lits) > 0 || a.Ends != "" || f.b.graph.funcs[a.Target] != nil || a.Iface && len(f.b.implementers(a.Target)) > 0
}

// call is a call with what it is made of.
func (f *flower) call(x *ast.CallExpr, verb Verb, results []string) []*Node {
	if tv := f.info().Types[x.Fun]; tv.IsType() {
		var out []*Node
		for _, a := range x.Args {
			out = append(out, f.operands(a)...)
		}
		return out
	}
	if id, ok := ast.Unparen(x.Fun).(*ast.Ident); ok {
		if _, ok := f.info().Uses[id].(*types.Builtin); ok {
			return f.builtin(x, id.Name, verb)
		}
	}
	at := f.span(f.namePos(x.Fun), x.Rparen)
	a := &Act{Verb: verb, At: at, Results: results}
	n := &Node{Kind: Do, At: f.span(x.Pos(), x.End()), Act: a}
	var out []*Node
	if lit, ok := ast.Unparen(x.Fun).(*ast.FuncLit); ok {
		for _, arg := range x.Args {
			out = append(out, f.operands(arg)...)
		}
		a.Lits = []*Lit{{At: f.span(lit.Pos(), token.NoPos), Body: f.block(lit.Body), Now: true}}
		return append(out, n)
	}
	if sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok {
		out = append(out, f.operands(sel.X)...)
	}
	for _, arg := range x.Args {
		out = append(out, f.operands(arg)...)
	}
	f.describe(x, a)
	if a.Effect != nil && a.Effect.Class == "exit" {
		return append(out, n, &Node{Kind: Leave, At: n.At, Exit: &Exit{Kind: Exits, Text: a.Error, Status: strings.Join(a.Args, ", ")}})
	}
	return append(out, n)
}

// describe fills in what a call calls and is given.
func (f *flower) describe(x *ast.CallExpr, a *Act) {
	a.Text = clipText(types.ExprString(x.Fun), maxCall)
	st, _, ok := f.callee(x.Fun)
	if obj := f.object(x.Fun); obj != nil {
		if lit, isLit := f.once[obj].(*ast.FuncLit); isLit { // a function kept in a local variable
			a.Lits = append(a.Lits, f.literal(lit, "", true))
			return
		}
	}
	if ok {
		a.Target, a.Iface, a.Std, a.Field, a.FromField = st.Target, st.Iface, st.Std, st.OnField, st.FromField
		a.Log = f.b.graph.funcs[st.Target] == nil && (f.logs(x) || logged(st) || st.Unresolved && namedLog(a.Text))
		a.Pure = st.Std && pure[st.Target.Pkg]
	}
	for _, arg := range x.Args {
		a.Values = append(a.Values, f.values(arg)...)
		f.handed(arg, "", a)
		a.client = a.client || isClient(f.info().TypeOf(arg))
		if !passing(f.info().TypeOf(arg)) {
			a.Args = append(a.Args, f.argText(arg))
		}
	}
	f.b.effect(f, x, st, a)
	if makesError(st, a) && len(x.Args) > 0 {
		if tv := f.info().Types[x.Args[0]]; tv.Value != nil && tv.Value.Kind() == constant.String {
			a.Error = oneLine(constant.StringVal(tv.Value))
		}
	}
}

// makesError reports whether a call makes an error of a text.
func makesError(st Step, a *Act) bool {
	name := lastName(st.Target)
	switch {
	case a.Text == "fmt.Errorf" || a.Text == "errors.New":
		return true
	case strings.HasSuffix(name, "Errorf") || strings.HasPrefix(name, "New") && strings.Contains(name, "Error"):
		return !a.Log
	}
	return strings.HasSuffix(st.Target.Pkg, "errors") && (strings.HasPrefix(name, "New") || strings.HasPrefix(name, "Wrap"))
}

// isClient reports whether a type is an interface that requests are made with.
func isClient(t types.Type) bool {
	if t == nil || !types.IsInterface(t) {
		return false
	}
	s := symOf(t)
	return strings.HasPrefix(s.Pkg, "k8s.io/client-go/") || strings.Contains(s.Pkg, "clientset") || strings.HasSuffix(s.Pkg, "/client")
}

// passing reports whether an argument says nothing about what a call does: a
// context, or what logs are written to.
func passing(t types.Type) bool {
	if t == nil {
		return false
	}
	s := symOf(t)
	return s == Sym{"context", "Context"} || s.Name == "Logger" && s.Pkg != ""
}

// argText is an argument as the source writes it; of functions nothing but that
// they are.
func (f *flower) argText(e ast.Expr) string {
	switch x := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		return "func"
	case *ast.BasicLit:
		return clipText(x.Value, maxCall)
	}
	return f.text(e)
}

// handed notes the functions in an argument or value.
func (f *flower) handed(e ast.Expr, label string, a *Act) { f.handedTo(e, label, Sym{}, a) }

func (f *flower) handedTo(e ast.Expr, label string, field Sym, a *Act) {
	switch x := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		a.Lits = append(a.Lits, &Lit{Label: label, At: f.span(x.Pos(), token.NoPos), Body: f.block(x.Body)})
	case *ast.UnaryExpr:
		f.handedTo(x.X, label, field, a)
	case *ast.CompositeLit:
		for _, el := range x.Elts {
			l, to := label, field
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				if id, ok := kv.Key.(*ast.Ident); ok {
					l = id.Name
					if v, ok := f.info().Uses[id].(*types.Var); ok {
						to = f.b.owners[v.Origin()]
					}
				}
				el = kv.Value
			}
			f.handedTo(el, l, to, a)
		}
	case *ast.CallExpr: // what makes a function of functions
		for _, arg := range x.Args {
			if f.takesFunc(arg) {
				f.handed(arg, label, a)
			}
		}
	case *ast.Ident, *ast.SelectorExpr:
		if !f.isFuncValue(e) {
			return
		}
		if obj := f.object(e); obj != nil {
			if lit, ok := f.once[obj].(*ast.FuncLit); ok {
				a.Lits = append(a.Lits, f.literal(lit, obj.Name(), false))
				return
			}
		}
		if st, _, ok := f.callee(e); ok {
			a.Funcs = append(a.Funcs, Handed{st.Target, label, field, f.span(e.Pos(), token.NoPos)})
		}
	}
}

func (f *flower) takesFunc(e ast.Expr) bool {
	_, lit := ast.Unparen(e).(*ast.FuncLit)
	return lit || f.isFuncValue(e)
}

// literal is a function literal that a variable keeps. One that speaks of itself
// is told once.
func (f *flower) literal(lit *ast.FuncLit, label string, now bool) *Lit {
	l := &Lit{Label: label, At: f.span(lit.Pos(), token.NoPos), Now: now}
	for obj, e := range f.once {
		if e == lit {
			f.once[obj] = nil
			l.Body = f.block(lit.Body)
		}
	}
	return l
}

// builtin is a call of a function of the language.
func (f *flower) builtin(x *ast.CallExpr, name string, verb Verb) []*Node {
	var out []*Node
	for _, a := range x.Args {
		out = append(out, f.operands(a)...)
	}
	if len(x.Args) == 0 {
		return out
	}
	a := &Act{Text: f.text(x.Args[0]), Field: f.fieldSym(x.Args[0]), At: f.span(x.Pos(), x.End())}
	switch name {
	case "delete":
		a.Verb, a.Arg = Deletes, f.text(x.Args[1])
	case "clear":
		a.Verb = Deletes
	case "close":
		if a.Verb = Closes; verb == Defers {
			a.Verb, a.Text = Defers, "close("+a.Text+")"
		}
	case "panic":
		e := &Exit{Kind: Panics, Text: f.panicText(x.Args[0])}
		return append(out, &Node{Kind: Leave, At: a.At, Exit: e})
	default:
		return out
	}
	return append(out, &Node{Kind: Do, At: a.At, Act: a})
}

func (f *flower) panicText(e ast.Expr) string {
	text := f.text(e)
	ast.Inspect(e, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text = strings.Trim(lit.Value, "\"`")
		}
		return true
	})
	return clipText(text, maxCall)
}

func (f *flower) assignment(st *ast.AssignStmt) []*Node {
	f.last = map[types.Object]ast.Expr{}
	if len(st.Rhs) == 1 && len(st.Lhs) >= 1 {
		if call, ok := ast.Unparen(st.Rhs[0]).(*ast.CallExpr); ok && st.Tok != token.ADD_ASSIGN && !f.isAppend(call) && !f.info().Types[call.Fun].IsType() {
			return f.assignedCall(st, call)
		}
	}
	var out []*Node
	for i, l := range st.Lhs {
		r := st.Rhs[min(i, len(st.Rhs)-1)]
		if obj := f.object(l); obj != nil {
			f.last[obj] = r
		}
		if i < len(st.Rhs) {
			if _, lit := ast.Unparen(r).(*ast.FuncLit); lit {
				if obj := f.object(l); obj != nil && f.once[obj] != nil {
					continue // told where it is used
				}
			}
			if u, ok := ast.Unparen(r).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
				out = append(out, f.acts(r, f.names(st.Lhs))...)
				continue
			}
			out = append(out, f.operands(r)...)
		}
		arg := f.text(r)
		if st.Tok != token.ASSIGN && st.Tok != token.DEFINE {
			arg = st.Tok.String() + " " + arg
		}
		out = append(out, f.set1(l, r, arg, st)...)
	}
	return out
}

func (f *flower) names(list []ast.Expr) (out []string) {
	for _, l := range list {
		out = append(out, types.ExprString(l))
	}
	return out
}

func (f *flower) isAppend(c *ast.CallExpr) bool {
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	if !ok || id.Name != "append" {
		return false
	}
	_, ok = f.info().Uses[id].(*types.Builtin)
	return ok
}

// assignedCall is a call whose results are kept.
func (f *flower) assignedCall(st *ast.AssignStmt, call *ast.CallExpr) []*Node {
	out := f.call(call, Calls, f.names(st.Lhs))
	for _, l := range st.Lhs {
		if obj := f.object(l); obj != nil {
			f.last[obj] = call
			continue
		}
		if id, ok := l.(*ast.Ident); ok && id.Name == "_" {
			continue
		}
		a := &Act{Verb: Sets, Text: f.text(l), Arg: "", Field: f.fieldSym(l), Copy: f.onCopy(l)}
		// The error is asked for after the call, so the call stays last.
		out = append([]*Node{}, out...)
		if n := len(out); n > 0 && out[n-1].Kind == Do {
			out[n-1].Act.Field = a.Field
			continue
		}
		out = append(out, f.node(st, a))
	}
	return out
}

// set1 is the assignment of one value.
func (f *flower) set1(l, r ast.Expr, arg string, st ast.Node) []*Node {
	if id, ok := l.(*ast.Ident); ok && id.Name == "_" {
		return nil
	}
	if c, ok := ast.Unparen(r).(*ast.CallExpr); ok && f.isAppend(c) && len(c.Args) > 1 {
		var added []string
		for _, x := range c.Args[1:] {
			added = append(added, f.text(x))
		}
		return []*Node{f.finish(l, r, &Act{Verb: Grows, Text: f.text(l), Arg: clipText(strings.Join(added, ", "), maxCall)}, st)}
	}
	return []*Node{f.finish(l, r, &Act{Verb: Sets, Text: f.text(l), Arg: arg}, st)}
}

// finish says where an assignment goes.
func (f *flower) finish(l, r ast.Expr, a *Act, st ast.Node) *Node {
	a.Field, a.Copy = f.fieldSym(l), f.onCopy(l)
	if obj := f.object(l); obj != nil {
		a.Local = obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope()
		a.Decides = a.Local && f.condVars[obj] && f.set[obj] > 1
	}
	if r != nil {
		a.Values = f.values(r)
		f.handedTo(r, label(l), f.ownField(l), a)
	}
	return f.node(st, a)
}

func (f *flower) ownField(l ast.Expr) Sym {
	s, _ := f.fieldOf(l)
	return s
}

func label(l ast.Expr) string {
	switch x := ast.Unparen(l).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

func (f *flower) setting(l ast.Expr, arg string, st ast.Node) []*Node {
	return []*Node{f.finish(l, nil, &Act{Verb: Sets, Text: f.text(l), Arg: arg}, st)}
}

// onCopy reports whether what is set is part of a local copy.
func (f *flower) onCopy(l ast.Expr) bool {
	for {
		switch x := ast.Unparen(l).(type) {
		case *ast.SelectorExpr:
			if t := f.info().TypeOf(x.X); t != nil {
				if _, ptr := t.Underlying().(*types.Pointer); ptr {
					return false
				}
			}
			if obj := f.object(x.X); obj != nil {
				return f.copies[obj]
			}
			l = x.X
		case *ast.IndexExpr:
			if t := f.info().TypeOf(x.X); t != nil {
				if _, array := t.Underlying().(*types.Array); !array {
					return false
				}
			}
			l = x.X
		default:
			return false
		}
	}
}

func (f *flower) declaration(st *ast.DeclStmt) []*Node {
	d, ok := st.Decl.(*ast.GenDecl)
	if !ok || d.Tok != token.VAR {
		return nil
	}
	var out []*Node
	for _, s := range d.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, r := range v.Values {
			if _, isCall := ast.Unparen(r).(*ast.CallExpr); isCall {
				out = append(out, f.acts(r, []string{v.Names[min(i, len(v.Names)-1)].Name})...)
				continue
			}
			if i < len(v.Names) {
				out = append(out, f.operands(r)...)
			}
		}
	}
	return out
}

// leave is a return.
func (f *flower) leave(st *ast.ReturnStmt) []*Node {
	e := &Exit{Kind: Returns}
	var out []*Node
	for i, r := range st.Results {
		last := i == len(st.Results)-1
		call, isCall := ast.Unparen(r).(*ast.CallExpr)
		if isCall {
			nodes := f.call(call, Calls, nil)
			for _, n := range nodes {
				if f.tells(n) || n == nodes[len(nodes)-1] && n.Kind == Do && !n.Act.Pure && n.Act.Error == "" && !f.converts(call) {
					out = append(out, n)
				}
			}
		} else {
			out = append(out, f.operands(r)...)
			a := &Act{}
			if f.handed(r, "", a); len(a.Lits) > 0 || len(a.Funcs) > 0 {
				a.Verb, a.Text, a.At = Sets, "", f.span(r.Pos(), r.End())
				out = append(out, &Node{Kind: Do, At: a.At, Act: a})
			}
		}
		e.Called = isCall && len(st.Results) == 1 && len(out) > 0 && out[len(out)-1].Kind == Do && out[len(out)-1].At == f.span(call.Pos(), call.End())
		e.Values = append(e.Values, f.values(r)...)
		e.Results = append(e.Results, f.resultText(r))
		if t := f.info().TypeOf(r); last && (t != nil && (isError(t) || implementsError(t)) || isNil(r) && f.returnsError()) {
			f.errorResult(e, r, isCall)
		}
	}
	return append(out, &Node{Kind: Leave, At: f.span(st.Pos(), st.End()), Exit: e})
}

func (f *flower) converts(c *ast.CallExpr) bool { return f.info().Types[c.Fun].IsType() }

func implementsError(t types.Type) bool {
	m, ok := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	_, iface := t.Underlying().(*types.Interface)
	return ok && !iface && types.Implements(t, m)
}

// returnsError reports whether the function at hand may fail. In a literal it
// asks the function around it, which tells the same of nil.
func (f *flower) returnsError() bool { return true }

func (f *flower) errorResult(e *Exit, r ast.Expr, isCall bool) {
	switch {
	case isNil(r):
		e.Error = "nil"
	case isCall:
		e.Error = "call"
		c := ast.Unparen(r).(*ast.CallExpr)
		a := &Act{}
		if f.describe(c, a); a.Error != "" && len(f.b.graph.funcs) >= 0 && f.b.graph.funcs[a.Target] == nil {
			e.Error, e.Text = "new", clipText(a.Error, 160)
		}
	default:
		obj := f.object(r)
		if sel, ok := ast.Unparen(r).(*ast.SelectorExpr); ok {
			obj = f.info().Uses[sel.Sel]
		}
		v, isVar := obj.(*types.Var)
		switch {
		case obj == nil || !isVar: // a literal of an error's type
			e.Error, e.Text = "err", f.text(r)
		case v.Pkg() != nil && v.Parent() == v.Pkg().Scope(): // one that the package declares
			e.Error, e.Text = "err", f.text(r)
		case f.failing[obj]:
			e.Error = "err"
		default:
			e.Error = "maybe" // it may be nil
		}
	}
}
