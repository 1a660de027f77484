package registry

import (
	"path"
	"slices"
)

func (b *builder) keys() {
	byName := map[string]*Key{}
	for _, s := range b.seen[keyUse] {
		name, ok := b.text(s.first("key"), s.file)
		if !ok {
			b.model.Dynamic["keys"]++
			continue
		}
		if !keyName(name) {
			continue
		}
		k := named(byName, name, func() *Key { return &Key{Name: name} })
		k.Kinds = add(k.Kinds, s.text("kind"))
		if s.text("mode") == "set" {
			k.Set = append(k.Set, s.place())
		} else {
			k.Read = append(k.Read, s.place())
		}
	}
	for _, d := range b.order {
		if d.Int {
			continue
		}
		name, ok := b.text(d.Value, d.file)
		if !ok || !keyName(name) {
			continue
		}
		kind := spokenOf(d.Name)
		k := byName[name]
		if k == nil && kind == "" {
			continue // nothing says that it is one
		}
		if k == nil {
			k = &Key{Name: name}
			byName[name] = k
		}
		if len(k.Kinds) == 0 {
			k.Kinds = add(k.Kinds, kind)
		}
		if k.Const == "" || d.Doc != "" && k.Doc == "" {
			k.Package, k.Const, k.Doc, k.Place = d.file.Pkg.ImportPath, d.Name, d.Doc, d.place()
		}
	}
	b.model.Keys = sorted(byName)
	for _, k := range b.model.Keys {
		k.Set, k.Read = tidy(k.Set), tidy(k.Read)
		if k.Place.File == "" {
			k.Place = slices.Concat(k.Set, k.Read)[0]
		}
	}
}

func keyName(s string) bool { return qualified.MatchString(s) && !apiVersion.MatchString(path.Base(s)) }
