package apiref

import (
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// unauthorized is the answer that is said once for all requests.
const unauthorized = "401"

// operations lists the requests for objects of a kind, by subresource.
func (l *layout) operations(k *reference.Type) *render.Section {
	if k.Resource == nil || len(k.Resource.Operations) == 0 {
		return nil
	}
	s := &render.Section{ID: "operations", Title: "Operations", Count: len(k.Resource.Operations)}
	if k.Resource.Source == "markers" {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Words("As the markers of the type ask for them; the tree has no OpenAPI document of them.")})
	}
	ops := k.Resource.Operations
	if slices.ContainsFunc(ops, func(op reference.Operation) bool {
		return slices.ContainsFunc(op.Responses, func(r reference.Response) bool { return r.Code == unauthorized })
	}) {
		s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Words("Any request may also be answered 401 Unauthorized.")})
	}
	for len(ops) > 0 {
		sub := ops[0].Subresource
		n := slices.IndexFunc(ops, func(op reference.Operation) bool { return op.Subresource != sub })
		if n < 0 {
			n = len(ops)
		}
		t := l.requests(k, ops[:n])
		ops = ops[n:]
		if sub == "" {
			s.Blocks = append(s.Blocks, t)
			continue
		}
		s.Sections = append(s.Sections, render.Section{ID: "operations-" + anchor(strings.ToLower(sub)), Title: sub, Code: true, Blocks: []render.Block{t}})
	}
	return s
}

func (l *layout) requests(k *reference.Type, ops []reference.Operation) render.Table {
	t := render.Table{Head: []string{"Verb", "Request", "Parameters", "Answer"}}
	full := slices.ContainsFunc(ops, func(op reference.Operation) bool { return len(op.Parameters)+len(op.Responses) > 0 })
	if !full {
		t.Head = t.Head[:2]
	}
	for _, op := range ops {
		verb := render.Text{{Text: op.Verb, Style: render.Mono}}
		if op.Doc != "" {
			verb = append(verb, render.Span{Text: " " + op.Doc})
		}
		row := []render.Text{verb, {{Text: op.Method + " ", Style: render.Label}, {Text: op.Path, Style: render.Mono}}}
		if full {
			row = append(row, l.parameterList(k, op), l.answers(k, op))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (l *layout) parameterList(k *reference.Type, op reference.Operation) render.Text {
	var out render.Text
	for _, p := range op.Parameters {
		if p.In == "path" {
			continue // can be seen in the request
		}
		if len(out) > 0 {
			out = append(out, render.Span{Text: ", "})
		}
		s := render.Span{Text: p.Name, Style: render.Mono}
		if _, ok := l.params[parameterID(p)]; ok {
			s.To = render.Ref{Page: parametersID, Anchor: parameterID(p)}
		}
		out = append(out, s)
		if p.In == "body" && p.Type != "" {
			out = append(out, render.Span{Text: " "}, render.Span{Text: p.Type, To: l.byName(k, p.Type)})
		}
		if p.Required {
			out = append(out, render.Span{Text: " required", Style: render.Emphasis})
		}
	}
	return out
}

func (l *layout) answers(k *reference.Type, op reference.Operation) render.Text {
	var out render.Text
	for _, r := range op.Responses {
		if r.Code == unauthorized {
			continue
		}
		if len(out) > 0 {
			out = append(out, render.Span{Text: ","}, render.Span{Style: render.Break})
		}
		out = append(out, render.Span{Text: r.Code, Style: render.Mono})
		if r.Doc != "" && len(r.Doc) < 30 {
			out = append(out, render.Span{Text: " " + r.Doc})
		}
		if r.Type != "" {
			out = append(out, render.Span{Text: " "}, render.Span{Text: r.Type, To: l.byName(k, r.Type)})
		}
	}
	return out
}

// byName finds a type that an OpenAPI document speaks of: in the version of the
// kind, or the only one of that name anywhere.
func (l *layout) byName(k *reference.Type, name string) render.Ref {
	for _, t := range k.Version.Types {
		if t.Name == name {
			return l.to(t)
		}
	}
	var found *reference.Type
	for _, g := range l.model.Groups {
		if g.Name == k.Version.Group {
			continue
		}
		for _, t := range g.Versions[0].Types {
			if t.Name == name {
				if found != nil {
					return render.Ref{}
				}
				found = t
			}
		}
	}
	if found == nil {
		return render.Ref{}
	}
	return l.to(found)
}

func parameterID(p reference.Parameter) string { return anchor(p.In + "." + p.Name) }

// parameters explains what many requests share once.
func (l *layout) parameters() *render.Page {
	pg := &render.Page{
		ID: parametersID, Kind: render.APIPage, Path: "api/parameters", Title: "Parameters of requests", Name: "Parameters of requests",
		Trail: l.trail(render.Ref{Page: IndexID, Text: "API reference"}, render.Ref{Text: "Parameters"}), Names: map[string]bool{},
	}
	for _, in := range []string{"query", "path", "header"} {
		var fields render.Fields
		for _, id := range slices.Sorted(maps.Keys(l.params)) {
			p := l.params[id]
			if p.In != in {
				continue
			}
			f := render.Field{ID: id, Name: p.Name, Type: render.Words(p.Type), Blocks: []render.Block{description(p.Doc, nil)}}
			if p.Required {
				f.Notes = []string{"required"}
			}
			pg.Names[id] = true
			fields.Items = append(fields.Items, f)
		}
		if len(fields.Items) > 0 {
			pg.Sections = append(pg.Sections, render.Section{ID: in, Title: "In the " + in, Count: len(fields.Items), Blocks: []render.Block{fields}})
		}
	}
	if len(pg.Sections) == 0 {
		return nil
	}
	return pg
}
