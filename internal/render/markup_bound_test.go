package render

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// held is how much a block holds: text, addresses and cells.
func held(bs []Block) (n int) {
	texts := func(ts ...Text) {
		for _, t := range ts {
			for _, s := range t {
				n += len(s.Text) + len(s.To.URL) + len(s.To.File)
			}
			n++
		}
	}
	for _, b := range bs {
		n++
		switch b := b.(type) {
		case Paragraph:
			texts(b.Text)
		case Heading:
			texts(b.Text)
		case Pre:
			n += len(b.Text)
		case Quote:
			n += held(b.Blocks)
		case List:
			for _, item := range b.Items {
				n += held(item.Blocks)
			}
		case Table:
			n += len(b.Head)
			for _, row := range b.Rows {
				texts(row...)
			}
		}
	}
	return n
}

// bombs are short texts that some parser makes much of.
func bombs() map[string]string {
	const n = 4000
	rep := strings.Repeat
	out := map[string]string{
		"wide table":            rep("|a", n) + "\n" + rep("|-", n) + "\n" + rep("|\n", n),
		"wide table in a quote": "> " + rep("|a", n) + "\n> " + rep("|-", n) + "\n" + rep("> |\n", n),
		"wide table in a list":  "- " + rep("|a", n) + "\n  " + rep("|-", n) + "\n" + rep("  |\n", n),
		"many tables":           rep(rep("|a", 60)+"\n"+rep("|-", 60)+"\n"+rep("|\n", 60)+"\n", 60),
		"one address":           "[a]: http://example.com/" + rep("x", 10*n) + "\n\n" + rep("[a] ", n),
		"one address, styled":   "[a]: http://example.com/" + rep("x", 10*n) + "\n\n" + rep("[*b* `c` *d* `e`][a] ", n/4),
		"quotes":                rep(">", 10*n) + "a",
		"quotes on many lines":  rep(rep(">", 300)+"a\n", 300),
		"lists":                 rep("- ", 5*n) + "a",
		"stairs of lists":       stairs(400),
		"brackets":              rep("[", 10*n),
		"brackets both":         rep("[", n) + "a" + rep("]", n),
		"images":                rep("![", 5*n),
		"links open":            rep("[a](", 5*n),
		"stars":                 rep("*a ", 5*n),
		"stars both":            rep("*a **b ", 2*n) + rep("c** d*", 2*n),
		"strikes":               rep("~a ", 5*n),
		"backticks":             ticks(300),
		"references":            rep("&", 10*n),
		"entities":              rep("&ngE;", 4*n),
		"angles":                rep("<a ", 5*n),
		"addresses":             rep("http://a.b/", 3*n),
		"emails":                rep("a@b.c_", 3*n),
		"definitions":           definitions(n),
		"fences":                rep("```\n", 3*n),
		"backslashes":           rep("\\", 10*n),
		"headings":              rep("# a\n", 3*n),
		"underlines":            rep("a\n=\n", 3*n),
		"comments":              rep("<!--", 3*n),
	}
	return out
}

func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

func ticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i) + "a ")
	}
	return b.String()
}

func definitions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[%d]: /a\n", i)
	}
	return b.String()
}

// Whatever a README says, what comes of it is bounded by its length, and what was
// left out is said.
func TestMarkupBombs(t *testing.T) {
	cut := map[string]string{
		"wide table": "too large and are shown as text", "wide table in a quote": "shown as text", "wide table in a list": "shown as text",
		"one address": "many times as long", "one address, styled": "many times as long",
		"links open": "shown as it is written", "quotes": "nested too deep", "quotes on many lines": "nested too deep", "lists": "nested too deep", "stairs of lists": "nested too deep",
	}
	for name, src := range bombs() {
		start := time.Now()
		blocks := Markup{Text: src}.Blocks()
		if took := time.Since(start); took > 20*time.Second { // 0.1 s when nothing else runs
			t.Errorf("%s: %v", name, took)
		}
		if got := held(blocks); got > 2*markupBudget(len(src)) {
			t.Errorf("%s: %d out of %d", name, got, len(src))
		}
		last := ""
		if len(blocks) > 0 {
			if p, ok := blocks[len(blocks)-1].(Paragraph); ok {
				last = p.Text.String()
			}
		}
		if want := cut[name]; !strings.Contains(last, want) {
			t.Errorf("%s: the page does not say %q: %.100q", name, want, last)
		}
	}
	long := strings.Repeat("line\n\n", maxMarkup/3)
	blocks := Markup{Text: long}.Blocks()
	if p, ok := blocks[len(blocks)-1].(Paragraph); !ok || !strings.Contains(p.Text.String(), "the last") {
		t.Error("a text that was cut off does not say so")
	}
}

// Ordinary tables and lists are left alone.
func TestMarkupThatIsNone(t *testing.T) {
	src := "| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n  - y\n    > z\n\n---\n\n" + strings.Repeat("-", 200) + "\n"
	blocks := Markup{Text: src}.Blocks()
	if _, ok := blocks[0].(Table); !ok || len(blocks) != 2 {
		t.Errorf("%#v", blocks)
	}
}

func FuzzMarkup(f *testing.F) {
	for _, src := range bombs() {
		f.Add(src[:min(len(src), 2000)])
	}
	f.Fuzz(func(t *testing.T, src string) {
		if got := held(Markup{Text: src}.Blocks()); got > 2*markupBudget(len(src)) {
			t.Errorf("%d out of %d bytes", got, len(src))
		}
	})
}
