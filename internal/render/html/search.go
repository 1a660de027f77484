package html

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// searchIndex is the script that search loads when it is first used. It calls
// kdocSearchIndex with parallel arrays, one entry per page in order of ids:
//
//	kind   one letter: m module, k package, b program, c command, w walkthrough,
//	       a API, r rule, s source, p other page
//	path   where the page is, without ".html"
//	title  what it is called
//	about  its synopsis, shortened
//	names  the names it declares, joined by blanks; fields and methods left out.
//	       Those of commands are their flags, with the dashes
//
// A call, unlike a variable, fails visibly if the page and the index are not of
// one version.
func searchIndex(s *render.Site) []byte {
	var x struct {
		Kind  string   `json:"kind"`
		Path  []string `json:"path"`
		Title []string `json:"title"`
		About []string `json:"about"`
		Names []string `json:"names"`
	}
	for _, p := range s.Pages {
		if p.Kind == render.UsesPage {
			continue
		}
		x.Kind += kindLetter(p.Kind)
		x.Path = append(x.Path, p.Path)
		x.Title = append(x.Title, render.Visible(p.Name))
		x.About = append(x.About, shorten(render.Visible(about(p))))
		x.Names = append(x.Names, topNames(p))
	}
	var b bytes.Buffer
	b.WriteString("kdocSearchIndex(")
	enc := json.NewEncoder(&b) // escapes <, > and & as well
	if err := enc.Encode(x); err != nil {
		panic(err) // strings do not fail
	}
	b.Truncate(b.Len() - 1)
	b.WriteString(");\n")
	return b.Bytes()
}

// about is what a result says of a page besides its name. Kinds have one page
// per version, which the page above is about.
func about(p *render.Page) string {
	if n := len(p.Trail); p.Kind == render.APIPage && n > 1 {
		return strings.TrimSpace(p.Trail[n-2].Text + " " + p.Synopsis)
	}
	return p.Synopsis
}

func kindLetter(k render.PageKind) string {
	switch k {
	case render.ModulePage:
		return "m"
	case render.PackagePage:
		return "k"
	case render.BinaryPage:
		return "b"
	case render.CommandPage:
		return "c"
	case render.WalkthroughPage:
		return "w"
	case render.APIPage:
		return "a"
	case render.SourcePage:
		return "s"
	case render.RulePage:
		return "r"
	}
	return "p"
}

func topNames(p *render.Page) string {
	var names []string
	for _, n := range slices.Sorted(maps.Keys(p.Names)) {
		if p.Kind == render.CommandPage || !strings.ContainsAny(n, ".-") {
			names = append(names, n)
		}
	}
	return strings.Join(names, " ")
}

func shorten(s string) string {
	const most = 90
	if len(s) <= most {
		return s
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i] + " …"
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
