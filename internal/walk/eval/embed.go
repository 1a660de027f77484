package eval

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// embedded gives a variable without a value what its //go:embed directive says;
// nil if there is none.
func (in *Interp) embedded(vs *varSpec) Value {
	if !slices.ContainsFunc(vs.pkg.p.Imports(), func(p *typed.Package) bool { return p.Path == "embed" }) || len(vs.lhs) != 1 || vs.lhs[0] == nil {
		return nil
	}
	files, ok := vs.pkg.p.Embedded(vs.whole)
	if !ok {
		return nil
	}
	t := in.typ(vs.lhs[0].Type())
	if t.kind == reflect.Struct {
		return in.embedFS(t, files, vs)
	}
	if len(files) != 1 {
		return in.unknown(vs.spec.Pos(), "the embedded file is not there")
	}
	b, err := files[0].Read()
	switch {
	case err != nil:
		return in.unknown(vs.spec.Pos(), "the embedded file cannot be read")
	case t.kind == reflect.String:
		return string(b)
	}
	return bytesSlice(t.Elem(), b)
}

// embedFS fills an embed.FS: a list of files and of the directories they are in,
// sorted by directory and then by name.
func (in *Interp) embedFS(t *Type, files []typed.EmbeddedFile, vs *varSpec) Value {
	out := t.newZero()
	fsys, ok := out.(*Struct)
	if !ok || len(t.fields) != 1 || t.fields[0].name != "files" {
		return in.unknown(vs.spec.Pos(), "this toolchain's embed.FS is not known")
	}
	data := map[string]string{}
	for _, f := range files {
		b, err := f.Read()
		if err != nil {
			return in.unknown(vs.spec.Pos(), "embedded file %s cannot be read", f.Name)
		}
		data[f.Name] = string(b)
		for dir := path.Dir(f.Name); dir != "."; dir = path.Dir(dir) {
			data[dir+"/"] = ""
		}
	}
	names := make([]string, 0, len(data))
	for name := range data {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		a, b = strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/")
		if c := strings.Compare(path.Dir(a), path.Dir(b)); c != 0 {
			return c
		}
		return strings.Compare(path.Base(a), path.Base(b))
	})
	elem := t.fields[0].t.Elem().Elem()
	list := newSlice(elem, len(names), len(names))
	for i, name := range names {
		f, ok := list.get(i).(*Struct)
		if !ok {
			continue
		}
		for j, field := range elem.fields {
			switch field.name {
			case "name":
				f.f[j] = name
			case "data":
				f.f[j] = data[name]
			}
		}
	}
	fsys.f[0] = &Cell{list}
	return fsys
}
