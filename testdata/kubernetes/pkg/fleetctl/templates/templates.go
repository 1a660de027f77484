// Package templates brings the texts of commands into a uniform shape.
package templates

import "strings"

const indent = "  "

// LongDesc removes the indentation that a text has in the source, and the blank
// lines around it.
func LongDesc(text string) string {
	lines := strings.Split(text, "\n")
	margin := -1
	for _, line := range lines {
		body := strings.TrimLeft(line, "\t ")
		if body == "" {
			continue
		}
		if n := len(line) - len(body); margin < 0 || n < margin {
			margin = n
		}
	}
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			lines[i] = ""
		} else if margin > 0 {
			lines[i] = line[margin:]
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// Examples indents every line of a text by two blanks.
func Examples(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = indent + strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}
