package roff

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/russross/blackfriday/v2"
)

const extensions blackfriday.Extensions = blackfriday.NoIntraEmphasis | blackfriday.Tables | blackfriday.FencedCode |
	blackfriday.SpaceHeadings | blackfriday.Footnotes | blackfriday.Titleblock | blackfriday.DefinitionLists

// definition finds what the parser may take for the start of a definition.
var definition = regexp.MustCompile(`(?m)^[ \t]*:([ \t]|$)|\n[ \t\r]*\n.?:`)

// Render returns the manual page that a Markdown text stands for. HTML and
// images in it are dropped.
//
// Here alone we part from the tool: text that may hold a definition list is read
// as if there were no such lists, because on some of it the parser never ends,
// and takes all memory there is.
func (s Style) Render(markdown []byte) []byte {
	ext := extensions
	if definition.Match(markdown) {
		ext &^= blackfriday.DefinitionLists
	}
	doc := blackfriday.New(blackfriday.WithExtensions(ext)).Parse(markdown)
	p := &printer{style: s}
	if !s.V203 && has(doc, blackfriday.Table) {
		p.put("'\\\" t\n")
	}
	p.put(".nh\n")
	doc.Walk(p.visit)
	return p.b.Bytes()
}

func has(doc *blackfriday.Node, t blackfriday.NodeType) bool {
	found := false
	doc.Walk(func(n *blackfriday.Node, _ bool) blackfriday.WalkStatus {
		if n.Type == t {
			found = true
			return blackfriday.Terminate
		}
		return blackfriday.GoToNext
	})
	return found
}

// printer writes one page.
type printer struct {
	style    Style
	b        bytes.Buffer
	titled   bool  // the first heading of level one, the title line, is out
	depth    int   // of lists
	numbers  []int // the next number of each ordered list
	termOnly bool  // V200 and later: a term was printed and nothing about it yet
}

func (p *printer) put(s string) { p.b.WriteString(s) }

// either puts the one text on the way into a node and the other on the way out.
func (p *printer) either(entering bool, in, out string) {
	if entering {
		p.put(in)
	} else {
		p.put(out)
	}
}

func (p *printer) visit(n *blackfriday.Node, entering bool) blackfriday.WalkStatus {
	switch n.Type {
	case blackfriday.Text:
		p.text(n)
	case blackfriday.Softbreak:
		p.put("\n")
	case blackfriday.Hardbreak:
		p.put("\n.br\n")
	case blackfriday.Emph:
		p.either(entering, `\fI`, `\fP`)
	case blackfriday.Strong:
		p.either(entering, `\fB`, `\fP`)
	case blackfriday.Code:
		p.put(p.codeFont())
		p.escape(n.Literal)
		p.put(`\fR`)
	case blackfriday.Link:
		return p.link(n, entering)
	case blackfriday.Image:
		return blackfriday.SkipChildren
	case blackfriday.Paragraph:
		p.paragraph(n, entering)
	case blackfriday.Heading:
		p.heading(n, entering)
	case blackfriday.BlockQuote:
		p.either(entering, "\n.PP\n.RS\n", "\n.RE\n")
	case blackfriday.HorizontalRule:
		p.put("\n.ti 0\n\\l'\\n(.lu'\n")
	case blackfriday.CodeBlock:
		p.code(n)
	case blackfriday.List:
		p.list(n, entering)
	case blackfriday.Item:
		p.item(n, entering)
	case blackfriday.Table:
		p.table(n, entering)
	case blackfriday.TableCell:
		p.cell(n, entering)
	}
	return blackfriday.GoToNext
}

func (p *printer) codeFont() string {
	if p.style.V202 {
		return `\fB\fC`
	}
	return `\fB`
}

// text prints a text. In the section NAME the dash between a name and what it is
// must be one that programs which index manual pages look for.
func (p *printer) text(n *blackfriday.Node) {
	switch {
	case p.style.V200 && n.Parent.Type == blackfriday.TableCell:
		p.cellText(n)
	case !p.style.V204 && inName(n):
		name, about, found := bytes.Cut(n.Literal, []byte(" - "))
		p.escape(name)
		if found {
			p.put(` \- `)
			p.escape(about)
		}
	default:
		p.escape(n.Literal)
	}
}

// inName reports whether a text is in the paragraph right behind the heading
// NAME.
func inName(n *blackfriday.Node) bool {
	if n.Parent == nil || n.Parent.Type != blackfriday.Paragraph {
		return false
	}
	heading := n.Parent.Prev
	return heading != nil && heading.Type == blackfriday.Heading && heading.FirstChild != nil &&
		bytes.EqualFold(heading.FirstChild.Literal, []byte("NAME"))
}

func (p *printer) link(n *blackfriday.Node, entering bool) blackfriday.WalkStatus {
	target := string(n.LinkData.Destination)
	if p.style.V202 {
		if !entering {
			p.put("\n\\[la]" + target + `\[ra]`)
		}
		return blackfriday.GoToNext
	}
	if n.FirstChild != nil && string(n.FirstChild.Literal) != target {
		p.put(string(n.FirstChild.Literal))
	}
	p.put("\n\\[la]" + strings.ReplaceAll(target, "-", `\-`) + `\[ra]`)
	return blackfriday.SkipChildren
}

func (p *printer) paragraph(n *blackfriday.Node, entering bool) {
	switch s := p.style; {
	case s.V204 && p.depth > 0: // .PP would end the list
	case s.V204:
		p.either(entering, "\n.PP\n", "\n")
	case !entering:
		if n.Next == nil || n.Next.Type != blackfriday.List {
			p.put("\n")
		}
	case p.depth > 0 && n.Prev == nil:
	case p.depth > 0 && isPlainList(n.Prev):
		p.put(".IP\n")
	case p.depth > 0 || n.Prev != nil && n.Prev.Type == blackfriday.Heading:
		p.put("\n")
	default:
		p.put("\n.PP\n")
	}
}

// isPlainList reports whether a node is a list, but not one of definitions.
func isPlainList(n *blackfriday.Node) bool {
	return n != nil && n.Type == blackfriday.List && n.ListFlags&blackfriday.ListTypeDefinition == 0
}

func (p *printer) heading(n *blackfriday.Node, entering bool) {
	switch {
	case !entering:
	case n.Level == 1 && !p.titled:
		p.put(".TH ")
		p.titled = true
	case n.Level == 1:
		p.put("\n\n.SH ")
	case n.Level == 2:
		p.put("\n.SH ")
	default:
		p.put("\n.SS ")
	}
}

func (p *printer) code(n *blackfriday.Node) {
	in, out := "\n.EX\n", ".EE\n"
	switch {
	case p.style.V202:
		in, out = "\n.PP\n.RS\n\n.nf\n", "\n.fi\n.RE\n"
	case p.style.V203:
		out = "\n.EE\n"
	}
	p.put(in)
	p.escape(n.Literal)
	p.put(out)
}

func (p *printer) list(n *blackfriday.Node, entering bool) {
	in, out := "\n.RS\n", ".RE\n"
	if p.style.V204 {
		out = "\n.RE\n"
	}
	outermost := entering && p.depth == 0 || !entering && p.depth == 1
	switch {
	case n.ListFlags&blackfriday.ListTypeDefinition != 0: // items say it all
		in, out = "", ""
	case !p.style.V204 && outermost:
		in, out = "\n", ""
	}
	ordered := n.ListFlags&blackfriday.ListTypeOrdered != 0
	if entering {
		p.depth++
		if ordered {
			p.numbers = append(p.numbers, 1)
		}
		p.put(in)
		return
	}
	if ordered {
		p.numbers = p.numbers[:len(p.numbers)-1]
	}
	p.put(out)
	p.depth--
}

func (p *printer) item(n *blackfriday.Node, entering bool) {
	switch flags := n.ListFlags; {
	case !entering:
		if p.style.V204 {
			p.put("\n")
		}
	case flags&blackfriday.ListTypeOrdered != 0:
		last := len(p.numbers) - 1
		p.put(fmt.Sprintf(".IP \"%3d.\" 5\n", p.numbers[last]))
		p.numbers[last]++
	case flags&blackfriday.ListTypeTerm != 0 && !p.style.V200:
		p.put("\n.TP\n")
		p.termOnly = true
	case flags&blackfriday.ListTypeDefinition != 0:
		p.definition(n)
	default:
		p.put(".IP \\(bu 2\n")
	}
}

// definition starts what is said about a term, or says about it further on. In
// V200 the term itself comes here too.
func (p *printer) definition(n *blackfriday.Node) {
	const about = blackfriday.ListTypeTerm | blackfriday.ListTypeDefinition
	switch {
	case p.style.V200:
		if !p.termOnly {
			p.put("\n.TP\n")
		}
		p.termOnly = !p.termOnly
	case p.style.V204:
		if !p.termOnly {
			p.put("\n")
		}
		p.termOnly = false
	case n.Prev != nil && n.Prev.ListFlags&about == blackfriday.ListTypeDefinition:
		if n.Prev.Type == blackfriday.Item && isPlainList(n.Prev.LastChild) {
			p.put(".IP\n")
		} else {
			p.put("\n")
		}
	}
}
