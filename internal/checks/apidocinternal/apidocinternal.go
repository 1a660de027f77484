// Package apidocinternal reports notes among maintainers in texts for users.
package apidocinternal

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports notes among maintainers in texts for users.
var Check = apiscope.Texts(api.Builtin|api.CRD, checks.Check{
	ID:       "KA114",
	Slug:     "doc-internal-note",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
}, text)

func text(p *checks.Pass, x apiscope.Description) {
	for _, l := range api.OpenAPILines(x.Comment) {
		if !strings.ContainsAny(l.Text, "@XFHT") && !strings.Contains(l.Text, "this comment") {
			continue // most lines
		}
		at := note.FindStringSubmatchIndex(l.Text)
		if at != nil && at[2] < 0 {
			at[2], at[3] = at[4], at[5]
		}
		if at == nil || apiscope.IsQuoted(l.Text, at[2]) || digest.MatchString(l.Text[at[2]:]) {
			continue
		}
		p.Report(x.At(l, at[2], at[3],
			fmt.Sprintf("the description of %s publishes the note %q", x.What, l.Text[at[2]:at[3]]),
			"put it below a line that is `---`, or start its line with TODO"))
	}
}

// digest is how the content of an image is named.
var digest = regexp.MustCompile(`^@[a-z0-9]+:[0-9a-f]{8}`)

// note is what maintainers write to each other. A user is named where people are
// addressed: at the start of a line, in parentheses, or behind a word for it. In
// "using @font-face" the sign belongs to something else.
var note = regexp.MustCompile(`(?:^|[\s(])(XXX|FIXME|HACK|TODO(?:\([^)]*\))?|[Tt]his comment)(?:$|[\s:.,)])|` +
	`(?:^|\(|(?i:\b(?:ask|cc|ping|see|by|from|per|thanks|thx|hi|hey|says|said|to|with|and|or|owner|author):? )|, ?)` +
	`(@(?:[a-z][a-z0-9]*-[a-z0-9-]+|[a-z]+[0-9]+))(?:$|[\s:.,)])`)
