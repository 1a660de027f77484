package apiscope

import (
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Marked is a type or field and its markers.
type Marked struct {
	Marks api.Marks
	// What names it for a message: "field `apps/v1.DeploymentSpec.replicas`".
	What string
	Decl *api.Decl
	// Member is nil for a type.
	Member *api.Member
}

// Value follows the type or the field's type.
func (x Marked) Value(v *api.View) Value {
	if x.Member != nil {
		return ValueOf(v, x.Member)
	}
	return Follow(v, x.Decl.File, api.Expr{Kind: api.Named, Name: x.Decl.Name})
}

// Report returns a diagnostic at one of the markers.
func (x Marked) Report(at *api.Mark, message, remedy string) checks.Diagnostic {
	if x.Member != nil {
		return At(Field(x.Member, message, remedy), at)
	}
	return At(Type(x.Decl, message, remedy), at)
}

// Marked returns the exported types of the selection with markers, and the
// serialised fields with markers.
func (s *Selection) Marked() []Marked { return s.marked() }

func (s *Selection) findMarked() []Marked {
	var out []Marked
	for _, pkg := range s.packages {
		for _, d := range pkg.Types {
			if !token.IsExported(d.Name) || d.IsStruct() && !d.IsSerialised() {
				continue
			}
			if len(d.Marks) > 0 {
				out = append(out, Marked{Marks: d.Marks, What: "type `" + d.Path() + "`", Decl: d})
			}
			for _, m := range d.Members() {
				if m.Nth == 0 && len(m.Marks) > 0 {
					out = append(out, Marked{Marks: m.Marks, What: "field `" + m.Path() + "`", Decl: d, Member: m})
				}
			}
		}
	}
	return out
}

// Replace returns the edit that puts another text in the place of a part of a
// comment's line.
func Replace(d checks.Diagnostic, l api.Line, from, to int, text string) checks.Edit {
	return checks.Edit{Path: d.Path, Start: l.Off + from, End: l.Off + to, New: text}
}
