package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// escape makes text show as it is. Characters that cannot begin anything where
// they stand are left alone, so that the source stays readable.
func escape(s string) string {
	s = flat(render.Visible(s))
	if !strings.ContainsAny(s, "\\`*_[]<>&~|!") && !strings.Contains(s, "://") && !strings.Contains(s, "www.") && !strings.Contains(s, "@") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '*', '[', ']', '<', '>', '~', '|':
			b.WriteByte('\\')
		case '_':
			// Between letters it is part of a name.
			if !inWord(s, i) {
				b.WriteByte('\\')
			}
		case '&':
			// Could begin a character reference.
			if i+1 < len(s) && (s[i+1] == '#' || isLetter(s[i+1])) {
				b.WriteByte('\\')
			}
		case '!':
			if i+1 < len(s) && s[i+1] == '[' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func inWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	word := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return word(before) && word(after)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// lineStart escapes what would make the start of a line a list, a heading or a
// rule. The text is escaped otherwise.
func lineStart(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '#', '+', '-', '=', ':':
		return `\` + s
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}

// flat replaces line ends and tabs, which mean something to Markdown.
func flat(s string) string {
	if !strings.ContainsAny(s, "\n\t") {
		return s
	}
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(s)
}

// code sets text as source: behind back-ticks, more of them than it has.
func code(s string) string {
	s = strings.TrimSpace(flat(render.Visible(s)))
	if s == "" {
		return ""
	}
	ticks := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
