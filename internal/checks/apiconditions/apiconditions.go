// Package apiconditions reports conditions that standard tools do not understand.
package apiconditions

import (
	_ "embed"
	"fmt"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports conditions that standard tools do not understand.
var Check = &checks.Check{
	ID:       "KA701",
	Slug:     "conditions-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, m := range apiscope.Select(p, api.Builtin|api.CRD).Members() {
		if m.JSON != "conditions" || m.Nth > 0 || m.Type.Kind != api.Slice {
			continue
		}
		elem := m.Type.Elem()
		if elem.Kind == api.Pointer {
			elem = elem.Elem()
		}
		if !apiscope.Is(elem, "Condition") || elem.Pkg == "" && m.Decl.Pkg.Type("ObjectMeta") == nil {
			p.Report(apiscope.Field(m,
				fmt.Sprintf("conditions `%s` are of type %s, not metav1.Condition", m.Path(), elem),
				"use metav1.Condition: tools wait for and print conditions of that form"))
			continue
		}
		if t := m.Marks.Find("listType", "k8s:listType"); t == nil || t.Value != "map" || key(m) != "type" {
			p.Report(apiscope.Field(m,
				fmt.Sprintf("conditions `%s` are not merged by their type", m.Path()),
				"add `+listType=map` and `+listMapKey=type`: several controllers set conditions of one object"))
		}
		if patched(m) {
			p.Report(apiscope.Field(m,
				fmt.Sprintf("conditions `%s` are replaced as a whole by strategic merge patches", m.Path()),
				"add patchStrategy:\"merge\" patchMergeKey:\"type\" to the tag, and the markers of the same names, if the type has not been released"))
		}
		if m.Marks.Optional() == nil {
			p.Report(apiscope.Field(m,
				fmt.Sprintf("conditions `%s` are not optional", m.Path()),
				"add `+optional`: an object has none until a controller has seen it"))
		}
	}
	return nil
}

// patched reports whether a field is of a type that is known to clients as Go,
// which is what has protobuf tags, and so takes strategic merge patches, but does
// not say how these merge it.
func patched(m *api.Member) bool {
	if m.Decl.Pkg.Profile() != api.Builtin {
		return false
	}
	pairs, _ := api.ParseTag(m.Tag) // tag-syntax has said so
	keys := map[string]string{}
	for _, pair := range pairs {
		keys[pair.Key] = pair.Value
	}
	return keys["protobuf"] != "" && (keys["patchStrategy"] != "merge" || keys["patchMergeKey"] != "type")
}

func key(m *api.Member) string {
	if k := m.Marks.Find("listMapKey", "k8s:listMapKey"); k != nil {
		return k.Value
	}
	return ""
}
