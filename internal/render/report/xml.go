package report

import (
	"encoding/xml"
	"fmt"
	"io"
)

// A suite is the tests of one rule in JUnit's format: a failed one per
// diagnostic, or one that passed.
// Grammar: https://github.com/testmoapp/junitxml
type suite struct {
	Name     string     `xml:"name,attr"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Errors   int        `xml:"errors,attr"`
	Cases    []testcase `xml:"testcase"`
}

type testcase struct {
	Name      string   `xml:"name,attr"`
	Classname string   `xml:"classname,attr"`
	File      string   `xml:"file,attr,omitempty"`
	Line      int      `xml:"line,attr,omitempty"`
	Failure   *outcome `xml:"failure"`
	Error     *outcome `xml:"error"`
}

type outcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite per rule that ran.
func writeJUnit(w io.Writer, r *Report) error {
	doc := struct {
		XMLName  xml.Name `xml:"testsuites"`
		Name     string   `xml:"name,attr"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Suites   []*suite `xml:"testsuite"`
	}{Name: "kdoc check"}
	byRule := map[string]*suite{}
	of := func(id, slug string) *suite {
		s := byRule[id]
		if s == nil {
			s = &suite{Name: id + " " + slug}
			byRule[id] = s
			doc.Suites = append(doc.Suites, s)
		}
		return s
	}
	for _, rule := range r.Rules {
		of(rule.ID, rule.Slug)
	}
	for _, d := range r.Diagnostics {
		s := of(d.Rule, d.Slug)
		s.Failures++
		s.Cases = append(s.Cases, testcase{
			Name: visibleText(d.Symbol), Classname: Escape(d.Path), File: Escape(d.Path), Line: line(d),
			Failure: &outcome{visibleText(d.Message), d.Severity, at(d.Path, d.Start) + ": " + fullText(d)},
		})
	}
	for _, f := range r.Failures {
		s := of(f.Rule, f.Slug)
		s.Errors++
		s.Cases = append(s.Cases, testcase{Name: f.Slug, Classname: "kdoc", Error: &outcome{"the check failed", "failure", visibleText(f.Message)}})
	}
	for _, s := range doc.Suites {
		if len(s.Cases) == 0 {
			s.Cases = []testcase{{Name: "no diagnostics", Classname: "kdoc"}}
		}
		s.Tests = len(s.Cases)
		doc.Tests, doc.Failures, doc.Errors = doc.Tests+s.Tests, doc.Failures+s.Failures, doc.Errors+s.Errors
	}
	return writeXML(w, doc)
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// writeCheckstyle writes the report as Checkstyle's XML, which many tools read.
// Source: https://github.com/checkstyle/checkstyle (XMLLogger)
func writeCheckstyle(w io.Writer, r *Report) error {
	doc := struct {
		XMLName xml.Name         `xml:"checkstyle"`
		Version string           `xml:"version,attr"`
		Files   []checkstyleFile `xml:"file"`
	}{Version: "4.3"}
	add := func(path string, e checkstyleError) {
		if n := len(doc.Files); n == 0 || doc.Files[n-1].Name != path {
			doc.Files = append(doc.Files, checkstyleFile{Name: path})
		}
		f := &doc.Files[len(doc.Files)-1]
		f.Errors = append(f.Errors, e)
	}
	for _, d := range r.Diagnostics {
		column := 0
		if d.Start != nil {
			column = d.Start.Column
		}
		add(Escape(d.Path), checkstyleError{line(d), column, d.Severity, fullText(d), "kdoc." + d.Rule + "." + d.Slug})
	}
	for _, f := range r.Failures {
		add(".", checkstyleError{1, 0, "error", visibleText("the check failed: " + f.Message), "kdoc." + f.Rule + "." + f.Slug})
	}
	return writeXML(w, doc)
}

func writeXML(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}
