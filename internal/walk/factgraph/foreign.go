package factgraph

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// helpers finds the API requests that functions elsewhere in the tree make on
// behalf of those who hand them a client. Their packages are not in focus, so
// requests are known by the shape that generated clients give them, as in
// client.CoreV1().Nodes().Patch(…), without types.
type helpers struct {
	tree     *walk.Tree
	packages map[string]map[string]*helper
	known    map[Sym][]*Effect
}

// A helper is a function with the requests it makes and the functions it calls.
type helper struct {
	requests []*Effect
	calls    []Sym
}

// How far requests are followed through helpers.
const maxHelperDepth = 4

// requests lists what a function requests, itself or through others, writes
// before reads.
func (h *helpers) requests(s Sym) []*Effect {
	if got, ok := h.known[s]; ok {
		return got
	}
	seen := map[Sym]bool{}
	var writes, reads []*Effect
	have := map[Effect]bool{}
	var follow func(s Sym, depth int)
	follow = func(s Sym, depth int) {
		f := h.function(s)
		if f == nil || seen[s] || depth > maxHelperDepth {
			return
		}
		seen[s] = true
		for _, e := range f.requests {
			switch {
			case have[*e]:
			case e.Reads:
				reads = append(reads, e)
			default:
				writes = append(writes, e)
			}
			have[*e] = true
		}
		for _, c := range f.calls {
			follow(c, depth+1)
		}
	}
	follow(s, 0)
	h.known[s] = append(writes, reads...)
	return h.known[s]
}

func (h *helpers) function(s Sym) *helper {
	funcs, ok := h.packages[s.Pkg]
	if !ok {
		funcs = h.read(s.Pkg)
		h.packages[s.Pkg] = funcs
	}
	return funcs[s.Name]
}

func (h *helpers) read(path string) map[string]*helper {
	p := h.tree.Package(path)
	if p == nil {
		return nil
	}
	out := map[string]*helper{}
	fset := token.NewFileSet()
	for _, file := range p.GoFiles() {
		if file.Generated {
			continue
		}
		src, err := h.tree.ReadFile(file.Path)
		if err != nil {
			continue
		}
		f, _ := parser.ParseFile(fset, file.Path, src, parser.SkipObjectResolution)
		if f == nil {
			continue
		}
		imports := importNames(f)
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Body != nil {
				out[fd.Name.Name] = readHelper(path, fd, imports)
			}
		}
	}
	return out
}

func readHelper(path string, fd *ast.FuncDecl, imports map[string]string) *helper {
	h := &helper{}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if e := clientCall(c); e != nil {
			h.requests = append(h.requests, e)
			return true
		}
		switch fun := c.Fun.(type) {
		case *ast.Ident:
			h.calls = append(h.calls, Sym{path, fun.Name})
		case *ast.SelectorExpr:
			if id, ok := fun.X.(*ast.Ident); ok && imports[id.Name] != "" {
				h.calls = append(h.calls, Sym{imports[id.Name], fun.Sel.Name})
			}
		}
		return true
	})
	return h
}

var (
	// groupVersion is a method of a clientset: CoreV1, AppsV1beta2.
	groupVersion = regexp.MustCompile(`^[A-Z][A-Za-z]*V[0-9]+((alpha|beta)[0-9]+)?$`)
	apiVerb      = regexp.MustCompile(`^(DeleteCollection|Create|Update|Delete|Patch|Apply|Get|List|Watch|Evict|Bind)([A-Z][A-Za-z]*)?$`)
)

// clientCall is the request that a call of a generated client makes, or nil.
func clientCall(c *ast.CallExpr) *Effect {
	verb, inner := selectedCall(c)
	m := apiVerb.FindStringSubmatch(verb)
	if m == nil || inner == nil {
		return nil
	}
	plural, group := selectedCall(inner)
	if group == nil {
		return nil
	}
	if name, _ := selectedCall(group); !groupVersion.MatchString(name) {
		return nil
	}
	e := &Effect{Class: "api", Verb: strings.ToLower(m[1]), Sub: strings.ToLower(m[2]), Kind: singular(plural)}
	e.Reads = e.Verb == "get" || e.Verb == "list" || e.Verb == "watch"
	return e
}

// selectedCall is the name of the method that a call selects, and the call that
// it is selected from, if it is one.
func selectedCall(c *ast.CallExpr) (string, *ast.CallExpr) {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", nil
	}
	inner, _ := ast.Unparen(sel.X).(*ast.CallExpr)
	return sel.Sel.Name, inner
}

// Singular is the kind that a plural is of.
func Singular(plural string) string { return singular(plural) }

// singular is the kind that a resource's accessor is called after.
func singular(plural string) string {
	switch {
	case plural == "Endpoints":
		return plural
	case strings.HasSuffix(plural, "ies"):
		return strings.TrimSuffix(plural, "ies") + "y"
	case strings.HasSuffix(plural, "sses"):
		return strings.TrimSuffix(plural, "es")
	}
	return strings.TrimSuffix(plural, "s")
}

// helped fills in the effects of calls that hand a client to a helper.
func (b *builder) helped() {
	h := &helpers{tree: b.tree, packages: map[string]map[string]*helper{}, known: map[Sym][]*Effect{}}
	b.eachAct(func(a *Act) {
		if !a.client || a.Effect != nil || a.Std || a.Iface || strings.Contains(a.Target.Name, ".") || b.graph.funcs[a.Target] != nil {
			return
		}
		if list := h.requests(a.Target); len(list) > 0 {
			a.Effect, a.Also, a.Helped = list[0], list[1:], true
		}
	})
}
