package render

import "strings"

// CommandDocs say what commands and flags a program has.
type CommandDocs struct {
	// Pages are those of the commands, the root's first, with paths and trails
	// that start at the program.
	Pages []*Page
	// Flags are those of the root command, Deprecated those of them that should no
	// longer be used.
	Flags, Deprecated Table
	// Notes say what could not be found out.
	Notes []Block
}

// companions sorts the pages that others made about programs and packages by
// what they are about.
func (a *assembler) companions() {
	a.walkthroughs = map[string][]*Page{}
	for _, p := range a.Walkthroughs {
		if p.About != "" {
			a.walkthroughs[p.About] = append(a.walkthroughs[p.About], p)
		}
	}
}

// walkthroughFact leads to the walkthroughs of a program or package, in each
// language.
func (a *assembler) walkthroughFact(importPath string) []Fact {
	var value Text
	for _, p := range a.walkthroughs[importPath] {
		if len(value) > 0 {
			value = append(value, Span{Text: ", "})
		}
		value = append(value, Span{Text: LanguageName(p.Lang), To: Ref{Page: p.ID}})
	}
	if value == nil {
		return nil
	}
	return []Fact{{"Walkthrough", value}}
}

// LanguageName is what a language calls itself.
func LanguageName(tag string) string {
	switch {
	case tag == "" || tag == "en":
		return "English"
	case strings.HasPrefix(tag, "zh"):
		return "中文"
	}
	return tag
}

// commandSections list a program's commands and the flags of its root, and put
// the pages of the commands below the program's own, at at.
func (a *assembler) commandSections(p *packageInfo, at string) []Section {
	docs, ok := a.Programs[p.ImportPath]
	if !ok {
		return nil
	}
	s := Section{ID: "commands", Title: "Commands", Count: len(docs.Pages), Blocks: docs.Notes}
	if owner := a.treeOwner(p); owner != p {
		s.Count, s.Blocks = 0, append(s.Blocks[:len(s.Blocks):len(s.Blocks)], Paragraph{Text{
			{Text: "This program builds the commands of "}, {Text: a.binaryName(owner), Style: Mono, To: Ref{Page: owner.binaryID}}, {Text: ", which has their pages."},
		}})
		return []Section{s}
	}
	for _, page := range docs.Pages {
		c := *page
		c.Path = at + "/" + c.Path
		trail := []Ref{{Page: HomeID, Text: a.Tree.Name}, {Page: programsID, Text: "Programs"}, {Page: p.binaryID, Text: a.binaryName(p)}}
		if len(c.Trail) > 1 && c.Trail[0].Text == a.binaryName(p) {
			c.Trail = c.Trail[1:] // the root command is called like the program
		}
		c.Trail = append(trail, c.Trail...)
		c.Facts = append([]Fact{{"Program", Name(a.binaryName(p), Ref{Page: p.binaryID})}}, c.Facts...)
		c.Facts = append(c.Facts, a.walkthroughFact(p.ImportPath)...)
		a.add(&c)
	}
	if len(docs.Pages) > 0 {
		s.Blocks = append(s.Blocks[:len(s.Blocks):len(s.Blocks)], commandOutlines(docs.Pages)...)
	}
	out := []Section{s}
	if n := len(docs.Flags.Rows); n > 0 {
		out = append(out, Section{ID: "flags", Title: "Flags", Count: n, Blocks: []Block{docs.Flags}})
	}
	if n := len(docs.Deprecated.Rows); n > 0 {
		out = append(out, Section{ID: "deprecated-flags", Title: "Deprecated flags", Count: n, Folded: true, Blocks: []Block{docs.Deprecated}})
	}
	return out
}
