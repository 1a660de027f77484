// Package apinameunit reports integers that measure time and do not name their unit.
package apinameunit

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

// Check reports integers that measure time and do not name their unit.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA508",
	Slug:     "name-unit",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
}, field)

// A name that ends in one of these words measures time or storage.
var timed = regexp.MustCompile(`(^|[a-z])([Tt]imeout|[Pp]eriod|[Ii]nterval|[Dd]elay|[Aa]ge|TTL|[Tt]tl|[Ss]ize)$`)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	if !timed.MatchString(m.JSON) || !isInteger(m.Type) {
		return
	}
	if at := timed.FindStringSubmatchIndex(m.JSON); at[3] > at[2] && 'a' <= m.JSON[at[4]] && m.JSON[at[4]] <= 'z' {
		return // the end of another word: message, storage
	}
	unit := "Seconds"
	if strings.HasSuffix(strings.ToLower(m.JSON), "size") {
		if !stored.MatchString(api.OpenAPIText(m.Doc)) {
			return // most sizes are numbers of things
		}
		unit = "Bytes"
	}
	p.Report(apiscope.Field(m,
		fmt.Sprintf("field `%s` does not name its unit", m.Path()),
		fmt.Sprintf("call it `%s%s`, or whatever the unit is", m.JSON, unit)))

}

// stored is how a description says that a size is one of storage.
var stored = regexp.MustCompile(`(?i)\b([kmgt]i?b|(kilo|mega|giga|kibi|mebi|gibi)?bytes?|octets?|disks?|volumes?|memory|storage|buffers?|payload|blocks?)\b`)

func isInteger(e api.Expr) bool {
	if e.Kind == api.Pointer {
		e = e.Elem()
	}
	return apiscope.Is(e, "int", "int32", "int64") && e.Pkg == ""
}
