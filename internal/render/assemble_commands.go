package render

import "slices"

// commandOutlines lists a program's commands as its author grouped them, each with
// those below it; what pages say of their own commands is put together.
func commandOutlines(pages []*Page) []Block {
	below := map[string][]Block{} // by page id
	for _, p := range pages {
		for i := range p.Sections {
			if p.Sections[i].ID == "commands" {
				below[p.ID] = p.Sections[i].Blocks
			}
		}
	}
	root := pages[0]
	out := []Block{Outline{Nodes: []Node{{Text: Name(root.Name, Ref{Page: root.ID}), Note: root.Synopsis}}}}
	for _, b := range below[root.ID] {
		if o, ok := b.(Outline); ok {
			b = Outline{Nodes: withBelow(o.Nodes, below, 0), Open: o.Open}
		}
		out = append(out, b)
	}
	return out
}

// commandDepth bounds nesting, whatever commands claim to be below each other.
const commandDepth = 12

func withBelow(nodes []Node, below map[string][]Block, depth int) []Node {
	out := slices.Clone(nodes)
	for i := range out {
		if len(out[i].Text) == 0 || depth > commandDepth {
			continue
		}
		for _, b := range below[out[i].Text[0].To.Page] {
			if o, ok := b.(Outline); ok {
				out[i].Nodes = append(out[i].Nodes, withBelow(o.Nodes, below, depth+1)...)
			}
		}
	}
	return out
}

// treeOwner returns the program that people run to get the commands that p has: a
// generator of documentation builds the same tree, from the same declaration. It
// is p itself if that is the one.
func (a *assembler) treeOwner(p *packageInfo) *packageInfo {
	root := a.rootCommand(p)
	if root == nil {
		return p
	}
	place := declaredAt(root)
	if place == "" || a.binaryName(p) == root.Name {
		return p
	}
	for _, q := range a.binaries {
		if other := a.rootCommand(q); other != nil && q != p && a.binaryName(q) == other.Name && other.Name == root.Name && declaredAt(other) == place {
			return q
		}
	}
	return p
}

func (a *assembler) rootCommand(p *packageInfo) *Page {
	if docs := a.Programs[p.ImportPath]; len(docs.Pages) > 0 {
		return docs.Pages[0]
	}
	return nil
}

func declaredAt(p *Page) string {
	for _, f := range p.Facts {
		if f.Name == "Declared in" {
			return f.Value.String()
		}
	}
	return ""
}
