package apiref

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// deepest is how many names a dotted path has at most that search knows:
// Pod.spec.containers.image has four.
const deepest = 4

// entries makes the fields of every kind findable by the path that users write.
// Of several versions of a kind the first is the one users prefer, and the only
// one whose fields are told by path.
func (l *layout) entries(pages []*render.Page) {
	byID := map[string]*render.Page{}
	for _, p := range pages {
		byID[p.ID] = p
	}
	for _, g := range l.model.Groups {
		seen := map[string]bool{}
		for _, v := range g.Versions {
			for _, k := range v.Kinds {
				pg := byID[kindID(k)]
				if pg == nil || k.ListKind == nil && k.ItemKind != nil || seen[k.Name] {
					continue
				}
				seen[k.Name] = true
				l.paths(pg, k.Name, k, nil)
			}
		}
	}
}

// paths adds the fields of a type below a path.
func (l *layout) paths(pg *render.Page, path string, t *reference.Type, above []*reference.Type) {
	if slices.Contains(above, t) || strings.Count(path, ".")+1 >= deepest+1 {
		return
	}
	above = append(slices.Clone(above), t)
	for _, f := range t.Fields {
		to := l.toField(f)
		if to.IsZero() || len(above) == 1 && (f.Name == "kind" || f.Name == "apiVersion") {
			continue
		}
		e := render.Entry{Kind: render.FieldEntry, Name: path + "." + f.Name, Anchor: to.Anchor, About: f.Type.String(), Low: f.Deprecated != ""}
		if to.Page != pg.ID {
			e.Target = to.Page
		}
		if s := synopsis(f.Doc); s != "" {
			e.About += ": " + s
		}
		pg.Entries = append(pg.Entries, e)
		if u := f.Type.Base().Type; u != nil && !(len(above) == 1 && f.Name == "metadata") {
			l.paths(pg, path+"."+f.Name, u, above)
		}
	}
}
