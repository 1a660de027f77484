package walkthrough

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// What a model wrote stands apart from what is proved, and says so; markup in it
// is text.
func TestReading(t *testing.T) {
	w := explain(t, relay(t), "Relay.Take", "en")
	w.Model = &summarize.Model{Name: "some-model", Facts: 9, Chosen: 10, Connections: 3, Claimed: 4, In: 1200, Out: 80, Redacted: 2}
	w.Reading = []summarize.Paragraph{{Text: "It keeps [order](https://evil.example).", At: []factgraph.Pos{{Path: "pkg/relay/relay.go", Line: 61}}}}
	md := string(page(t, w, Look{}))
	for _, want := range []string{
		"\n## A model's reading, which nothing proves\n\n> Written by the language model some-model",
		"\n> It keeps \\[order\\](https", "(relay.go:61)",
		"> The language model some-model planned what is told here; the words are kdoc's. Of the 10 statements that it chose 9 are told, of 4 connections that it claimed 3 hold. It took 1200 tokens in, 80 out. 2 secrets",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in\n%s", want, md)
		}
	}
	if proved, read := strings.Index(md, "step by step"), strings.Index(md, "It keeps"); read < proved {
		t.Error("the reading stands before what is proved")
	}
	var text bytes.Buffer
	Text(&text, w, TextOptions{})
	if !strings.Contains(text.String(), "\n| It keeps [order](https://evil.example). (relay.go:61)\n") {
		t.Errorf("the reading is not behind a bar:\n%s", text.String())
	}
	w.Reading, w.Model = nil, &summarize.Model{Name: "some-model", Missing: "refused"}
	if md := string(page(t, w, Look{})); !strings.Contains(md, "some-model gave no plan (refused)") || strings.Contains(md, "reading") {
		t.Errorf("a plan that is missing is not told, or a reading is:\n%s", md)
	}
}
