package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/checktest"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

var ansi = regexp.MustCompile("\x1b\\[[0-9;]*m")

var (
	rule  = &checks.Check{ID: "KX001", Slug: "test-rule", Severity: checks.Error, Doc: "# things are as they should be\n"}
	other = &checks.Check{ID: "KX002", Slug: "test-other", Severity: checks.Info, Doc: "# other things too\n"}
)

// sample is a report with everything a report can have, most of it hostile.
func sample(t *testing.T) *report.Report {
	tree := walktest.Open(t, strings.Join([]string{
		"-- go.mod --\nmodule example.com/m\n",
		"-- a.go --\npackage m\n\n\tvar x = \"日本\" + \"y\" // end\n\tvar\tü = 1\n",
		"-- evil.go --\npackage m\n\n// \u202egnp.exe\u202c \x1b[31mred\a done\n",
		"-- long.go --\npackage m\n\n// " + strings.Repeat("ab", 300) + "HERE" + strings.Repeat("cd", 300) + "\n",
	}, ""), walk.Options{Platforms: []string{"linux/amd64"}})
	pos := func(line, col int) walk.Pos { return walk.Pos{Line: line, Col: col} }
	d := func(path string, from, to walk.Pos, msg string) checks.Diagnostic {
		return checks.Diagnostic{Check: rule, Severity: checks.Error, Path: path, Pos: from, End: to, Symbol: "m.x", Message: msg}
	}
	full := d("a.go", pos(3, 6), pos(3, 7), "`x` is everything at once")
	full.Remedy = "rename it"
	full.Related = []checks.Related{{Path: "rules.yaml", Pos: pos(3, 1), Message: "the rule"}, {Path: "go.mod", Message: "the module\nof two lines"}}
	full.Fixes = []checks.Fix{{Message: "rename x to y", Class: checks.FixSafe, Edits: []checks.Edit{{Path: "a.go", Start: 14, End: 15, New: "y<&>"}}}}
	unsafe := d("a.go", pos(4, 6), pos(4, 8), "behind a second tab")
	unsafe.Fixes = []checks.Fix{{Message: "drop it", Class: checks.FixUnsafe}}
	unsafe.Severity = checks.Warning
	info := d("a.go", pos(4, 0), walk.Pos{}, "a line without a column")
	info.Check, info.Severity = other, checks.Info
	res := &checks.Result{
		Diagnostics: []checks.Diagnostic{
			d("go.mod", walk.Pos{}, walk.Pos{}, "the file as a whole"),
			full,
			d("a.go", pos(3, 10), pos(3, 18), "wide letters"),
			d("a.go", pos(3, 21), walk.Pos{}, "no end"),
			d("a.go", pos(3, 21), pos(4, 3), "more than a line"),
			unsafe, info,
			d("evil\x1b]0;title\a.go", pos(1, 1), walk.Pos{}, "a path and \u202ea message\u2066 that \x9b bite\r\n"),
			d("evil.go", pos(3, 4), pos(3, 17), "a hostile line"),
			d("long.go", pos(3, 604), pos(3, 608), "a very long line"),
			d("gone.go", pos(7, 1), pos(7, 2), "a file that vanished"),
		},
		Suppressed: []checks.Suppressed{{Diagnostic: d("a.go", pos(1, 1), pos(1, 8), "known"), Reason: "legacy"}},
		Ran:        []checks.Ran{{Check: rule}, {Check: other}},
		Failed:     []checks.Failure{{Check: other, Err: os.ErrPermission}},
	}
	return report.New(report.Input{
		Tool: report.Tool{Name: "kdoc", Version: "v0.1.0"}, Tree: tree, Result: res,
		Settings: []checks.Setting{{Check: rule}, {Check: other, Severity: checks.Warning}},
		Partial:  true, Read: tree.ReadFile,
	})
}

func TestText(t *testing.T) {
	var plain, colored bytes.Buffer
	r := sample(t)
	if err := (report.Text{}).Write(&plain, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/report.txt", plain.Bytes())
	if err := (report.Text{Color: true}).Write(&colored, r); err != nil {
		t.Fatal(err)
	}
	stripped := ansi.ReplaceAll(colored.Bytes(), nil)
	if diff := cmp.Diff(plain.String(), string(stripped)); diff != "" {
		t.Errorf("colour changes the text (-plain +coloured)\n%s", diff)
	}
	if bytes.Equal(plain.Bytes(), colored.Bytes()) {
		t.Error("Color changes nothing")
	}
	for i, b := range plain.Bytes() {
		if b != '\n' && (b < ' ' || b == 0x7f) {
			t.Fatalf("control byte %#x at offset %d reaches the terminal", b, i)
		}
	}
}

func TestTextOfNothing(t *testing.T) {
	var b bytes.Buffer
	if err := (report.Text{}).Write(&b, &report.Report{}); err != nil || b.Len() > 0 {
		t.Errorf("an empty report prints %q (%v)", b.String(), err)
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteJSON(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/report.json", b.Bytes())
	schema := compileSchema(t)
	inst, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(inst); err != nil {
		t.Errorf("the report does not match its schema: %v", err)
	}
	inst.(map[string]any)["version"] = json.Number("2")
	if schema.Validate(inst) == nil {
		t.Error("the schema accepts another version")
	}
}

// TestSchema keeps the published schema in step with the types.
func TestSchema(t *testing.T) {
	text, err := report.Schema()
	if err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.FromSlash("../../../docs/report-schema.json"), text)
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := report.Schema()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("report.json")
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if checktest.Update() {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); rewrite it with go test -update\n%s", path, diff)
	}
}
