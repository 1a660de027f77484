package evalroad

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
)

// set reads a flag set of pflag or flag, in the order of registration where the
// library keeps it, else by name.
func (r *reader) set(v eval.Value) []*commands.Flag {
	var out []*commands.Flag
	if ordered, ok := eval.Field(v, "orderedFormal"); ok {
		for _, f := range eval.Elements(ordered) {
			out = append(out, r.flag(f))
		}
		return out
	}
	formal, _ := eval.Field(v, "formal")
	for _, e := range eval.Entries(formal) {
		out = append(out, r.flag(e.Value))
	}
	sortFlags(out)
	return out
}

// flag reads one flag; one object gives one Flag, however often it is met.
func (r *reader) flag(v eval.Value) *commands.Flag {
	if f := r.flags[v]; f != nil {
		return f
	}
	f := &commands.Flag{}
	r.flags[v] = f
	u := &f.Unknown
	if unk, ok := v.(*eval.Unknown); ok {
		f.Name = commands.UnknownText
		*u = append(*u, r.unknown("name", unk))
		return f
	}
	f.Name = r.text(v, "Name", "name", u)
	f.Shorthand = r.text(v, "Shorthand", "shorthand", u)
	f.Usage = r.text(v, "Usage", "usage", u)
	f.Default = r.text(v, "DefValue", "default", u)
	f.NoOptDefault = r.text(v, "NoOptDefVal", "noOptDefault", u)
	f.Deprecated = r.text(v, "Deprecated", "deprecated", u)
	f.ShorthandDeprecated = r.text(v, "ShorthandDeprecated", "shorthandDeprecated", u)
	f.Hidden = r.flagOf(v, "Hidden", "hidden", u)
	f.Pos = r.pos(eval.Literal(v))
	if a, ok := eval.Field(v, "Annotations"); ok {
		f.Annotations = r.flagAnnotations(a, u)
	}
	if first := r.in.FirstSet(v); first != nil && !r.own[first] {
		if name, _ := eval.Field(first, "name"); name != nil {
			f.Section, _ = name.(string)
		}
	}
	f.Completion = r.completed[v]
	value, _ := eval.Field(v, "Value")
	r.value(f, value)
	return f
}

// value reads what a flag's value says of itself.
func (r *reader) value(f *commands.Flag, value eval.Value) {
	if unk, ok := value.(*eval.Unknown); ok {
		f.Type = commands.UnknownText
		f.Unknown = append(f.Unknown, r.unknown("type", unk))
		return
	}
	f.GoType = eval.Dynamic(value)
	if t, ok := r.in.Method(value, "Type"); ok {
		f.Type = r.textOf(t, "type", &f.Unknown)
	} else {
		f.Type = plainType(f.GoType)
	}
	_, f.Bool = r.in.Method(value, "IsBoolFlag")
	if now, ok := r.in.Method(value, "String"); ok {
		switch s := now.(type) {
		case string:
			if s != f.Default {
				f.Value = &s
			}
		case *eval.Unknown:
			f.Unknown = append(f.Unknown, r.unknown("value", s))
		}
	}
	r.target(f, value)
}

// plainType is the type of a value of the standard flag package, which does not
// say: its Go type's name without "Value", as pflag derives it.
func plainType(goType string) string {
	name := goType[strings.LastIndexAny(goType, "./")+1:]
	return strings.TrimSuffix(name, "Value")
}

// target finds the variable a flag fills: what the value points to, or a
// pointer in it.
func (r *reader) target(f *commands.Flag, value eval.Value) {
	ptr := eval.Inside(value)
	t, ok := r.in.PointsTo(ptr)
	for _, field := range []string{"value", "p", "Value", "Map", "fs", "s"} {
		if ok {
			break
		}
		if inner, has := eval.Field(ptr, field); has {
			t, ok = r.in.PointsTo(eval.Inside(inner))
		}
	}
	if ok {
		f.Field, f.FieldPos = t.Name, r.pos(t.Pos)
	}
}

func (r *reader) flagAnnotations(v eval.Value, unknown *[]commands.Unknown) map[string][]string {
	if u, ok := v.(*eval.Unknown); ok {
		*unknown = append(*unknown, r.unknown("annotations", u))
	}
	var out map[string][]string
	for _, e := range eval.Entries(v) {
		k, ok := e.Key.(string)
		if !ok {
			continue
		}
		if out == nil {
			out = map[string][]string{}
		}
		list := []string{}
		for i, s := range eval.Elements(e.Value) {
			list = append(list, r.textOf(s, fmt.Sprintf("annotations.%s.%d", k, i), unknown))
		}
		out[k] = list
	}
	return out
}
