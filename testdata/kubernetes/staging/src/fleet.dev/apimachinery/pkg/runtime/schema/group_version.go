// Package schema names kinds and resources without tying them to Go types.
package schema

import (
	"fmt"
	"strings"
)

// GroupVersion is a version of an API group.
type GroupVersion struct {
	Group   string
	Version string
}

// GroupVersionKind names a kind in one version of its group.
type GroupVersionKind struct {
	Group   string
	Version string
	Kind    string
}

// GroupVersionResource names the endpoint that serves a kind.
type GroupVersionResource struct {
	Group    string
	Version  string
	Resource string
}

// ParseGroupVersion reads the apiVersion of an object.
func ParseGroupVersion(text string) (GroupVersion, error) {
	group, version, ok := strings.Cut(text, "/")
	if !ok || group == "" || version == "" || strings.Contains(version, "/") {
		return GroupVersion{}, fmt.Errorf("apiVersion %q does not look like GROUP/VERSION", text)
	}
	return GroupVersion{group, version}, nil
}

// String is the form found in apiVersion.
func (gv GroupVersion) String() string { return gv.Group + "/" + gv.Version }

// WithKind names a kind of this version.
func (gv GroupVersion) WithKind(kind string) GroupVersionKind {
	return GroupVersionKind{gv.Group, gv.Version, kind}
}

// WithResource names a resource of this version.
func (gv GroupVersion) WithResource(resource string) GroupVersionResource {
	return GroupVersionResource{gv.Group, gv.Version, resource}
}

// GroupVersion drops the kind.
func (gvk GroupVersionKind) GroupVersion() GroupVersion {
	return GroupVersion{gvk.Group, gvk.Version}
}

// Path is where a server serves the resource.
func (gvr GroupVersionResource) Path() string {
	return "/apis/" + gvr.Group + "/" + gvr.Version + "/" + gvr.Resource
}
