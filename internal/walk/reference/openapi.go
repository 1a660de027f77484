package reference

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
)

// An openAPIDoc is what is used of OpenAPI 2 and 3 documents.
type openAPIDoc struct {
	Paths      map[string]map[string]json.RawMessage
	Parameters map[string]openAPIParameter
	Components struct {
		Parameters map[string]openAPIParameter
	}
}

type openAPIParameter struct {
	Ref         string `json:"$ref"`
	Name, In    string
	Type        string
	Description string
	Required    bool
	Schema      openAPISchema
}

type openAPISchema struct {
	Ref   string `json:"$ref"`
	Type  string
	AllOf []openAPISchema `json:"allOf"`
}

type openAPIOperation struct {
	Description string
	Action      string `json:"x-kubernetes-action"`
	GVK         struct {
		Group, Version, Kind string
	} `json:"x-kubernetes-group-version-kind"`
	Parameters  []openAPIParameter
	RequestBody struct {
		Content map[string]struct{ Schema openAPISchema }
	}
	Responses map[string]struct {
		Description string
		Schema      openAPISchema
		Content     map[string]struct{ Schema openAPISchema }
	}
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch"}

func (x *served) openAPI(p string) {
	var doc openAPIDoc
	if !x.read(p, &doc) {
		return
	}
	shared := doc.Parameters
	if shared == nil {
		shared = doc.Components.Parameters
	}
	for _, at := range slices.Sorted(maps.Keys(doc.Paths)) {
		place, ok := parsePath(at)
		if !ok || place.watch {
			continue // requests to watch that lists have replaced
		}
		item := doc.Paths[at]
		var common []openAPIParameter
		if raw, ok := item["parameters"]; ok && json.Unmarshal(raw, &common) != nil {
			continue
		}
		for _, method := range methods {
			raw, ok := item[method]
			if !ok {
				continue
			}
			var op openAPIOperation
			if json.Unmarshal(raw, &op) != nil {
				continue
			}
			x.operation(at, method, place, op, common, shared)
		}
	}
}

func (x *served) operation(at, method string, place apiPath, op openAPIOperation, common []openAPIParameter, shared map[string]openAPIParameter) {
	t := x.kindAt(place, op)
	if t == nil {
		return
	}
	if t.Resource == nil {
		t.Resource = &Resource{Name: place.resource}
	}
	if t.Resource.Source == "markers" {
		t.Resource.Operations = nil // guesses
	}
	if t.Resource.Source != "discovery" {
		t.Resource.Source = "openapi"
		if place.name {
			t.Resource.Scope = scope(place.namespaced)
		}
	}
	out := Operation{
		Verb: place.verb(method, op.Action), Method: strings.ToUpper(method), Path: at,
		Subresource: place.subresource, Doc: op.Description,
	}
	for _, p := range append(slices.Clone(common), op.Parameters...) {
		if p.Ref != "" {
			p = shared[path.Base(p.Ref)]
		}
		typ := cmp.Or(p.Type, p.Schema.name())
		if p.Name != "" {
			out.Parameters = append(out.Parameters, Parameter{Name: p.Name, In: p.In, Type: typ, Doc: p.Description, Required: p.Required || p.In == "path"})
		}
	}
	for _, media := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
		out.Parameters = append(out.Parameters, Parameter{Name: "body", In: "body", Type: op.RequestBody.Content[media].Schema.name(), Required: true})
		break
	}
	slices.SortStableFunc(out.Parameters, func(a, b Parameter) int {
		return cmp.Or(cmp.Compare(parameterOrder[a.In], parameterOrder[b.In]), cmp.Compare(a.Name, b.Name))
	})
	for _, code := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[code]
		typ := r.Schema.name()
		for _, media := range slices.Sorted(maps.Keys(r.Content)) {
			typ = cmp.Or(typ, r.Content[media].Schema.name())
		}
		out.Responses = append(out.Responses, Response{Code: code, Type: typ, Doc: r.Description})
	}
	t.Resource.Operations = append(t.Resource.Operations, out)
}

var parameterOrder = map[string]int{"path": 1, "body": 2, "query": 3, "header": 4}

// name is the last part of what a schema refers to, or its type.
func (s openAPISchema) name() string {
	ref := s.Ref
	for _, a := range s.AllOf {
		ref = cmp.Or(ref, a.Ref)
	}
	if ref == "" {
		return s.Type
	}
	return ref[strings.LastIndexAny(ref, "/.")+1:]
}

// kindAt returns the kind whose objects a path leads to.
func (x *served) kindAt(place apiPath, op openAPIOperation) *Type {
	gv := strings.TrimPrefix(place.group+"/"+place.version, "/")
	if t := x.byPlural[gv+" "+place.resource]; t != nil {
		return t
	}
	if place.subresource != "" || op.GVK.Kind == "" {
		return nil
	}
	if v := x.model.Version(gv); v != nil {
		for _, t := range v.Kinds {
			if t.Name == op.GVK.Kind {
				x.byPlural[gv+" "+place.resource] = t
				return t
			}
		}
	}
	return nil
}

// An apiPath is a path below /api or /apis taken apart.
type apiPath struct {
	group, version, resource, subresource string
	namespaced, name, watch               bool
}

func parsePath(p string) (apiPath, bool) {
	parts := strings.Split(strings.Trim(p, "/"), "/")
	var a apiPath
	switch {
	case len(parts) >= 3 && parts[0] == "api":
		a.version, parts = parts[1], parts[2:]
	case len(parts) >= 4 && parts[0] == "apis":
		a.group, a.version, parts = parts[1], parts[2], parts[3:]
	default:
		return a, false
	}
	if parts[0] == "watch" {
		a.watch, parts = true, parts[1:]
	}
	if len(parts) > 2 && parts[0] == "namespaces" && strings.HasPrefix(parts[1], "{") && !isSubresource(parts[2]) {
		a.namespaced, parts = true, parts[2:]
	}
	if len(parts) == 0 || strings.HasPrefix(parts[0], "{") {
		return a, false
	}
	a.resource = parts[0]
	if len(parts) > 1 {
		if !strings.HasPrefix(parts[1], "{") {
			return a, false
		}
		a.name = true
		a.subresource = strings.Join(parts[2:], "/")
	}
	return a, true
}

// isSubresource tells /namespaces/{name}/status from
// /namespaces/{namespace}/pods: namespaces are objects too.
func isSubresource(name string) bool { return name == "status" || name == "finalize" }

func (a apiPath) verb(method, action string) string {
	switch action {
	case "post":
		return "create"
	case "put":
		return "update"
	case "":
	default:
		return action
	}
	switch {
	case method == "get" && !a.name:
		return "list"
	case method == "post":
		return "create"
	case method == "put":
		return "update"
	case method == "delete" && !a.name:
		return "deletecollection"
	}
	return method
}
