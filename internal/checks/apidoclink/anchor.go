package apidoclink

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/checks"
)

// noAnchor says that a file of the tree has no place of that name. What cannot
// be told, as for pages that are generated, is taken for fine.
func noAnchor(p *checks.Pass, file, anchor string) string {
	if anchor == "" || !p.Tree.Exists(file) {
		return ""
	}
	src, err := p.ReadFile(file)
	if err != nil {
		return ""
	}
	if m := lineAnchor.FindStringSubmatch(anchor); m != nil {
		last := strings.Count(strings.TrimSuffix(string(src), "\n"), "\n") + 1
		if n, _ := strconv.Atoi(m[1]); n > last {
			return fmt.Sprintf("leads to line %d of %s, which has %d", n, file, last)
		}
		return ""
	}
	switch path.Ext(file) {
	case ".md", ".markdown":
	default:
		return ""
	}
	for _, have := range anchors(string(src)) {
		if strings.EqualFold(have, strings.TrimPrefix(anchor, "user-content-")) {
			return ""
		}
	}
	return fmt.Sprintf("leads to #%s, and %s has no such heading", anchor, file)
}

var (
	lineAnchor = regexp.MustCompile(`^L([0-9]+)(?:C[0-9]+)?(?:-L[0-9]+(?:C[0-9]+)?)?$`)
	heading    = regexp.MustCompile(`^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$`)
	underline  = regexp.MustCompile(`^ {0,3}(=+|-+)[ \t]*$`)
	named      = regexp.MustCompile(`(?:name|id)=["']([^"']+)["']|\{#([^}\s]+)\}`)
	inline     = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)|<[^>]*>`)
)

// anchors returns the names by which parts of a Markdown file can be linked to,
// as sites that show repositories make them of headings.
func anchors(text string) []string {
	var out []string
	count := map[string]int{}
	add := func(title string) {
		name := slug(title)
		if n := count[name]; n > 0 {
			out = append(out, fmt.Sprintf("%s-%d", name, n))
		} else {
			out = append(out, name)
		}
		count[name]++
	}
	fenced, before := false, ""
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		for _, m := range named.FindAllStringSubmatch(line, -1) {
			out = append(out, m[1]+m[2])
		}
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
		}
		if !fenced {
			if m := heading.FindStringSubmatch(line); m != nil {
				add(m[1])
			} else if underline.MatchString(line) && strings.TrimSpace(before) != "" {
				add(before)
			}
		}
		before = line
	}
	return out
}

// slug returns the name a heading gets: letters, digits, dashes and underscores,
// in lower case, with a dash for each blank.
func slug(title string) string {
	title = inline.ReplaceAllString(title, "$1")
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(title)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
