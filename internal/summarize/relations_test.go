package summarize

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize/evidence"
)

// unread are texts of the catalogue that are no statements, by their first word,
// and statements whose rows speak for them.
var unread = []string{"title", "section", "flow", "head", "variable", "missing", "variant.name", "start.passes", "holds", "conf.flags", "conf.values", "conf.gates", "serves", "measures", "page"}

// Whatever the outline can say is read for what it proves. A statement that is
// new needs an entry in readings, or nothing of it can be told by a model.
func TestEveryStatementIsRead(t *testing.T) {
	known := readings()
	for _, fact := range slices.Sorted(maps.Keys(English().templates)) {
		if slices.ContainsFunc(unread, func(p string) bool { return fact == p || strings.HasPrefix(fact, p+".") }) {
			continue
		}
		r, ok := known[fact]
		if !ok {
			r, ok = known[strings.TrimSuffix(fact, ".self")]
		}
		if !ok {
			t.Errorf("readings lacks %q: %q", fact, English().templates[fact])
		}
		for _, x := range r.triples {
			if !slices.Contains(evidence.Vocabulary(), x.r) {
				t.Errorf("%s: %q is no relation", fact, x.r)
			}
		}
	}
	for fact := range known {
		if English().templates[fact] == "" {
			t.Errorf("readings has %q, which the catalogue has not", fact)
		}
	}
}

func TestModelTexts(t *testing.T) {
	en, zh := modelTexts("en"), modelTexts("zh-CN")
	for key := range en {
		if zh[key] == "" {
			t.Errorf("no Chinese for %q", key)
		}
	}
	m := &Model{Name: "m", Accepted: 3, Written: 4, In: 10, Out: 5, Cost: "0.0001", Redacted: 1, Missing: []Missing{{"How it starts", "refused"}}}
	want := "3 of 4 sentences that the model m wrote were accepted; everything else is from the source alone.\n" +
		"10 tokens were sent and 5 came back, at a price of 0.0001.\nOne secret was taken out before anything was sent.\n“How it starts” has no words of a model: the model refused."
	if got := strings.Join(English().Footer(m), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	silent := English().Footer(&Model{Name: "m", In: 10, Out: 5})
	if len(silent) != 2 || !strings.HasPrefix(silent[0], "The model m was asked and wrote no sentence") {
		t.Errorf("of a model that says nothing: %q", silent)
	}
	if got := Chinese().Footer(nil); got != nil {
		t.Errorf("of no model: %q", got)
	}
}
