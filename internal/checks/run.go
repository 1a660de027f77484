package checks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A Setting is one check of a Plan and how to run it.
type Setting struct {
	Check *Check
	// Severity replaces the check's own; zero keeps it.
	Severity Severity
	// Options is what Check.Options returned with the user's settings decoded
	// over it; nil takes the defaults.
	Options any
	// Paths limits the check to the paths it accepts; nil accepts all.
	Paths func(path string) bool
	// Asked reports whether the user named the check, or wants all.
	Asked bool
}

// A Plan says what to run over a tree.
type Plan struct {
	// Settings are the checks to run. LoadError, IgnoreUnused and
	// IgnoreMalformed are run like any other: only if they are listed.
	Settings []Setting
	// Known is every check an ignore directive may name, run or not. A check of
	// Settings need not be repeated.
	Known []*Check
	// Paths limits what is reported to the paths it accepts; nil accepts all.
	Paths func(path string) bool
	// Programs works out the command trees for checks that look at them. It is
	// called at most once, and not at all if no such check runs; nil has none.
	Programs func(context.Context) ([]*commands.Program, error)
	// Dead asks the network what is wrong with a link; see Pass.Dead. Nil asks
	// nobody.
	Dead func(url string) string
	// Baseline lists diagnostics that are accepted; nil lists none.
	Baseline *Baseline
}

// A Result is what a Plan found.
type Result struct {
	// Diagnostics are sorted by place, then check; none is there twice.
	Diagnostics []Diagnostic
	// Suppressed are the diagnostics an ignore directive or the baseline
	// silenced, in the same order.
	Suppressed []Suppressed
	// Tolerated are the diagnostics a list of the tree's own exempts, in the
	// same order. They are shown to nobody.
	Tolerated []Diagnostic
	// Ran lists the checks by id.
	Ran []Ran
	// Failed lists the checks that could not do their work. What they reported
	// until then is kept.
	Failed []Failure
	// Incomplete reports whether a program's commands, flags or texts were not all
	// found for the checks that look at them. Which is a diagnostic of LoadError.
	Incomplete bool
	// Unread are files that the checks could not read, besides the Errors of
	// the tree: what they say is not the whole.
	Unread []walk.LoadError

	all       []Diagnostic // everything that was found, sorted
	abstained []*Check
}

// Numbered returns the diagnostics with their numbers, which also count those
// that are suppressed.
func (r *Result) Numbered() []Keyed {
	return slices.DeleteFunc(Number(r.all), func(k Keyed) bool {
		_, ok := slices.BinarySearchFunc(r.Diagnostics, k.Diagnostic, Compare)
		return !ok
	})
}

// Suppressed is a diagnostic with the reason it was silenced for.
type Suppressed struct {
	Diagnostic
	Reason string
}

// Ran is one check that ran.
type Ran struct {
	Check *Check
	Took  time.Duration
}

// A Failure is a check that gave up.
type Failure struct {
	Check *Check
	Err   error
}

// A PanicError is the Err of a check that panicked. Its text is the same in
// every run; the stack is for whoever mends the check.
type PanicError struct {
	Value any
	Stack []byte
}

// Error returns what was panicked with.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Run runs the plan's checks over the tree, a few at a time, silences what
// ignore directives name and returns the rest in an order that depends on
// nothing but the diagnostics. The facts the checks read must have been
// extracted (see Extractors). The error is ctx's; everything else is part of
// the result.
func Run(ctx context.Context, tree *walk.Tree, plan Plan) (*Result, error) {
	settings := slices.Clone(plan.Settings)
	if plan.Baseline == nil {
		settings = slices.DeleteFunc(settings, func(s Setting) bool { return s.Check == BaselineStale })
	}
	slices.SortFunc(settings, func(a, b Setting) int { return cmp.Compare(a.Check.ID, b.Check.ID) })
	res := new(Result)
	programs := sync.OnceValues(func() ([]*commands.Program, error) {
		if plan.Programs == nil {
			return nil, nil
		}
		return plan.Programs(ctx)
	})
	runs := func(id string) bool {
		return slices.ContainsFunc(settings, func(s Setting) bool { return s.Check.ID == id })
	}
	outcomes := make([]outcome, len(settings))
	err := walk.Each(ctx, len(settings), func(i int) {
		start := time.Now()
		outcomes[i] = runOne(tree, settings[i], &Pass{programs: programs, dead: plan.Dead, runs: runs})
		outcomes[i].took = time.Since(start)
	})
	if err != nil {
		return nil, err
	}
	for i, s := range settings {
		res.add(plan, s, outcomes[i])
	}
	res.incomplete(ctx, tree, plan, settings, programs)
	res.addPointers(tree, plan, settings)
	normalize(&res.Diagnostics)
	normalize(&res.Tolerated)
	suppress(tree, plan, settings, res)
	normalize(&res.all)
	accept(tree, plan, settings, res)
	return res, ctx.Err()
}

// An outcome is what one check has to say.
type outcome struct {
	found, tolerated []Diagnostic
	abstained        bool
	err              error
	took             time.Duration
}

// add takes over what one check has to say.
func (r *Result) add(plan Plan, s Setting, out outcome) {
	r.Ran = append(r.Ran, Ran{s.Check, out.took})
	if out.err != nil {
		r.Failed = append(r.Failed, Failure{s.Check, out.err})
	}
	if out.abstained {
		r.abstained = append(r.abstained, s.Check)
	}
	r.all = append(r.all, out.found...)
	r.Tolerated = append(r.Tolerated, out.tolerated...)
	for _, d := range out.found {
		if accepts(s.Paths, d.Path) && accepts(plan.Paths, d.Path) {
			r.Diagnostics = append(r.Diagnostics, d)
		}
	}
}

// addPointers says once what several checks may have failed on: that files they
// read are Git LFS pointers.
func (r *Result) addPointers(tree *walk.Tree, plan Plan, settings []Setting) {
	r.Failed = slices.DeleteFunc(r.Failed, func(f Failure) bool { return errors.Is(f.Err, walk.ErrPointer) })
	e, ok := tree.LatePointers()
	if !ok {
		return
	}
	r.Unread = append(r.Unread, e)
	for _, s := range settings {
		if s.Check != LoadError || !accepts(s.Paths, e.Path) || !accepts(plan.Paths, e.Path) {
			continue
		}
		d := loadDiagnostic(e)
		d.Check, d.Severity = s.Check, cmp.Or(s.Severity, s.Check.Severity)
		r.all, r.Diagnostics = append(r.all, d), append(r.Diagnostics, d)
	}
}

// runOne runs a single check. A panic in it is a defect of that check and must
// not cost the user what the others have to say.
func runOne(tree *walk.Tree, s Setting, pass *Pass) (out outcome) {
	severity := cmp.Or(s.Severity, s.Check.Severity)
	pass.Check, pass.Tree, pass.Options, pass.Asked = s.Check, tree, s.Options, s.Asked
	if !s.Check.Programs {
		pass.programs = nil
	}
	if pass.Options == nil && s.Check.Options != nil {
		pass.Options = s.Check.Options()
	}
	fill := func(d Diagnostic) Diagnostic {
		if d.Check = s.Check; d.Severity == 0 || d.Severity > severity {
			d.Severity = severity
		}
		return d
	}
	pass.Report = func(d Diagnostic) {
		d = fill(d)
		out.found = append(out.found, d)
	}
	pass.tolerate = func(d Diagnostic) { out.tolerated = append(out.tolerated, fill(d)) }
	pass.abstain = func() { out.abstained = true }
	defer func() {
		if r := recover(); r != nil {
			out.err = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	out.err = s.Check.Run(pass)
	return out
}

// normalize sorts diagnostics and removes repetitions.
func normalize(ds *[]Diagnostic) {
	slices.SortStableFunc(*ds, Compare)
	*ds = slices.CompactFunc(*ds, func(a, b Diagnostic) bool { return Compare(a, b) == 0 })
}

// Compare orders diagnostics: by place, then check, then what they say. Two
// that compare equal say the same thing of the same place.
func Compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Path, b.Path),
		comparePos(a.Pos, b.Pos),
		cmp.Compare(a.Check.ID, b.Check.ID),
		cmp.Compare(a.Symbol, b.Symbol),
		cmp.Compare(a.Message, b.Message),
		comparePos(a.End, b.End),
		cmp.Compare(a.Remedy, b.Remedy),
		slices.CompareFunc(a.Related, b.Related, func(a, b Related) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), comparePos(a.Pos, b.Pos), cmp.Compare(a.Message, b.Message))
		}),
	)
}

func comparePos(a, b walk.Pos) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// accepts applies a filter of paths. The tree as a whole (".") is no path of it
// and passes them all.
func accepts(filter func(string) bool, path string) bool {
	return filter == nil || path == "." || filter(path)
}

// Extractors returns the facts the checks of the settings read, each once, in
// order of the settings: what to hand to Tree.Load before Run. Whether files
// parse is always among them: a clean result must not depend on which rules
// happened to look into a file.
func Extractors(settings []Setting) []*walk.Extractor {
	out := []*walk.Extractor{walk.SyntaxErrors}
	for _, s := range settings {
		for _, x := range s.Check.Extract {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// NeedPrograms reports whether a check of the settings looks at command trees.
func NeedPrograms(settings []Setting) bool {
	return slices.ContainsFunc(settings, func(s Setting) bool { return s.Check.Programs })
}

// NeedVendor reports whether a check of the settings looks at vendored
// packages.
func NeedVendor(settings []Setting) bool {
	return slices.ContainsFunc(settings, func(s Setting) bool { return s.Check.Vendor })
}

// AtLeast drops diagnostics milder than a severity.
func (r *Result) AtLeast(s Severity) {
	r.Diagnostics = slices.DeleteFunc(r.Diagnostics, func(d Diagnostic) bool { return d.Severity < s })
	r.Suppressed = slices.DeleteFunc(r.Suppressed, func(d Suppressed) bool { return d.Severity < s })
}
