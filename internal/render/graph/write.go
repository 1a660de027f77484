package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// Version is the version of the JSON format.
const Version = 1

// JSON returns the graph as a JSON document. Edges name their ends by path.
func (g *Graph) JSON() ([]byte, error) {
	type edge struct {
		From    string `json:"from"`
		To      string `json:"to"`
		Imports int    `json:"imports"`
		Tests   bool   `json:"tests,omitempty"`
	}
	doc := struct {
		Version int    `json:"version"`
		Title   string `json:"title"`
		Nodes   []Node `json:"nodes"`
		Edges   []edge `json:"edges"`
	}{Version, g.Title, append([]Node{}, g.Nodes...), []edge{}}
	for _, e := range g.Edges {
		doc.Edges = append(doc.Edges, edge{g.Nodes[e.From].Path, g.Nodes[e.To].Path, e.Imports, e.Tests})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// DOT returns the graph in the language of Graphviz.
func (g *Graph) DOT() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "digraph %s {\n", quote(g.Title))
	b.WriteString("\tgraph [rankdir=LR, ranksep=1.2, nodesep=0.12, bgcolor=transparent];\n")
	b.WriteString("\tnode [shape=box, style=rounded, fontname=Helvetica, fontsize=11, height=0.25, margin=\"0.1,0.04\"];\n")
	b.WriteString("\tedge [arrowsize=0.6];\n")
	for i, n := range g.Nodes {
		label := short(n)
		if n.Packages > 1 {
			label += fmt.Sprintf(" (%d)", n.Packages)
		}
		fmt.Fprintf(&b, "\tn%d [label=%s, tooltip=%s, class=%s];\n", i, quote(label), quote(n.Path), quote(string(n.Kind)))
	}
	for _, e := range g.Edges {
		attrs := ""
		if e.Tests {
			attrs = " [style=dashed, class=\"tests\"]"
		}
		fmt.Fprintf(&b, "\tn%d -> n%d%s;\n", e.From, e.To, attrs)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// short is what is written on a node: the path without the first element of its
// module, which most nodes have in common.
func short(n Node) string {
	if host, rest, ok := strings.Cut(n.Path, "/"); ok && n.Kind != External && strings.HasPrefix(n.Module, host+"/") {
		return rest
	}
	return n.Path
}

// quote makes a DOT string of any text.
func quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return '?'
		}
		return r
	}, s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
