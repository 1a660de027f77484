package apiref

import (
	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// absentNote says why some types are links and no more.
var absentNote = render.Paragraph{Text: render.Text{{
	Text:  "Types that link to pkg.go.dev are of other modules, whose source is not in this tree. A tree with a vendor directory has it.",
	Style: render.Label,
}}}

// hasAbsent reports whether a type has fields whose types are not in the tree.
func hasAbsent(t *reference.Type) bool {
	if len(t.Missing) > 0 {
		return true
	}
	for _, f := range t.Fields {
		if f.Type.Base().Shape == reference.Unknown {
			return true
		}
	}
	return false
}

// sampleNote says what a sample that no manifest of the tree is made from is.
func sampleNote(k *reference.Type) string {
	s := "The least that the schema takes, with made-up names."
	for _, f := range requiredBelow(k, map[*reference.Type]bool{}) {
		if f.Type.Base().Shape == reference.Unknown && f.Name != "metadata" {
			return s + " What the type of " + f.Anchor() + " requires is not known: its source is not in this tree."
		}
	}
	return s
}

// requiredBelow are the fields that every object of a type has, at any depth.
func requiredBelow(t *reference.Type, seen map[*reference.Type]bool) []*reference.Field {
	if seen[t] {
		return nil
	}
	seen[t] = true
	var out []*reference.Field
	for _, f := range t.Fields {
		if !f.Required && f.Name != "spec" {
			continue
		}
		out = append(out, f)
		if u := f.Type.Base().Type; u != nil {
			out = append(out, requiredBelow(u, seen)...)
		}
	}
	return out
}
