package render

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text is running text.
type Text []Span

// A Span is a piece of text in one style, or a link.
type Span struct {
	Text  string
	Style Style
	To    Ref
}

// A Style says how a Span is set.
type Style int

// The styles.
const (
	Plain Style = iota
	Mono        // names and source text
	Strong
	Emphasis
	Label // a short remark, such as a kind or a count
	Break // a line break; has no text
	Cite  // where in the tree a statement was read, and the marks around it
)

// A Ref is a link to another place. One of Page, File and URL is set, or Anchor
// alone for a place on the same page; the zero Ref is no link.
type Ref struct {
	// Page is a page's ID, and Anchor a place on it.
	Page, Anchor string
	// File is a file of the tree, and Line a line of it or 0.
	File string
	Line int
	// URL is a place elsewhere.
	URL string
	// Text is what a trail or a list calls the place.
	Text string
}

// IsZero reports whether r leads nowhere.
func (r Ref) IsZero() bool { return r.Page == "" && r.Anchor == "" && r.File == "" && r.URL == "" }

// Web returns the address of a place elsewhere, or "" if r is none or its scheme
// is one that readers must not be sent to.
func (r Ref) Web() string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(r.URL, scheme) {
			return r.URL
		}
	}
	return ""
}

// Words returns a text of one unstyled span.
func Words(s string) Text { return Text{{Text: s}} }

// Name returns a text of one name, linked to a place.
func Name(s string, to Ref) Text { return Text{{Text: s, Style: Mono, To: to}} }

// String returns the text without styles and links.
func (t Text) String() string {
	if len(t) == 1 {
		return t[0].plain()
	}
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.plain())
	}
	return b.String()
}

func (s Span) plain() string {
	if s.Style == Break {
		return " "
	}
	return s.Text
}

// Visible replaces characters that are not seen but change how a line is read
// or what a terminal does: control characters, and those that reorder text.
// Every format passes text from a tree through it.
func Visible(s string) string {
	if !hasInvisible(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isInvisible(r) {
			fmt.Fprintf(&b, "‹%U›", r)
			continue
		}
		b.WriteRune(r) // an invalid byte has become U+FFFD
	}
	return b.String()
}

func hasInvisible(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[i:])
			if isInvisible(r) || r == utf8.RuneError && size == 1 {
				return true
			}
			i += size - 1
		case isInvisible(rune(c)):
			return true
		}
	}
	return false
}

func isInvisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ' || r >= 0x7f && r < 0xa0: // control characters
		return true
	case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069: // reordering
		return true
	case r == 0x2028 || r == 0x2029: // line ends that are not
		return true
	}
	return false
}
