package clidoc

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// Components prints pages in the shape in which kubernetes.io publishes the
// reference of its components: Markdown with a table of all flags in HTML, flags
// that a command parses on its own included. With Hugo front matter the headings
// are the site's shortcodes, otherwise they are words.
func Components(p *commands.Program, opts Options, front render.FrontMatter) []render.File {
	l := &layout{program: p, Options: opts}
	var out []render.File
	for _, c := range p.Commands() {
		if l.covers(c) {
			out = append(out, render.File{
				Path: joinPath(opts.Dir, fileName(c.Path, "_", ".md")),
				Data: []byte(l.component(p.Merge(c, commands.RulesOf(p.Version(cobraModule))).AddHelp(), front)),
			})
		}
	}
	return out
}

func (l *layout) component(v *commands.View, front render.FrontMatter) string {
	hugo := front == render.Hugo
	heading := func(id, title string) string {
		if hugo {
			return `## {{% heading "` + id + `" %}}` + "\n\n"
		}
		return "## " + title + "\n\n"
	}
	var b strings.Builder
	switch front {
	case render.Hugo:
		fmt.Fprintf(&b, "---\ntitle: %q\ncontent_type: tool-reference\nweight: 30\nauto_generated: true\n---\n\n", v.Path)
	case render.Docusaurus:
		b.WriteString(front.Head(v.Path, v.Short))
	default:
		b.WriteString("# " + html.EscapeString(v.Path) + "\n\n")
	}
	b.WriteString(heading("synopsis", "Synopsis"))
	text := v.Long
	if text == "" {
		text = v.Short
	}
	if blocks := textBlocks(text, nil); len(blocks) > 0 {
		for _, block := range blocks {
			writeHTML(&b, block)
		}
		b.WriteString("\n") // ends the HTML
	}
	if v.Runnable {
		b.WriteString("```\n" + v.UseLine() + "\n```\n\n")
	}
	if example := unindent(v.Example); example != "" {
		b.WriteString(heading("examples", "Examples"))
		b.WriteString(htmlPre(example) + "\n")
	}
	l.componentTable(&b, heading("options", "Options"), slices.Concat(v.Local, v.Private))
	l.componentTable(&b, heading("parentoptions", "Options inherited from parent commands"), v.Inherited)
	return b.String()
}

func (l *layout) componentTable(b *strings.Builder, heading string, flags []*commands.Flag) {
	flags = filter(flags, func(f *commands.Flag) bool {
		return visible(f) || f.Deprecated != "" && l.Deprecated || f.Hidden && f.Deprecated == "" && l.Hidden
	})
	if len(flags) == 0 {
		return
	}
	slices.SortStableFunc(flags, func(a, b *commands.Flag) int { return strings.Compare(a.Name, b.Name) })
	b.WriteString(heading)
	b.WriteString("<table style=\"width: 100%; table-layout: fixed;\">\n<colgroup>\n<col span=\"1\" style=\"width: 10px;\" />\n<col span=\"1\" />\n</colgroup>\n<tbody>\n\n")
	for _, f := range flags {
		word, usage := Profile{}.valueWord(f)
		name := "--" + f.Name
		if letter := liveShorthand(f); letter != "" {
			name = "-" + letter + ", " + name
		}
		if word != "" {
			name += " " + word
		}
		name = html.EscapeString(name)
		if !(Profile{}).zero(f) {
			value := f.Default
			if f.Type == "string" {
				value = fmt.Sprintf("%q", value)
			}
			name += strings.Repeat("&nbsp;", 5) + "Default: " + html.EscapeString(value)
		}
		b.WriteString("<tr>\n<td colspan=\"2\">" + oneLine(name) + "</td>\n</tr>\n<tr>\n<td></td><td style=\"line-height: 130%; word-wrap: break-word;\">")
		text := usage
		if f.Deprecated != "" {
			text += "\n\nDeprecated: " + f.Deprecated
		}
		for _, block := range textBlocks(text, nil) {
			writeHTML(b, block)
		}
		b.WriteString("</td>\n</tr>\n\n")
	}
	b.WriteString("</tbody>\n</table>\n\n")
}

// writeHTML writes a block of help text as HTML, in which Markdown means nothing.
// No line of it is empty, because that would end the HTML.
func writeHTML(b *strings.Builder, block render.Block) {
	switch block := block.(type) {
	case render.Paragraph:
		b.WriteString("<p>" + htmlText(block.Text) + "</p>\n")
	case render.Pre:
		b.WriteString(htmlPre(block.Text))
	case render.List:
		tag := "ul"
		if block.Ordered {
			tag = "ol"
		}
		b.WriteString("<" + tag + ">\n")
		for _, item := range block.Items {
			b.WriteString("<li>")
			for _, inner := range item.Blocks {
				if p, ok := inner.(render.Paragraph); ok {
					b.WriteString(htmlText(p.Text))
				}
			}
			b.WriteString("</li>\n")
		}
		b.WriteString("</" + tag + ">\n")
	}
}

func htmlText(t render.Text) string {
	var b strings.Builder
	for _, s := range t {
		text := oneLine(html.EscapeString(render.Visible(s.Text)))
		if s.Style == render.Mono {
			text = "<code>" + text + "</code>"
		}
		b.WriteString(text)
	}
	return escapeShortcodes(b.String())
}

func htmlPre(text string) string {
	text = escapeShortcodes(html.EscapeString(render.Visible(text)))
	return "<pre><code>" + strings.ReplaceAll(text, "\n\n", "\n&#32;\n") + "</code></pre>\n"
}

// escapeShortcodes keeps Hugo, and with braces written so MDX, from taking
// templates in examples for its own.
func escapeShortcodes(s string) string {
	return strings.NewReplacer("{", "&#123;", "}", "&#125;").Replace(s)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
