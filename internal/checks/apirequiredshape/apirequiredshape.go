// Package apirequiredshape reports required fields that cannot tell zero from missing.
package apirequiredshape

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports required fields that cannot tell zero from missing.
var Check = &checks.Check{
	ID:       "KA406",
	Slug:     "required-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.CRD)
	for _, m := range s.Members() {
		if m.Nth > 0 || m.Marks.Required() == nil || m.Marks.Optional() != nil || apiscope.IsStandard(m) || !m.Tagged.Present {
			continue
		}
		if message, remedy := judge(s.View, m); message != "" {
			p.Report(apiscope.Field(m, message, remedy))
		}
	}
	return nil
}

func judge(v *api.View, m *api.Member) (message, remedy string) {
	val := apiscope.ValueOf(v, m)
	omits := m.Tagged.Has("omitempty")
	if val.Shape == apiscope.Object {
		if val.Pointer && omits || m.Tagged.Has("omitzero") {
			return "", ""
		}
		if val.Pointer {
			return fmt.Sprintf("required field `%s` is written as null when it is not set", m.Path()), "add omitempty"
		}
		return fmt.Sprintf("required field `%s` is written when it is not set", m.Path()), "add omitzero, or make it a pointer with omitempty"
	}
	valid, ok := apiscope.ZeroIsValid(val, apiscope.Markers(m, val))
	container := val.Shape == apiscope.List || val.Shape == apiscope.Map
	switch {
	case !ok || m.Tagged.Has("omitzero"):
	case container && !omits && !valid:
		return fmt.Sprintf("required field `%s` is written when it is not set, although it may not be empty", m.Path()), "add omitempty"
	case container:
	case val.Pointer && omits && !valid:
		return fmt.Sprintf("required field `%s` is a pointer although its zero value is not valid", m.Path()), fmt.Sprintf("make it %s: zero can stand for missing", val.Expr)
	case val.Pointer && !omits:
		return fmt.Sprintf("required field `%s` is written as null when it is not set", m.Path()), "add omitempty"
	case !val.Pointer && valid && omits:
		return fmt.Sprintf("required field `%s` is left out when it is zero, which is a valid value", m.Path()), "make it a pointer, or say with markers that zero is not valid"
	case !val.Pointer && valid:
		return fmt.Sprintf("required field `%s` is written as zero when it is not set", m.Path()), "make it a pointer with omitempty, or say with markers that zero is not valid and add omitempty"
	case !val.Pointer && !omits:
		return fmt.Sprintf("required field `%s` is written as zero when it is not set, which is not valid", m.Path()), "add omitempty: the server then says that the field is missing"
	}
	return "", ""
}
