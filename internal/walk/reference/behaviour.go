package reference

import (
	"go/ast"
	"go/token"
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// behaviour is what the code of one file says about an API besides declaring
// it.
type behaviour struct {
	Wires    []api.Wire
	Defaults []assigned
	Gates    []gateName
	Stages   []gateStage
	// Consts are constants whose value is not a literal but can be worked out.
	Consts []constValue
	// Named are resources that the code gives names to.
	Named []resourceNames
}

// resourceNames are what a literal with the names of a custom resource says.
type resourceNames struct {
	Plural, Singular       string
	ShortNames, Categories []string
}

// A constValue is a constant: a name and a literal.
type constValue struct{ Name, Value string }

// assigned is a value that a defaulting function gives to a field.
type assigned struct {
	Func string
	// Pkg and Name are the type of the function's parameter, as written.
	Pkg, Name string
	// Path are the Go names that lead to the field; "[]" is any element.
	Path  []string
	Value operand
	When  []condition
	Pos   walk.Pos
}

// An operand is a value as far as syntax tells: a literal, or a constant's name
// as written. Both are empty if it is computed.
type operand struct{ Literal, Pkg, Name string }

// A condition is "Path is (not) Value, or one of Others", or that a feature gate
// is on, or else the words of the source.
type condition struct {
	Path   []string
	Value  operand
	Others []operand
	Not    bool
	Gate   string
	Words  string
}

// A gateName is a constant that names a feature gate.
type gateName struct {
	Const, Name string
	Pos         walk.Pos
}

// A gateStage is an entry of a table of feature gates.
type gateStage struct {
	Const string // or the name in quotes
	Stage string
	On    bool
	// Silent reports whether it leaves open what On is.
	Silent bool
}

// behaviourOf returns the extractor for the files of the given packages.
func behaviourOf(wants func(*walk.File) bool) *walk.Extractor {
	return &walk.Extractor{
		ID:      "api-behaviour",
		Version: 3,
		Wants:   wants,
		Extract: func(in *walk.Syntax) any { return extract(in) },
		Append:  appendBehaviour,
		Read:    readBehaviour,
	}
}

// mayBehave reports whether a file may set defaults or register feature gates.
func mayBehave(f *walk.File) bool {
	if f.Test || f.Generated || !f.Active {
		return false
	}
	if strings.HasPrefix(f.Base(), "default") || namesFeatures(f.Pkg.Name) {
		return true
	}
	for _, imp := range f.Header.Imports {
		if path.Base(imp.Path) == "featuregate" || path.Base(path.Dir(imp.Path)) == "apiextensions" {
			return true
		}
	}
	for _, other := range f.Pkg.Files {
		for _, m := range other.Header.Markers {
			if strings.HasPrefix(m, "+k8s:defaulter-gen=") {
				return true
			}
		}
	}
	return false
}

// namesFeatures reports whether a package is about features: where trees keep
// feature gates of their own.
func namesFeatures(pkg string) bool { return strings.Contains(pkg, "feature") }

func extract(in *walk.Syntax) *behaviour {
	b := &behaviour{}
	if in.AST == nil {
		return b
	}
	vars := map[string]ast.Expr{}
	for _, d := range in.AST.Decls {
		if d, ok := d.(*ast.GenDecl); ok && (d.Tok == token.VAR || d.Tok == token.CONST) {
			b.values(in, d, vars)
		}
	}
	for _, d := range in.AST.Decls {
		fn, ok := d.(*ast.FuncDecl)
		switch {
		case !ok || fn.Body == nil || fn.Name == nil:
		case fn.Recv != nil:
			if w, ok := api.WireOf(fn); ok {
				b.Wires = append(b.Wires, w)
			}
		case isDefaulter(fn.Name.Name):
			defaults(in, b, fn, vars)
		}
	}
	var consts map[string]*ast.BasicLit
	if in.AST.Name != nil && namesFeatures(in.AST.Name.Name) {
		consts = stringConsts(in.AST)
	}
	ast.Inspect(in.AST, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			b.stage(n)
		case *ast.CompositeLit:
			b.named(n)
			if consts != nil {
				b.described(in, n, consts)
			}
		}
		return true
	})
	return b
}

func isDefaulter(name string) bool {
	return strings.HasPrefix(name, "SetDefaults_")
}

func operandOf(e ast.Expr) operand {
	switch e := e.(type) {
	case *ast.BasicLit:
		return operand{Literal: e.Value}
	case *ast.Ident:
		return operand{Name: e.Name}
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return operand{Pkg: x.Name, Name: e.Sel.Name}
		}
	case *ast.UnaryExpr:
		if lit, ok := e.X.(*ast.BasicLit); ok && e.Op == token.SUB {
			return operand{Literal: "-" + lit.Value}
		}
	case *ast.ParenExpr:
		return operandOf(e.X)
	case *ast.BinaryExpr:
		return computed(e)
	}
	return operand{}
}

// paramType is the api expression of a parameter's type: a name, maybe qualified.
func paramType(e ast.Expr) (api.Expr, bool) {
	star, ok := e.(*ast.StarExpr)
	if !ok {
		return api.Expr{}, false
	}
	if o := operandOf(star.X); o.Name != "" {
		return api.Expr{Kind: api.Named, Pkg: o.Pkg, Name: o.Name}, true
	}
	return api.Expr{}, false
}
