// Package rendertest holds formats to what every format owes its readers: the
// same bytes twice, paths that no file system confuses, and text that comes out
// as it went in.
//
// The cases are txtar archives in testdata, one idea each. A case has what is
// rendered, and a section per output:
//
//	doc       a Go doc comment, or
//	markup    Markdown, or
//	code      Go source
//	text      the words a reader must get to see, in order, whatever the format
//	html, markdown, man
//	          what the format makes of it, rewritten by go test -update
//
// A case without a section for a format is not rendered in it, except for what
// text says.
package rendertest

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/kdoc-dev/kdoc/internal/render"
)

var update = flag.Bool("update", false, "rewrite the sections of the cases")

// A Format is a format under test.
type Format struct {
	render.Format
	// Section is the name of its sections.
	Section string
	// Body turns the file of a page into what is compared, leaving out what
	// every page has.
	Body func(t testing.TB, data []byte) string
	// Text returns what a reader gets to see of a file.
	Text func(t testing.TB, data []byte) string
}

// Run renders every case and compares.
func Run(t *testing.T, f Format) {
	t.Helper()
	for _, name := range cases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { runCase(t, f, name) })
	}
}

// Dir is where the cases are; fuzz targets take their seeds from there.
func Dir() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "testdata")
}

func cases(t testing.TB) []string {
	names, err := filepath.Glob(filepath.Join(Dir(), "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return names
}

func runCase(t *testing.T, f Format, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	site := SiteOf(t, ar)
	files := Render(t, f.Format, site)
	for i := range ar.Files {
		if ar.Files[i].Name == "text" {
			checkText(t, f, files, string(ar.Files[i].Data))
		}
		if ar.Files[i].Name != f.Section {
			continue
		}
		var got strings.Builder
		for _, out := range files {
			if strings.HasPrefix(out.Path, "case.") {
				got.WriteString(f.Body(t, out.Data))
			}
		}
		if *update {
			ar.Files[i].Data = []byte(got.String())
			if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want := string(ar.Files[i].Data); got.String() != want {
			t.Errorf("%s differs: got\n%s\nwant\n%s\nrun go test -update ./internal/render/... if it should", f.Section, got.String(), want)
		}
	}
}

// checkText looks for each line of want in what a reader sees, in order.
func checkText(t testing.TB, f Format, files []render.File, want string) {
	t.Helper()
	for _, out := range files {
		if !strings.HasPrefix(out.Path, "case.") {
			continue
		}
		seen := strings.Join(strings.Fields(f.Text(t, out.Data)), " ")
		for line := range strings.Lines(want) {
			line = strings.Join(strings.Fields(line), " ")
			_, after, ok := strings.Cut(seen, line)
			if !ok {
				t.Fatalf("%s: a reader does not see %q in %q", out.Path, line, seen)
			}
			seen = after
		}
	}
}

// SiteOf builds the site of a case: a page called case with its text.
func SiteOf(t testing.TB, ar *txtar.Archive) *render.Site {
	t.Helper()
	p := &render.Page{ID: "case", Path: "case", Title: "case", Kind: render.BinaryPage, Label: "program", Name: "case"}
	scope := &render.Scope{Package: "example.org/m/case", Imports: map[string]string{"other": "example.org/m/other"}}
	for _, f := range ar.Files {
		switch f.Name {
		case "doc":
			p.Blocks = append(p.Blocks, render.Comment{Text: string(f.Data), Scope: scope})
		case "markup":
			p.Blocks = append(p.Blocks, render.Markup{Text: string(f.Data), Base: "docs"})
		case "code":
			p.Blocks = append(p.Blocks, render.Code{Text: strings.TrimSuffix(string(f.Data), "\n"), Scope: scope})
		}
	}
	other := &render.Page{
		ID: "pkg:other", Path: "pkg/other", Title: "other", Kind: render.PackagePage, Import: "example.org/m/other",
		Names:    map[string]bool{"Thing": true, "Thing.Do": true},
		Sections: []render.Section{{ID: "Thing", Title: "type Thing"}, {ID: "Thing.Do", Title: "func Do"}},
	}
	return render.NewSite("example.org/m", []*render.Page{p, other})
}

// Render renders a site twice and returns the files, having checked what is
// true of the files of every format.
func Render(t testing.TB, f render.Format, s *render.Site) []render.File {
	t.Helper()
	first, second := collect(t, f, s), collect(t, f, s)
	if len(first) != len(second) {
		t.Fatalf("%s: %d files, then %d", f.Name, len(first), len(second))
	}
	folded := map[string]string{}
	for i, file := range first {
		if file.Path != second[i].Path || !bytes.Equal(file.Data, second[i].Data) {
			t.Errorf("%s: %s is not the same twice", f.Name, file.Path)
		}
		if !fs.ValidPath(file.Path) || strings.ContainsAny(file.Path, `\:*?"<>|`) {
			t.Errorf("%s: %q is not a path for every system", f.Name, file.Path)
		}
		low := strings.ToLower(file.Path)
		if other, ok := folded[low]; ok {
			t.Errorf("%s: %s and %s are one file where case is ignored", f.Name, other, file.Path)
		}
		folded[low] = file.Path
	}
	for low, name := range folded {
		for dir := filepath.ToSlash(filepath.Dir(low)); dir != "."; dir = filepath.ToSlash(filepath.Dir(dir)) {
			if other, ok := folded[dir]; ok {
				t.Errorf("%s: %s would have to be a directory for %s", f.Name, other, name)
			}
		}
	}
	return first
}

func collect(t testing.TB, f render.Format, s *render.Site) []render.File {
	t.Helper()
	var out []render.File
	err := f.Render(context.Background(), s, func(f render.File) error {
		data, err := f.Bytes()
		out = append(out, render.File{Path: f.Path, Data: data})
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return slices.Clip(out)
}
