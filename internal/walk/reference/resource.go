package reference

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// resources finds out how kinds are reached: from discovery documents for names
// and scope and OpenAPI documents for requests, if the tree has them; from
// markers otherwise.
func (b *builder) resources(m *Model) {
	x := &served{builder: b, model: m, byPlural: map[string]*Type{}}
	for _, p := range b.tree.Paths() {
		if path.Ext(p) != ".json" {
			continue
		}
		switch dir := path.Base(path.Dir(p)); {
		case dir == "discovery" && path.Dir(p) == "api/discovery":
			x.discovery(p)
		case path.Dir(p) == "api/openapi-spec" && path.Base(p) == "swagger.json":
			x.specs = append([]string{p}, x.specs...)
		case path.Dir(p) == "api/openapi-spec/v3":
			x.specs = append(x.specs, p)
		}
	}
	for _, t := range m.Types() {
		if t.Kind && t.ItemKind == nil && t.Version.Role == Served {
			if r := markedResource(t); r != nil {
				if t.Resource == nil {
					t.Resource = r
				}
				if len(t.Resource.ShortNames) == 0 {
					t.Resource.ShortNames, t.Resource.Categories = r.ShortNames, r.Categories
				}
				x.byPlural[t.Version.Path()+" "+r.Name] = t
			}
		}
	}
	x.named()
	if len(x.specs) > 0 && path.Base(x.specs[0]) == "swagger.json" {
		x.specs = x.specs[:1] // the newer form says the same again
	}
	for _, p := range x.specs {
		x.openAPI(p)
	}
	for _, t := range m.Types() {
		if r := t.Resource; r != nil {
			slices.SortFunc(r.Operations, func(x, y Operation) int {
				return cmp.Or(cmp.Compare(x.Subresource, y.Subresource), cmp.Compare(verbOrder[x.Verb], verbOrder[y.Verb]),
					cmp.Compare(x.Path, y.Path), cmp.Compare(x.Method, y.Method))
			})
		}
	}
}

// named applies the names that code gives to resources. It rarely says of which
// group they are, so they are taken for every resource of that name that has no
// short names otherwise.
func (x *served) named() {
	names := map[string]resourceNames{}
	for _, p := range x.tree.Packages {
		for _, f := range p.Files {
			if b := x.behaviourOf(f); b != nil {
				for _, r := range b.Named {
					if _, ok := names[r.Plural]; !ok {
						names[r.Plural] = r
					}
				}
			}
		}
	}
	for _, t := range x.model.Types() {
		r := t.Resource
		if r == nil || r.Source == "discovery" || len(r.ShortNames) > 0 {
			continue
		}
		if n, ok := names[r.Name]; ok {
			r.ShortNames, r.Categories = n.ShortNames, n.Categories
		}
	}
}

var verbOrder = map[string]int{
	"get": 1, "list": 2, "watch": 3, "create": 4, "update": 5, "patch": 6, "delete": 7, "deletecollection": 8, "connect": 9,
}

// served reads documents about what a server offers.
type served struct {
	*builder
	model    *Model
	specs    []string
	byPlural map[string]*Type // "apps/v1 deployments"
}

// discovery reads an APIResourceList.
func (x *served) discovery(p string) {
	var doc struct {
		GroupVersion string
		Resources    []struct {
			Name, SingularName, Kind, Group, Version string
			Namespaced                               bool
			ShortNames, Categories                   []string
		}
	}
	if !x.read(p, &doc) {
		return
	}
	for _, r := range doc.Resources {
		v := x.model.Version(doc.GroupVersion)
		if v == nil || strings.Contains(r.Name, "/") {
			continue
		}
		for _, t := range v.Kinds {
			if t.Name == r.Kind && t.Resource == nil {
				t.Resource = &Resource{
					Name: r.Name, Singular: r.SingularName, ShortNames: r.ShortNames, Categories: r.Categories,
					Scope: scope(r.Namespaced), Source: "discovery",
				}
				x.byPlural[v.Path()+" "+r.Name] = t
			}
		}
	}
}

func scope(namespaced bool) string {
	if namespaced {
		return "Namespaced"
	}
	return "Cluster"
}

// read decodes a document. One that cannot be read is none: other tools are
// there to say so.
func (x *served) read(p string, into any) bool {
	src, err := x.tree.ReadFile(p)
	return err == nil && json.Unmarshal(src, into) == nil
}
