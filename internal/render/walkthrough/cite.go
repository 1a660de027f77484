package walkthrough

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// maxMarks is how many places of a sentence are shown. The JSON format has all.
const maxMarks = 4

// A base is what citations may leave out, because it stands above them: a file,
// or at least its directory.
type base struct{ file, dir string }

func baseOf(at factgraph.Pos) base {
	if at.Path == "" {
		return base{}
	}
	return base{at.Path, path.Dir(at.Path)}
}

// home is the directory that a walkthrough cites most.
func home(w *summarize.Walkthrough) base {
	count := map[string]int{}
	var groups func(list []summarize.Group)
	groups = func(list []summarize.Group) {
		for _, g := range list {
			if g.At.Path != "" {
				count[path.Dir(g.At.Path)]++
			}
			groups(g.Groups)
		}
	}
	for _, s := range w.Sections {
		groups(s.Groups)
	}
	best := ""
	for dir, n := range count {
		if n > count[best] || n == count[best] && dir < best {
			best = dir
		}
	}
	return base{dir: best}
}

// name is what a file is called next to the base or below it, and elsewhere.
func (b base) name(file string) string {
	switch {
	case file == b.file:
		return ""
	case b.dir != "" && strings.HasPrefix(file, b.dir+"/"):
		return file[len(b.dir)+1:]
	}
	return file
}

// place is a citation by itself: path:line, or path:first-last.
func (b base) place(p factgraph.Pos) render.Span {
	return render.Span{Text: b.name(p.Path) + ":" + lines(p), Style: render.Cite, To: render.Ref{File: p.Path, Line: p.Line}}
}

func lines(p factgraph.Pos) string {
	if p.To > p.Line {
		return strconv.Itoa(p.Line) + "-" + strconv.Itoa(p.To)
	}
	return strconv.Itoa(p.Line)
}

// citation is the places of a sentence behind it in brackets, each named as
// shortly as the base and the place before allow. Behind wide characters the
// brackets are wide.
func (b base) citation(at []factgraph.Pos, wide bool) (out render.Text) {
	list := joined(at)
	open, comma, end := " (", ", ", ")"
	if wide {
		open, comma, end = "（", "，", "）"
	}
	for i, p := range list {
		mark := b.place(p)
		switch {
		case i == maxMarks:
			return append(out, render.Span{Text: comma + "…" + end, Style: render.Cite})
		case i == 0:
			out = append(out, render.Span{Text: open, Style: render.Cite})
		default:
			out = append(out, render.Span{Text: comma, Style: render.Cite})
			if list[i-1].Path == p.Path {
				mark.Text = lines(p)
			}
		}
		out = append(out, mark)
	}
	if len(list) > 0 {
		out = append(out, render.Span{Text: end, Style: render.Cite})
	}
	return out
}

// joined sorts places within their files, which stay in the order in which they
// come first, and makes ranges of those that meet.
func joined(list []factgraph.Pos) (out []factgraph.Pos) {
	first := map[string]int{}
	for i, p := range list {
		if _, ok := first[p.Path]; !ok {
			first[p.Path] = i
		}
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b factgraph.Pos) int {
		return cmp.Or(cmp.Compare(first[a.Path], first[b.Path]), cmp.Compare(a.Line, b.Line))
	})
	for _, p := range list {
		if !p.IsValid() {
			continue
		}
		p.To = max(p.To, p.Line)
		if n := len(out) - 1; n >= 0 && out[n].Path == p.Path && p.Line <= out[n].To+1 {
			out[n].To = max(out[n].To, p.To)
			continue
		}
		out = append(out, p)
	}
	return out
}

// text is a sentence with its citation.
func (b base) text(s summarize.Sentence) render.Text {
	return append(parts(s.Parts), b.citation(s.At, isWide(s))...)
}

// parts sets the pieces of a sentence: names as source text, quotes apart.
func parts(in []summarize.Part) (t render.Text) {
	for _, p := range in {
		s := render.Span{Text: p.Text}
		switch {
		case p.Code:
			s.Style = render.Mono
		case p.Quote:
			s.Style = render.Emphasis
		}
		t = append(t, s)
	}
	return t
}

func plain(in []summarize.Part) string { return parts(in).String() }

// isWide reports whether a sentence is written in wide characters, which leave no
// blanks between sentences.
func isWide(s summarize.Sentence) bool {
	return slices.ContainsFunc(s.Parts, func(p summarize.Part) bool {
		return !p.Code && !p.Quote && strings.ContainsFunc(p.Text, wide)
	})
}

// isQuote reports whether a sentence is nothing but what a comment says.
func isQuote(s summarize.Sentence) bool {
	quotes := false
	for _, p := range s.Parts {
		if p.Code {
			return false
		}
		quotes = quotes || p.Quote
	}
	return quotes && (s.Fact == "comment" || s.Fact == "says")
}

// paragraph joins sentences.
func (b base) paragraph(list []summarize.Sentence) (t render.Text) {
	for i, x := range list {
		if i > 0 && !isWide(list[i-1]) {
			t = append(t, render.Span{Text: " "})
		}
		t = append(t, b.text(x)...)
	}
	return t
}
