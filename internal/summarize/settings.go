package summarize

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// settings are what is known about the configuration of a target.
type settings struct {
	flags  []usage.Flag
	values []usage.Setting
	// own are the target's packages, fields those of the structs that it is
	// configured by.
	own    map[*walk.Package]bool
	fields map[string]bool
}

// findSettings looks for flags and defaults: in files that import the target's
// package or one below it, and in what lies below it. Those who import a library
// configure themselves.
func findSettings(ctx context.Context, t *walk.Tree, target Target, library bool) (settings, error) {
	out := settings{own: map[*walk.Package]bool{}, fields: map[string]bool{}}
	imported := map[*walk.Package]bool{}
	consts := usage.NewConsts(t)
	for _, p := range t.Packages {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if p.Vendored {
			continue
		}
		own := p.Dir == target.Package.Dir || below(p.Dir, target.Package.Dir) && target.Package.Dir != "."
		out.own[p] = own
		for _, f := range p.GoFiles() {
			if f.Generated || !own && (library || !inProgram(p.Dir) || !importsBelow(t, f, target.Package)) {
				continue
			}
			src, err := t.ReadFile(f.Path)
			if err != nil || !mayConfigure(f.Path, src) {
				continue
			}
			flags, values := usage.Flags(t, f, consts)
			out.flags = append(out.flags, flags...)
			out.values = append(out.values, values...)
			for _, im := range f.Header.Imports {
				if q := t.Package(im.Path); q != nil && len(flags) > 0 && !own && (q == target.Package || below(q.Dir, target.Package.Dir)) {
					imported[q] = true
				}
			}
		}
	}
	for p := range imported {
		for _, f := range p.GoFiles() {
			for _, name := range usage.Fields(t, f) {
				out.fields[name] = true
			}
		}
	}
	return out, nil
}

// mayConfigure is a cheap look for flags and defaults.
func mayConfigure(file string, src []byte) bool {
	text := string(src)
	return strings.Contains(text, "Var(") || strings.Contains(text, "VarP(") || strings.Contains(text, "flag.") ||
		strings.Contains(text, "Default") || strings.Contains(path.Base(file), "default")
}

func importsBelow(t *walk.Tree, f *walk.File, pkg *walk.Package) bool {
	return slices.ContainsFunc(f.Header.Imports, func(im walk.Import) bool {
		return im.Path == pkg.ImportPath || strings.HasPrefix(im.Path, pkg.ImportPath+"/")
	})
}
