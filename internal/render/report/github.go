package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// mostAnnotations is how many annotations of one severity GitHub takes from one
// step; what comes after is dropped without a word.
// Source: https://github.com/orgs/community/discussions/26680
const mostAnnotations = 10

// writeGitHub writes workflow commands, the worst diagnostics first and as many
// as are shown, and one line that says how many there are in all.
// Grammar: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func writeGitHub(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	ds := slices.Clone(r.Diagnostics)
	slices.SortStableFunc(ds, func(a, b Diagnostic) int { return rank(a.Severity) - rank(b.Severity) })
	given, left := map[string]int{"notice": 1}, 0 // a notice is the last line
	for _, f := range r.Failures {
		given["error"]++
		fmt.Fprintf(out, "::error title=%s::%s\n", commandProperty(f.Rule+" "+f.Slug), commandData("the check failed: "+f.Message))
	}
	for _, d := range ds {
		command := map[string]string{"error": "error", "warning": "warning"}[d.Severity]
		if command == "" {
			command = "notice"
		}
		if given[command] >= mostAnnotations {
			left++
			continue
		}
		given[command]++
		fmt.Fprintf(out, "::%s file=%s,line=%d%s,title=%s::%s\n", command, commandProperty(d.Path), line(d), columns(d),
			commandProperty(d.Rule+" "+d.Slug), commandData(fullText(d)))
	}
	s := r.Summary
	text := fmt.Sprintf("%s, %s, %s", Count(s.Errors, "error"), Count(s.Warnings, "warning"), Count(s.Infos, "info"))
	if left > 0 {
		text += fmt.Sprintf("; %d of them have no annotation, because GitHub shows %d of a kind: the log of kdoc check has all", left, mostAnnotations)
	}
	if s.Partial {
		text += "; part of the tree could not be analysed"
	}
	fmt.Fprintf(out, "::notice title=kdoc::%s\n", commandData(text))
	return out.Flush()
}

// columns are the column properties of a diagnostic on one line; GitHub refuses
// them for more.
func columns(d Diagnostic) string {
	if d.Start == nil || d.Start.Column == 0 {
		return ""
	}
	if d.End == nil || d.End.Line != d.Start.Line || d.End.Column == 0 {
		return fmt.Sprintf(",col=%d", d.Start.Column)
	}
	return fmt.Sprintf(",col=%d,endColumn=%d", d.Start.Column, d.End.Column)
}

// commandData and commandProperty escape text so that it ends neither a command
// nor a property of one.
func commandData(s string) string {
	return strings.NewReplacer("%", "%25", "##", "#%23", "\r", "%0D", "\n", "%0A").Replace(visibleText(s))
}

func commandProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(commandData(s))
}
