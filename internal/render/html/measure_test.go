package html

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kdoc-dev/kdoc/internal/render/rendertest"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

var (
	measured  = flag.String("measure", "", "measure the finished site in this `directory`")
	scorecard = flag.String("scorecard", "", "replace the site's figures in this `file`")
)

// The sample tree's site is within the limits, and every link on it leads
// somewhere.
func TestLimits(t *testing.T) {
	tree, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join("..", "..", "..", "testdata", "kubernetes"), Exact: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	site := fstest.MapFS{}
	for _, f := range rendertest.Render(t, newFormat(t), assemble(t, tree)) {
		site[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	m, err := rendertest.MeasureSite(site)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Faults {
		t.Error(s)
	}
	if len(m.Kinds) < len(siteKinds) || m.Pages == 0 || m.Scripts == 0 || m.Styles == 0 {
		t.Errorf("not everything was measured:\n%s", m.Table())
	}
}

// A page that breaks a rule is noticed.
func TestLimitsNotice(t *testing.T) {
	page := func(body string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("<body class=list>" + body)} }
	m, err := rendertest.MeasureSite(fstest.MapFS{
		"a.html":    page(`<p id="x"><p id="x"><a href="b.html#L3">3</a><a href="b.html#L4">4</a><a href="c.html">c</a><a href="#y">y</a><a href="https://example.org/#z">z</a>`),
		"b.html":    page(`<a id=L2></a><a id=L3></a>`),
		"many.html": page(strings.Repeat("<i></i>", 5001)),
		"long.html": {Data: append([]byte("<body class=file>"), bytes.Repeat([]byte("x"), 1_000_001)...)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`a.html: id "x" twice`, "long.html has 1000018 bytes", "many.html has 5002 elements",
		`a.html: link "b.html#L4": no such place on the page`, `a.html: link "c.html": there is no file c.html`, `a.html: link "#y": no such place on the page`}
	if strings.Join(m.Faults, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(m.Faults, "\n"), strings.Join(want, "\n"))
	}
}

// TestMeasure measures a site that is there already: see make scorecard.
func TestMeasure(t *testing.T) {
	if *measured == "" {
		t.Skip("-measure names no site")
	}
	m, err := rendertest.MeasureSite(os.DirFS(*measured))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Faults {
		t.Error(s)
	}
	t.Log("\n" + m.Table())
	if *scorecard == "" {
		return
	}
	text, err := os.ReadFile(*scorecard)
	if err != nil {
		t.Fatal(err)
	}
	const start, end = "<!-- site measures -->\n", "<!-- end of site measures -->\n"
	before, rest, ok := strings.Cut(string(text), start)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the figures between %q and %q", *scorecard, start, end)
	}
	if err := os.WriteFile(*scorecard, []byte(before+start+m.Table()+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
