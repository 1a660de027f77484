// Package apinameperiod reports intervals that are not called periods.
package apinameperiod

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

// Check reports intervals that are not called periods.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA509",
	Slug:     "name-period",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {
	if !timed.MatchString(m.JSON) {
		return
	}
	text := api.OpenAPIText(m.Doc)
	switch {
	case interval.MatchString(m.JSON):
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is called an interval", m.Path()),
			fmt.Sprintf("call it `%s`: one word for one idea", interval.ReplaceAllStringFunc(m.JSON, period))))
	case strings.Contains(m.JSON, "imeout") && completion.MatchString(text):
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is called a timeout, and its description speaks of a deadline", m.Path()),
			fmt.Sprintf("call it `%s`: a timeout is about inactivity", strings.NewReplacer("timeout", "deadline", "Timeout", "Deadline").Replace(m.JSON))))
	case strings.Contains(m.JSON, "eadline") && inactivity.MatchString(text):
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` is called a deadline, and its description speaks of inactivity", m.Path()),
			fmt.Sprintf("call it `%s`: a deadline is about completion", strings.NewReplacer("deadline", "timeout", "Deadline", "Timeout").Replace(m.JSON))))
	}
}

var (
	timed    = regexp.MustCompile(`([iI]nterval|[tT]imeout|[dD]eadline)(Seconds|Minutes|Milliseconds|Hours)$`)
	interval = regexp.MustCompile(`[iI]nterval`)
	// The words by which descriptions tell the two apart.
	completion = regexp.MustCompile(`(?i)\bdeadline\b`)
	inactivity = regexp.MustCompile(`(?i)\b(inactiv\w+|idle)\b`)
)

// period puts the other word in the place of interval.
func period(word string) string { return string(word[0]+'p'-'i') + "eriod" }
