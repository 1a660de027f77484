package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A flower turns the body of one function into nodes.
type flower struct {
	*stepper
	notes *notes
	// set counts how often a local variable is assigned, once holds what it is
	// assigned if that happens once.
	set  map[types.Object]int
	once map[types.Object]ast.Expr
	// last is what a variable was set to by the statement before, for the
	// condition that asks about it.
	last map[types.Object]ast.Expr
	// copies are local values of struct types, which are not what they were
	// copied from.
	copies map[types.Object]bool
	// failing are the errors that are known to be some where the walk is.
	failing map[types.Object]bool
	// condVars are the variables that conditions speak of.
	condVars map[types.Object]bool
}

// flow builds the tree of a function.
func (b *builder) flow(s *stepper, d *ast.FuncDecl, n *notes) []*Node {
	f := &flower{stepper: s, notes: n, set: map[types.Object]int{}, once: map[types.Object]ast.Expr{},
		last: map[types.Object]ast.Expr{}, copies: map[types.Object]bool{}, failing: map[types.Object]bool{}, condVars: map[types.Object]bool{}}
	s.locals = map[types.Object]ast.Expr{}
	f.survey(d)
	return f.block(d.Body)
}

// survey counts the assignments of local variables.
func (f *flower) survey(d *ast.FuncDecl) {
	assign := func(id *ast.Ident, r ast.Expr) {
		obj := f.info().Defs[id]
		if obj == nil {
			obj = f.info().Uses[id]
		}
		if obj == nil {
			return
		}
		f.set[obj]++
		if f.once[obj] = r; f.set[obj] > 1 {
			f.once[obj] = nil
		}
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if id, ok := l.(*ast.Ident); ok {
					var r ast.Expr
					if len(n.Lhs) == len(n.Rhs) && n.Tok == token.DEFINE {
						r = n.Rhs[i]
						f.copied(id, r)
					}
					assign(id, r)
				}
			}
		case *ast.ValueSpec:
			for i, id := range n.Names {
				var r ast.Expr
				if i < len(n.Values) && len(n.Names) == len(n.Values) {
					r = n.Values[i]
				}
				assign(id, r)
			}
		case *ast.IncDecStmt:
			if id, ok := n.X.(*ast.Ident); ok {
				assign(id, nil)
			}
		case *ast.IfStmt:
			f.mentioned(n.Cond)
		case *ast.ForStmt:
			f.mentioned(n.Cond)
		case *ast.SwitchStmt:
			f.mentioned(n.Tag)
		case *ast.UnaryExpr:
			if id, ok := n.X.(*ast.Ident); ok && n.Op == token.AND {
				assign(id, nil) // others may set it
			}
		}
		return true
	})
	// A method's receiver, if it is a value, is a copy of what it was called on.
	if d.Recv != nil && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 {
		id := d.Recv.List[0].Names[0]
		if obj := f.info().Defs[id]; obj != nil {
			if _, isStruct := obj.Type().Underlying().(*types.Struct); isStruct {
				f.copies[obj] = true
			}
		}
	}
}

// mentioned notes the variables of a condition.
func (f *flower) mentioned(e ast.Expr) {
	if e == nil {
		return
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := f.info().Uses[id]; obj != nil {
				f.condVars[obj] = true
			}
		}
		return true
	})
}

// copied notes a local variable that is a struct by value.
func (f *flower) copied(id *ast.Ident, r ast.Expr) {
	obj := f.info().Defs[id]
	if obj == nil {
		return
	}
	if _, isStruct := obj.Type().Underlying().(*types.Struct); !isStruct {
		return
	}
	switch ast.Unparen(r).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return // made here
	}
	f.copies[obj] = true
}

func (f *flower) block(b *ast.BlockStmt) []*Node {
	if b == nil {
		return nil
	}
	out := f.list(b.List, b.Lbrace, b.Rbrace)
	f.last = map[types.Object]ast.Expr{} // it may not have run
	return out
}

// list turns statements into nodes. from and to are where comments may stand
// that belong to none of them.
func (f *flower) list(stmts []ast.Stmt, from, to token.Pos) []*Node {
	var out []*Node
	for i := 0; i < len(stmts); i++ {
		st := stmts[i]
		note := f.notes.before(from, st.Pos())
		head := headEnd(st)
		note = join(note, f.notes.beside(f.b.fset, st.Pos(), head))
		nodes := f.stmt(st)
		if n := len(nodes); n > 0 && i+1 < len(stmts) {
			if ask, ok := stmts[i+1].(*ast.IfStmt); ok && ask.Init == nil && f.asksError(ask.Cond, st) && f.attach(nodes[n-1], ask) {
				note = join(note, f.notes.before(st.End(), ask.Pos()))
				i++
				st = ask
			}
		}
		if note != nil {
			if len(nodes) == 0 {
				nodes = []*Node{{Kind: Remark, At: note.At, Note: note}}
			} else {
				nodes[0].Note = join(note, nodes[0].Note)
			}
		}
		out = append(out, nodes...)
		from = st.End()
	}
	if note := f.notes.before(from, to); note != nil {
		out = append(out, &Node{Kind: Remark, At: note.At, Note: note})
	}
	return out
}

// headEnd is where the head of a statement ends, beside which a comment on it
// may stand.
func headEnd(st ast.Stmt) token.Pos {
	switch st := st.(type) {
	case *ast.IfStmt:
		return st.Body.Lbrace
	case *ast.ForStmt:
		return st.Body.Lbrace
	case *ast.RangeStmt:
		return st.Body.Lbrace
	case *ast.SwitchStmt:
		return st.Body.Lbrace
	case *ast.TypeSwitchStmt:
		return st.Body.Lbrace
	case *ast.SelectStmt:
		return st.Body.Lbrace
	}
	return st.End()
}

// attach makes the question after a call a part of it.
func (f *flower) attach(n *Node, ask *ast.IfStmt) bool {
	if n.Kind != Do || n.Act == nil || n.Checked || n.Act.Verb != Calls || ask.Else != nil {
		return false
	}
	n.Fail, n.FailAt, n.Checked = f.failed(ask.Cond, ask.Body), f.span(ask.Pos(), ask.Body.Lbrace), true
	return true
}

// failed is a block that is run if the error that a condition asks about is one.
func (f *flower) failed(cond ast.Expr, body *ast.BlockStmt) []*Node {
	obj := f.errorAsked(cond)
	if x, ok := ast.Unparen(cond).(*ast.BinaryExpr); ok && x.Op == token.LAND && obj == nil {
		if obj = f.errorAsked(x.X); obj == nil { // err != nil && …
			obj = f.errorAsked(x.Y)
		}
	}
	if obj == nil || f.failing[obj] {
		return f.block(body)
	}
	f.failing[obj] = true
	out := f.block(body)
	delete(f.failing, obj)
	return out
}

// span is from one place to another; a place is a line.
func (f *flower) span(from, to token.Pos) Pos { return f.b.at(from, to) }

// asksError reports whether a condition is "err != nil" of an error that the
// statement before sets.
func (f *flower) asksError(cond ast.Expr, before ast.Stmt) bool {
	obj := f.errorAsked(cond)
	as, ok := before.(*ast.AssignStmt)
	if obj == nil || !ok || len(as.Rhs) != 1 {
		return false
	}
	if _, isCall := ast.Unparen(as.Rhs[0]).(*ast.CallExpr); !isCall {
		return false
	}
	last, ok := as.Lhs[len(as.Lhs)-1].(*ast.Ident)
	return ok && f.object(last) == obj
}

// errorAsked is the error variable that a condition asks about, "err != nil".
func (f *flower) errorAsked(cond ast.Expr) types.Object {
	x, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || x.Op != token.NEQ || !isNil(x.Y) {
		return nil
	}
	obj := f.object(x.X)
	if obj == nil || !f.errs(x.X) {
		return nil
	}
	return obj
}

// errs reports whether an expression is an error. Where what made it has no
// types, because its package is missing, its name decides.
func (f *flower) errs(e ast.Expr) bool {
	t := f.info().TypeOf(e)
	if id, ok := ast.Unparen(e).(*ast.Ident); ok && (t == nil || t == types.Typ[types.Invalid]) {
		return id.Name == "err"
	}
	return t != nil && isError(t)
}

func isNil(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	return ok && id.Name == "nil"
}

func isError(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == nil && n.Obj().Name() == "error"
}

func (f *flower) stmt(st ast.Stmt) []*Node {
	switch st := st.(type) {
	case *ast.BlockStmt:
		return f.block(st)
	case *ast.LabeledStmt:
		return f.stmt(st.Stmt)
	case *ast.ExprStmt:
		return f.acts(st.X, nil)
	case *ast.AssignStmt:
		return f.assignment(st)
	case *ast.DeclStmt:
		return f.declaration(st)
	case *ast.IncDecStmt:
		return f.setting(st.X, types.ExprString(st.X)+st.Tok.String(), st)
	case *ast.SendStmt:
		nodes := f.operands(st.Value)
		return append(nodes, f.node(st, &Act{Verb: Sends, Text: f.text(st.Chan), Arg: f.text(st.Value), Field: f.fieldSym(st.Chan)}))
	case *ast.GoStmt:
		return f.call(st.Call, Starts, nil)
	case *ast.DeferStmt:
		return f.call(st.Call, Defers, nil)
	case *ast.ReturnStmt:
		return f.leave(st)
	case *ast.BranchStmt:
		return f.branch(st)
	case *ast.IfStmt:
		return f.branchOn(st)
	case *ast.ForStmt:
		return f.loop(st)
	case *ast.RangeStmt:
		n := &Node{Kind: Range, At: f.span(st.For, st.Body.Lbrace), Over: f.text(st.X), Each: f.each(st), Body: f.block(st.Body)}
		return append(f.operands(st.X), n)
	case *ast.SwitchStmt:
		return f.choose(st)
	case *ast.TypeSwitchStmt:
		return f.chooseType(st)
	case *ast.SelectStmt:
		return f.wait(st)
	}
	return nil
}

func (f *flower) each(st *ast.RangeStmt) string {
	var names []string
	for _, e := range []ast.Expr{st.Key, st.Value} {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
			names = append(names, id.Name)
		}
	}
	return strings.Join(names, ", ")
}

func (f *flower) node(st ast.Node, a *Act) *Node {
	n := &Node{Kind: Do, At: f.span(st.Pos(), st.End()), Act: a}
	if !a.At.IsValid() {
		a.At = n.At
	}
	return n
}

func (f *flower) branch(st *ast.BranchStmt) []*Node {
	kind := map[token.Token]EndKind{token.BREAK: Breaks, token.CONTINUE: Continues, token.GOTO: Jumps}[st.Tok]
	if kind == "" { // fallthrough is told by the case
		return nil
	}
	e := &Exit{Kind: kind}
	if st.Label != nil {
		e.Label = st.Label.Name
	}
	return []*Node{{Kind: Leave, At: f.span(st.Pos(), st.End()), Exit: e}}
}

func (f *flower) branchOn(st *ast.IfStmt) []*Node {
	var before []*Node
	if st.Init != nil {
		before = f.stmt(st.Init)
		if n := len(before); n > 0 && f.asksError(st.Cond, st.Init) && f.attach(before[n-1], st) {
			before[n-1].At.To = 0
			return before
		}
	}
	cond := f.cond(st.Cond)
	last := f.last
	before = append(before, f.asked(st.Cond)...)
	n := &Node{Kind: If, At: f.span(st.If, st.Body.Lbrace), Cond: cond, Body: f.failed(st.Cond, st.Body)}
	f.last = last
	switch e := st.Else.(type) {
	case *ast.BlockStmt:
		n.Else = f.block(e)
	case *ast.IfStmt:
		n.Else = f.list([]ast.Stmt{e}, e.Pos(), e.End())
	}
	f.last = map[types.Object]ast.Expr{}
	return append(before, n)
}

// asked is what a condition does besides asking: the effects in its calls. The
// calls themselves are part of the condition.
func (f *flower) asked(e ast.Expr) []*Node {
	var out []*Node
	for _, n := range f.operands(e) {
		if n.Act.Effect != nil && !n.Act.Effect.Reads {
			out = append(out, n)
		}
	}
	return out
}

func (f *flower) loop(st *ast.ForStmt) []*Node {
	var before []*Node
	if st.Init != nil {
		before = f.stmt(st.Init)
	}
	n := &Node{Kind: For, At: f.span(st.For, st.Body.Lbrace), Body: f.block(st.Body)}
	if st.Cond != nil {
		n.Cond = f.cond(st.Cond)
	}
	return append(before, n)
}

func (f *flower) choose(st *ast.SwitchStmt) []*Node {
	var before []*Node
	if st.Init != nil {
		before = f.stmt(st.Init)
	}
	n := &Node{Kind: Switch, At: f.span(st.Switch, st.Body.Lbrace)}
	if st.Tag != nil {
		before = append(before, f.operands(st.Tag)...)
		n.Over = f.text(st.Tag)
	}
	for i, s := range st.Body.List {
		c := s.(*ast.CaseClause)
		n.Body = append(n.Body, f.clause(st.Body, i, c, st.Tag == nil))
	}
	f.last = map[types.Object]ast.Expr{}
	return append(before, n)
}

// clause is a case of a switch. Its expressions are conditions if the switch has
// nothing that they are compared with.
func (f *flower) clause(body *ast.BlockStmt, i int, c *ast.CaseClause, bare bool) *Node {
	end := body.Rbrace
	if i+1 < len(body.List) {
		end = body.List[i+1].Pos()
	}
	n := &Node{Kind: Case, At: f.span(c.Case, c.Colon)}
	defer func(last map[types.Object]ast.Expr) { f.last = last }(f.last) // for the next case
	switch {
	case len(c.List) == 0:
	case len(c.List) == 1 && bare:
		n.Cond = f.cond(c.List[0])
	default:
		n.Cond = &Cond{At: n.At}
		var texts []string
		for _, e := range c.List {
			texts = append(texts, f.text(e))
			n.Cond.Values = append(n.Cond.Values, f.values(e)...)
		}
		n.Cond.Text = strings.Join(texts, ", ")
	}
	if n.Cond != nil && bare && len(c.List) == 1 {
		if obj := f.errorAsked(c.List[0]); obj != nil && !f.failing[obj] {
			f.failing[obj] = true
			defer delete(f.failing, obj)
		}
	}
	n.Body = f.list(c.Body, c.Colon, end)
	if k := len(c.Body); k > 0 {
		if br, ok := c.Body[k-1].(*ast.BranchStmt); ok && br.Tok == token.FALLTHROUGH && i+1 < len(body.List) {
			next := body.List[i+1].(*ast.CaseClause)
			n.Body = append(n.Body, f.list(next.Body, next.Colon, next.End())...)
		}
	}
	return n
}

func (f *flower) chooseType(st *ast.TypeSwitchStmt) []*Node {
	n := &Node{Kind: Switch, At: f.span(st.Switch, st.Body.Lbrace)}
	switch a := st.Assign.(type) {
	case *ast.AssignStmt:
		n.Over = f.text(a.Rhs[0])
	case *ast.ExprStmt:
		n.Over = f.text(a.X)
	}
	for i, s := range st.Body.List {
		n.Body = append(n.Body, f.clause(st.Body, i, s.(*ast.CaseClause), false))
	}
	return []*Node{n}
}

func (f *flower) wait(st *ast.SelectStmt) []*Node {
	n := &Node{Kind: Select, At: f.span(st.Select, st.Body.Lbrace)}
	for i, s := range st.Body.List {
		c := s.(*ast.CommClause)
		end := st.Body.Rbrace
		if i+1 < len(st.Body.List) {
			end = st.Body.List[i+1].Pos()
		}
		k := &Node{Kind: Case, At: f.span(c.Case, c.Colon), Body: f.list(c.Body, c.Colon, end)}
		if c.Comm != nil {
			k.Act = f.comm(c.Comm)
		}
		n.Body = append(n.Body, k)
	}
	return []*Node{n}
}

// comm is what a case of a select waits for.
func (f *flower) comm(st ast.Stmt) *Act {
	at := f.span(st.Pos(), st.End())
	switch st := st.(type) {
	case *ast.SendStmt:
		return &Act{Verb: Sends, Text: f.text(st.Chan), Arg: f.text(st.Value), Field: f.fieldSym(st.Chan), At: at}
	case *ast.ExprStmt:
		return f.receive(st.X, nil, at)
	case *ast.AssignStmt:
		var names []string
		for _, l := range st.Lhs {
			names = append(names, types.ExprString(l))
		}
		return f.receive(st.Rhs[0], names, at)
	}
	return nil
}

func (f *flower) receive(e ast.Expr, results []string, at Pos) *Act {
	u, ok := ast.Unparen(e).(*ast.UnaryExpr)
	if !ok {
		return nil
	}
	return &Act{Verb: Takes, Text: f.text(u.X), Field: f.fieldSym(u.X), Results: results, At: at, Values: f.values(u.X)}
}
