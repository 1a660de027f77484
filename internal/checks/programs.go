package checks

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// incomplete reports the programs whose commands, flags or texts were not all
// found, so that the silence of rules that look at them is not taken for a verdict.
// A rule that reads command trees has to be among those that ran.
func (r *Result) incomplete(ctx context.Context, tree *walk.Tree, plan Plan, settings []Setting, programs func() ([]*commands.Program, error)) {
	at := slices.IndexFunc(settings, func(s Setting) bool { return s.Check == LoadError })
	if ctx.Err() != nil || !NeedPrograms(settings) {
		return
	}
	found, err := programs()
	if err != nil {
		return // each of the rules failed with it
	}
	var out outcome
	for _, p := range found {
		d, ok := unevaluated(tree, p)
		if !ok || !accepts(plan.Paths, d.Path) {
			continue
		}
		r.Incomplete = true
		if at >= 0 {
			d.Check, d.Severity = LoadError, LoadError.Severity
			if s := settings[at].Severity; s != 0 {
				d.Severity = s
			}
			out.found = append(out.found, d)
		}
	}
	if at < 0 {
		return
	}
	s := settings[at]
	r.all = append(r.all, out.found...)
	for _, d := range out.found {
		if accepts(s.Paths, d.Path) {
			r.Diagnostics = append(r.Diagnostics, d)
		}
	}
}

// unevaluated says what of a program could not be found out, with the command that
// helps if there is one.
func unevaluated(tree *walk.Tree, p *commands.Program) (Diagnostic, bool) {
	d := Diagnostic{Path: ".", Symbol: p.Package}
	if pkg := tree.Package(p.Package); pkg != nil {
		for _, f := range pkg.GoFiles() {
			d.Path, d.Pos = f.Path, f.Header.PackagePos
			break
		}
	}
	u, whole := p.Incomplete()
	texts := p.UnknownTexts()
	switch {
	case whole:
		reason, help, _ := strings.Cut(u.Reason, ": run ")
		d.Message = fmt.Sprintf("the commands of %s could not be evaluated: %s", p.Name, reason)
		d.Remedy = "see kdoc commands --explain"
		if help != "" {
			d.Remedy = "run " + help
		}
		if u.Pos.IsValid() && !strings.HasPrefix(u.Pos.Path, "//") {
			d.Related = []Related{{Path: u.Pos.Path, Pos: walk.Pos{Line: u.Pos.Line, Col: u.Pos.Col}, Message: "evaluation ends here"}}
		}
	case len(texts) > 0:
		d.Message = fmt.Sprintf("%d texts of commands and flags of %s could not be evaluated, such as %s: %s", len(texts), p.Name, texts[0].Field, texts[0].Reason)
		d.Remedy = "see kdoc commands --explain"
	default:
		return d, false
	}
	return d, true
}
