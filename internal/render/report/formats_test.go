package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"

	"github.com/kdoc-dev/kdoc/internal/render/report"
)

// replayed are reports to write in every format: one that was recorded, as a run
// recalls it, and one of nothing but a large number of diagnostics.
func replayed(t *testing.T) map[string]*report.Report {
	recorded, err := report.Encode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	r, err := report.Decode(recorded)
	if err != nil {
		t.Fatal(err)
	}
	many := *r
	many.Diagnostics = nil
	for range 6000 {
		many.Diagnostics = append(many.Diagnostics, report.Diagnostic{Rule: "KX001", Slug: "test-rule", Severity: "info", Path: "a b.go", Symbol: "s", Message: "m"})
	}
	many.Diagnostics = append(many.Diagnostics, report.Diagnostic{Rule: "KX001", Slug: "test-rule", Severity: "error", Path: "::error file=x::.go",
		Start: &report.Pos{Line: 2, Column: 1}, Symbol: "worst", Message: "a\n::set-output name=x::y %0A <script>alert(1)</script> | `x` ]]>"})
	return map[string]*report.Report{"recorded": r, "many": &many, "empty": {Version: 1, Tool: report.Tool{Name: "kdoc", Version: "v"}}}
}

func TestFormats(t *testing.T) {
	grammars := map[string]func(*testing.T, []byte){
		"text": isText, "json": isJSON, "jsonl": isJSONLines, "sarif": isSARIF, "github": isGitHub, "gitlab": isGitLab,
		"junit": isXML, "checkstyle": isXML, "rdjson": isRDJSON, "markdown": isMarkdown, "html": isHTML,
	}
	for name, r := range replayed(t) {
		for _, f := range report.Formats() {
			t.Run(name+"/"+f.Name, func(t *testing.T) {
				var first, again bytes.Buffer
				for _, w := range []*bytes.Buffer{&first, &again} {
					if err := f.Write(w, r, report.Options{}); err != nil {
						t.Fatal(err)
					}
				}
				if !bytes.Equal(first.Bytes(), again.Bytes()) {
					t.Error("two writes differ")
				}
				check := grammars[f.Name]
				if check == nil {
					t.Fatal("the format has no grammar in this test")
				}
				check(t, first.Bytes())
			})
		}
	}
}

func isText(t *testing.T, b []byte) {
	if bytes.ContainsAny(b, "\x1b\a\r") || strings.Contains(string(b), "\u202e") {
		t.Error("control characters are not escaped")
	}
}

func isMarkdown(t *testing.T, b []byte) {
	isText(t, b)
	if strings.Contains(string(b), "<script>") {
		t.Error("markup is not escaped")
	}
}

func isJSON(t *testing.T, b []byte) {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
}

func isJSONLines(t *testing.T, b []byte) {
	last := map[string]any{}
	for line := range strings.Lines(string(b)) {
		clear(last)
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
	}
	if last["type"] != "summary" {
		t.Errorf("the last line is of type %v", last["type"])
	}
}

func isSARIF(t *testing.T, b []byte) {
	src, err := os.ReadFile("testdata/sarif-condensed.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); err != nil {
		t.Error(err)
	}
	results := v.(map[string]any)["runs"].([]any)[0].(map[string]any)["results"].([]any)
	if len(results) == 5000 && (results[0].(map[string]any)["level"] != "error" || !strings.Contains(string(b), "are left out")) {
		t.Error("the worst result is not kept, or the cut is not said")
	}
}

var command = regexp.MustCompile(`^::(error|warning|notice) (\w+=[^,:\n]*)(,\w+=[^,:\n]*)*::[^\r\n]+$`)

func isGitHub(t *testing.T, b []byte) {
	seen := map[string]int{}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		m := command.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("not one workflow command: %q", line)
		}
		if seen[m[1]]++; seen[m[1]] > 10 {
			t.Fatalf("more than 10 of %s", m[1])
		}
	}
}

func isGitLab(t *testing.T, b []byte) {
	var list []struct {
		Description, Fingerprint, Severity string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&list); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, q := range list {
		if seen[q.Fingerprint] || q.Location.Path == "" || q.Location.Lines.Begin < 1 || q.Description == "" || q.CheckName == "" ||
			!strings.Contains("info minor major critical blocker", q.Severity) {
			t.Fatalf("refused by GitLab: %+v", q)
		}
		seen[q.Fingerprint] = true
	}
}

func isRDJSON(t *testing.T, b []byte) {
	var doc struct {
		Source      struct{ Name string }
		Diagnostics []struct {
			Message, Severity string
			Code              struct{ Value string }
			Location          struct {
				Path  string
				Range *struct{ Start, End *report.Pos }
			}
		}
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	for _, d := range doc.Diagnostics {
		if d.Severity != "ERROR" && d.Severity != "WARNING" && d.Severity != "INFO" {
			t.Fatalf("unknown severity %q", d.Severity)
		}
	}
}

func isXML(t *testing.T, b []byte) {
	dec := xml.NewDecoder(bytes.NewReader(b))
	elements := 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tok.(xml.StartElement); ok {
			elements++
			if !strings.Contains(" testsuites testsuite testcase failure error checkstyle file ", " "+e.Name.Local+" ") {
				t.Errorf("unknown element %s", e.Name.Local)
			}
		}
	}
	if elements == 0 {
		t.Error("no element")
	}
}

func isHTML(t *testing.T, b []byte) {
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" {
			t.Error("a script element")
		}
	}
}
