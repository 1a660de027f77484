package apiscope

import (
	"bytes"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
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
	start, at, ok := lineAt(src, d.Pos)
	if !ok {
		return e, false
	}
	before := string(src[start:at])
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

// lineAt returns the offset of a position, and that of the start of its line.
func lineAt(src []byte, pos walk.Pos) (start, at int, ok bool) {
	for range pos.Line - 1 {
		n := bytes.IndexByte(src[start:], '\n')
		if n < 0 {
			return 0, 0, false
		}
		start += n + 1
	}
	at = start + pos.Col - 1
	return start, at, at <= len(src)
}

// ConstValue returns the edit that gives a constant another value. It is not ok
// for one whose value does not stand on its line.
func ConstValue(p *checks.Pass, c api.ConstDecl, value string) (e checks.Edit, ok bool) {
	src, err := p.ReadFile(c.File.Path)
	if err != nil || c.Value == "" || c.Implicit {
		return e, false
	}
	_, at, ok := lineAt(src, c.Pos)
	line, _, _ := bytes.Cut(src[min(at, len(src)):], []byte("\n"))
	n := bytes.Index(line, []byte(c.Value))
	return checks.Edit{Path: c.File.Path, Start: at + n, End: at + n + len(c.Value), New: value}, ok && n >= 0
}
