package clidoc

import (
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// textBlocks reads help text, which is written for a terminal: paragraphs apart by
// empty lines, lists by marks, and what is indented, or fenced, is to be shown as
// it stands. Nothing in it is markup. link says where a phrase in quotes leads to.
func textBlocks(text string, link func(phrase string) render.Ref) []render.Block {
	r := textReader{link: link}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(expandTabs(lines[i]), " ")
	}
	base := commonIndent(lines)
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if len(line) >= base {
			line = line[base:]
		}
		switch {
		case strings.HasPrefix(strings.TrimLeft(line, " "), "```"):
			i = r.fenced(lines, i, base)
		case line == "":
			r.flush()
		case isItem(line):
			r.flushUnless(itemRE)
			r.pending = append(r.pending, line)
		case strings.HasPrefix(line, codeIndent) && len(r.pending) == 0:
			i = r.indented(lines, i, base)
		default:
			r.pending = append(r.pending, line)
		}
	}
	r.flush()
	return r.out
}

// codeIndent is how far text must be indented, behind an empty line, to be taken
// for something to show as it stands.
const codeIndent = "  "

var itemRE = regexp.MustCompile(`^ {0,6}(?:[*+•-]|[0-9]{1,3}[.)]) +(\S.*)$`)

func isItem(line string) bool { return itemRE.MatchString(line) }

type textReader struct {
	link    func(string) render.Ref
	out     []render.Block
	pending []string // of a paragraph, or of items
}

// flushUnless ends a paragraph, but not a list of items.
func (r *textReader) flushUnless(re *regexp.Regexp) {
	if len(r.pending) > 0 && !re.MatchString(r.pending[0]) {
		r.flush()
	}
}

func (r *textReader) flush() {
	lines := r.pending
	r.pending = nil
	if len(lines) == 0 {
		return
	}
	if !isItem(lines[0]) {
		r.out = append(r.out, render.Paragraph{Text: r.text(strings.Join(trimAll(lines), " "))})
		return
	}
	var items []string
	for _, line := range lines {
		if m := itemRE.FindStringSubmatch(line); m != nil {
			items = append(items, m[1])
		} else {
			items[len(items)-1] += " " + strings.TrimSpace(line)
		}
	}
	first := strings.TrimLeft(lines[0], " ")
	list := render.List{Ordered: first[0] >= '0' && first[0] <= '9', Start: 1}
	for _, item := range items {
		list.Items = append(list.Items, render.Item{Blocks: []render.Block{render.Paragraph{Text: r.text(item)}}})
	}
	// Items apart by empty lines are one list.
	if n := len(r.out); n > 0 {
		if last, ok := r.out[n-1].(render.List); ok && last.Ordered == list.Ordered {
			last.Items = append(last.Items, list.Items...)
			r.out[n-1] = last
			return
		}
	}
	r.out = append(r.out, list)
}

// fenced takes lines up to a closing fence and returns the index of the last.
func (r *textReader) fenced(lines []string, i, base int) int {
	r.flush()
	var code []string
	for i++; i < len(lines) && !strings.HasPrefix(strings.TrimLeft(lines[i], " "), "```"); i++ {
		code = append(code, lines[i][min(base, len(lines[i])):])
	}
	r.pre(code)
	return i
}

// indented takes lines as long as they are, empty ones between them included.
func (r *textReader) indented(lines []string, i, base int) int {
	var code []string
	for ; i < len(lines); i++ {
		line := lines[i][min(base, len(lines[i])):]
		if line != "" && !strings.HasPrefix(line, codeIndent) {
			break
		}
		code = append(code, line)
	}
	r.pre(code)
	return i - 1
}

func (r *textReader) pre(code []string) {
	indent := commonIndent(code)
	for i := range code {
		code[i] = code[i][min(indent, len(code[i])):]
	}
	if text := strings.Trim(strings.Join(code, "\n"), "\n"); text != "" {
		r.out = append(r.out, render.Pre{Text: text})
	}
}

// quotedRE finds phrases in quotes of any kind.
var quotedRE = regexp.MustCompile("\"[^\"\n]+\"|'[^'\n]+'|`[^`\n]+`")

// text sets phrases in back quotes as code, and links those that are commands.
func (r *textReader) text(s string) render.Text {
	var out render.Text
	last := 0
	for _, at := range quotedRE.FindAllStringIndex(s, -1) {
		phrase := s[at[0]+1 : at[1]-1]
		to := render.Ref{}
		if r.link != nil {
			to = r.link(phrase)
		}
		tick := s[at[0]] == '`'
		if to.IsZero() && !tick {
			continue
		}
		from, end := at[0], at[1]
		if !tick { // the quotes stay
			from, end = from+1, end-1
		}
		out = appendWords(out, s[last:from])
		out = append(out, render.Span{Text: phrase, Style: render.Mono, To: to})
		last = end
	}
	return appendWords(out, s[last:])
}

func appendWords(t render.Text, s string) render.Text {
	if s == "" {
		return t
	}
	return append(t, render.Span{Text: s})
}

func trimAll(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimSpace(line)
	}
	return out
}

func commonIndent(lines []string) int {
	indent := -1
	for _, line := range lines {
		if n := len(line) - len(strings.TrimLeft(line, " ")); strings.TrimSpace(line) != "" && (indent < 0 || n < indent) {
			indent = n
		}
	}
	return max(indent, 0)
}

func expandTabs(line string) string {
	for {
		i := strings.IndexByte(line, '\t')
		if i < 0 {
			return line
		}
		line = line[:i] + strings.Repeat(" ", 4-i%4) + line[i+1:]
	}
}

// unindent is an example without the indent its lines share.
func unindent(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	indent := commonIndent(lines)
	for i := range lines {
		lines[i] = lines[i][min(indent, len(lines[i])):]
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
