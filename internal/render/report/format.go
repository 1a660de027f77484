package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// A Format is one way to write a report.
type Format struct {
	// Name is what --format takes, Doc what help says of it.
	Name, Doc string
	// Write writes the report. Text from the checkout is escaped for whoever
	// reads the format.
	Write func(w io.Writer, r *Report, o Options) error
	// Commands says that the format consists of commands to a system of CI, which
	// must reach a log as they are; what is in them is escaped here.
	Commands bool
}

// Options are what only some formats look at.
type Options struct {
	// Color turns on ANSI colours in the text.
	Color bool
}

// Formats is the table of all formats, in the order help lists them. A format is
// an entry here and a file of this package.
func Formats() []Format {
	return []Format{
		{Name: "text", Doc: "for people", Write: func(w io.Writer, r *Report, o Options) error { return Text(o).Write(w, r) }},
		{Name: "json", Doc: "as docs/report-schema.json describes it", Write: plain(WriteJSON)},
		{Name: "jsonl", Doc: "JSON lines: a diagnostic each, then the summary", Write: plain(writeJSONLines)},
		{Name: "sarif", Doc: "SARIF 2.1.0, for code scanning", Write: plain(writeSARIF)},
		{Name: "github", Doc: "workflow commands that GitHub shows as annotations", Write: plain(writeGitHub), Commands: true},
		{Name: "gitlab", Doc: "GitLab's code quality report", Write: plain(writeGitLab)},
		{Name: "junit", Doc: "JUnit XML, a suite per rule", Write: plain(writeJUnit)},
		{Name: "checkstyle", Doc: "Checkstyle XML", Write: plain(writeCheckstyle)},
		{Name: "rdjson", Doc: "reviewdog's diagnostic format", Write: plain(writeRDJSON)},
		{Name: "markdown", Doc: "a summary for the page of a CI job", Write: plain(writeMarkdown)},
		{Name: "html", Doc: "a page of its own", Write: plain(writeHTML)},
	}
}

func plain(write func(io.Writer, *Report) error) func(io.Writer, *Report, Options) error {
	return func(w io.Writer, r *Report, _ Options) error { return write(w, r) }
}

// FormatNames are the names of all formats.
func FormatNames() []string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return names
}

// FormatNamed returns a format by its name.
func FormatNamed(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// fingerprints identify the diagnostics of a list: by rule, symbol and the number
// among those of the same, as baselines do, so that moved lines and other words
// leave them as they are.
func fingerprints(ds []Diagnostic) []string {
	seen := map[string]int{}
	out := make([]string, len(ds))
	for i, d := range ds {
		key := d.Rule + "\x00" + d.Symbol
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		out[i] = hex.EncodeToString(sum[:16])
	}
	return out
}

// visibleText is text from the checkout as formats hold it that are not for
// terminals: on several lines if it was, and without characters that hide.
func visibleText(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Escape(lines[i])
	}
	return strings.Join(lines, "\n")
}

// fullText is what a diagnostic says and what to do about it.
func fullText(d Diagnostic) string {
	if d.Remedy == "" {
		return visibleText(d.Message)
	}
	return visibleText(d.Message + "\n" + d.Remedy)
}

// rank orders severities, the worst first.
func rank(severity string) int {
	switch severity {
	case "error":
		return 0
	case "warning":
		return 1
	}
	return 2
}

// line is the line of a diagnostic, 1 for the file as a whole: several consumers
// show nothing without one.
func line(d Diagnostic) int {
	if d.Start == nil {
		return 1
	}
	return d.Start.Line
}
