package registry

import (
	"go/ast"
	"go/token"
	"regexp"
	"strings"
)

// qualified is the form of names with a domain in front: a DNS name with a dot,
// a slash, and a name.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
var qualified = regexp.MustCompile(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]([-a-z0-9]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$`)

// apiVersion is the last part of an import path or of an apiVersion.
var apiVersion = regexp.MustCompile(`^v[0-9]+((alpha|beta)[0-9]+)?$`)

// keyKinds are the kinds of Keys, and what names that speak of them contain.
var keyKinds = []struct{ kind, word string }{
	{"annotation", "annotation"}, {"annotation", "annot"}, {"label", "label"}, {"taint", "taint"}, {"finalizer", "finalizer"},
}

// spokenOf is the kind that a name speaks of, or "".
func spokenOf(name string) string {
	name = strings.ToLower(name)
	for _, k := range keyKinds {
		if strings.Contains(name, k.word) {
			return k.kind
		}
	}
	return ""
}

// keyed notes that something is used as the key of a kind.
func (x *extraction) keyed(e ast.Expr, kind, mode string) {
	v := x.scope.value(e)
	if len(v) == 1 && (v[0].Kind == unknown || v[0].Kind == parameter || v[0].Kind == literal && !qualified.MatchString(v[0].Text)) {
		return
	}
	s := x.see(keyUse, e.Pos())
	s.add("key", v)
	s.addText("kind", kind)
	s.addText("mode", mode)
}

// heldBy is the kind of keys that an expression holds: obj.Labels, annotations,
// obj.GetAnnotations().
func heldBy(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return spokenOf(e.Name)
	case *ast.SelectorExpr:
		return spokenOf(e.Sel.Name)
	case *ast.CallExpr:
		return spokenOf(calleeName(e.Fun))
	}
	return ""
}

func (x *extraction) index(n *ast.IndexExpr, mode string) {
	if kind := heldBy(n.X); kind != "" {
		x.done[n] = true
		x.keyed(n.Index, kind, mode)
	}
}

func (x *extraction) assign(n *ast.AssignStmt) {
	x.moreRules(n)
	for _, l := range n.Lhs {
		if i, ok := l.(*ast.IndexExpr); ok {
			x.index(i, "set")
		}
	}
	// obj.Labels = map[string]string{...}
	for i, r := range n.Rhs {
		if lit, ok := r.(*ast.CompositeLit); ok && i < len(n.Lhs) {
			if kind := heldBy(n.Lhs[i]); kind != "" {
				x.keyMap(lit, kind)
			}
		}
	}
}

// keyMap reads the keys of a map of labels or annotations.
func (x *extraction) keyMap(lit *ast.CompositeLit, kind string) {
	if _, ok := lit.Type.(*ast.MapType); !ok {
		return
	}
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			x.keyed(kv.Key, kind, "set")
		}
	}
}

// keyLiteral reads taints, and maps and lists of keys in literals of objects.
func (x *extraction) keyLiteral(lit *ast.CompositeLit) {
	f := fields(lit)
	if f == nil {
		return
	}
	if name := typeName(lit.Type); f["Key"] != nil {
		switch kind := spokenOf(name); {
		case kind == "taint":
			x.keyed(f["Key"], "taint", "set")
		case strings.Contains(name, "Toleration"):
			x.keyed(f["Key"], "taint", "read")
		case strings.Contains(name, "SelectorRequirement"):
			x.keyed(f["Key"], "label", "read")
		}
	}
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		v, ok := kv.Value.(*ast.CompositeLit)
		kind := ""
		if id, isIdent := kv.Key.(*ast.Ident); isIdent {
			kind = spokenOf(id.Name)
		}
		switch {
		case !ok || kind == "":
		case kind == "finalizer":
			for _, el := range v.Elts {
				if _, pair := el.(*ast.KeyValueExpr); !pair {
					x.keyed(el, kind, "set")
				}
			}
		default:
			x.keyMap(v, kind)
		}
	}
}

// keyCall reads calls that put keys on objects, take them away, or look for
// them.
func (x *extraction) keyCall(c *ast.CallExpr, name string) {
	if name == "delete" && len(c.Args) == 2 {
		if kind := heldBy(c.Args[0]); kind != "" {
			x.keyed(c.Args[1], kind, "set")
		}
		return
	}
	kind := spokenOf(name)
	if kind == "" {
		return
	}
	mode := "read"
	for _, p := range []string{"Set", "Add", "Remove", "Delete", "Ensure", "Patch", "Update", "Insert"} {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(p)) {
			mode = "set"
		}
	}
	for _, a := range c.Args {
		if v := x.scope.value(a); len(v) > 0 && (v[0].Kind == reference || v[0].Kind == literal) {
			x.keyed(a, kind, mode)
		}
	}
}

// compare reads comparisons with the key of a taint: t.Key == TaintNodeNotReady.
func (x *extraction) compare(n *ast.BinaryExpr) {
	if n.Op != token.EQL && n.Op != token.NEQ {
		return
	}
	for _, pair := range [][2]ast.Expr{{n.X, n.Y}, {n.Y, n.X}} {
		if sel, ok := pair[0].(*ast.SelectorExpr); ok && sel.Sel.Name == "Key" {
			if v := x.scope.value(pair[1]); len(v) == 1 && v[0].Kind == reference && spokenOf(v[0].Name) != "" {
				x.keyed(pair[1], spokenOf(v[0].Name), "read")
			}
		}
	}
}
