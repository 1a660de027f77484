package partial

import (
	"bytes"
	"go/ast"
)

// A chunk is the source of one top-level declaration, or of a parenthesised
// group of them.
type chunk struct {
	file int // of the package
	text []byte
	line int // of the first byte
}

// A taking is a chunk as one load has it.
type taking struct {
	decls []ast.Decl
	whole bool // taken: functions and constants
}

// An index says where the top-level names of a package are declared. It is made
// by looking at the first columns of lines, without parsing: gofmt puts every
// declaration there. What it takes for a declaration inside a raw string is
// never asked for, or found out when the chunk is parsed.
type index struct {
	names   map[string][]*chunk
	methods map[string]map[string][]*chunk // by receiver type, then by name
}

// scan adds the declarations of a file.
func (x *index) scan(f int, src []byte) {
	var cur *chunk
	start, group, line := 0, false, 1
	end := func(at int) {
		if cur != nil {
			cur.text = src[start:at]
		}
	}
	for at := 0; at < len(src); line++ {
		next := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			next = at + i + 1
		}
		text := src[at:next]
		switch kw := keyword(text); {
		case kw != "":
			end(at)
			start, cur = at, &chunk{file: f, line: line}
			group = x.declare(cur, kw, bytes.TrimLeft(text[len(kw):], " "))
		case group && len(text) > 2 && text[0] == '\t' && nameLen(text[1:]) > 0:
			x.list(cur, text[1:])
		case group && text[0] == ')':
			group = false
		}
		at = next
	}
	end(len(src))
}

// keyword returns the keyword of a declaration that starts on the line.
func keyword(line []byte) string {
	if len(line) < 5 {
		return ""
	}
	switch line[0] {
	case 'f', 't', 'v', 'c':
	default:
		return ""
	}
	for _, kw := range [...]string{"func", "type", "var", "const"} {
		if len(line) > len(kw) && string(line[:len(kw)]) == kw && (line[len(kw)] == ' ' || line[len(kw)] == '(') {
			return kw
		}
	}
	return ""
}

// declare enters what a declaration's first line declares and reports whether a
// group follows.
func (x *index) declare(c *chunk, kw string, rest []byte) (group bool) {
	if len(rest) == 0 {
		return false
	}
	if rest[0] != '(' {
		if kw == "func" || kw == "type" {
			x.add(string(rest[:nameLen(rest)]), c)
		} else {
			x.list(c, rest)
		}
		return false
	}
	if kw != "func" {
		return true
	}
	close := bytes.IndexByte(rest, ')')
	if close < 0 {
		return false
	}
	recv, name := receiver(rest[1:close]), bytes.TrimLeft(rest[close+1:], " ")
	name = name[:nameLen(name)]
	if x.methods[recv] == nil {
		x.methods[recv] = map[string][]*chunk{}
	}
	x.methods[recv][string(name)] = append(x.methods[recv][string(name)], c)
	return false
}

// list enters a comma-separated list of names.
func (x *index) list(c *chunk, text []byte) {
	for {
		n := nameLen(text)
		if n == 0 {
			return
		}
		x.add(string(text[:n]), c)
		if !bytes.HasPrefix(text[n:], []byte(", ")) {
			return
		}
		text = text[n+2:]
	}
}

func (x *index) add(name string, c *chunk) {
	if old := x.names[name]; len(old) == 0 || old[len(old)-1] != c {
		x.names[name] = append(old, c)
	}
}

// receiver returns the type name in a receiver's parentheses.
func receiver(text []byte) string {
	if i := bytes.IndexByte(text, '['); i >= 0 {
		text = text[:i]
	}
	if i := bytes.LastIndexAny(text, " *"); i >= 0 {
		text = text[i+1:]
	}
	return string(text)
}

func nameLen(b []byte) int {
	for i, c := range b {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80 || i > 0 && c >= '0' && c <= '9') {
			return i
		}
	}
	return len(b)
}
