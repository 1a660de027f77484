package report

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzText makes sure that no source line, path or message can make the text
// format print anything but one visible line each, and that what is underlined
// lies within the line.
func FuzzText(f *testing.F) {
	f.Add("\tvar x = \"日本\"", "a/b.go", "a message", 6, 9)
	f.Add("\u202e\x1b]0;t\a\xff", "\x9b", "\r\n\u2066", 1, 4)
	f.Add(strings.Repeat("é👨‍👩‍👧", 200), "", "", 300, 320)
	f.Fuzz(func(t *testing.T, line, path, message string, from, to int) {
		if strings.ContainsAny(line, "\n") || from < 0 || to < 0 {
			return
		}
		r := &Report{Diagnostics: []Diagnostic{{
			Rule: "KX001", Slug: "test", Severity: "error", Path: path, Message: message,
			Start: &Pos{1, from}, End: &Pos{1, to}, source: line,
		}}}
		var b bytes.Buffer
		if err := (Text{}).Write(&b, r); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(b.Bytes()) {
			t.Errorf("not UTF-8: %q", b.String())
		}
		lines := 0
		for _, c := range b.String() {
			if c == '\n' {
				lines++
			} else if !visible(c) {
				t.Fatalf("%q reaches the terminal", c)
			}
		}
		if lines > 5 {
			t.Errorf("%d lines: %q", lines, b.String())
		}
		if s := layOut(line, min(from, len(line)), min(to, len(line))); s.from > s.to {
			t.Errorf("underlines from %d to %d", s.from, s.to)
		}
	})
}
