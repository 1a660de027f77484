package typed

import "strings"

// stripBodies blanks what stands between the braces of every function
// declaration, and of large tables of constants in variables, in place. Lines
// and offsets stay what they were, so the parser is spared nine tenths of the
// syntax and positions still hold. Source it does not understand is left as it
// is from there on.
func stripBodies(src []byte) {
	s := stripper{src: src}
	for s.i < len(src) {
		if s.skip() {
			continue
		}
		c := src[s.i]
		switch {
		case c == 'f' && s.depth == 0 && s.word("func") && s.startsDeclaration():
			s.i += len("func")
			s.inVar = false
			s.function()
			continue
		case letter(c):
			s.topWord()
			continue
		case c == '{' && s.inVar && !s.typeWord:
			s.table()
			s.last = '}'
			continue
		case c == '(' || c == '[' || c == '{':
			s.depth++
		case c == ')' || c == ']' || c == '}':
			s.depth--
		}
		if c > ' ' {
			s.last = c
			s.typeWord = false
		}
		s.i++
	}
}

// topWord passes over a word outside functions.
func (s *stripper) topWord() {
	start := s.i
	for s.i < len(s.src) && letter(s.src[s.i]) {
		s.i++
	}
	w := string(s.src[start:s.i])
	s.typeWord = w == "struct" || w == "interface"
	s.last = 'a'
	if s.depth == 0 {
		switch w {
		case "var":
			s.inVar, s.begin = true, s.i
		case "type", "const", "import":
			s.inVar = false
		}
	}
}

// tableSize is from how many bytes on a table is worth blanking.
const tableSize = 200

// table passes over a composite literal, or whatever else is in braces in the
// initialiser of a variable, and blanks it if it is large and nothing in it but
// literals, keys and types: its type does not depend on that, unless it is an
// array that counts its elements.
func (s *stripper) table() {
	open := s.i
	s.braces(false)
	if s.i-open < tableSize || s.i > len(s.src) || s.src[s.i-1] != '}' {
		return
	}
	from := max(s.begin, open-200)
	if strings.Contains(string(s.src[from:open]), "[...]") || !inert(s.src[open+1:s.i-1]) {
		return
	}
	s.blank(open)
}

// inert reports whether the inside of a literal holds nothing that could be a
// variable or a call.
func inert(src []byte) bool {
	s := stripper{src: src}
	for s.i < len(src) {
		if s.skip() {
			continue
		}
		switch c := src[s.i]; {
		case '0' <= c && c <= '9':
			for s.i < len(src) && (letter(src[s.i]) || src[s.i] == '.') {
				s.i++
			}
			continue
		case letter(c):
			if !s.inertName() {
				return false
			}
			continue
		case strings.IndexByte(" \t\r\n{},:+-.&[]*", c) < 0:
			return false
		}
		s.i++
	}
	return true
}

// inertName passes over a name and reports whether it is a predeclared value, a
// key or the type of a literal.
func (s *stripper) inertName() bool {
	start := s.i
	for s.i < len(s.src) && (letter(s.src[s.i]) || s.src[s.i] == '.') {
		s.i++
	}
	switch string(s.src[start:s.i]) {
	case "true", "false", "nil", "map":
		return true
	case "func", "struct", "interface", "chan":
		return false
	}
	for i := s.i; i < len(s.src); i++ {
		switch s.src[i] {
		case ' ', '\t':
		case ':', '{', ']':
			return true
		default:
			return false
		}
	}
	return false
}

type stripper struct {
	src   []byte
	i     int
	depth int
	inVar bool // in a declaration of variables
	begin int  // where that began
	// typeWord: the last word was struct or interface.
	typeWord bool
	last     byte // the last byte that is no blank and in no comment, as far as it matters
}

// startsDeclaration tells a declaration from a function type or literal: it
// begins a line, and nothing before it asks for an operand.
func (s *stripper) startsDeclaration() bool {
	for i := s.i - 1; i >= 0 && s.src[i] != '\n'; i-- {
		if s.src[i] != ' ' && s.src[i] != '\t' && s.src[i] != '\r' {
			return s.src[i] == ';'
		}
	}
	return s.last == 0 || strings.IndexByte("=+-*/%&|^<>!:,.", s.last) < 0
}

// word reports whether a word stands at the current place.
func (s *stripper) word(w string) bool {
	end := s.i + len(w)
	return end <= len(s.src) && string(s.src[s.i:end]) == w &&
		(s.i == 0 || !letter(s.src[s.i-1])) && (end == len(s.src) || !letter(s.src[end]))
}

func letter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// skip passes over one comment or literal and reports whether there was one.
func (s *stripper) skip() bool {
	src := s.src
	switch c := src[s.i]; {
	case c == '"' || c == '\'':
		s.last = c
		for s.i++; s.i < len(src) && src[s.i] != c && src[s.i] != '\n'; s.i++ {
			if src[s.i] == '\\' {
				s.i++
			}
		}
		s.i++
	case c == '`':
		s.last = c
		for s.i++; s.i < len(src) && src[s.i] != '`'; s.i++ {
		}
		s.i++
	case c == '/' && s.i+1 < len(src) && src[s.i+1] == '/':
		for s.i < len(src) && src[s.i] != '\n' {
			s.i++
		}
	case c == '/' && s.i+1 < len(src) && src[s.i+1] == '*':
		for s.i += 3; s.i < len(src) && !(src[s.i] == '/' && src[s.i-1] == '*'); s.i++ {
		}
		s.i++
	default:
		return false
	}
	return true
}

// function passes over what follows "func" at the top level and blanks its
// body. The body's brace is the first outside parentheses that opens no struct
// or interface type.
func (s *stripper) function() {
	nested := 0
	literal := false // the last word was struct or interface
	for s.i < len(s.src) {
		if s.skip() {
			continue
		}
		c := s.src[s.i]
		switch {
		case c == '(' || c == '[':
			nested++
		case c == ')' || c == ']':
			nested--
		case c == '{' && (nested > 0 || literal):
			s.braces(false)
			literal = false
			continue
		case c == '{':
			s.braces(true)
			return
		case c == '\n' && nested == 0:
			return // declared without a body
		case letter(c):
			start := s.i
			for s.i < len(s.src) && letter(s.src[s.i]) {
				s.i++
			}
			w := string(s.src[start:s.i])
			literal = w == "struct" || w == "interface"
			continue
		}
		if c != ' ' && c != '\t' {
			literal = false
		}
		s.i++
	}
}

// braces passes over a braced part, and blanks its inside if asked to.
func (s *stripper) braces(blank bool) {
	open, depth := s.i, 0
	for s.i < len(s.src) {
		if s.skip() {
			continue
		}
		switch s.src[s.i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		s.i++
		if depth == 0 {
			break
		}
	}
	if depth == 0 && blank {
		s.blank(open)
	}
}

// blank empties the braces that were opened at open and end here.
func (s *stripper) blank(open int) {
	for i := open + 1; i < s.i-1; i++ {
		if s.src[i] != '\n' {
			s.src[i] = ' '
		}
	}
}
