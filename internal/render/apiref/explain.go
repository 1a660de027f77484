package apiref

import (
	"cmp"
	"fmt"
	"go/doc/comment"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// Explain writes what there is to know of a place for a terminal.
type Explain struct {
	Model *reference.Model
	Place reference.Place
	// Recursive lists the fields below at every depth, by name and type alone.
	Recursive bool
	Color     bool
	// Width is how wide descriptions are set, in columns; 0 is 80.
	Width int
}

// Descriptions are set no narrower than leastWidth, or a word would be a line.
const usualWidth, leastWidth = 80, 40

// Write writes the explanation.
func (e Explain) Write(w io.Writer) error {
	p := &explainer{Explain: e}
	p.head()
	if f := e.Place.Field(); f != nil {
		p.field(f)
	} else {
		p.typ(e.Place.Type)
	}
	if s := e.Model.Sample(e.Place); s != "" {
		p.title("SAMPLE")
		for _, l := range strings.Split(strings.TrimSuffix(s, "\n"), "\n") {
			p.line("  " + report.Escape(l))
		}
	}
	if t := e.Place.Object(); t != nil && len(t.Fields) > 0 {
		p.title("FIELDS")
		if e.Recursive {
			p.recursive(t, "  ", map[*reference.Type]bool{t: true})
		} else {
			p.fields(t)
		}
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type explainer struct {
	Explain
	b strings.Builder
}

func (p *explainer) paint(s string, attrs ...color.Attribute) string {
	if !p.Color {
		return s
	}
	c := color.New(attrs...)
	c.EnableColor()
	return c.Sprint(s)
}

func (p *explainer) line(s string) { p.b.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *explainer) title(s string) { p.line("\n" + p.paint(s, color.Bold)) }

// row writes a name and a value in two columns.
func (p *explainer) row(name, value string) {
	p.line("  " + p.paint(fmt.Sprintf("%-10s", name), color.Faint) + " " + value)
}

func (p *explainer) head() {
	t := p.Place.Type
	p.row("kind", p.paint(report.Escape(t.Name), color.Bold))
	p.row("version", report.Escape(t.Version.APIVersion()))
	if f := p.Place.Field(); f != nil {
		p.row("field", p.paint(report.Escape(strings.TrimPrefix(p.Place.String(), t.Name+".")), color.Bold)+" "+p.typeName(f.Type))
	} else if r := t.Resource; r != nil {
		names := append([]string{r.Name}, r.ShortNames...)
		p.row("resource", report.Escape(strings.Join(names, ", "))+"  "+r.Scope)
	}
}

func (p *explainer) typeName(r *reference.Ref) string {
	s := r.String()
	switch shape := string(r.Shape); {
	case s != shape && r.Type != nil && !r.Type.IsObject() && r.Elem == nil && r.Format != "":
		s += " (" + shape + ", " + r.Format + ")"
	case s != shape && r.Type != nil && !r.Type.IsObject() && r.Elem == nil:
		s += " (" + shape + ")"
	case r.Format != "":
		s += " (" + r.Format + ")"
	}
	return p.paint("<"+report.Escape(s)+">", color.FgCyan)
}

func (p *explainer) typ(t *reference.Type) {
	if t.Deprecated != "" || t.Removed != "" {
		p.row("deprecated", p.paint(report.Escape(deprecation(t)), color.FgYellow))
	}
	p.row("source", place(t.Decl.File.Path, t.Decl.Pos.Line))
	p.prose(t.Doc, "")
	p.values(t.Enum, t.Closed)
}

func deprecation(t *reference.Type) string {
	s := strings.TrimPrefix(t.Deprecated, "deprecated")
	if t.Removed != "" {
		s = strings.TrimSpace(s + " no longer served in " + t.Removed)
	}
	if s == "" {
		return "yes"
	}
	return s
}

func place(file string, line int) string { return report.Escape(fmt.Sprintf("%s:%d", file, line)) }

func (p *explainer) field(f *reference.Field) {
	if f.Required {
		p.row("required", p.paint("yes", color.FgYellow))
	} else {
		p.row("required", "no")
	}
	for _, fact := range (&layout{}).fieldFacts(f) {
		name := strings.ToLower(fact.Name)
		if name == "feature gate" {
			name = "gate"
		}
		p.row(name, report.Escape(fact.Value.String()))
	}
	if f.Deprecated != "" {
		p.row("deprecated", p.paint(report.Escape(f.Deprecated), color.FgYellow))
	}
	p.row("source", place(f.File, f.Pos.Line))
	p.prose(f.Doc, "")
	if t := f.Type.Base().Type; t != nil && !sameWords(t.Doc, f.Doc) {
		p.prose(t.Doc, "")
	}
	values, closed := f.AllEnum()
	p.values(values, closed)
}

func (p *explainer) values(values []reference.Value, closed bool) {
	if len(values) == 0 {
		return
	}
	if closed {
		p.title("ONE OF")
	} else {
		p.title("KNOWN VALUES")
	}
	for _, v := range values {
		p.line("  " + p.paint(report.Escape(shown(v.Value)), color.FgGreen))
		p.prose(v.Doc, "      ")
	}
}

// prose sets a description in lines of a fair length. At the margin it stands
// apart from what is above.
func (p *explainer) prose(text, indent string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if indent == "" {
		p.line("")
		indent = "  "
	}
	var parser comment.Parser
	printer := comment.Printer{TextWidth: max(cmp.Or(p.Width, usualWidth), leastWidth) - 2 - len(indent)}
	for _, l := range strings.Split(strings.TrimSpace(string(printer.Text(parser.Parse(plain(text))))), "\n") {
		p.line(indent + report.Escape(strings.ReplaceAll(l, "\t", "    ")))
	}
}

func (p *explainer) fields(t *reference.Type) {
	for i, f := range t.Fields {
		if i > 0 {
			p.line("")
		}
		p.line("  " + p.fieldName(f))
		p.prose(f.Doc, "      ")
		p.choice(f)
	}
}

// choice lists the values of a field in a line or two.
func (p *explainer) choice(f *reference.Field) {
	values, closed := f.AllEnum()
	if len(values) == 0 {
		return
	}
	words := "Known values: "
	if closed {
		words = "One of: "
	}
	for i, v := range values {
		if i > 0 {
			words += ", "
		}
		words += shown(v.Value)
	}
	p.prose(words, "      ")
}

func (p *explainer) fieldName(f *reference.Field) string {
	s := p.paint(report.Escape(f.Name), color.Bold) + " " + p.typeName(f.Type)
	if f.Required {
		s += " " + p.paint("required", color.FgYellow)
	}
	for _, d := range f.Defaults {
		if !d.Computed && len(d.When) == 0 && d.Kind == "" {
			s += " " + p.paint("default "+report.Escape(shown(d.Value)), color.Faint)
			break
		}
	}
	for _, g := range f.Gates {
		if g.Stage != "" && g.Stage != "GA" {
			s += " " + p.paint(report.Escape(g.Stage), color.FgMagenta)
		}
	}
	return s
}

func (p *explainer) recursive(t *reference.Type, indent string, above map[*reference.Type]bool) {
	for _, f := range t.Fields {
		u := f.Type.Base().Type
		again := u != nil && above[u]
		s := indent + p.fieldName(f)
		if again {
			s += p.paint(" as above", color.Faint)
		}
		p.line(s)
		if u != nil && !again && len(u.Fields) > 0 {
			above[u] = true
			p.recursive(u, indent+"  ", above)
			delete(above, u)
		}
	}
}

// A FieldDocument is what "kdoc field" says as JSON: parts of a Document.
type FieldDocument struct {
	Kind       string  `json:"kind"`
	APIVersion string  `json:"apiVersion"`
	Path       string  `json:"path"`
	Field      *Field  `json:"field,omitempty"`
	Type       *Type   `json:"type,omitempty"`
	Sample     string  `json:"sample,omitempty"`
	Values     []Value `json:"values,omitempty"`
}

// NewFieldDocument returns what there is to know of a place.
func NewFieldDocument(m *reference.Model, p reference.Place) *FieldDocument {
	l := &layout{model: m, pages: map[*reference.Type]string{}, ids: map[*reference.Type]string{}}
	l.name()
	x := &exporter{layout: l, paths: map[string]string{}}
	d := &FieldDocument{Kind: p.Type.Name, APIVersion: p.Type.Version.APIVersion(), Path: p.String(), Sample: m.Sample(p)}
	if f := p.Field(); f != nil {
		field := x.field(f)
		d.Field = &field
		all, _ := f.AllEnum()
		d.Values = values(all)
	}
	if t := p.Object(); t != nil && t.Documented() {
		typ := x.typ(t)
		d.Type = &typ
	}
	return d
}
