package apijsonpath

import (
	"strings"
)

// element stands for whatever brackets choose.
const element = "[]"

// split takes a path such as `.status.conditions[?(@.type=="Ready")].status`
// apart. It is not ok for paths with more in them than names and brackets.
func split(path string) (steps []string, ok bool) {
	path = strings.TrimSuffix(strings.TrimPrefix(path, "{"), "}")
	for path != "" {
		switch path[0] {
		case '.':
			n := 1
			var name strings.Builder
			for n < len(path) && path[n] != '.' && path[n] != '[' {
				if path[n] == '\\' && n+1 < len(path) {
					n++
				}
				name.WriteByte(path[n])
				n++
			}
			if name.Len() == 0 || strings.ContainsAny(name.String(), "*?@(){} ") {
				return nil, false
			}
			steps, path = append(steps, name.String()), path[n:]
		case '[':
			n := closing(path)
			if n < 0 {
				return nil, false
			}
			inside := path[1:n]
			if len(inside) > 1 && (inside[0] == '\'' || inside[0] == '"') && strings.Count(inside, inside[:1]) == 2 {
				steps = append(steps, inside[1:len(inside)-1])
			} else {
				steps = append(steps, element)
			}
			path = path[n+1:]
		default:
			return nil, false
		}
	}
	return steps, true
}

// closing returns the index of the bracket that closes the one at path[0].
func closing(path string) int {
	depth := 0
	var quote byte
	for i := range len(path) {
		switch c := path[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
