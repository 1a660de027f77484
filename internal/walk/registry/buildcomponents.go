package registry

import (
	"go/doc"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

func (b *builder) plugins() {
	byName := map[string]*Plugin{}
	for _, s := range b.seen[admission] {
		name, ok := b.text(s.first("name"), s.file)
		if !ok {
			b.model.Dynamic["plugins"]++
			continue
		}
		named(byName, "admission "+name, func() *Plugin {
			return &Plugin{Kind: "admission", Name: name, Doc: synopsis(s.file.Pkg), Place: s.place()}
		})
	}
	names, points := map[symbol]string{}, map[symbol][]string{}
	for _, s := range b.seen[implements] {
		key := symbol{s.file.Pkg.ImportPath, s.text("type")}
		if p := s.text("point"); p != "" {
			points[key] = add(points[key], p)
		} else if name, ok := b.text(s.first("name"), s.file); ok {
			names[key] = name
		}
	}
	for _, s := range b.seen[schedulerPlugin] {
		key := symbol{s.file.Pkg.ImportPath, s.text("type")}
		name := names[key]
		if name == "" {
			b.model.Dynamic["plugins"]++
			continue
		}
		named(byName, "scheduler "+name, func() *Plugin {
			p := &Plugin{Kind: "scheduler", Name: name, Type: key.Name, Points: points[key], Place: s.place()}
			if t := b.types[key]; t != nil {
				p.Doc = t.Doc
			}
			return p
		})
	}
	b.model.Plugins = sorted(byName)
}

// synopsis is the first sentence of a package comment.
func synopsis(p *walk.Package) string { return new(doc.Package).Synopsis(p.Doc()) }

// controllers are the types with a work queue and a method that starts them, and
// those with controller-runtime's Reconcile.
func (b *builder) controllers() {
	byName := map[string]*Controller{}
	note := func(s *seen, style string, queue bool) {
		key := symbol{s.file.Pkg.ImportPath, s.text("type")}
		t := b.types[key]
		if t == nil || queue && !t.Queue {
			return
		}
		named(byName, key.Pkg+"."+key.Name, func() *Controller {
			return &Controller{Name: s.file.Pkg.Name + "." + key.Name, Style: style, Package: key.Pkg, Type: key.Name, Doc: t.Doc, Place: placeOf(t.file, t.Pos, "")}
		})
	}
	for _, s := range b.seen[reconcile] {
		note(s, "reconciler", false)
	}
	for _, s := range b.seen[runs] {
		note(s, "queue", true)
	}
	b.model.Controllers = sorted(byName)
	inFile, inPackage := map[string][]*Controller{}, map[string][]*Controller{}
	for _, c := range b.model.Controllers {
		inFile[c.Place.File] = append(inFile[c.Place.File], c)
		inPackage[c.Package] = append(inPackage[c.Package], c)
	}
	for _, s := range b.seen[watch] {
		of := inFile[s.file.Path]
		if len(of) != 1 {
			of = inPackage[s.file.Pkg.ImportPath]
		}
		if len(of) == 1 {
			of[0].Watches = add(of[0].Watches, s.text("kind"))
		}
	}
}

func (b *builder) roles() {
	seen := map[string]bool{}
	for _, s := range b.seen[role] {
		name, ok := b.text(s.first("name"), s.file)
		if !ok || name == "" {
			if param(s.first("name")) < 0 {
				b.model.Dynamic["roles"]++
			}
			continue
		}
		r := &Role{Kind: s.text("kind"), Name: name, Partial: s.text("partial") != "", Place: s.place()}
		for i := range s.Attrs {
			b.ruleAttr(r, s, &s.Attrs[i])
		}
		if key := r.Kind + " " + name; !seen[key] {
			seen[key] = true
			b.model.Roles = append(b.model.Roles, r)
		}
	}
	b.manifests(seen)
	sortRoles(b.model.Roles)
}
