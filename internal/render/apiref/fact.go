package apiref

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// fieldFacts are what there is to know of a field besides its description.
func (l *layout) fieldFacts(f *reference.Field) []render.Fact {
	var facts []render.Fact
	add := func(name string, value render.Text) { facts = append(facts, render.Fact{Name: name, Value: value}) }
	mono := func(s string) render.Text { return render.Text{{Text: s, Style: render.Mono}} }
	if f.From != nil {
		if to := l.to(f.From); !to.IsZero() {
			add("From", render.Name(f.From.Name, to))
		}
	}
	for _, d := range f.Defaults {
		add("Default", defaultText(d))
	}
	for _, b := range bounds(f) {
		if b.Value == "" {
			add(upper(b.Name), render.Words("yes"))
			continue
		}
		add(upper(b.Name), mono(b.Value))
	}
	for _, r := range f.Rules {
		add("Rule", rule(r))
	}
	if f.Example != "" {
		add("Example", mono(f.Example))
	}
	for _, g := range f.Gates {
		add("Feature gate", gateText(g))
	}
	if f.ListType != "" {
		s := f.ListType
		if len(f.ListMapKeys) > 0 {
			s += ", by " + strings.Join(f.ListMapKeys, ", ")
		}
		add("List type", render.Words(s))
	}
	if f.MapType != "" {
		add("Map type", render.Words(f.MapType))
	}
	if f.StructType != "" {
		add("Struct type", render.Words(f.StructType))
	}
	if f.PatchStrategy != "" {
		s := f.PatchStrategy
		if f.PatchMergeKey != "" {
			s += ", by " + f.PatchMergeKey
		}
		add("Patch", render.Words(s))
	}
	if f.Since != "" && f.Since != f.In.Since {
		add("Since", mono(f.Since))
	}
	return facts
}

// bounds are those of a field, and of its type where the field has no other.
func bounds(f *reference.Field) []reference.Bound {
	t := f.Type.Type
	if t == nil || t.IsObject() || len(t.Bounds) == 0 {
		return f.Bounds
	}
	out := slices.Clone(f.Bounds)
	for _, b := range t.Bounds {
		if !slices.ContainsFunc(f.Bounds, func(own reference.Bound) bool { return own.Name == b.Name }) {
			out = append(out, b)
		}
	}
	return out
}

func defaultText(d reference.Default) render.Text {
	text := render.Text{{Text: shown(d.Value), Style: render.Mono}}
	if d.Computed {
		text = render.Words("worked out")
	}
	if d.Kind != "" {
		text = append(text, render.Span{Text: " in " + d.Kind})
	}
	if len(d.When) > 0 {
		text = append(text, render.Span{Text: " if " + strings.Join(d.When, ", and ")})
	}
	if d.From != "" {
		text = append(text, render.Span{Text: " ("}, render.Span{Text: d.From, To: render.Ref{File: d.File, Line: d.Pos.Line}}, render.Span{Text: ")"})
	}
	return text
}

func gateText(g *reference.Gate) render.Text {
	text := render.Name(g.Name, render.Ref{File: g.File, Line: g.Pos.Line})
	switch {
	case g.Stage == "":
		return text
	case g.Silent:
		return append(text, render.Span{Text: " " + g.Stage})
	case g.On:
		return append(text, render.Span{Text: " " + g.Stage + ", on by default"})
	}
	return append(text, render.Span{Text: " " + g.Stage + ", off by default"})
}

func rule(r reference.Rule) render.Text {
	text := render.Text{{Text: r.Rule, Style: render.Mono}}
	if r.Message != "" {
		text = append(text, render.Span{Text: " " + r.Message})
	}
	return text
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
