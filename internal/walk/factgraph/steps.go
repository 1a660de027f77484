package factgraph

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/partial"
)

// bodies finds the steps of every function of a package.
func (b *builder) bodies(p *partial.Package) {
	b.pkg = p
	for _, f := range p.Files {
		b.names = importNames(f)
		comments := newNotes(b, f)
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			s := &stepper{b: b, fn: b.funcAt(fd), recv: receiverName(fd), locals: map[types.Object]ast.Expr{}, bases: map[types.Object]string{}}
			if s.fn == nil {
				continue
			}
			s.stmt(fd.Body, inside{})
			s.fn.Body = b.flow(s, fd, comments)
		}
	}
}

func importNames(f *ast.File) map[string]string {
	names := map[string]string{}
	for _, s := range f.Imports {
		p, _ := strconv.Unquote(s.Path.Value)
		name := p[strings.LastIndexByte(p, '/')+1:]
		if s.Name != nil {
			name = s.Name.Name
		}
		names[name] = p
	}
	return names
}

func (b *builder) funcAt(d *ast.FuncDecl) *Func {
	at := b.at(d.Name.Pos(), d.Type.End())
	name := d.Name.Name
	if d.Recv != nil && len(d.Recv.List) == 1 {
		name = baseName(d.Recv.List[0].Type) + "." + name
	}
	f := b.graph.funcs[Sym{b.pkg.Path, name}]
	if f == nil || f.At == at {
		return f
	}
	for _, f := range b.graph.Funcs { // one of several init functions
		if f.Pkg == b.pkg.Path && f.At == at {
			return f
		}
	}
	return nil
}

func receiverName(d *ast.FuncDecl) string {
	if d.Recv != nil && len(d.Recv.List) == 1 && len(d.Recv.List[0].Names) == 1 {
		return d.Recv.List[0].Names[0].Name
	}
	return ""
}

// inside says what a piece of a body is nested in.
type inside struct {
	goroutine, deferred, loop, cond bool
	lit, filled                     bool
	times, name                     string
	via                             Sym
	viaPkg, viaOn, label            string
	viaAt, labelAt, litAt           Pos
}

// A stepper lists the steps of one function.
type stepper struct {
	b      *builder
	fn     *Func
	recv   string
	locals map[types.Object]ast.Expr // what a local variable was first set to
	guard  *ast.CallExpr             // the call that a branch depends on
	bases  map[types.Object]string   // the path that a variable was given
}

func (s *stepper) info() *types.Info { return s.b.pkg.Info }

func (s *stepper) add(in inside, st Step) {
	st.Go, st.Loop, st.Cond, st.Times = in.goroutine, in.loop, in.cond, in.times
	st.Lit, st.In, st.InAt = in.lit, in.name, in.litAt
	if st.Kind == Call && in.deferred {
		st.Kind = Defer
	}
	if st.Via == (Sym{}) && in.via != (Sym{}) {
		st.Via, st.ViaPkg, st.ViaOn = in.via, in.viaPkg, in.viaOn
		st.Label = in.label
		st.ViaAt, st.LabelAt, st.Filled = in.viaAt, in.labelAt, in.filled
	}
	s.fn.Steps = append(s.fn.Steps, st)
}

func (s *stepper) stmts(list []ast.Stmt, in inside) {
	for _, st := range list {
		s.stmt(st, in)
	}
}

func (s *stepper) stmt(st ast.Stmt, in inside) {
	switch st := st.(type) {
	case nil:
	case *ast.BlockStmt:
		if st != nil {
			s.stmts(st.List, in)
		}
	case *ast.GoStmt:
		in.goroutine = true
		s.call(st.Call, in, Go)
	case *ast.DeferStmt:
		in.deferred = true
		s.call(st.Call, in, Defer)
	case *ast.ExprStmt:
		s.base(st.X)
		s.expr(st.X, in)
	case *ast.SendStmt:
		s.field(st.Chan, in, Send)
		s.expr(st.Value, in)
	case *ast.IncDecStmt:
		s.write(st.X, in, "")
	case *ast.AssignStmt:
		s.assign(st, in)
	case *ast.IfStmt:
		s.stmt(st.Init, in)
		s.guard = guardOf(st)
		s.expr(st.Cond, in)
		in.cond = true
		s.stmt(st.Body, in)
		s.stmt(st.Else, in)
	case *ast.ForStmt:
		s.stmt(st.Init, in)
		in.loop = true
		if b, ok := st.Cond.(*ast.BinaryExpr); ok {
			in.times = s.param(b.Y)
		}
		s.expr(st.Cond, in)
		s.stmt(st.Body, in)
		s.stmt(st.Post, in)
	case *ast.RangeStmt:
		s.expr(st.X, in)
		in.loop = true
		in.times = s.param(st.X)
		s.stmt(st.Body, in)
	case *ast.SwitchStmt:
		s.stmt(st.Init, in)
		s.expr(st.Tag, in)
		in.cond = true
		s.stmt(st.Body, in)
	case *ast.TypeSwitchStmt:
		s.stmt(st.Init, in)
		s.stmt(st.Assign, in)
		in.cond = true
		s.stmt(st.Body, in)
	case *ast.SelectStmt:
		in.cond = true
		s.stmt(st.Body, in)
	case *ast.CaseClause:
		s.exprs(st.List, in)
		s.stmts(st.Body, in)
	case *ast.CommClause:
		s.stmt(st.Comm, in)
		s.stmts(st.Body, in)
	case *ast.ReturnStmt:
		for _, r := range st.Results {
			s.result(r, in)
		}
	case *ast.LabeledStmt:
		s.stmt(st.Stmt, in)
	case *ast.DeclStmt:
		if d, ok := st.Decl.(*ast.GenDecl); ok {
			for _, sp := range d.Specs {
				if v, ok := sp.(*ast.ValueSpec); ok {
					s.exprs(v.Values, in)
				}
			}
		}
	}
}

// result notes a function that is returned.
func (s *stepper) result(r ast.Expr, in inside) {
	st, recv, ok := s.callee(r)
	if !ok || !s.isFuncValue(r) {
		s.expr(r, in)
		return
	}
	if recv != nil {
		s.expr(recv, in)
	}
	st.Kind, st.At = Return, s.b.at(s.namePos(r), token.NoPos)
	s.add(in, st)
}

func (s *stepper) assign(st *ast.AssignStmt, in inside) {
	for i, l := range st.Lhs {
		var r ast.Expr
		if len(st.Lhs) == len(st.Rhs) {
			r = st.Rhs[i]
		}
		if id, ok := l.(*ast.Ident); ok {
			if obj := s.info().Defs[id]; obj != nil && r != nil {
				s.locals[obj] = r
				s.informer(id, r, in)
			}
			continue
		}
		text := ""
		if r != nil {
			if tv := s.info().Types[r]; tv.Value != nil {
				text = constText(tv.Value, tv.Type)
			}
			if f, _, ok := s.callee(r); ok && f.Kind == Call && s.isFuncValue(r) {
				if owner, ok := s.fieldOf(l); ok {
					f.Kind, f.Label, f.At = Store, owner.Name, s.b.at(l.Pos(), token.NoPos)
					s.add(in, f)
					continue
				}
			}
		}
		s.write(l, in, text)
	}
	for i, r := range st.Rhs {
		if lit, ok := ast.Unparen(r).(*ast.FuncLit); ok {
			s.literal(lit, in, assigned(st.Lhs, i))
			continue
		}
		s.expr(r, in)
	}
}

func assigned(lhs []ast.Expr, i int) string {
	if i < len(lhs) {
		switch x := lhs[i].(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			return x.Sel.Name
		}
	}
	return ""
}

// literal looks into a function that is kept under a name for later.
func (s *stepper) literal(x *ast.FuncLit, in inside, name string) {
	in.lit, in.name, in.litAt = true, name, s.b.at(x.Pos(), token.NoPos)
	in.loop, in.cond, in.times = false, false, ""
	s.stmt(x.Body, in)
}

func (s *stepper) exprs(list []ast.Expr, in inside) {
	for _, e := range list {
		s.expr(e, in)
	}
}

func (s *stepper) expr(e ast.Expr, in inside) {
	switch x := e.(type) {
	case nil:
	case *ast.CallExpr:
		s.call(x, in, Call)
	case *ast.FuncLit:
		s.literal(x, in, "")
	case *ast.ParenExpr:
		s.expr(x.X, in)
	case *ast.StarExpr:
		s.expr(x.X, in)
	case *ast.UnaryExpr:
		if x.Op == token.ARROW {
			s.field(x.X, in, Receive)
			return
		}
		s.expr(x.X, in)
	case *ast.BinaryExpr:
		s.expr(x.X, in)
		if x.Op == token.LAND || x.Op == token.LOR { // it may not come to that
			in.cond = true
		}
		s.expr(x.Y, in)
	case *ast.IndexExpr:
		s.expr(x.X, in)
		s.expr(x.Index, in)
	case *ast.SliceExpr:
		s.exprs([]ast.Expr{x.X, x.Low, x.High, x.Max}, in)
	case *ast.TypeAssertExpr:
		s.expr(x.X, in)
	case *ast.KeyValueExpr:
		s.expr(x.Value, in)
	case *ast.CompositeLit:
		s.composite(x, in)
	case *ast.SelectorExpr:
		s.selector(x, in)
	case *ast.Ident:
		s.use(x, s.info().Uses[x], in)
	}
}
