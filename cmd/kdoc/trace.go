package main

import (
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk/commands/evalroad"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// tracedPackages is how many of the largest packages a trace lists.
const tracedPackages = 5

// A trace says on stderr where the time of a command that evaluates programs
// goes, line by line: "trace:", a stage, how long it took in seconds, and what
// there was to do. The stages are list, read, recall, parse, check, evaluate and
// write; then come lines about programs, packages and memory. A nil trace says
// nothing.
type trace struct {
	w    io.Writer
	last time.Time
	now  func() time.Time
}

// newTrace starts a trace, if one is asked for.
func (a *app) newTrace(wanted bool) *trace {
	if !wanted {
		return nil
	}
	now := a.now
	if now == nil {
		now = time.Now
	}
	return &trace{w: a.stderr, last: now(), now: now}
}

// lap ends a stage that began with the end of the last.
func (t *trace) lap(stage, format string, args ...any) {
	if t == nil {
		return
	}
	now := t.now()
	t.line(stage, now.Sub(t.last), format, args...)
	t.last = now
}

func (t *trace) line(stage string, took time.Duration, format string, args ...any) {
	s := fmt.Sprintf("trace: %-8s %8.3f s  %s", stage, took.Seconds(), fmt.Sprintf(format, args...))
	fmt.Fprintln(t.w, strings.TrimRight(s, " "))
}

// evaluated ends the stages of an evaluation.
func (t *trace) evaluated(e *evalroad.Trace, results []*evalroad.Result) {
	if t == nil {
		return
	}
	t.last = t.now()
	files, bytes := 0, 0
	for _, p := range e.Packages {
		files += p.Files
		bytes += p.Bytes
	}
	t.line("parse", e.Parse, "%s, %s, %s", report.Count(len(e.Packages), "package"), report.Count(files, "file"), megabytes(int64(bytes)))
	t.line("check", e.Check, "declarations without bodies")
	steps, functions, inits := 0, 0, 0
	for _, r := range results {
		steps += r.Stats.Steps
		functions += r.Stats.Functions
		inits += r.Stats.Inits
	}
	t.line("evaluate", e.Evaluate, "%s, %s, %s, %s", report.Count(len(results), "program"), report.Count(steps, "step"),
		report.Count(functions, "function"), report.Count(inits, "init function"))
	for _, r := range results {
		what := r.Program.Package
		if r.Program.Entry != "" {
			what = r.Program.Entry
		}
		t.line("program", r.Took, "%s, %s", what, report.Count(r.Stats.Steps, "step"))
	}
	for _, p := range e.Packages[:min(len(e.Packages), tracedPackages)] {
		fmt.Fprintf(t.w, "trace: package  %s, %s, %s\n", p.Path, report.Count(p.Files, "file"), megabytes(int64(p.Bytes)))
	}
}

// end says how much memory was needed.
func (t *trace) end() {
	if t != nil {
		fmt.Fprintf(t.w, "trace: memory   %s\n", megabytes(peakMemory()))
	}
}

// peakMemory is the most memory the process had at once, in bytes, or failing
// that what it has from the system now.
func peakMemory() int64 {
	b, _ := files.Read("/proc/self/status") // of Linux only
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			if kb, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(rest), " kB")); err == nil {
				return int64(kb) << 10
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
