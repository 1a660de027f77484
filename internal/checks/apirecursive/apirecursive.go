// Package apirecursive reports types of a CRD that contain themselves.
package apirecursive

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports types of a CRD that contain themselves.
var Check = &checks.Check{
	ID:       "KA613",
	Slug:     "recursive-type",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.CRD)
	g := graph{view: s.View, edges: map[*api.Decl][]*api.Decl{}}
	stored := g.stored(s.Structs())
	for _, m := range s.Members() {
		if m.Nth > 0 || closed(m.Marks) || !stored[m.Decl] {
			continue
		}
		to := target(s.View, m)
		if to != nil && g.reaches(to, m.Decl) {
			d := apiscope.Field(m,
				fmt.Sprintf("type `%s` contains itself through field `%s`", m.Decl.Path(), m.Path()),
				"mark the field `+kubebuilder:validation:Schemaless` and `+kubebuilder:pruning:PreserveUnknownFields`, or bound the depth with a type for each level: the schema of a CRD has no references")
			p.Report(d)
		}
	}
	return nil
}

// closed reports whether markers replace the schema of a field.
func closed(ms api.Marks) bool {
	return apiscope.Freeform(ms)
}

// target returns the struct a field leads to, through lists and maps.
func target(v *api.View, m *api.Member) *api.Decl {
	val := apiscope.ValueOf(v, m)
	for range 10 {
		if val.Shape != apiscope.List && val.Shape != apiscope.Map {
			break
		}
		val = val.Elem(v)
	}
	if val.Shape != apiscope.Object || apiscope.Freeform(val.Marks) {
		return nil
	}
	return val.Decl
}

// A graph leads from a struct to those its fields contain.
type graph struct {
	view  *api.View
	edges map[*api.Decl][]*api.Decl
}

func (g graph) from(d *api.Decl) []*api.Decl {
	if to, ok := g.edges[d]; ok {
		return to
	}
	to := []*api.Decl{}
	for _, m := range d.Fields() {
		if (m.JSON != "" || m.Inlined()) && !closed(m.Marks) {
			if t := target(g.view, m); t != nil && !slices.Contains(to, t) {
				to = append(to, t)
			}
		}
	}
	g.edges[d] = to
	return to
}

// reaches reports whether a struct is, or contains at any depth, another.
func (g graph) reaches(from, to *api.Decl) bool {
	return from == to || g.within(from)[to]
}

// within returns the structs and what they contain at any depth.
func (g graph) within(from ...*api.Decl) map[*api.Decl]bool {
	seen := map[*api.Decl]bool{}
	for next := from; len(next) > 0; {
		d := next[len(next)-1]
		next = next[:len(next)-1]
		if !seen[d] {
			seen[d] = true
			next = append(next, g.from(d)...)
		}
	}
	return seen
}

// stored returns the structs that objects with metadata are made of: others
// are never part of a CRD.
func (g graph) stored(structs []*api.Decl) map[*api.Decl]bool {
	var roots []*api.Decl
	for _, d := range structs {
		if slices.ContainsFunc(d.Fields(), func(m *api.Member) bool { return m.Embedded && m.Name == "ObjectMeta" }) {
			roots = append(roots, d)
		}
	}
	return g.within(roots...)
}
