package render

import (
	"slices"
	"strconv"
	"strings"
)

// How many elements a page of a package may have, about, before its types get
// pages of their own, and of how many a section may be that stays on it.
const (
	packageElements = 3000
	sectionElements = 1200
)

// split moves what makes the page of a package too large to pages of their own:
// each type to one, and long lists of functions, constants and variables. What
// stays is a list of what was moved.
func (a *assembler) split(p *packageInfo, pg *Page) {
	total := 0
	for i := range pg.Sections {
		total += Weight(&pg.Sections[i])
	}
	if total <= packageElements {
		return
	}
	pg.Elsewhere = map[string]string{}
	for i := range pg.Sections {
		s := &pg.Sections[i]
		switch s.ID {
		case "types":
			var nodes []Node
			for _, t := range s.Sections {
				if t.Folded && !t.Code { // generated functions
					continue
				}
				part := a.part(p, pg, t.Short, "type", t)
				node := Node{Text: Name(t.Short, Ref{Page: part.ID}), Note: part.Synopsis}
				for _, n := range t.Notes {
					node.Text = append(node.Text, Span{Text: " " + n, Style: Label})
				}
				nodes = append(nodes, node)
			}
			s.Sections = nil
			s.Blocks = append(s.Blocks, Outline{Nodes: nodes})
		case "functions", "constants", "variables", "importers":
			if Weight(s) > sectionElements {
				a.moveSection(p, pg, s)
			}
		}
	}
}

// moveSection moves a list to pages of their own, several if need be.
func (a *assembler) moveSection(p *packageInfo, pg *Page, s *Section) {
	var nodes []Node
	flush := func(n int, part Section) {
		title := s.Title
		if n > 0 {
			title += " " + strconv.Itoa(n+1)
		}
		page := a.part(p, pg, strings.ToLower(title), "", part)
		node := Node{Text: Text{{Text: title, To: Ref{Page: page.ID}}}}
		if len(part.Sections) > 0 {
			first, last := part.Sections[0].Short, part.Sections[len(part.Sections)-1].Short
			node.Note = first + " to " + last
		}
		nodes = append(nodes, node)
	}
	n, weight := 0, 0
	part := Section{ID: s.ID, Title: s.Title}
	next := func(w int) {
		if weight+w > packageElements && weight > 0 {
			flush(n, part)
			n++
			part, weight = Section{ID: s.ID, Title: s.Title}, 0
		}
		weight += w
	}
	for _, b := range s.Blocks {
		next(blockWeight(b))
		part.Blocks = append(part.Blocks, b)
	}
	for i := range s.Sections {
		next(Weight(&s.Sections[i]))
		part.Sections = append(part.Sections, s.Sections[i])
	}
	flush(n, part)
	s.Blocks, s.Sections = []Block{Outline{Nodes: nodes}}, nil
}

// part adds a page with one section of another page, and notes which names have
// moved there.
func (a *assembler) part(p *packageInfo, pg *Page, name, label string, s Section) *Page {
	part := &Page{
		ID: pg.ID + "#" + name, Kind: PackagePage, Path: pg.Path + "/" + name,
		Title: name, Label: label, Name: p.ImportPath + "." + name, About: p.ImportPath,
		Names: map[string]bool{},
		Facts: []Fact{{"Package", Name(p.ImportPath, Ref{Page: pg.ID})}},
	}
	part.Trail = append(slices.Clone(pg.Trail[:len(pg.Trail)-1]), Ref{Text: pg.Trail[len(pg.Trail)-1].Text, Page: pg.ID}, Ref{Text: name})
	for _, b := range s.Blocks {
		if c, ok := b.(Comment); ok && part.Synopsis == "" {
			part.Synopsis = synopsis(c.Text)
		}
	}
	part.Sections = []Section{s}
	for _, id := range IDs(&s) {
		if pg.Names[id] {
			delete(pg.Names, id)
			pg.Elsewhere[id] = part.ID
			part.Names[id] = true
		}
	}
	a.add(part)
	return part
}

// IDs are the targets in a section.
func IDs(s *Section) []string { return sectionIDs(nil, s) }

func sectionIDs(out []string, s *Section) []string {
	out = append(out, s.ID)
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case Code:
			for _, m := range b.Marks {
				out = append(out, m.ID)
			}
		case List:
			for _, item := range b.Items {
				out = append(out, item.ID)
			}
		case Fields:
			for _, f := range b.Items {
				out = append(out, f.ID)
			}
		}
	}
	for i := range s.Sections {
		out = sectionIDs(out, &s.Sections[i])
	}
	return out
}

// Weight is about how many elements a section becomes, its entry in the
// table of contents included.
func Weight(s *Section) int {
	n := 10 + 2*len(s.Notes)
	for _, b := range s.Blocks {
		n += blockWeight(b)
	}
	for i := range s.Sections {
		n += Weight(&s.Sections[i])
	}
	return n
}

func blockWeight(b Block) int {
	switch b := b.(type) {
	case Code:
		return 4 + 3*len(b.Marks) + strings.Count(b.Text, "\n") + strings.Count(b.Text, "//")/2
	case Fields:
		n := 1
		for i := range b.Items {
			f := &b.Items[i]
			n += 9 + len(f.Type) + len(f.Notes) + 6*len(f.Facts)
			for _, x := range f.Blocks {
				n += blockWeight(x)
			}
		}
		return n
	case Comment:
		return 2 + strings.Count(b.Text, "\n\n") + strings.Count(b.Text, "[")
	case List:
		return 1 + 4*len(b.Items)
	case Table:
		n := 4
		for _, row := range b.Rows {
			for _, cell := range row {
				n += 1 + len(cell)
			}
		}
		return n
	case Paragraph:
		return 1 + len(b.Text)
	case Outline:
		return 1 + 5*size(b.Nodes)
	}
	return 3
}

func size(nodes []Node) int {
	n := len(nodes)
	for i := range nodes {
		n += size(nodes[i].Nodes)
	}
	return n
}
