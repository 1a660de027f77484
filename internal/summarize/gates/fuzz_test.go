package gates_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
	"github.com/kdoc-dev/kdoc/internal/summarize/gates"
)

// Whatever a text holds, it is judged without harm, twice alike, and what is
// accepted shows nothing that a page must not.
func FuzzCheck(f *testing.F) {
	for _, list := range [][]sentence{honest, honestHan} {
		for _, s := range list {
			f.Add(s.text, s.evidence, s.claims)
		}
	}
	for _, list := range [][]lie{lies, liesHan} {
		for _, s := range list {
			f.Add(s.text, s.evidence, s.claims)
		}
	}
	b := bundle()
	f.Fuzz(func(t *testing.T, text, ids, claims string) {
		s := sentence{text, ids, claims}.sentence()
		for _, lang := range []string{"en", "zh-CN", "xx"} {
			j := gates.NewJudge(b, lang)
			got, again := j.Check(s), j.Check(s)
			if len(got) != len(again) {
				t.Fatalf("%v, then %v", got, again)
			}
			j.Rendition(s, s)
			if len(got) > 0 {
				continue
			}
			known := false
			for _, c := range b.Cards {
				for _, id := range s.Evidence {
					known = known || c.ID == id
				}
			}
			if !known || len(s.Claims) == 0 {
				t.Errorf("accepted without evidence or claims: %q %q %q", text, ids, claims)
			}
			if strings.ContainsFunc(text, func(r rune) bool { return evidence.Hidden(r) || unicode.IsControl(r) }) ||
				strings.Contains(text, "://") || strings.Contains(text, "](") || strings.Contains(text, "<script") || strings.Count(text, "`")%2 != 0 {
				t.Errorf("accepted: %q", text)
			}
		}
	})
}
