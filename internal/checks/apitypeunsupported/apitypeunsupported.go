// Package apitypeunsupported reports fields of types that no schema can express.
package apitypeunsupported

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports fields of types that no schema can express.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA606",
	Slug:     "type-unsupported",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
}, field)

func field(p *checks.Pass, _ *apiscope.Selection, m *api.Member) {

	if what := unsupported(m.Type); what != "" {
		p.Report(apiscope.Field(m,
			fmt.Sprintf("field `%s` holds %s", m.Path(), what),
			"declare a type for it that has a schema and a name"))
	}

}

// unsupported says what in an expression has no schema, or no name to document
// it by; "" if nothing.
func unsupported(e api.Expr) string {
	switch e.Kind {
	case api.Pointer, api.Slice, api.Array, api.Map:
		return unsupported(e.Elem())
	case api.Interface:
		return "an interface"
	case api.Func:
		return "a function"
	case api.Chan:
		return "a channel"
	case api.Struct:
		return "a struct without a name"
	case api.Named:
		if e.Pkg != "" {
			return ""
		}
		switch e.Name {
		case "any":
			return "an interface"
		case "error", "complex64", "complex128", "uintptr":
			return "a value of type " + e.Name
		}
	}
	return ""
}
