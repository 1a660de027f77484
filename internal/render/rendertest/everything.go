package rendertest

import "github.com/kdoc-dev/kdoc/internal/render"

// Evil is text that means something to every format.
const Evil = "</script><img src=x onerror=alert(1)>\"'\u202e`*_[x](javascript:x)\\fB\n.so /etc/passwd\n\n# x\n\n| a | b |\n\x1b[31m"

// Everything is a site with every kind of page and block, all made of one string.
func Everything(s string) *render.Site {
	words, name := render.Words(s), render.Name(s, render.Ref{File: s, Line: 3})
	blocks := []render.Block{
		render.Paragraph{Text: append(words, name...)},
		render.Heading{Level: 4, Text: words},
		render.Pre{Lang: s, Text: s},
		render.Pre{Lang: "go", Text: s},
		render.List{Ordered: true, Start: 3, Items: []render.Item{{ID: "item", Blocks: []render.Block{render.Paragraph{Text: words}, render.Pre{Text: s}}}}},
		render.Fields{Items: []render.Field{{
			ID: "field", Name: s, Type: words, Notes: []string{s}, Source: render.Ref{File: s, Line: 1},
			Blocks: []render.Block{render.Paragraph{Text: words}}, Facts: []render.Fact{{Name: s, Value: words}},
		}}},
		render.Quote{Blocks: []render.Block{render.Paragraph{Text: words}}},
		render.Table{Head: []string{s}, Right: []bool{true}, Rows: [][]render.Text{{words}}},
		render.Comment{Text: s, Scope: &render.Scope{Package: s}},
		render.Markup{Text: s},
		render.Code{Text: s, Note: s, Source: render.Ref{File: s, Line: 1}, Scope: &render.Scope{Package: s}},
		render.Outline{Nodes: []render.Node{{Text: words, Note: s, Nodes: []render.Node{{Text: name}}}}},
		render.Terms{Items: []render.Term{{Name: render.Text{{Text: s, Style: render.Mono}}, Blocks: []render.Block{render.Paragraph{Text: render.Words(s)}, render.Pre{Text: s}}}, {Name: render.Words(s)}}},
		render.Picture{SVG: "<svg></svg>", Alt: s},
		&render.Diagnostics{Items: []render.Diagnostic{{
			Severity: s, Rule: render.Span{Text: s}, Place: name[0], Symbol: name[0], Message: s, Remedy: s,
			Related: []render.Related{{Place: name[0], Message: s}},
		}}},
		render.Tally{Figures: []render.Figure{{Value: s, Label: s, Tone: s, To: render.Ref{Page: "home"}}}},
	}
	var pages []*render.Page
	for kind, id := range []string{"home", "mod", "pkg", "bin", "report", "rule", "list", "command", "api"} {
		pages = append(pages, &render.Page{
			ID: id, Kind: render.PageKind(kind), Path: id + "/" + s, Title: s, Label: s, Name: s, Synopsis: s,
			Trail: []render.Ref{{Page: "home", Text: s}, {Text: s}}, Facts: []render.Fact{{Name: s, Value: words}},
			Names: map[string]bool{s: true}, Blocks: blocks,
			Sections: []render.Section{{ID: "section", Title: s, Short: s, Code: true, Count: 2, Notes: []string{s}, Folded: true,
				Source: render.Ref{File: s}, Blocks: []render.Block{render.Paragraph{Text: render.Text{{Text: s, To: render.Ref{URL: "javascript:" + s}}}}}}},
		})
	}
	return render.NewSite(s, pages)
}
