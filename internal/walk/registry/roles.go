package registry

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

var roleKinds = []string{"ClusterRole", "Role", "ClusterRoleBinding", "RoleBinding"}

// ruleKeys are the fields of a rule, and the methods of the builder in
// k8s.io/kubernetes/pkg/apis/rbac/v1 that set them.
var ruleKeys = []struct{ field, method, key string }{
	{"Verbs", "NewRule", "verbs"}, {"APIGroups", "Groups", "groups"}, {"Resources", "Resources", "resources"},
	{"ResourceNames", "Names", "names"}, {"NonResourceURLs", "URLs", "urls"},
}

// roleLiteral reads a role that is written down: its name in ObjectMeta, and
// its rules.
func (x *extraction) roleLiteral(lit *ast.CompositeLit) {
	f := fields(lit)
	meta, ok := f["ObjectMeta"].(*ast.CompositeLit)
	if !ok {
		return
	}
	name := fields(meta)["Name"]
	_, rules := f["Rules"]
	_, ref := f["RoleRef"]
	kind := typeName(lit.Type)
	if lit.Type == nil && rules {
		kind = "ClusterRole" // an element of a list whose type says so
	}
	if name == nil || !slices.Contains(roleKinds, kind) || !rules && !ref {
		return
	}
	s := x.see(role, lit.Pos())
	s.addText("kind", kind)
	s.add("name", x.scope.value(name))
	if ref {
		if r, ok := f["RoleRef"].(*ast.CompositeLit); ok {
			if n := fields(r)["Name"]; n != nil {
				s.add("ref", x.scope.value(n))
			}
		}
	}
	list, ok := f["Rules"].(*ast.CompositeLit)
	if id, isIdent := f["Rules"].(*ast.Ident); isIdent {
		list, ok = x.literals[id.Name]
	}
	switch {
	case ok:
		x.rules(s, list.Elts)
	case rules:
		s.addText("partial", "true")
	}
}

func (x *extraction) rules(s *sighting, list []ast.Expr) {
	n := 0
	for _, a := range s.Attrs {
		if i, _, ok := strings.Cut(a.Key, "."); ok {
			if last, err := strconv.Atoi(i); err == nil {
				n = max(n, last+1)
			}
		}
	}
	for i, r := range list {
		x.rule(s, n+i, r)
	}
}

// moreRules reads rules that are added to the role before, in the same function:
// role.Rules = append(role.Rules, ...).
func (x *extraction) moreRules(n *ast.AssignStmt) {
	if len(n.Lhs) != 1 || len(n.Rhs) != 1 {
		return
	}
	name := typeName(n.Lhs[0])
	c, ok := n.Rhs[0].(*ast.CallExpr)
	if !ok || !strings.HasSuffix(strings.ToLower(name), "rules") || calleeName(c.Fun) != "append" || len(c.Args) < 2 {
		return
	}
	for i := len(x.out.Sightings) - 1; i >= 0 && x.out.Sightings[i].In == x.within; i-- {
		if s := &x.out.Sightings[i]; s.Kind == role {
			x.rules(s, c.Args[1:])
			return
		}
	}
}

// rule reads one rule under keys that begin with its index. A rule may be what a
// function of the file without parameters returns.
func (x *extraction) rule(s *sighting, i int, e ast.Expr) {
	n := strconv.Itoa(i)
	if c, ok := e.(*ast.CallExpr); ok && len(c.Args) == 0 {
		if id, ok := c.Fun.(*ast.Ident); ok && x.returns[id.Name] != nil {
			e = x.returns[id.Name]
		}
	}
	if lit, ok := e.(*ast.CompositeLit); ok {
		f := fields(lit)
		for _, k := range ruleKeys {
			if list, ok := f[k.field]; ok {
				if vs, known := x.scope.texts(list); known {
					s.add(n+"."+k.key, vs...)
				} else {
					s.addText("partial", "true")
				}
			}
		}
		return
	}
	found := false
	for c, ok := e.(*ast.CallExpr); ok; {
		for _, k := range ruleKeys {
			if calleeName(c.Fun) != k.method {
				continue
			}
			found = true
			if c.Ellipsis.IsValid() {
				s.addText("partial", "true")
				continue
			}
			var vs []value
			for _, a := range c.Args {
				vs = append(vs, x.scope.value(a))
			}
			s.add(n+"."+k.key, vs...)
		}
		sel, isSel := c.Fun.(*ast.SelectorExpr)
		if !isSel {
			break
		}
		c, ok = sel.X.(*ast.CallExpr)
	}
	if !found {
		s.addText("partial", "true")
	}
}

// roleCall reads bindings that a builder makes: NewClusterBinding(role).
func (x *extraction) roleCall(c *ast.CallExpr, name string) {
	kind := map[string]string{"NewClusterBinding": "ClusterRoleBinding", "NewRoleBinding": "RoleBinding", "NewRoleBindingForClusterRole": "RoleBinding"}[name]
	if kind == "" || len(c.Args) == 0 {
		return
	}
	s := x.see(role, c.Pos())
	s.addText("kind", kind)
	s.add("name", x.scope.value(c.Args[0]))
	s.add("ref", x.scope.value(c.Args[0]))
}
