package report

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
)

// A laidOut line is ready to print, with the cells its span covers.
type laidOut struct {
	text     string
	from, to int
}

// Tab stops of printed source, and how much of a very long line is shown on
// either side of the span: a line of generated or minified text may be longer
// than everything else in the report.
const (
	tabStop  = 4
	longLine = 400
	context  = 120
)

// layOut expands tabs, escapes what is not visible and finds the terminal cells
// of the bytes [start, end).
func layOut(line string, start, end int) laidOut {
	var out laidOut
	var b strings.Builder
	cells, at, state := 0, 0, -1
	cut := len(line) > longLine
	if cut && start > context {
		b.WriteString("…")
		cells++
	}
	for rest := line; len(rest) > 0; {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if at <= start {
			out.from = cells
		}
		if cut && at < start-context {
			at += len(cluster)
			continue
		}
		if cut && at > end+context {
			b.WriteString("…")
			break
		}
		shown := Escape(cluster)
		if cluster == "\t" {
			shown = strings.Repeat(" ", tabStop-cells%tabStop)
		}
		if shown != cluster {
			width = len(shown)
		}
		b.WriteString(shown)
		cells += width
		if at < end {
			out.to = cells
		}
		at += len(cluster)
	}
	if at <= start { // just behind the line
		out.from = cells
	}
	out.text = strings.TrimRight(b.String(), " ")
	out.to = max(out.from, out.to)
	return out
}

var wordRE = regexp.MustCompile("^(?:[\\pL_][\\pL\\pN_]*|\"[^\"]*\"|`[^`]*`)")

// firstWord returns the length of what a diagnostic without an end is taken to
// be about: the name or string at its place, or a single letter.
func firstWord(s string) int {
	if word := wordRE.FindString(s); word != "" {
		return len(word)
	}
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return len(cluster)
}
