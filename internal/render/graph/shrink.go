package graph

import (
	"path"
	"slices"
	"strings"
)

// Shrink returns a graph of at most limit nodes: whole directories take the
// place of their packages, those with the fewest packages first, so that the
// largest are shown in most detail. A graph that is small enough is returned as
// it is; so is one whose modules alone are too many, but with one node for what
// is left over.
func (g *Graph) Shrink(limit int) *Graph {
	if len(g.Nodes) <= limit || limit < 1 {
		return g
	}
	open := g.roots(limit)
	for {
		best := -1
		for i, b := range open {
			if b.split == nil {
				b.split = b.children(g)
			}
			// Splitting must leave room, and must show something new.
			if len(b.split) > 1 && len(open)-1+len(b.split) <= limit && (best < 0 || len(b.nodes) > len(open[best].nodes)) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		b := open[best]
		open = slices.Replace(open, best, best+1, b.split...)
	}
	into := make([]Node, len(g.Nodes))
	for _, b := range open {
		n := b.node(g)
		for _, i := range b.nodes {
			into[i] = n
		}
	}
	return g.group(func(i int) Node { return into[i] })
}

// A branch is the nodes below a directory.
type branch struct {
	prefix string // what their paths have in common
	nodes  []int
	only   bool // the package in the directory itself
	split  []*branch
}

// roots returns one branch for each module, the smallest ones as one if they are
// more than fit.
func (g *Graph) roots(limit int) []*branch {
	byModule := map[string]*branch{}
	var out []*branch
	for i, n := range g.Nodes {
		key := n.Module
		if key == "" {
			key = n.Path
		}
		b := byModule[key]
		if b == nil {
			b = &branch{prefix: key}
			byModule[key] = b
			out = append(out, b)
		}
		b.nodes = append(b.nodes, i)
	}
	slices.SortStableFunc(out, func(a, b *branch) int { return len(b.nodes) - len(a.nodes) })
	if len(out) > limit {
		rest := &branch{prefix: "…", only: true}
		for _, b := range out[limit-1:] {
			rest.nodes = append(rest.nodes, b.nodes...)
		}
		out = append(out[:limit-1], rest)
	}
	slices.SortFunc(out, func(a, b *branch) int { return strings.Compare(a.prefix, b.prefix) })
	return out
}

// children splits a branch at the first directory below its prefix where it
// can be split; one or none if it cannot.
func (b *branch) children(g *Graph) []*branch {
	if b.only || len(b.nodes) < 2 {
		return []*branch{b}
	}
	prefix := b.prefix
	for {
		byName := map[string]*branch{}
		var out []*branch
		for _, i := range b.nodes {
			rest := strings.TrimPrefix(strings.TrimPrefix(g.Nodes[i].Path, prefix), "/")
			name, _, _ := strings.Cut(rest, "/")
			c := byName[name]
			if c == nil {
				c = &branch{prefix: path.Join(prefix, name), only: name == ""}
				byName[name] = c
				out = append(out, c)
			}
			c.nodes = append(c.nodes, i)
		}
		if len(out) != 1 || out[0].only {
			return out
		}
		prefix = out[0].prefix
	}
}

// node is what a branch is drawn as.
func (b *branch) node(g *Graph) Node {
	if len(b.nodes) == 1 {
		return g.Nodes[b.nodes[0]]
	}
	n := Node{Path: b.prefix, Kind: Dir, Module: g.Nodes[b.nodes[0]].Module}
	switch {
	case b.prefix == n.Module:
		n.Kind = Module
	case b.only:
		n.Module = ""
	default:
		n.Path += "/..."
	}
	return n
}
