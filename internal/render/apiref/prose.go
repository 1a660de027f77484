package apiref

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// lists indents items of lists. Authors of API types write for readers of
// Markdown, where an item may start at the margin; in Go comments it may not.
func lists(text string) string {
	if !strings.Contains(text, "- ") && !strings.Contains(text, "* ") {
		return text
	}
	lines := strings.Split(text, "\n")
	in := false
	for i, l := range lines {
		switch {
		case strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* "):
			lines[i], in = "  "+l, true
		case strings.TrimSpace(l) == "":
			in = false
		case in && !strings.HasPrefix(l, " ") && !strings.HasPrefix(l, "\t"):
			lines[i] = "    " + l
		}
	}
	return strings.Join(lines, "\n")
}

// description is a comment as a block.
func description(text string, scope *render.Scope) render.Comment {
	return render.Comment{Text: lists(text), Scope: scope}
}
