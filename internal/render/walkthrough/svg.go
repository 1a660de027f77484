package walkthrough

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
)

// Picture draws a journey as SVG, with everything it shows said in words.
//
// Each node has a row of its own, indented below the first node that leads to it,
// so that the picture is narrow enough for a telephone; other arrows run along
// its right side.
func Picture(lang string, f *summarize.Flow) render.Picture {
	d := newDiagram(f)
	alt := Words(lang, f)
	var b bytes.Buffer
	fmt.Fprintf(&b, "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %[1]d %[2]d\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n", d.width, d.height)
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n%s", xmlText(f.Nodes[0].Name), xmlText(alt), pictureStyle)
	for i, e := range f.Edges {
		d.edge(&b, i, e)
	}
	for i := range f.Nodes {
		d.node(&b, i)
	}
	b.WriteString("</svg>\n")
	return render.Picture{SVG: b.String(), Alt: alt}
}

// pictureStyle makes a picture that stands alone follow the colours of its viewer.
const pictureStyle = `<style>
svg { color: #1f2328; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; } }
text { fill: currentColor; }
.node path { fill: none; stroke: currentColor; stroke-opacity: .55; }
.node.trigger path { stroke-opacity: 1; stroke-width: 1.5; }
.edge path { stroke: currentColor; stroke-opacity: .35; }
.edge polygon { fill: currentColor; stroke: currentColor; fill-opacity: .5; stroke-opacity: .5; }
</style>
`

// The measures of a picture, in pixels.
const (
	fontSize  = 12
	rowHeight = 32
	boxHeight = 22
	padding   = 8
	lane      = 9 // between arrows on the right
	margin    = 2
	mostWide  = 344 // what a telephone shows
	minLabel  = 120
)

// A diagram is a Flow with places.
type diagram struct {
	flow          *summarize.Flow
	label         []string
	x, w          []int
	indent        int
	tree          []bool // edges that the indents show
	lanes         []int  // of the others
	width, height int
}

func newDiagram(f *summarize.Flow) *diagram {
	n := len(f.Nodes)
	d := &diagram{flow: f, label: make([]string, n), x: make([]int, n), w: make([]int, n), tree: make([]bool, len(f.Edges)), lanes: make([]int, len(f.Edges))}
	parent := make([]int, n)
	depth := make([]int, n)
	for i := range parent {
		parent[i] = -1
	}
	lanes, deepest := 0, 0
	for i, e := range f.Edges {
		if e.To > e.From && parent[e.To] < 0 {
			parent[e.To], depth[e.To], d.tree[i] = e.From, depth[e.From]+1, true
			deepest = max(deepest, depth[e.To])
			continue
		}
		lanes++
		d.lanes[i] = lanes
	}
	d.indent = max(10, 20-deepest)
	right := 0
	for i, x := range f.Nodes {
		d.x[i] = margin + depth[i]*d.indent
		d.label[i] = fitted(render.Visible(x.Name), max(minLabel, mostWide-lanes*lane-d.x[i]-2*padding))
		d.w[i] = textWidth(d.label[i]) + 2*padding
		right = max(right, d.x[i]+d.w[i])
	}
	d.width, d.height = right+lanes*lane+2*margin+lane, n*rowHeight
	return d
}

// fitted shortens a name in its middle to what there is room for.
func fitted(s string, most int) string {
	r := []rune(s)
	for cut := 1; textWidth(s) > most && cut < len(r); cut++ {
		keep := (len(r) - cut) / 2
		s = string(r[:keep]) + "…" + string(r[keep+cut:])
	}
	return s
}

// textWidth is about how wide a text is.
func textWidth(s string) int {
	tenths := 0
	for _, r := range s {
		switch {
		case wide(r):
			tenths += 120
		case strings.ContainsRune("ijlI.,:;'|()/ ", r):
			tenths += 36
		case strings.ContainsRune("mwMW", r):
			tenths += 98
		case r >= 'A' && r <= 'Z':
			tenths += 80
		default:
			tenths += 66
		}
	}
	return (tenths + 9) / 10
}

func (d *diagram) top(i int) int { return i*rowHeight + (rowHeight-boxHeight)/2 }
func (d *diagram) mid(i int) int { return i*rowHeight + rowHeight/2 }

func (d *diagram) node(b *bytes.Buffer, i int) {
	n := d.flow.Nodes[i]
	class, corner := "effect", 0
	switch n.Kind {
	case "trigger":
		class, corner = "trigger", boxHeight/2
	case "function":
		class, corner = "function", 4
	case "queue":
		class = "queue"
	}
	x, y, w, h := d.x[i], d.top(i), d.w[i], boxHeight
	fmt.Fprintf(b, "<g class=\"node %s\">\n<path fill=\"none\" stroke=\"black\" d=\"", class)
	switch class {
	case "effect": // leaning, as what leaves the process
		fmt.Fprintf(b, "M%d,%dh%dl-6,%dh-%dz", x+3, y, w, h, w)
	case "queue": // open at both ends
		fmt.Fprintf(b, "M%d,%dh%dM%d,%dh%dM%d,%dv%dM%d,%dv%d", x, y, w, x, y+h, w, x+3, y, h, x+w-3, y, h)
	default:
		c := corner
		fmt.Fprintf(b, "M%d,%dh%dq%d,0 %d,%dv%dq0,%d -%d,%dh-%dq-%d,0 -%d,-%dv-%dq0,-%d %d,-%dz",
			x+c, y, w-2*c, c, c, c, h-2*c, c, c, c, w-2*c, c, c, c, h-2*c, c, c, c)
	}
	fmt.Fprintf(b, "\"/>\n<text x=\"%d\" y=\"%d\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"%d\">%s</text>\n</g>\n",
		x+padding, d.mid(i)+4, fontSize, xmlText(d.label[i]))
}

// edge draws an arrow: down the left side and in, or round the right side.
func (d *diagram) edge(b *bytes.Buffer, i int, e summarize.FlowEdge) {
	dashes := ""
	if apart(e) {
		dashes = ` stroke-dasharray="5,2"`
	}
	fmt.Fprintf(b, "<g class=\"edge\">\n<path fill=\"none\" stroke=\"black\"%s d=\"", dashes)
	var tipX, tipY, back int
	if d.tree[i] {
		tipX, tipY, back = d.x[e.To], d.mid(e.To), -5
		fmt.Fprintf(b, "M%d,%dV%dH%d", d.x[e.From]+d.indent/2, d.top(e.From)+boxHeight, tipY, tipX+back)
	} else {
		out := d.width - margin - d.lanes[i]*lane
		tipX, tipY, back = d.x[e.To]+d.w[e.To], d.mid(e.To)+4, 5
		fmt.Fprintf(b, "M%d,%dH%dV%dH%d", d.x[e.From]+d.w[e.From], d.mid(e.From)-4, out, tipY, tipX+back)
	}
	fmt.Fprintf(b, "\"/>\n<polygon fill=\"black\" stroke=\"black\" points=\"%d,%d %d,%d %d,%d\"/>\n", tipX, tipY, tipX+back, tipY-2, tipX+back, tipY+2)
	if len(e.When) > 0 { // a diamond, as for a decision
		x := tipX + back*8/5
		fmt.Fprintf(b, "<polygon fill=\"black\" stroke=\"black\" points=\"%d,%d %d,%d %d,%d %d,%d\"/>\n", x-3, tipY, x, tipY-3, x+3, tipY, x, tipY+3)
	}
	b.WriteString("</g>\n")
}

// Overview joins the pictures of all journeys where they meet, nil if there are
// none.
func Overview(w *summarize.Walkthrough) *summarize.Flow {
	out := &summarize.Flow{}
	index := map[summarize.FlowNode]int{}
	edges := map[[2]int]bool{}
	for _, s := range w.Sections {
		for _, g := range s.Groups {
			if g.Flow == nil {
				continue
			}
			at := make([]int, len(g.Flow.Nodes))
			for i, n := range g.Flow.Nodes {
				if _, ok := index[n]; !ok {
					index[n] = len(out.Nodes)
					out.Nodes = append(out.Nodes, n)
				}
				at[i] = index[n]
			}
			for _, e := range g.Flow.Edges {
				e.From, e.To = at[e.From], at[e.To]
				if pair := [2]int{e.From, e.To}; !edges[pair] {
					edges[pair] = true
					out.Edges = append(out.Edges, e)
				}
			}
		}
	}
	if len(out.Nodes) == 0 {
		return nil
	}
	return out
}

// Words tells a journey in sentences, each edge once.
func Words(lang string, f *summarize.Flow) string {
	var out []string
	for i, n := range f.Nodes {
		for _, kind := range []string{"leads", "calls", "starts", "hands", "fills", "feeds", "does"} {
			var to [][]summarize.Part
			for _, e := range f.Edges {
				if e.From != i || e.Kind != kind {
					continue
				}
				name := wording.Code(f.Nodes[e.To].Name)
				switch when := condition(e); {
				case when != "":
					name = wording.Fill(lang, "flow.when", name, wording.Code(when))
				case len(e.When) > 0:
					name = wording.Fill(lang, "flow.sometimes", name)
				}
				to = append(to, name)
			}
			if len(to) > 0 {
				out = append(out, plain(wording.Fill(lang, "flow."+kind, wording.Code(n.Name), wording.List(lang, to...))))
			}
		}
	}
	if strings.HasPrefix(lang, "zh") {
		return strings.Join(out, "")
	}
	return strings.Join(out, " ")
}

// xmlText is text as XML has it.
func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(render.Visible(s))) // a Builder does not fail
	return b.String()
}
