package api

import (
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Comment is a comment group exactly as the file has it, so that every line
// and word of it still has a position and an offset to edit at.
type Comment struct {
	// Raw is the source from the first comment marker to the end of the last
	// comment; "" means there is no comment.
	Raw string
	// Pos and Off are where Raw starts: line and column, and byte offset.
	Pos walk.Pos
	Off int
}

// IsZero reports whether there is no comment.
func (c Comment) IsZero() bool { return c.Raw == "" }

// A Line is one line of a comment's text.
type Line struct {
	// Text is the line without comment markers and trailing white space.
	Text string
	// Pos and Off are those of the first byte of Text.
	Pos walk.Pos
	Off int
	// Marker reports whether the line is a // comment of its own whose first
	// visible character is "+", as generators that look at whole comments see it.
	Marker bool
	// Block reports whether the line is part of a /* */ comment.
	Block bool
}

// Lines returns the lines of the text as godoc sees it: no comment markers, no
// directives, no blank lines at either end and no runs of them in between.
func (c Comment) Lines() []Line {
	lines := c.rawLines()
	out := lines[:0]
	blank := false
	for _, l := range lines {
		if l.Text == "" {
			blank = len(out) > 0
			continue
		}
		if blank {
			out = append(out, Line{Pos: l.Pos, Off: l.Off, Block: l.Block})
			blank = false
		}
		out = append(out, l)
	}
	return out
}

// AllLines is Lines with every blank line and directive kept, for those who
// look at how a comment is written.
func (c Comment) AllLines() []Line { return c.scan(true) }

func (c Comment) rawLines() []Line { return c.scan(false) }

// scan cuts Raw into lines, following go/ast's rules for what of a comment is
// text.
func (c Comment) scan(directives bool) []Line {
	var out []Line
	line, col := c.Pos.Line, c.Pos.Col
	at := 0
	add := func(from, to int, block bool) {
		text := strings.TrimRight(c.Raw[from:to], " \t\r\n")
		if block {
			text = strings.ReplaceAll(text, "\r", "")
		}
		out = append(out, Line{
			Text:   text,
			Pos:    walk.Pos{Line: line, Col: col + from - at},
			Off:    c.Off + from,
			Marker: !block && strings.HasPrefix(strings.TrimLeft(text, " \t"), "+"),
			Block:  block,
		})
	}
	// endOfLine moves the bookkeeping to the line that starts at i.
	nextLine := func(i int) { line, col, at = line+1, 1, i }

	for i := 0; i < len(c.Raw); {
		switch {
		case strings.HasPrefix(c.Raw[i:], "//"):
			end := len(c.Raw)
			if n := strings.IndexByte(c.Raw[i:], '\n'); n >= 0 {
				end = i + n
			}
			from := i + 2
			switch {
			case from < end && c.Raw[from] == ' ':
				add(from+1, end, false)
			case directives || !isDirective(strings.TrimRight(c.Raw[from:end], "\r")):
				add(from, end, false)
			}
			i = end
		case strings.HasPrefix(c.Raw[i:], "/*"):
			end := len(c.Raw)
			if n := strings.Index(c.Raw[i+2:], "*/"); n >= 0 {
				end = i + 2 + n
			}
			from := i + 2
			for {
				n := strings.IndexByte(c.Raw[from:end], '\n')
				if n < 0 {
					break
				}
				add(from, from+n, true)
				from += n + 1
				nextLine(from)
			}
			add(from, end, true)
			i = min(end+2, len(c.Raw))
		case c.Raw[i] == '\n':
			i++
			nextLine(i)
		default:
			i++
		}
	}
	return out
}

// isDirective reports whether a // comment with this text is an instruction to
// a tool and no documentation, by the rule of go/ast.
func isDirective(text string) bool {
	for _, p := range []string{"line ", "extern ", "export "} {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	word := func(s string) bool {
		for _, r := range []byte(s) {
			if !('a' <= r && r <= 'z' || '0' <= r && r <= '9') {
				return false
			}
		}
		return s != ""
	}
	verb, arg, ok := strings.Cut(text, ":")
	return ok && word(verb) && arg != "" && word(arg[:1])
}

// Text returns what go/ast's CommentGroup.Text does.
func (c Comment) Text() string {
	var b strings.Builder
	for _, l := range c.Lines() {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
