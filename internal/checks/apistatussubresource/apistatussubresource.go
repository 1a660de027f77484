// Package apistatussubresource reports kinds whose status users may write.
package apistatussubresource

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports kinds whose status users may write.
var Check = apiscope.Types(api.CRD, checks.Check{
	ID:       "KA708",
	Slug:     "status-subresource",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, structure)

func structure(p *checks.Pass, s *apiscope.Selection, d *api.Decl) {
	root := d.Marks.Find("kubebuilder:object:root")
	if root == nil || root.Value == "false" || d.Marks.Has("kubebuilder:skip", "kubebuilder:skipversion") {
		return
	}
	fields, complete := apiscope.Inner(s.View, d)
	status := apiscope.Named(d.Members(), "status")
	mark := d.Marks.Find("kubebuilder:subresource:status")
	switch {
	case status != nil && mark == nil && marked(s):
		f := apiscope.Type(d, fmt.Sprintf("the status of `%s` is no subresource", d.Path()), "add `+kubebuilder:subresource:status`: without it whoever may write the spec may write the status")
		if edit, ok := apiscope.AboveType(p, d, "+kubebuilder:subresource:status"); ok {
			f.Fixes = []checks.Fix{{Message: "add +kubebuilder:subresource:status", Class: checks.FixSafe, Edits: []checks.Edit{edit}}}
		}
		p.Report(f)
	case mark != nil && status == nil && apiscope.Named(fields, "status") == nil && (complete || onlyMeta(d)):
		p.Report(apiscope.At(apiscope.Type(d, fmt.Sprintf("`%s` has a status subresource and no field `status`", d.Path()), "remove the marker, or add the field"), mark))
	}
}

// marked reports whether any kind of the tree says by a marker what its
// subresources are. Where none does, they are written into manifests by hand.
func marked(s *apiscope.Selection) bool {
	return slices.ContainsFunc(s.Structs(), func(d *api.Decl) bool {
		return d.Marks.Has("kubebuilder:subresource:status", "kubebuilder:subresource:scale")
	})
}

// onlyMeta reports whether the embedded structs are what every kind embeds.
func onlyMeta(d *api.Decl) bool {
	for _, m := range d.Fields() {
		if m.Embedded && m.Name != "TypeMeta" && m.Name != "ObjectMeta" {
			return false
		}
	}
	return true
}
