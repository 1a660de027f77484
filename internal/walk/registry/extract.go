package registry

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func extract(in *walk.Syntax) *fact {
	x := &extraction{in: in, out: &fact{}}
	x.scope.imports = importsOf(in.AST)
	x.helpers()
	for _, d := range in.AST.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			x.general(d)
		case *ast.FuncDecl:
			x.function(d)
		}
	}
	return x.out
}

type extraction struct {
	in     *walk.Syntax
	out    *fact
	scope  scope
	within string // the function or method that is being read
	// literals are local variables that start as a composite literal, and returns
	// what functions of the file consist of that do nothing else.
	literals map[string]*ast.CompositeLit
	returns  map[string]ast.Expr
	// done are nodes that were read along with one around them.
	done map[ast.Node]bool
}

func (x *extraction) helpers() {
	x.returns = map[string]ast.Expr{}
	for _, d := range x.in.AST.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || f.Body == nil || len(f.Body.List) != 1 || f.Type.Params.NumFields() > 0 {
			continue
		}
		if r, ok := f.Body.List[0].(*ast.ReturnStmt); ok && len(r.Results) == 1 {
			x.returns[f.Name.Name] = r.Results[0]
		}
	}
}

func (x *extraction) see(k kind, pos token.Pos) *sighting {
	x.out.Sightings = append(x.out.Sightings, sighting{Kind: k, Pos: x.in.Pos(pos), In: x.within})
	return &x.out.Sightings[len(x.out.Sightings)-1]
}

func (x *extraction) general(d *ast.GenDecl) {
	x.within, x.scope.consts, x.scope.params = "", nil, nil
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.ValueSpec:
			x.values(d, s)
		case *ast.TypeSpec:
			x.typeSpec(d, s)
		}
	}
	x.look(d)
}

// values notes string and integer constants, and variables that are plain
// strings, which some projects use like constants.
func (x *extraction) values(d *ast.GenDecl, s *ast.ValueSpec) {
	doc := s.Doc
	if doc == nil && !d.Lparen.IsValid() {
		doc = d.Doc
	}
	if doc == nil {
		doc = s.Comment
	}
	for i, n := range s.Names {
		if i >= len(s.Values) {
			break
		}
		if n.Name == "_" {
			x.assertion(s.Type, s.Values[i])
			continue
		}
		c := constant{Name: n.Name, Type: typeName(s.Type), Value: x.scope.value(s.Values[i]), Pos: x.in.Pos(n.Pos())}
		if lit, ok := ast.Unparen(s.Values[i]).(*ast.BasicLit); ok && lit.Kind != token.STRING {
			if lit.Kind != token.INT || d.Tok != token.CONST {
				continue
			}
			c.Int = true
		}
		if c.Value[0].Kind == unknown || d.Tok == token.VAR && c.Value[0].Kind == reference && len(c.Value) == 1 {
			continue
		}
		if call, ok := ast.Unparen(s.Values[i]).(*ast.CallExpr); ok && c.Type == "" && len(call.Args) == 1 {
			c.Type = calleeName(call.Fun)
		}
		if doc != nil {
			c.Doc = strings.TrimSpace(doc.Text())
		}
		x.out.Consts = append(x.out.Consts, c)
	}
}

func (x *extraction) typeSpec(d *ast.GenDecl, s *ast.TypeSpec) {
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	doc := s.Doc
	if doc == nil && !d.Lparen.IsValid() {
		doc = d.Doc
	}
	t := typeDecl{Name: s.Name.Name, Pos: x.in.Pos(s.Name.Pos())}
	if doc != nil {
		t.Doc = strings.TrimSpace(doc.Text())
	}
	for _, f := range st.Fields.List {
		t.Queue = t.Queue || x.isQueue(f.Type)
	}
	x.out.Types = append(x.out.Types, t)
}

// isQueue reports whether a type is one of client-go's work queues.
func (x *extraction) isQueue(t ast.Expr) bool {
	switch e := t.(type) {
	case *ast.IndexExpr:
		return x.isQueue(e.X)
	case *ast.IndexListExpr:
		return x.isQueue(e.X)
	case *ast.StarExpr:
		return x.isQueue(e.X)
	case *ast.SelectorExpr:
		id, ok := e.X.(*ast.Ident)
		return ok && strings.HasSuffix(x.scope.imports[id.Name], "/util/workqueue") && (strings.HasSuffix(e.Sel.Name, "Interface") || e.Sel.Name == "Type")
	}
	return false
}

func (x *extraction) function(d *ast.FuncDecl) {
	x.within = d.Name.Name
	x.literals = map[string]*ast.CompositeLit{}
	if d.Recv != nil && len(d.Recv.List) > 0 {
		r := d.Recv.List[0]
		x.within = typeName(r.Type) + "." + d.Name.Name
	}
	x.scope.consts, x.scope.params = map[string]value{}, map[string]int{}
	i := 0
	for _, f := range d.Type.Params.List {
		for _, n := range f.Names {
			x.scope.params[n.Name] = i
			i++
		}
		if len(f.Names) == 0 {
			i++
		}
	}
	x.signature(d)
	if d.Body == nil {
		return
	}
	x.locals(d.Body)
	x.look(d.Body)
}

// locals notes constants and variables of a function that are strings.
// A variable that is assigned more than once is not known.
func (x *extraction) locals(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch s := n.(type) {
		case *ast.ValueSpec:
			for i, n := range s.Names {
				if i < len(s.Values) && len(s.Names) == len(s.Values) {
					x.local(n.Name, s.Values[i])
				} else {
					x.scope.consts[n.Name] = value{{Kind: unknown}}
				}
			}
		case *ast.AssignStmt:
			for i, l := range s.Lhs {
				id, ok := l.(*ast.Ident)
				if !ok {
					continue
				}
				if len(s.Lhs) == len(s.Rhs) {
					x.local(id.Name, s.Rhs[i])
				} else {
					x.scope.consts[id.Name] = value{{Kind: unknown}}
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{s.Key, s.Value} {
				if id, ok := e.(*ast.Ident); ok {
					x.scope.consts[id.Name] = value{{Kind: unknown}}
				}
			}
		}
		return true
	})
}

func (x *extraction) local(name string, e ast.Expr) {
	if _, again := x.scope.consts[name]; again {
		x.scope.consts[name] = value{{Kind: unknown}}
		return
	}
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	if lit, ok := e.(*ast.CompositeLit); ok {
		x.literals[name] = lit
	}
	x.scope.consts[name] = x.scope.value(e)
}

// look reads statements and expressions.
func (x *extraction) look(n ast.Node) {
	x.done = map[ast.Node]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil || x.done[n] {
			return n != nil
		}
		switch n := n.(type) {
		case *ast.CompositeLit:
			x.literal(n)
		case *ast.CallExpr:
			x.call(n)
		case *ast.AssignStmt:
			x.assign(n)
		case *ast.IndexExpr:
			x.index(n, "read")
		case *ast.BinaryExpr:
			x.compare(n)
		}
		return true
	})
}

func (x *extraction) literal(lit *ast.CompositeLit) {
	x.gates(lit)
	x.metricOptions(lit)
	x.keyLiteral(lit)
	x.roleLiteral(lit)
}

func (x *extraction) call(c *ast.CallExpr) {
	name := calleeName(c.Fun)
	x.gateCall(c, name)
	x.metricCall(c, name)
	x.eventCall(c, name)
	x.keyCall(c, name)
	x.environment(c, name)
	x.address(c, name)
	x.routeCall(c, name)
	x.exitCall(c, name)
	x.register(c, name)
	x.watchCall(c, name)
	x.roleCall(c, name)
	x.plainCall(c, name)
}

// plainCall notes calls of functions of the tree with a constant among their
// arguments that may be a name: what they do with a parameter is done with it.
func (x *extraction) plainCall(c *ast.CallExpr, name string) {
	pkg, isFunc := x.scope.calleePackage(c.Fun)
	if name == "" || isFunc && pkg != "" && !strings.Contains(strings.Split(pkg, "/")[0], ".") {
		return
	}
	var args []value
	worth := false
	for _, a := range c.Args {
		v := x.scope.value(a)
		if len(v) == 1 && (v[0].Kind == literal && wordy(v[0].Text) || v[0].Kind == reference && ast.IsExported(v[0].Name)) {
			worth = true
		}
		args = append(args, v)
	}
	if !worth || len(args) > 12 {
		return
	}
	s := x.see(call, c.Pos())
	s.addText("name", name)
	if isFunc {
		s.addText("pkg", pkg)
	}
	for i, a := range args {
		if len(a) == 1 && (a[0].Kind == literal || a[0].Kind == reference || a[0].Kind == parameter) && len(a[0].Text) < 80 {
			s.add(strconv.Itoa(i), a)
		}
	}
}

// wordy reports whether a text is a name as constants hold them: an identifier
// that begins with a capital letter.
func wordy(s string) bool {
	if s == "" || s[0] < 'A' || s[0] > 'Z' || len(s) < 3 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}
