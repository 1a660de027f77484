// Package apiintwidth reports integers of other types than int32 and int64.
package apiintwidth

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports integers of other types than int32 and int64.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA601",
	Slug:     "int-width",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	leaf := s.Leaf(m)
	if !leaf.Is(widths...) {
		return
	}
	d := apiscope.Field(m,
		fmt.Sprintf("field `%s` is of type %s", m.Path(), leaf.Of()),
		"use int32, or int64 if values can be that large; forbid negative ones by a minimum of 0")
	if leaf.Via == nil {
		d.Fixes = widen(p, m, leaf.Name)
	}
	p.Report(d)
}

// widen returns the fix that puts int32 or int64 in the place of another type,
// whichever has room for its values. Only the upper half of uint64 has none.
func widen(p *checks.Pass, m *api.Member, name string) []checks.Fix {
	wide := "int64"
	if slices.Contains([]string{"int8", "int16", "uint8", "uint16", "byte", "rune"}, name) {
		wide = "int32"
	}
	start, end, ok := apiscope.TypeText(p, m)
	src, err := p.ReadFile(m.Decl.File.Path)
	if !ok || err != nil || !strings.HasSuffix(string(src[start:end]), name) {
		return nil
	}
	return apiscope.Unsafe("make it "+wide, checks.Edit{Path: m.Decl.File.Path, Start: end - len(name), End: end, New: wide})
}

// widths are the integers that other languages cannot express.
var widths = []string{"int", "int8", "int16", "uint", "uint8", "uint16", "uint32", "uint64", "byte", "rune"}
