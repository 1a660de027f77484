package apiscope

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
	"github.com/kdoc-dev/kdoc/internal/walk/markers"
)

// MarkName returns the name of a marker without the colon some put before the
// sign: "+kubebuilder:default:=1".
func MarkName(m *api.Mark) string { return strings.TrimSuffix(m.Name, ":") }

// OnlyOnField reports whether the marker of a name says something about one place
// where a type is used, and counts for nothing on the type.
func OnlyOnField(name string) bool {
	switch name {
	case "optional", "required", "nullable", "k8s:optional", "k8s:required":
		return true
	}
	return false
}

// FindMark is Marks.Find that forgives the colon.
func FindMark(ms api.Marks, names ...string) *api.Mark {
	for i := range ms {
		if slices.Contains(names, MarkName(&ms[i])) {
			return &ms[i]
		}
	}
	return nil
}

// Text returns a marker's value without quotes.
func Text(m *api.Mark) string { return markers.Arg{Value: m.Value}.Unquote() }

// limitNames are the spellings of a limit, by that of controller-tools.
var limitNames = map[string][]string{
	"MinLength":     {"kubebuilder:validation:MinLength", "k8s:minLength", "k8s:validation:minLength"},
	"MaxLength":     {"kubebuilder:validation:MaxLength", "k8s:maxLength", "k8s:validation:maxLength", "k8s:maxBytes", "k8s:maxLengthBytes"},
	"MinItems":      {"kubebuilder:validation:MinItems", "k8s:minItems", "k8s:validation:minItems"},
	"MaxItems":      {"kubebuilder:validation:MaxItems", "k8s:maxItems", "k8s:validation:maxItems"},
	"MinProperties": {"kubebuilder:validation:MinProperties", "k8s:minProperties", "k8s:validation:minProperties"},
	"MaxProperties": {"kubebuilder:validation:MaxProperties", "k8s:maxProperties", "k8s:validation:maxProperties"},
	"Minimum":       {"kubebuilder:validation:Minimum", "k8s:minimum", "k8s:validation:minimum"},
	"Maximum":       {"kubebuilder:validation:Maximum", "k8s:maximum", "k8s:validation:maximum"},
	"Pattern":       {"kubebuilder:validation:Pattern", "k8s:validation:pattern"},
	"Format":        {"kubebuilder:validation:Format", "k8s:format", "k8s:validation:format"},
	"Enum":          {"kubebuilder:validation:Enum", "k8s:enum", "enum", "k8s:validation:enum"},
}

// Limit returns the marker that sets a limit, named as controller-tools does:
// "MaxLength". It is nil if there is none.
func Limit(ms api.Marks, name string) *api.Mark { return FindMark(ms, limitNames[name]...) }

// LimitValue returns the number a limit is set to.
func LimitValue(ms api.Marks, name string) (float64, bool) {
	m := Limit(ms, name)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(Text(m), 64)
	return n, err == nil
}

// Freeform reports whether markers replace the schema that a type would have.
func Freeform(ms api.Marks) bool {
	return ms.Has("kubebuilder:validation:Type", "kubebuilder:validation:XIntOrString", "kubebuilder:validation:Schemaless")
}

// Markers returns the markers of a member and of the names of its type.
func Markers(m *api.Member, val Value) api.Marks { return slices.Concat(m.Marks, val.Marks) }

// ZeroIsValid reports whether "", 0, false or an empty list or map is a value
// that the markers allow. For what it cannot tell it is not ok.
func ZeroIsValid(val Value, ms api.Marks) (valid, ok bool) {
	switch val.Shape {
	case Boolean:
		return true, true
	case Integer, Number:
		low, hasLow := LimitValue(ms, "Minimum")
		high, hasHigh := LimitValue(ms, "Maximum")
		if m := Limit(ms, "Enum"); m != nil && m.HasValue {
			return slices.Contains(m.List(), "0"), true
		}
		outside := hasLow && low > 0 || hasHigh && high < 0 ||
			hasLow && low == 0 && ms.Has("kubebuilder:validation:ExclusiveMinimum")
		return !outside, true
	case List:
		n, has := LimitValue(ms, "MinItems")
		return !has || n < 1, true
	case Map:
		n, has := LimitValue(ms, "MinProperties")
		return !has || n < 1, true
	case String:
		return emptyIsValid(ms), true
	}
	return false, false
}

func emptyIsValid(ms api.Marks) bool {
	if n, has := LimitValue(ms, "MinLength"); has && n >= 1 || Limit(ms, "Format") != nil {
		return false
	}
	if m := Limit(ms, "Enum"); m != nil {
		return m.HasValue && slices.Contains(m.List(), "")
	}
	if m := Limit(ms, "Pattern"); m != nil {
		re, err := regexp.Compile(Text(m))
		return err != nil || re.MatchString("")
	}
	return true
}
