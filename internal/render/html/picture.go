package html

import (
	"html"
	"net/url"
	"regexp"
	"strconv"

	"github.com/kdoc-dev/kdoc/internal/render"
)

// What a drawing that stands alone has and one on a page must not: a style,
// which would apply to the page, a title, which would show wherever the pointer
// rests, and ids, which are not its own.
var (
	svgStyle = regexp.MustCompile(`(?s)<(style|title)>.*?</(style|title)>\n?`)
	svgID    = regexp.MustCompile(` id="[^"]*"`)
	svgWidth = regexp.MustCompile(`^<svg width="([0-9]{1,6})`)
	svgTitle = regexp.MustCompile(`<a xlink:title="([^"]*)">`)
)

// fitWidth is how wide a drawing may be, in points, to be made narrower to fit
// the page; wider ones would become too small to read, and scroll.
const fitWidth = 850

// picturePath is where the n-th picture of a page, from 0, is as a file of its
// own.
func picturePath(p *render.Page, n int) string {
	if n == 0 {
		return p.Path + ".svg"
	}
	return p.Path + "." + strconv.Itoa(n+1) + ".svg"
}

// longAlt is from how many bytes on what a picture says is folded.
const longAlt = 240

// picture writes the drawing, which kdoc made, with its nodes as links to the
// pages of what they stand for.
func (w *writer) picture(p render.Picture) {
	svg := svgStyle.ReplaceAllString(p.SVG, "")
	svg = svgID.ReplaceAllString(svg, "")
	w.raw(`<figure class="picture`)
	if m := svgWidth.FindStringSubmatch(svg); m != nil {
		if points, _ := strconv.Atoi(m[1]); points <= fitWidth {
			w.raw(" fit")
		}
	}
	w.raw(`">` + "\n" + `<div class="scroll" tabindex="0" role="group"`)
	w.attribute("aria-label", w.words.Picture)
	w.raw(">\n")
	at := 0
	for _, m := range svgTitle.FindAllStringSubmatchIndex(svg, -1) {
		w.raw(svg[at:m[0]])
		at = m[1]
		name := html.UnescapeString(svg[m[2]:m[3]])
		w.raw("<a")
		if href := w.href(w.r.site.Named(name)); href != "" {
			w.attribute("href", href)
		}
		w.attribute("aria-label", name)
		w.raw(">")
	}
	w.raw(svg[at:], "</div>\n<figcaption>")
	if len(p.Alt) > longAlt {
		w.raw("<details><summary>", w.words.Said, "</summary>")
		w.escape(p.Alt)
		w.raw("</details>")
	} else {
		w.escape(p.Alt)
	}
	w.raw(" <a")
	u := url.URL{Path: render.Relative(file(w.at), picturePath(w.at, len(w.pictures)))}
	w.attribute("href", u.EscapedPath())
	w.raw(">", w.words.Alone, "</a></figcaption></figure>\n")
	w.pictures = append(w.pictures, p.SVG)
}
