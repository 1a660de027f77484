package render

import "slices"

func (a *assembler) homePage() {
	t := a.Tree
	pg := &Page{
		ID: HomeID, Kind: Home, Path: "index",
		Title: t.Name, Name: t.Name,
		Facts: a.homeFacts(),
	}
	if lead := a.readmeLead(); lead != nil {
		pg.Blocks = append(pg.Blocks, *lead)
	}
	// Ways in come by what readers want, and figures last.
	for _, s := range []*Section{a.homeWalkthroughs(), a.homePrograms(), a.homeAPI(), a.homeLists(), a.homePackages(), a.homeChecks(), a.homePicture()} {
		if s != nil {
			pg.Sections = append(pg.Sections, *s)
		}
	}
	pg.Sections = append(pg.Sections, Section{ID: "figures", Title: "In figures", Blocks: []Block{a.homeTally()}})
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

func (a *assembler) moduleTable() Table {
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
	return t
}
