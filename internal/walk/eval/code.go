package eval

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// An expr computes a value, a stmt acts; both are closures made once from
// syntax.
type (
	expr func(*frame) Value
	stmt func(*frame) ctl
)

// ctl says how control leaves a statement.
type ctl int8

const (
	ctlNext ctl = iota
	ctlBreak
	ctlContinue
	ctlFall
	ctlGoto
	ctlReturn
)

// A code is a function ready to run, or on its way there: it is type-checked
// and compiled when first called.
type code struct {
	in     *Interp
	name   string
	fn     *types.Func
	pkg    *pkgState
	sub    *subst
	ready  bool
	broken *Unknown // why it cannot run
	native native
	source *code                          // see sourceOf
	hook   func(in *Interp, args []Value) // runs before the body

	np       int // parameters, the receiver included
	nslots   int
	nres     int
	resTypes []*Type
	boxed    []int // parameters that need a cell
	results  []resultSlot
	caps     []capture
	defers   bool
	nesting  int // of its syntax, at the most
	body     stmt
}

// hostFrame is about what a level of nested syntax takes of the host's stack.
const hostFrame = 200

// held is what a call holds while it runs, in bytes.
func (c *code) held() int64 { return int64(c.nslots)*valueBytes + int64(c.nesting+16)*hostFrame }

type resultSlot struct {
	slot  int
	t     *Type
	boxed bool
}

// A capture says into which slot a captured variable goes and where the
// enclosing function has it.
type capture struct {
	from, to int
	v        *types.Var
}

// codeOf returns the code of a function; targs instantiate it.
func (in *Interp) codeOf(fn *types.Func, targs []types.Type) *code {
	origin := fn.Origin()
	if len(targs) == 0 {
		if c := in.codes[origin]; c != nil {
			return c
		}
		c := in.newCode(origin, nil)
		in.codes[origin] = c
		return c
	}
	var key strings.Builder
	fmt.Fprintf(&key, "%p", origin)
	for _, t := range targs {
		fmt.Fprintf(&key, ",%d", in.typ(t).id)
	}
	if c := in.insts[key.String()]; c != nil {
		return c
	}
	sig := origin.Type().(*types.Signature)
	var params []*types.TypeParam
	list := sig.TypeParams()
	if sig.Recv() != nil {
		list = sig.RecvTypeParams()
	}
	for i := range list.Len() {
		params = append(params, list.At(i))
	}
	c := in.newCode(origin, newSubst(in, params, targs))
	in.insts[key.String()] = c
	return c
}

func (in *Interp) newCode(fn *types.Func, sub *subst) *code {
	sig := fn.Type().(*types.Signature)
	c := &code{in: in, name: fn.FullName(), fn: fn, sub: sub, nres: sig.Results().Len()}
	if fn.Pkg() != nil {
		c.pkg = in.pkgs[fn.Pkg()]
	}
	c.np = sig.Params().Len()
	if sig.Recv() != nil {
		c.np++
	}
	c.nslots = c.np
	c.native = in.natives[c.name]
	if c.native == nil {
		c.native = policy(c)
	}
	c.hook = hookFor(c)
	return c
}

// prepare makes the code ready to run.
func (c *code) prepare() {
	c.ready = true
	if c.native == nil {
		c.prepareSource()
	}
}

// prepareSource is prepare for what is evaluated from its source.
func (c *code) prepareSource() {
	if c.pkg == nil {
		c.broken = c.in.unknown(c.fn.Pos(), "%s is not in the sources", c.name)
		return
	}
	// The check is charged after it was done, for who does it first is a matter of
	// chance where several programs share a package.
	checked := c.in.memo(c.pkg, c.fn.Origin().Pos(), func() any { return c.check() }).(*checkedBody)
	switch {
	case checked.lit == nil:
		c.broken = c.in.unknown(c.fn.Pos(), "%s %v", c.name, checked.err)
		return
	case checked.err != nil:
		c.broken = c.in.unknown(c.fn.Pos(), "%s does not type-check: %v%s", c.name, checked.err, c.in.missingFor(c.pkg))
		c.in.note(c.fn.Pos(), "%s", c.broken.Reason)
		return
	}
	c.in.stats.Functions++
	c.in.chargeSource(checked.size)
	c.nesting = checked.deep
	lit, info := checked.lit, checked.info
	c.noteArguments(lit.Body, info)
	k := newCompiler(c.in, c, info, c.sub)
	k.gaps = checked.gaps
	_, failure := c.in.guard(func() { k.function(lit.Type, lit.Body) })
	if c.in.dead != nil {
		panic(c.in.dead)
	}
	if failure != nil {
		c.broken = c.in.unknown(c.fn.Pos(), "%s cannot be evaluated: %v", c.name, failure)
		c.in.note(c.fn.Pos(), "%s", c.broken.Reason)
	}
}

type checkedBody struct {
	lit  *ast.FuncLit // nil if there is nothing to run
	info *types.Info
	err  error
	gaps map[ast.Stmt]*gap // what does not type-check and is left out
	deep int               // how deeply it is nested
	size int               // of the source, in bytes
}

// check type-checks a function as a literal at the end of its own signature:
// there the type parameters are in scope and the parameters not yet.
func (c *code) check() *checkedBody {
	decl := c.pkg.p.Decl(c.fn)
	switch {
	case decl == nil:
		return &checkedBody{err: errors.New("is not in the sources")}
	case decl.Body == nil:
		return &checkedBody{err: errors.New("has no body in Go")}
	}
	deep, size := nesting(decl), int(decl.End()-decl.Pos())
	if deep > maxNesting {
		return &checkedBody{err: errNesting}
	}
	r := &checkedBody{lit: litOf(decl), info: newInfo(), deep: deep, size: size}
	r.err = types.CheckExpr(c.in.fset, c.pkg.p.Types, decl.Type.End()-1, r.lit, r.info)
	if r.err != nil {
		c.checkTolerant(r, decl.Type.End()-1)
	}
	return r
}

// litOf turns a declaration into a function literal that has the receiver as
// its first parameter and a name for each. The literal claims to begin at its
// body: the checker leaves a scope of that extent behind, in which the next
// check of the same declaration must not find itself.
func litOf(d *ast.FuncDecl) *ast.FuncLit {
	params := &ast.FieldList{Opening: d.Type.Params.Opening, Closing: d.Type.Params.Closing}
	add := func(list *ast.FieldList) {
		for _, f := range list.List {
			g := *f
			if len(g.Names) == 0 {
				g.Names = []*ast.Ident{{NamePos: f.Type.Pos(), Name: "_"}}
			}
			params.List = append(params.List, &g)
		}
	}
	if d.Recv != nil {
		add(d.Recv)
	}
	add(d.Type.Params)
	return &ast.FuncLit{
		Type: &ast.FuncType{Func: d.Body.Lbrace, Params: params, Results: d.Type.Results},
		Body: d.Body,
	}
}
