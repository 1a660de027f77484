package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/files"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// crds compares the checkouts in a folder, or the named ones.
func crds(ctx context.Context, args []string) error {
	names := args[1:]
	if len(names) == 0 {
		list, err := files.ReadDir(args[0])
		if err != nil {
			return err
		}
		for _, d := range list {
			if d.IsDir() {
				names = append(names, d.Name())
			}
		}
	}
	fmt.Println("| project | kinds | not found | fields | missing | extra | type unknown | wrong type | other keywords | of them | texts | other |")
	fmt.Println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|---:|")
	for _, name := range names {
		c, err := compare(ctx, filepath.Join(args[0], name))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if c.kinds+len(c.absent) > 0 {
			fmt.Println(c.row(name))
		}
		if os.Getenv("PARITY_DETAILS") != "" {
			for _, line := range c.details {
				fmt.Fprintln(os.Stderr, name, line)
			}
		}
	}
	return nil
}

// A comparison counts the fields of a tree's kinds.
type comparison struct {
	kinds, fields, missing, extra, unknown, types, texts, otherTexts int
	absent                                                           []string
	keywords                                                         map[string]int
	details                                                          []string
}

func (c *comparison) row(name string) string {
	var kinds []string
	total := 0
	for _, k := range slices.SortedFunc(maps.Keys(c.keywords), func(a, b string) int { return c.keywords[b] - c.keywords[a] }) {
		kinds = append(kinds, fmt.Sprintf("%s %d", k, c.keywords[k]))
		total += c.keywords[k]
	}
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %d | %d | %s | %d | %d |", name, c.kinds, len(c.absent), c.fields,
		c.missing, c.extra, c.unknown, c.types, total, strings.Join(kinds[:min(len(kinds), 6)], ", "), c.texts, c.otherTexts)
}

// A definition is one version of a committed CRD.
type definition struct {
	file, group, version, kind string
	schema                     map[string]any
}

func compare(ctx context.Context, dir string) (*comparison, error) {
	c := &comparison{keywords: map[string]int{}}
	t, err := walk.Open(ctx, walk.Options{Dir: dir, Vendor: true})
	if err != nil {
		return nil, err
	}
	defer t.Close()
	found := definitions(t)
	if len(found) == 0 {
		return c, nil
	}
	m, err := reference.Load(ctx, t)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		kind := kindOf(m, d)
		if kind == nil {
			c.absent = append(c.absent, d.group+"/"+d.version+"."+d.kind)
			c.details = append(c.details, "no kind for "+d.file+" "+d.group+"/"+d.version+"."+d.kind)
			continue
		}
		c.kinds++
		c.object(d.schema, kind, kind.Name, 0)
	}
	return c, nil
}

func kindOf(m *reference.Model, d definition) *reference.Type {
	if v := m.Version(d.group + "/" + d.version); v != nil {
		for _, k := range v.Types {
			if k.Name == d.kind && k.Kind {
				return k
			}
		}
	}
	return nil
}

// definitions returns the committed CRDs of a tree, each version once: from the
// directory where controller-gen writes them if it is among several.
func definitions(t *walk.Tree) []definition {
	best := map[string]definition{}
	for _, p := range t.Paths() {
		if ext := path.Ext(p); ext != ".yaml" && ext != ".yml" || skipped(p) {
			continue
		}
		src, err := t.ReadFile(p)
		if err != nil || !strings.Contains(string(src), "kind: CustomResourceDefinition") || strings.Contains(string(src), "{{") {
			continue
		}
		for _, doc := range strings.Split("\n"+string(src), "\n---") {
			_, doc, _ = strings.Cut(doc, "\n")
			for _, d := range versions(p, doc) {
				key := d.group + "/" + d.version + "." + d.kind
				if old, ok := best[key]; !ok || rank(d.file) < rank(old.file) {
					best[key] = d
				}
			}
		}
	}
	var out []definition
	for _, key := range slices.Sorted(maps.Keys(best)) {
		out = append(out, best[key])
	}
	return out
}

func skipped(p string) bool {
	for _, elem := range strings.Split(p, "/") {
		switch elem {
		case "vendor", "testdata", "test", "third_party", "node_modules", "docs", "e2e":
			return true
		}
	}
	return false
}

// rank prefers what a generator wrote to what was made of it.
func rank(p string) int {
	switch {
	case strings.Contains(p, "crd/bases/") || strings.Contains(p, "zz_generated.crd"):
		return 0
	case strings.Contains(p, "/crds/") || strings.Contains(p, "/crd/"):
		return 1
	case strings.Contains(p, "chart"):
		return 3
	}
	return 2
}

func versions(file, doc string) []definition {
	var crd struct {
		Kind string
		Spec struct {
			Group    string
			Names    struct{ Kind string }
			Versions []struct {
				Name   string
				Schema struct {
					OpenAPIV3Schema map[string]any `json:"openAPIV3Schema"`
				}
			}
		}
	}
	if err := yaml.Unmarshal([]byte(doc), &crd); err != nil || crd.Kind != "CustomResourceDefinition" {
		return nil
	}
	var out []definition
	for _, v := range crd.Spec.Versions {
		out = append(out, definition{file, crd.Spec.Group, v.Name, crd.Spec.Names.Kind, v.Schema.OpenAPIV3Schema})
	}
	return out
}

// object compares the properties of a schema with the fields of a type.
func (c *comparison) object(schema map[string]any, t *reference.Type, at string, depth int) {
	props, _ := schema["properties"].(map[string]any)
	if depth > 30 || len(props) == 0 {
		return
	}
	required := map[string]bool{}
	list, _ := schema["required"].([]any)
	for _, r := range list {
		required[fmt.Sprint(r)] = true
	}
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if depth == 0 && (name == "apiVersion" || name == "kind" || name == "metadata") {
			continue
		}
		p, _ := props[name].(map[string]any)
		f := t.Field(name)
		c.fields++
		if f == nil {
			if len(t.Missing) > 0 {
				c.unknown++
			} else {
				c.missing++
				c.details = append(c.details, "missing "+at+"."+name)
			}
			continue
		}
		c.field(p, f, at+"."+name, required[name], depth)
	}
	for _, f := range t.Fields {
		if props[f.Name] == nil && depth > 0 {
			c.extra++
			c.details = append(c.details, "extra "+at+"."+f.Name)
		}
	}
}

func (c *comparison) field(p map[string]any, f *reference.Field, at string, required bool, depth int) {
	if f.Type.Base().Shape == reference.Unknown {
		c.unknown++
		c.details = append(c.details, "unknown "+at+" "+f.Type.Base().Go)
		return
	}
	own := asMap(f.Schema())
	if required != f.Required {
		c.differ("required", at, required, f.Required)
	}
	c.keys(p, own, at)
	if text, ok := p["description"].(string); ok || f.PublishedCRD() != "" {
		c.texts++
		if !c.sameText(text, f) {
			c.otherTexts++
			c.details = append(c.details, fmt.Sprintf("text %s: %q, kdoc %q", at, cut(text), cut(f.PublishedCRD())))
		}
	}
	inner, r := p, f.Type
	for (r.Shape == reference.List || r.Shape == reference.Map) && r.Elem != nil {
		next, ok := inner["items"].(map[string]any)
		if !ok {
			next, _ = inner["additionalProperties"].(map[string]any)
		}
		inner, r = next, r.Elem
	}
	if r.Shape == reference.Object && r.Type != nil && !r.Type.HasSchema() {
		c.object(inner, r.Type, at, depth+1)
	}
}

// sameText reports whether a description is what kdoc says is published. Of types
// that are known without their source it knows no text.
func (c *comparison) sameText(text string, f *reference.Field) bool {
	if f.Member != nil && f.Member.Decl.Pkg.Lent || f.PublishedCRD() == "" && f.Type.Type != nil && f.Type.Type.Decl.Pkg.Lent {
		return true
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	want := squeeze(f.PublishedCRD())
	return squeeze(text) == want || len(text) > 30 && strings.HasPrefix(want, strings.TrimRight(squeeze(text), "."))
}

func cut(s string) string {
	if len(s) > 60 {
		s = s[:60]
	}
	return s
}

// keys compares the keywords of two schemas, items and values included.
func (c *comparison) keys(want, got map[string]any, at string) {
	if want["type"] != got["type"] {
		c.types++
		c.details = append(c.details, fmt.Sprintf("type %s: %v, kdoc %v", at, want["type"], got["type"]))
		return
	}
	all := maps.Clone(want)
	maps.Copy(all, got)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		switch k {
		case "description", "type", "properties", "required", "title", "externalDocs":
		case "items", "additionalProperties":
			w, _ := want[k].(map[string]any)
			g, _ := got[k].(map[string]any)
			if w != nil && g != nil {
				c.keys(w, g, at+"[]")
			} else if (w == nil) != (g == nil) && want[k] != true {
				c.differ(k, at, want[k], got[k])
			}
		default:
			if text(want[k]) != text(got[k]) {
				c.differ(k, at, want[k], got[k])
			}
		}
	}
}

func (c *comparison) differ(keyword, at string, want, got any) {
	c.keywords[keyword]++
	c.details = append(c.details, fmt.Sprintf("%s %s: %s, kdoc %s", keyword, at, text(want), text(got)))
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func asMap(s *reference.Schema) map[string]any {
	var out map[string]any
	b, err := json.Marshal(s)
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		return nil
	}
	return out
}
