// Package apikeystyle reports keys of labels and annotations that do not follow the conventions.
package apikeystyle

import (
	_ "embed"
	"fmt"
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports keys of labels and annotations that do not follow the conventions.
var Check = &checks.Check{
	ID:       "KA516",
	Slug:     "key-style",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Info,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  apiscope.DefaultSettings,
	Run:      run,
}

func run(p *checks.Pass) error {
	for _, pkg := range apiscope.Select(p, api.Builtin|api.CRD).Packages() {
		for _, c := range pkg.Consts {
			value, err := strconv.Unquote(c.Value)
			if err != nil || c.Type.Kind == api.Named && c.Type.Name != "string" || !token.IsExported(c.Name) || !keyed.MatchString(c.Name) || !shaped.MatchString(value) {
				continue
			}
			why, remedy := fault(value)
			if why == "" || strings.Contains(strings.ToLower(c.Doc.Text()+c.Trailing.Text()), "deprecated") {
				continue
			}
			p.Report(checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name), Symbol: pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("key %q (`%s`) %s", value, c.Name, why), Remedy: remedy,
			})
		}
	}
	return nil
}

var (
	keyed  = regexp.MustCompile(`^(Label|Annotation)|(Label|Annotation)(Key)?$`)
	shaped = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$`)
	level  = regexp.MustCompile(`(^|\.)(alpha|beta)\.`)
)

func fault(key string) (why, remedy string) {
	domain, name, _ := strings.Cut(key, "/")
	switch {
	case !strings.Contains(domain, "."):
		return "has a prefix that is no domain", "put a domain you own before the slash"
	case level.MatchString(domain):
		return "has a stability level in its prefix", "leave it out: the key cannot be renamed when it is stable"
	case domain != strings.ToLower(domain), name != strings.ToLower(name), strings.Contains(name, "_"):
		return "is not written in lower case with dashes", "write it like shop.example.dev/opening-hours"
	}
	return "", ""
}
