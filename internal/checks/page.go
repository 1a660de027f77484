package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Page is a check's documentation taken apart. Every field is Markdown.
type Page struct {
	Title        string // one line, lower case, no full stop
	Why          string // what goes wrong without the rule
	Bad, Good    string // an example, before and after
	Fix          string
	WhenToIgnore string
	Source       string // where the rule comes from
}

// A Section is one headed part of a Page.
type Section struct{ Heading, Text string }

// Sections returns the parts in the order they are written and read.
func (p *Page) Sections() []Section {
	return []Section{
		{"Why", p.Why}, {"Bad", p.Bad}, {"Good", p.Good}, {"Fix", p.Fix},
		{"When to ignore", p.WhenToIgnore}, {"Source", p.Source},
	}
}

// Page parses the check's Doc.
func (c *Check) Page() (*Page, error) { return ParsePage(c.Doc) }

// Title returns the title of the check's page, or its slug if the page is
// broken (which Validate rejects).
func (c *Check) Title() string {
	p, err := c.Page()
	if err != nil {
		return c.Slug
	}
	return p.Title
}

// ParsePage takes a page apart. A page is Markdown: a "# title" line, then
// "## Why" and the other headings of Sections, each once, in order, none empty.
func ParsePage(doc string) (*Page, error) {
	first, rest, _ := strings.Cut(strings.ReplaceAll(doc, "\r\n", "\n"), "\n")
	title, ok := strings.CutPrefix(first, "# ")
	if !ok {
		return nil, fmt.Errorf("the page starts with %q instead of a \"# title\" line", first)
	}
	p := &Page{Title: strings.TrimSpace(title)}
	if err := checkTitle(p.Title); err != nil {
		return nil, err
	}
	heads, texts, err := splitSections(rest)
	if err != nil {
		return nil, err
	}
	var want []string
	for _, s := range p.Sections() {
		want = append(want, s.Heading)
	}
	if !slices.Equal(heads, want) {
		return nil, fmt.Errorf("the page has the sections %q, want %q", heads, want)
	}
	for i, to := range []*string{&p.Why, &p.Bad, &p.Good, &p.Fix, &p.WhenToIgnore, &p.Source} {
		if texts[i] == "" {
			return nil, fmt.Errorf("section %q of the page is empty", heads[i])
		}
		*to = texts[i]
	}
	return p, nil
}

func checkTitle(title string) error {
	r, _ := utf8.DecodeRuneInString(title)
	switch {
	case title == "":
		return fmt.Errorf("the page has an empty title")
	case strings.HasSuffix(title, "."):
		return fmt.Errorf("the page's title ends in a full stop: %q", title)
	case unicode.IsUpper(r) && !acronym(title):
		return fmt.Errorf("the page's title starts with a capital: %q", title)
	case utf8.RuneCountInString(title) > 80:
		return fmt.Errorf("the page's title is longer than 80 letters: %q", title)
	}
	return nil
}

// acronym reports whether the first word is written in capitals for a reason.
func acronym(title string) bool {
	word, _, _ := strings.Cut(title, " ")
	return len(word) > 1 && strings.IndexFunc(word[1:], unicode.IsUpper) >= 0
}

// splitSections splits Markdown at "## " headings outside fenced code.
func splitSections(md string) (heads, texts []string, err error) {
	var text []string
	flush := func() {
		if len(heads) > 0 {
			texts = append(texts, strings.TrimSpace(strings.Join(text, "\n")))
		}
		text = nil
	}
	fence := ""
	for _, line := range strings.Split(md, "\n") {
		trimmed := strings.TrimLeft(line, " ")
		switch {
		case fence != "":
			if strings.TrimRight(trimmed, " ") == fence {
				fence = ""
			}
		case strings.HasPrefix(trimmed, "```"):
			fence = trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`"))]
		case strings.HasPrefix(line, "## "):
			flush()
			heads = append(heads, strings.TrimSpace(line[3:]))
			continue
		case len(heads) == 0 && strings.TrimSpace(line) != "":
			return nil, nil, fmt.Errorf("the page has text before its first section: %q", line)
		}
		text = append(text, line)
	}
	flush()
	if fence != "" {
		return nil, nil, fmt.Errorf("a code block of the page is not closed")
	}
	return heads, texts, nil
}
