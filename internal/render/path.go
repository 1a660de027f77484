package render

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A pathSet gives out paths that no two pages share on any file system: ones
// that ignore case or normalise Unicode included. A path is never below another
// one's file.
type pathSet struct{ folded map[string]string }

// take returns a path for a page, as close to want as can be had.
func (s *pathSet) take(want, id string) string {
	if s.folded == nil {
		s.folded = map[string]string{}
	}
	want = safePath(want)
	key := fold(want)
	if _, ok := s.folded[key]; ok {
		sum := sha256.Sum256([]byte(id))
		want += "-" + hex.EncodeToString(sum[:6])
		key = fold(want)
	}
	s.folded[key] = id
	return want
}

func fold(p string) string { return cases.Fold().String(norm.NFC.String(p)) }

// safePath replaces what some file system, server or URL would not take.
func safePath(p string) string {
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = safeSegment(s)
	}
	return path.Join(segments...)
}

func safeSegment(s string) string {
	var b strings.Builder
	changed := false
	for _, r := range s {
		switch {
		case r == '-' || r == '_' || r == '.' || r == '~' || r == '@' || r == '+',
			r != unicode.ReplacementChar && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		default:
			b.WriteByte('_')
			changed = true
		}
	}
	out := b.String()
	// Names that are only dots walk; a leading dot hides; device names and
	// endings with a dot are not files on Windows, and an ending of ours could
	// make a directory look like another page's file.
	base, _, _ := strings.Cut(strings.ToLower(out), ".")
	if strings.HasPrefix(out, ".") || strings.HasSuffix(out, ".") || devices[base] || len(out) > 100 || hasPageSuffix(out) {
		changed = true
		if len(out) > 100 {
			out = strings.ToValidUTF8(out[:100], "")
		}
		out = "_" + strings.Trim(out, ".")
	}
	if changed {
		sum := sha256.Sum256([]byte(s))
		out += "-" + hex.EncodeToString(sum[:4])
	}
	return out
}

func hasPageSuffix(s string) bool {
	switch strings.ToLower(path.Ext(s)) {
	case ".html", ".svg", ".md", ".1", ".7":
		return true
	}
	return false
}

var devices = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// Relative returns the relative URL path from one slash-separated file to
// another, both below one directory.
func Relative(from, to string) string {
	f, t := strings.Split(from, "/"), strings.Split(to, "/")
	i := 0
	for i < len(f)-1 && i < len(t)-1 && f[i] == t[i] {
		i++
	}
	return strings.Repeat("../", len(f)-1-i) + strings.Join(t[i:], "/")
}
