package config

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// looksLikeOne reports whether a file may have been meant as a configuration: it
// is text, and empty but for comments or has a line that begins with a key of
// one. Of anything else, nothing is quoted: what is read in place of a
// configuration may hold what a log must not.
func looksLikeOne(src []byte) bool {
	if !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return false
	}
	empty := true
	for line := range bytes.Lines(src) {
		line = bytes.TrimLeft(line, " \t\r\n{[-\"'\ufeff")
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		empty = false
		if m := keyRE.FindSubmatch(line); m != nil && slices.Contains(keys, string(m[1])) {
			return true
		}
	}
	return empty
}

var keyRE = regexp.MustCompile(`^([a-z][a-z-]*)["']?\s*:(?:\s|$)`)

// keys are the keys of a configuration's outermost mapping.
var keys = func() (out []string) {
	for f := range reflect.TypeFor[rawConfig]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		out = append(out, name)
	}
	return out
}()
