package render

import (
	"cmp"
	"slices"
	"strings"
)

// readmeLead is the first paragraph of prose of the README: one that says
// something in a sentence, which a line of badges or links does not.
func (a *assembler) readmeLead() *Paragraph {
	if len(a.Readme) == 0 {
		return nil
	}
	for _, b := range (Markup{Text: string(a.Readme), Base: "."}).Blocks() {
		p, ok := b.(Paragraph)
		if !ok {
			continue
		}
		words, linked := 0, 0
		for _, s := range p.Text {
			n := len([]rune(s.Text))
			words += n
			if !s.To.IsZero() {
				linked += n
			}
		}
		if words >= 30 && linked*2 < words {
			p.Text = append(p.Text, Span{Text: " "}, Span{Text: "README", Style: Label, To: Ref{File: "README.md"}})
			return &p
		}
	}
	return nil
}

// shownPrograms are those meant for users: below a directory cmd of what is
// built from here. If there are none, all are.
func (a *assembler) shownPrograms() []*packageInfo {
	var shown []*packageInfo
	for _, p := range a.binaries {
		if inCmd(p) && (p.Module == nil || p.Module.Main) {
			shown = append(shown, p)
		}
	}
	if len(shown) == 0 {
		return a.binaries
	}
	return shown
}

// purpose is what a program says it is for: in its package comment, in the
// description of its root command, or in what its walkthrough found.
func (a *assembler) purpose(p *packageInfo) string {
	if p.synopsis != "" {
		return p.synopsis
	}
	if docs := a.Programs[p.ImportPath].Pages; len(docs) > 0 && docs[0].Synopsis != "" {
		return docs[0].Synopsis
	}
	for _, w := range a.walkthroughs[p.ImportPath] {
		if w.Lang == "" || w.Lang == "en" {
			return w.Synopsis
		}
	}
	return ""
}

// homeWalkthroughs leads those who learn to what explains the programs, and then
// to the rest.
func (a *assembler) homeWalkthroughs() *Section {
	var nodes []Node
	for _, p := range a.shownPrograms() {
		for _, w := range a.walkthroughs[p.ImportPath] {
			if w.Lang == "" || w.Lang == "en" {
				nodes = append(nodes, Node{Text: Text{{Text: w.Name, Style: Mono, To: Ref{Page: w.ID}}}, Note: cmp.Or(a.purpose(p), w.Synopsis)})
			}
		}
	}
	s := &Section{ID: "learn", Title: "Learn how it works"}
	if len(nodes) > 0 {
		s.Blocks = append(s.Blocks, Outline{Nodes: nodes})
	}
	var all Text
	for _, p := range a.Walkthroughs {
		if p.About == "" {
			if len(all) > 0 {
				all = append(all, Span{Text: ", "})
			}
			all = append(all, Span{Text: LanguageName(p.Lang), To: Ref{Page: p.ID}})
		}
	}
	if all == nil {
		return nil
	}
	s.Blocks = append(s.Blocks, Paragraph{append(Text{{Text: "All walkthroughs: "}}, all...)})
	return s
}

// homePrograms lists the programs meant for users; the rest is a link away.
func (a *assembler) homePrograms() *Section {
	if len(a.binaries) == 0 {
		return nil
	}
	shown := a.shownPrograms()
	title := "Look up a program"
	if len(a.Programs) > 0 {
		title = "Look up a command or flag"
	}
	s := &Section{ID: "programs", Title: title, Count: len(shown), Blocks: []Block{Outline{Nodes: a.binaryNodes(shown)}}}
	if rest := len(a.binaries) - len(shown); rest > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text{
			{Text: "And " + plural(rest, "program") + " for tests, tools and examples: "},
			{Text: "all programs", To: Ref{Page: programsID}}, {Text: "."},
		}})
	}
	return s
}

func (a *assembler) homeAPI() *Section {
	if len(a.API) == 0 {
		return nil
	}
	return &Section{ID: "api", Title: "Look up an API kind", Blocks: []Block{Paragraph{Text{
		{Text: a.API[0].Synopsis + ". "}, {Text: "Read the reference", To: Ref{Page: a.API[0].ID}}, {Text: "."},
	}}}}
}

// homeLists leads to the reference lists.
func (a *assembler) homeLists() *Section {
	if len(a.Lists) < 2 {
		return nil
	}
	var nodes []Node
	for _, p := range a.Lists[1:] {
		if strings.HasPrefix(p.Path, a.Lists[0].Path[:strings.LastIndexByte(a.Lists[0].Path, '/')+1]) && p.Name != "" && !slices.ContainsFunc(nodes, func(n Node) bool { return n.Text[0].Text == p.Name }) {
			nodes = append(nodes, Node{Text: Text{{Text: p.Name, To: Ref{Page: p.ID}}}, Note: p.Synopsis})
		}
	}
	return &Section{ID: "lists", Title: "Look up a name", Count: len(nodes), Blocks: []Block{Outline{Nodes: nodes}}}
}

// homePackages leads to modules, or to packages where there are none.
func (a *assembler) homePackages() *Section {
	switch {
	case len(a.Tree.Modules) > 0:
		t := a.moduleTable()
		return &Section{ID: "modules", Title: "Read packages and source", Count: len(t.Rows), Blocks: []Block{t}}
	case len(a.packages) > 0:
		return &Section{ID: "packages", Title: "Read packages and source", Count: len(a.packages), Blocks: []Block{Outline{Nodes: packageTree(a.packages)}}}
	}
	return nil
}

func (a *assembler) homePicture() *Section {
	pic, ok := a.Pictures[""]
	if !ok {
		return nil
	}
	return &Section{ID: "picture", Title: "What imports what", Blocks: []Block{pic}}
}

func (a *assembler) homeChecks() *Section {
	if a.Report == nil {
		return nil
	}
	return &Section{ID: "checks", Title: "What kdoc found", Blocks: []Block{Paragraph{Text{
		{Text: a.verdict(countAll(a.Report.Diagnostics)) + " "},
		{Text: "Read the report", To: Ref{Page: reportID}}, {Text: "."},
	}}}}
}
