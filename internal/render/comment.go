package render

import (
	"go/doc/comment"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Blocks reads the comment in the syntax of https://go.dev/doc/comment. Links
// to declarations are resolved in the site.
func (c Comment) Blocks(s *Site) []Block {
	if strings.TrimSpace(c.Text) == "" {
		return nil
	}
	p := comment.Parser{
		LookupPackage: func(name string) (string, bool) {
			if c.Scope != nil {
				if path, ok := c.Scope.Imports[name]; ok {
					return path, true
				}
				if _, base := cutLast(c.Scope.Package); base == name {
					return c.Scope.Package, true
				}
			}
			return comment.DefaultLookupPackage(name)
		},
		LookupSym: func(recv, name string) bool {
			if c.Scope == nil {
				return false
			}
			if recv != "" {
				name = recv + "." + name
			}
			return s.declares(c.Scope.Package, name)
		},
	}
	r := commentReader{site: s, scope: c.Scope}
	return r.blocks(p.Parse(c.Text).Content)
}

func (s *Site) declares(importPath, name string) bool {
	p := s.byImport[importPath]
	return p != nil && p.Names[name]
}

func cutLast(path string) (dir, base string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i], path[i+1:]
	}
	return "", path
}

type commentReader struct {
	site  *Site
	scope *Scope
}

func (r commentReader) blocks(in []comment.Block) []Block {
	var out []Block
	for _, b := range in {
		switch b := b.(type) {
		case *comment.Heading:
			out = append(out, Heading{1, r.text(nil, b.Text, Plain)})
		case *comment.Paragraph:
			out = append(out, Paragraph{r.text(nil, b.Text, Plain)})
		case *comment.Code:
			out = append(out, Pre{Text: strings.TrimRight(b.Text, "\n")})
		case *comment.List:
			out = append(out, r.list(b))
		}
	}
	return out
}

func (r commentReader) list(l *comment.List) List {
	out := List{Start: 1}
	for i, item := range l.Items {
		if i == 0 && item.Number != "" {
			out.Ordered = true
			out.Start = atoi(item.Number)
		}
		out.Items = append(out.Items, Item{Blocks: r.blocks(item.Content)})
	}
	return out
}

// atoi reads a small number; what is none counts as 1.
func atoi(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1e8 {
			return 1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func (r commentReader) text(out Text, in []comment.Text, style Style) Text {
	for _, t := range in {
		switch t := t.(type) {
		case comment.Plain:
			out = r.plain(out, string(t), style)
		case comment.Italic:
			out = append(out, Span{Text: oneLine(string(t)), Style: Emphasis})
		case *comment.Link:
			to := Ref{URL: safeURL(t.URL)}
			for _, s := range r.text(nil, t.Text, Plain) {
				s.To = to
				out = append(out, s)
			}
		case *comment.DocLink:
			path := t.ImportPath
			if path == "" && r.scope != nil {
				path = r.scope.Package
			}
			name := t.Name
			if t.Recv != "" {
				name = t.Recv + "." + name
			}
			var words Text
			for _, s := range r.text(nil, t.Text, Plain) {
				words = append(words, Span{Text: s.Text, Style: Mono, To: r.site.Link(path, name)})
			}
			out = append(out, words...)
		}
	}
	return out
}

// plain adds text in which back-ticks set names apart: not Go's syntax, but what
// authors write.
func (r commentReader) plain(out Text, s string, style Style) Text {
	s = oneLine(s)
	for {
		open := strings.IndexByte(s, '`')
		if open < 0 {
			break
		}
		size := strings.IndexByte(s[open+1:], '`')
		if size < 0 {
			break
		}
		name := s[open+1 : open+1+size]
		if !isName(name) {
			// Keep the first back-tick as it is and look behind it.
			out = appendPlain(out, s[:open+1], style)
			s = s[open+1:]
			continue
		}
		out = appendPlain(out, s[:open], style)
		out = append(out, Span{Text: name, Style: Mono})
		s = s[open+size+2:]
	}
	return appendPlain(out, s, style)
}

func appendPlain(out Text, s string, style Style) Text {
	if s == "" {
		return out
	}
	if n := len(out); n > 0 && out[n-1].Style == style && out[n-1].To.IsZero() {
		out[n-1].Text += s
		return out
	}
	return append(out, Span{Text: s, Style: style})
}

// isName reports whether back-ticked text is tight enough to be meant as code.
func isName(s string) bool {
	if s == "" || len(s) > 120 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return !unicode.IsSpace(first) && !unicode.IsSpace(last)
}

// oneLine turns line ends, and the two blanks some authors put behind a full
// stop, into one blank.
func oneLine(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}
