package llmtest

import (
	"unicode"
	"unicode/utf8"
)

// Tokens counts the tokens of a text as the server does. The count is not any
// vendor's, but it is as dense: about 4 bytes of Go or English, and 1.9 runes of
// Chinese, to a token.
func Tokens(s string) int {
	n, han := 0, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.Is(unicode.Han, r) || '\u3000' <= r && r <= '\u303f' || '\uff00' <= r && r <= '\uffef' {
			han++
			i += size
			continue
		}
		if r >= utf8.RuneSelf {
			n++
			i += size
			continue
		}
		length, tokens := asciiPiece(s[i:])
		n += tokens
		i += length
	}
	return n + (han*10+18)/19
}

// asciiPiece returns the length of the piece at the start of s, which is not
// empty, and its tokens: a word with the one character before it, three digits,
// some punctuation, or a stretch of white space.
func asciiPiece(s string) (length, tokens int) {
	start := 0
	if len(s) > 1 && (s[0] == ' ' && s[1] > ' ' && s[1] < utf8.RuneSelf || isLetter(s[1]) && !isLetter(s[0]) && !isDigit(s[0]) && s[0] != '\n') {
		start = 1
	}
	i := start
	switch c := s[i]; {
	case isLetter(c):
		for i < len(s) && isUpper(s[i]) {
			i++
		}
		for i < len(s) && isLetter(s[i]) && !isUpper(s[i]) {
			i++
		}
		return i, (i - start + 8) / 9
	case isDigit(c):
		for i < len(s) && i-start < 3 && isDigit(s[i]) {
			i++
		}
		return i, 1
	case isSpace(c):
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		if i > 1 && i < len(s) && s[i-1] == ' ' {
			i-- // goes with the word
		}
		return i, 1
	default:
		for i < len(s) && s[i] < utf8.RuneSelf && !isLetter(s[i]) && !isDigit(s[i]) && !isSpace(s[i]) {
			i++
		}
		return i, (i - start + 2) / 3
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isSpace(c byte) bool  { return c == ' ' || '\t' <= c && c <= '\r' }

// head returns the beginning of s that has no more than n tokens, by the piece.
func head(s string, n int) string {
	lo, hi := 0, len(s)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if Tokens(s[:mid]) <= n {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	for lo > 0 && lo < len(s) && !utf8.RuneStart(s[lo]) {
		lo--
	}
	return s[:lo]
}

// Prompts are kept from 1,024 tokens on, in steps of 128.
const (
	cachedFrom = 1024
	cachedStep = 128
)

// cachedTokens returns how much of prompt is the beginning of one seen before.
func cachedTokens(prompt string, seen []string) int {
	best := 0
	for _, s := range seen {
		i := 0
		for i < len(s) && i < len(prompt) && s[i] == prompt[i] {
			i++
		}
		best = max(best, i)
	}
	n := Tokens(prompt[:best])
	if n < cachedFrom {
		return 0
	}
	return n / cachedStep * cachedStep
}
