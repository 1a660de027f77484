package render

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// maxOnReport is how many diagnostics the report lists on one page; a larger
// report has them on the pages of rules and packages only.
const maxOnReport = 250

// spreadDiagnostics assigns each diagnostic to the page it is shown on besides
// its rule's.
func (a *assembler) spreadDiagnostics() {
	a.onPackage = map[*walk.Package][]checks.Diagnostic{}
	a.onModule = map[*walk.Module][]checks.Diagnostic{}
	if a.Report == nil {
		return
	}
	for _, d := range a.Report.Diagnostics {
		dir := path.Dir(d.Path)
		base := path.Base(d.Path)
		if p := a.Tree.PackageIn(dir); a.byPackage[p] != nil && base != "go.mod" && base != "go.work" {
			a.onPackage[p] = append(a.onPackage[p], d)
		} else if m := a.Tree.ModuleOf(dir); m != nil {
			a.onModule[m] = append(a.onModule[m], d)
		} else {
			a.elsewhere = append(a.elsewhere, d)
		}
	}
}

func (a *assembler) diagnosticSection(ds []checks.Diagnostic) Section {
	return Section{ID: diagnostics, Title: "Diagnostics", Count: len(ds), Blocks: []Block{a.diagnostics(ds)}}
}

// diagnostics turns what checks reported into a block. Symbols are linked once
// all pages are known.
func (a *assembler) diagnostics(ds []checks.Diagnostic) *Diagnostics {
	out := &Diagnostics{Items: make([]Diagnostic, len(ds))}
	for i, d := range ds {
		item := Diagnostic{
			Severity: d.Severity.String(),
			Rule:     Span{Text: d.Check.ID + " " + d.Check.Slug, To: Ref{Page: ruleID(d.Check)}},
			Place:    place(d.Path, d.Pos),
			Symbol:   Span{Text: d.Symbol, Style: Mono},
			Message:  d.Message, Remedy: d.Remedy,
		}
		for _, r := range d.Related {
			item.Related = append(item.Related, Related{place(r.Path, r.Pos), r.Message})
		}
		out.Items[i] = item
	}
	a.pending = append(a.pending, out)
	return out
}

// place is where something is in the tree, as the go tools write it.
func place(file string, pos walk.Pos) Span {
	s := Span{Text: file, Style: Mono, To: Ref{File: file, Line: pos.Line}}
	if pos.IsValid() {
		s.Text += ":" + strconv.Itoa(pos.Line)
	}
	return s
}

// linkSymbols leads each diagnostic to the declaration it is about.
func (a *assembler) linkSymbols() {
	for _, block := range a.pending {
		for i := range block.Items {
			sym := &block.Items[i].Symbol
			sym.To = a.site.symbol(sym.Text)
		}
	}
}

// symbol finds "import/path.Name.Member", or the longest part of it that has a
// place on a page.
func (s *Site) symbol(name string) Ref {
	slash := strings.LastIndexByte(name, '/') + 1
	for i := slash; i < len(name); i++ {
		if name[i] != '.' {
			continue
		}
		p := s.byImport[name[:i]]
		if p == nil {
			continue
		}
		for rest := name[i+1:]; rest != ""; {
			if to := p.Place(rest); !to.IsZero() {
				return to
			}
			dot := strings.LastIndexByte(rest, '.')
			if dot < 0 {
				break
			}
			rest = rest[:dot]
		}
	}
	return Ref{}
}

func ruleID(c *checks.Check) string { return "rule:" + c.ID }

// A tally counts diagnostics by severity.
type tally struct{ errors, warnings, infos int }

func (t *tally) add(s checks.Severity) {
	switch s {
	case checks.Error:
		t.errors++
	case checks.Warning:
		t.warnings++
	default:
		t.infos++
	}
}

func (t tally) cells() []Text {
	out := make([]Text, 0, 3)
	for _, n := range []int{t.errors, t.warnings, t.infos} {
		cell := Text(nil)
		if n > 0 {
			cell = Words(count(n))
		}
		out = append(out, cell)
	}
	return out
}

func (a *assembler) checkPages() {
	byRule := map[*checks.Check][]checks.Diagnostic{}
	if a.Report != nil {
		for _, d := range a.Report.Diagnostics {
			byRule[d.Check] = append(byRule[d.Check], d)
		}
		a.add(a.reportPage(byRule))
	}
	rules := slices.Clone(a.Checks)
	slices.SortFunc(rules, func(a, b *checks.Check) int { return cmp.Compare(a.ID, b.ID) })
	for _, c := range rules {
		a.add(a.rulePage(c, byRule[c]))
	}
	if len(rules) > 0 {
		a.add(a.rulesPage(rules))
	}
}

func (a *assembler) reportPage(byRule map[*checks.Check][]checks.Diagnostic) *Page {
	all := a.Report.Diagnostics
	pg := &Page{
		ID: reportID, Kind: ReportPage, Path: "check/index", Title: "Check report", Name: "Checks",
		Trail: []Ref{{Page: HomeID, Text: a.Tree.Name}, {Text: "Checks"}},
	}
	total := countAll(all)
	pg.Synopsis = a.verdict(total)
	pg.Blocks = append(pg.Blocks, Tally{[]Figure{
		{Value: count(total.errors), Label: "errors", Tone: tone(total.errors)},
		{Value: count(total.warnings), Label: "warnings"},
		{Value: count(total.infos), Label: "infos"},
		{Value: count(len(a.Report.Suppressed)), Label: "suppressed"},
		{Value: count(len(a.Report.Ran)), Label: "checks run"},
	}})
	tables := a.ruleTables(byRule)
	quiet := slices.IndexFunc(tables, func(s Section) bool { return s.ID == "nothing" })
	if quiet < 0 {
		quiet = len(tables)
	}
	pg.Sections = append(pg.Sections, tables[:quiet]...)
	if s := a.packageTable(); s.Count > 0 {
		pg.Sections = append(pg.Sections, s)
	}
	if len(a.elsewhere) > 0 {
		pg.Sections = append(pg.Sections, Section{ID: "elsewhere", Title: "Outside of modules", Count: len(a.elsewhere), Blocks: []Block{a.diagnostics(a.elsewhere)}})
	}
	if len(all) > 0 && len(all) <= maxOnReport {
		pg.Sections = append(pg.Sections, Section{ID: "all", Title: "All diagnostics", Count: len(all), Blocks: []Block{a.diagnostics(all)}})
	}
	pg.Sections = append(pg.Sections, a.suppressed()...)
	pg.Sections = append(pg.Sections, tables[quiet:]...)
	return pg
}

func countAll(ds []checks.Diagnostic) tally {
	var t tally
	for _, d := range ds {
		t.add(d.Severity)
	}
	return t
}

func tone(errors int) string {
	if errors == 0 {
		return "good"
	}
	return "bad"
}

// verdict is the report in a sentence.
func (a *assembler) verdict(t tally) string {
	var s string
	switch n := t.errors + t.warnings + t.infos; n {
	case 0:
		s = plural(len(a.Report.Ran), "check") + " ran and had nothing to report."
	default:
		s = plural(len(a.Report.Ran), "check") + " reported " + plural(n, "diagnostic") + ", " + plural(t.errors, "error") + " among them."
	}
	if n := len(a.Report.Failed); n > 0 {
		s += " " + plural(n, "check") + " could not finish."
	}
	return s
}

// ruleTables list the rules that reported something or could not finish, the worst
// first, and apart from them those that had nothing to say.
func (a *assembler) ruleTables(byRule map[*checks.Check][]checks.Diagnostic) (out []Section) {
	type line struct {
		tally
		row    []Text
		failed bool
	}
	failed := map[*checks.Check]error{}
	for _, f := range a.Report.Failed {
		failed[f.Check] = f.Err
	}
	var found []line
	quiet := List{Compact: true}
	for _, r := range a.Report.Ran {
		n := countAll(byRule[r.Check])
		err := failed[r.Check]
		if n == (tally{}) && err == nil {
			item := append(ruleName(r.Check), Span{Text: " " + ruleTitle(r.Check), Style: Label})
			quiet.Items = append(quiet.Items, Item{Blocks: []Block{Paragraph{item}}})
			continue
		}
		what := Words(ruleTitle(r.Check))
		if err != nil {
			first, _, _ := strings.Cut(err.Error(), "\n")
			what = append(what, Span{Style: Break}, Span{Text: "could not finish: " + first, Style: Strong})
		}
		found = append(found, line{n, append([]Text{ruleName(r.Check), what}, n.cells()...), err != nil})
	}
	slices.SortStableFunc(found, func(a, b line) int {
		if a.failed != b.failed {
			return cmp.Compare(boolToInt(b.failed), boolToInt(a.failed))
		}
		return cmp.Or(cmp.Compare(b.errors, a.errors), cmp.Compare(b.warnings, a.warnings), cmp.Compare(b.infos, a.infos))
	})
	if len(found) > 0 {
		t := Table{Head: []string{"Rule", "What it asks", "Errors", "Warnings", "Infos"}, Right: []bool{false, false, true, true, true}}
		for _, l := range found {
			t.Rows = append(t.Rows, l.row)
		}
		out = append(out, Section{ID: "by-rule", Title: "By rule", Count: len(t.Rows), Blocks: []Block{t}})
	}
	if n := len(quiet.Items); n > 0 {
		out = append(out, Section{ID: "nothing", Title: "Rules with nothing to report", Short: "Nothing to report", Count: n, Folded: true, Blocks: []Block{quiet}})
	}
	return out
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ruleName(c *checks.Check) Text {
	return Text{{Text: c.ID, Style: Label}, {Text: " "}, {Text: c.Slug, Style: Mono, To: Ref{Page: ruleID(c)}}}
}

// packageTable counts by package and by module, the worst on top.
func (a *assembler) packageTable() Section {
	type line struct {
		name Text
		tally
	}
	var rows []line
	for _, m := range a.Tree.Modules {
		if ds := a.onModule[m]; ds != nil {
			rows = append(rows, line{append(Name(moduleName(m), Ref{Page: moduleID(m), Anchor: diagnostics}), Span{Text: " module", Style: Label}), countAll(ds)})
		}
	}
	for _, p := range a.packages {
		if ds := a.onPackage[p.Package]; ds != nil {
			rows = append(rows, line{Name(p.ImportPath, Ref{Page: p.id, Anchor: diagnostics}), countAll(ds)})
		}
	}
	slices.SortStableFunc(rows, func(a, b line) int {
		return cmp.Or(cmp.Compare(b.errors, a.errors), cmp.Compare(b.warnings, a.warnings), cmp.Compare(b.infos, a.infos))
	})
	t := Table{Head: []string{"Package", "Errors", "Warnings", "Infos"}, Right: []bool{false, true, true, true}}
	for _, r := range rows {
		t.Rows = append(t.Rows, append([]Text{r.name}, r.cells()...))
	}
	return Section{ID: "packages", Title: "By package", Count: len(t.Rows), Blocks: []Block{t}}
}

// suppressed lists what ignore directives silenced, and why.
func (a *assembler) suppressed() []Section {
	if len(a.Report.Suppressed) == 0 {
		return nil
	}
	t := Table{Head: []string{"Place", "Rule", "Reason"}}
	for _, s := range a.Report.Suppressed {
		t.Rows = append(t.Rows, []Text{{place(s.Path, s.Pos)}, ruleName(s.Check), Words(s.Reason)})
	}
	return []Section{{ID: "suppressed", Title: "Suppressed", Count: len(t.Rows), Folded: len(t.Rows) > 20, Blocks: []Block{t}}}
}
