package eval

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Init initialises the packages of the program in the language's order. Of the
// standard library, variables are initialised when first used, and init functions
// are run if they may register something with another package, see registers.
func (in *Interp) Init() (*Stop, error) {
	if in.inited {
		return nil, nil
	}
	in.inited = true
	for _, p := range in.order {
		if p.p.Std {
			if in.registers(p) {
				if stop, err := in.guard(func() { in.touch(p) }); stop != nil || err != nil {
					return stop, err
				}
			}
			continue
		}
		if stop, err := in.initPackage(p); stop != nil || err != nil {
			return stop, err
		}
	}
	return nil, nil
}

// registers reports whether a package of the standard library has an init function
// that others may depend on without calling or reading the package: hashes, image
// formats and the like are registered so. The packages below those, and those that
// reach for the machine, register nothing.
func (in *Interp) registers(p *pkgState) bool {
	if p.touched || outsidePackages[p.p.Path] || strings.HasPrefix(p.p.Path, "internal/") || strings.Contains(p.p.Path, "/internal/") {
		return false
	}
	for _, file := range p.p.Files {
		for _, d := range file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name == "init" {
				return true
			}
		}
	}
	return false
}

// variables are the cells of the variables of a package that were initialised.
func (s *pkgState) variables() (out []Value) {
	for _, vs := range s.specs {
		for _, v := range vs.lhs {
			if v == nil {
				continue
			}
			g := s.in.globals[v]
			switch {
			case g.state != globalDone:
			case inner(g.v):
				out = append(out, g.v)
			default:
				out = append(out, &g.Cell)
			}
		}
	}
	return out
}

func (in *Interp) initPackage(p *pkgState) (*Stop, error) {
	p.readVars()
	for _, vs := range p.specs {
		if in.deferrable(vs) {
			continue
		}
		stop, err := in.guard(func() { in.runSpec(vs) })
		if stop != nil {
			return stop, nil
		}
		if err != nil && in.dead != nil {
			return nil, in.dead
		}
	}
	return in.runInits(p)
}

// runInits runs the init functions of a package, in the order of its files. One
// that fails is left where it was.
func (in *Interp) runInits(p *pkgState) (*Stop, error) {
	for _, file := range p.p.Files {
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Recv != nil || fd.Name.Name != "init" || fd.Body == nil {
				continue
			}
			in.stats.Inits++
			stop, err := in.initially(func() { in.runInit(p, fd) })
			if stop != nil {
				return stop, nil
			}
			if in.dead != nil {
				return nil, in.dead
			}
			if err != nil {
				in.note(fd.Pos(), "init of package %s was left: %v", p.p.Path, err)
			}
			if err == nil {
				continue
			}
			u := in.unknown(fd.Pos(), "init of package %s was left: %v", p.p.Path, err)
			in.taint(u, p.variables()...)
			if errors.As(err, new(*initLimit)) && in.linksFlags(p.p, map[*typed.Package]bool{}) {
				in.doubt(fd.Pos(), in.unknown(fd.Pos(), "init of package %s: %v", p.p.Path, err))
			}
		}
	}
	return nil, nil
}

// initially runs an initialiser within the budget of one: tables that programs
// compute when they start would use up that of the whole.
func (in *Interp) initially(f func()) (*Stop, error) {
	if in.initEnd > 0 {
		return in.guard(f)
	}
	in.initEnd = in.steps + in.budget.Init
	in.nextLook = min(in.nextLook, in.initEnd)
	defer func() { in.initEnd = 0 }()
	return in.guard(f)
}

// linksFlags reports whether a package imports one of the libraries of commands
// and flags, itself or through others.
func (in *Interp) linksFlags(p *typed.Package, seen map[*typed.Package]bool) bool {
	if seen[p] {
		return false
	}
	seen[p] = true
	if s := in.byPath[p.Path]; s != nil && s.isFlagLibrary() {
		return true
	}
	return slices.ContainsFunc(p.Imports(), func(q *typed.Package) bool { return in.linksFlags(q, seen) })
}

// An initLimit is what an initialiser ends with that takes too long.
type initLimit struct{ function string }

func (e *initLimit) Error() string {
	if e.function == "" {
		return "initialisation ran out of its budget of steps"
	}
	return "initialisation ran out of its budget of steps in " + e.function
}

// running is the name of the innermost function that is running and has one.
func (in *Interp) running() string {
	for i := in.depth - 1; i >= 0; i-- {
		if c := in.frames[i].code; c.fn != nil {
			return c.name
		}
	}
	return ""
}

// runInit runs one init function; they have no objects, so the syntax is taken
// directly.
func (in *Interp) runInit(p *pkgState, fd *ast.FuncDecl) {
	sig := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	fn := types.NewFunc(fd.Name.Pos(), p.p.Types, "init", sig)
	in.invoke(in.newCode(fn, nil), nil, nil, token.NoPos)
}

// deferrable reports whether a variable's initialiser may as well run when the
// variable is first read: nothing in it calls a function that could do or see
// anything, or reads a variable that could change.
func (in *Interp) deferrable(vs *varSpec) bool {
	scope := vs.pkg.p.Types.Scope()
	ok := true
	for _, v := range vs.spec.Values {
		ast.Inspect(v, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				ok = ok && in.harmless(vs, n)
			case *ast.UnaryExpr:
				ok = ok && n.Op != token.ARROW
			case *ast.SelectorExpr:
				if id, isID := n.X.(*ast.Ident); isID {
					if q := in.imported(vs, id.Name); q != nil {
						_, isVar := q.Types.Scope().Lookup(n.Sel.Name).(*types.Var)
						ok = ok && !isVar
						return false
					}
				}
			case *ast.Ident:
				_, isVar := scope.Lookup(n.Name).(*types.Var)
				ok = ok && !isVar
			case *ast.KeyValueExpr:
				if _, isID := n.Key.(*ast.Ident); isID {
					ast.Inspect(n.Value, func(m ast.Node) bool { return true })
				}
			}
			return ok
		})
	}
	return ok
}

// harmless reports whether a call in an initialiser is a conversion, a builtin,
// or a pure function of the standard library.
func (in *Interp) harmless(vs *varSpec, e *ast.CallExpr) bool {
	switch f := ast.Unparen(e.Fun).(type) {
	case *ast.Ident:
		if obj := vs.pkg.p.Types.Scope().Lookup(f.Name); obj != nil {
			_, isType := obj.(*types.TypeName)
			return isType
		}
		return types.Universe.Lookup(f.Name) != nil && f.Name != "panic"
	case *ast.ArrayType, *ast.MapType, *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		id, ok := f.X.(*ast.Ident)
		if !ok {
			return false
		}
		q := in.imported(vs, id.Name)
		if q == nil {
			return false
		}
		if _, isType := q.Types.Scope().Lookup(f.Sel.Name).(*types.TypeName); isType {
			return true
		}
		switch q.Path {
		case "errors", "fmt", "regexp", "strings", "strconv", "math", "time", "reflect", "path", "path/filepath", "bytes", "unicode":
			return q.Std
		}
	}
	return false
}

// imported returns the package a name stands for in a variable's file.
func (in *Interp) imported(vs *varSpec, name string) *importedPackage {
	for _, im := range vs.file.Imports {
		ip := strings.Trim(im.Path.Value, `"`)
		q := in.byPath[ip]
		if q == nil {
			continue
		}
		if im.Name != nil && im.Name.Name == name || im.Name == nil && q.p.Types.Name() == name {
			return &importedPackage{q.p.Path, q.p.Std, q.p.Types}
		}
	}
	return nil
}

type importedPackage struct {
	Path  string
	Std   bool
	Types *types.Package
}
