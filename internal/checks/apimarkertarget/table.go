package apimarkertarget

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
)

// onlyOnType reports whether a marker says something about a whole type.
func onlyOnType(name string) bool {
	switch name {
	case "k8s:enum", "kubebuilder:object:root", "kubebuilder:storageversion", "kubebuilder:unservedversion", "kubebuilder:skipversion",
		"kubebuilder:subresource:status", "genclient":
		return true
	}
	for _, prefix := range []string{"kubebuilder:printcolumn:", "kubebuilder:resource:", "kubebuilder:subresource:scale:", "kubebuilder:selectablefield:", "genclient:"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// shapesOf returns what a marker applies to, the most common first; nil if
// that is anything, or not known.
func shapesOf(name string) []apiscope.Shape {
	base, tools := strings.CutPrefix(name, "kubebuilder:validation:")
	if !tools {
		base = strings.TrimPrefix(name, "k8s:")
	}
	if strings.HasPrefix(base, "items:") {
		return []apiscope.Shape{apiscope.List}
	}
	switch base {
	case "MinLength", "MaxLength", "Pattern", "minLength", "maxLength", "maxBytes":
		return []apiscope.Shape{apiscope.String}
	case "Minimum", "Maximum", "ExclusiveMinimum", "ExclusiveMaximum", "MultipleOf", "minimum", "maximum":
		return []apiscope.Shape{apiscope.Integer, apiscope.Number}
	case "MinItems", "MaxItems", "UniqueItems", "minItems", "maxItems", "listType", "listMapKey", "unique", "patchMergeKey":
		return []apiscope.Shape{apiscope.List}
	case "MinProperties", "MaxProperties", "minProperties", "maxProperties":
		return []apiscope.Shape{apiscope.Map, apiscope.Object}
	case "eachVal":
		return []apiscope.Shape{apiscope.List, apiscope.Map}
	case "eachKey":
		return []apiscope.Shape{apiscope.Map}
	case "mapType":
		return []apiscope.Shape{apiscope.Map, apiscope.Object}
	case "structType":
		return []apiscope.Shape{apiscope.Object, apiscope.Map}
	}
	return nil
}
