// Package apiswaggerstale reports generated SwaggerDoc methods that say something else than the comments.
package apiswaggerstale

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports generated SwaggerDoc methods that say something else than the comments.
var Check = &checks.Check{
	ID:       "KA901",
	Slug:     "swagger-doc-stale",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Extract:  []*walk.Extractor{api.Extractor},
	Run:      run,
}

func run(p *checks.Pass) error {
	plan := api.ViewOf(p.Tree).SwaggerPlan(nil, api.SwaggerSource)
	for _, in := range plan.Sources {
		src := in.Files[0]
		gen := generated(src)
		if gen == nil {
			d := checks.Diagnostic{
				Path: src.Path, Pos: src.Header.PackagePos, Symbol: src.Pkg.ImportPath,
				Message: fmt.Sprintf("the group version of %s is listed, but %s is missing", src.Pkg.ImportPath, api.SwaggerFile),
				Remedy:  remedy,
			}
			p.Report(d)
			continue
		}
		in, err := p.Parse(gen)
		if err != nil {
			continue // load-error tells
		}
		compare(p, src, gen, maps(in))
	}
	for _, path := range plan.Orphans {
		p.Report(checks.Diagnostic{
			Path: path, Symbol: path,
			Message: "the tree lists no group version that the file is of",
			Remedy:  "delete it, or list the group version in hack/lib/init.sh",
		})
	}
	return nil
}

const remedy = "run kdoc gen swagger --write, or the script of the tree"

func generated(src *walk.File) *walk.File {
	for _, f := range src.Pkg.Files {
		if f.Base() == api.SwaggerFile {
			return f
		}
	}
	return nil
}

// compare reports how the maps of a generated file differ from what the source
// says today.
func compare(p *checks.Pass, src, gen *walk.File, have map[string]docMap) {
	report := func(pos walk.Pos, typ, field, what string) {
		name := typ
		if field != "" {
			name += "." + field
		}
		p.Report(checks.Diagnostic{
			Path: gen.Path, Pos: pos, Symbol: src.Pkg.ImportPath + "." + name,
			Message: fmt.Sprintf("the generated description of `%s` %s", src.Pkg.Name+"."+name, what),
			Remedy:  remedy,
		})
	}
	for _, t := range api.SwaggerTypes(api.FactsOf(src)) {
		m, known := have[t.Name]
		delete(have, t.Name)
		for _, e := range t.Entries {
			got, ok := m.texts[e.Name]
			delete(m.texts, e.Name)
			want, err := strconv.Unquote(api.SwaggerLiteral(e.Text))
			switch {
			case err != nil || !ok && want == "":
			case !ok && !known:
				report(walk.Pos{}, t.Name, e.Name, "is missing")
			case !ok:
				report(m.pos, t.Name, e.Name, "is missing")
			case got.text != want:
				report(got.pos, t.Name, e.Name, "is stale: "+difference(got.text, want))
			}
		}
		for _, name := range slices.Sorted(mapKeys(m.texts)) {
			report(m.texts[name].pos, t.Name, name, "is of something that is gone")
		}
	}
	for _, name := range slices.Sorted(mapKeys(have)) {
		report(have[name].pos, name, "", "is of a type that is gone")
	}
}

// difference quotes what two texts do not share at their start and end, in whole
// words.
func difference(old, now string) string {
	n := 0
	for n < len(old) && n < len(now) && old[n] == now[n] {
		n++
	}
	for n > 0 && old[n-1] != ' ' {
		n--
	}
	old, now = old[n:], now[n:]
	n = 0
	for n < len(old) && n < len(now) && old[len(old)-1-n] == now[len(now)-1-n] {
		n++
	}
	for n > 0 && old[len(old)-n] != ' ' {
		n--
	}
	return fmt.Sprintf("%q is %q in the comment", old[:len(old)-n], now[:len(now)-n])
}
