package render

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Source makes links into a forge from a template with the placeholders {rev},
// {path} and {line}. The zero Source makes none.
type Source struct {
	template string
	rev      string
}

// NewSource checks a template. The revision stands in for {rev}.
func NewSource(template, rev string) (Source, error) {
	if template == "" {
		return Source{}, nil
	}
	for rest := template; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed {
			return Source{}, fmt.Errorf("source link template %q: a { without its }", template)
		}
		if name != "rev" && name != "path" && name != "line" {
			return Source{}, fmt.Errorf("source link template %q: unknown placeholder {%s}: use {rev}, {path} and {line}", template, name)
		}
		rest = tail
	}
	if !strings.Contains(template, "{path}") {
		return Source{}, fmt.Errorf("source link template %q: {path} is missing", template)
	}
	if strings.Contains(template, "{rev}") && rev == "" {
		return Source{}, fmt.Errorf("source link template %q: the tree was not read from a git revision, so {rev} is not known: write the revision or branch into the template, or name the tree as DIR@REV", template)
	}
	s := Source{template, rev}
	u, err := url.Parse(s.URL("x/y.go", 1))
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
		return Source{}, fmt.Errorf("source link template %q: not an http or https URL", template)
	}
	return s, nil
}

// URL returns the address of a line of a file of the tree, or "" if there is no
// template. Line 0 is the file as a whole.
func (s Source) URL(path string, line int) string {
	if s.template == "" {
		return ""
	}
	n := strconv.Itoa(max(line, 1))
	template := s.template
	if line == 0 {
		// A fragment that speaks of a line goes; there is none.
		if i := strings.IndexByte(template, '#'); i >= 0 && strings.Contains(template[i:], "{line}") {
			template = template[:i]
		}
	}
	segments := strings.Split(path, "/")
	for i, seg := range segments {
		segments[i] = url.PathEscape(seg)
	}
	return strings.NewReplacer("{rev}", url.PathEscape(s.rev), "{path}", strings.Join(segments, "/"), "{line}", n).Replace(template)
}

// goDocURL is the public documentation of a package or a name in it.
func goDocURL(importPath, name string) string {
	u := url.URL{Scheme: "https", Host: "pkg.go.dev", Path: "/" + importPath, Fragment: name}
	return u.String()
}
