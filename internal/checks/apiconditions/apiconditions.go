// Package apiconditions reports conditions that standard tools do not understand.
package apiconditions

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports conditions that standard tools do not understand.
var Check = apiscope.Fields(api.Builtin|api.CRD, checks.Check{
	ID:       "KA701",
	Slug:     "conditions-shape",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	Fix:      checks.FixUnsafe,
}, field)

func field(p *checks.Pass, s *apiscope.Selection, m *api.Member) {
	if m.JSON == "conditions" && apiscope.ValueOf(s.View, m).Shape == apiscope.Map {
		p.Report(apiscope.Field(m,
			fmt.Sprintf("conditions `%s` are a map, not a list", m.Path()),
			"make them a list of metav1.Condition that is merged by type: tools wait for and print conditions of that form"))
		return
	}
	if m.JSON != "conditions" || m.Type.Kind != api.Slice {
		return
	}
	elem := m.Type.Elem()
	if elem.Kind == api.Pointer {
		elem = elem.Elem()
	}
	if !apiscope.Is(elem, "Condition") || elem.Pkg == "" && m.Decl.Pkg.Type("ObjectMeta") == nil {
		p.Report(apiscope.Field(m,
			fmt.Sprintf("conditions `%s` are of type %s, not metav1.Condition", m.Path(), elem),
			"use metav1.Condition: tools wait for and print conditions of that form"))
		return
	}
	if t := m.Marks.Find("listType", "k8s:listType"); t == nil || t.Value != "map" || key(m) != "type" {
		d := apiscope.Field(m,
			fmt.Sprintf("conditions `%s` are not merged by their type", m.Path()),
			"add `+listType=map` and `+listMapKey=type`: several controllers set conditions of one object")
		if edit, ok := apiscope.Above(p, m, "+listType=map", "+listMapKey=type"); ok && t == nil && key(m) == "" {
			d.Fixes = apiscope.Safe("add the markers", edit)
		}
		p.Report(d)
	}
	if patched(m) {
		d := apiscope.Field(m,
			fmt.Sprintf("conditions `%s` are replaced as a whole by strategic merge patches", m.Path()),
			"add patchStrategy:\"merge\" patchMergeKey:\"type\" to the tag, and the markers of the same names, if the type has not been released")
		d.Fixes = patch(p, m)
		p.Report(d)
	}
	if m.Marks.Optional() == nil {
		d := apiscope.Field(m,
			fmt.Sprintf("conditions `%s` are not optional", m.Path()),
			"add `+optional`: an object has none until a controller has seen it")
		if edit, ok := apiscope.Above(p, m, "+optional"); ok && m.Marks.Required() == nil {
			d.Fixes = apiscope.Safe("add +optional", edit)
		}
		p.Report(d)
	}
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

// patch returns the fix that makes strategic merge patches merge the conditions
// by their type; nil where the tag says something else already.
func patch(p *checks.Pass, m *api.Member) []checks.Fix {
	if strings.Contains(m.Tag, "patchStrategy") || strings.Contains(m.Tag, "patchMergeKey") {
		return nil
	}
	_, off, exact := m.TagAt(len(m.Tag) - len("``"))
	var lines []string
	for name, line := range map[string]string{"patchStrategy": "+patchStrategy=merge", "patchMergeKey": "+patchMergeKey=type"} {
		if !m.Marks.Has(name) {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines)
	edits := []checks.Edit{{Path: m.Decl.File.Path, Start: off, End: off, New: ` patchStrategy:"merge" patchMergeKey:"type"`}}
	if len(lines) > 0 {
		above, ok := apiscope.Above(p, m, lines...)
		edits, exact = append(edits, above), exact && ok
	}
	if !exact {
		return nil
	}
	return apiscope.Unsafe("merge them by their type", edits...)
}

func key(m *api.Member) string {
	if k := m.Marks.Find("listMapKey", "k8s:listMapKey"); k != nil {
		return k.Value
	}
	return ""
}
