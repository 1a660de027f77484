package registry

import (
	"go/ast"
	"slices"
	"strings"
)

// environment reads calls that look up an environment variable.
func (x *extraction) environment(c *ast.CallExpr, name string) {
	pkg, ok := x.scope.calleePackage(c.Fun)
	if !ok || len(c.Args) == 0 || pkg != "os" && pkg != "syscall" {
		return
	}
	if name == "Getenv" || name == "LookupEnv" {
		x.see(env, c.Pos()).add("name", x.scope.value(c.Args[0]))
	}
}

// address reads calls that listen on an address that is a constant.
func (x *extraction) address(c *ast.CallExpr, name string) {
	i := 0
	switch name {
	case "ListenAndServe", "ListenAndServeTLS":
	case "Listen", "ListenPacket":
		i = 1
	default:
		return
	}
	if pkg, ok := x.scope.calleePackage(c.Fun); !ok || pkg != "net" && pkg != "net/http" || len(c.Args) <= i {
		return
	}
	x.see(listen, c.Pos()).add("address", x.scope.value(c.Args[i]))
}

// routeMethods are methods of net/http's ServeMux and of what is built like it.
var routeMethods = []string{
	"Handle", "HandleFunc", "HandlePrefix", "UnlistedHandle", "UnlistedHandleFunc", "UnlistedHandlePrefix", "HandleWithAuth", "PathPrefix",
}

// httpMethods are methods of go-restful's WebService and of routers like it.
var httpMethods = []string{"GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "Get", "Put", "Post", "Delete", "Patch"}

// routeCall reads calls that give a path to a handler.
func (x *extraction) routeCall(c *ast.CallExpr, name string) {
	sel, isMethod := ast.Unparen(c.Fun).(*ast.SelectorExpr)
	if !isMethod || len(c.Args) == 0 {
		return
	}
	handled := slices.Contains(routeMethods, name) && (len(c.Args) >= 2 || name == "PathPrefix")
	method := ""
	if slices.Contains(httpMethods, name) && x.routes(sel.X, c) {
		handled, method = true, strings.ToUpper(name)
	}
	if id, ok := sel.X.(*ast.Ident); ok && name == "Path" && len(c.Args) == 1 && x.scope.imports[id.Name] == "" {
		handled = true
	}
	if !handled {
		return
	}
	v := x.scope.value(c.Args[0])
	if v[0].Kind == literal && v[0].Text != "" && !strings.HasPrefix(v[0].Text, "/") && !strings.Contains(v[0].Text, " /") {
		return
	}
	s := x.see(route, c.Args[0].Pos())
	s.add("pattern", v)
	s.addText("method", method)
}

// routes reports whether a call of a method called like an HTTP method registers
// a handler, rather than sending a request: the path begins with a slash, and
// it is part of a chain that goes To a handler, or is followed by one.
func (x *extraction) routes(on ast.Expr, c *ast.CallExpr) bool {
	if lit, ok := c.Args[0].(*ast.BasicLit); !ok || !strings.HasPrefix(lit.Value, `"/`) {
		return false
	}
	if id, ok := on.(*ast.Ident); ok && x.scope.imports[id.Name] != "" {
		return false
	}
	if len(c.Args) == 1 {
		id, ok := on.(*ast.Ident)
		return ok && strings.HasPrefix(strings.ToLower(id.Name), "ws") || ok && strings.Contains(strings.ToLower(id.Name), "service")
	}
	switch last := c.Args[len(c.Args)-1].(type) {
	case *ast.FuncLit, *ast.SelectorExpr:
		return true
	case *ast.Ident:
		return last.Name != "nil"
	}
	return false
}

// exitCall reads calls that end the program with a code that is a constant.
func (x *extraction) exitCall(c *ast.CallExpr, name string) {
	pkg, ok := x.scope.calleePackage(c.Fun)
	switch {
	case !ok:
	case name == "Exit" && pkg == "os" && len(c.Args) == 1:
		x.see(exit, c.Pos()).add("code", x.scope.value(c.Args[0]))
	case name == "FlushAndExit" && strings.Contains(pkg, "klog") && len(c.Args) == 2:
		x.see(exit, c.Pos()).add("code", x.scope.value(c.Args[1]))
	}
}
