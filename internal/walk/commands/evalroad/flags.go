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
	fn, completed := r.completed[v]
	f.Completion = completed
	if completed {
		f.Offered = r.offered(fn, nil)
	}
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
	f.Values = r.accepted(f, value)
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
	if t, ok := r.variable(eval.Inside(value), 0); ok {
		f.Field, f.FieldPos = t.Name, r.pos(t.Pos)
	}
}

// variable finds the variable that a flag's value leads to: what it points to
// itself, else what the pointer in it does, which a wrapper of another value may
// have further inside.
func (r *reader) variable(ptr eval.Value, depth int) (eval.Target, bool) {
	if t, ok := r.in.PointsTo(ptr); ok {
		return t, true
	}
	if t, ok := r.held(ptr); ok {
		return t, true
	}
	var found eval.Target
	n := 0
	for _, inner := range eval.Pointers(ptr) {
		if t, ok := r.in.PointsTo(inner); ok {
			found, n = t, n+1
		} else if t, ok := r.held(inner); ok {
			found, n = t, n+1
		}
	}
	if n == 1 || depth > 2 {
		return found, n == 1
	}
	for _, wrapped := range []string{"inner", "Value", "flagValue", "value"} {
		if inner, ok := eval.Field(ptr, wrapped); ok {
			if t, ok := r.variable(eval.Inside(inner), depth+1); ok {
				return t, true
			}
		}
	}
	return eval.Target{}, false
}

// held finds the variable that holds a pointer.
func (r *reader) held(ptr eval.Value) (eval.Target, bool) {
	if !eval.IsReference(ptr) {
		return eval.Target{}, false
	}
	if r.holders == nil {
		r.holders = r.in.Holders(r.functions...)
	}
	t, ok := r.holders[ptr]
	return t, ok
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
