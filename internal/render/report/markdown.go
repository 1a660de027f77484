package report

import (
	"bufio"
	"cmp"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
)

// mostShown is how many diagnostics a summary lists.
const mostShown = 50

// writeMarkdown writes a summary for the page of a CI job: what there is per
// rule, then the worst diagnostics.
func writeMarkdown(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	s := r.Summary
	fmt.Fprintf(out, "## kdoc check\n\n%s, %s, %s in %s of %s; %d suppressed.\n", Count(s.Errors, "error"), Count(s.Warnings, "warning"),
		Count(s.Infos, "info"), Count(s.Files, "file"), Count(s.Packages, "package"), s.Suppressed)
	if s.Partial {
		fmt.Fprint(out, "\n**Part of the tree could not be analysed**: see load-error.\n")
	}
	for _, f := range r.Failures {
		fmt.Fprintf(out, "\n**%s %s failed**: %s\n", f.Rule, f.Slug, cell(firstLine(f.Message)))
	}
	if rows := Statistics(r); len(rows) > 0 {
		fmt.Fprint(out, "\n| rule | severity | diagnostics | fixable |\n|---|---|--:|--:|\n")
		for _, row := range rows {
			fmt.Fprintf(out, "| %s %s | %s | %d | %d |\n", row.Rule, row.Slug, row.Severity, row.Count, row.Safe+row.Unsafe)
		}
	}
	ds := slices.Clone(r.Diagnostics)
	slices.SortStableFunc(ds, func(a, b Diagnostic) int { return rank(a.Severity) - rank(b.Severity) })
	if len(ds) > 0 {
		fmt.Fprint(out, "\n| where | what | rule |\n|---|---|---|\n")
	}
	for _, d := range ds[:min(mostShown, len(ds))] {
		fmt.Fprintf(out, "| %s | %s: %s | %s |\n", cell(at(d.Path, d.Start)), d.Severity, cell(d.Message), d.Slug)
	}
	if n := len(ds) - mostShown; n > 0 {
		fmt.Fprintf(out, "\n%d more are not listed here.\n", n)
	}
	return out.Flush()
}

// cell is text for a cell of a table, of which nothing is markup.
func cell(s string) string {
	s = html.EscapeString(strings.ReplaceAll(Escape(s), `\n`, " "))
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "~", `\~`, "@", "&#64;").Replace(s)
}

// A Row counts the diagnostics of one rule and severity.
type Row struct {
	Rule, Slug, Severity string
	Count, Safe, Unsafe  int // Safe and Unsafe count what can be fixed
}

// Statistics counts diagnostics per rule and severity, the worst and then the
// most frequent first.
func Statistics(r *Report) []Row {
	index := map[string]int{}
	var rows []Row
	for _, d := range r.Diagnostics {
		key := d.Rule + " " + d.Severity
		i, ok := index[key]
		if !ok {
			i = len(rows)
			index[key] = i
			rows = append(rows, Row{Rule: d.Rule, Slug: d.Slug, Severity: d.Severity})
		}
		rows[i].Count++
		switch {
		case len(d.Fixes) == 0:
		case hasSafe(d.Fixes):
			rows[i].Safe++
		default:
			rows[i].Unsafe++
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(rank(a.Severity)-rank(b.Severity), b.Count-a.Count, cmp.Compare(a.Rule, b.Rule))
	})
	return rows
}
