package clidoc

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// ForInclude cuts pages of GenDocs down to what genkubedocs leaves of them for
// other pages to include: the title goes, and everything from a line that reads
// like the heading of the links on.
func ForInclude(pages []render.File) []render.File {
	var out []render.File
	for _, page := range pages {
		out = append(out, render.File{Path: page.Path, Data: []byte(forInclude(string(page.Data)))})
	}
	return out
}

func forInclude(page string) string {
	const links = "### SEE ALSO\n"
	_, body, _ := strings.Cut(page, "\n")
	if strings.HasPrefix(body, links) || body == strings.TrimSuffix(links, "\n") {
		return ""
	}
	if i := strings.Index(body, "\n"+links); i >= 0 {
		return body[:i+1]
	}
	return strings.TrimSuffix(body, strings.TrimSuffix(links, "\n"))
}
