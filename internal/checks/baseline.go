package checks

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

//go:embed pages/baseline-stale.md
var baselineStaleDoc string

// BaselineStale reports entries of a baseline that accept nothing.
var BaselineStale = &Check{
	ID: "KA003", Slug: "baseline-stale",
	Doc:      baselineStaleDoc,
	Since:    "v0.1.0",
	Severity: Error,
	Fix:      FixSafe,
	Run:      func(*Pass) error { return nil }, // the work is done in accept
}

// A Baseline is a list of diagnostics that are accepted for the time being.
type Baseline struct {
	// Path is the file in the tree it was read from; "" if it is not in the
	// tree.
	Path string
	// Name is what messages call it.
	Name    string
	Entries []Accepted
}

// Accepted names a diagnostic in a way that survives moved lines and reworded
// messages.
type Accepted struct {
	Rule   string // the check's id or slug
	Symbol string
	// Nth counts, from 1 and by place, the diagnostics of one rule on one
	// symbol.
	Nth int
	// Pos and the bytes [Start, End) are where the baseline says so.
	Pos        walk.Pos
	Start, End int
}

// Keyed is a diagnostic with the number it has among those of its rule on its
// symbol.
type Keyed struct {
	Diagnostic
	Nth int
}

type acceptKey struct {
	rule, symbol string
	nth          int
}

// Number gives diagnostics, which must be sorted, their numbers.
func Number(ds []Diagnostic) []Keyed {
	var out []Keyed
	seen := map[acceptKey]int{}
	for _, d := range ds {
		k := acceptKey{rule: d.Check.ID, symbol: d.Symbol}
		seen[k]++
		out = append(out, Keyed{d, seen[k]})
	}
	return out
}

// accept moves the diagnostics a baseline names to Suppressed, and reports the
// entries that name none. Everything the checks found counts, also what is
// outside of the reported paths: numbers and verdicts must not depend on them.
func accept(tree *walk.Tree, plan Plan, settings []Setting, res *Result) {
	if plan.Baseline == nil {
		return
	}
	known := knownChecks(plan)
	entries := map[acceptKey]bool{}
	for _, e := range plan.Baseline.Entries {
		if c := Find(known, e.Rule); c != nil {
			entries[acceptKey{c.ID, e.Symbol, e.Nth}] = true
		}
	}
	found := map[acceptKey]bool{}
	var accepted []Diagnostic
	for _, k := range Number(res.all) {
		key := acceptKey{k.Check.ID, k.Symbol, k.Nth}
		found[key] = true
		if entries[key] {
			accepted = append(accepted, k.Diagnostic)
		}
	}
	in := func(list []Diagnostic, d Diagnostic) bool {
		_, ok := slices.BinarySearchFunc(list, d, Compare)
		return ok
	}
	res.Diagnostics = slices.DeleteFunc(res.Diagnostics, func(d Diagnostic) bool {
		if !in(accepted, d) {
			return false
		}
		res.Suppressed = append(res.Suppressed, Suppressed{d, "accepted by " + plan.Baseline.Name})
		return true
	})
	slices.SortStableFunc(res.Suppressed, func(a, b Suppressed) int { return Compare(a.Diagnostic, b.Diagnostic) })
	for _, t := range res.Tolerated {
		found[acceptKey{t.Check.ID, t.Symbol, 1}] = true
	}
	report := reporter{plan: plan, settings: settings}
	for _, d := range stale(tree, plan, settings, res, known, found) {
		report.add(BaselineStale, d)
	}
	res.Diagnostics = append(res.Diagnostics, report.out...)
	normalize(&res.Diagnostics)
}

// stale returns what is wrong with entries: those that accept nothing although
// their rule ran, and those of no rule. In a tree that could only be read in
// part nobody can tell.
func stale(tree *walk.Tree, plan Plan, settings []Setting, res *Result, known []*Check, found map[acceptKey]bool) []Diagnostic {
	ran := map[*Check]bool{}
	for _, s := range settings {
		ran[s.Check] = true
	}
	for _, f := range res.Failed {
		ran[f.Check] = false
	}
	for _, c := range res.abstained {
		ran[c] = false
	}
	if res.Incomplete || slices.ContainsFunc(tree.Errors, func(e walk.LoadError) bool { return e.Partial }) {
		clear(ran)
	}
	var out []Diagnostic
	seen := map[acceptKey]bool{}
	for _, e := range plan.Baseline.Entries {
		d := plan.Baseline.at(e)
		c := Find(known, e.Rule)
		if c == nil {
			d.Message = fmt.Sprintf("the baseline names the unknown rule %q", e.Rule)
			d.Remedy = unknownRemedy(known, e.Rule)
			out = append(out, d)
			continue
		}
		key := acceptKey{c.ID, e.Symbol, e.Nth}
		switch what := fmt.Sprintf("%s %s on `%s`", c.ID, c.Slug, e.Symbol); {
		case c == IgnoreUnused || c == IgnoreMalformed || c == BaselineStale:
			d.Message = fmt.Sprintf("%s cannot be accepted by a baseline", c.Slug)
			d.Remedy = "do what it says, or disable it in .kdoc.yaml"
		case seen[key]:
			d.Message = fmt.Sprintf("the baseline accepts %s twice", what)
			d.Remedy = "delete the line"
		case ran[c] && !found[key] && e.Nth > 1:
			d.Message = fmt.Sprintf("the baseline accepts number %d of %s, and there are fewer", e.Nth, what)
			d.Remedy = "delete the line"
		case ran[c] && !found[key]:
			d.Message = fmt.Sprintf("the baseline accepts %s, and there is none", what)
			d.Remedy = "delete the line"
		default:
			seen[key] = true
			continue
		}
		if d.Remedy == "delete the line" && tree.Exists(d.Path) {
			d.Fixes = []Fix{{Message: "delete the line", Class: FixSafe, Edits: []Edit{{Path: d.Path, Start: e.Start, End: e.End}}}}
		}
		out = append(out, d)
	}
	return out
}

// at returns a diagnostic about an entry, to be filled in.
func (b *Baseline) at(e Accepted) Diagnostic {
	d := Diagnostic{Path: b.Path, Pos: e.Pos, Symbol: b.Name + " -> " + e.Rule + " " + e.Symbol}
	if e.Nth > 1 {
		d.Symbol += fmt.Sprintf(" #%d", e.Nth)
	}
	if b.Path == "" { // a file nobody can show a line of
		d.Path, d.Pos = ".", walk.Pos{}
		d.Related = []Related{{Path: b.Name, Pos: e.Pos, Message: "the entry"}}
	}
	return d
}
