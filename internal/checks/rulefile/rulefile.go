// Package rulefile holds what the checks that read rule files of a tree have in
// common: keys that nobody reads, and files whose names are nearly those of
// rule files. Both turn rules off without a word, so both are diagnostics.
package rulefile

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// KeyRemedy says what to do about a key that is not known.
func KeyRemedy(key string, known []string) string {
	if s := checks.Suggest(key, known); s != "" {
		return fmt.Sprintf("did you mean %q? until it is corrected, the key has no effect", s)
	}
	return "correct or remove it, it has no effect; known here are " + strings.Join(known, ", ")
}

// A Kind is a kind of rule file, for finding files that were meant to be one.
type Kind struct {
	// Path is the file's path, or its base name if such a file may lie in any
	// directory.
	Path string
	// Signs matches what only the content of such a file has.
	Signs *regexp.Regexp
}

// Misnamed returns the files of the tree, sorted, that lie where a file of the
// kind would, have nearly its name, and look like one inside. Taken are names
// that belong to something else.
func (k Kind) Misnamed(tree *walk.Tree, taken ...string) []string {
	var out []string
	want := letters(path.Base(k.Path))
	for _, p := range tree.Paths() {
		base := path.Base(p)
		if base == path.Base(k.Path) || slices.Contains(taken, p) || !near(letters(base), want) || !plain(base) {
			continue
		}
		if dir := path.Dir(k.Path); dir != "." && path.Dir(p) != dir || vendored(p) {
			continue
		}
		if src, err := tree.ReadFile(p); err == nil && k.Signs.Match(src) {
			out = append(out, p)
		}
	}
	return out
}

// Report reports the misnamed files of a kind as warnings.
func (k Kind) Report(p *checks.Pass, taken ...string) {
	for _, file := range k.Misnamed(p.Tree, taken...) {
		p.Report(checks.Diagnostic{
			Severity: checks.Warning,
			Path:     file, Symbol: file,
			Message: fmt.Sprintf("the file looks like a rule file, but rule files are named %s, so nothing of it is applied", path.Base(k.Path)),
			Remedy:  "rename it to " + path.Join(path.Dir(file), path.Base(k.Path)),
		})
	}
}

// letters is a base name without what people get wrong first: case, dots,
// dashes and the extension of a data file.
func letters(base string) string {
	base = strings.ToLower(base)
	for _, ext := range []string{".yaml", ".yml", ".json"} {
		base = strings.TrimSuffix(base, ext)
	}
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, base)
}

func near(a, want string) bool {
	const off = 3
	if len(a) < len(want)-off || len(a) > len(want)+off || len(a) == 0 {
		return false
	}
	return a == want || checks.Suggest(a, []string{want}) != ""
}

// plain reports whether a name is not that of a program or a document.
func plain(base string) bool {
	switch strings.ToLower(path.Ext(base)) {
	case ".go", ".sh", ".md", ".py", ".txt", ".bak", ".orig", ".html":
		return false
	}
	return true
}

func vendored(p string) bool {
	return strings.HasPrefix(p, "vendor/") || strings.Contains(p, "/vendor/")
}
