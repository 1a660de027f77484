package walkthrough

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// Mermaid draws the call flow for renderers that know the language.
func Mermaid(w *summarize.Walkthrough) render.Block {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for i, n := range w.Flow.Nodes {
		fmt.Fprintf(&b, "    f%d[\"%s\"]\n", i, mermaidText(n.Name))
	}
	l := summarize.LanguageOf(w.Lang)
	for _, e := range w.Flow.Edges {
		arrow := "-->"
		switch e.Kind {
		case "go":
			arrow = "-.->|" + mermaidText(l.Phrase("flow.go")) + "|"
		case "callback", "handler":
			arrow = "-.->|" + mermaidText(l.Phrase("flow."+e.Kind)) + "|"
		}
		fmt.Fprintf(&b, "    f%d %s f%d\n", e.From, arrow, e.To)
	}
	return render.Pre{Lang: "mermaid", Text: strings.TrimSuffix(b.String(), "\n")}
}

// mermaidText keeps a name from ending its label early.
func mermaidText(s string) string {
	return strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "\n", " ").Replace(render.Visible(s))
}
