// Package apienumcase reports values of enumerations that are not written in PascalCase.
package apienumcase

import (
	_ "embed"
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports values of enumerations that are not written in PascalCase.
var Check = &checks.Check{
	ID:       "KA802",
	Slug:     "enum-case",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Warning,
	OptIn:    true,
	Fix:      checks.FixUnsafe,
	Extract:  []*walk.Extractor{api.Extractor},
	Options:  func() any { return &Settings{Settings: apiscope.Auto(), Words: []string{}} },
	Run:      run,
}

// Settings are what the user can decide.
type Settings struct {
	apiscope.Settings `yaml:",inline"`

	Words []string `yaml:"words" jsonschema:"description=values that are written like this everywhere, such as the names of tools"`
}

func run(p *checks.Pass) error {
	words := p.Options.(*Settings).Words
	for _, pkg := range apiscope.Select(p, api.Builtin|api.CRD).Packages() {
		enums := apiscope.Enums(pkg)
		for _, c := range pkg.Consts {
			if c.Type.Kind != api.Named || c.Type.Pkg != "" || !enums[c.Type.Name] || !token.IsExported(c.Name) || strings.Contains(c.Type.Name, "Condition") {
				continue
			}
			value, err := strconv.Unquote(c.Value)
			if err != nil || !wrong.MatchString(value) || slices.Contains(words, value) {
				continue
			}
			p.Report(checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
				Symbol:  pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("value %q of `%s` is not written in PascalCase", value, pkg.Path()+"."+c.Type.Name),
				Remedy:  "write it like IfNotPresent, unless it is spelled like this elsewhere",
				Fixes:   respell(p, c, value),
			})
		}
	}
	return nil
}

// respell returns the fix that writes a value in PascalCase.
func respell(p *checks.Pass, c api.ConstDecl, value string) []checks.Fix {
	better := strconv.Quote(pascal(value))
	e, ok := apiscope.ConstValue(p, c, better)
	if !ok {
		return nil
	}
	return apiscope.Unsafe("write "+better, e)
}

// pascal writes words in PascalCase.
func pascal(value string) string {
	words := strings.FieldsFunc(value, func(r rune) bool { return r == '_' || r == '-' })
	for i, w := range words {
		if len(words) > 1 && w == strings.ToUpper(w) {
			w = strings.ToLower(w)
		}
		words[i] = apiscope.GoName(w)
	}
	return strings.Join(words, "")
}

// wrong is what words in other styles look like; versions, paths and domains
// are no words.
var wrong = regexp.MustCompile(`^([a-z]+([A-Z][a-z]*)*|[A-Za-z]+([_-][A-Za-z]+)+)$`)
