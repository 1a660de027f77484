package report

import (
	"encoding/json"
	"io"
	"strings"
)

// The types below are the parts of reviewdog's diagnostic format that kdoc
// fills in. Columns count bytes there as here.
// Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
type rdRange struct {
	Start *Pos `json:"start,omitempty"`
	End   *Pos `json:"end,omitempty"`
}

type rdDiagnostic struct {
	Message  string `json:"message"`
	Location struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	} `json:"location"`
	Severity string `json:"severity"`
	Code     struct {
		Value string `json:"value"`
	} `json:"code"`
}

// writeRDJSON writes what reviewdog reads with -f=rdjson.
func writeRDJSON(w io.Writer, r *Report) error {
	doc := struct {
		Source struct {
			Name string `json:"name"`
		} `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}{Diagnostics: []rdDiagnostic{}}
	doc.Source.Name = "kdoc"
	for _, d := range r.Diagnostics {
		out := rdDiagnostic{Message: fullText(d), Severity: strings.ToUpper(d.Severity)}
		out.Location.Path, out.Code.Value = d.Path, d.Rule+" "+d.Slug
		if d.Start != nil {
			out.Location.Range = &rdRange{d.Start, d.End}
		}
		doc.Diagnostics = append(doc.Diagnostics, out)
	}
	for _, f := range r.Failures {
		out := rdDiagnostic{Message: visibleText("the check failed: " + f.Message), Severity: "ERROR"}
		out.Location.Path, out.Code.Value = ".", f.Rule+" "+f.Slug
		doc.Diagnostics = append(doc.Diagnostics, out)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}
