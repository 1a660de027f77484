package usage

import (
	"bytes"
	"go/ast"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Gate is a feature gate as the table that declares it has it.
type Gate struct {
	// Default is "true" or "false", Stage what the table says of its maturity,
	// in its own words; either may be "".
	Default, Stage string
	Path           string
	Line           int
}

// Gates finds the feature gates that a package declares: entries of a table
// whose value says whether the feature is on by default. They are found by the
// name of the constant that is the key. Of several versions the last counts.
func Gates(t *walk.Tree, pkg *walk.Package) map[string]Gate {
	out := map[string]Gate{}
	for _, f := range pkg.GoFiles() {
		src, err := t.ReadFile(f.Path)
		if err != nil || !bytes.Contains(src, []byte("Default:")) {
			continue
		}
		syn, _ := t.Parse(f)
		if syn == nil {
			continue
		}
		ast.Inspect(syn.AST, func(n ast.Node) bool {
			kv, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			key, isName := kv.Key.(*ast.Ident)
			lit, isLit := kv.Value.(*ast.CompositeLit)
			if !isName || !isLit {
				return true
			}
			if g, ok := gateOf(lit); ok {
				g.Path, g.Line = f.Path, syn.Pos(kv.Pos()).Line
				out[key.Name] = g
				return false
			}
			return true
		})
	}
	return out
}

// gateOf reads an entry, or the last of a list of them.
func gateOf(lit *ast.CompositeLit) (g Gate, ok bool) {
	for _, e := range lit.Elts {
		if inner, isLit := e.(*ast.CompositeLit); isLit {
			if last, is := gateOf(inner); is {
				g, ok = last, true
			}
			continue
		}
		kv, isPair := e.(*ast.KeyValueExpr)
		if !isPair {
			continue
		}
		id, isName := kv.Key.(*ast.Ident)
		if !isName {
			continue
		}
		switch id.Name {
		case "Default":
			if v, isName := kv.Value.(*ast.Ident); isName && (v.Name == "true" || v.Name == "false") {
				g.Default, ok = v.Name, true
			}
		case "PreRelease", "Stage":
			switch v := kv.Value.(type) {
			case *ast.SelectorExpr:
				g.Stage = v.Sel.Name
			case *ast.Ident:
				g.Stage = v.Name
			}
		}
	}
	return g, ok
}
