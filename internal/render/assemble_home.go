package render

import "slices"

func (a *assembler) homePage() {
	t := a.Tree
	pg := &Page{
		ID: HomeID, Kind: Home, Path: "index",
		Title: t.Name, Name: t.Name,
		Facts: a.homeFacts(),
	}
	if len(a.Readme) > 0 {
		pg.Blocks = append(pg.Blocks, Markup{Text: string(a.Readme), Lead: true, Base: "."})
	}
	pg.Blocks = append(pg.Blocks, a.homeTally())
	if len(t.Modules) > 0 {
		pg.Sections = append(pg.Sections, a.moduleTable())
	}
	pg.Sections = append(pg.Sections, a.homePrograms()...)
	if len(a.API) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: "api", Title: "APIs", Blocks: []Block{Paragraph{Text{
			{Text: a.API[0].Synopsis + ". "}, {Text: "Read the reference", To: Ref{Page: a.API[0].ID}}, {Text: "."},
		}}}})
	}
	if pic, ok := a.Pictures[""]; ok {
		pg.Sections = append(pg.Sections, Section{ID: "picture", Title: "What imports what", Blocks: []Block{pic}})
	}
	if len(t.Modules) == 0 && len(a.packages) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: "packages", Title: "Packages", Count: len(a.packages), Blocks: []Block{Outline{Nodes: packageTree(a.packages)}}})
	}
	if s := a.homeChecks(); s != nil {
		pg.Sections = append(pg.Sections, *s)
	}
	a.add(pg)
	a.navigation()
}

// navigation lists the pages every page leads to.
func (a *assembler) navigation() {
	if len(a.Tree.Modules) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: HomeID, Anchor: "modules", Text: "Modules"})
	} else if len(a.packages) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: HomeID, Anchor: "packages", Text: "Packages"})
	}
	if len(a.binaries) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: programsID, Text: "Programs"})
	}
	if i := slices.IndexFunc(a.Walkthroughs, func(p *Page) bool { return p.About == "" }); i >= 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: a.Walkthroughs[i].ID, Text: "Walkthroughs"})
	}
	if len(a.API) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: a.API[0].ID, Text: "API"})
	}
	if len(a.Lists) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: a.Lists[0].ID, Text: "Reference"})
	}
	if a.Report != nil {
		a.site.Nav = append(a.site.Nav, Ref{Page: reportID, Text: "Checks"})
	}
	if len(a.Checks) > 0 {
		a.site.Nav = append(a.site.Nav, Ref{Page: rulesID, Text: "Rules"})
	}
}

func (a *assembler) homeFacts() []Fact {
	var facts []Fact
	t := a.Tree
	if root := t.Root(); root != nil && root.Path != "" {
		facts = append(facts, Fact{"Module", Name(root.Path, Ref{Page: moduleID(root)})})
		if root.GoMod != nil && root.GoMod.Go != nil {
			facts = append(facts, Fact{"Go", Words(root.GoMod.Go.Version)})
		}
	}
	if t.Rev != "" {
		facts = append(facts, Fact{"Revision", Text{{Text: t.Rev[:min(12, len(t.Rev))], Style: Mono}}})
	}
	for i, p := range t.Build.Platforms {
		if len(t.Build.Platforms) > 3 {
			facts = append(facts, Fact{"Platforms", Words(count(len(t.Build.Platforms)))})
			break
		}
		if i == 0 {
			facts = append(facts, Fact{"Platform", nil})
		} else {
			facts[len(facts)-1].Value = append(facts[len(facts)-1].Value, Span{Text: ", "})
		}
		facts[len(facts)-1].Value = append(facts[len(facts)-1].Value, Span{Text: p, Style: Mono})
	}
	return facts
}

func (a *assembler) homeTally() Tally {
	f := a.figures
	t := Tally{[]Figure{
		{Value: count(len(a.Tree.Modules)), Label: "modules", To: Ref{Anchor: "modules"}},
		{Value: count(f.packages), Label: "packages"},
		{Value: count(f.files), Label: "Go files"},
		{Value: count(f.lines), Label: "lines"},
		{Value: count(f.declarations), Label: "exported names"},
	}}
	if len(a.Tree.Modules) == 0 {
		t.Figures = t.Figures[1:]
	}
	if len(a.binaries) > 0 {
		t.Figures = append(t.Figures, Figure{Value: count(len(a.binaries)), Label: "programs", To: Ref{Page: programsID}})
	}
	if a.Report != nil {
		total := countAll(a.Report.Diagnostics)
		fig := Figure{Value: count(total.errors), Label: "errors found", To: Ref{Page: reportID}, Tone: tone(total.errors)}
		t.Figures = append(t.Figures, fig)
	}
	return t
}

func (a *assembler) moduleTable() Section {
	t := Table{Head: []string{"Module", "Directory", "Packages", "Lines"}, Right: []bool{false, false, true, true}}
	for _, m := range a.Tree.Modules {
		lines := 0
		for _, p := range a.byModule[m] {
			lines += p.lines
		}
		name := Name(moduleName(m), Ref{Page: moduleID(m)})
		switch {
		case m.Staging:
			name = append(name, Span{Text: " staging", Style: Label})
		case !m.Main:
			name = append(name, Span{Text: " stands alone", Style: Label})
		}
		t.Rows = append(t.Rows, []Text{name, {{Text: m.Dir, Style: Mono}}, Words(count(len(a.byModule[m]))), Words(count(lines))})
	}
	return Section{ID: "modules", Title: "Modules", Count: len(t.Rows), Blocks: []Block{t}}
}

// homePrograms lists the programs meant for users; the rest is a link away.
func (a *assembler) homePrograms() []Section {
	if len(a.binaries) == 0 {
		return nil
	}
	var shown []*packageInfo
	for _, p := range a.binaries {
		if inCmd(p) && (p.Module == nil || p.Module.Main) {
			shown = append(shown, p)
		}
	}
	if len(shown) == 0 {
		shown = a.binaries
	}
	s := Section{ID: "programs", Title: "Programs", Count: len(shown), Blocks: []Block{Outline{Nodes: a.binaryNodes(shown)}}}
	if rest := len(a.binaries) - len(shown); rest > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text{
			{Text: "And " + plural(rest, "program") + " for tests, tools and examples: "},
			{Text: "all programs", To: Ref{Page: programsID}}, {Text: "."},
		}})
	}
	return []Section{s}
}

func (a *assembler) homeChecks() *Section {
	if a.Report == nil {
		return nil
	}
	s := Section{ID: "checks", Title: "Checks"}
	s.Blocks = []Block{Paragraph{Text{
		{Text: a.verdict(countAll(a.Report.Diagnostics)) + " "},
		{Text: "Read the report", To: Ref{Page: reportID}}, {Text: "."},
	}}}
	return &s
}
