package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A logWriter stands before each of the program's streams. They end in terminals
// and in the logs of CI systems, which both act on some of what they are given,
// and much of what kdoc prints comes out of a tree that nobody vouches for. What
// would be acted on is written as an escape instead, here and for every command:
//
//   - workflow commands of GitHub: lines that begin with :: after white space, and
//     ##[ anywhere;
//   - logging commands of Azure, ##vso[, and service messages of TeamCity,
//     ##teamcity[, anywhere;
//   - sections of GitLab and notes of Jenkins, which need a carriage return or an
//     escape character;
//   - escape sequences of terminals but for plain colours, other control
//     characters, and characters that reorder text.
//
// The escapes \u0023 and \u202e mean the same in JSON, where a line does not begin
// with ::, so JSON on a stream stays what it is. Files that kdoc writes hold
// everything as it is.
//
// Sources: https://docs.github.com/actions/reference/workflow-commands-for-github-actions,
// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands,
// https://www.jetbrains.com/help/teamcity/service-messages.html.
type logWriter struct {
	mu   sync.Mutex
	w    io.Writer
	held []byte // the end of a line that is to come
	mid  bool   // held begins in the middle of a line
}

// A line longer than longestHeld is written in parts, of which the next begins
// before anything that the last could have cut.
const (
	longestHeld = 64 << 10
	longestSign = 64
)

// Write keeps the end of a line that has not come yet; see Flush.
func (l *logWriter) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = append(l.held, b...)
	n := bytes.LastIndexByte(l.held, '\n') + 1
	if len(l.held)-n > longestHeld {
		n = len(l.held) - longestSign
	}
	return len(b), l.write(n)
}

// Flush writes what is held back.
func (l *logWriter) Flush() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.write(len(l.held))
}

func (l *logWriter) write(n int) error {
	if n == 0 {
		return nil
	}
	var out []byte
	for line := range bytes.Lines(l.held[:n]) {
		out = harmless(out, line, !l.mid)
		l.mid = line[len(line)-1] != '\n'
	}
	l.held = append(l.held[:0], l.held[n:]...)
	_, err := l.w.Write(out)
	return err
}

var (
	signRE   = regexp.MustCompile(`^##(?:\[|vso\[|teamcity\[)`)
	colourRE = regexp.MustCompile(`^\x1b\[[0-7;9]*m`) // not 8, which hides text
)

// harmless appends a line, or if start is not set the rest of one, to out.
func harmless(out, line []byte, start bool) []byte {
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		rest := line[i:]
		switch {
		case r == '\n' || r == '\t' || r == '\r' && string(rest) == "\r\n":
			out = append(out, rest[:size]...)
		case start && bytes.HasPrefix(rest, []byte("::")):
			out = append(out, `\x3a`...)
			start = false
		case r == '#' && signRE.Match(rest):
			out = append(out, `\u0023`...)
			start = false
		case r == 0x1b && colourRE.Match(rest):
			size = len(colourRE.Find(rest))
			out = append(out, rest[:size]...)
		case r == '\r':
			out = append(out, `\r`...)
			start = false
		case r < ' ' || r == 0x7f:
			out = fmt.Appendf(out, `\x%02x`, r)
			start = false
		case r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029:
			out = fmt.Appendf(out, `\u%04x`, r)
			start = false
		default:
			out = append(out, rest[:size]...)
			start = start && (unicode.IsSpace(r) || r == '\ufeff')
		}
		i += size
	}
	return out
}
