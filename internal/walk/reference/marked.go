package reference

import (
	"cmp"
	"strings"

	"github.com/gobuffalo/flect"

	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// markedResource reads the markers by which generators of clients and CRDs are
// told how a kind is served; nil if it has none.
func markedResource(t *Type) *Resource {
	x := marked{Resource: &Resource{Source: "markers"}, verbs: allVerbs, subresources: map[string]bool{}}
	for i := range t.Decl.Marks {
		x.generators(&t.Decl.Marks[i])
		x.crd(&t.Decl.Marks[i])
	}
	if !x.client || t.ItemKind != nil {
		return nil
	}
	r := x.Resource
	r.Scope = cmp.Or(r.Scope, "Namespaced")
	r.Singular = cmp.Or(r.Singular, strings.ToLower(t.Name))
	r.Name = cmp.Or(r.Name, plural(strings.ToLower(t.Name), x.tools))
	r.operations(t, x.verbs, x.subresources)
	return r
}

// marked is a resource as markers describe it.
type marked struct {
	*Resource
	client       bool // something serves it
	tools        bool // and controller-tools name it
	verbs        []string
	subresources map[string]bool
}

var allVerbs = []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}

// generators reads a marker for generators of clients.
func (r *marked) generators(mark *api.Mark) {
	switch mark.Name {
	case "genclient":
		r.client = true
	case "genclient:nonNamespaced":
		r.Scope = "Cluster"
	case "genclient:noVerbs":
		r.verbs = nil
	case "genclient:onlyVerbs":
		r.verbs = splitVerbs(mark.Value)
	case "genclient:skipVerbs":
		r.verbs = without(r.verbs, splitVerbs(mark.Value))
	case "genclient:noStatus":
		r.subresources["status"] = false
	case "resourceName":
		r.Name = unquote(mark.Value)
	}
}

// crd reads a marker for generators of custom resource definitions.
func (r *marked) crd(mark *api.Mark) {
	if strings.HasPrefix(mark.Name, "kubebuilder:") {
		r.tools = true
	}
	switch {
	case mark.Name == "kubebuilder:object:root" && mark.Value == "true":
		r.client = true
	case mark.Name == "kubebuilder:subresource:status":
		r.subresources["status"] = true
	case strings.HasPrefix(mark.Name, "kubebuilder:subresource:scale"):
		r.subresources["scale"] = true
	case mark.Name == "kubebuilder:resource" || strings.HasPrefix(mark.Name, "kubebuilder:resource:"):
		r.client = true
		_, args := mark.Options()
		for _, a := range args {
			switch a.Name {
			case "path":
				r.Name = a.Unquote()
			case "scope":
				r.Scope = a.Unquote()
			case "shortName":
				r.ShortNames = splitList(a.Unquote())
			case "categories":
				r.Categories = splitList(a.Unquote())
			case "singular":
				r.Singular = a.Unquote()
			}
		}
	}
}

// operations are the requests that go with the verbs by convention.
func (r *Resource) operations(t *Type, verbs []string, subresources map[string]bool) {
	prefix := "/apis/" + t.Version.Path()
	if t.Version.Group == "" {
		prefix = "/api/" + t.Version.Name
	}
	if r.Scope == "Namespaced" {
		prefix += "/namespaces/{namespace}"
	}
	all := prefix + "/" + r.Name
	one := all + "/{name}"
	method := map[string]string{"get": "GET", "list": "GET", "watch": "GET", "create": "POST", "update": "PUT", "patch": "PATCH", "delete": "DELETE", "deletecollection": "DELETE"}
	for _, v := range verbs {
		at := one
		switch v {
		case "list", "create", "deletecollection":
			at = all
		case "watch":
			at = all + "?watch=true"
		}
		if method[v] != "" {
			r.Operations = append(r.Operations, Operation{Verb: v, Method: method[v], Path: at})
		}
	}
	for _, sub := range []string{"scale", "status"} {
		if subresources[sub] {
			for _, v := range []string{"get", "update", "patch"} {
				r.Operations = append(r.Operations, Operation{Verb: v, Method: method[v], Path: one + "/" + sub, Subresource: sub})
			}
		}
	}
}

func splitVerbs(s string) []string {
	var out []string
	for _, v := range splitList(unquote(s)) {
		out = append(out, strings.ToLower(v))
	}
	return out
}

func splitList(s string) []string {
	return strings.FieldsFunc(strings.Trim(s, "{}"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' })
}

func without(list, drop []string) []string {
	var out []string
	for _, v := range list {
		found := false
		for _, d := range drop {
			found = found || d == v
		}
		if !found {
			out = append(out, v)
		}
	}
	return out
}

// plural names the resource of a kind as the generators do: controller-gen asks a
// library of English, generators of clients go by the last letters (the namer
// NewAllLowercasePluralNamer of k8s.io/gengo).
func plural(s string, crd bool) string {
	if crd {
		return flect.Pluralize(s)
	}
	if len(s) < 2 {
		return s
	}
	last, before := s[len(s)-1], s[len(s)-2]
	switch {
	case last == 's', last == 'x', last == 'z', last == 'h' && (before == 'c' || before == 's'):
		return s + "es"
	case last == 'y' && !strings.ContainsRune("aeiou", rune(before)):
		return s[:len(s)-1] + "ies"
	case last == 'e' && before == 'f':
		return s[:len(s)-2] + "ves"
	case last == 'f':
		return s[:len(s)-1] + "ves"
	}
	return s + "s"
}
