package walkthrough

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
)

// Mermaid draws a journey for renderers that know the language.
func Mermaid(f *summarize.Flow) render.Block {
	var b strings.Builder
	b.WriteString("flowchart TD\n")
	for i, n := range f.Nodes {
		open, end := "[/", "/]" // an effect
		switch n.Kind {
		case "trigger":
			open, end = "([", "])"
		case "function":
			open, end = "[", "]"
		case "queue":
			open, end = "[(", ")]"
		}
		fmt.Fprintf(&b, "    f%d%s\"%s\"%s\n", i, open, mermaidText(n.Name), end)
	}
	for _, e := range f.Edges {
		arrow := "-->"
		if apart(e) {
			arrow = "-.->"
		}
		if when := condition(e); when != "" {
			arrow += "|\"" + mermaidText(short(when)) + "\"|"
		}
		fmt.Fprintf(&b, "    f%d %s f%d\n", e.From, arrow, e.To)
	}
	return render.Pre{Lang: "mermaid", Text: strings.TrimSuffix(b.String(), "\n")}
}

// apart reports whether what an edge leads to happens later, or beside what it
// comes from.
func apart(e summarize.FlowEdge) bool { return e.Kind == "starts" || e.Kind == "hands" }

// condition is the innermost condition of an edge that the source has words for.
func condition(e summarize.FlowEdge) string {
	for i := len(e.When) - 1; i >= 0; i-- {
		if e.When[i] != "" {
			return e.When[i]
		}
	}
	return ""
}

// longest is how many characters of a condition a picture shows.
const longest = 32

// short cuts a condition.
func short(s string) string {
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}

// mermaidText keeps a name from ending its label early.
func mermaidText(s string) string {
	return strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;", "|", "#124;", "`", "#96;", "\n", " ").Replace(render.Visible(s))
}
