package apitagdescription

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// move returns the edits that take a description out of a tag and put it into
// the comment above the field, or nil if the field does not start its line.
func move(m *api.Member, pair api.TagPair, src string) []checks.Edit {
	path := m.Decl.File.Path
	if m.End > len(src) || m.Off < 0 {
		return nil
	}
	line := strings.LastIndexByte(src[:m.Off], '\n') + 1
	indent := src[line:m.Off]
	if strings.TrimSpace(indent) != "" {
		return nil
	}
	edits := []checks.Edit{cut(m, pair, src)}
	text := comment(pair.Value, indent)
	published := api.SwaggerLines(m.Doc)
	switch {
	case text == "" || said(api.SwaggerText(m.Doc), pair.Value):
	case m.Doc.IsZero():
		edits = append(edits, checks.Edit{Path: path, Start: line, End: line, New: text})
	case len(published) == 0 || strings.HasPrefix(m.Doc.Raw, "/*"):
		at := m.Doc.Off - len(indent)
		edits = append(edits, checks.Edit{Path: path, Start: at, End: at, New: text})
	default:
		// Behind the last line that is published, so before any markers.
		last := published[len(published)-1]
		at := last.Off + strings.IndexByte(src[last.Off:], '\n') + 1
		edits = append(edits, checks.Edit{Path: path, Start: at, End: at, New: text})
	}
	return edits
}

// cut removes the pair from the tag, and the tag if nothing else is in it.
func cut(m *api.Member, pair api.TagPair, src string) checks.Edit {
	e := checks.Edit{Path: m.Decl.File.Path, Start: m.TagOff + 1 + pair.Start, End: m.TagOff + 1 + pair.End}
	rest := strings.TrimSpace(m.Tag[1:1+pair.Start] + m.Tag[1+pair.End:len(m.Tag)-1])
	if rest == "" {
		e.Start, e.End = m.TagOff, m.TagOff+len(m.Tag)
		for e.Start > 0 && (src[e.Start-1] == ' ' || src[e.Start-1] == '\t') {
			e.Start--
		}
		return e
	}
	if pair.Start > 0 {
		for src[e.Start-1] == ' ' {
			e.Start--
		}
	} else {
		for src[e.End] == ' ' {
			e.End++
		}
	}
	return e
}

// comment writes text as comment lines.
func comment(text, indent string) string {
	var b strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			b.WriteString(indent + "// " + l + "\n")
		}
	}
	return b.String()
}

// said reports whether the comment holds the description already.
func said(comment, description string) bool {
	flat := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return strings.Contains(flat(comment), strings.TrimSuffix(flat(description), "."))
}
