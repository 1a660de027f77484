// Package apirequiredshape reports required fields that cannot tell zero from missing.
package apirequiredshape

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports required fields that cannot tell zero from missing.
var Check = apiscope.Fields(api.CRD, checks.Check{
	ID:       "KA406",
	Slug:     "required-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, judgeField)

func judgeField(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	if m.Marks.Required() == nil || m.Marks.Optional() != nil || apiscope.IsStandard(m) || !m.Tagged.Present {
		return
	}
	if v := judge(s.View, m); v.message != "" {
		d := apiscope.Field(m, v.message, v.remedy)
		if edits := v.change.edits(p, m); edits != nil {
			d.Fixes = apiscope.Unsafe(v.change.String(), edits...)
		}
		p.Report(d)
	}
}

// A verdict is what is wrong with a field, and what would put it right.
type verdict struct {
	message, remedy string
	change          change
}

func judge(v *api.View, m *api.Member) verdict {
	val := apiscope.ValueOf(v, m)
	omits := m.Tagged.Has("omitempty")
	field := fmt.Sprintf("required field `%s` ", m.Path())
	if val.Shape == apiscope.Object {
		switch {
		case val.Pointer && omits, m.Tagged.Has("omitzero"):
			return verdict{}
		case val.Pointer:
			return verdict{field + "is written as null when it is not set", "add omitempty", addOmitempty}
		case apiscope.HasOmitzero(m):
			return verdict{field + "is written when it is not set", "add omitzero, or make it a pointer with omitempty", addOmitzero}
		}
		return verdict{field + "is written when it is not set", "make it a pointer with omitempty, or add omitzero if it is built with Go 1.24 or later", makePointer}
	}
	valid, ok := apiscope.ZeroIsValid(val, apiscope.Markers(m, val))
	container := val.Shape == apiscope.List || val.Shape == apiscope.Map
	switch {
	case !ok || m.Tagged.Has("omitzero"):
	case container && !omits && !valid:
		return verdict{field + "is written when it is not set, although it may not be empty", "add omitempty", addOmitempty}
	case container:
	case val.Pointer && omits && !valid:
		return verdict{field + "is a pointer although its zero value is not valid", fmt.Sprintf("make it %s: zero can stand for missing", val.Expr), dropPointer}
	case val.Pointer && !omits:
		return verdict{field + "is written as null when it is not set", "add omitempty", addOmitempty}
	case !val.Pointer && valid && omits:
		return verdict{field + "is left out when it is zero, which is a valid value", "make it a pointer, or say with markers that zero is not valid", makePointer}
	case !val.Pointer && valid:
		return verdict{field + "is written as zero when it is not set", "make it a pointer with omitempty, or say with markers that zero is not valid and add omitempty", makePointer}
	case !val.Pointer && !omits:
		return verdict{field + "is written as zero when it is not set, which is not valid", "add omitempty: the server then says that the field is missing", addOmitempty}
	}
	return verdict{}
}
