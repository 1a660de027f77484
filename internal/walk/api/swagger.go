package api

import (
	"go/token"
	"reflect"
	"slices"
	"strings"
)

// A SwaggerType is what the SwaggerDoc method of a type returns.
type SwaggerType struct {
	Name string
	// Entries hold the type's own description, under the name "", and those of
	// its fields in source order. Text may be empty.
	Entries []SwaggerEntry
}

// A SwaggerEntry is one description.
type SwaggerEntry struct{ Name, Text string }

// SwaggerTypes returns the exported structs of one file by name, with the
// names and texts the generator of SwaggerDoc methods gives them. It is
// faithful to that generator where its idea of a field's name is odd: see
// swaggerName.
func SwaggerTypes(f *Facts) []SwaggerType {
	var out []SwaggerType
	for i := range f.Types {
		t := &f.Types[i]
		if !t.Exported() || !t.IsStruct() {
			continue
		}
		doc := t.Doc
		if doc.IsZero() {
			doc = t.GroupDoc // of every type of a group, not of a sole one only
		}
		s := SwaggerType{Name: t.Name, Entries: []SwaggerEntry{{"", SwaggerText(doc)}}}
		last := -1
		for i := range t.Expr.Fields {
			f := &t.Expr.Fields[i]
			if !token.IsExported(f.Name) || f.Off == last {
				continue // of names that share a declaration only the first counts
			}
			last = f.Off
			if name := swaggerName(f); name != "-" {
				s.Entries = append(s.Entries, SwaggerEntry{name, SwaggerText(f.Doc)})
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b SwaggerType) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// swaggerName returns the key of a field in SwaggerDoc's map, "-" if it has
// none: the name in its json tag, looked up in the tag as written, so that a
// tag in double quotes does not count; no field whose tag mentions "inline"
// anywhere; and of a field without a name in its tag the Go name, of embedded
// fields that of their type.
func swaggerName(f *Field) string {
	json := ""
	if len(f.Tag) > 1 {
		json = reflect.StructTag(f.Tag[1 : len(f.Tag)-1]).Get("json")
	}
	if strings.Contains(json, "inline") {
		return "-"
	}
	if name, _, _ := strings.Cut(json, ","); name != "" {
		return name
	}
	return f.Name
}

var swaggerEscapes = strings.NewReplacer(`\"`, `\"`, `"`, `\"`, "\n", `\n`, "\t", `\t`)

// SwaggerLiteral writes a description as the Go string that the generator makes
// of it: quotes, line ends and tabs are escaped, and other backslashes are left
// as they are, whether or not that is valid.
func SwaggerLiteral(text string) string { return `"` + swaggerEscapes.Replace(text) + `"` }
