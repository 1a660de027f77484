package apiref

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// texts are what generators publish of a comment, where it is not doc; nil if
// all of them agree.
func texts(doc string, c api.Comment) *Texts {
	var out Texts
	for _, x := range []struct {
		to   **string
		text string
	}{{&out.SwaggerDoc, api.SwaggerText(c)}, {&out.OpenAPI, api.OpenAPIText(c)}, {&out.CRD, api.CRDText(c)}} {
		if !sameWords(x.text, doc) {
			*x.to = &x.text
		}
	}
	if out == (Texts{}) {
		return nil
	}
	return &out
}

// fieldTexts are texts of a field. A custom resource definition has the text of
// the field's type where the field has none.
func fieldTexts(f *reference.Field) *Texts {
	out := texts(f.Doc, f.Member.Doc)
	text := f.PublishedCRD()
	if sameWords(text, f.Doc) {
		return out
	}
	if out == nil {
		out = &Texts{}
	}
	out.CRD = &text
	return out
}

// sameWords reports whether texts differ in white space only.
func sameWords(a, b string) bool {
	return a == b || strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

func ownMarkers(marks api.Marks) []Marker {
	var out []Marker
	for _, m := range marks {
		out = append(out, Marker{Text: strings.TrimSpace(m.Line.Text), Line: m.Line.Pos.Line})
	}
	return out
}

// markersOf are a field's own markers, then those of its type that it has none
// of the same name for.
func markersOf(f *reference.Field) []Marker {
	out := ownMarkers(f.Member.Marks)
	t := f.Type.Type
	if t == nil || t.Decl == nil || t.IsObject() {
		return out
	}
	for _, m := range t.Decl.Marks {
		if !f.Member.Marks.Has(m.Name) {
			out = append(out, Marker{Text: strings.TrimSpace(m.Line.Text), Line: m.Line.Pos.Line, From: t.Key})
		}
	}
	return out
}
