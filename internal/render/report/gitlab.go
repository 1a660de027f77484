package report

import (
	"encoding/json"
	"io"
)

// A codeQuality is an entry of GitLab's code quality report.
// Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type codeQuality struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

// writeGitLab writes a code quality report. A fingerprint tells GitLab what is
// new in a merge request.
func writeGitLab(w io.Writer, r *Report) error {
	severities := map[string]string{"error": "major", "warning": "minor", "info": "info"}
	out := []codeQuality{}
	prints := fingerprints(r.Diagnostics)
	for i, d := range r.Diagnostics {
		q := codeQuality{Description: fullText(d), CheckName: d.Rule + " " + d.Slug, Fingerprint: prints[i], Severity: severities[d.Severity]}
		q.Location.Path, q.Location.Lines.Begin = d.Path, line(d)
		out = append(out, q)
	}
	for _, f := range r.Failures {
		q := codeQuality{Description: visibleText("the check failed: " + f.Message), CheckName: f.Rule + " " + f.Slug, Severity: "blocker"}
		q.Fingerprint = fingerprints([]Diagnostic{{Rule: f.Rule, Symbol: "failure"}})[0]
		q.Location.Path, q.Location.Lines.Begin = ".", 1
		out = append(out, q)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
