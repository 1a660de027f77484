// Package importrestrictions is the check import-restrictions: rule files named
// .import-restrictions say what the packages below them may import and who may
// import them.
package importrestrictions

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
)

//go:embed doc.md
var doc string

// Check is import-restrictions.
var Check = &checks.Check{
	ID:       "KI101",
	Slug:     "import-restrictions",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Vendor:   true, // transitive rules look through vendored packages
	Options:  func() any { return &Options{Generation: Auto, Inputs: []string{}} },
	Run:      run,
}

// ruleFiles tells files that were meant to be rule files. The list of allowed
// imports that another check reads has a similar name and none of these keys.
var ruleFiles = rulefile.Kind{Path: FileName, Signs: regexp.MustCompile(`(?i)selectorRegexp|allowedPrefixes|forbiddenPrefixes`)}

func run(p *checks.Pass) error {
	ruleFiles.Report(p)
	s, err := Open(p.Tree, *p.Options.(*Options))
	if err != nil || s == nil {
		return err
	}
	for _, file := range s.files {
		for _, f := range s.faults[file] {
			d := checks.Diagnostic{
				Path: file, Pos: f.pos,
				Symbol:  file,
				Message: "rule file " + f.msg,
				Remedy:  "correct the file; until then its rules are not applied to the packages below",
			}
			if f.remedy != "" {
				d.Severity, d.Remedy = checks.Warning, f.remedy
			}
			p.Report(d)
		}
	}
	if p.Options.(*Options).Each {
		s.Breaches(func(b Breach) { p.Report(s.diagnostic(b)) })
	} else {
		s.diagnostics(p.Report)
	}
	return nil
}

// diagnostic words a breach. It stands at the import that starts the chain.
func (s *Session) diagnostic(b Breach) checks.Diagnostic {
	from, to, rule := s.Graph.Node(b.From).Path, s.Graph.Node(b.To).Path, b.Verdict.Rule
	hop := b.Hops[0]
	d := checks.Diagnostic{
		Path: hop.File.Path, Pos: hop.Import.Pos, End: hop.Import.End,
		Symbol: from + " -> " + to,
	}
	verb, judged := "import", to
	if len(b.Hops) > 1 {
		verb = "depend on"
	}
	kind, key := "rule", "allowedPrefixes"
	if rule.Inverse {
		d.Symbol += " (inverse)"
		kind, judged = "inverse rule", from
	}
	d.Message = fmt.Sprintf("%q must not %s %q: %s", from, verb, to, reason(s.Generation, b.Verdict, kind))
	place := rule.File
	if rule.Pos.IsValid() {
		place += ":" + strconv.Itoa(rule.Pos.Line)
	}
	switch {
	case b.Verdict.Outcome == Forbidden:
		d.Remedy = fmt.Sprintf("remove the import, or have the forbidden prefix in %s reconsidered", place)
	default:
		d.Remedy = fmt.Sprintf("remove the import, or add %q to %s of the %s in %s", judged, key, kind, place)
	}
	for _, h := range b.Hops[1:] {
		d.Related = append(d.Related, checks.Related{
			Path: h.File.Path, Pos: h.Import.Pos,
			Message: fmt.Sprintf("%q imports %q", s.Graph.Node(h.From).Path, s.Graph.Node(h.To).Path),
		})
	}
	d.Related = append(d.Related, checks.Related{
		Path: rule.File, Pos: rule.Pos,
		Message: fmt.Sprintf("the %s with selectorRegexp %q", kind, rule.Selector),
	})
	return d
}

// reason says which part of which rule the import fails.
func reason(gen Generation, v Verdict, kind string) string {
	switch {
	case v.Outcome == Forbidden && v.Prefix == "":
		return fmt.Sprintf("the %s for %q forbids all it selects", kind, v.Rule.Selector)
	case v.Outcome == Forbidden:
		return fmt.Sprintf("the %s for %q forbids the prefix %q", kind, v.Rule.Selector, v.Prefix)
	case gen == Gen135:
		return fmt.Sprintf("the %s for %q selects it, and no rule allows it", kind, v.Rule.Selector)
	case len(v.Rule.Allowed) == 0:
		return fmt.Sprintf("the %s for %q selects it and allows nothing", kind, v.Rule.Selector)
	}
	return fmt.Sprintf("none of the allowed prefixes of the %s for %q matches", kind, v.Rule.Selector)
}
