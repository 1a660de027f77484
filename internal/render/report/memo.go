package report

import (
	"encoding/json"
	"fmt"
)

// memo is a Report with what its JSON form leaves out.
type memo struct {
	Report  *Report
	Sources []string
	Helps   []string
}

// Encode returns a Report as Decode reads it back, complete with the source
// lines that the text format shows.
func Encode(r *Report) ([]byte, error) {
	m := memo{Report: r}
	for _, list := range [][]Diagnostic{r.Diagnostics, r.Suppressed} {
		for _, d := range list {
			m.Sources = append(m.Sources, d.source)
		}
	}
	for _, rule := range r.Rules {
		m.Helps = append(m.Helps, rule.help)
	}
	return json.Marshal(m)
}

// Decode is the inverse of Encode.
func Decode(b []byte) (*Report, error) {
	var m memo
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	if m.Report == nil || m.Report.Version != Version || len(m.Sources) != len(m.Report.Diagnostics)+len(m.Report.Suppressed) {
		return nil, fmt.Errorf("not a report of version %d", Version)
	}
	if len(m.Helps) != len(m.Report.Rules) {
		return nil, fmt.Errorf("not a report of version %d", Version)
	}
	for i := range m.Report.Rules {
		m.Report.Rules[i].help = m.Helps[i]
	}
	n := len(m.Report.Diagnostics)
	for i := range m.Report.Diagnostics {
		m.Report.Diagnostics[i].source = m.Sources[i]
	}
	for i := range m.Report.Suppressed {
		m.Report.Suppressed[i].source = m.Sources[n+i]
	}
	return m.Report, nil
}
