package exceptionstale

import (
	"go/token"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// rules judges the lists of known violations of API rules. Entries about
// packages and fields that are not looked at are left alone.
func rules(p *checks.Pass) error {
	view := api.ViewOf(p.Tree)
	files := map[string]listFile{}
	for _, e := range view.RuleExceptions() {
		why := needless(view, e)
		if why == "" {
			continue
		}
		l, ok := files[e.Path]
		if !ok {
			src, err := p.ReadFile(e.Path)
			if err != nil {
				return err
			}
			l = listFile{p, e.Path, string(src)}
			files[e.Path] = l
		}
		l.report(e.Line, e.Rule+" of "+e.Package+"."+e.Type+"."+e.Field, why)
	}
	return nil
}

// needless says why an exception is not needed, or "" if it is, or if that
// cannot be told.
func needless(v *api.View, e api.RuleException) string {
	ref := v.Tree.Package(e.Package)
	if ref == nil {
		return "the tree has no such package"
	}
	pkg := v.Package(ref)
	if pkg == nil || !pkg.IsVersioned() || !token.IsExported(e.Type) || !token.IsExported(e.Field) {
		return ""
	}
	d := pkg.Type(e.Type)
	switch {
	case d == nil:
		return "the package has no such type"
	case !d.IsStruct():
		return ""
	case !d.IsOpenAPI():
		return "no OpenAPI definition is generated of the type"
	}
	for _, m := range d.Fields() {
		if m.Outer != nil || m.Name != e.Field {
			continue
		}
		fault := e.Rule == apiscope.NamesMatch && apiscope.FaultOf(m) != apiscope.NameFine ||
			e.Rule == apiscope.ListTypeMissing && apiscope.ListFaultOf(m) != apiscope.ListFine ||
			e.Rule != apiscope.NamesMatch && e.Rule != apiscope.ListTypeMissing
		if fault {
			return ""
		}
		return "the field breaks the rule no more"
	}
	return "the type has no such field"
}
