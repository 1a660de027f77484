package cliexample

import (
	"regexp"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// A word is one argument of a call in an example. Hole marks, in Text, a part
// that only the shell or the reader knows: a variable, a command's output, a
// <placeholder>.
type word struct {
	Text string
	// Quoted reports whether any of it was quoted.
	Quoted bool
}

// hole is a rune of the private use area, which no example contains.
const hole = '\ue000'

// open reports whether part of the word is not known.
func (w word) open() bool { return strings.ContainsRune(w.Text, hole) }

// A call is one simple command of an example.
type call struct {
	Line  int // in the example, from 1
	Words []word
	// More reports whether arguments may follow that are not written here, as
	// behind xargs.
	More bool
}

// A badLine is a line that no shell would take.
type badLine struct {
	Line   int
	Text   string
	Reason string
}

// calls reads an example as a shell script and returns its simple commands, in
// pipes, lists, loops and substitutions too. Text that is no script as a whole is
// read line by line.
func calls(example string) ([]call, []badLine) {
	text := prepare(example)
	if found, err := parse(text, 1); err == nil {
		return found, nil
	}
	var out []call
	var bad []badLine
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		n := statement(lines[i:])
		found, err := parse(strings.Join(lines[i:i+n], "\n"), i+1)
		if err != nil {
			bad = append(bad, badLine{i + 1, strings.TrimSpace(lines[i]), reason(err)})
		}
		out = append(out, found...)
		i += n - 1
	}
	return out, bad
}

// statement counts the lines that belong together at the start: those joined by
// a backslash, those of a here-document, or those up to where a quote or bracket
// closes again.
func statement(lines []string) int {
	n := 1
	for n < len(lines) && strings.HasSuffix(strings.TrimRight(lines[n-1], " \t"), `\`) {
		n++
	}
	for m := n; m <= len(lines) && m < n+60; m++ {
		if m > n && strings.TrimSpace(lines[m-1]) == "" && !strings.Contains(lines[0], "<<") {
			break // a new paragraph: the quote was a slip
		}
		if _, err := parse(strings.Join(lines[:m], "\n"), 1); err == nil {
			return m
		}
	}
	return n
}

var (
	prompt      = regexp.MustCompile(`(?m)^([ \t]*)[$%] `)
	placeholder = regexp.MustCompile(`<[A-Za-z][^<>;&\n]*[^<>;&|\n ]>|<[A-Za-z]>`)
	ellipsis    = regexp.MustCompile(`(^|[\s\]])(\.\.\.|…)`)
)

// prepare turns what is no shell into words with holes, keeping lines. The indent
// that all lines share goes: it is for reading, and a shell would not find the end
// of a here-document behind it.
func prepare(example string) string {
	text := dedent(strings.ReplaceAll(example, "\r", ""))
	text = prompt.ReplaceAllString(text, "$1")
	text = placeholder.ReplaceAllString(text, string(hole))
	return ellipsis.ReplaceAllString(text, "$1"+string(hole))
}

func dedent(text string) string {
	lines := strings.Split(text, "\n")
	indent := -1
	for _, line := range lines {
		if trimmed := strings.TrimLeft(line, " \t"); trimmed != "" && (indent < 0 || len(line)-len(trimmed) < indent) {
			indent = len(line) - len(trimmed)
		}
	}
	for i, line := range lines {
		lines[i] = line[min(max(indent, 0), len(line)):]
	}
	return strings.Join(lines, "\n")
}

func reason(err error) string {
	msg := err.Error()
	if i := strings.Index(msg, ": "); i >= 0 {
		msg = msg[i+2:]
	}
	return msg
}

func parse(text string, firstLine int) ([]call, error) {
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return nil, err
	}
	var out []call
	syntax.Walk(file, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.CallExpr); ok && len(c.Args) > 0 {
			var words []word
			for _, w := range c.Args {
				words = append(words, read(w))
			}
			words, more := unwrap(words)
			if len(words) > 0 {
				out = append(out, call{firstLine - 1 + int(c.Args[0].Pos().Line()), words, more})
			}
		}
		return true
	})
	return out, nil
}

// read evaluates a word as far as that goes without a shell.
func read(w *syntax.Word) word {
	var b strings.Builder
	quoted := false
	var parts func([]syntax.WordPart, bool)
	parts = func(list []syntax.WordPart, inQuotes bool) {
		for _, p := range list {
			switch p := p.(type) {
			case *syntax.Lit:
				b.WriteString(unescape(p.Value, inQuotes))
			case *syntax.SglQuoted:
				quoted = true
				b.WriteString(p.Value)
			case *syntax.DblQuoted:
				quoted = true
				parts(p.Parts, true)
			default:
				b.WriteRune(hole)
			}
		}
	}
	parts(w.Parts, false)
	return word{b.String(), quoted}
}

// unescape drops backslashes that quote.
func unescape(s string, inQuotes bool) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if s[i+1] == '\n' {
				i++
				continue
			}
			if !inQuotes || strings.IndexByte("$`\"\\", s[i+1]) >= 0 {
				i++
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// wrappers are programs that run what their arguments say, with those of their
// flags that take a value.
var wrappers = map[string]string{
	"sudo": "ugpChDRTrt", "env": "uSC", "time": "fo", "nohup": "", "exec": "a", "command": "", "nice": "n",
	"xargs": "adEIiLnPs", "watch": "nq", "timeout": "ks", "strace": "eopsu", "builtin": "",
}

var assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`)

// unwrap drops the programs around the one that is called.
func unwrap(words []word) ([]word, bool) {
	more := false
	for len(words) > 0 {
		name := words[0].Text
		valued, ok := wrappers[name]
		if !ok {
			break
		}
		more = more || name == "xargs"
		words = words[1:]
		for len(words) > 0 {
			w := words[0].Text
			if assignment.MatchString(w) || name == "timeout" && w != "" && w[0] >= '0' && w[0] <= '9' {
				words = words[1:]
				continue
			}
			if !strings.HasPrefix(w, "-") {
				break
			}
			words = words[1:]
			if len(w) == 2 && strings.ContainsAny(w[1:], valued) && len(words) > 0 {
				words = words[1:]
			}
		}
	}
	return words, more
}
