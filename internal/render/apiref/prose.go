package apiref

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// plain makes a Go comment of a description: fenced code and items of lists are
// indented. Authors of API types write for readers of Markdown, where either may
// start at the margin; in Go comments it may not.
func plain(text string) string { return lists(fences(text)) }

// fences indents what stands between fences, and drops those. One that is never
// closed is text.
func fences(text string) string {
	if !strings.Contains(text, "```") {
		return text
	}
	lines := strings.Split(text, "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		end := i + 1
		for strings.HasPrefix(strings.TrimSpace(lines[i]), "```") && end < len(lines) && strings.TrimSpace(lines[end]) != "```" {
			end++
		}
		if !strings.HasPrefix(strings.TrimSpace(lines[i]), "```") || end == len(lines) {
			out = append(out, lines[i])
			continue
		}
		out = append(out, "")
		for _, l := range lines[i+1 : end] {
			out = append(out, "\t"+l)
		}
		out = append(out, "")
		i = end
	}
	return strings.Join(out, "\n")
}

// lists indents items of lists, and the lines that continue them.
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
	return render.Comment{Text: plain(text), Scope: scope}
}
