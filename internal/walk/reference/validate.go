package reference

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
)

// Validate compares a value, as decoded from JSON or YAML, with the type, and
// says what is wrong with it and where. It knows shapes, required and unknown
// fields, closed enumerations and bounds of numbers; an empty list is no proof
// that a server would accept it.
func (t *Type) Validate(value any) []string {
	v := validator{}
	v.object(t, value, "", 0)
	return v.errs
}

// ValidateKind also wants the apiVersion and kind to be those of the type.
func (t *Type) ValidateKind(value any) []string {
	errs := t.Validate(value)
	m, _ := value.(map[string]any)
	if s, _ := m["apiVersion"].(string); s != t.Version.APIVersion() {
		errs = append(errs, fmt.Sprintf("apiVersion: %q, want %q", s, t.Version.APIVersion()))
	}
	if s, _ := m["kind"].(string); s != t.Name {
		errs = append(errs, fmt.Sprintf("kind: %q, want %q", s, t.Name))
	}
	return errs
}

type validator struct {
	errs []string
	cel  *cel.Env // made when the first rule is met
}

const validateDepth = 60

func (v *validator) errorf(at, format string, args ...any) {
	v.errs = append(v.errs, strings.TrimPrefix(at, ".")+": "+fmt.Sprintf(format, args...))
}

func (v *validator) object(t *Type, value any, at string, depth int) {
	m, ok := value.(map[string]any)
	switch {
	case value == nil || depth > validateDepth:
		return
	case !ok:
		v.errorf(at, "not an object")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(m)) {
		if t.Field(name) == nil && len(t.Missing) == 0 {
			v.errorf(at+"."+name, "%s has no such field", t.Name)
		}
	}
	v.limits(&t.Limits, value, at)
	for _, f := range t.Fields {
		x, ok := m[f.Name]
		switch {
		case ok:
			v.value(f.Type, x, at+"."+f.Name, depth+1)
			v.limits(&f.Limits, x, at+"."+f.Name)
			v.items(&f.Limits, x, at+"."+f.Name)
		case f.Required && len(f.Defaults) == 0 && !t.optionalHere(f):
			v.errorf(at+"."+f.Name, "required")
		}
	}
}

// optionalHere reports whether a field that schemas call required is filled in
// by the server: status is, on objects that users write.
func (t *Type) optionalHere(f *Field) bool {
	return f.Name == "status" || f.Name == "metadata" && f.Type.Shape != Unknown && !t.Kind || f.Name == "creationTimestamp"
}

func (v *validator) value(r *Ref, x any, at string, depth int) {
	if x == nil {
		return
	}
	_, isString := x.(string)
	_, isMap := x.(map[string]any)
	list, isList := x.([]any)
	want := func(ok bool) {
		if !ok {
			v.errorf(at, "not of type %s", r)
		}
	}
	switch r.Shape {
	case Object:
		v.object(r.Type, x, at, depth)
		return
	case Map:
		want(isMap)
		if m, ok := x.(map[string]any); ok && r.Elem != nil {
			for _, k := range slices.Sorted(maps.Keys(m)) {
				v.value(r.Elem, m[k], at+"["+k+"]", depth+1)
			}
		}
	case List:
		want(isList)
		for i, e := range list {
			v.value(r.Elem, e, at+"["+strconv.Itoa(i)+"]", depth+1)
		}
	case String:
		// Quantities and the like may be written as numbers.
		want(isString || isNumber(x) && r.Type != nil && r.Type.Decl.IsStruct())
	case Integer, Number:
		want(isNumber(x))
	case IntOrString:
		want(isNumber(x) || isString)
	case Boolean:
		_, ok := x.(bool)
		want(ok)
	}
	if r.Type != nil {
		v.limits(&r.Type.Limits, x, at)
	}
}

func isNumber(x any) bool {
	switch x.(type) {
	case int, int64, uint64, float64:
		return true
	}
	return false
}

// items checks what a field demands of the items of a list.
func (v *validator) items(l *Limits, x any, at string) {
	list, ok := x.([]any)
	if of := l.items(); ok && len(of.Bounds) > 0 {
		for i, e := range list {
			v.limits(of, e, at+"["+strconv.Itoa(i)+"]")
		}
	}
}

func (v *validator) limits(l *Limits, x any, at string) {
	v.rules(l, x, at)
	if l.Closed && len(l.Enum) > 0 {
		if s := fmt.Sprint(x); s != "" && !slices.ContainsFunc(l.Enum, func(e Value) bool { return e.Value == s }) {
			if _, isList := x.([]any); !isList {
				v.errorf(at, "%q is not among the values", s)
			}
		}
	}
	for _, b := range l.Bounds {
		if s, ok := x.(string); ok && b.pattern != nil && b.Name == "pattern" && !b.pattern.MatchString(s) {
			v.errorf(at, "%q does not match %s", s, b.Value)
		}
		n, err := strconv.ParseFloat(b.Value, 64)
		if err != nil {
			continue
		}
		at := at + " (" + b.Name + " " + b.Value + ")"
		switch x := x.(type) {
		case uint64:
			v.bound(b.Name, float64(x), n, at)
		case int64:
			v.bound(b.Name, float64(x), n, at)
		case int:
			v.bound(b.Name, float64(x), n, at)
		case float64:
			v.bound(b.Name, x, n, at)
		case string:
			v.size(b.Name, "length", len([]rune(x)), int(n), at)
		case []any:
			v.size(b.Name, "items", len(x), int(n), at)
		case map[string]any:
			v.size(b.Name, "entries", len(x), int(n), at)
		}
	}
}

// rules judges the rules in CEL, and how many of some fields there are.
func (v *validator) rules(l *Limits, x any, at string) {
	for _, r := range l.Rules {
		if v.broken(r.Rule, x) {
			v.errorf(at, "breaks the rule %s", cmp.Or(r.Message, r.Rule))
		}
	}
	m, ok := x.(map[string]any)
	if !ok {
		return
	}
	for _, b := range l.Bounds {
		if !strings.HasSuffix(b.Name, " one of") {
			continue
		}
		n := 0
		for _, name := range strings.Split(b.Value, ", ") {
			if _, ok := m[name]; ok {
				n++
			}
		}
		if n > 1 && b.Name != atLeastOne || n == 0 && b.Name != atMostOne {
			v.errorf(at, "has %d of %s, not %s", n, b.Value, strings.TrimSuffix(b.Name, " of"))
		}
	}
}

func (v *validator) bound(name string, x, n float64, at string) {
	switch {
	case name == "minimum" && x < n, name == "exclusive minimum" && x <= n:
		v.errorf(at, "%v is too small", x)
	case name == "maximum" && x > n, name == "exclusive maximum" && x >= n:
		v.errorf(at, "%v is too large", x)
	}
}

func (v *validator) size(name, of string, x, n int, at string) {
	switch {
	case name == "minimum "+of && x < n:
		v.errorf(at, "too short")
	case name == "maximum "+of && x > n:
		v.errorf(at, "too long")
	}
}
