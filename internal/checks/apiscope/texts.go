package apiscope

import (
	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Description is the comment of a type or field.
type Description struct {
	api.Comment
	// What names what is described: "field `apps/v1.DeploymentSpec.replicas`".
	What string
	Decl *api.Decl
	// Member is nil for a type.
	Member *api.Member
}

// Descriptions returns the comments of Structs and Members.
func (s *Selection) Descriptions() []Description { return s.descriptions() }

func (s *Selection) findDescriptions() []Description {
	var out []Description
	for _, d := range s.Structs() {
		out = append(out, Description{Comment: d.Comment(), What: "type `" + d.Path() + "`", Decl: d})
		for _, m := range d.Members() {
			if m.Nth == 0 {
				out = append(out, Description{Comment: m.Doc, What: "field `" + m.Path() + "`", Decl: d, Member: m})
			}
		}
	}
	return out
}

// Diagnostic returns one at the name of what is described, which its message
// names for now.
func (x Description) Diagnostic() checks.Diagnostic {
	if x.Member != nil {
		return Field(x.Member, x.What, "")
	}
	return Type(x.Decl, x.What, "")
}

// At returns a diagnostic at the bytes [from, to) of one of the lines.
func (x Description) At(l api.Line, from, to int, message, remedy string) checks.Diagnostic {
	d := checks.Diagnostic{Path: x.Decl.File.Path, Symbol: x.Decl.Symbol(), Message: message, Remedy: remedy}
	if x.Member != nil {
		d.Symbol = x.Member.Symbol()
	}
	d.Pos = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + from}
	d.End = walk.Pos{Line: l.Pos.Line, Col: l.Pos.Col + to}
	return d
}

// IsQuoted reports whether byte i of a line stands in back-ticks or in quotes.
func IsQuoted(line string, i int) bool {
	ticks, quotes := 0, 0
	for _, c := range []byte(line[:i]) {
		switch c {
		case '`':
			ticks++
		case '"':
			quotes++
		}
	}
	return ticks%2 == 1 || quotes%2 == 1
}
