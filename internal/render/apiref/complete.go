package apiref

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// Complete returns the paths that begin with what was typed, one step further:
// kinds, or the fields of the object that a path leads to. Behind a tab stands
// what each is, as shells show it. An apiVersion other than "" limits kinds.
func Complete(m *reference.Model, typed, apiVersion string) []string {
	dot := strings.LastIndexByte(typed, '.')
	if dot < 0 {
		return completeKind(m, typed, apiVersion)
	}
	names := strings.Split(typed[:dot], ".")
	t := reference.Choose(m.Named(names[0], apiVersion))
	if t == nil {
		return nil
	}
	p, missing, _ := reference.Follow(t, names[1:])
	object := p.Object()
	if missing != "" || object == nil {
		return nil
	}
	var out []string
	for _, f := range object.Fields {
		if strings.HasPrefix(strings.ToLower(f.Name), strings.ToLower(typed[dot+1:])) {
			out = append(out, typed[:dot+1]+f.Name+"\t"+f.Type.String())
		}
	}
	return out
}

func completeKind(m *reference.Model, typed, apiVersion string) []string {
	var out []string
	for _, g := range m.Groups {
		for _, v := range g.Versions {
			for _, k := range v.Kinds {
				name := strings.ToLower(k.Name)
				if strings.HasPrefix(name, strings.ToLower(typed)) && (apiVersion == "" || apiVersion == v.Path() || apiVersion == g.Name) {
					out = append(out, name)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
