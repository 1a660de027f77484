package factgraph

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// cond describes a condition.
func (f *flower) cond(e ast.Expr) *Cond {
	c := &Cond{Text: clipText(types.ExprString(e), maxCond), At: f.span(e.Pos(), e.End()), Values: f.values(e)}
	f.shape(c, ast.Unparen(e), false)
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			for _, x := range f.call(n, Calls, nil) {
				if x.Kind == Do && f.tells(x) {
					c.Calls = append(c.Calls, x.Act)
				}
			}
			return false
		case *ast.Ident:
			f.meaning(c, n)
		}
		return true
	})
	return c
}

// meaning notes what a boolean variable in a condition was set to.
func (f *flower) meaning(c *Cond, id *ast.Ident) {
	obj := f.info().Uses[id]
	if obj == nil {
		return
	}
	set := f.once[obj]
	if b, ok := underlying(obj.Type()).(*types.Basic); !ok || b.Info()&types.IsBoolean == 0 {
		set = f.computed(set, 0)
	}
	if set == nil || c.From != "" {
		return
	}
	if text := types.ExprString(set); text != "true" && text != "false" {
		c.Means = append(c.Means, Binding{id.Name, clipText(text, maxCond), f.span(set.Pos(), set.End())})
		c.Values = append(c.Values, f.values(set)...)
	}
}

// computed is the arithmetic that a variable was set to, through conversions and
// other variables, or nil.
func (f *flower) computed(e ast.Expr, depth int) ast.Expr {
	if e == nil || depth > 3 {
		return nil
	}
	switch x := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		switch x.Op {
		case token.ADD, token.SUB, token.MUL, token.QUO, token.REM:
			return x
		}
	case *ast.CallExpr:
		if f.converts(x) && len(x.Args) == 1 {
			return f.computed(x.Args[0], depth+1)
		}
	case *ast.Ident:
		if obj := f.info().Uses[x]; obj != nil {
			return f.computed(f.once[obj], depth+1)
		}
	}
	return nil
}

// shape finds out whether a condition is of a kind that has words.
func (f *flower) shape(c *Cond, e ast.Expr, not bool) {
	pick := func(yes, no CondKind, subject string) {
		if c.Kind = yes; not {
			c.Kind = no
		}
		c.Subject = subject
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.NOT {
			f.shape(c, ast.Unparen(x.X), !not)
		}
	case *ast.Ident:
		if from := f.lookup(x); from != "" {
			c.From = from
			pick(Present, Absent, x.Name)
		}
	case *ast.BinaryExpr:
		if x.Op != token.EQL && x.Op != token.NEQ && x.Op != token.GTR {
			return
		}
		eq := (x.Op == token.EQL) != not
		switch {
		case isNil(x.Y) && x.Op != token.GTR:
			if f.errs(x.X) {
				if c.Kind = Failed; eq {
					c.Kind = Worked
				}
				if obj := f.object(x.X); obj != nil && f.last[obj] != nil {
					c.From = clipText(types.ExprString(f.last[obj]), maxCall)
				}
				return
			}
			if c.Kind = NotNil; eq {
				c.Kind = IsNil
			}
			c.Subject = f.text(x.X)
		case f.isLen(x.X) && f.isZero(x.Y):
			if c.Kind = NotEmpty; eq {
				c.Kind = Empty
			}
			c.Subject = f.text(ast.Unparen(x.X).(*ast.CallExpr).Args[0])
		case f.isEmptyString(x.Y) && x.Op != token.GTR:
			if c.Kind = NotEmpty; eq {
				c.Kind = Empty
			}
			c.Subject = f.text(x.X)
		}
		if (c.Kind == IsNil || c.Kind == NotNil) && (strings.HasSuffix(c.Subject, "DeletionTimestamp") || strings.HasSuffix(c.Subject, "GetDeletionTimestamp()")) {
			if c.Kind == NotNil {
				c.Kind = Deleting
			} else {
				c.Kind = Alive
			}
		}
	case *ast.CallExpr:
		f.asks(c, x, pick)
	}
}

// asks finds the questions that have words: feature gates, errors that say that
// there is no such object.
func (f *flower) asks(c *Cond, x *ast.CallExpr, pick func(yes, no CondKind, subject string)) {
	st, _, ok := f.callee(x.Fun)
	if !ok {
		return
	}
	name := st.Target.Name[strings.LastIndexByte(st.Target.Name, '.')+1:]
	switch {
	case name == "IsNotFound" && len(x.Args) == 1:
		pick(NotFound, "", f.text(x.Args[0]))
		if obj := f.object(x.Args[0]); obj != nil && f.last[obj] != nil {
			c.From = clipText(types.ExprString(f.last[obj]), maxCall)
		}
	case len(x.Args) == 1 && f.asked1(x):
		if tv := f.info().Types[x.Args[0]]; tv.Value.Kind() == constant.String && isGate(tv.Type) {
			pick(GateOn, GateOff, constant.StringVal(tv.Value))
		}
	}
}

func (f *flower) asked1(x *ast.CallExpr) bool { return f.stepper.asked(x) }

func isGate(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "Feature"
}

// lookup is the map, cache, channel or assertion that a variable says the
// success of.
func (f *flower) lookup(id *ast.Ident) string {
	obj := f.info().Uses[id]
	set := f.last[obj]
	if obj == nil || set == nil {
		return ""
	}
	switch x := ast.Unparen(set).(type) {
	case *ast.IndexExpr, *ast.TypeAssertExpr:
		return clipText(types.ExprString(set), maxCall)
	case *ast.CallExpr:
		if t, ok := f.info().TypeOf(x).(*types.Tuple); ok && t.Len() > 1 && f.set[obj] > 0 {
			return clipText(types.ExprString(set), maxCall)
		}
	}
	return ""
}

func (f *flower) isLen(e ast.Expr) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(c.Args) != 1 {
		return false
	}
	id, ok := ast.Unparen(c.Fun).(*ast.Ident)
	return ok && id.Name == "len"
}

func (f *flower) isZero(e ast.Expr) bool {
	tv := f.info().Types[e]
	return tv.Value != nil && tv.Value.Kind() == constant.Int && constant.Sign(tv.Value) == 0
}

func (f *flower) isEmptyString(e ast.Expr) bool {
	tv := f.info().Types[e]
	return tv.Value != nil && tv.Value.Kind() == constant.String && constant.StringVal(tv.Value) == ""
}

// values are the numbers and durations that an expression names, with what they
// are: constants, and variables that are declared with a constant.
func (f *flower) values(e ast.Expr) (out []Binding) {
	if e == nil {
		return nil
	}
	ast.Inspect(e, func(n ast.Node) bool {
		var id *ast.Ident
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			id = n.Sel
			if _, isPkg := f.pkgName(n.X); !isPkg {
				ast.Inspect(n.X, func(m ast.Node) bool { // what it is selected from
					if x, ok := m.(*ast.Ident); ok {
						out = append(out, f.value(x)...)
					}
					return true
				})
				return false
			}
		case *ast.Ident:
			id = n
		}
		if id == nil {
			return true
		}
		out = append(out, f.value(id)...)
		_, sel := n.(*ast.SelectorExpr)
		return !sel
	})
	return out
}

func (f *flower) value(id *ast.Ident) []Binding {
	obj := f.info().Uses[id]
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() == "time" || obj.Pkg().Path() == "os" || obj.Pkg().Path() == "syscall" {
		return nil
	}
	var v constant.Value
	switch o := obj.(type) {
	case *types.Const:
		v = o.Val()
	case *types.Var:
		v = f.b.initial[o]
	}
	if v == nil || v.Kind() != constant.Int && v.Kind() != constant.Float && v.Kind() != constant.String {
		return nil
	}
	text := quantity(v, obj.Type(), f.b.literal[obj])
	if v.Kind() == constant.String {
		if s := constant.StringVal(v); s == "" || len(s) > 60 || strings.EqualFold(s, id.Name) || strings.HasSuffix(id.Name, s) {
			return nil
		}
	}
	return []Binding{{id.Name, text, f.span(obj.Pos(), token.NoPos)}}
}

// quantity writes a constant in the unit that people use: a duration, a mode in
// octal, bytes in powers of 1,024.
func quantity(v constant.Value, t types.Type, written string) string {
	n, _ := types.Unalias(t).(*types.Named)
	i, exact := constant.Int64Val(constant.ToInt(v))
	switch {
	case n != nil && n.Obj().Name() == "Duration" && v.Kind() == constant.Int && exact:
		return constText(v, t)
	case v.Kind() == constant.Int && len(written) > 1 && written[0] == '0' && strings.Trim(written, "01234567_o") == "":
		return written
	case n != nil && n.Obj().Name() == "FileMode" && v.Kind() == constant.Int && exact && i >= 0:
		return "0" + octal(i)
	case v.Kind() == constant.Int && exact && strings.Contains(written, "<<") && i >= 1024:
		return bytesText(i)
	case v.Kind() == constant.Int && exact && strings.Contains(written, "1024") && i >= 1024:
		return bytesText(i)
	}
	return constText(v, t)
}

func octal(i int64) string {
	s := ""
	for ; i > 0; i /= 8 {
		s = string(rune('0'+i%8)) + s
	}
	return s
}

func bytesText(i int64) string {
	units := []string{"", " Ki", " Mi", " Gi", " Ti"}
	u := 0
	for i%1024 == 0 && u+1 < len(units) {
		i, u = i/1024, u+1
	}
	return constant.MakeInt64(i).ExactString() + units[u]
}

// initials reads the package-level variables of the focus that are declared with
// a constant, and how constants are written.
func (b *builder) initials() {
	for _, p := range b.prog.All() {
		if p.Types == nil {
			continue
		}
		for _, file := range p.Files {
			for _, d := range file.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.VAR && g.Tok != token.CONST {
					continue
				}
				for _, s := range g.Specs {
					v, ok := s.(*ast.ValueSpec)
					if !ok {
						continue
					}
					for i, id := range v.Names {
						if i < len(v.Values) {
							b.initialOf(p.Types.Scope().Lookup(id.Name), v.Values[i], p.Info)
						}
					}
				}
			}
		}
	}
}

func (b *builder) initialOf(obj types.Object, e ast.Expr, info *types.Info) {
	if obj == nil {
		return
	}
	b.literal[obj] = types.ExprString(e)
	if c, ok := obj.(*types.Const); ok {
		if x := b.graph.values[Sym{c.Pkg().Path(), c.Name()}]; x != nil && c.Val().Kind() == constant.Int {
			x.Value = quantity(c.Val(), c.Type(), b.literal[obj])
		}
	}
	if v, ok := obj.(*types.Var); ok && info != nil {
		if tv := info.Types[e]; tv.Value != nil {
			b.initial[v] = tv.Value
			if x := b.graph.values[Sym{v.Pkg().Path(), v.Name()}]; x != nil && tv.Value.Kind() != constant.String && tv.Value.Kind() != constant.Bool {
				x.Initial = quantity(tv.Value, v.Type(), b.literal[obj])
			}
		}
	}
}

func (f *flower) fieldSym(e ast.Expr) Sym {
	if s, ok := f.fieldOf(e); ok {
		return s
	}
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		s, _ := f.foreignField(sel)
		return s
	}
	return Sym{}
}
