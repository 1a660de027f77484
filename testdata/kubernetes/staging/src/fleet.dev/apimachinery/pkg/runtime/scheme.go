// Package runtime connects Go types with the kinds they represent.
package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"

	"fleet.dev/apimachinery/pkg/runtime/schema"
)

// Object is implemented by every API kind.
type Object interface {
	GroupVersionKind() schema.GroupVersionKind
	SetGroupVersionKind(gvk schema.GroupVersionKind)
	DeepCopyObject() Object
}

// Scheme knows which Go type stands for which kind and how to fill in what
// users leave out. Set it up completely before sharing it.
type Scheme struct {
	types    map[schema.GroupVersionKind]reflect.Type
	kinds    map[reflect.Type]schema.GroupVersionKind
	defaults map[reflect.Type]func(any)
}

// NewScheme returns a scheme that knows nothing yet.
func NewScheme() *Scheme {
	return &Scheme{
		types:    map[schema.GroupVersionKind]reflect.Type{},
		kinds:    map[reflect.Type]schema.GroupVersionKind{},
		defaults: map[reflect.Type]func(any){},
	}
}

// AddKnownTypes registers objects under their Go type names.
func (s *Scheme) AddKnownTypes(gv schema.GroupVersion, objects ...Object) {
	for _, obj := range objects {
		t := reflect.TypeOf(obj).Elem()
		gvk := gv.WithKind(t.Name())
		s.types[gvk], s.kinds[t] = t, gvk
	}
}

// AddDefaultingFunc makes Default call fn for objects of the type of example.
func (s *Scheme) AddDefaultingFunc(example Object, fn func(any)) {
	s.defaults[reflect.TypeOf(example).Elem()] = fn
}

// Default fills in what the user left out.
func (s *Scheme) Default(obj Object) {
	if fn, ok := s.defaults[reflect.TypeOf(obj).Elem()]; ok {
		fn(obj)
	}
}

// New returns an empty object of the kind.
func (s *Scheme) New(gvk schema.GroupVersionKind) (Object, error) {
	t, ok := s.types[gvk]
	if !ok {
		return nil, fmt.Errorf("no kind %q is registered for version %q", gvk.Kind, gvk.GroupVersion())
	}
	return reflect.New(t).Interface().(Object), nil
}

// ObjectKind returns the kind that the Go type of obj is registered as.
func (s *Scheme) ObjectKind(obj Object) (schema.GroupVersionKind, error) {
	gvk, ok := s.kinds[reflect.TypeOf(obj).Elem()]
	if !ok {
		return gvk, fmt.Errorf("type %T is not registered", obj)
	}
	return gvk, nil
}

// Decode reads one JSON document into an object of the kind it declares, and
// applies defaults.
func (s *Scheme) Decode(data []byte) (Object, error) {
	var header struct {
		Kind       string `json:"kind"`
		APIVersion string `json:"apiVersion"`
	}
	if err := json.Unmarshal(data, &header); err != nil {
		return nil, fmt.Errorf("decoding type metadata: %w", err)
	}
	gv, err := schema.ParseGroupVersion(header.APIVersion)
	if err != nil {
		return nil, err
	}
	obj, err := s.New(gv.WithKind(header.Kind))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, obj); err != nil {
		return nil, fmt.Errorf("decoding %s: %w", header.Kind, err)
	}
	s.Default(obj)
	return obj, nil
}
