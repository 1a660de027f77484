package apisiblingcase

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// humps is a name of several words, which nobody writes by accident.
var humps = regexp.MustCompile(`^[A-Za-z][a-z0-9]+([A-Z][A-Za-z0-9]*)+$`)

// A family knows which structs have a field of which struct.
type family struct {
	view    *api.View
	parents map[*api.Decl][]*api.Decl
}

func newFamily(v *api.View, structs []*api.Decl) *family {
	f := &family{v, map[*api.Decl][]*api.Decl{}}
	for _, d := range structs {
		for _, child := range f.children(d) {
			f.parents[child] = append(f.parents[child], d)
		}
	}
	return f
}

// children returns the structs that the fields of a struct hold, in lists and
// maps too.
func (f *family) children(d *api.Decl) (out []*api.Decl) {
	for _, m := range d.Members() {
		val := apiscope.ValueOf(f.view, m)
		if val.Shape == apiscope.List || val.Shape == apiscope.Map {
			val = val.Elem(f.view)
		}
		if val.Shape == apiscope.Object && val.Decl != d && !slices.Contains(out, val.Decl) {
			out = append(out, val.Decl)
		}
	}
	return out
}

// relatives reports names in the comments of a type that are those of fields of
// the types it is in, or that are in it, but for case.
func (f *family) relatives(p *checks.Pass, t *api.Decl) {
	names := map[string][]string{}
	own := map[string]bool{}
	for _, m := range t.Members() {
		own[strings.ToLower(m.JSON)] = true // words reports these
	}
	for _, d := range slices.Concat(f.parents[t], f.children(t)) {
		for _, m := range d.Members() {
			if key := strings.ToLower(m.JSON); m.Outer == nil && !own[key] && !slices.Contains(names[key], m.JSON) {
				names[key] = append(names[key], m.JSON)
			}
		}
	}
	for _, x := range descriptions(t) {
		if !strings.Contains(x.Raw, "`") {
			continue
		}
		for _, l := range api.SwaggerLines(x.Comment) {
			for _, at := range quoted.FindAllStringSubmatchIndex(l.Text, -1) {
				f.judge(p, x, l, at[2], at[3], names)
			}
		}
	}
}

func (f *family) judge(p *checks.Pass, x apiscope.Description, l api.Line, from, to int, names map[string][]string) {
	word := l.Text[from:to]
	valid := names[strings.ToLower(word)]
	if len(valid) != 1 || valid[0] == word || !humps.MatchString(word) || isCapitals(word) || f.isKind(word) || f.means(x.Decl.Pkg, word) || isThing(l.Text, from, to) {
		return
	}
	d := x.At(l, from, to,
		fmt.Sprintf("the description of %s calls the field `%s` %q", x.What, valid[0], word),
		fmt.Sprintf("write `%s`; readers copy the name, and it is case-sensitive", valid[0]))
	d.Fixes = apiscope.Safe(fmt.Sprintf("write `%s`", valid[0]), apiscope.Replace(d, l, from, to, valid[0]))
	p.Report(d)
}

// means reports whether a word is a type, or a constant or its value: then it
// is no field that is meant.
func (f *family) means(pkg *api.Package, word string) bool {
	named := slices.ContainsFunc(f.view.Packages, func(o *api.Package) bool { return o.Type(word) != nil })
	return named || isValue(pkg, word) ||
		slices.ContainsFunc(pkg.Consts, func(c api.ConstDecl) bool { return c.Name == word })
}

// descriptions returns the comments of a type and its fields.
func descriptions(t *api.Decl) []apiscope.Description {
	out := []apiscope.Description{{Comment: t.Comment(), What: "type `" + t.Path() + "`", Decl: t}}
	for _, m := range t.Members() {
		if m.Nth == 0 && m.Outer == nil {
			out = append(out, apiscope.Description{Comment: m.Doc, What: "field `" + m.Path() + "`", Decl: t, Member: m})
		}
	}
	return out
}
