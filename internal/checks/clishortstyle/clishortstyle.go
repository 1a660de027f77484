// Package clishortstyle reports short descriptions that are styled unlike the others.
package clishortstyle

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports short descriptions that do not start with a capital letter, or end with a full stop.
var Check = &checks.Check{
	ID:       "KC106",
	Slug:     "cli-short-style",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Programs: true,
	Run:      run,
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	for _, c := range scope.Commands() {
		if c.Short == "" || !c.Available() {
			continue
		}
		var wrong []string
		if lower(c) {
			wrong = append(wrong, "starts with a small letter")
		}
		if strings.HasSuffix(c.Short, ".") && !strings.HasSuffix(c.Short, "..") && !strings.Contains(strings.TrimSuffix(c.Short, "."), ". ") {
			wrong = append(wrong, "ends with a full stop")
		}
		if strings.Contains(strings.TrimSpace(c.Short), "\n") {
			wrong = append(wrong, "has more than one line")
		} else if c.Short != strings.TrimSpace(c.Short) {
			wrong = append(wrong, "has blank space around it")
		}
		if wrong != nil {
			scope.ReportCommand(c, "short", checks.Diagnostic{
				Message: fmt.Sprintf("the short description %s: %q", strings.Join(wrong, " and "), c.Short),
				Remedy:  "write it like a heading: a capital letter first, no full stop",
			})
		}
	}
	return nil
}

// lower reports whether the text starts with a small letter, and not with a name
// that is written so: the program's, a command's, or one with capitals or signs
// in it.
func lower(c cliscope.Command) bool {
	first, _ := utf8.DecodeRuneInString(c.Short)
	word, _, _ := strings.Cut(c.Short, " ")
	word = strings.TrimRight(word, ",:;")
	plain := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) < 0
	return unicode.IsLower(first) && plain && word != c.Root().Name() && word != c.Command.Name()
}
