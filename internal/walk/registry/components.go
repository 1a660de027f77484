package registry

import (
	"go/ast"
	"strings"
)

// register reads calls that register an admission plugin: a name, and a
// function from a reader of configuration to an interface of a package
// admission. https://pkg.go.dev/k8s.io/apiserver/pkg/admission#Factory
func (x *extraction) register(c *ast.CallExpr, name string) {
	if name != "Register" || len(c.Args) != 2 {
		return
	}
	f, ok := c.Args[1].(*ast.FuncLit)
	if !ok || f.Type.Results == nil || len(f.Type.Results.List) != 2 || len(f.Type.Params.List) != 1 {
		return
	}
	sel, ok := f.Type.Results.List[0].Type.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Interface" {
		return
	}
	if id, ok := sel.X.(*ast.Ident); ok && strings.HasSuffix(x.scope.imports[id.Name], "/admission") {
		x.see(admission, c.Pos()).add("name", x.scope.value(c.Args[0]))
	}
}

// signature reads functions that are what they are by their signature.
func (x *extraction) signature(d *ast.FuncDecl) {
	x.schedulerFactory(d)
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return
	}
	of := typeName(d.Recv.List[0].Type)
	switch {
	case d.Name.Name == "Name" && d.Body != nil && len(d.Body.List) == 1:
		ret, ok := d.Body.List[0].(*ast.ReturnStmt)
		if ok && len(ret.Results) == 1 {
			s := x.see(implements, d.Name.Pos())
			s.addText("type", of)
			s.add("name", x.scope.value(ret.Results[0]))
		}
	case d.Name.Name == "Reconcile" && x.isReconcile(d.Type):
		x.see(reconcile, d.Name.Pos()).addText("type", of)
	case d.Name.Name == "Run" || d.Name.Name == "Start":
		if len(d.Type.Params.List) > 0 {
			x.see(runs, d.Name.Pos()).addText("type", of)
		}
	}
}

// isReconcile reports whether a method is controller-runtime's: a request (and
// a context) in, a result and an error out.
func (x *extraction) isReconcile(t *ast.FuncType) bool {
	if t.Results == nil || len(t.Results.List) == 0 || len(t.Params.List) == 0 {
		return false
	}
	result := typeName(t.Results.List[0].Type)
	return result == "Result" && len(t.Results.List) == 2
}

// schedulerFactory reads functions that make a plugin of the scheduler's
// framework. https://pkg.go.dev/k8s.io/kubernetes/pkg/scheduler/framework/runtime#PluginFactory
func (x *extraction) schedulerFactory(d *ast.FuncDecl) {
	r := d.Type.Results
	if d.Recv != nil || r == nil || len(r.List) != 2 || d.Type.Params.NumFields() < 2 {
		return
	}
	sel, ok := r.List[0].Type.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Plugin" {
		return
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || !strings.HasSuffix(x.scope.imports[id.Name], "scheduler/framework") {
		return
	}
	s := x.see(schedulerPlugin, d.Name.Pos())
	if d.Body != nil {
		ast.Inspect(d.Body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				if id, ok := lit.Type.(*ast.Ident); ok && s.text("type") == "" {
					s.addText("type", id.Name)
				}
			}
			return s.text("type") == ""
		})
	}
}

// watchCall reads what a controller is told about: For, Owns and Watches of
// controller-runtime's builder, and AddEventHandler on an informer.
func (x *extraction) watchCall(c *ast.CallExpr, name string) {
	kind := ""
	switch name {
	case "For", "Owns", "Watches":
		if len(c.Args) == 0 {
			return
		}
		u, ok := c.Args[0].(*ast.UnaryExpr)
		if !ok {
			return
		}
		if lit, ok := u.X.(*ast.CompositeLit); ok {
			kind = typeName(lit.Type)
		}
	case "AddEventHandler", "AddEventHandlerWithResyncPeriod":
		kind = informed(ast.Unparen(c.Fun).(*ast.SelectorExpr))
	}
	if kind != "" {
		x.see(watch, c.Pos()).addText("kind", kind)
	}
}

// informed is the kind of an informer by the expression that leads to it:
// podInformer.Informer(), factory.Core().V1().Pods().Informer().
func informed(sel *ast.SelectorExpr) string {
	e := sel.X
	if c, ok := e.(*ast.CallExpr); ok && calleeName(c.Fun) == "Informer" {
		if s, ok := c.Fun.(*ast.SelectorExpr); ok {
			e = s.X
		}
	}
	name := ""
	switch e := e.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.SelectorExpr:
		name = e.Sel.Name
	case *ast.CallExpr:
		name = calleeName(e.Fun)
	}
	for _, suffix := range []string{"SharedInformer", "SharedIndexInformer", "Informer", "informer"} {
		name = strings.TrimSuffix(name, suffix)
	}
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// assertion reads "var _ framework.FilterPlugin = &Fit{}": a type of the tree
// says which interface of a framework it implements.
func (x *extraction) assertion(t, v ast.Expr) {
	sel, ok := t.(*ast.SelectorExpr)
	if !ok {
		return
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok || !strings.HasSuffix(x.scope.imports[id.Name], "scheduler/framework") {
		return
	}
	of := ""
	switch v := ast.Unparen(v).(type) {
	case *ast.UnaryExpr:
		if lit, ok := v.X.(*ast.CompositeLit); ok {
			of = typeName(lit.Type)
		}
	case *ast.CallExpr: // (*Fit)(nil)
		of = typeName(v.Fun)
	}
	if of != "" {
		s := x.see(implements, sel.Pos())
		s.addText("type", of)
		s.addText("point", sel.Sel.Name)
	}
}
