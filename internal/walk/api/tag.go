package api

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A TagPair is one key:"value" of a struct tag.
type TagPair struct {
	Key, Value string
	// Start and End bound the pair in the tag's text, between its quotes.
	Start, End int
}

// ValueStart is where Value starts in the tag's text, given that it is written
// without escapes.
func (p TagPair) ValueStart() int { return p.Start + len(p.Key) + len(`:"`) }

// ParseTag takes apart a struct tag as written in the source. The pairs are
// those package reflect would find; the error says why it would find no more,
// or what it lets pass although nothing else does.
func ParseTag(literal string) (pairs []TagPair, err error) {
	if literal == "" {
		return nil, nil
	}
	tag, err := strconv.Unquote(literal)
	if err != nil {
		return nil, fmt.Errorf("the tag is no string literal")
	}
	for i := 0; ; {
		start := i
		for i < len(tag) && tag[i] == ' ' {
			i++
		}
		if i == len(tag) {
			return pairs, err
		}
		if len(pairs) > 0 && start == i && err == nil {
			err = fmt.Errorf("no blank between %s and what follows it", pairs[len(pairs)-1].Key)
		}
		pair, next, bad := scanPair(tag, i)
		if bad != nil {
			return pairs, bad
		}
		pairs = append(pairs, pair)
		i = next
	}
}

// scanPair reads the key:"value" at tag[i:].
func scanPair(tag string, i int) (p TagPair, next int, err error) {
	start := i
	for i < len(tag) && tag[i] > ' ' && tag[i] != ':' && tag[i] != '"' && tag[i] != 0x7f {
		i++
	}
	key := tag[start:i]
	switch {
	case key == "":
		return p, 0, fmt.Errorf("a key is missing before %s", excerpt(tag[start:]))
	case i == len(tag) || tag[i] != ':':
		return p, 0, fmt.Errorf("key %s is not followed by a colon", key)
	case i+1 == len(tag) || tag[i+1] != '"':
		return p, 0, fmt.Errorf("the value of %s is not in double quotes", key)
	}
	i++
	open := i
	for i++; i < len(tag) && tag[i] != '"'; i++ {
		if tag[i] == '\\' {
			i++
		}
	}
	if i >= len(tag) {
		return p, 0, fmt.Errorf("the value of %s has no closing quote", key)
	}
	i++
	value, bad := strconv.Unquote(tag[open:i])
	if bad != nil {
		return p, 0, fmt.Errorf("the value of %s is no valid string", key)
	}
	return TagPair{Key: key, Value: value, Start: start, End: i}, i, nil
}

func excerpt(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}

// A JSONTag is what a field's json key says.
type JSONTag struct {
	// Present reports whether there is such a key.
	Present bool
	Name    string
	// Options are as written, blanks included.
	Options []string
}

// Has reports whether an option is there, blanks around it disregarded.
func (j JSONTag) Has(option string) bool {
	for _, o := range j.Options {
		if strings.TrimSpace(o) == option {
			return true
		}
	}
	return false
}

// TagAt returns the place of a byte of the tag's text in the source. It is
// known only if the tag is written in back-ticks, on one line and without
// escapes.
func (f *Field) TagAt(i int) (pos walk.Pos, off int, ok bool) {
	if !strings.HasPrefix(f.Tag, "`") || strings.ContainsAny(f.Tag, "\n\\") {
		return f.TagPos, 0, false
	}
	return walk.Pos{Line: f.TagPos.Line, Col: f.TagPos.Col + 1 + i}, f.TagOff + 1 + i, true
}

// JSON returns what the field's tag says about JSON.
func (f *Field) JSON() JSONTag {
	if f.Tag == "" {
		return JSONTag{}
	}
	pairs, _ := ParseTag(f.Tag)
	for _, p := range pairs {
		if p.Key == "json" {
			name, rest, more := strings.Cut(p.Value, ",")
			j := JSONTag{Present: true, Name: name}
			if more {
				j.Options = strings.Split(rest, ",")
			}
			return j
		}
	}
	return JSONTag{}
}

// JSONName returns the name the field has in JSON; "" if it has none because
// it is not serialised or its own fields take its place.
func (f *Field) JSONName() string { return f.jsonName(f.JSON()) }

func (f *Field) jsonName(j JSONTag) string {
	switch {
	case j.Name == "-" && len(j.Options) == 0, j.Has("inline"):
		return ""
	case j.Name != "":
		return j.Name
	case f.Embedded:
		return ""
	}
	return f.Name
}

// Inlined reports whether the fields of the field's type take its place.
func (f *Field) Inlined() bool {
	j := f.JSON()
	return j.Has("inline") || f.Embedded && j.Name == ""
}
