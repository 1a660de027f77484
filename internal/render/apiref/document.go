package apiref

import (
	"reflect"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// NewDocument returns the reference of a tree for programs.
func NewDocument(m *reference.Model, tree, revision string) *Document {
	pages := map[string]string{}
	for _, p := range render.NewSite(tree, Pages(m, render.Ref{})).Only(render.APIPage).Pages {
		pages[p.ID] = p.Path
	}
	l := &layout{model: m, pages: map[*reference.Type]string{}, ids: map[*reference.Type]string{}}
	l.name()
	x := &exporter{layout: l, paths: pages}
	d := &Document{Version: 1, Tree: tree, Revision: revision, Groups: []Group{}, Types: []Type{}}
	for _, g := range m.Groups {
		out := Group{Name: g.Name}
		for _, v := range g.Versions {
			ov := Version{Name: v.Name, APIVersion: v.APIVersion(), Role: roleNames[v.Role], Doc: v.Doc, Packages: []string{}}
			for _, p := range v.Packages {
				ov.Packages = append(ov.Packages, p.Ref.ImportPath)
			}
			for _, k := range v.Kinds {
				ov.Kinds = append(ov.Kinds, k.Key)
			}
			out.Versions = append(out.Versions, ov)
			for _, t := range v.Types {
				d.Types = append(d.Types, x.typ(t))
			}
		}
		d.Groups = append(d.Groups, out)
	}
	for i, t := range m.Tasks {
		task := Task{Name: t.Name, About: t.About, Anchor: pages[tasksID] + "#" + l.taskIDs()[i]}
		for _, k := range t.Kinds {
			task.Kinds = append(task.Kinds, k.Key)
		}
		d.Tasks = append(d.Tasks, task)
	}
	slices.SortFunc(x.gates, func(a, b *reference.Gate) int { return strings.Compare(a.Name, b.Name) })
	for _, g := range slices.Compact(x.gates) {
		gate := GateDoc{Name: g.Name, Stage: g.Stage}
		if g.Stage != "" && !g.Silent {
			gate.On = &g.On
		}
		if g.File != "" {
			gate.Source = &Source{g.File, g.Pos.Line}
		}
		d.Gates = append(d.Gates, gate)
	}
	return d
}

type exporter struct {
	*layout
	paths map[string]string // of pages by id
	gates []*reference.Gate
}

func (x *exporter) typ(t *reference.Type) Type {
	out := Type{
		Key: t.Key, Name: t.Name, APIVersion: t.Version.APIVersion(), Kind: t.Kind, Doc: t.Doc,
		Deprecated: t.Deprecated, Introduced: t.Introduced, DeprecatedIn: t.DeprecatedIn, RemovedIn: t.Removed,
		Replacement: t.Replacement, Since: t.Since,
		Enum: values(t.Enum), Closed: t.Closed, Bounds: limits(t.Bounds), Rules: rules(t.Rules), Missing: t.Missing,
		Sample: t.Sample, SampleFrom: t.SampleFrom, Resource: resource(t.Resource),
		Anchor: x.paths[x.pages[t]] + "#" + x.ids[t],
		Source: Source{t.Decl.File.Path, t.Decl.Pos.Line},
	}
	out.Schema = keywords(t.Schema())
	if t.Decl != nil && t.Decl.Symbol() == t.Key {
		out.Published, out.Markers = texts(t.Doc, t.Decl.Comment()), ownMarkers(t.Decl.Marks)
	}
	if t.ItemKind != nil {
		out.ListOf = t.ItemKind.Key
	}
	if t.Underlying != nil {
		ref := typeRef(t.Underlying)
		out.Underlying = &ref
	}
	for _, f := range t.Fields {
		out.Fields = append(out.Fields, x.field(f))
	}
	for _, f := range t.Users {
		out.AppearsIn = append(out.AppearsIn, f.In.Key+"."+f.Name)
	}
	return out
}

func (x *exporter) field(f *reference.Field) Field {
	out := Field{
		Name: f.Name, Type: typeRef(f.Type), Doc: f.Doc, Required: f.Required, Declared: f.Declared, Nullable: f.Nullable,
		Enum: values(f.Enum), Closed: f.Closed, Bounds: limits(f.Bounds), Rules: rules(f.Rules), Example: f.Example,
		Deprecated: f.Deprecated, Since: f.Since, ListType: f.ListType, ListMapKeys: f.ListMapKeys, MapType: f.MapType,
		StructType: f.StructType, PatchStrategy: f.PatchStrategy, PatchMergeKey: f.PatchMergeKey, Protobuf: f.Protobuf,
		Anchor: x.paths[x.layout.pages[f.In]] + "#" + x.fieldID(f), Source: Source{f.File, f.Pos.Line},
	}
	if f.From != nil {
		out.From = f.From.Key
	}
	out.Schema = keywords(f.Schema())
	if f.Member != nil {
		out.Go, out.Published, out.Markers = f.Member.Symbol(), fieldTexts(f), markersOf(f)
	}
	for _, g := range f.Gates {
		out.Gates = append(out.Gates, g.Name)
		x.gates = append(x.gates, g)
	}
	for _, d := range f.Defaults {
		out.Defaults = append(out.Defaults, DefaultDoc{
			Value: d.Value, Computed: d.Computed, When: d.When, Kind: d.Kind, From: d.From, Source: Source{d.File, d.Pos.Line},
		})
	}
	return out
}

// keywords is nil for a schema that says nothing.
func keywords(s *reference.Schema) *Keywords {
	if reflect.DeepEqual(s, &reference.Schema{}) {
		return nil
	}
	return &Keywords{s}
}

func typeRef(r *reference.Ref) TypeRef {
	out := TypeRef{Shape: string(r.Shape), Format: r.Format, Go: r.Go}
	if r.Type != nil && r.Type.Documented() {
		out.Type = r.Type.Key
	}
	if r.Elem != nil {
		elem := typeRef(r.Elem)
		out.Elem = &elem
	}
	return out
}

func values(in []reference.Value) []Value {
	var out []Value
	for _, v := range in {
		out = append(out, Value{v.Value, v.Doc, v.Name})
	}
	return out
}

func limits(in []reference.Bound) []Bound {
	var out []Bound
	for _, b := range in {
		out = append(out, Bound{b.Name, b.Value})
	}
	return out
}

func rules(in []reference.Rule) []Rule {
	var out []Rule
	for _, r := range in {
		out = append(out, Rule(r))
	}
	return out
}

func resource(r *reference.Resource) *Resource {
	if r == nil {
		return nil
	}
	out := &Resource{Name: r.Name, ShortNames: r.ShortNames, Categories: r.Categories, Scope: r.Scope, Source: r.Source}
	for _, op := range r.Operations {
		o := Operation{Verb: op.Verb, Method: op.Method, Path: op.Path, Subresource: op.Subresource, Doc: op.Doc}
		for _, p := range op.Parameters {
			o.Parameters = append(o.Parameters, Parameter{p.Name, p.In, p.Type, p.Required, p.Doc})
		}
		for _, r := range op.Responses {
			o.Responses = append(o.Responses, Response(r))
		}
		out.Operations = append(out.Operations, o)
	}
	return out
}
