package summarize

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Both languages carry the same facts: the same templates with the same
// arguments.
func TestCataloguesAgree(t *testing.T) {
	hole := regexp.MustCompile(`\{\d`)
	holes := func(text string) map[string]bool {
		set := map[string]bool{}
		for _, h := range hole.FindAllString(text, -1) {
			set[h] = true
		}
		return set
	}
	en, zh := English().templates, Chinese().templates
	if diff := cmp.Diff(slices.Sorted(maps.Keys(en)), slices.Sorted(maps.Keys(zh))); diff != "" {
		t.Fatalf("facts (-en +zh):\n%s", diff)
	}
	for fact := range en {
		if fact == "what.package" || fact == "what.package.root" || fact == "holds.all" {
			continue // English has no number for one
		}
		if diff := cmp.Diff(holes(en[fact]), holes(zh[fact])); diff != "" {
			t.Errorf("arguments of %q (-en +zh):\n%s", fact, diff)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "zh": "zh-CN", "zh-CN": "zh-CN"} {
		if l := LanguageOf(tag); l == nil || l.Tag != want {
			t.Errorf("LanguageOf(%q) = %v, want %s", tag, l, want)
		}
	}
	if l := LanguageOf("de"); l != nil {
		t.Errorf("LanguageOf(de) = %v, want none", l.Tag)
	}
}
