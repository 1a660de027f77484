package api

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// wireMethods are the methods by which types tell generators of schemas, and
// encoders, what they are in JSON.
var wireMethods = map[string]bool{
	"OpenAPISchemaType": true, "OpenAPISchemaFormat": true, "OpenAPIV3OneOfTypes": true, "MarshalJSON": true, "MarshalText": true,
}

// WireOf returns what a function says of the form of its receiver in JSON, and
// whether it is a method that does.
func WireOf(fn *ast.FuncDecl) (Wire, bool) {
	if fn.Name == nil || !wireMethods[fn.Name.Name] || fn.Recv == nil || len(fn.Recv.List) == 0 || fn.Body == nil {
		return Wire{}, false
	}
	recv := fn.Recv.List[0].Type
	if star, ok := recv.(*ast.StarExpr); ok {
		recv = star.X
	}
	id, ok := recv.(*ast.Ident)
	if !ok {
		return Wire{}, false
	}
	w := Wire{Recv: id.Name, Method: fn.Name.Name}
	if len(fn.Body.List) == 1 && strings.HasPrefix(w.Method, "OpenAPI") {
		ast.Inspect(fn.Body.List[0], func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					w.Values = append(w.Values, s)
				}
			}
			return true
		})
	}
	return w, true
}
