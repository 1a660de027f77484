package report

import (
	"encoding/json"
	"io"
)

// writeJSONLines writes each diagnostic and failure as one line of JSON, told
// apart by "type", and the summary last: a stream without one is not complete.
func writeJSONLines(w io.Writer, r *Report) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range r.Diagnostics {
		if err := enc.Encode(struct {
			Type string `json:"type"`
			Diagnostic
		}{"diagnostic", d}); err != nil {
			return err
		}
	}
	for _, f := range r.Failures {
		if err := enc.Encode(struct {
			Type string `json:"type"`
			Failure
		}{"failure", f}); err != nil {
			return err
		}
	}
	return enc.Encode(struct {
		Type    string `json:"type"`
		Version int    `json:"version"`
		Tool    Tool   `json:"tool"`
		Tree    Tree   `json:"tree"`
		Summary
	}{"summary", r.Version, r.Tool, r.Tree, r.Summary})
}
