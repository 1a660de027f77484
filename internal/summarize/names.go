package summarize

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// names says what a walkthrough calls functions and types.
type names struct {
	tree  *walk.Tree
	g     *factgraph.Graph
	root  string
	homes map[string]int // how many packages in focus have a type of the name
}

func newNames(t *walk.Tree, g *factgraph.Graph, target Target) *names {
	n := &names{tree: t, g: g, root: target.Package.ImportPath, homes: map[string]int{}}
	for _, x := range g.Types {
		n.homes[x.Name]++
	}
	return n
}

// of is the name of what is declared in the graph, "" of anything else: functions
// of other packages behind the package's name, members behind their type.
func (n *names) of(s factgraph.Sym) string {
	if n.g.Func(s) == nil && n.g.Type(s) == nil {
		return ""
	}
	if s.Pkg == n.root || s.Name == "main" {
		return s.Name
	}
	if typ, _, member := strings.Cut(s.Name, "."); member && n.homes[typ] < 2 {
		return s.Name
	}
	if p := n.packageName(s.Pkg); p != "" {
		return p + "." + s.Name
	}
	return s.Name
}

func (n *names) packageName(path string) string {
	for _, p := range n.g.Packages {
		if p.Path == path && p.Name != "main" {
			return p.Name
		}
	}
	if p := n.tree.Package(path); p != nil && p.IsMain() {
		return ""
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}
