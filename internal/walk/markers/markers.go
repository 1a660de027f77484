// Package markers reads the "+name…" lines of comments that generators act on.
//
// Two dialects are about, and the same line can belong to either:
//
//	+kubebuilder:validation:Enum=A;B        a name, and a value behind "="
//	+kubebuilder:printcolumn:name="Age",type=date
//	                                        arguments: the last part of the name is the first's
//	+k8s:minLength=1                        the same shape, but …
//	+k8s:unionMember(union: "u", memberName: "M")
//	+k8s:eachVal=+k8s:maxLength=63          … with arguments in brackets, and markers as values
//
// Parse only takes a line apart; which names exist, and what their values may
// be, is for others to know.
package markers

import (
	"strconv"
	"strings"
)

// A Marker is one marker line.
type Marker struct {
	// Name is what stands between "+" and the first of "=", ":=", "(" and blank.
	Name string
	// Call is the text between the brackets behind the name, and Called whether
	// there are any.
	Call   string
	Called bool
	// Value is the text behind "=", without the comment a code tag may end in;
	// HasValue tells an empty one from none.
	Value    string
	HasValue bool
	// Tail is what else stands on the line: words behind a name that has no
	// value.
	Tail string
	// Torn reports whether a bracket or quote is never closed.
	Torn bool
}

// Parse takes apart a line that starts with "+", blanks around it
// disregarded. It reports whether the line is a marker at all: lines of ASCII
// tables and prose such as "+Inf/-Inf" are not.
func Parse(line string) (Marker, bool) {
	line = strings.TrimSpace(line)
	rest, ok := strings.CutPrefix(line, "+")
	if !ok {
		return Marker{}, false
	}
	n := nameLen(rest)
	if n == 0 || n < len(rest) && !strings.ContainsRune("=( \t", rune(rest[n])) {
		return Marker{}, false
	}
	m := Marker{Name: rest[:n]}
	rest = rest[n:]
	if strings.HasPrefix(rest, "(") {
		end := closing(rest)
		m.Called = true
		if end < 0 {
			m.Call, m.Torn = rest[1:], true
			return m, true
		}
		m.Call, rest = rest[1:end], rest[end+1:]
	}
	if value, ok := strings.CutPrefix(rest, "="); ok {
		m.HasValue = true
		m.Name = strings.TrimSuffix(m.Name, ":") // ":=" is the same to controller-tools
		m.Value, m.Torn = trimComment(value)
	} else {
		m.Tail = strings.TrimSpace(rest)
	}
	return m, true
}

// nameLen returns how many bytes at the start of s make a marker name.
func nameLen(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '.' || c == ':' || c == '-')) {
			return i
		}
	}
	return len(s)
}

// closing returns the index of the bracket that closes the one at s[0], or -1.
func closing(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return i
			}
		case '"', '`', '\'':
			n := quoted(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		}
	}
	return -1
}

// quoted returns the length of the string literal at the start of s, or -1.
func quoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] != '`':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return -1
}

// trimComment cuts a " # comment" off a value, unless it stands in a string.
func trimComment(value string) (string, bool) {
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '"', '`':
			n := quoted(value[i:])
			if n < 0 {
				return strings.TrimSpace(value), true
			}
			i += n - 1
		case '#':
			if i > 0 && value[i-1] == ' ' {
				return strings.TrimSpace(value[:i]), false
			}
		}
	}
	return strings.TrimSpace(value), false
}

// An Arg is one argument of a marker. Name is "" if it is given by position.
type Arg struct {
	Name string
	// Value is the argument as written; see Unquote.
	Value string
}

// Unquote returns the argument's string if it is quoted, else the value as it
// is.
func (a Arg) Unquote() string {
	if s, err := strconv.Unquote(a.Value); err == nil {
		return s
	}
	return a.Value
}

// Args returns the arguments in brackets, "k: v" each, or a single value.
func (m Marker) Args() []Arg {
	var args []Arg
	for _, part := range Split(m.Call, ',') {
		if name, value, ok := Cut(part, ':'); ok && nameLen(name) == len(name) {
			args = append(args, Arg{Name: name, Value: strings.TrimSpace(value)})
		} else if part != "" {
			args = append(args, Arg{Value: part})
		}
	}
	return args
}

// Options returns the arguments of a marker that has them behind the last part
// of its name, "a:b:first=1,second=2", and the name without that part.
func (m Marker) Options() (name string, args []Arg) {
	i := strings.LastIndexByte(m.Name, ':')
	name = m.Name[:max(i, 0)]
	for n, part := range Split(m.Value, ',') {
		if n == 0 {
			part = m.Name[i+1:] + "=" + part
		}
		key, value, _ := Cut(part, '=')
		args = append(args, Arg{Name: key, Value: strings.TrimSpace(value)})
	}
	return name, args
}

// List returns the items of a value such as "A;B" or "{A,B}".
func (m Marker) List() []string {
	value := m.Value
	sep := byte(';')
	if strings.HasPrefix(value, "{") && strings.HasSuffix(value, "}") {
		value, sep = value[1:len(value)-1], ','
	}
	var items []string
	for _, s := range Split(value, sep) {
		items = append(items, Arg{Value: s}.Unquote())
	}
	return items
}

// Nested returns the marker that is the marker's value, if it is one.
func (m Marker) Nested() (Marker, bool) {
	if !m.HasValue {
		return Marker{}, false
	}
	return Parse(m.Value)
}

// Split cuts s at the separators that are not inside brackets or strings and
// trims blanks from the parts.
func Split(s string, sep byte) []string {
	var parts []string
	for s != "" {
		part, rest, ok := Cut(s, sep)
		parts = append(parts, strings.TrimSpace(part))
		if !ok {
			break
		}
		s = rest
	}
	return parts
}

// Cut is strings.Cut at the first separator outside of brackets and strings.
func Cut(s string, sep byte) (before, after string, found bool) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case sep:
			return strings.TrimSpace(s[:i]), s[i+1:], true
		case '(', '[', '{':
			n := closing(s[i:])
			if n < 0 {
				return s, "", false // never closed: all the rest is inside
			}
			i += n
		case '"', '`':
			n := quoted(s[i:])
			if n < 0 {
				return s, "", false
			}
			i += n - 1
		}
	}
	return s, "", false
}
