package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Text is the format for people.
type Text struct {
	// Color turns on ANSI colours.
	Color bool
}

// Write prints every diagnostic, each as
//
//	path:line:col: severity: message [ID slug]
//	   12 | the source line
//	      |     ^^^^^^ what it is about
//	      = remedy: what to do
//	      = note: path:line:col: a further place
//
// and what they amount to. A report without diagnostics prints nothing.
func (t Text) Write(w io.Writer, r *Report) error {
	p := &textPrinter{w: bufio.NewWriter(w), paint: painter{t.Color}}
	for _, d := range r.Diagnostics {
		p.diagnostic(d)
	}
	for _, f := range r.Failures {
		p.failure(f)
	}
	if len(r.Diagnostics)+len(r.Failures) > 0 {
		p.summary(r)
	}
	return p.w.Flush()
}

type textPrinter struct {
	w     *bufio.Writer
	paint painter
}

func (p *textPrinter) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

func (p *textPrinter) diagnostic(d Diagnostic) {
	p.printf("%s: %s: %s %s\n", p.paint.bold(at(d.Path, d.Start)), p.paint.severity(d.Severity, d.Severity),
		p.paint.bold(Escape(d.Message)), p.paint.dim("["+d.Rule+" "+d.Slug+"]"))
	gutter := 3
	if d.source != "" && d.Start != nil {
		gutter = max(gutter, len(fmt.Sprint(d.Start.Line)))
		p.snippet(d, gutter)
	}
	if d.Remedy != "" {
		p.hang(gutter, "remedy", d.Remedy)
	}
	for _, n := range d.Related {
		p.hang(gutter, "note", at(n.Path, n.Start)+": "+n.Message)
	}
	for _, f := range d.Fixes {
		how := "--fix"
		if f.Class == "unsafe" {
			how = "--fix=unsafe"
		}
		p.hang(gutter, "fix", f.Message+" ("+how+")")
	}
	p.printf("\n")
}

// hang prints a "= label: text" line below the snippet. Text of several lines
// is indented to the label's text.
func (p *textPrinter) hang(gutter int, label, text string) {
	lead := strings.Repeat(" ", gutter+1)
	for i, line := range strings.Split(text, "\n") {
		if i == 0 {
			p.printf("%s%s %s %s\n", lead, p.paint.gutter("="), p.paint.bold(label+":"), Escape(line))
			continue
		}
		p.printf("%s  %s%s\n", lead, strings.Repeat(" ", len(label)+2), Escape(line))
	}
}

// snippet prints the source line and underlines what the diagnostic is about.
func (p *textPrinter) snippet(d Diagnostic, gutter int) {
	start, end := 0, 0
	if col := d.Start.Column; col > 0 {
		start = min(col-1, len(d.source))
		end = start + firstWord(d.source[start:])
		if d.End != nil && d.End.Line > d.Start.Line {
			end = len(strings.TrimRight(d.source, " \t"))
		} else if d.End != nil && d.End.Column > col {
			end = min(d.End.Column-1, len(d.source))
		}
	}
	s := layOut(d.source, start, max(start, end))
	p.printf("%s %s %s\n", p.paint.gutter(fmt.Sprintf("%*d", gutter, d.Start.Line)), p.paint.gutter("|"), s.text)
	if d.Start.Column > 0 {
		p.printf("%s %s %s%s\n", strings.Repeat(" ", gutter), p.paint.gutter("|"),
			strings.Repeat(" ", s.from), p.paint.severity(d.Severity, strings.Repeat("^", max(1, s.to-s.from))))
	}
}

func (p *textPrinter) failure(f Failure) {
	p.printf("%s: %s %s\n", p.paint.severity("error", "check failed"),
		p.paint.bold(Escape(firstLine(f.Message))), p.paint.dim("["+f.Rule+" "+f.Slug+"]"))
	for _, line := range strings.Split(f.Message, "\n")[1:] {
		p.printf("    %s\n", p.paint.dim(strings.ReplaceAll(Escape(line), `\t`, "  ")))
	}
	p.printf("\n")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// summary prints the counts.
func (p *textPrinter) summary(r *Report) {
	s := r.Summary
	var parts []string
	for _, c := range []struct {
		n   int
		sev string
	}{{s.Errors, "error"}, {s.Warnings, "warning"}, {s.Infos, "info"}} {
		if c.n > 0 {
			parts = append(parts, p.paint.severity(c.sev, Count(c.n, c.sev)))
		}
	}
	if len(r.Failures) > 0 {
		parts = append(parts, p.paint.severity("error", Count(len(r.Failures), "check")+" failed"))
	}
	paths, safe, unsafe := map[string]bool{}, 0, 0
	for _, d := range r.Diagnostics {
		if d.Path != "." { // the tree as a whole
			paths[d.Path] = true
		}
		if len(d.Fixes) > 0 {
			if hasSafe(d.Fixes) {
				safe++
			} else {
				unsafe++
			}
		}
	}
	line := strings.Join(parts, ", ")
	if len(paths) > 0 {
		line += " in " + Count(len(paths), "file")
	}
	var more []string
	if s.Suppressed > 0 {
		more = append(more, fmt.Sprintf("%d more suppressed", s.Suppressed))
	}
	if safe > 0 {
		more = append(more, fmt.Sprintf("%d fixable with --fix", safe))
	}
	if unsafe > 0 {
		more = append(more, fmt.Sprintf("%d with --fix=unsafe", unsafe))
	}
	if len(more) > 0 {
		line += " (" + strings.Join(more, ", ") + ")"
	}
	p.printf("%s\n", line)
}

func hasSafe(fixes []Fix) bool {
	for _, f := range fixes {
		if f.Class == "safe" {
			return true
		}
	}
	return false
}

// Count is "1 error", "2 errors" and "1,234 errors".
func Count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s + " " + what
}

func at(path string, pos *Pos) string {
	path = Escape(path)
	switch {
	case pos == nil:
		return path
	case pos.Column == 0:
		return fmt.Sprintf("%s:%d", path, pos.Line)
	}
	return fmt.Sprintf("%s:%d:%d", path, pos.Line, pos.Column)
}
