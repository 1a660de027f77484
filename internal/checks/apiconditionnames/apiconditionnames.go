// Package apiconditionnames reports condition types and reasons that are not written in PascalCase.
package apiconditionnames

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

// Check reports condition types and reasons that are not written in PascalCase.
var Check = &checks.Check{
	ID:       "KA713",
	Slug:     "condition-names",
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
			if c.Type.Kind != api.Named || c.Type.Pkg != "" || !about.MatchString(c.Type.Name) || !token.IsExported(c.Name) {
				continue
			}
			value, err := strconv.Unquote(c.Value)
			if err != nil || value == "" {
				continue
			}
			word := value[strings.LastIndexByte(value, '/')+1:]
			if transition(c.Type.Name, word) {
				p.Report(checks.Diagnostic{
					Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
					Symbol:  pkg.Ref.ImportPath + "." + c.Name,
					Message: fmt.Sprintf("condition %q of `%s` names a transition", value, pkg.Path()+"."+c.Name),
					Remedy:  "name the state that is reached, as Ready or Succeeded do: whether it is on the way there is the status Unknown",
				})
			}
			if pascal.MatchString(word) {
				continue
			}
			p.Report(checks.Diagnostic{
				Path: c.File.Path, Pos: c.Pos, End: apiscope.End(c.Pos, c.Name),
				Symbol:  pkg.Ref.ImportPath + "." + c.Name,
				Message: fmt.Sprintf("%q of `%s` is not written in PascalCase", value, pkg.Path()+"."+c.Name),
				Remedy:  "write it like Ready or MinimumReplicasUnavailable",
			})
		}
	}
	return nil
}

// transition reports whether the type of a condition is named after something
// that goes on. The conventions themselves name one such condition.
func transition(typ, word string) bool {
	return strings.Contains(typ, "ConditionType") && going.MatchString(word) && !states[going.FindString(word)] && word != "Progressing"
}

var going = regexp.MustCompile(`[A-Z][a-z]+ing$`)

// states are the words in -ing that are how things are, not what happens.
var states = map[string]bool{
	"Pending": true, "Running": true, "Existing": true, "Missing": true, "Outstanding": true, "Remaining": true, "Listening": true,
	"Serving": true, "Blocking": true, "Failing": true, "Lagging": true, "Conflicting": true, "Waiting": true, "String": true, "Thing": true,
}

var (
	about  = regexp.MustCompile(`Condition(Type|Reason)$|ConditionTypes?$`)
	pascal = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
)
