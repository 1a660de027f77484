package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes text from the checkout safe to print on a terminal: every
// character that moves the cursor, reorders, hides or is not valid UTF-8 is
// replaced by the escape a Go string would have for it. The result is one line.
func Escape(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x80 && unicode.IsControl(r):
			fmt.Fprintf(&b, `\x%02x`, r)
		case !visible(r):
			if r > 0xffff {
				fmt.Fprintf(&b, `\U%08x`, r)
			} else {
				fmt.Fprintf(&b, `\u%04x`, r)
			}
		default:
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// visible reports whether r shows as itself. Format characters (bidirectional
// overrides, zero-width blanks, tags) do not, but for the joiners that emoji and
// several scripts cannot be written without.
func visible(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = 0x200c, 0x200d
	switch {
	case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
		return true
	case r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0x3164 || r == 0x115f || r == 0x1160 || r == 0xffa0:
		return false
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r):
		return false
	}
	return r != utf8.MaxRune && !unicode.Is(unicode.Noncharacter_Code_Point, r)
}
