package apiswaggerstale

import (
	"go/ast"
	"iter"
	stdmaps "maps"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A docMap is the map one SwaggerDoc method returns.
type docMap struct {
	pos   walk.Pos
	texts map[string]docText
}

type docText struct {
	text string
	pos  walk.Pos
}

// maps returns the maps in a generated file by the name of their type.
func maps(in *walk.Syntax) map[string]docMap {
	out := map[string]docMap{}
	for _, d := range in.AST.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range gen.Specs {
			spec, ok := s.(*ast.ValueSpec)
			if !ok || len(spec.Names) != 1 || len(spec.Values) != 1 {
				continue
			}
			name, isMap := strings.CutPrefix(spec.Names[0].Name, "map_")
			if lit, ok := spec.Values[0].(*ast.CompositeLit); ok && isMap {
				out[name] = docMap{in.Pos(spec.Names[0].Pos()), texts(in, lit)}
			}
		}
	}
	return out
}

func texts(in *walk.Syntax, lit *ast.CompositeLit) map[string]docText {
	out := map[string]docText{}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, isKey := kv.Key.(*ast.BasicLit)
		value, isValue := kv.Value.(*ast.BasicLit)
		if !isKey || !isValue {
			continue
		}
		k, err1 := strconv.Unquote(key.Value)
		v, err2 := strconv.Unquote(value.Value)
		if err1 == nil && err2 == nil {
			out[k] = docText{v, in.Pos(key.Pos())}
		}
	}
	return out
}

func mapKeys[V any](m map[string]V) iter.Seq[string] { return stdmaps.Keys(m) }
