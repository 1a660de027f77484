package roff

import (
	"strings"

	"github.com/russross/blackfriday/v2"
)

// A cell of more than wide bytes is set as a block of its own.
const wide = 30

const (
	blockStart = "T{\n"
	blockEnd   = "\nT}\n"
)

func (p *printer) table(n *blackfriday.Node, entering bool) {
	if !entering {
		p.put(".TE\n")
		return
	}
	line := strings.Repeat("l ", columns(n))
	p.put("\n.TS\nallbox;\n" + line + "\n" + line + ".\n")
}

// columns counts the cells of a table's first row.
func columns(table *blackfriday.Node) int {
	n := 0
	table.Walk(func(n2 *blackfriday.Node, entering bool) blackfriday.WalkStatus {
		if n2.Type == blackfriday.TableRow && !entering {
			return blackfriday.Terminate
		}
		if n2.Type == blackfriday.TableCell && entering {
			n++
		}
		return blackfriday.GoToNext
	})
	return n
}

func (p *printer) cell(n *blackfriday.Node, entering bool) {
	first := n.Prev == nil || n.Prev.Type != blackfriday.TableCell
	block := !p.style.V200 && !n.IsHeader && size(n) > wide
	font, off := `\fB`, `\fP`
	if p.style.V202 {
		font, off = `\fB\fC`, `\fR`
	}
	if entering {
		if !first {
			p.put("\t")
		}
		switch {
		case n.IsHeader:
			p.put(font)
		case block:
			p.put(blockStart)
		}
		return
	}
	last := n.Next == nil
	switch {
	case n.IsHeader:
		p.put(off)
		if last {
			p.put("\n")
		}
	case p.style.V200:
	case block && p.style.V206:
		p.put(blockEnd)
	default:
		if block {
			p.put(strings.TrimSuffix(blockEnd, "\n"))
		}
		if last {
			p.put("\n")
		}
	}
}

// cellText prints one text of a cell as V200 does.
func (p *printer) cellText(n *blackfriday.Node) {
	cell := n.Parent
	switch {
	case len(n.Literal) > wide:
		p.put(blockStart)
		p.escape(n.Literal)
		p.put(blockEnd)
	default:
		p.escape(n.Literal)
		if cell.Next == nil && !cell.IsHeader {
			p.put("\n")
		}
	}
}

// size is the length of the texts in a cell.
func size(cell *blackfriday.Node) int {
	n := 0
	for c := cell.FirstChild; c != nil; c = c.Next {
		n += len(c.Literal)
	}
	return n
}
