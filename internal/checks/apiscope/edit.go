package apiscope

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// Above returns the edit that puts comment lines directly above a field, below
// the comments it has. It is not ok if the field does not start its line.
func Above(p *checks.Pass, m *api.Member, lines ...string) (e checks.Edit, ok bool) {
	src, err := p.ReadFile(m.Decl.File.Path)
	if err != nil || m.Off > len(src) {
		return e, false
	}
	start := strings.LastIndexByte(string(src[:m.Off]), '\n') + 1
	indent := string(src[start:m.Off])
	if strings.TrimSpace(indent) != "" {
		return e, false
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(indent + "// " + l + "\n")
	}
	return checks.Edit{Path: m.Decl.File.Path, Start: start, End: start, New: b.String()}, true
}

// AddOption returns the edit that adds an option to a field's json tag. It is
// not ok if there is none, or if it is written in a way that hides where its
// value ends.
func AddOption(m *api.Member, option string) (e checks.Edit, ok bool) {
	pairs, err := api.ParseTag(m.Tag)
	if err != nil {
		return e, false
	}
	for _, pair := range pairs {
		if pair.Key != "json" {
			continue
		}
		if _, off, exact := m.TagAt(pair.End - 1); exact {
			return checks.Edit{Path: m.Decl.File.Path, Start: off, End: off, New: "," + option}, true
		}
	}
	return e, false
}

// Line returns the edit that removes a whole line of a comment.
func Line(p *checks.Pass, path string, l api.Line) checks.Edit {
	e := checks.Edit{Path: path, Start: l.Off, End: l.Off + len(l.Text)}
	src, err := p.ReadFile(path)
	if err != nil || e.End > len(src) {
		return e
	}
	e.Start = strings.LastIndexByte(string(src[:e.Start]), '\n') + 1
	if n := strings.IndexByte(string(src[e.End:]), '\n'); n >= 0 {
		e.End += n + 1
	}
	return e
}

// AboveType returns the edit that puts comment lines directly above a type's
// declaration, below the comments it has. It is not ok if something else stands
// before the name.
func AboveType(p *checks.Pass, d *api.Decl, lines ...string) (e checks.Edit, ok bool) {
	src, err := p.ReadFile(d.File.Path)
	if err != nil {
		return e, false
	}
	start := 0
	for range d.Pos.Line - 1 {
		n := strings.IndexByte(string(src[start:]), '\n')
		if n < 0 {
			return e, false
		}
		start += n + 1
	}
	if start+d.Pos.Col-1 > len(src) {
		return e, false
	}
	before := string(src[start : start+d.Pos.Col-1])
	if word := strings.TrimSpace(before); word != "" && word != "type" {
		return e, false
	}
	indent := before[:len(before)-len(strings.TrimLeft(before, " \t"))]
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(indent + "// " + l + "\n")
	}
	return checks.Edit{Path: d.File.Path, Start: start, End: start, New: b.String()}, true
}
