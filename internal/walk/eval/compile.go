package eval

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A compiler turns the syntax of one function into closures.
type compiler struct {
	in     *Interp
	code   *code
	info   *types.Info
	sub    *subst
	parent *compiler // of the enclosing function, for literals

	slots  map[*types.Var]int
	caught map[*types.Var]int // captured: slot here
	// shared holds the variables that are captured or have their address
	// taken anywhere in the outermost function.
	shared  map[*types.Var]bool
	oldLoop bool   // loop variables are per loop, as before Go 1.22
	label   string // of the statement about to be compiled

	body  ast.Node // of the outermost function, once its variables are known
	quiet *bool    // nothing in it publishes, see publishes; nil if not known
	// choices are those of the statement compiled last that what follows it in
	// its block belongs to.
	choices []*choice
	gaps    map[ast.Stmt]*gap // see checkTolerant
}

func newCompiler(in *Interp, cd *code, info *types.Info, sub *subst) *compiler {
	c := &compiler{in: in, code: cd, info: info, sub: sub, slots: map[*types.Var]int{}, caught: map[*types.Var]int{}, shared: map[*types.Var]bool{}}
	if cd.pkg != nil {
		c.oldLoop = oldLoops(cd.pkg.p.GoVersion)
	}
	return c
}

// oldLoops reports whether a language version has one loop variable per loop.
func oldLoops(v string) bool {
	return v != "" && less(v, 1, 22)
}

// less compares "1.21" or "1.21.3" with a minor version.
func less(v string, major, minor int) bool {
	var a, b int
	n := 0
	for _, r := range v {
		switch {
		case r == '.':
			n++
		case r < '0' || r > '9':
			n = 9
		case n == 0:
			a = a*10 + int(r-'0')
		case n == 1:
			b = b*10 + int(r-'0')
		}
	}
	return a < major || a == major && b < minor
}

// typeOf is the type of an expression, type parameters replaced.
func (c *compiler) typeOf(e ast.Expr) types.Type {
	if tv, ok := c.info.Types[e]; ok && tv.Type != nil {
		return c.sub.typ(tv.Type)
	}
	if id, ok := e.(*ast.Ident); ok {
		if o := c.object(id); o != nil {
			return c.sub.typ(o.Type())
		}
	}
	return types.Typ[types.Invalid]
}

func (c *compiler) object(id *ast.Ident) types.Object {
	if o := c.info.Uses[id]; o != nil {
		return o
	}
	return c.info.Defs[id]
}

func (c *compiler) rtype(e ast.Expr) *Type { return c.in.typ(c.typeOf(e)) }

// function compiles a whole body into c.code.
func (c *compiler) function(ft *ast.FuncType, body *ast.BlockStmt) {
	if c.parent == nil {
		c.scan(body)
	}
	n := 0
	if ft.Params != nil {
		for _, field := range ft.Params.List {
			for _, name := range field.Names {
				if v, ok := c.info.Defs[name].(*types.Var); ok && name.Name != "_" {
					c.slots[v] = n
					if c.shared[v] && !c.in.typ(c.sub.typ(v.Type())).aggregate() {
						c.code.boxed = append(c.code.boxed, n)
					}
				}
				n++
			}
			if len(field.Names) == 0 {
				n++
			}
		}
	}
	c.code.np = n
	c.code.nslots = max(c.code.nslots, n)
	if ft.Results != nil {
		for _, field := range ft.Results.List {
			for _, name := range field.Names {
				c.result(name, field)
			}
		}
	}
	if ft.Results != nil {
		for _, field := range ft.Results.List {
			for range max(1, len(field.Names)) {
				c.code.resTypes = append(c.code.resTypes, c.in.typ(c.typeOf(field.Type)))
			}
		}
	}
	c.code.nres = len(c.code.resTypes)
	c.code.body = c.blockThen(body.List, ctlReturn)
}

func (c *compiler) result(name *ast.Ident, field *ast.Field) {
	v, _ := c.info.Defs[name].(*types.Var)
	slot := c.newSlot()
	r := resultSlot{slot: slot}
	if v != nil {
		r.t = c.in.typ(c.sub.typ(v.Type()))
		c.slots[v] = slot
		r.boxed = c.shared[v] && !r.t.aggregate()
	} else {
		r.t = c.in.typ(c.typeOf(field.Type))
	}
	c.code.results = append(c.code.results, r)
}

func (c *compiler) newSlot() int {
	c.code.nslots++
	return c.code.nslots - 1
}

// declare gives a new variable a slot.
func (c *compiler) declare(v *types.Var) int {
	s := c.newSlot()
	c.slots[v] = s
	return s
}

// boxed reports whether a variable lives in a cell.
func (c *compiler) boxed(v *types.Var) bool {
	return c.shared[v] && !c.in.typ(c.sub.typ(v.Type())).aggregate()
}

// slot finds a local variable, capturing it from enclosing functions.
func (c *compiler) slot(v *types.Var) (int, bool) {
	if s, ok := c.slots[v]; ok {
		return s, true
	}
	if s, ok := c.caught[v]; ok {
		return s, true
	}
	if c.parent == nil {
		return 0, false
	}
	from, ok := c.parent.slot(v)
	if !ok {
		return 0, false
	}
	s := c.newSlot()
	c.caught[v] = s
	c.code.caps = append(c.code.caps, capture{from, s, v})
	return s, true
}

// scan finds the variables of a function that are shared.
func (c *compiler) scan(body ast.Node) {
	c.body = body
	var depthOf = map[*types.Var]int{}
	depth := 0
	var visit func(n ast.Node) bool
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			depth++
			for _, fl := range []*ast.FieldList{n.Type.Params, n.Type.Results} {
				if fl != nil {
					ast.Inspect(fl, visit)
				}
			}
			ast.Inspect(n.Body, visit)
			depth--
			return false
		case *ast.Ident:
			if v, ok := c.info.Defs[n].(*types.Var); ok {
				depthOf[v] = depth
			}
			if v, ok := c.info.Uses[n].(*types.Var); ok && depthOf[v] != depth {
				c.shared[v] = true
			}
		case *ast.CaseClause:
			if v, ok := c.info.Implicits[n].(*types.Var); ok {
				depthOf[v] = depth
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				c.share(n.X, true)
			}
		case *ast.SliceExpr:
			c.share(n.X, false)
		case *ast.SelectorExpr:
			// A method with a pointer receiver takes the address.
			if sel := c.info.Selections[n]; sel != nil && sel.Kind() != types.FieldVal {
				c.share(n.X, false)
			}
		}
		return true
	}
	ast.Inspect(body, visit)
}

// share marks the variable whose address an operand stands for. Going through
// a pointer does not share the variable that holds the pointer, unless its own
// address is taken.
func (c *compiler) share(e ast.Expr, own bool) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := c.info.Uses[e].(*types.Var); ok {
			if _, pointer := v.Type().Underlying().(*types.Pointer); own || !pointer {
				c.shared[v] = true
			}
		}
	case *ast.SelectorExpr:
		c.share(e.X, false)
	case *ast.IndexExpr:
		c.share(e.X, false)
	}
}
