package checks

// maxNesting is far beyond what anyone writes.
const maxNesting = 200

// TooDeep returns the line at which a YAML or JSON text nests so deep that it is
// not worth parsing, or 0: the time and memory of the parsers grow with the
// square of the depth. Brackets in strings count as well, which does no harm as
// long as they are closed.
func TooDeep(src []byte) int {
	line, depth, indent, start := 1, 0, 0, true
	for _, c := range src {
		switch c {
		case '\n':
			line, indent, start = line+1, 0, true
			continue
		case ' ', '\t', '-':
			if start {
				indent++
			}
			if indent > 2*maxNesting {
				return line
			}
			continue
		case '[', '{':
			if depth++; depth > maxNesting {
				return line
			}
		case ']', '}':
			depth = max(0, depth-1)
		}
		start = false
	}
	return 0
}
