package apimarkermiddle

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// down returns the edits that move lines to the end of their comment.
func down(p *checks.Pass, path string, c api.Comment, marks []api.Line) ([]checks.Edit, bool) {
	src, err := p.ReadFile(path)
	end := c.Off + len(c.Raw)
	if err != nil || end > len(src) || strings.Contains(c.Raw, "/*") || strings.Contains(c.Raw, "\r") {
		return nil, false
	}
	start := strings.LastIndexByte(string(src[:c.Off]), '\n') + 1
	indent := string(src[start:c.Off])
	if strings.TrimSpace(indent) != "" {
		return nil, false
	}
	var edits []checks.Edit
	var moved strings.Builder
	for _, l := range marks {
		edits = append(edits, apiscope.Line(p, path, l))
		moved.WriteString("\n" + indent + "// " + strings.TrimSpace(l.Text))
	}
	return append(edits, checks.Edit{Path: path, Start: end, End: end, New: moved.String()}), true
}
