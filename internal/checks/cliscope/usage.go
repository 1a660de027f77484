package cliscope

import (
	"regexp"
	"strings"
)

// lead finds the words in front of a list of values in a usage text.
var lead = regexp.MustCompile(`(?i)\b(?:one of|must be|can be|permitted (?:values|formats)|possible values|valid (?:values|options|choices)|allowed values|supported (?:values|formats)|accepted values|available options)(?: are| is)?(?:\s+either)?\s*:?\s*`)

// pattern finds placeholders, of which a value is put together; part finds that
// something else than the flag is the subject of what follows.
var (
	pattern = regexp.MustCompile(`<[A-Za-z][^<>]*>|\{[A-Za-z][^{}]*\}|\b[A-Z]{2,}[=:/][A-Z]{2,}\b`)
	part    = regexp.MustCompile(`(?i)\b(?:where|whose|with|each|every|of which|if|when)\b[^.;:]*$`)
)

// item is one value of such a list: a quoted string, or a bare word that could
// be typed as it stands.
var item = regexp.MustCompile(`^\s*(?:"([^"\n]*)"|'([^'\n]*)'|` + "`([^`\n]*)`" + `|([A-Za-z0-9][A-Za-z0-9_./-]*[A-Za-z0-9]|[A-Za-z0-9]))`)

var (
	separator = regexp.MustCompile(`^\s*(?:,\s*(?:(?:or|and)\b)?|\||/|\bor\b|\band\b)`)
	remark    = regexp.MustCompile(`^\s*\([^()]*\)`)
)

// StatedValues returns the values that a usage text says a flag takes, or nil if
// it has no list of them. A list is what follows words such as "one of", in
// brackets or not, up to where it no longer reads like one. A list of bare words
// must be in brackets, or joined by bars, to be told from prose. A list that is about
// a part of the value, as in "<kind>/<name>, where kind must be one of (a, b)", is
// none of the flag's.
func StatedValues(usage string) []string {
	for _, at := range lead.FindAllStringIndex(usage, -1) {
		if before := usage[:at[0]]; pattern.MatchString(before) || part.MatchString(before) {
			continue
		}
		if values := list(usage[at[1]:]); len(values) > 1 {
			return values
		}
	}
	return nil
}

func list(text string) []string {
	bracket := byte(0)
	if i := strings.IndexByte("([{", firstByte(text)); i >= 0 && text != "" {
		bracket = ")]}"[i]
		text = text[1:]
	}
	var values []string
	bare, bars := false, false
	for {
		m := item.FindStringSubmatchIndex(text)
		if m == nil {
			break
		}
		for g := 1; g <= 4; g++ {
			if m[2*g] >= 0 {
				values = append(values, text[m[2*g]:m[2*g+1]])
				bare = bare || g == 4
			}
		}
		text = text[m[1]:]
		text = text[len(remark.FindString(text)):]
		sep := separator.FindString(text)
		if sep == "" && bracket == ']' && strings.HasPrefix(text, " ") {
			sep = " " // a Go slice as it is printed
		}
		if sep == "" {
			break
		}
		bars = bars || strings.Contains(sep, "|")
		text = text[len(sep):]
	}
	closed := bracket != 0 && strings.HasPrefix(strings.TrimLeft(text, " ."), string(bracket))
	if bare && !bars && !closed {
		return nil
	}
	return values
}

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}
