package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// An Error is one thing that is wrong with a configuration file.
type Error struct {
	File      string
	Line, Col int
	Msg, Hint string
	source    string // the line
	width     int    // of what to underline
}

// Error returns the place and the message, then the line with a caret below the
// place.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, e.Line, e.Col, e.Msg)
	if e.Hint != "" {
		fmt.Fprintf(&b, ": %s", e.Hint)
	}
	if strings.TrimSpace(e.source) == "" {
		return b.String()
	}
	// Tabs stay as they are before the caret, so it lines up at any tab width.
	runes := []rune(e.source)
	lead := []rune(strings.Repeat(" ", max(0, e.Col-1)))
	for i := range min(len(lead), len(runes)) {
		if runes[i] == '\t' {
			lead[i] = '\t'
		}
	}
	width := max(1, min(e.width, len(runes)-e.Col+1))
	fmt.Fprintf(&b, "\n%5d | %s\n      | %s%s", e.Line, e.source, string(lead), strings.Repeat("^", width))
	return b.String()
}

// Errors is everything that is wrong with a file, from top to bottom.
type Errors []*Error

// Error returns all errors, each with its line.
func (es Errors) Error() string {
	var s []string
	for _, e := range es {
		s = append(s, e.Error())
	}
	return strings.Join(s, "\n")
}

func (r *reader) add(at place, hint, format string, args ...any) {
	e := &Error{File: r.file, Line: at.line, Col: at.col, width: at.width, Msg: fmt.Sprintf(format, args...), Hint: hint}
	lines := strings.Split(string(r.src), "\n")
	if at.line >= 1 && at.line <= len(lines) {
		e.source = strings.TrimRight(lines[at.line-1], "\r \t")
	}
	r.errs = append(r.errs, e)
}

func (r *reader) sorted() Errors {
	slices.SortStableFunc(r.errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return r.errs
}

// unknownRule is the error for a name that no check has.
func unknownRule(known []*checks.Check, name string) error {
	if s := checks.Suggest(name, checks.Names(known)); s != "" {
		return fmt.Errorf("unknown rule %q: did you mean %q?", name, s)
	}
	return fmt.Errorf("unknown rule %q: `kdoc rules` lists them", name)
}

// orList joins names to "a, b or c".
func orList(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
