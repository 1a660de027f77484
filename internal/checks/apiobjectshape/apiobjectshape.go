// Package apiobjectshape reports kinds that lack what every object has.
package apiobjectshape

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports kinds that lack what every object has.
var Check = &checks.Check{
	ID:       "KA709",
	Slug:     "object-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	s := apiscope.Select(p, api.Builtin|api.CRD)
	for _, pkg := range s.Packages() {
		unregistered(p, pkg)
	}
	for _, d := range s.Structs() {
		if d.IsKind() {
			judge(p, d)
		}
	}
	return nil
}

// unregistered reports the kinds that a package does not add to its scheme. It
// is said of a package that adds others by empty values of theirs.
func unregistered(p *checks.Pass, pkg *api.Package) {
	added := pkg.Instances()
	isAdded := func(d *api.Decl) bool { return d.IsKind() && added[d.Name] }
	if generated(pkg) || !slices.ContainsFunc(pkg.Types, isAdded) {
		return
	}
	for _, d := range pkg.Types {
		list := pkg.Type(d.Name + "List")
		if !d.IsKind() || list == nil || !list.IsKind() {
			continue
		}
		for _, kind := range []*api.Decl{d, list} {
			if !added[kind.Name] {
				p.Report(apiscope.Type(kind, fmt.Sprintf("kind `%s` is not registered with the scheme of its package", kind.Path()),
					fmt.Sprintf("add &%s{} where the others are: clients cannot decode it", kind.Name)))
			}
		}
	}
}

// generated reports whether the code that registers the kinds is generated.
func generated(pkg *api.Package) bool {
	return slices.ContainsFunc(pkg.Ref.Files, func(f *walk.File) bool {
		return f.Generated && strings.HasSuffix(f.Base(), "register.go") ||
			slices.ContainsFunc(f.Header.Markers, func(m string) bool { return strings.HasPrefix(m, "+k8s:register-gen") })
	})
}

func judge(p *checks.Pass, d *api.Decl) {
	var meta *api.Member
	for _, m := range d.Fields() {
		switch {
		case m.Outer != nil || !m.Embedded:
		case m.Name == "TypeMeta" && (m.Tagged.Name != "" || !m.Tagged.Has("inline")) && m.Tagged.Present:
			p.Report(apiscope.Field(m, fmt.Sprintf("the TypeMeta of `%s` is not inlined", d.Path()), "tag it `json:\",inline\"`: apiVersion and kind stand at the top of every object"))
		case m.Name == "ObjectMeta":
			meta = m
			if m.JSON != "metadata" && m.Tagged.Present {
				p.Report(apiscope.Field(m, fmt.Sprintf("the ObjectMeta of `%s` is not called `metadata`", d.Path()), "tag it `json:\"metadata,omitempty\"`"))
			}
		case m.Name == "ListMeta":
			return
		}
	}
	root := d.Marks.Find("kubebuilder:object:root")
	stored := root != nil && root.Value != "false" && served(d) || listed(d.Marks)
	switch {
	case !stored || slices.ContainsFunc(d.Members(), func(m *api.Member) bool { return m.JSON == "items" }):
	case meta == nil && apiscope.Named(d.Members(), "spec") != nil && apiscope.Named(d.Members(), "metadata") == nil:
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` has no metadata", d.Path()), "embed metav1.ObjectMeta as `metadata`"))
	case meta != nil && d.Pkg.Type(d.Name+"List") == nil:
		p.Report(apiscope.Type(d, fmt.Sprintf("kind `%s` has no list kind", d.Path()), fmt.Sprintf("declare %sList: clients cannot list or watch without it", d.Name)))
	}
}

// served reports whether something is said of a kind that only counts for one
// that a server stores: a root object may be a file just as well.
func served(d *api.Decl) bool {
	return apiscope.Named(d.Members(), "status") != nil || slices.ContainsFunc(d.Marks, func(m api.Mark) bool {
		return strings.HasPrefix(m.Name, "kubebuilder:resource") || strings.HasPrefix(m.Name, "kubebuilder:subresource:") ||
			strings.HasPrefix(m.Name, "kubebuilder:printcolumn:") || m.Name == "kubebuilder:storageversion"
	})
}

// listed reports whether a client that lists is generated for a kind.
func listed(ms api.Marks) bool {
	if !ms.Has("genclient") || ms.Has("genclient:noVerbs") {
		return false
	}
	if only := ms.Find("genclient:onlyVerbs"); only != nil {
		return strings.Contains(only.Value, "list")
	}
	skip := ms.Find("genclient:skipVerbs")
	return skip == nil || !strings.Contains(skip.Value, "list")
}
