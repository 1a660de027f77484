package llm

import (
	"regexp"
	"strings"
	"unicode"
)

// longest is how much of what an endpoint says is repeated, in runes.
const longest = 240

// What looks like a credential; endpoints repeat them in their messages.
var (
	credential = regexp.MustCompile(`(?i)\b(?:sk|pk|gsk|xai|rk)-[\w*.-]{6,}|\bbearer\s+\S+|://[^/\s@]+@|\b[\w-]*api[_-]?key["']?\s*[:=]\s*\S+`)
	title      = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	tag        = regexp.MustCompile(`(?s)<[^>]*>`)
)

// redact returns a foreign text as one short line in which no credential and no
// markup is left.
func redact(s string) string {
	if len(s) > 64<<10 {
		s = s[:64<<10]
	}
	if lower := strings.ToLower(s); strings.Contains(lower, "<html") || strings.Contains(lower, "<!doctype") {
		if m := title.FindStringSubmatch(s); m != nil {
			s = "an HTML page titled " + strings.TrimSpace(tag.ReplaceAllString(m[1], " "))
		} else {
			s = "an HTML page"
		}
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = credential.ReplaceAllString(strings.Join(strings.Fields(s), " "), "[redacted]")
	return clip(s)
}

// clip cuts a text that is too long to repeat.
func clip(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// redact hides the key itself as well.
func (s Secret) redact(text string) string {
	if key := s.reveal(); len(key) >= 4 {
		text = strings.ReplaceAll(text, key, hidden)
	}
	return redact(text)
}
