package reference

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// values notes what package variables start as, and constants that name feature
// gates.
func (b *behaviour) values(in *walk.Syntax, d *ast.GenDecl, vars map[string]ast.Expr) {
	for _, s := range d.Specs {
		spec, ok := s.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for i, n := range spec.Names {
			if i >= len(spec.Values) {
				break
			}
			if d.Tok == token.VAR {
				vars[n.Name] = spec.Values[i]
				continue
			}
			if v := operandOf(spec.Values[i]); v.Literal == "" && v.Pkg == "" && (v.Name == "true" || v.Name == "false") {
				b.Consts = append(b.Consts, constValue{n.Name, v.Name})
			} else if _, plain := spec.Values[i].(*ast.BasicLit); !plain && v.Literal != "" {
				b.Consts = append(b.Consts, constValue{n.Name, v.Literal})
			}
			sel, ok := spec.Type.(*ast.SelectorExpr)
			lit, isLit := spec.Values[i].(*ast.BasicLit)
			if ok && isLit && sel.Sel.Name == "Feature" && lit.Kind == token.STRING {
				name, _ := strconv.Unquote(lit.Value)
				b.Gates = append(b.Gates, gateName{n.Name, name, in.Pos(n.Pos())})
			}
		}
	}
}

// stage notes an entry of a table of feature gates: a gate, and one spec of it
// or, in newer trees, a list of them by version, the newest last.
func (b *behaviour) stage(kv *ast.KeyValueExpr) {
	lit, ok := kv.Value.(*ast.CompositeLit)
	if !ok || len(lit.Elts) == 0 {
		return
	}
	if last, ok := lit.Elts[len(lit.Elts)-1].(*ast.CompositeLit); ok {
		lit = last
	}
	s := gateStage{}
	found := false
	for _, e := range lit.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		key, _ := field.Key.(*ast.Ident)
		value := operandOf(field.Value)
		switch {
		case key == nil:
			return
		case key.Name == "PreRelease":
			s.Stage, found = strings.ToLower(value.Name), true
		case key.Name == "Default":
			s.On = value.Name == "true"
		}
	}
	if s.Stage == "ga" {
		s.Stage = "GA"
	}
	if key := operandOf(kv.Key); found {
		if s.Const = key.Name; key.Literal != "" {
			s.Const = key.Literal
		}
		if s.Const != "" {
			b.Stages = append(b.Stages, s)
		}
	}
}

// maturities are the names that registries have for stages, in lower case.
var maturities = map[string]string{
	"alpha": "alpha", "beta": "beta", "ga": "GA", "stable": "GA", "deprecated": "deprecated", "discontinued": "deprecated",
}

// described notes a literal that names a gate and says its stage, as registries
// other than that of Kubernetes have it: {Name: Fast, State: Alpha}. The name is
// a string, or a constant of the file.
func (b *behaviour) described(in *walk.Syntax, lit *ast.CompositeLit, consts map[string]*ast.BasicLit) {
	s := gateStage{Silent: true}
	var name ast.Expr
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		key, _ := kv.Key.(*ast.Ident)
		switch {
		case key == nil:
			return
		case key.Name == "Name":
			name = kv.Value
		case key.Name == "State" || key.Name == "Stage" || key.Name == "Maturity" || key.Name == "PreRelease":
			s.Stage = maturities[strings.ToLower(operandOf(kv.Value).Name)]
		case key.Name == "Default" || key.Name == "Enabled":
			s.On, s.Silent = operandOf(kv.Value).Name == "true", false
		}
	}
	text, _ := name.(*ast.BasicLit)
	if id, ok := name.(*ast.Ident); ok {
		text = consts[id.Name]
		s.Const = id.Name
	}
	if text == nil || text.Kind != token.STRING || s.Stage == "" {
		return
	}
	gate, err := strconv.Unquote(text.Value)
	if err != nil || gate == "" {
		return
	}
	if s.Const == "" {
		s.Const = gate
	}
	b.Gates = append(b.Gates, gateName{s.Const, gate, in.Pos(text.Pos())})
	b.Stages = append(b.Stages, s)
}

// stringConsts are the constants of a file that are string literals.
func stringConsts(file *ast.File) map[string]*ast.BasicLit {
	out := map[string]*ast.BasicLit{}
	for _, d := range file.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		for _, s := range gen.Specs {
			if spec, ok := s.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, n := range spec.Names {
					if lit, ok := spec.Values[i].(*ast.BasicLit); ok {
						out[n.Name] = lit
					}
				}
			}
		}
	}
	return out
}

// named notes a literal with the names of a resource: Plural and at least one
// other.
func (b *behaviour) named(lit *ast.CompositeLit) {
	var r resourceNames
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			return
		}
		switch values := stringsIn(kv.Value); {
		case key.Name == "Plural" && len(values) == 1:
			r.Plural = values[0]
		case key.Name == "Singular" && len(values) == 1:
			r.Singular = values[0]
		case key.Name == "ShortNames":
			r.ShortNames = values
		case key.Name == "Categories":
			r.Categories = values
		}
	}
	if r.Plural != "" && (r.ShortNames != nil || r.Categories != nil || r.Singular != "") {
		b.Named = append(b.Named, r)
	}
}

// stringsIn returns the string literals of an expression that is one, or a list
// of them.
func stringsIn(e ast.Expr) []string {
	list := []ast.Expr{e}
	if lit, ok := e.(*ast.CompositeLit); ok {
		list = lit.Elts
	}
	var out []string
	for _, x := range list {
		if lit, ok := x.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil {
				out = append(out, s)
			}
		}
	}
	return out
}
