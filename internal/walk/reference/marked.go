package reference

import "strings"

// markedResource reads the markers by which generators of clients and CRDs are
// told how a kind is served; nil if it has none.
func markedResource(t *Type) *Resource {
	marks := t.Decl.Marks
	r := &Resource{Source: "markers"}
	client := false
	subresources := map[string]bool{}
	verbs := []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}
	for i := range marks {
		mark := &marks[i]
		switch {
		case mark.Name == "genclient":
			client = true
		case mark.Name == "genclient:nonNamespaced":
			r.Scope = "Cluster"
		case mark.Name == "genclient:noVerbs":
			verbs = nil
		case mark.Name == "genclient:onlyVerbs":
			verbs = splitVerbs(mark.Value)
		case mark.Name == "genclient:skipVerbs":
			verbs = without(verbs, splitVerbs(mark.Value))
		case mark.Name == "genclient:noStatus":
			subresources["status"] = false
		case mark.Name == "resourceName":
			r.Name = unquote(mark.Value)
		case mark.Name == "kubebuilder:object:root" && mark.Value == "true":
			client = true
		case mark.Name == "kubebuilder:resource" || strings.HasPrefix(mark.Name, "kubebuilder:resource:"):
			client = true
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
		case mark.Name == "kubebuilder:subresource:status":
			subresources["status"] = true
		case strings.HasPrefix(mark.Name, "kubebuilder:subresource:scale"):
			subresources["scale"] = true
		}
	}
	if !client || t.ItemKind != nil {
		return nil
	}
	if r.Scope == "" {
		r.Scope = "Namespaced"
	}
	if r.Singular == "" {
		r.Singular = strings.ToLower(t.Name)
	}
	if r.Name == "" {
		r.Name = plural(r.Singular)
	}
	r.operations(t, verbs, subresources)
	return r
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

// plural is the rule by which generators name resources.
func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	case strings.HasSuffix(s, "y") && len(s) > 1 && !strings.ContainsRune("aeiou", rune(s[len(s)-2])):
		return s[:len(s)-1] + "ies"
	}
	return s + "s"
}
