package main

import (
	"context"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/importallowlist"
	"github.com/kdoc-dev/kdoc/internal/checks/importrestrictions"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

func (a *app) runImportsWhy(ctx context.Context, o *importsOptions) error {
	o.vendor = true // chains lead through vendored packages
	l, g, err := a.loadImports(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	from, err := findPackage(l, g, o.from)
	if err != nil {
		return err
	}
	to, err := findPackage(l, g, o.to)
	if err != nil {
		return err
	}
	if g.Node(from).Pkg == nil {
		return fmt.Errorf("package %q is not in the tree, so what it imports is not known", o.from)
	}
	hops := g.Chain(from, to, imports.Via{First: imports.Prod, Rest: imports.Prod})
	if hops == nil {
		hops = g.Chain(from, to, imports.Via{First: imports.Any, Rest: imports.Prod})
	}
	if hops == nil {
		return &exitError{exitDiagnostics, fmt.Errorf("%s does not import %s, directly or indirectly", g.Node(from).Path, g.Node(to).Path)}
	}
	for _, h := range hops {
		fmt.Fprintln(a.stdout, hopLine(g, h))
	}
	j, err := newImportJudge(l, g)
	if err != nil {
		return err
	}
	if len(hops) > 1 {
		a.printRulings(j, from, to, nil)
	}
	for _, h := range hops {
		a.printRulings(j, h.From, h.To, &h)
	}
	return nil
}

// importJudge asks the checks that judge imports.
type importJudge struct {
	g            *imports.Graph
	restrictions *importrestrictions.Session // nil without rule files
	list         *importallowlist.List       // nil without a list
}

func newImportJudge(l *loaded, g *imports.Graph) (*importJudge, error) {
	j := &importJudge{g: g}
	var err error
	opts := settingsOf(l, importrestrictions.Check).(*importrestrictions.Options)
	if j.restrictions, err = importrestrictions.Open(l.tree, *opts); err != nil {
		return nil, err
	}
	list := settingsOf(l, importallowlist.Check).(*importallowlist.Options)
	j.list, err = importallowlist.Open(l.tree, *list)
	return j, err
}

// settingsOf returns the settings of a check, configured or not.
func settingsOf(l *loaded, c *checks.Check) any {
	for _, s := range l.settings {
		if s.Check.ID == c.ID && s.Options != nil {
			return s.Options
		}
	}
	return c.Options()
}

// printRulings prints what rules say of an import, or of an indirect one if
// there is no hop.
func (a *app) printRulings(j *importJudge, from, to imports.ID, hop *imports.Hop) {
	var lines []string
	if s := j.restrictions; s != nil {
		// The graph of the session has its own numbers: it may see other files.
		f, t := s.Graph.Find(j.g.Node(from).Path), s.Graph.Find(j.g.Node(to).Path)
		if f != imports.None && t != imports.None {
			for _, r := range s.Explain(f, t, hop != nil) {
				lines = append(lines, restrictionLine(r))
			}
		}
	}
	if pkg := j.g.Node(from).Pkg; j.list != nil && hop != nil && pkg != nil {
		for i := range j.list.Entries {
			e := &j.list.Entries[i]
			if !j.list.Restricts(e, pkg) || hop.File.Test && e.ExcludeTests {
				continue
			}
			verdict := "not allowed"
			if j.list.Allows(e, j.g.Node(to).Path) {
				verdict = "allowed"
			}
			lines = append(lines, fmt.Sprintf("import-allowlist: %s by the entry for %s in %s:%d", verdict, e.Name(), j.list.File, e.Pos.Line))
		}
	}
	verb := "imports"
	if hop == nil {
		verb = "depends on"
	}
	if len(lines) == 0 {
		lines = []string{"no rule speaks of it"}
	}
	fmt.Fprintf(a.stdout, "\n%s %s %s:\n", j.g.Node(from).Path, verb, j.g.Node(to).Path)
	for _, l := range lines {
		fmt.Fprintln(a.stdout, "  "+l)
	}
}

// restrictionLine words what one end's rule files say.
func restrictionLine(r importrestrictions.Ruling) string {
	kind := "rule"
	if r.Inverse {
		kind = "inverse rule"
	}
	v := r.Verdict
	if r.Skipped {
		return fmt.Sprintf("import-restrictions: not judged: a file of the chain cannot be read (%ss)", kind)
	}
	if v.Outcome == importrestrictions.Unjudged {
		return fmt.Sprintf("import-restrictions: no %s selects it", kind)
	}
	at := fmt.Sprintf("%s:%d", v.Rule.File, v.Rule.Pos.Line)
	switch v.Outcome {
	case importrestrictions.Allowed:
		return fmt.Sprintf("import-restrictions: allowed by the prefix %q of the %s for %q in %s", v.Prefix, kind, v.Rule.Selector, at)
	case importrestrictions.Forbidden:
		return fmt.Sprintf("import-restrictions: forbidden by the prefix %q of the %s for %q in %s", v.Prefix, kind, v.Rule.Selector, at)
	}
	return fmt.Sprintf("import-restrictions: not allowed: the %s for %q in %s selects it", kind, v.Rule.Selector, at)
}
