package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A directive is one //kdoc: comment, from a Go file's header or from another
// file.
type directive struct {
	path string
	walk.Directive
	whole     bool     // it speaks of the whole file
	rules     []*Check // the rules it names, once each
	reason    string
	malformed bool // and reported as such
	used      map[*Check]bool
}

// suppress moves the diagnostics that ignore directives silence from
// Diagnostics to Suppressed, then reports the directives that are malformed or
// silence nothing.
func suppress(tree *walk.Tree, plan Plan, settings []Setting, res *Result) {
	known := knownChecks(plan)
	byPath := map[string][]*directive{}
	report := reporter{plan: plan, settings: settings}
	for _, path := range directivePaths(tree, res.Diagnostics) {
		for _, raw := range directivesOf(tree, path) {
			d, problem := parseDirective(path, raw, known)
			if problem != nil {
				problem.End = commentEnd(tree, path, raw.Pos)
				report.add(IgnoreMalformed, *problem)
			}
			if d != nil {
				byPath[path] = append(byPath[path], d)
			}
		}
	}
	kept := res.Diagnostics[:0]
	for _, d := range res.Diagnostics {
		if by := silencer(byPath[d.Path], d); by != nil {
			by.used[d.Check] = true
			res.Suppressed = append(res.Suppressed, Suppressed{d, by.reason})
			continue
		}
		kept = append(kept, d)
	}
	res.Diagnostics = kept
	for path, ds := range byPath {
		if !judged(tree, path) {
			continue
		}
		for _, d := range ds {
			if !d.malformed { // one complaint about a directive is enough
				report.unused(tree, d)
			}
		}
	}
	res.Diagnostics = append(res.Diagnostics, report.out...)
	normalize(&res.Diagnostics)
}

// silencer returns the directive that speaks of d: of several, the one with the
// narrowest range, so that the wider is the one that shows as unused.
func silencer(ds []*directive, d Diagnostic) *directive {
	var best *directive
	for _, c := range ds {
		if !slices.Contains(c.rules, d.Check) || !c.covers(d.Pos.Line) {
			continue
		}
		if best == nil || c.To-c.From < best.To-best.From {
			best = c
		}
	}
	return best
}

// covers reports whether the directive speaks of a line; line 0 is the file as
// a whole, which only a directive for the whole file speaks of.
func (d *directive) covers(line int) bool {
	if line == 0 {
		return d.whole
	}
	return d.whole || d.From <= line && line <= d.To
}

// parseDirective understands a directive. It returns nil if nothing of it can
// be obeyed, and a diagnostic if anything is wrong with it.
func parseDirective(path string, raw walk.Directive, known []*Check) (*directive, *Diagnostic) {
	problem := &Diagnostic{Path: path, Pos: raw.Pos, Symbol: path + " kdoc:" + raw.Verb}
	if raw.Verb != "ignore" {
		problem.Message = fmt.Sprintf("unknown directive `kdoc:%s`", raw.Verb)
		problem.Remedy = "the only directive is `//kdoc:ignore RULE reason`"
		return nil, problem
	}
	names, reason := splitArgs(raw.Args)
	problem.Symbol += " " + strings.Join(names, ",")
	if len(names) == 0 {
		problem.Message = "ignore directive names no rule"
		problem.Remedy = "write `//kdoc:ignore RULE reason`; `kdoc rules` lists the rules"
		return nil, problem
	}
	d := &directive{path: path, Directive: raw, reason: reason, used: map[*Check]bool{}}
	d.whole = raw.To == wholeFile || strings.HasSuffix(path, ".go") && raw.From <= 1
	for _, name := range names {
		switch c := Find(known, name); {
		case c == nil:
			problem.Message = fmt.Sprintf("ignore directive names the unknown rule %q", name)
			problem.Remedy = unknownRemedy(known, name)
		case c == IgnoreUnused || c == IgnoreMalformed:
			problem.Message = fmt.Sprintf("%s cannot be silenced by a directive", c.Slug)
			problem.Remedy = "disable it in .kdoc.yaml"
		case !slices.Contains(d.rules, c):
			d.rules = append(d.rules, c)
		}
	}
	if reason == "" && problem.Message == "" {
		problem.Message = fmt.Sprintf("ignore directive for %s gives no reason", strings.Join(names, ", "))
		problem.Remedy = "say behind the rule why it does not apply here; until then nothing is ignored"
		return nil, problem
	}
	if problem.Message == "" {
		problem = nil
	}
	d.malformed = problem != nil
	if reason == "" || len(d.rules) == 0 {
		d = nil
	}
	return d, problem
}

// splitArgs takes "A, B,C reason words" apart.
func splitArgs(args string) (names []string, reason string) {
	rest := strings.TrimSpace(args)
	for rest != "" {
		i := strings.IndexAny(rest, ", \t")
		if i < 0 {
			return append(names, rest), ""
		}
		if i > 0 {
			names = append(names, rest[:i])
		}
		after := strings.TrimLeft(rest[i:], " \t")
		if !strings.HasPrefix(after, ",") {
			return names, after
		}
		rest = strings.TrimLeft(after, ", \t")
	}
	return names, ""
}

func unknownRemedy(known []*Check, name string) string {
	if s := Suggest(name, Names(known)); s != "" {
		return fmt.Sprintf("did you mean %q? `kdoc rules` lists them all", s)
	}
	return "`kdoc rules` lists the rules"
}

func knownChecks(plan Plan) []*Check {
	known := slices.Clone(plan.Known)
	for _, s := range plan.Settings {
		if !slices.Contains(known, s.Check) {
			known = append(known, s.Check)
		}
	}
	return known
}

// judged reports whether an unused directive in the file means anything: the
// checks do not look at Go files that no chosen platform builds, and vendored
// code is not the user's to clean up.
func judged(tree *walk.Tree, path string) bool {
	f := fileOf(tree, path)
	return f == nil || f.Active && !f.Pkg.Vendored
}

// reporter adds the diagnostics about directives, if the plan asks for them.
type reporter struct {
	plan     Plan
	settings []Setting
	out      []Diagnostic
}

func (r *reporter) setting(c *Check, path string) *Setting {
	for i := range r.settings {
		if s := &r.settings[i]; s.Check == c && accepts(s.Paths, path) {
			return s
		}
	}
	return nil
}

func (r *reporter) add(c *Check, d Diagnostic) {
	s := r.setting(c, d.Path)
	if s == nil || !accepts(r.plan.Paths, d.Path) {
		return
	}
	d.Check, d.Severity = c, s.Severity
	if d.Severity == 0 {
		d.Severity = c.Severity
	}
	r.out = append(r.out, d)
}

// unused reports the rules of d that ran over its file and matched nothing.
func (r *reporter) unused(tree *walk.Tree, d *directive) {
	var idle []string
	ran := 0
	for _, c := range d.rules {
		if r.setting(c, d.path) == nil {
			continue
		}
		ran++
		if !d.used[c] {
			idle = append(idle, c.ID+" "+c.Slug)
		}
	}
	if len(idle) == 0 {
		return
	}
	diag := Diagnostic{
		Path: d.path, Pos: d.Pos, End: commentEnd(tree, d.path, d.Pos),
		Symbol:  d.path + " kdoc:ignore " + strings.Join(idle, ", "),
		Message: "nothing to ignore: no diagnostic of " + strings.Join(idle, ", ") + " " + d.scope(),
		Remedy:  "delete the directive",
	}
	if len(idle) < len(d.rules) {
		diag.Remedy = "take " + strings.Join(idle, ", ") + " out of the directive"
	} else if ran == len(d.rules) {
		diag.Fixes = deleteComment(tree, d)
	}
	r.add(IgnoreUnused, diag)
}

// scope says in words which lines the directive speaks of.
func (d *directive) scope() string {
	switch {
	case d.whole:
		return "in the file"
	case d.From == d.To:
		return fmt.Sprintf("on line %d", d.From)
	default:
		return fmt.Sprintf("on lines %d to %d", d.From, d.To)
	}
}
