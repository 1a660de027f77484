package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/rogpeppe/go-internal/diff"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// maxFixRuns bounds how often the tree is fixed and checked again: fixes of one
// place that overlap are applied one run after the other.
const maxFixRuns = 8

// fixTree applies the fixes of a run to the files, then checks again, until
// there is nothing left to apply. It returns the last run and how many
// diagnostics were fixed.
func (a *app) fixTree(ctx context.Context, o *checkOptions, run *checkRun) (*checkRun, int, error) {
	if run.tree.Rev != "" {
		return run, 0, errors.New("--fix cannot write to a git revision: check the work tree, or use --diff")
	}
	total := 0
	for range maxFixRuns {
		fixed, err := checks.ApplyFixes(run.tree.ReadFile, run.result.Diagnostics, o.fixClass())
		if err != nil {
			return run, total, err
		}
		if len(fixed.Changes) == 0 {
			return run, total, nil
		}
		for _, c := range fixed.Changes {
			if err := a.applyChange(ctx, run, c); err != nil {
				return run, total, err
			}
		}
		total += len(fixed.Applied)
		next, err := a.checkTree(ctx, o)
		if err != nil {
			return run, total, err
		}
		run.close()
		run = next
	}
	return run, total, nil
}

// applyChange writes a changed file, unless somebody else changed it since it
// was read.
func (a *app) applyChange(ctx context.Context, run *checkRun, c checks.Change) error {
	now, err := run.tree.ReadFile(c.Path)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.Old) {
		return fmt.Errorf("%s was changed while it was being fixed: run again", c.Path)
	}
	return a.writeBelow(ctx, run.tree.Dir, c.Path, c.New)
}

// printDiff prints what fixing would change; what it would leave is said on
// standard error and counts for the verdict.
func (a *app) printDiff(ctx context.Context, o *checkOptions, run *checkRun) error {
	fixed, err := checks.ApplyFixes(run.tree.ReadFile, run.result.Diagnostics, o.fixClass())
	if err != nil {
		return err
	}
	err = a.writeOutput(ctx, o.output, func(w io.Writer) error {
		paint := a.color(o.color.value, w)
		for _, c := range fixed.Changes {
			if err := writeDiff(w, paint, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !o.quiet && len(fixed.Changes) == 0 {
		fmt.Fprintln(a.stderr, "nothing to fix")
	} else if !o.quiet {
		fmt.Fprintf(a.stderr, "fixes for %s in %s\n", report.Count(len(fixed.Applied), "diagnostic"), report.Count(len(fixed.Changes), "file"))
		if n := len(fixed.Conflicts); n > 0 {
			fmt.Fprintf(a.stderr, "fixes for %s overlap with these; --fix applies them afterwards\n", report.Count(n, "more diagnostic"))
		}
	}
	if !o.quiet {
		a.printUnfixed(run, fixed)
	}
	if err := run.verdict(); err != nil {
		return err
	}
	if len(fixed.Changes) > 0 {
		return &exitError{code: exitDiagnostics}
	}
	return nil
}

// printUnfixed lists what a run's fixes leave, a line each.
func (a *app) printUnfixed(run *checkRun, fixed *checks.Fixed) {
	gone := slices.SortedFunc(slices.Values(slices.Concat(fixed.Applied, fixed.Conflicts)), checks.Compare)
	n := 0
	for _, d := range run.result.Diagnostics {
		if _, ok := slices.BinarySearchFunc(gone, d, checks.Compare); ok {
			continue
		}
		n++
		at := d.Path
		if d.Pos.IsValid() {
			at = fmt.Sprintf("%s:%d:%d", at, d.Pos.Line, d.Pos.Col)
		}
		fmt.Fprintf(a.stderr, "%s: %s: %s [%s %s]\n", report.Escape(at), d.Severity, report.Escape(d.Message), d.Check.ID, d.Check.Slug)
	}
	if n > 0 {
		fmt.Fprintf(a.stderr, "no fix of the wanted class for %s\n", report.Count(n, "diagnostic"))
	}
}

// writeDiff prints a change in unified format, for patch and git apply. On a
// terminal, where it is coloured, what the terminal would act on is escaped.
func writeDiff(w io.Writer, paint bool, c checks.Change) error {
	text := string(diff.Diff("a/"+c.Path, c.Old, "b/"+c.Path, c.New))
	if _, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(text, "diff ") {
		text = rest
	}
	if !paint {
		_, err := io.WriteString(w, text)
		return err
	}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i := range cells {
			cells[i] = report.Escape(cells[i])
		}
		if _, err := fmt.Fprintln(w, paintDiff(strings.Join(cells, "\t"))); err != nil {
			return err
		}
	}
	return nil
}

func paintDiff(line string) string {
	var attr color.Attribute
	switch {
	case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		attr = color.Bold
	case strings.HasPrefix(line, "@@"):
		attr = color.FgCyan
	case strings.HasPrefix(line, "+"):
		attr = color.FgGreen
	case strings.HasPrefix(line, "-"):
		attr = color.FgRed
	default:
		return line
	}
	c := color.New(attr)
	c.EnableColor()
	return c.Sprint(line)
}
