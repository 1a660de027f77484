package walkthrough

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// modelled is a walkthrough of which a model wrote something.
func modelled(lang string) *summarize.Walkthrough {
	at := []factgraph.Pos{{Path: "pkg/pool/pool.go", Line: 12}, {Path: "pkg/pool/pool.go", Line: 20, To: 22}}
	text := "`Pool.Run` starts `worker` <b>on</b> a goroutine."
	if lang == "zh" {
		text = "`Pool.Run` 在单独的 goroutine 中启动 `worker`。"
	}
	tag := summarize.LanguageOf(lang).Tag
	return &summarize.Walkthrough{Lang: tag, Title: "How pool works", Sections: []summarize.Section{
		{ID: "what", Title: "What it is", Sentences: []summarize.Sentence{{Fact: "what.function", Parts: []summarize.Part{{Text: "A fact."}}, At: at[:1]}}},
		{ID: "does", Title: "What it does", Prose: []summarize.Sentence{summarize.Prose(text, at), summarize.Prose(text, at[:1])},
			Groups: []summarize.Group{{Name: "Pool.Run", At: at[0], Sentences: []summarize.Sentence{{Fact: "starts.go", Parts: []summarize.Part{{Text: "It starts "}, {Text: "worker", Code: true}, {Text: "."}}, At: at[1:]}}}}},
	}, Model: &summarize.Model{Name: "some-model", Accepted: 2, Written: 3, In: 900, Out: 100, Cost: "0.0012", Redacted: 2,
		Missing: []summarize.Missing{{Title: "Configuration", Reason: "refused"}}}}
}

// What a model wrote stands above the facts, is marked as such, and cites; at the
// end a page says what came of it.
func TestModelled(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		w := modelled(lang)
		golden(t, "modelled."+lang+".md", page(t, w))
		var out bytes.Buffer
		Text(&out, w, TextOptions{Width: 72})
		golden(t, "modelled."+lang+".txt", out.Bytes())
		l := summarize.LanguageOf(lang)
		text := out.String()
		if mark, fact := strings.Index(text, "some-model"), strings.Index(text, "Pool.Run  pkg"); mark < 0 || fact < mark || !strings.Contains(text, l.Footer(w.Model)[0][:12]) {
			t.Errorf("%s: the mark at %d, the facts at %d:\n%s", lang, mark, fact, text)
		}
	}
	w := modelled("en")
	w.Model = nil
	for i := range w.Sections {
		w.Sections[i].Prose = nil
	}
	if got := string(page(t, w)); strings.Contains(got, "model") {
		t.Errorf("a page without a model speaks of one:\n%s", got)
	}
}
