package graph

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render/graph/layout"
)

// style makes a picture follow the colours of the page or viewer around it.
const style = `<style>
svg { color: #1f2328; }
@media (prefers-color-scheme: dark) { svg { color: #e6edf3; } }
text { fill: currentColor; }
.node path, .node polygon { fill: none; stroke: currentColor; stroke-opacity: .55; }
.node.module path { stroke-opacity: 1; stroke-width: 1.5; }
.node.external path { stroke-dasharray: 4 2; }
.edge path { stroke: currentColor; stroke-opacity: .35; }
.edge polygon { fill: currentColor; stroke: currentColor; fill-opacity: .5; stroke-opacity: .5; }
</style>
`

// The measures of a picture, in points.
const (
	fontSize  = 11.0
	boxHeight = 19.0
	padding   = 7.5 // on each side of a label
	corner    = 5.0
	arrow     = 6.0
	margin    = 4.0
	loopWidth = 14.0
)

// SVG returns a picture of the graph. Layout takes time with many edges: shrink
// and reduce large graphs first.
func (g *Graph) SVG(ctx context.Context) ([]byte, error) { return Draw(ctx, g.DOT()) }

// Draw returns a picture of a graph in the language of Graphviz: as much of it
// as DOT writes.
func Draw(ctx context.Context, dot []byte) ([]byte, error) {
	d, err := readDOT(dot)
	if err != nil {
		return nil, fmt.Errorf("reading the graph: %w", err)
	}
	sizes := make([]layout.Size, len(d.nodes))
	for i, n := range d.nodes {
		sizes[i] = layout.Size{W: textWidth(n.label) + 2*padding, H: boxHeight}
	}
	edges := make([]layout.Edge, len(d.lines))
	for i, l := range d.lines {
		edges[i] = layout.Edge{From: l.from, To: l.to, Apart: l.dashed}
	}
	at, err := layout.Layered(ctx, sizes, edges)
	if err != nil {
		return nil, fmt.Errorf("laying out the graph: %w", err)
	}
	return d.svg(at), nil
}

// svg writes the picture. Boxes are links to be: whoever shows it on a page
// knows where to.
func (d *drawing) svg(at *layout.Layout) []byte {
	var b bytes.Buffer
	w, h := at.W+2*margin, at.H+2*margin
	for _, l := range d.lines {
		if l.from == l.to {
			w = max(w, at.Boxes[l.from].X+at.Boxes[l.from].W+loopWidth+2*margin)
		}
	}
	fmt.Fprintf(&b, "<svg width=\"%dpt\" height=\"%dpt\" viewBox=\"%s %s %s %s\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
		int(w+.5), int(h+.5), num(-margin), num(-margin), num(w), num(h))
	fmt.Fprintf(&b, "<title>%s</title>\n<desc>%s</desc>\n%s", escape(d.title), escape(d.words()), style)
	for i, l := range d.lines {
		writeEdge(&b, l, at.Routes[i])
	}
	for i, n := range d.nodes {
		writeNode(&b, n, at.Boxes[i])
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// words says what leads where, without the help of a language.
func (d *drawing) words() string {
	to := make([][]string, len(d.nodes))
	for _, l := range d.lines {
		to[l.from] = append(to[l.from], d.nodes[l.to].label)
	}
	var out []string
	for i, n := range d.nodes {
		if len(to[i]) > 0 {
			out = append(out, n.label+" → "+strings.Join(to[i], ", "))
		}
	}
	return strings.Join(out, "; ")
}

func writeNode(b *bytes.Buffer, n shape, at layout.Box) {
	fmt.Fprintf(b, "<g class=\"%s\">\n", escape(strings.TrimSpace("node "+n.class)))
	if n.tooltip != "" {
		fmt.Fprintf(b, "<a xlink:title=\"%s\">\n", escape(n.tooltip))
	}
	c, w, h := num(corner), num(at.W-2*corner), num(at.H-2*corner)
	fmt.Fprintf(b, "<path fill=\"none\" stroke=\"black\" d=\"M%s,%sh%sq%s,0 %s,%sv%sq0,%s -%s,%sh-%sq-%s,0 -%s,-%sv-%sq0,-%s %s,-%sz\"/>\n",
		num(at.X+corner), num(at.Y), w, c, c, c, h, c, c, c, w, c, c, c, h, c, c, c)
	fmt.Fprintf(b, "<text text-anchor=\"middle\" x=\"%s\" y=\"%s\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"%s\">%s</text>\n",
		num(at.X+at.W/2), num(at.Y+at.H/2+fontSize*.35), num(fontSize), escape(n.label))
	if n.tooltip != "" {
		b.WriteString("</a>\n")
	}
	b.WriteString("</g>\n")
}

// writeEdge draws a route, and the head of the arrow where it ends.
func writeEdge(b *bytes.Buffer, l line, route []layout.Point) {
	tip := route[len(route)-1]
	back := -arrow // from the tip to where the line ends
	if before := route[len(route)-2]; before.X > tip.X || l.from == l.to {
		back = arrow
	}
	dashes := ""
	if l.dashed {
		dashes = ` stroke-dasharray="5,2"`
	}
	fmt.Fprintf(b, "<g class=\"%s\">\n<path fill=\"none\" stroke=\"black\"%s d=\"M%s,%s", escape(strings.TrimSpace("edge "+l.class)), dashes, num(route[0].X), num(route[0].Y))
	for i, to := range route[1:] {
		from := route[i]
		if i == len(route)-2 {
			to.X += back
		}
		switch middle := (from.X + to.X) / 2; {
		case l.from == l.to:
			fmt.Fprintf(b, "C%s,%s %s,%s %s,%s", num(from.X+loopWidth), num(from.Y), num(from.X+loopWidth), num(to.Y), num(to.X), num(to.Y))
		case from.Y == to.Y:
			fmt.Fprintf(b, "H%s", num(to.X))
		default:
			fmt.Fprintf(b, "C%s,%s %s,%s %s,%s", num(middle), num(from.Y), num(middle), num(to.Y), num(to.X), num(to.Y))
		}
	}
	fmt.Fprintf(b, "\"/>\n<polygon fill=\"black\" stroke=\"black\" points=\"%s,%s %s,%s %s,%s\"/>\n</g>\n",
		num(tip.X), num(tip.Y), num(tip.X+back), num(tip.Y-arrow*.35), num(tip.X+back), num(tip.Y+arrow*.35))
}

func num(f float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a Builder does not fail
	return b.String()
}

// advances are the widths of the characters from ' ' to '~' in Helvetica, and in
// the fonts made to its measure, in thousandths of the font's size.
var advances = [...]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// textWidth is how wide a label is; other characters count as wide ones.
func textWidth(s string) float64 {
	sum := 0
	for _, r := range s {
		if i := int(r) - ' '; i >= 0 && i < len(advances) {
			sum += int(advances[i])
		} else {
			sum += 1000
		}
	}
	return float64(sum) * fontSize / 1000
}
