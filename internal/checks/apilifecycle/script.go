package apilifecycle

import (
	"regexp"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// script lists the packages that have to opt in.
const script = "hack/verify-prerelease-lifecycle-tags.sh"

var grep = regexp.MustCompile(`grep -L '// \+k8s:prerelease-lifecycle-gen=true' -- '([^']+)'`)

// scriptPatterns returns the files the tree's script demands the marker of.
func scriptPatterns(t *walk.Tree) []string {
	if !t.Exists(script) {
		return nil
	}
	src, err := t.ReadFile(script)
	if err != nil {
		return nil
	}
	var out []string
	for _, m := range grep.FindAllStringSubmatch(string(src), -1) {
		out = append(out, m[1])
	}
	return out
}

// matches reports whether git takes a path for one of the patterns.
func matches(patterns []string, path string) bool {
	for _, p := range patterns {
		if ok, _ := doublestar.Match(p, path); ok {
			return true
		}
	}
	return false
}
