package registry

import (
	"go/ast"
	"strings"
)

// metricTypes are what the names of a metric's options and constructors say.
var metricTypes = []string{"counter", "gauge", "histogram", "summary"}

func metricType(name string) string {
	name = strings.ToLower(name)
	for _, t := range metricTypes {
		if strings.Contains(name, t) {
			return t
		}
	}
	return ""
}

// metricOptions reads the options of a metric: a literal of a type ...Opts with
// a name and a help text, as the Prometheus client and what is built on it have
// it. The labels are read from the call around it (metricCall).
func (x *extraction) metricOptions(lit *ast.CompositeLit) {
	if !strings.HasSuffix(typeName(lit.Type), "Opts") {
		return
	}
	x.metricFields(lit, nil, "")
}

func (x *extraction) metricFields(lit *ast.CompositeLit, labels ast.Expr, constructor string) {
	f := fields(lit)
	if f["Name"] == nil || f["Help"] == nil && !x.ofMetrics(lit) {
		return
	}
	x.done[lit] = true
	s := x.see(metric, lit.Pos())
	for _, key := range []string{"Namespace", "Subsystem", "Name", "Help", "StabilityLevel", "DeprecatedVersion"} {
		if e, ok := f[key]; ok {
			s.add(key, x.scope.value(e))
		}
	}
	t := metricType(typeName(lit.Type))
	if t == "" {
		t = metricType(constructor)
	}
	s.addText("type", t)
	if sel, ok := lit.Type.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			s.addText("library", x.scope.imports[id.Name])
		}
	}
	if labels != nil {
		if list, ok := x.scope.texts(labels); ok {
			s.add("labels", list...)
		}
	}
}

// ofMetrics reports whether a literal's type is of a library for metrics.
func (x *extraction) ofMetrics(lit *ast.CompositeLit) bool {
	sel, ok := lit.Type.(*ast.SelectorExpr)
	if !ok || metricType(sel.Sel.Name) == "" {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return false
	}
	pkg := x.scope.imports[id.Name]
	return strings.HasSuffix(pkg, "/metrics") || strings.HasSuffix(pkg, "/prometheus")
}

// metricCall reads constructors of metrics: NewCounterVec(opts, labels), which
// are given options and labels, and NewDesc(name, help, labels, ...), which
// has no type.
func (x *extraction) metricCall(c *ast.CallExpr, name string) {
	if name == "NewDesc" && len(c.Args) >= 4 {
		if len(c.Args) == 4 || len(c.Args) == 6 {
			x.metricDesc(c)
		}
		return
	}
	for i, a := range c.Args {
		if u, ok := a.(*ast.UnaryExpr); ok {
			a = u.X
		}
		lit, ok := a.(*ast.CompositeLit)
		if !ok || !strings.HasSuffix(typeName(lit.Type), "Opts") {
			continue
		}
		var labels ast.Expr
		if i+1 < len(c.Args) {
			labels = c.Args[len(c.Args)-1]
		}
		x.metricFields(lit, labels, name)
	}
}

func (x *extraction) metricDesc(c *ast.CallExpr) {
	s := x.see(metric, c.Pos())
	s.add("Name", x.scope.value(c.Args[0]))
	s.add("Help", x.scope.value(c.Args[1]))
	if list, ok := x.scope.texts(c.Args[2]); ok {
		s.add("labels", list...)
	}
	if len(c.Args) == 6 {
		s.add("StabilityLevel", x.scope.value(c.Args[4]))
		s.add("DeprecatedVersion", x.scope.value(c.Args[5]))
	}
}
