package search

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// longest is how many runes of a token count: scripts are never told apart by
// more.
const longest = 12

// tokens are where the name of an entry can begin, in lower case.
func tokens(e *entry) []string {
	name := strings.TrimLeft(e.name, "-")
	starts := words(name)
	var out []string
	put := func(s string) {
		if r := []rune(s); len(r) > longest {
			s = string(r[:longest])
		}
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	put(fold(name))
	var initials []rune
	for i, at := range starts {
		initials = append(initials, []rune(fold(name[at:]))[0])
		// Of names that are many, where a word in the middle begins tells little.
		if many(e.kind) && i > 0 && i < len(starts)-1 && !boundary(name, at) {
			continue
		}
		put(fold(name[at:]))
	}
	if len(initials) > 2 && len(initials) < 9 {
		put(string(initials))
	}
	for _, t := range e.types {
		put(t)
	}
	if e.kind == 'K' {
		for _, s := range shortNames(e.page) {
			put(s)
		}
	}
	if e.kind == 'w' && strings.HasPrefix(e.page.Lang, "zh") {
		for _, s := range bigrams(e.page.Title + " " + e.page.Synopsis) {
			put(s)
		}
	}
	return out
}

// shortNames are other names of a kind: "hpa".
func shortNames(p *render.Page) []string {
	for _, f := range p.Facts {
		if f.Name == "Short name" || f.Name == "Short names" {
			return strings.FieldsFunc(fold(f.Value.String()), func(r rune) bool { return r == ',' || r == ' ' })
		}
	}
	return nil
}

// many reports whether a site has so many entries of a kind that their index
// must be small.
func many(kind byte) bool {
	return kind == byte(render.MemberEntry) || kind == byte(render.ConstEntry) || kind == byte(render.MethodEntry) || kind == byte(render.FieldEntry) || kind == 's'
}

func fold(s string) string { return strings.ToLower(s) }

// boundary reports whether something other than a letter or digit is before a
// place in a name.
func boundary(name string, at int) bool {
	r := []rune(name[:at])
	return len(r) > 0 && !unicode.IsLetter(r[len(r)-1]) && !unicode.IsDigit(r[len(r)-1])
}

// words are the offsets in a name where a word begins: behind what is neither a
// letter nor a digit, at a capital behind a small letter or digit, and at the
// last of several capitals if a small letter follows.
func words(name string) []int {
	var out []int
	type char struct {
		r  rune
		at int
	}
	var cs []char
	for i, r := range name {
		cs = append(cs, char{r, i})
	}
	for i, c := range cs {
		if !alnum(c.r) {
			continue
		}
		first := i == 0 || !alnum(cs[i-1].r)
		hump := i > 0 && unicode.IsUpper(c.r) && (!unicode.IsUpper(cs[i-1].r) || i+1 < len(cs) && unicode.IsLower(cs[i+1].r) && unicode.IsUpper(cs[i-1].r))
		if first || hump {
			out = append(out, c.at)
		}
	}
	return out
}

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// bigrams are the pairs of neighbouring Chinese characters of a text: words are
// two characters mostly, and a longer one is found by its first pair.
func bigrams(s string) []string {
	var out []string
	rs := []rune(s)
	for i := 0; i+1 < len(rs); i++ {
		if unicode.Is(unicode.Han, rs[i]) && unicode.Is(unicode.Han, rs[i+1]) {
			out = append(out, string(rs[i:i+2]))
		}
	}
	return out
}
