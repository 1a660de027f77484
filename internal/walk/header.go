package walk

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A syntaxError is something the parser did not understand.
type syntaxError struct {
	Pos Pos
	Msg string
}

// parseHeader reads the header of a Go file. Nearly every file takes the road
// through scanHeader, which reads only as far as the first declaration; what it
// is not sure of goes to go/parser, whose word is final.
func parseHeader(src []byte) (Header, []syntaxError) {
	h, ok := scanHeader(src)
	if !ok {
		return parseHeaderSlow(src)
	}
	return h, nil
}

// A headerScanner reads a package clause and import declarations. It accepts
// only what it is certain go/parser accepts in the same way; ok turns false at
// the first doubt.
type headerScanner struct {
	src  []byte
	off  int
	ok   bool
	line int // line of off
	bol  int // offset of that line's first byte

	comments commentBlock
}

func scanHeader(src []byte) (h Header, ok bool) {
	s := headerScanner{src: src, ok: true, line: 1}
	if len(src) >= 3 && src[0] == 0xEF && src[1] == 0xBB && src[2] == 0xBF {
		s.off = 3
	}
	s.space(&s.comments)
	h.PackagePos = s.pos()
	s.keyword("package")
	s.blanks()
	h.Package = s.ident()
	s.endOfStatement()
	for s.ok {
		s.space(nil)
		if !s.at("import") {
			break
		}
		s.keyword("import")
		s.importDecl(&h)
	}
	s.ok = s.ok && h.Package != "_" && s.startsDecl()
	if !s.ok {
		return Header{}, false
	}
	s.comments.fill(&h)
	return h, true
}

func (s *headerScanner) pos() Pos { return Pos{Line: s.line, Col: s.off - s.bol + 1} }

func (s *headerScanner) fail() { s.ok = false }

// peek returns the byte i ahead, 0 at the end.
func (s *headerScanner) peek(i int) byte {
	if s.off+i < len(s.src) {
		return s.src[s.off+i]
	}
	return 0
}

func (s *headerScanner) newline() {
	s.off++
	s.line++
	s.bol = s.off
}

// blanks skips blanks on the line.
func (s *headerScanner) blanks() {
	for c := s.peek(0); c == ' ' || c == '\t' || c == '\r'; c = s.peek(0) {
		s.off++
	}
}

// space skips white space, semicolons and comments, handing the comments to
// block if there is one.
func (s *headerScanner) space(block *commentBlock) {
	for s.ok && s.off < len(s.src) {
		switch c := s.src[s.off]; {
		case c == '\n':
			s.newline()
		case c == ' ' || c == '\t' || c == '\r':
			s.off++
		case c == '/' && (s.peek(1) == '/' || s.peek(1) == '*'):
			s.comment(block)
		default:
			return
		}
	}
}

// comment skips one comment.
func (s *headerScanner) comment(block *commentBlock) {
	start, line := s.off, s.line
	if s.peek(1) == '/' {
		for s.off < len(s.src) && s.src[s.off] != '\n' {
			s.off++
		}
	} else {
		s.off += 2
		for s.off < len(s.src) && !(s.src[s.off] == '*' && s.peek(1) == '/') {
			if s.src[s.off] == '\n' {
				s.newline()
			} else {
				s.off++
			}
		}
		s.off += 2
		if s.off > len(s.src) {
			s.off = len(s.src)
			s.fail()
			return
		}
	}
	text := s.src[start:s.off]
	if !plainText(text) {
		s.fail()
	} else if block != nil {
		block.add(string(text), line, s.line)
	}
}

// plainText reports whether go/scanner takes the bytes without complaint and
// without changing them.
func plainText(b []byte) bool {
	for _, c := range b {
		if c == 0 || c == '\r' {
			return false
		}
	}
	return utf8.Valid(b) && !strings.Contains(string(b), "\uFEFF")
}

// at reports whether a whole keyword comes next.
func (s *headerScanner) at(word string) bool {
	return strings.HasPrefix(string(s.src[s.off:min(len(s.src), s.off+len(word))]), word) && !identByte(s.peek(len(word)))
}

func (s *headerScanner) keyword(word string) {
	if !s.at(word) {
		s.fail()
		return
	}
	s.off += len(word)
}

// identByte takes bytes beyond ASCII for part of an identifier, so that a
// keyword followed by one is not mistaken; ident then refuses them.
func identByte(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= utf8.RuneSelf
}

func (s *headerScanner) ident() string {
	start := s.off
	for identByte(s.peek(0)) {
		s.off++
	}
	name := string(s.src[start:s.off])
	if name == "" || '0' <= name[0] && name[0] <= '9' || token.IsKeyword(name) {
		s.fail()
	}
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			s.fail()
		}
	}
	return name
}

// endOfStatement expects a newline, a semicolon, a comment or the end of file.
func (s *headerScanner) endOfStatement() {
	s.blanks()
	switch c := s.peek(0); {
	case s.off >= len(s.src):
	case c == '\n':
		s.newline()
	case c == ';':
		s.off++
	case c == '/' && s.peek(1) == '/':
	default:
		s.fail()
	}
}

// importDecl reads what follows "import".
func (s *headerScanner) importDecl(h *Header) {
	s.blanks()
	if s.peek(0) != '(' {
		s.importSpec(h)
		s.endOfStatement()
		return
	}
	s.off++
	for s.ok {
		s.space(nil)
		if s.peek(0) == ')' {
			s.off++
			s.endOfStatement()
			return
		}
		s.importSpec(h)
		s.blanks()
		if s.peek(0) != ')' {
			s.endOfStatement()
		}
	}
}

func (s *headerScanner) importSpec(h *Header) {
	im := Import{Pos: s.pos()}
	switch c := s.peek(0); {
	case c == '.':
		im.Name = "."
		s.off++
	case c != '"' && c != '`':
		im.Name = s.ident()
	}
	if im.Name != "" {
		s.blanks()
	}
	im.PathPos = s.pos()
	quote := s.peek(0)
	if quote != '"' && quote != '`' {
		s.fail()
		return
	}
	start := s.off + 1
	for s.off++; s.peek(0) != quote; s.off++ {
		// Go forbids more than these in a path; the parser says which.
		if c := s.peek(0); c <= ' ' || c >= 0x7f || strings.IndexByte("!\"#$%&'()*,:;<=>?[]^`{|}\\", c) >= 0 {
			s.fail()
			return
		}
	}
	im.Path = string(s.src[start:s.off])
	s.off++
	im.End = s.pos()
	if im.Path == "" {
		s.fail()
	}
	h.Imports = append(h.Imports, im)
}

// startsDecl reports whether a declaration or the end of the file comes next.
// The parser has looked at the byte behind the keyword by then.
func (s *headerScanner) startsDecl() bool {
	if s.off >= len(s.src) {
		return true
	}
	for _, word := range []string{"func", "type", "var", "const"} {
		if s.at(word) {
			return s.off+len(word) >= len(s.src) || s.src[s.off+len(word)] != 0
		}
	}
	return false
}

// parseHeaderSlow reads a header with go/parser.
func parseHeaderSlow(src []byte) (h Header, errs []syntaxError) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ImportsOnly|parser.ParseComments|parser.SkipObjectResolution)
	errs = syntaxErrors(err)
	if file == nil {
		return h, errs
	}
	at := func(p token.Pos) Pos {
		pp := fset.PositionFor(p, false)
		return Pos{Line: pp.Line, Col: pp.Column}
	}
	if file.Name != nil && file.Name.Name != "_" {
		h.Package = file.Name.Name
	}
	h.PackagePos = at(file.Package)
	var block commentBlock
	for _, g := range file.Comments {
		for _, c := range g.List {
			if c.Pos() < file.Package {
				block.add(c.Text, at(c.Pos()).Line, at(c.End()).Line)
			}
		}
	}
	block.fill(&h)
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || path == "" {
			continue
		}
		im := Import{Path: path, Pos: at(spec.Pos()), PathPos: at(spec.Path.Pos()), End: at(spec.Path.End())}
		if spec.Name != nil {
			im.Name = spec.Name.Name
		}
		h.Imports = append(h.Imports, im)
	}
	return h, errs
}

// syntaxErrors takes a parser's error apart.
func syntaxErrors(err error) []syntaxError {
	list, _ := err.(scanner.ErrorList)
	var out []syntaxError
	for _, e := range list {
		out = append(out, syntaxError{Pos{e.Pos.Line, e.Pos.Column}, e.Msg})
	}
	if err != nil && len(out) == 0 {
		out = append(out, syntaxError{Msg: err.Error()})
	}
	return out
}
