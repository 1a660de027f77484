package eval

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// A gap is code that was taken out of a function because it does not type-check.
type gap struct {
	why       string
	publishes bool // it may have to do with commands or flags
	ends      bool // what comes behind it is the end of the function
}

// maxGaps is how much may be wrong with a function before it is given up.
const maxGaps = 50

// checkTolerant type-checks a function that has errors as far as it goes. Whatever holds
// an error is taken out: the body of the innermost function literal, which most
// often only runs once a command does, else the innermost statement. Names whose
// only use goes with it are used again.
func (c *code) checkTolerant(r *checkedBody, scope token.Pos) {
	r.gaps = map[ast.Stmt]*gap{}
	for range maxGaps {
		var at types.Error
		if !errors.As(r.err, &at) || !within(r.lit.Body, at.Pos) {
			return
		}
		if at.Soft && use(r.lit.Body, at.Pos) {
			// nothing is missing
		} else if !c.takeOut(r, at) {
			return
		}
		r.info = newInfo()
		r.err = types.CheckExpr(c.in.fset, c.pkg.p.Types, scope, r.lit, r.info)
		if r.err == nil {
			return
		}
	}
}

func within(n ast.Node, pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }

// lists calls f with every list of statements in a body, inner ones last.
func lists(body *ast.BlockStmt, pos token.Pos, f func(n ast.Node, list *[]ast.Stmt)) {
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || !within(n, pos) {
			return false
		}
		switch n := n.(type) {
		case *ast.BlockStmt:
			f(n, &n.List)
		case *ast.CaseClause:
			f(n, &n.Body)
		case *ast.CommClause:
			f(n, &n.Body)
		}
		return true
	})
}

// takeOut replaces what holds the error by a gap.
func (c *code) takeOut(r *checkedBody, at types.Error) bool {
	var lit *ast.FuncLit
	ast.Inspect(r.lit.Body, func(n ast.Node) bool {
		if l, ok := n.(*ast.FuncLit); ok && within(l.Body, at.Pos) {
			lit = l
		}
		return n != nil && within(n, at.Pos)
	})
	why := at.Msg + c.in.missingFor(c.pkg)
	if lit != nil {
		if len(lit.Body.List) == 1 && r.gaps[lit.Body.List[0]] != nil {
			return false
		}
		s := hole(lit.Body.Lbrace + 1)
		r.gaps[s] = &gap{why: why, ends: true}
		lit.Body.List = []ast.Stmt{s}
		return true
	}
	var holder *[]ast.Stmt
	found := -1
	lists(r.lit.Body, at.Pos, func(_ ast.Node, list *[]ast.Stmt) {
		for i, s := range *list {
			if within(s, at.Pos) && r.gaps[s] == nil {
				holder, found = list, i
			}
		}
	})
	if holder == nil {
		return false
	}
	old := (*holder)[found]
	_, returns := old.(*ast.ReturnStmt)
	s := hole(old.Pos())
	// What the call would be is not known; it may be about flags if the package
	// has to do with them at all.
	about := calls(old) && c.in.linksFlags(c.pkg.p, map[*typed.Package]bool{})
	r.gaps[s] = &gap{why: why, publishes: about, ends: returns || found == len(*holder)-1 && c.nres > 0}
	// The list may be shared with a declaration that is checked again.
	*holder = slices.Clone(*holder)
	(*holder)[found] = s
	return true
}

// hole is a statement that checks wherever one may stand and behind which no
// return is missing.
func hole(pos token.Pos) ast.Stmt {
	return &ast.ExprStmt{X: &ast.CallExpr{
		Fun: &ast.Ident{NamePos: pos, Name: "panic"}, Lparen: pos, Rparen: pos,
		Args: []ast.Expr{&ast.Ident{NamePos: pos, Name: "nil"}},
	}}
}

// use adds a use of the variable that is declared at a place and not used.
func use(body *ast.BlockStmt, pos token.Pos) bool {
	name := ""
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() == pos {
			name = id.Name
		}
		return n != nil && within(n, pos)
	})
	if name == "" {
		return false
	}
	done := false
	lists(body, pos, func(n ast.Node, list *[]ast.Stmt) {
		for i, s := range *list {
			if !within(s, pos) {
				continue
			}
			into, at := list, i+1
			switch s := s.(type) {
			case *ast.IfStmt:
				into, at = &s.Body.List, 0
			case *ast.ForStmt:
				into, at = &s.Body.List, 0
			case *ast.RangeStmt:
				into, at = &s.Body.List, 0
			case *ast.AssignStmt, *ast.DeclStmt:
			default:
				continue
			}
			if into != list && within(s, pos) && len(*into) > 0 && pos >= (*into)[0].Pos() {
				continue // declared further inside
			}
			end := (*list)[i].End()
			u := &ast.AssignStmt{Lhs: []ast.Expr{&ast.Ident{NamePos: end, Name: "_"}}, TokPos: end, Tok: token.ASSIGN, Rhs: []ast.Expr{&ast.Ident{NamePos: end, Name: name}}}
			*into = slices.Insert(slices.Clone(*into), at, ast.Stmt(u))
			done = true
			return
		}
	})
	return done
}

// gap compiles what was taken out: it is reported when it would run, and what it
// would return is unknown.
func (c *compiler) gap(s ast.Stmt, g *gap) stmt {
	pos := s.Pos()
	u := c.in.unknown(pos, "code that does not type-check is left out: %s", g.why)
	return func(f *frame) ctl {
		f.in.note(pos, "%s", u.Reason)
		if g.publishes {
			f.in.doubt(pos, u)
		}
		if g.ends {
			f.giveUp(u)
			return ctlReturn
		}
		return ctlNext
	}
}

// missingFor names packages that are missing and that a package, or else one that
// it imports, would need; "" if there are none.
func (in *Interp) missingFor(p *pkgState) string {
	if len(in.opts.Program.Missing) == 0 || p == nil {
		return ""
	}
	if in.lacking == nil {
		in.lacking = map[string][]string{}
		for _, m := range in.opts.Program.Missing {
			in.lacking[m.File] = append(in.lacking[m.File], m.ImportPath)
		}
	}
	imports := p.p.Imports()
	slices.SortFunc(imports, func(a, b *typed.Package) int { return strings.Compare(a.Path, b.Path) })
	for _, q := range append([]*typed.Package{p.p}, imports...) {
		var all []string
		for _, f := range q.Files {
			all = append(all, in.lacking[in.fset.Position(f.Package).Filename]...)
		}
		slices.Sort(all)
		all = slices.Compact(all)
		switch n := len(all); {
		case n == 1:
			return " (package " + all[0] + " is missing)"
		case n > 1:
			return fmt.Sprintf(" (%d packages that %s imports are missing, such as %s)", n, q.Path, all[0])
		}
	}
	return ""
}
