package render

import (
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// linkWalkthroughs leads from names in walkthroughs to where the site has them:
// exported names to their declarations, flags to the commands that have them.
func (a *assembler) linkWalkthroughs() {
	for _, p := range a.Walkthroughs {
		if p.About == "" {
			continue
		}
		l := &nameLinks{site: a.site, about: a.site.byImport[p.About], packages: map[string][]*Page{}, flags: a.flagPages(p.About)}
		var seen []*walk.Package
		eachText(p.Sections, func(t Text) {
			for _, s := range t {
				if q := a.Tree.PackageIn(path.Dir(s.To.File)); s.To.File != "" && q != nil && !slices.Contains(seen, q) {
					seen = append(seen, q)
					if info := a.byPackage[q]; info != nil {
						l.packages[q.Name] = append(l.packages[q.Name], a.site.Page(info.id))
					}
				}
			}
		})
		eachText(p.Sections, func(t Text) {
			for i := range t {
				if t[i].Style == Mono && t[i].To.IsZero() {
					t[i].To = l.find(t[i].Text)
				}
			}
		})
	}
}

// flagPages finds the page that says most about each flag of a program: that of
// the first command that declares it.
func (a *assembler) flagPages(importPath string) map[string]string {
	out := map[string]string{}
	for _, p := range a.Programs[importPath].Pages {
		for name := range p.Names {
			if out[name] == "" {
				out[name] = p.ID
			}
		}
	}
	return out
}

// nameLinks finds what names in one walkthrough stand for.
type nameLinks struct {
	site     *Site
	about    *Page
	packages map[string][]*Page // those that are cited, by name
	flags    map[string]string
}

// find returns the place of a name, or nothing if it could be several.
func (l *nameLinks) find(name string) Ref {
	if strings.HasPrefix(name, "--") {
		if page := l.flags[name]; page != "" {
			return Ref{Page: page, Anchor: name}
		}
		return Ref{}
	}
	if l.about != nil {
		if to := l.about.Place(name); !to.IsZero() {
			return to
		}
	}
	var found []Ref
	if pkg, rest, ok := strings.Cut(name, "."); ok {
		found = declaring(l.packages[pkg], rest)
	}
	if len(found) == 0 {
		for _, pages := range l.packages {
			found = append(found, declaring(pages, name)...)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return Ref{}
}

func declaring(pages []*Page, name string) (out []Ref) {
	for _, p := range pages {
		if p != nil {
			if to := p.Place(name); !to.IsZero() {
				out = append(out, to)
			}
		}
	}
	return out
}

// eachText visits the running text of sections.
func eachText(sections []Section, visit func(Text)) {
	for i := range sections {
		eachBlockText(sections[i].Blocks, visit)
		eachText(sections[i].Sections, visit)
	}
}

func eachBlockText(blocks []Block, visit func(Text)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			visit(b.Text)
		case Quote:
			eachBlockText(b.Blocks, visit)
		case List:
			for _, item := range b.Items {
				eachBlockText(item.Blocks, visit)
			}
		case Table:
			for _, row := range b.Rows {
				for _, cell := range row {
					visit(cell)
				}
			}
		}
	}
}
