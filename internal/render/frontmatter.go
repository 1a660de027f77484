package render

import (
	"fmt"
	"strconv"
	"strings"
)

// FrontMatter says for which site generator Markdown files start with a block of
// settings.
type FrontMatter string

// The kinds of front matter; NoFrontMatter is the zero value.
const (
	NoFrontMatter FrontMatter = ""
	Hugo          FrontMatter = "hugo"
	Docusaurus    FrontMatter = "docusaurus"
)

// ParseFrontMatter reads the name of a kind; "none" and "" have none.
func ParseFrontMatter(name string) (FrontMatter, error) {
	switch f := FrontMatter(name); f {
	case "none":
		return NoFrontMatter, nil
	case NoFrontMatter, Hugo, Docusaurus:
		return f, nil
	}
	return "", fmt.Errorf("unknown front matter %q: use hugo, docusaurus or none", name)
}

// Head returns the block for a page in English, "" for none.
func (f FrontMatter) Head(title, about string) string { return f.HeadIn("", title, about) }

// HeadIn returns the block for a page in a language, a BCP 47 tag or "" to leave
// that out. Docusaurus is told to read the
// file as Markdown, since it takes braces and angle brackets for code otherwise.
func (f FrontMatter) HeadIn(lang, title, about string) string {
	if f == NoFrontMatter {
		return ""
	}
	var b strings.Builder
	b.WriteString("---\ntitle: " + yamlString(title) + "\n")
	if about != "" {
		b.WriteString("description: " + yamlString(about) + "\n")
	}
	if lang != "" {
		b.WriteString("lang: " + yamlString(lang) + "\n")
	}
	if f == Docusaurus {
		b.WriteString("mdx:\n  format: md\n")
	}
	b.WriteString("---\n\n")
	return b.String()
}

// yamlString quotes text. What Go escapes and how is YAML too.
func yamlString(s string) string {
	return strconv.QuoteToASCII(strings.Join(strings.Fields(Visible(s)), " "))
}
