package apidoclink

import (
	"slices"
	"strings"
	"testing"
)

func TestAnchors(t *testing.T) {
	got := anchors("# What is *this*?\r\n\ntext\n\n## `kubectl get` and [more](x.md)\n## What is this?\n```\n# no\n```\n" +
		"Under\n-----\n<a id='own'></a>\n### Über uns_1 ###\n## Titled {#short}\n")
	for _, want := range []string{"what-is-this", "kubectl-get-and-more", "what-is-this-1", "under", "own", "über-uns_1", "short"} {
		if !slices.Contains(got, want) {
			t.Errorf("no anchor %q in %q", want, got)
		}
	}
	if slices.Contains(got, "no") {
		t.Error("code is no heading")
	}
}

// FuzzAnchors makes sure that a heading can be linked to whatever stands in it.
func FuzzAnchors(f *testing.F) {
	f.Add("Some (thing) else")
	f.Add("![alt](<a b>) {#x}")
	f.Fuzz(func(t *testing.T, title string) {
		if strings.ContainsAny(title, "\r\n`~") {
			return
		}
		got := anchors("# " + title + "\n")
		if trimmed := strings.Trim(title, " \t#"); trimmed == "" || trimmed != title {
			return
		}
		if len(got) == 0 || got[len(got)-1] != slug(title) {
			t.Errorf("%q has the anchors %q", title, got)
		}
		if s := slug(title); strings.ContainsAny(s, " \t()/") {
			t.Errorf("%q becomes %q", title, s)
		}
	})
}
