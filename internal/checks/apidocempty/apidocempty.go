// Package apidocempty reports descriptions that repeat the name and say nothing else.
package apidocempty

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports descriptions that repeat the name and say nothing else.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA109",
	Slug:     "doc-empty-words",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	OptIn:    true,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	text := api.SwaggerText(m.Doc)
	if text == "" || apiscope.IsStandard(m) || said(m, text) >= least {
		return
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("the description of field `%s` says nothing its name does not", m.Path()),
		"say what it means, which values it takes, and what happens without it"))
}

// least is how many words of its own a description has.
const least = 3

var (
	camel = regexp.MustCompile(`[A-Z]+s?(?:$|[^a-z])|[A-Z]?[a-z0-9]+`)
	empty = map[string]bool{"the": true, "a": true, "an": true, "is": true, "are": true, "of": true, "this": true, "for": true,
		"to": true, "in": true, "and": true, "or": true, "field": true, "required": true, "optional": true}
	// demands are the words of a rule, which no name holds.
	demands = map[string]bool{"must": true, "cannot": true, "only": true, "never": true, "unless": true}
)

// said counts the words of a text, up to the least, that neither the names of
// the field and its type hold nor any sentence can do without.
func said(m *api.Member, text string) int {
	known := map[string]bool{}
	for _, name := range []string{m.Name, m.JSON, m.Decl.Name} {
		known[strings.ToLower(name)] = true
		for _, w := range camel.FindAllString(name, -1) {
			known[strings.ToLower(w)] = true
		}
	}
	n := 0
	for w := range strings.FieldsFuncSeq(text, notInWord) {
		w = strings.ToLower(w)
		if demands[w] {
			return least
		}
		if !empty[w] && !known[w] && !known[strings.TrimSuffix(w, "s")] && !known[w+"s"] {
			if n++; n == least {
				break // enough said
			}
		}
	}
	return n
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }
