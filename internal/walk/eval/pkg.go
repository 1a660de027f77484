package eval

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A pkgState is a package as evaluation goes.
type pkgState struct {
	in      *Interp
	p       *typed.Package
	specs   []*varSpec
	read    bool // specs are filled
	touched bool
}

func (s *pkgState) isFlagLibrary() bool {
	return s.in.isCommandLibrary(s.p.Path)
}

// A varSpec is one package-level "var a, b = x, y".
type varSpec struct {
	pkg  *pkgState
	file *ast.File
	spec *ast.ValueSpec
	lhs  []*types.Var // nil for _
	ran  bool         // it was evaluated, or is being
	// whole is the declaration spec is the index-th pair of, or spec itself and
	// -1.
	whole *ast.ValueSpec
	index int
}

// checkedSpec is the result of type-checking the values of a declaration.
type checkedSpec struct {
	lit    *ast.FuncLit
	values []ast.Expr
	info   *types.Info
	err    error
	deep   int // how deeply they are nested
	size   int // of the source, in bytes
}

// A global is a package-level variable.
type global struct {
	Cell
	state globalState
	spec  *varSpec
	obj   *types.Var
}

type globalState int8

const (
	globalNew globalState = iota
	globalBusy
	globalDone
)

// global returns the variable of an object, without initialising it.
func (in *Interp) global(v *types.Var) *global {
	if g := in.globals[v]; g != nil {
		return g
	}
	if s := in.pkgs[v.Pkg()]; s != nil {
		s.readVars()
		if g := in.globals[v]; g != nil {
			return g
		}
	}
	g := &global{obj: v, state: globalDone}
	g.v = in.unknown(v.Pos(), "variable %s is not in the sources", v.Name())
	in.globals[v] = g
	return g
}

// readVars makes globals of the package's variables.
func (s *pkgState) readVars() {
	if s.read {
		return
	}
	s.read = true
	scope := s.p.Types.Scope()
	for _, file := range s.p.Files {
		for _, d := range file.Decls {
			gd, ok := d.(*ast.GenDecl)
			if !ok || gd.Tok != token.VAR {
				continue
			}
			for _, sp := range gd.Specs {
				s.readSpec(scope, file, sp.(*ast.ValueSpec))
			}
		}
	}
}

func (s *pkgState) readSpec(scope *types.Scope, file *ast.File, spec *ast.ValueSpec) {
	if len(spec.Values) == len(spec.Names) && len(spec.Names) > 1 {
		for i, name := range spec.Names {
			one := &ast.ValueSpec{Names: []*ast.Ident{name}, Type: spec.Type, Values: spec.Values[i : i+1]}
			s.addSpec(scope, file, one, spec, i)
		}
		return
	}
	s.addSpec(scope, file, spec, spec, -1)
}

// addSpec adds a declaration that is evaluated as one: the whole of what is
// declared together, or one pair of its names and values.
func (s *pkgState) addSpec(scope *types.Scope, file *ast.File, spec, whole *ast.ValueSpec, i int) {
	vs := &varSpec{pkg: s, file: file, spec: spec, whole: whole, index: i}
	for _, name := range spec.Names {
		v, _ := scope.Lookup(name.Name).(*types.Var)
		if name.Name == "_" {
			v = nil
		}
		vs.lhs = append(vs.lhs, v)
		if v != nil {
			s.in.globals[v] = &global{obj: v, spec: vs}
		}
	}
	s.specs = append(s.specs, vs)
}

// force initialises a variable if that has not happened yet. Reading a variable
// before its turn initialises it first, which is the order the language
// prescribes: dependencies first, else as declared.
func (in *Interp) force(g *global) {
	if p := in.pkgs[g.obj.Pkg()]; p != nil && !p.touched {
		in.touch(p)
	}
	if g.state != globalNew {
		return
	}
	if nat := nativeGlobals[g.obj.Pkg().Path()+"."+g.obj.Name()]; nat != nil {
		g.state = globalDone
		g.v = nat(in, in.typ(g.obj.Type()))
		return
	}
	in.suspended(func() { in.runSpec(g.spec) })
}

// runSpec evaluates one package-level variable declaration.
func (in *Interp) runSpec(vs *varSpec) {
	fresh := !vs.ran && !slices.ContainsFunc(vs.lhs, func(v *types.Var) bool { return v != nil })
	vs.ran = true
	for _, v := range vs.lhs {
		if v == nil {
			continue
		}
		if g := in.globals[v]; g.state == globalNew {
			fresh = true
			g.state = globalBusy
			g.v = in.typ(v.Type()).newZero()
		}
	}
	if !fresh {
		return
	}
	if !vs.pkg.touched {
		in.touch(vs.pkg)
	}
	if len(vs.spec.Values) == 0 {
		if v := in.embedded(vs); v != nil {
			in.globals[vs.lhs[0]].v = v
		}
	} else {
		stop, err := in.initially(func() { in.evalSpec(vs) })
		if stop != nil {
			panic(stop)
		}
		if err != nil {
			if in.dead != nil {
				panic(in.dead)
			}
			u := in.unknown(vs.spec.Pos(), "%v", err)
			in.note(vs.spec.Pos(), "initialising %s: %v", vs.spec.Names[0].Name, err)
			for _, v := range vs.lhs {
				if v != nil {
					in.globals[v].v = u
				}
			}
		}
	}
	for _, v := range vs.lhs {
		if v != nil {
			in.globals[v].state = globalDone
		}
	}
}

func (in *Interp) evalSpec(vs *varSpec) {
	c, values, err := in.checkSpec(vs)
	if err != nil {
		panic(&goPanic{val: runtimeError("does not type-check: " + err.Error()), pos: vs.spec.Pos()})
	}
	store := func(i int, v Value) {
		if obj := vs.lhs[i]; obj != nil {
			g := in.globals[obj]
			if inner(g.v) && in.typ(obj.Type()).aggregate() {
				assign(g.v, v)
			} else {
				g.v = v
			}
		}
	}
	f := in.push(c.code)
	defer in.pop()
	f.pos = vs.spec.Pos()
	if len(values) == 1 && len(vs.lhs) > 1 {
		v, ts := c.multi(values[0], len(vs.lhs))
		f.s = make([]Value, c.code.nslots)
		parts := spread(v(f), len(vs.lhs))
		for i := range vs.lhs {
			t := ts[i]
			to := t
			if vs.lhs[i] != nil {
				to = vs.lhs[i].Type()
			}
			store(i, c.box(func(*frame) Value { return parts[i] }, t, to)(f))
		}
		return
	}
	for i, e := range values {
		to := c.typeOf(e)
		if vs.lhs[i] != nil {
			to = vs.lhs[i].Type()
		}
		x := c.exprTo(e, to)
		f.s = make([]Value, c.code.nslots)
		store(i, x(f))
	}
}

// checkSpec type-checks the values of a declaration, function literals
// included, and returns a compiler for them.
func (in *Interp) checkSpec(vs *varSpec) (*compiler, []ast.Expr, error) {
	r := in.memo(vs.pkg, vs.spec.Pos(), func() any { return in.checkValues(vs) }).(*checkedSpec)
	if r.err != nil {
		return nil, nil, r.err
	}
	in.chargeSource(r.size)
	cd := &code{in: in, name: "var " + vs.spec.Names[0].Name, pkg: vs.pkg, ready: true, nesting: r.deep}
	c := newCompiler(in, cd, r.info, nil)
	c.scan(r.lit.Body)
	return c, r.values, nil
}

// memo keeps the result of a type check for other programs to be evaluated.
func (in *Interp) memo(p *pkgState, key any, derive func() any) any {
	return p.p.Derive(key, derive)
}

func (in *Interp) checkValues(vs *varSpec) *checkedSpec {
	r := &checkedSpec{info: newInfo()}
	full := vs.pkg.p.Values(vs.whole)
	if full == nil {
		r.err = errors.New("the source has changed")
		return r
	}
	r.values = full.Values
	if vs.index >= 0 {
		r.values = full.Values[vs.index : vs.index+1]
	}
	if r.deep, r.size = nesting(full), int(full.End()-full.Pos()); r.deep > maxNesting {
		r.err = errNesting
		return r
	}
	names := make([]*ast.Ident, len(vs.spec.Names))
	for i, n := range vs.spec.Names {
		names[i] = &ast.Ident{NamePos: n.NamePos, Name: "_"}
	}
	// Like litOf, the literal keeps clear of the place it is checked at.
	end := vs.spec.End()
	r.lit = &ast.FuncLit{
		Type: &ast.FuncType{Func: end, Params: &ast.FieldList{}},
		Body: &ast.BlockStmt{Lbrace: end, Rbrace: end, List: []ast.Stmt{&ast.DeclStmt{Decl: &ast.GenDecl{
			TokPos: vs.spec.Pos(), Tok: token.VAR,
			Specs: []ast.Spec{&ast.ValueSpec{Names: names, Type: vs.spec.Type, Values: r.values}},
		}}}},
	}
	r.err = types.CheckExpr(in.fset, vs.pkg.p.Types, vs.spec.Pos(), r.lit, r.info)
	return r
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
		Implicits: map[ast.Node]types.Object{},
	}
}
