package apiref

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/html"
	"github.com/kdoc-dev/kdoc/internal/render/markdown"
	"github.com/kdoc-dev/kdoc/internal/walk/reference"
	"github.com/kdoc-dev/kdoc/site"
)

// TestCoverage makes sure that every type and field of an API has an anchor in
// what is written, in every format, and that there is no anchor without one.
func TestCoverage(t *testing.T) {
	asHTML, err := html.New(html.Options{Assets: site.Assets})
	if err != nil {
		t.Fatal(err)
	}
	attribute, behind := regexp.MustCompile(` id="([^"]*)"`), regexp.MustCompile(`(?m)^#.* \{#(.*)\}$`)
	formats := []struct {
		name, prefix, suffix string
		render.Format
		anchors *regexp.Regexp
	}{
		{"html", "api/", ".html", asHTML, attribute},
		{"markdown", "", ".md", markdown.New(), attribute},
		{"hugo", "", ".md", markdown.With(render.Hugo), behind},
		{"docusaurus", "", ".md", markdown.With(render.Docusaurus), behind},
	}
	for name, m := range models(t) {
		want := documentedAnchors(t, m)
		pages := Pages(m, render.Ref{})
		for _, f := range formats {
			t.Run(name+"/"+f.name, func(t *testing.T) {
				got := map[string]int{}
				s := render.NewSite(name, pages)
				if f.prefix == "" {
					s = s.Only(render.APIPage)
				}
				err := f.Render(t.Context(), s, func(file render.File) error {
					page := strings.TrimSuffix(strings.TrimPrefix(file.Path, f.prefix), f.suffix)
					page = strings.Replace(page, "_index", "index", 1)
					if !strings.HasSuffix(file.Path, f.suffix) || page == "parameters" {
						return nil
					}
					for _, id := range f.anchors.FindAllStringSubmatch(string(file.Data), -1) {
						// Headings that are there on every page are in small letters.
						if 'A' <= id[1][0] && id[1][0] <= 'Z' {
							got[page+"#"+id[1]]++
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("anchors, and how often they are there (-in the API +in the files)\n%s", diff)
				}
			})
		}
	}
}

// documentedAnchors returns the anchors that the document for programs names, and
// makes sure that it is complete.
func documentedAnchors(t *testing.T, m *reference.Model) map[string]int {
	t.Helper()
	inModel, inDocument, anchors := map[string]int{}, map[string]int{}, map[string]int{}
	for _, x := range m.Types() {
		inModel[x.Key]++
		for _, f := range x.Fields {
			inModel[x.Key+"."+f.Name]++
		}
	}
	for _, x := range NewDocument(m, "", "").Types {
		inDocument[x.Key]++
		anchors[x.Anchor]++
		for _, f := range x.Fields {
			inDocument[x.Key+"."+f.Name]++
			anchors[f.Anchor]++
		}
	}
	if diff := cmp.Diff(inModel, inDocument); diff != "" {
		t.Errorf("types and fields (-in the API +in the document)\n%s", diff)
	}
	if n := len(anchors); n == 0 || slices.Max(slices.Collect(maps.Values(anchors))) > 1 {
		t.Errorf("%d anchors, of which some lead to two things", n)
	}
	return anchors
}
