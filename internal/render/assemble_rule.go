package render

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// ruleTitle is the first line of the rule's page, without its mark.
func ruleTitle(c *checks.Check) string {
	first, _, _ := strings.Cut(strings.TrimSpace(c.Doc), "\n")
	return strings.TrimSpace(strings.TrimPrefix(first, "#"))
}

func (a *assembler) rulePage(c *checks.Check, ds []checks.Diagnostic) *Page {
	pg := &Page{
		ID: ruleID(c), Kind: RulePage, Path: "rules/" + c.ID,
		Title: c.Slug, Label: "rule", Name: c.ID + " " + c.Slug, Synopsis: ruleTitle(c),
		Trail: []Ref{{Page: HomeID, Text: a.Tree.Name}, {Page: rulesID, Text: "Rules"}, {Text: c.ID}},
		Facts: []Fact{{"Id", Text{{Text: c.ID, Style: Mono}}}, {"Severity", Words(c.Severity.String())}},
	}
	if !c.OnByDefault() {
		pg.Facts = append(pg.Facts, Fact{"Runs", Words("only if asked for")})
	}
	switch c.Fix {
	case checks.FixSafe:
		pg.Facts = append(pg.Facts, Fact{"Fix", Words("safe: kdoc check --fix applies it")})
	case checks.FixUnsafe:
		pg.Facts = append(pg.Facts, Fact{"Fix", Words("unsafe: look at what it changes")})
	}
	if c.Since != "" {
		pg.Facts = append(pg.Facts, Fact{"Since", Words(c.Since)})
	}
	pg.Blocks = []Block{Markup{Text: c.Doc, SkipTitle: true}}
	if len(ds) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: diagnostics, Title: "Reported here", Count: len(ds), Blocks: []Block{a.diagnostics(ds)}})
		pg.Facts = append(pg.Facts, Fact{"Reported", Text{{Text: plural(len(ds), "diagnostic"), To: Ref{Anchor: diagnostics}}}})
	}
	return pg
}

func (a *assembler) rulesPage(rules []*checks.Check) *Page {
	pg := &Page{
		ID: rulesID, Kind: ListPage, Path: "rules/index", Title: "Rules", Name: "Rules",
		Synopsis: "What kdoc checks: " + plural(len(rules), "rule"),
		Trail:    []Ref{{Page: HomeID, Text: a.Tree.Name}, {Text: "Rules"}},
	}
	t := Table{Head: []string{"Rule", "What it asks", "Severity", "Fix"}}
	for _, c := range rules {
		fix := ""
		if c.Fix != checks.FixNone {
			fix = c.Fix.String()
		}
		t.Rows = append(t.Rows, []Text{ruleName(c), Words(ruleTitle(c)), Words(c.Severity.String()), Words(fix)})
	}
	pg.Blocks = []Block{t}
	return pg
}
