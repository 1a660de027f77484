package eval

import (
	"go/types"
	"unicode/utf8"
)

// A verb is one use of an operand in a format.
type verb struct {
	at    int // of the verb itself in the format
	r     rune
	arg   int // -1 if there is no such operand
	width int64
}

// maxWidth is what fmt takes for a width or precision; it refuses more.
const maxWidth = 1_000_000

// verbs lists the verbs of a format that use operands, with the operand each
// uses: flags, widths and explicit indices are read as package fmt documents
// them. The second result says whether operands are named out of order.
func verbs(format string, args []Value) (list []verb, reordered bool) {
	s := formatScanner{format: format, args: args}
	for s.i < len(format) {
		if format[s.i] != '%' {
			s.i++
			continue
		}
		s.i++
		if v, ok := s.verb(); ok {
			list = append(list, v)
		}
	}
	return list, s.reordered
}

type formatScanner struct {
	format    string
	args      []Value
	i         int
	arg       int
	reordered bool
	bad       bool // an index that is none
	indexed   bool // an index was read last
}

func (s *formatScanner) peek() byte {
	if s.i < len(s.format) {
		return s.format[s.i]
	}
	return 0
}

func (s *formatScanner) verb() (verb, bool) {
	s.bad, s.indexed = false, false
	for s.i < len(s.format) && (s.peek() == '#' || s.peek() == '0' || s.peek() == '+' || s.peek() == '-' || s.peek() == ' ') {
		s.i++
	}
	s.index()
	width := s.size()
	if s.peek() == '.' {
		s.i++
		if s.indexed {
			s.bad = true
		}
		s.index()
		width += s.size()
	}
	if !s.indexed {
		s.index()
	}
	r, n := utf8.DecodeRuneInString(s.format[s.i:])
	if n == 0 {
		return verb{}, false
	}
	v := verb{at: s.i, r: r, arg: -1, width: width}
	s.i += n
	if r == '%' {
		return v, false
	}
	if !s.bad && s.arg < len(s.args) {
		v.arg = s.arg
		s.arg++
	}
	return v, true
}

// size reads a width or precision, which may be an operand.
func (s *formatScanner) size() int64 {
	if s.peek() == '*' {
		s.i++
		s.indexed = false
		n := 0
		if s.arg < len(s.args) {
			n, _ = asInt(Inside(s.args[s.arg]))
			s.arg++
		}
		return int64(min(max(n, -n), maxWidth))
	}
	n := int64(0)
	for '0' <= s.peek() && s.peek() <= '9' {
		n = min(10*n+int64(s.peek()-'0'), maxWidth)
		s.indexed = false
		s.i++
	}
	return n
}

// index reads "[n]".
func (s *formatScanner) index() {
	if s.peek() != '[' {
		return
	}
	s.reordered = true
	for end := s.i + 1; end < len(s.format); end++ {
		if s.format[end] != ']' {
			continue
		}
		n, ok := 0, end > s.i+1
		for _, c := range []byte(s.format[s.i+1 : end]) {
			ok = ok && '0' <= c && c <= '9' && n < maxWidth
			n = 10*n + int(c-'0')
		}
		s.i = end + 1
		s.indexed = true
		if !ok || n < 1 || n > len(s.args) {
			s.bad = true
			return
		}
		s.arg = n - 1
		return
	}
	s.bad = true
	s.i++
}

// Verbs that fmt answers without asking the operand, or that only Errorf knows,
// stand in the format the host is given as runes of their own.
const (
	verbType    = '\uE000' // %T
	verbAddress = '\uE001' // %p
	verbWrap    = '\uE002' // %w of what is no error, or outside of Errorf
)

// hostFormat is a format as the host is to see it: see verbType. The operands
// that such verbs use are to be wrapped, whatever they are.
func (in *Interp) hostFormat(format string, list []verb, args []Value, wrapErrors bool) (string, map[int]bool) {
	var out []byte
	own := map[int]bool{}
	from := 0
	for _, v := range list {
		r := v.r
		switch {
		case v.arg < 0:
			continue
		case r == 'T':
			r = verbType
		case r == 'p':
			r = verbAddress
		case r == 'w' && wrapErrors && in.isError(args[v.arg]):
			r = 'v'
		case r == 'w':
			r = verbWrap
		default:
			continue
		}
		if r != 'v' {
			own[v.arg] = true
		}
		out = append(out, format[from:v.at]...)
		out = utf8.AppendRune(out, r)
		from = v.at + 1
	}
	if from == 0 {
		return format, nil
	}
	return string(append(out, format[from:]...)), own
}

// isError reports whether an operand is an error that is not nil.
func (in *Interp) isError(v Value) bool {
	i, ok := v.(*Iface)
	return ok && types.Implements(i.t.T, in.universe.err.U.(*types.Interface))
}

// textFactor is how many bytes one of text becomes at the most: %q writes a byte
// that is no rune as \x00, %b a byte of a list as eight digits and a blank.
const textFactor = 10

// chargeFormat accounts for what formatting writes, nested values apart.
func (in *Interp) chargeFormat(format string, list []verb, args []Value) {
	n := int64(len(format))
	for _, v := range list {
		n += v.width + 64
		if v.arg >= 0 {
			n += textFactor * textSize(args[v.arg])
		}
	}
	in.charge(2*n, 2*n)
}

// textSize is the length of an operand that is text.
func textSize(v Value) int64 {
	switch x := Inside(v).(type) {
	case string:
		return int64(len(x))
	case *Slice:
		if x.a.isBytes() {
			return int64(x.len)
		}
	}
	return 0
}
