package reference

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Field returns the field of that name, or nil.
func (t *Type) Field(name string) *Field {
	for _, f := range t.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Limits are what a value must look like.
type Limits struct {
	// Enum lists the values that are known. They are all there are if Closed;
	// Listed is whether a marker lists them.
	Enum           []Value
	Closed, Listed bool
	// Bounds are what else limits it, in the order of the source.
	Bounds []Bound
	// Rules are CEL expressions that must hold.
	Rules []Rule
}

// A Value is one value of an enumeration.
type Value struct {
	Value string // as in JSON, without quotes
	Doc   string
	Name  string // of the constant, "" if there is none
}

// A Bound is a limit such as "minimum 1".
type Bound struct {
	Name, Value string
	pattern     *regexp.Regexp // of a bound named so; nil if it cannot be understood
}

// itemsOf is what names of bounds begin with that are about the items of a list.
const itemsOf = "of items: "

// newBound returns a bound with its pattern, if it is one.
func newBound(name, value string) Bound {
	b := Bound{Name: name, Value: value}
	if strings.TrimPrefix(name, itemsOf) == "pattern" {
		b.pattern, _ = regexp.Compile(value) // one for another engine limits nothing here
	}
	return b
}

// items are the limits that are about the items of a list.
func (l *Limits) items() *Limits {
	var out Limits
	for _, b := range l.Bounds {
		if name, ok := strings.CutPrefix(b.Name, itemsOf); ok {
			b.Name = name
			out.Bounds = append(out.Bounds, b)
		}
	}
	return &out
}

// bound returns the value of a bound, "" if there is none of that name.
func (l *Limits) bound(name string) string {
	for _, b := range l.Bounds {
		if b.Name == name {
			return b.Value
		}
	}
	return ""
}

// number returns the number of a bound, 0 if there is none of that name.
func (l *Limits) number(name string) int {
	n, _ := strconv.Atoi(l.bound(name))
	return n
}

// add adds the limits of another type, which hold as well: that which a name
// stands for, or one that is inlined. An enumeration of its own is narrower.
func (l *Limits) add(other *Limits) {
	for _, b := range other.Bounds {
		if !slices.ContainsFunc(l.Bounds, func(x Bound) bool {
			return x.Name == b.Name && (x.Value == b.Value || b.Name == "type" || b.Name == "format")
		}) {
			l.Bounds = append(l.Bounds, b)
		}
	}
	for _, r := range other.Rules {
		if !slices.Contains(l.Rules, r) {
			l.Rules = append(l.Rules, r)
		}
	}
	if len(l.Enum) == 0 {
		l.Enum, l.Closed, l.Listed = other.Enum, l.Closed || other.Closed, other.Listed
	}
}

// Lists say how lists, maps and structs are merged.
type Lists struct {
	ListType, MapType, StructType string
	ListMapKeys                   []string
}

// read takes what markers say.
func (l *Lists) read(marks api.Marks) {
	for i := range marks {
		value := unquote(marks[i].Value)
		switch marks[i].Name {
		case "listType", "k8s:listType":
			l.ListType = value
		case "listMapKey", "k8s:listMapKey":
			l.ListMapKeys = append(l.ListMapKeys, value)
		case "mapType":
			l.MapType = value
		case "structType":
			l.StructType = value
		}
	}
}

// fill takes what others say of what is not said here.
func (l *Lists) fill(other Lists) {
	l.ListType = cmp.Or(l.ListType, other.ListType)
	l.MapType = cmp.Or(l.MapType, other.MapType)
	l.StructType = cmp.Or(l.StructType, other.StructType)
	if len(l.ListMapKeys) == 0 {
		l.ListMapKeys = other.ListMapKeys
	}
}

// A Rule is a CEL expression and what its author says when it does not hold.
type Rule struct {
	Rule    string `json:"rule"`
	Message string `json:"message,omitempty"`
}

// Anchor names the field among all of its version: "Container.image".
func (f *Field) Anchor() string { return f.In.Name + "." + f.Name }

// Path is how users name the field: "apps/v1.DeploymentSpec.replicas".
func (f *Field) Path() string { return f.In.Path() + "." + f.Name }

// AllEnum returns the values the field may have: its own, or those of its type.
func (f *Field) AllEnum() (values []Value, closed bool) {
	if len(f.Enum) > 0 {
		return f.Enum, f.Closed
	}
	if b := f.Type.Base(); b.Type != nil {
		return b.Type.Enum, b.Type.Closed
	}
	return nil, false
}

// A Default is what a field is if left out.
type Default struct {
	// Value is as in JSON, without quotes around strings; Written is how a marker
	// has it.
	Value, Written string
	// Computed reports whether the value depends on more than the source tells.
	Computed bool
	// When are conditions that must hold besides.
	When []string
	// Kind is the type that it applies to, if the field is shared by others.
	Kind string
	// From is what sets it: a function, or "" for a marker.
	From string
	File string
	Pos  walk.Pos
}

// A Gate is a feature gate.
type Gate struct {
	Name string
	// Stage is "alpha", "beta", "GA" or "deprecated"; "" if the tree does not
	// register it.
	Stage string
	// On reports whether it is on by default; that is not known if Silent.
	On, Silent bool
	File       string
	Pos        walk.Pos
}

// A Resource is how a kind is reached at a server.
type Resource struct {
	Name, Singular string
	ShortNames     []string
	Categories     []string
	// Scope is "Namespaced", "Cluster" or "".
	Scope      string
	Operations []Operation
	// Source is the kind of document this was read from: "openapi",
	// "discovery" or "markers".
	Source string
}

// An Operation is one request.
type Operation struct {
	Verb        string // "list"
	Method      string // "GET"
	Path        string
	Subresource string
	Doc         string
	Parameters  []Parameter
	Responses   []Response
}

// A Parameter is one of an Operation.
type Parameter struct {
	Name, In, Type, Doc string
	Required            bool
}

// A Response is what an Operation may answer.
type Response struct{ Code, Type, Doc string }
