package registry

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func sortRoles(rs []*Role) {
	slices.SortFunc(rs, func(x, y *Role) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name), comparePlaces(x.Place, y.Place))
	})
}

// ruleAttr puts "2.verbs" and its like into a role's rules.
func (b *builder) ruleAttr(r *Role, s *seen, a *attr) {
	n, key, ok := strings.Cut(a.Key, ".")
	i, err := strconv.Atoi(n)
	if !ok || err != nil || i > 500 {
		return
	}
	for len(r.Rules) <= i {
		r.Rules = append(r.Rules, Rule{})
	}
	list, known := b.texts(a.Values, s.file)
	r.Partial = r.Partial || !known
	switch key {
	case "verbs":
		r.Rules[i].Verbs = list
	case "groups":
		r.Rules[i].Groups = list
	case "resources":
		r.Rules[i].Resources = list
	case "names":
		r.Rules[i].Names = list
	case "urls":
		r.Rules[i].URLs = list
	}
}

// largest is the size of the largest manifest that is read, in bytes.
const largest = 4 << 20

// manifests reads roles out of the YAML files of the tree. Those below testdata
// and vendor belong to somebody else.
func (b *builder) manifests(seen map[string]bool) {
	for _, p := range b.tree.Paths() {
		if ext := path.Ext(p); ext != ".yaml" && ext != ".yml" {
			continue
		}
		if parts := strings.Split(p, "/"); slices.ContainsFunc(parts, func(s string) bool {
			return s == "testdata" || s == "vendor" || s == "node_modules" || strings.HasPrefix(s, "test") || strings.HasPrefix(s, ".")
		}) {
			continue
		}
		src, err := b.tree.ReadFile(p)
		if err != nil || len(src) > largest || !bytes.Contains(src, []byte("Role")) {
			continue
		}
		b.manifest(p, src, seen)
	}
}

type manifestRole struct {
	Kind     string `yaml:"kind"`
	Metadata struct {
		Name string `yaml:"name"`
	} `yaml:"metadata"`
	Rules []struct {
		Verbs         []string `yaml:"verbs"`
		APIGroups     []string `yaml:"apiGroups"`
		Resources     []string `yaml:"resources"`
		ResourceNames []string `yaml:"resourceNames"`
		URLs          []string `yaml:"nonResourceURLs"`
	} `yaml:"rules"`
}

// manifest reads the documents of one file. One that is no YAML, such as a
// template, has none.
func (b *builder) manifest(p string, src []byte, seen map[string]bool) {
	line := 1
	for doc := range bytes.SplitSeq(src, []byte("\n---")) {
		at := line
		line += bytes.Count(doc, []byte("\n")) + 1
		if !bytes.Contains(doc, []byte("Role")) {
			continue
		}
		doc = bytes.TrimPrefix(doc, []byte("---"))
		var m manifestRole
		if yaml.Unmarshal(doc, &m) != nil || !slices.Contains(roleKinds, m.Kind) || m.Metadata.Name == "" || seen[m.Kind+" "+m.Metadata.Name] {
			continue
		}
		seen[m.Kind+" "+m.Metadata.Name] = true
		if i := bytes.Index(doc, []byte("kind:")); i > 0 {
			at += bytes.Count(doc[:i], []byte("\n"))
		}
		r := &Role{Kind: m.Kind, Name: m.Metadata.Name, Place: Place{File: p, Pos: walk.Pos{Line: at, Col: 1}}}
		for _, x := range m.Rules {
			r.Rules = append(r.Rules, Rule{x.Verbs, x.APIGroups, x.Resources, x.ResourceNames, x.URLs})
		}
		b.model.Roles = append(b.model.Roles, r)
	}
}
