package gates

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A text is a sentence taken apart: the names in it, and the words between them.
type text struct {
	raw string
	// plain is raw in lower case with every name blanked out, of the same length,
	// so that a word found in it is no part of a name.
	plain string
	// cased is plain with its capitals.
	cased string
	// names are in code spans, or look like code outside of them.
	names []mention
	words []word // of plain
}

// A mention is a name in a text.
type mention struct {
	name     string
	from, to int
	span     bool // in a code span
}

// A word is a word of a text in lower case. Chinese is not cut into words.
type word struct {
	text     string
	from, to int
	capital  bool // written with one
}

var (
	codeSpan = regexp.MustCompile("`[^`\n]*`")
	// What looks like code outside of a code span: a flag, a name with an inner
	// capital, dots, underscores or a call's parentheses, a path.
	codeLike = regexp.MustCompile(`--[A-Za-z][A-Za-z0-9-]*` +
		`|[A-Za-z0-9_.-]*[A-Za-z0-9_-]/[A-Za-z0-9_./-]*[A-Za-z0-9_]` +
		`|[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+(?:\(\))?` +
		`|[A-Za-z0-9]*_[A-Za-z0-9_]+(?:\(\))?` +
		`|[a-z]+[0-9]*[A-Z][A-Za-z0-9]*(?:\(\))?` +
		`|[A-Z]+[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*(?:\(\))?` +
		`|[A-Z]{2,}[a-z]{2,}[A-Za-z0-9]*(?:\(\))?` +
		`|[A-Za-z]+\(\)` +
		`|"[^"]*"|“[^”]*”|'[A-Za-z][^' ]*'`)
	latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z]*(?:['’][a-z]+)?`)
)

// abbreviations have dots and are no code.
var abbreviations = []string{"e.g", "i.e", "etc", "vs"}

func parse(raw string) *text {
	t := &text{raw: raw}
	blank := []byte(lower(raw))
	wipe := func(from, to int) {
		for i := from; i < to; i++ {
			blank[i] = ' '
		}
	}
	for _, m := range codeSpan.FindAllStringIndex(raw, -1) {
		t.names = append(t.names, mention{normal(raw[m[0]+1 : m[1]-1]), m[0], m[1], true})
		wipe(m[0], m[1])
	}
	rest := []byte(raw)
	for _, n := range t.names {
		for i := n.from; i < n.to; i++ {
			rest[i] = ' '
		}
	}
	for _, m := range codeLike.FindAllIndex(rest, -1) {
		name := string(rest[m[0]:m[1]])
		if slices.Contains(abbreviations, strings.ToLower(name)) || isPlural(name) {
			continue
		}
		t.names = append(t.names, mention{normal(name), m[0], m[1], false})
		wipe(m[0], m[1])
	}
	slices.SortFunc(t.names, func(a, b mention) int { return a.from - b.from })
	t.plain = string(blank)
	cased := []byte(raw)
	for _, n := range t.names {
		copy(cased[n.from:n.to], strings.Repeat(" ", n.to-n.from))
		cased[n.from] = '`'
	}
	t.cased = string(cased)
	for _, m := range latinWord.FindAllStringIndex(t.plain, -1) {
		t.words = append(t.words, word{t.plain[m[0]:m[1]], m[0], m[1], raw[m[0]] >= 'A' && raw[m[0]] <= 'Z'})
	}
	return t
}

// lower is ToLower for ASCII, which keeps every byte in its place.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// isPlural reports whether a word is an acronym in the plural: APIs.
func isPlural(s string) bool {
	if len(s) < 3 || s[len(s)-1] != 's' {
		return false
	}
	return strings.ToUpper(s[:len(s)-1]) == s[:len(s)-1] && !strings.ContainsAny(s, "_./-\"'")
}

// normal is a name as cards write it.
func normal(s string) string {
	s = strings.Trim(s, " \t\"“”'")
	s = strings.TrimLeft(s, "*&")
	return strings.TrimSuffix(s, "()")
}

// between is the plain text from one place to another.
func (t *text) between(from, to int) string {
	if from >= to {
		return ""
	}
	return t.plain[from:to]
}

// kept are words that Chinese texts on Kubernetes leave in English.
var kept = setOf("goroutine goroutines informer informers lister listers workqueue feature gate gates pod pods node nodes init main handler reflector kubernetes api controller lease finalizer context panic map channel", func(w string) string { return w })

// scripts counts the letters of a text outside of names by script, without the
// words that both languages share.
func (t *text) scripts() (han, latin, other int) {
	for _, w := range t.words {
		if kept[w.text] {
			latin -= len(w.text)
		}
	}
	for _, r := range t.plain {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		case unicode.IsLetter(r) || unicode.IsMark(r):
			other++
		}
	}
	return han, latin, other
}
