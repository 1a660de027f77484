package apiref

import (
	"slices"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
)

// roles are the headings of the index. Of a tree with OpenAPI or discovery
// documents, the APIs in them come first: the others are for tests and examples,
// or spoken between programs.
var roles = []struct {
	role             reference.Role
	documented       bool
	id, title, about string
}{
	{reference.Served, true, "served", "Objects", ""},
	{reference.Served, false, "others", "Other objects", "The OpenAPI documents of the tree do not speak of these."},
	{reference.Settings, false, "settings", "Configuration files", "Read by programs from files; no server keeps them."},
	{reference.Lent, false, "lent", "Types that others use", "No kinds, but fields of kinds have these types."},
}

func (l *layout) index() *render.Page {
	pg := &render.Page{
		ID: IndexID, Kind: render.APIPage, Path: "api/index", Title: "API reference", Name: "API reference",
		Trail: l.trail(render.Ref{Text: "API reference"}),
	}
	if len(l.model.Tasks) > 0 {
		pg.Sections = append(pg.Sections, l.taskIndex())
	}
	kinds, groups, documents := 0, map[string]bool{}, slices.ContainsFunc(l.model.Groups, documented)
	for _, r := range roles {
		s := render.Section{ID: r.id, Title: r.title}
		if r.about != "" {
			s.Blocks = append(s.Blocks, render.Paragraph{Text: render.Words(r.about)})
		}
		t := render.Table{Head: []string{"Group", "Versions", "Kinds"}}
		for _, g := range l.model.Groups {
			if r.role == reference.Served && r.documented != (!documents || documented(g)) {
				continue
			}
			row, n := l.groupRow(g, r.role)
			if row != nil {
				t.Rows = append(t.Rows, row)
				kinds += n
				if n > 0 {
					groups[g.Name] = true
				}
			}
		}
		if s.Count = len(t.Rows); s.Count > 0 {
			s.Blocks = append(s.Blocks, t)
			pg.Sections = append(pg.Sections, s)
		}
	}
	pg.Synopsis = count(kinds, "kind") + " in " + count(len(groups), "group") + ", read from their Go types"
	return pg
}

// documented reports whether a document of the tree says that some of the group
// is served.
func documented(g *reference.Group) bool {
	for _, v := range g.Versions {
		for _, k := range v.Kinds {
			if k.Resource != nil && k.Resource.Source != "markers" {
				return true
			}
		}
	}
	return false
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// groupRow lists the versions of a group in a role, and the kinds of the one
// that users should take.
func (l *layout) groupRow(g *reference.Group, role reference.Role) ([]render.Text, int) {
	var versions, kinds render.Text
	n := 0
	for _, v := range g.Versions {
		if v.Role != role {
			continue
		}
		if len(versions) > 0 {
			versions = append(versions, render.Span{Text: " "})
		}
		versions = append(versions, render.Span{Text: v.Name, Style: render.Mono, To: render.Ref{Page: versionID(v)}})
		for _, k := range v.Kinds {
			n++
			if slices.ContainsFunc(kinds, func(s render.Span) bool { return s.Text == k.Name }) {
				continue // there is a better version of it
			}
			if len(kinds) > 0 {
				kinds = append(kinds, render.Span{Text: ", "})
			}
			kinds = append(kinds, render.Span{Text: k.Name, To: render.Ref{Page: kindID(k)}})
		}
	}
	if versions == nil {
		return nil, 0
	}
	return []render.Text{{{Text: groupTitle(g.Name), Style: render.Mono}}, versions, kinds}, n
}
