package changes

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
	"github.com/kdoc-dev/kdoc/internal/walk/registry"
)

func always(string, string) bool { return true }

// Registered are the feature gates and metrics of a tree.
func Registered(m *registry.Model) []Thing {
	var out []Thing
	for _, g := range m.Gates {
		if g.Place.Aside() {
			continue
		}
		now := g.Current()
		out = append(out, Thing{Who: Operator, Kind: "feature gate", Name: g.Name, File: g.Place.File, Line: g.Place.Pos.Line, Attrs: []Attr{
			{Name: "stage", Value: now.Stage, Breaks: func(_, new string) bool { return new == "deprecated" }},
			{Name: "default", Value: strconv.FormatBool(now.Default), Breaks: always},
			{Name: "locked", Value: strconv.FormatBool(now.Locked), Breaks: func(_, new string) bool { return new == "true" }},
		}})
	}
	for _, x := range m.Metrics {
		if x.Place.Aside() {
			continue
		}
		out = append(out, Thing{Who: Operator, Kind: "metric", Name: x.Name, File: x.Place.File, Line: x.Place.Pos.Line, Attrs: []Attr{
			{Name: "type", Value: x.Type, Breaks: always},
			{Name: "labels", Value: strings.Join(x.Labels, ", "), Breaks: always},
			{Name: "stability", Value: x.Stability},
			{Name: "deprecated", Value: x.Deprecated},
		}})
	}
	return out
}

// API are the groups, kinds and fields that a tree serves. Fields are named by
// the type that has them, so that a change in a shared type is told of once.
func API(m *reference.Model) []Thing {
	var out []Thing
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			if v.Role != reference.Served {
				continue
			}
			out = append(out, Thing{Who: APIUser, Kind: "API version", Name: v.Path()})
			for _, t := range v.Types {
				kind := "type"
				if t.Kind {
					kind = "kind"
				}
				x := Thing{Who: APIUser, Kind: kind, Name: v.Path() + "." + t.Name, Attrs: append(limits(&t.Limits), Attr{Name: "deprecated", Value: t.Deprecated})}
				if t.Decl != nil {
					x.File, x.Line = t.Decl.File.Path, t.Decl.Pos.Line
				}
				out = append(out, x)
				for _, f := range t.Fields {
					out = append(out, field(v.Path()+"."+t.Name, f))
				}
			}
		}
	}
	return out
}

func field(of string, f *reference.Field) Thing {
	var defaults []string
	for _, d := range f.Defaults {
		defaults = append(defaults, d.Value)
	}
	return Thing{Who: APIUser, Kind: "field", Name: of + "." + f.Name, File: f.File, Line: f.Pos.Line, Attrs: append(limits(&f.Limits),
		Attr{Name: "type", Value: f.Type.String(), Breaks: always},
		Attr{Name: "required", Value: strconv.FormatBool(f.Required), Breaks: func(_, new string) bool { return new == "true" }},
		Attr{Name: "default", Value: strings.Join(defaults, ", "), Breaks: always},
		Attr{Name: "deprecated", Value: f.Deprecated})}
}

// limits are compared as a whole each: values that are gone, and bounds that
// changed, can refuse what was taken before.
func limits(l *reference.Limits) []Attr {
	var values, bounds, rules []string
	for _, v := range l.Enum {
		values = append(values, v.Value)
	}
	slices.Sort(values)
	for _, b := range l.Bounds {
		bounds = append(bounds, b.Name+" "+b.Value)
	}
	for _, r := range l.Rules {
		rules = append(rules, r.Rule)
	}
	return []Attr{
		{Name: "values", Value: strings.Join(values, ", "), Breaks: func(old, new string) bool {
			left := strings.Split(new, ", ")
			return old == "" || slices.ContainsFunc(strings.Split(old, ", "), func(v string) bool { return !slices.Contains(left, v) })
		}},
		{Name: "bounds", Value: strings.Join(bounds, ", "), Breaks: func(_, new string) bool { return new != "" }},
		{Name: "rules", Value: strings.Join(rules, "; "), Breaks: func(_, new string) bool { return new != "" }},
	}
}

// Commands are the commands and flags of a program.
func Commands(p *commands.Program) []Thing {
	out := []Thing{{Who: Operator, Kind: "program", Name: p.Name}}
	for _, c := range p.Commands() {
		if c.Hidden {
			continue
		}
		out = append(out, Thing{Who: Operator, Kind: "command", Name: c.Path, File: c.Pos.Path, Line: c.Pos.Line, Attrs: []Attr{
			{Name: "summary", Value: c.Short}, {Name: "deprecated", Value: c.Deprecated},
			{Name: "aliases", Value: strings.Join(c.Aliases, ", ")},
		}})
		sets := [][]*commands.Flag{c.Flags, c.Persistent, c.Private}
		if c == p.Root {
			sets = append(sets, p.Globals)
		}
		for _, f := range slices.Concat(sets...) {
			if f.Hidden {
				continue
			}
			out = append(out, Thing{Who: Operator, Kind: "flag", Name: c.Path + " --" + f.Name, File: f.Pos.Path, Line: f.Pos.Line, Attrs: []Attr{
				{Name: "default", Value: f.Current(), Breaks: always}, {Name: "type", Value: f.Type, Breaks: always},
				{Name: "shorthand", Value: f.Shorthand, Breaks: func(old, _ string) bool { return old != "" }},
				{Name: "deprecated", Value: f.Deprecated}, {Name: "description", Value: f.Usage},
			}})
		}
	}
	return out
}
