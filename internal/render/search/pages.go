package search

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// pageKind is the letter that stands for a kind of page: m module, k package, b
// program, c command, w walkthrough, a API, K kind, r rule, s source, p other.
func pageKind(p *render.Page) byte {
	switch p.Kind {
	case render.ModulePage:
		return 'm'
	case render.PackagePage:
		return 'k'
	case render.BinaryPage:
		return 'b'
	case render.CommandPage:
		return 'c'
	case render.WalkthroughPage:
		return 'w'
	case render.APIPage:
		if p.Label == "kind" {
			return 'K'
		}
		return 'a'
	case render.RulePage:
		return 'r'
	case render.SourcePage:
		return 's'
	}
	return 'p'
}

var pageWeights = map[byte]int{'m': 6, 'k': 7, 'b': 9, 'c': 8, 'w': 6, 'K': 9, 'a': 5, 'r': 6, 's': 2, 'p': 5}

// side are directories whose pages come after others.
var side = []string{"/test/", "/testing/", "/testdata/", "/e2e/", "/fake", "/hack/", "/examples/", "/applyconfigurations/", "/third_party/", "/sample-"}

func pageWeight(p *render.Page) int {
	w := pageWeights[pageKind(p)]
	for _, s := range side {
		if strings.Contains("/"+p.Path+"/", s) || strings.Contains("/"+p.About+"/", s) {
			return max(w-4, 0)
		}
	}
	// Older versions of a kind come after the one users prefer.
	if pageKind(p) == 'K' && len(p.Entries) == 0 {
		return 5
	}
	return w
}

// about is what a result says of a page besides its name. Kinds have one page
// per version, which the page above is about.
func about(p *render.Page) string {
	s := p.Synopsis
	if n := len(p.Trail); p.Kind == render.APIPage && n > 1 {
		s = strings.TrimSpace(p.Trail[n-2].Text + " " + s)
	}
	for _, f := range p.Facts {
		if f.Name == "Short name" {
			s = "(" + f.Value.String() + ") " + s // the script looks for it there
		}
	}
	return shorten(render.Visible(s))
}

// title is what results call the page that an entry is on.
func title(p *render.Page) string { return render.Visible(p.Name) }

// shorten keeps the beginning of a text, to the end of a word.
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
