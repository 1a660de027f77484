package apicelfield

import (
	"fmt"
	"strings"
)

// selections returns the chains of names that start with self or oldSelf. err
// says why the rule cannot be read.
func selections(rule string) (chains [][]string, err string) {
	var open []byte
	before := byte(0) // the last byte that is no blank
	for i := 0; i < len(rule); {
		c := rule[i]
		switch {
		case c == '\'' || c == '"':
			n := stringEnd(rule[i:], before == 'r' || before == 'R')
			if n < 0 {
				return nil, "a string is not closed"
			}
			i += n
			before = c
			continue
		case c == '/' && strings.HasPrefix(rule[i:], "//"):
			n := strings.IndexByte(rule[i:], '\n')
			if n < 0 {
				n = len(rule) - i
			}
			i += n
			continue
		case strings.IndexByte("([{", c) >= 0:
			open = append(open, c)
		case strings.IndexByte(")]}", c) >= 0:
			if len(open) == 0 || open[len(open)-1] != opener(c) {
				return nil, fmt.Sprintf("%q closes nothing", c)
			}
			open = open[:len(open)-1]
		case isLetter(c):
			n := nameEnd(rule, i)
			word := rule[i:n]
			if (word == "self" || word == "oldSelf") && before != '.' {
				chain, end := selection(rule, i, n)
				if len(chain) > 1 {
					chains = append(chains, chain)
				}
				n = end
			}
			i, before = n, rule[n-1]
			continue
		}
		if c != ' ' && c != '\t' && c != '\n' {
			before = c
		}
		i++
	}
	if len(open) > 0 {
		return nil, fmt.Sprintf("%q is not closed", open[len(open)-1])
	}
	return chains, ""
}

// selection reads ".name" after ".name" from rule[at:]; a name that is called
// is a function.
func selection(rule string, start, at int) (chain []string, end int) {
	chain = []string{rule[start:at]}
	for at+1 < len(rule) && rule[at] == '.' && isLetter(rule[at+1]) {
		n := nameEnd(rule, at+1)
		if n < len(rule) && rule[n] == '(' {
			return chain, n
		}
		chain = append(chain, rule[at+1:n])
		at = n
	}
	return chain, at
}

// stringEnd returns the length of the string literal at the start of s, or -1.
func stringEnd(s string, raw bool) int {
	quote := s[:1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(s, triple) {
		quote = triple
	}
	for i := len(quote); i < len(s); i++ {
		if s[i] == '\\' && !raw {
			i++
		} else if strings.HasPrefix(s[i:], quote) {
			return i + len(quote)
		}
	}
	return -1
}

func nameEnd(s string, i int) int {
	for i < len(s) && (isLetter(s[i]) || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	return i
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

func opener(c byte) byte {
	switch c {
	case ')':
		return '('
	case ']':
		return '['
	}
	return '{'
}

// unescape returns the name of a field as JSON has it: rules write what is no
// identifier, or reserved, in another way.
func unescape(name string) string {
	if strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") && len(name) > 4 && strings.Count(name, "__") == 2 {
		return name[2 : len(name)-2]
	}
	return strings.NewReplacer("__underscores__", "__", "__dot__", ".", "__dash__", "-", "__slash__", "/").Replace(name)
}
