// Package apimarkerform reports lines that look like markers to people and not to generators.
package apimarkerform

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

//go:embed doc.md
var doc string

// Check reports lines that look like markers to people and not to generators.
var Check = apiscope.Types(api.Builtin|api.CRD|api.Config, checks.Check{
	ID:       "KA302",
	Slug:     "marker-form",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Fix:      checks.FixSafe,
}, structure)

func structure(p *checks.Pass, _ *apiscope.Selection, d *api.Decl) {
	lines(p, d.Comment(), apiscope.Type(d, "type `"+d.Path()+"`", ""))
	lines(p, d.Above, apiscope.Type(d, "type `"+d.Path()+"`", ""))
	for _, m := range d.Members() {
		if m.Nth == 0 {
			lines(p, m.Doc, apiscope.Field(m, "field `"+m.Path()+"`", ""))
			lines(p, m.Above, apiscope.Field(m, "field `"+m.Path()+"`", ""))
		}
	}
}

var (
	spaced = regexp.MustCompile(`^\+[ \t]+([A-Za-z][\w.:-]*)(=\S.*)?$`)
	bare   = regexp.MustCompile(`^(optional|required|nullable|enum|featureGate=\w+|listType=\w+|listMapKey=\w+|(kubebuilder|k8s):[A-Za-z][\w:.-]*(=\S*)?)$`)
	two    = regexp.MustCompile(`^\+[A-Za-z][\w.:-]*[ ,;]+(\+(optional|required|nullable|enum|listType=|listMapKey=|kubebuilder:|k8s:).*)$`)
)

// lines reports the malformed markers of one comment.
func lines(p *checks.Pass, c api.Comment, d checks.Diagnostic) {
	what := d.Message
	for _, l := range c.Lines() {
		text := strings.TrimSpace(l.Text)
		if strings.HasPrefix(text, "---") {
			return
		}
		d.Pos, d.End, d.Fixes = l.Pos, apiscope.End(l.Pos, l.Text), nil
		fix := func(replacement string) {
			d.Fixes = []checks.Fix{{Message: "write " + replacement, Class: checks.FixSafe,
				Edits: []checks.Edit{{Path: d.Path, Start: l.Off, End: l.Off + len(l.Text), New: replacement}}}}
		}
		switch m := spaced.FindStringSubmatch(text); {
		case m != nil && isMarker(m[1]):
			d.Message = fmt.Sprintf("%q in the comment of %s is no marker: a blank follows the sign", text, what)
			d.Remedy = "remove the blank"
			fix("+" + m[1] + m[2])
		case bare.MatchString(text) && !l.Block:
			d.Message = fmt.Sprintf("%q in the comment of %s is no marker: there is no \"+\" before it", text, what)
			d.Remedy = "put the sign before it, or make it part of a sentence"
			fix("+" + text)
		case l.Block && strings.HasPrefix(text, "+") && isMarker(strings.TrimPrefix(text, "+")):
			d.Message = fmt.Sprintf("marker %q of %s stands in a block comment, where some generators do not see it", text, what)
			d.Remedy = "use // comments"
		case l.Marker && two.MatchString(text):
			d.Message = fmt.Sprintf("%q on %s is read as one marker", text, what)
			d.Remedy = "put each marker on a line of its own"
		case l.Marker && l.Off > c.Off && c.Raw[l.Off-c.Off-1] == '/' && isMarker(strings.TrimPrefix(text, "+")):
			d.Message = fmt.Sprintf("marker %q of %s follows the slashes without a blank", text, what)
			d.Remedy = "put a blank before the sign: some readers of comments take such a line for a directive"
			d.Severity = checks.Info
			d.Fixes = apiscope.Safe("put a blank before the sign", checks.Edit{Path: d.Path, Start: l.Off, End: l.Off, New: " "})
		default:
			continue
		}
		p.Report(d)
		d.Severity = 0
	}
}

// isMarker reports whether a text starts with the name of a marker that is used
// on types and fields.
func isMarker(text string) bool {
	name, _, _ := strings.Cut(text, "=")
	return bare.MatchString(name) || name == "featureGate" || name == "listType" || name == "listMapKey" || name == "default" ||
		name == "patchStrategy" || name == "patchMergeKey" || name == "mapType" || name == "structType" || strings.HasPrefix(name, "genclient")
}
