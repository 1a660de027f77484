package apiref

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// typeSection explains a type.
func (l *layout) typeSection(pg *render.Page, t *reference.Type) render.Section {
	pg.Names[l.ids[t]] = true
	s := render.Section{ID: l.ids[t], Title: t.Name, Code: true}
	if t.Decl != nil {
		s.Source = typeSource(t)
	}
	if t.Deprecated != "" || t.Removed != "" {
		s.Notes = append(s.Notes, "deprecated")
	}
	if t.Doc != "" && (len(pg.Blocks) == 0 && pg.Synopsis == "" || pg.Title != t.Name) {
		s.Blocks = append(s.Blocks, description(t.Doc, scope(t)))
	}
	if users := l.users(t); users != nil {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: users})
	}
	s.Blocks = append(s.Blocks, l.values(t.Enum, t.Closed)...)
	if t.Underlying != nil && len(t.Enum) == 0 {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: append(render.Words("In JSON: "), l.written(t.Underlying)...)})
	}
	for _, b := range t.Bounds {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: append(render.Words(upper(b.Name)+": "), render.Span{Text: b.Value, Style: render.Mono})})
	}
	for _, r := range t.Rules {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: append(render.Words("Rule: "), rule(r)...)})
	}
	if len(t.Missing) > 0 {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Text{
			{Text: "Has the fields of "}, {Text: strings.Join(t.Missing, ", "), Style: render.Mono}, {Text: " as well, whose source is not in this tree."},
		}})
	}
	var fields render.Fields
	for _, f := range t.Fields {
		id := l.fieldID(f)
		pg.Names[id] = true
		fields.Items = append(fields.Items, l.field(f, id))
	}
	if len(fields.Items) > 0 {
		s.Blocks = append(s.Blocks, fields)
	} else if t.IsObject() {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Words("It has no fields.")})
	}
	return s
}

// manyUsers is how many users of a type are listed by name.
const manyUsers = 12

// users says where a type is used.
func (l *layout) users(t *reference.Type) render.Text {
	if len(t.Users) == 0 {
		return nil
	}
	out := render.Text{{Text: "Appears in "}}
	for i, f := range t.Users {
		if i == manyUsers {
			out = append(out, render.Span{Text: " and " + strconv.Itoa(len(t.Users)-i) + " more"})
			break
		}
		if i > 0 {
			out = append(out, render.Span{Text: ", "})
		}
		name := f.Anchor()
		if f.In.Version != t.Version {
			name = f.Path()
		}
		out = append(out, render.Span{Text: name, Style: render.Mono, To: l.toField(f)})
	}
	return append(out, render.Span{Text: "."})
}

// values lists what a type or field may be: as terms if there is anything to
// say about them.
func (l *layout) values(values []reference.Value, closed bool) []render.Block {
	if len(values) == 0 {
		return nil
	}
	documented := false
	for _, v := range values {
		documented = documented || v.Doc != ""
	}
	lead := "Values that are known:"
	if closed {
		lead = "One of:"
	}
	if !documented {
		text := render.Text{{Text: lead + " "}}
		for i, v := range values {
			if i > 0 {
				text = append(text, render.Span{Text: ", "})
			}
			text = append(text, render.Span{Text: shown(v.Value), Style: render.Mono})
		}
		return []render.Block{render.Paragraph{Text: text}}
	}
	var terms render.Terms
	for _, v := range values {
		t := render.Term{Name: render.Text{{Text: shown(v.Value), Style: render.Mono}}}
		if v.Doc != "" {
			t.Blocks = []render.Block{description(v.Doc, nil)}
		}
		terms.Items = append(terms.Items, t)
	}
	return []render.Block{render.Paragraph{Text: render.Words(lead)}, terms}
}

// shown makes an empty string visible.
func shown(s string) string { return cmp.Or(s, `""`) }

// typeText is a type with links to what it is made of.
func (l *layout) typeText(r *reference.Ref) render.Text {
	switch {
	case r.Type != nil && r.Type.Documented():
		text := render.Text{{Text: r.Type.Name, Style: render.Mono, To: l.to(r.Type)}}
		if is := l.written(r); is != nil {
			text = append(append(append(text, render.Span{Text: " ("}), is...), render.Span{Text: ")"})
		}
		return text
	case r.Shape == reference.List && r.Elem != nil:
		return append(render.Text{{Text: "[]", Style: render.Mono}}, l.typeText(r.Elem)...)
	case r.Shape == reference.Map && r.Elem != nil:
		return append(render.Text{{Text: "map[string]", Style: render.Mono}}, l.typeText(r.Elem)...)
	case r.Shape == reference.Unknown:
		path, name, ok := cutLastDot(r.Go)
		if !ok {
			return render.Text{{Text: r.Go, Style: render.Mono}}
		}
		return render.Text{{Text: r.String(), Style: render.Mono, To: render.Ref{URL: "https://pkg.go.dev/" + path + "#" + name}}}
	}
	s := string(r.Shape)
	if r.Format != "" {
		s += " (" + r.Format + ")"
	}
	if r.Type != nil && r.Type.Decl != nil {
		s += ", a " + r.Type.Name
	}
	return render.Words(s)
}

// written says what a named type is in JSON; nil if its page says it better.
func (l *layout) written(r *reference.Ref) render.Text {
	switch {
	case r.Type != nil && (r.Type.IsObject() || len(r.Type.Enum) > 0):
		return nil
	case r.Shape == reference.List || r.Shape == reference.Map:
		return l.typeText(&reference.Ref{Shape: r.Shape, Elem: r.Elem})
	case r.Format != "":
		return render.Words(string(r.Shape) + ", " + r.Format)
	}
	return render.Words(string(r.Shape))
}

func cutLastDot(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 || !strings.Contains(s[:i], "/") {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func (l *layout) field(f *reference.Field, id string) render.Field {
	out := render.Field{ID: id, Name: f.Name, Type: l.typeText(f.Type), Source: fieldSource(f)}
	if f.Required {
		out.Notes = append(out.Notes, "required")
	}
	if f.Nullable {
		out.Notes = append(out.Notes, "nullable")
	}
	for _, g := range f.Gates {
		if g.Stage != "" && g.Stage != "GA" {
			out.Notes = append(out.Notes, g.Stage)
		}
	}
	if f.Deprecated != "" {
		out.Notes = append(out.Notes, "deprecated")
	}
	if f.Doc != "" {
		out.Blocks = append(out.Blocks, description(f.Doc, scope(f.In)))
	}
	// The values of a type with a section of its own are a link away, but few
	// enough are worth having in sight.
	if values, closed := f.AllEnum(); len(values) > 0 {
		if len(f.Enum) == 0 {
			values = withoutDocs(values)
		}
		out.Blocks = append(out.Blocks, l.values(values, closed)...)
	}
	out.Facts = l.fieldFacts(f)
	return out
}

func withoutDocs(values []reference.Value) []reference.Value {
	out := make([]reference.Value, len(values))
	for i, v := range values {
		out[i].Value = v.Value
	}
	return out
}
