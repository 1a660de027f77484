package apiscope

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// The rules of the generator of OpenAPI definitions, by the names they have in
// lists of known violations.
const (
	NamesMatch      = "names_match"
	ListTypeMissing = "list_type_missing"
)

// A NameFault is what is wrong with a field's name in JSON.
type NameFault int

// The faults. The generator reports all of them as NamesMatch.
const (
	NameFine     NameFault = iota
	NameMissing            // no json tag
	NameForm               // not camelCase
	NameMismatch           // not the Go name up to the case of its start
)

// FaultOf says what is wrong with the names of a field. Fields that are inlined
// or left out of JSON have no fault, and neither has "metadata".
func FaultOf(m *api.Member) NameFault {
	name := m.Tagged.Name
	switch {
	case !m.Tagged.Present:
		return NameMissing
	case name == "", name == "metadata", name == "-" && len(m.Tagged.Options) == 0:
		return NameFine
	case strings.ContainsAny(name, "_-"), 'A' <= name[0] && name[0] <= 'Z':
		return NameForm
	case strings.ContainsAny(m.Name, "_-") || !sameWord(m.Name, name):
		return NameMismatch
	}
	return NameFine
}

// sameWord reports whether a JSON name is a Go name whose leading capital, or
// leading initialism, is in lower case.
func sameWord(goName, jsonName string) bool {
	if !strings.EqualFold(goName, jsonName) || len(goName) != len(jsonName) || !isUpper(goName[0]) {
		return false
	}
	n := 0 // where they start to be the same
	for n < len(goName) && goName[n] != jsonName[n] {
		n++
	}
	return n == len(goName) || goName[n:] == jsonName[n:] && (n == 1 || isUpper(goName[n]))
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// A ListFault is what is wrong with the marker that says how a list is merged.
type ListFault int

// The faults. The generator reports both as ListTypeMissing.
const (
	ListFine       ListFault = iota
	ListUntyped              // a list without a type
	ListItemsTyped           // the items of a list kind, which must have none
)

// ListFaultOf says what is wrong with the list type of a field.
func ListFaultOf(m *api.Member) ListFault {
	typed := m.Marks.Has("listType", "k8s:listType")
	switch {
	case m.Type.Kind != api.Slice:
		return ListFine
	case m.Name == "Items" && hasField(m.Decl, "ListMeta"):
		if typed {
			return ListItemsTyped
		}
		return ListFine
	case !typed:
		return ListUntyped
	}
	return ListFine
}

func hasField(d *api.Decl, name string) bool {
	for _, m := range d.Fields() {
		if m.Outer == nil && m.Name == name {
			return true
		}
	}
	return false
}
