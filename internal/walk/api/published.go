package api

import "strings"

// The three generators that publish a field's comment cut and lay it out
// differently. What each keeps is worked out line by line, so that a reader of
// the published text can be led back to the place in the source.

// SwaggerLines returns the lines of c that SwaggerDoc methods publish:
// everything before the first "---", even inside a line, without lines that
// start with TODO or "+".
func SwaggerLines(c Comment) []Line {
	lines, _ := swaggerLines(c)
	return lines
}

func swaggerLines(c Comment) (lines []Line, cut bool) {
	for _, l := range c.Lines() {
		l.Text, _, cut = strings.Cut(l.Text, "---")
		if !dropped(l.Text) {
			lines = append(lines, l)
		}
		if cut {
			break
		}
	}
	return lines, cut
}

// OpenAPILines returns the lines of c that openapi-gen publishes: like
// SwaggerLines, but only a line that is nothing but "---" ends the text.
func OpenAPILines(c Comment) []Line {
	var out []Line
	for _, l := range c.Lines() {
		if l.Text == "---" {
			break
		}
		if !dropped(l.Text) {
			out = append(out, l)
		}
	}
	return out
}

func dropped(line string) bool {
	lead := strings.TrimLeft(line, " ")
	return strings.HasPrefix(lead, "TODO") || strings.HasPrefix(lead, "+")
}

// CRDLines returns the lines of c that controller-gen publishes: no markers,
// and, outside fenced blocks, no lines that start with TODO and nothing from a
// line that starts with "---" on.
func CRDLines(c Comment) []Line {
	var out []Line
	fenced := false
	block := strings.Contains(c.Raw, "/*")
	for _, l := range c.Lines() {
		if l.Marker {
			continue
		}
		if block {
			l.Text = strings.TrimSpace(l.Text)
		}
		if strings.HasPrefix(l.Text, "```") || strings.HasPrefix(l.Text, "~~~") {
			fenced = !fenced
		}
		if !fenced && strings.HasPrefix(l.Text, "TODO") {
			continue
		}
		if !fenced && strings.HasPrefix(l.Text, "---") {
			break
		}
		out = append(out, l)
	}
	return out
}

// SwaggerText returns the text that SwaggerDoc methods publish of c. Quotes and
// line breaks are not yet escaped as the generated Go code has them.
func SwaggerText(c Comment) string {
	lines, cut := swaggerLines(c)
	if !cut {
		// The generator takes the text's final line break for one more line.
		lines = append(lines, Line{})
	}
	return strings.TrimRight(paragraphs(lines), "\n")
}

// OpenAPIText returns the text that openapi-gen publishes of c, unescaped.
func OpenAPIText(c Comment) string {
	return strings.Trim(strings.Trim(paragraphs(OpenAPILines(c)), "\n"), " ")
}

// CRDText returns the text that controller-gen publishes of c.
func CRDText(c Comment) string {
	lines := CRDLines(c)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return strings.TrimRight(strings.Join(texts, "\n"), "\n")
}

// paragraphs lays lines out the way both openapi-gen and the SwaggerDoc
// generator do: wrapped lines are joined by a blank, an empty line makes a
// paragraph, and an indented line stands alone.
func paragraphs(lines []Line) string {
	var b []byte
	cutLast := func() {
		if len(b) > 0 {
			b = b[:len(b)-1]
		}
	}
	for _, l := range lines {
		text := strings.TrimRight(l.Text, " ")
		switch {
		case text == "":
			cutLast()
			b = append(b, "\n\n"...)
		case text[0] == ' ' || text[0] == '\t':
			cutLast()
			b = append(b, '\n')
			b = append(b, text...)
			b = append(b, '\n')
		default:
			b = append(b, text...)
			b = append(b, ' ')
		}
	}
	return string(b)
}
