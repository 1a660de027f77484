// Package cliusagedefault reports usage texts that state a default the flag does not have.
package cliusagedefault

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
)

//go:embed doc.md
var doc string

// Check reports usage texts whose stated default is not the real one.
var Check = &checks.Check{
	ID:       "KC107",
	Slug:     "cli-usage-default",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Programs: true,
	Run:      run,
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	for _, f := range scope.Flags() {
		if f.Deprecated != "" || len(f.Unknown) > 0 {
			continue
		}
		if stated, ok := statedDefault(f.Usage); ok && !silent(f.Default) && !same(stated, f.Default) {
			scope.ReportFlag(f, checks.Diagnostic{
				Message: fmt.Sprintf("the usage of --%s says that the default is %s, and it is %s", f.Flag.Name, stated, f.Default),
				Remedy:  "leave the default out of the text: help prints the real one behind it",
			})
		}
	}
	return nil
}

// stated finds a default in prose: a quoted string, a number, a duration, a
// truth value, or all of a pair of brackets.
var stated = regexp.MustCompile(`(?i)\b(?:\(default:?\s+(?:is\s+)?([^()]+)\)|default(?:s to|s is| is| value is| value:|:| =)\s+(?:"([^"\n]*)"|'([^'\n]*)'|` +
	"`([^`\n]*)`" + `|(true|false|[0-9][0-9a-zA-Z.%:/]*)))`)

// depends finds words that make a default one of several.
var depends = regexp.MustCompile(`(?i)\b(if|when|unless|otherwise|except|in which case|depending|for)\b`)

func statedDefault(usage string) (string, bool) {
	usage = strings.ReplaceAll(usage, "(default", "x(default") // so that it starts a word
	at := stated.FindStringSubmatchIndex(usage)
	if at == nil {
		return "", false
	}
	from := strings.LastIndex(usage[:at[0]], ". ") + 1
	to := len(usage)
	if i := strings.Index(usage[at[1]:], ". "); i >= 0 {
		to = at[1] + i
	}
	if depends.MatchString(usage[from:to]) {
		return "", false
	}
	for g := 1; 2*g < len(at); g++ {
		if at[2*g] < 0 {
			continue
		}
		s := usage[at[2*g]:at[2*g+1]]
		if s = strings.Trim(strings.TrimRight(s, " .,;"), "\"'`"); s != "" {
			return s, !strings.Contains(strings.TrimSpace(s), " ")
		}
	}
	return "", false
}

// silent reports whether a default may mean that the program finds one later:
// what a text says of it is then its business.
func silent(value string) bool {
	switch value {
	case "", "0", "0s", "[]", "<nil>", "map[]", "none", "auto":
		return true
	}
	return false
}

// same compares a stated default with a real one as values.
func same(stated, real string) bool {
	norm := func(s string) string { return strings.Trim(strings.ToLower(s), "[]\"'") }
	if norm(stated) == norm(real) {
		return true
	}
	if a, err := time.ParseDuration(stated); err == nil {
		if b, err := time.ParseDuration(real); err == nil {
			return a == b
		}
	}
	if a, err := strconv.ParseFloat(stated, 64); err == nil {
		if b, err := strconv.ParseFloat(real, 64); err == nil {
			return a == b
		}
		if b, err := time.ParseDuration(real); err == nil { // "120", of seconds or minutes
			return a == b.Seconds() || a == b.Minutes() || a == b.Hours()
		}
	}
	return false
}
