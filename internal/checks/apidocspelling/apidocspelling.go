// Package apidocspelling reports words in descriptions that are commonly misspelled.
package apidocspelling

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/golangci/misspell"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports words in descriptions that are commonly misspelled.
var Check = &checks.Check{
	ID:       "KA119",
	Slug:     "doc-spelling",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixSafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Words: []string{}} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Words []string `yaml:"words" jsonschema:"description=words that are right in this project, in lower case"`
}

func run(p *checks.Pass) error {
	texts := apiscope.Select(p, api.Builtin|api.CRD|api.Config).Descriptions()
	if len(texts) == 0 {
		return nil // reading the dictionary takes a while
	}
	right := dictionary(p.Options.(*Settings).Words)
	for _, x := range texts {
		for _, l := range api.OpenAPILines(x.Comment) {
			line(p, x, l, right)
		}
	}
	return nil
}

// dictionary returns the right spelling of words by the wrong one.
func dictionary(except []string) map[string]string {
	right := make(map[string]string, len(misspell.DictMain)/2)
	for i := 0; i+1 < len(misspell.DictMain); i += 2 {
		right[misspell.DictMain[i]] = misspell.DictMain[i+1]
	}
	for _, w := range except {
		delete(right, strings.ToLower(w))
	}
	return right
}

func line(p *checks.Pass, x apiscope.Description, l api.Line, right map[string]string) {
	for i := 0; i < len(l.Text); {
		n := i
		for n < len(l.Text) && l.Text[n] != ' ' && l.Text[n] != '\t' {
			n++
		}
		if n > i {
			from, to := trim(l.Text, i, n)
			judge(p, x, l, from, to, right)
		}
		i = n + 1
	}
}

// trim leaves out punctuation around a word.
func trim(s string, from, to int) (int, int) {
	for from < to && strings.IndexByte("(\"'[", s[from]) >= 0 {
		from++
	}
	for from < to && strings.IndexByte(")\"'].,;:!?", s[to-1]) >= 0 {
		to--
	}
	return from, to
}

func judge(p *checks.Pass, x apiscope.Description, l api.Line, from, to int, right map[string]string) {
	const shortest = 4
	word := l.Text[from:to]
	if len(word) < shortest || !plain(word) || apiscope.IsQuoted(l.Text, from) {
		return
	}
	better, ok := right[strings.ToLower(word)]
	if !ok {
		return
	}
	if word[0] <= 'Z' {
		better = strings.ToUpper(better[:1]) + better[1:]
	}
	d := x.At(l, from, to, fmt.Sprintf("%q in the description of %s is misspelled", word, x.What), fmt.Sprintf("write %q", better))
	d.Fixes = []checks.Fix{{Message: d.Remedy, Class: checks.FixSafe, Edits: []checks.Edit{apiscope.Replace(d, l, from, to, better)}}}
	p.Report(d)
}

// plain reports whether a word is of small letters, but for the first: others
// are identifiers.
func plain(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < 'a' || c > 'z') && (i > 0 || c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}
