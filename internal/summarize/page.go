package summarize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A pageWriter writes the page of a target in one language.
type pageWriter struct {
	*facts
	lang string
	w    *wording.Writer
	// takers are found for pictures.
	takers map[factgraph.Sym][]factgraph.Sym
}

// write puts what is known into a language.
func (f *facts) write(l *Language) *Walkthrough {
	p := &pageWriter{facts: f, lang: l.Tag, w: wording.New(l.Tag, f.names.of)}
	t := f.opts.Target
	w := &Walkthrough{Version: Version, Target: t.String(), Kind: t.Kind, Lang: l.Tag, Rev: f.opts.Tree.Rev, Outside: f.g.Outside,
		Title: plain(p.fill("title."+t.Kind, wording.Text(f.title())))}
	if f.opts.Evidence { // what a page was made of is large, and of no use to it
		w.Plan, w.Full, w.facts = f.doc, f.full, f
	}
	for _, sec := range []Section{p.short(), p.journeys(), p.effects(), p.numbers(), p.configuration(), p.state(), p.failure(), p.startup(), p.next()} {
		if !sec.empty() {
			w.Sections = append(w.Sections, sec)
		}
	}
	w.Words = count(w.Sections)
	if f.opts.Details {
		if sec := p.inFull(); !sec.empty() {
			w.Sections = append(w.Sections, sec)
		}
	}
	w.Lead = p.lead()
	if n := len(f.g.Missing); n > 0 {
		w.Notes = append(w.Notes, p.say("missing", nil, p.codes(f.g.Missing[:min(n, 6)]...)))
	}
	return w
}

func (f *facts) title() string {
	t := f.opts.Target
	switch {
	case t.File != "":
		return t.File
	case t.Kind == "program":
		return base(t.Package.Dir, t.Package.ImportPath)
	case t.Name != "":
		return t.Package.Name + "." + t.Name
	}
	return t.Package.Name
}

// base is the last part of a directory, or of an import path for the root.
func base(dir, importPath string) string {
	if dir == "." || dir == "" {
		dir = importPath
	}
	return dir[strings.LastIndexByte(dir, '/')+1:]
}

func plain(parts []Part) string {
	s := Sentence{Parts: parts}
	return s.Plain()
}

func (s *Section) empty() bool {
	return len(s.Sentences)+len(s.Tables)+len(s.Groups)+len(s.After) == 0
}

// count counts the words of sections.
func count(list []Section) (n int) {
	for _, s := range list {
		n += wording.Words(s.Sentences) + wording.Words(s.After) + countGroups(s.Groups)
		for _, t := range s.Tables {
			n += wording.Words([]Sentence{t.Caption})
			for _, r := range t.Rows {
				for _, c := range r.Cells {
					n += len(strings.Fields(plain(c)))
				}
			}
		}
	}
	return n
}

func countGroups(list []Group) (n int) {
	for _, g := range list {
		n += len(strings.Fields(plain(g.Title))) + wording.Words(g.Lead) + wording.Words(g.Items) + countGroups(g.Groups)
	}
	return n
}

func (p *pageWriter) fill(id string, args ...[]Part) []Part { return wording.Fill(p.lang, id, args...) }
func (p *pageWriter) codes(names ...string) []Part          { return wording.Codes(p.lang, names...) }

func (p *pageWriter) say(fact string, at []factgraph.Pos, args ...[]Part) Sentence {
	return Sentence{Fact: fact, Parts: p.fill(fact, args...), At: places(at)}
}

func (p *pageWriter) section(id string) Section {
	return Section{ID: id, Title: wording.Phrase(p.lang, "section."+id)}
}

// places drops what is no place or stands twice.
func places(list []factgraph.Pos) (out []factgraph.Pos) {
	for _, x := range list {
		if x.IsValid() && !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// journeys tells the journeys, each with the functions that it goes through.
func (p *pageWriter) journeys() Section {
	sec := p.section("journeys")
	var brief []string
	for _, j := range p.doc.Journeys {
		g, left := p.journey(j)
		g.Flow = p.flow(j)
		brief = append(brief, left...)
		switch {
		case small(j, &g):
			s := g.Items[0]
			s.Parts = cat(wording.Code(p.names.of(j.Parts[0].Func.Sym)), wording.Text(wording.Phrase(p.lang, "colon")), lower(s.Parts))
			sec.After = append(sec.After, s)
		case len(g.Items)+len(g.Groups) > 0:
			sec.Groups = append(sec.Groups, g)
		}
	}
	if len(sec.Groups) > 0 {
		sec.Sentences = []Sentence{p.say("journeys.errors", nil)}
		sec.Running = true
	}
	sec.Groups = append(sec.Groups, p.design()...)
	if len(p.doc.Trivial) > 0 {
		var list [][]Part
		var at []factgraph.Pos
		for _, f := range p.doc.Trivial[:min(len(p.doc.Trivial), 12)] {
			list = append(list, cat(wording.Code(p.names.of(f.Sym)), wording.Text(" ("), wording.Code(f.Body[0].Exit.Results[0]), wording.Text(")")))
			at = append(at, f.At)
		}
		sec.After = append(sec.After, p.say("trivial", at, wording.List(p.lang, list...)))
	}
	if len(brief) > 0 {
		sec.After = append(sec.After, p.say("journeys.brief", nil, p.codes(brief[:min(len(brief), 14)]...)))
	}
	return sec
}

// small reports whether a journey is one sentence about one function that is
// called from outside.
func small(j *plan.Journey, g *Group) bool {
	if j.Triggers[0].Kind != plan.Call || len(j.Parts) != 1 || j.Parts[0].Func == nil || len(g.Lead)+len(g.Groups) > 0 || len(j.Parts[0].Items) != 1 {
		return false
	}
	it := j.Parts[0].Items[0]
	return len(it.Items) == 0 && it.Note == nil && len(it.Acts) <= 2
}

// lower takes a sentence's capital back.
func lower(parts []Part) []Part {
	out := slices.Clone(parts)
	if len(out) > 0 && !out[0].Code && !out[0].Quote {
		r, n := utf8.DecodeRuneInString(out[0].Text)
		out[0].Text = string(unicode.ToLower(r)) + out[0].Text[n:]
	}
	return out
}

// maxDesign is how many words of comments on the whole are quoted.
const maxDesign = 160

// design quotes the comments that belong to no declaration.
func (p *pageWriter) design() []Group {
	g := Group{Title: wording.Text(wording.Phrase(p.lang, "design"))}
	room := maxDesign
	for _, x := range p.g.Packages {
		if x.Path != p.opts.Target.Package.ImportPath {
			continue
		}
		for i := range x.Notes {
			n := x.Notes[i]
			// The first screen may have begun it.
			rest := strings.TrimSpace(strings.TrimPrefix(strings.Join(strings.Fields(n.Text), " "), p.quotedPurpose()))
			if rest == "" {
				continue
			}
			text := wording.Sentences(rest, room)
			if room -= len(strings.Fields(text)); room < 0 {
				break
			}
			if !g.At.IsValid() {
				g.At = n.At
			}
			g.Lead = append(g.Lead, Sentence{Fact: "comment", Parts: p.w.Quote(text), At: []factgraph.Pos{n.At}})
		}
	}
	if len(g.Lead) == 0 {
		return nil
	}
	return []Group{g}
}

func cat(lists ...[]Part) (out []Part) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// journey tells one journey. It returns the functions on it that are not told.
func (p *pageWriter) journey(j *plan.Journey) (g Group, left []string) {
	t := j.Triggers[0]
	g = Group{Title: heading(p.w.Trigger(j.Triggers)), At: t.At}
	if t.Queue != "" && len(t.Filled) <= 4 {
		g.Lead = append(g.Lead, p.say("journeys.feeds", []factgraph.Pos{t.At}, wording.Code(t.Queue), p.codes(t.Filled...)))
	}
	for i, part := range j.Parts {
		name := ""
		if part.Func != nil {
			name = p.names.of(part.Func.Sym)
		}
		if part.Level == 0 || len(part.Items) == 0 {
			if name != "" && part.Level == 0 && part.Depth < 3 {
				left = append(left, name)
			}
			continue
		}
		sub := p.part(part, name)
		if i == 0 && len(j.Triggers) == 1 || part.Func == nil {
			if len(g.Items) == 0 {
				g.Lead, g.At = append(g.Lead, sub.Lead...), sub.At
			}
			g.Items = append(g.Items, sub.Items...)
			continue
		}
		g.Groups = append(g.Groups, sub)
	}
	return g, left
}

// heading begins a clause with a capital.
func heading(parts []Part) []Part {
	out := slices.Clone(parts)
	if len(out) > 0 && !out[0].Code && out[0].Text != "" {
		r, n := utf8.DecodeRuneInString(out[0].Text)
		out[0].Text = string(unicode.ToUpper(r)) + out[0].Text[n:]
	}
	return out
}

// part tells a function, with what its comment says of it.
func (p *pageWriter) part(part *plan.Part, name string) Group {
	g := Group{Items: p.w.Items(part.Items)}
	if f := part.Func; f != nil {
		g.Title, g.At = wording.Code(name), f.At
		g.Lead = append(g.Lead, p.follows(part)...)
		text, at := p.comment(f)
		if doc := worthSaying(text, name); doc != "" {
			g.Lead = append(g.Lead, Sentence{Fact: "comment", Parts: p.w.Quote(doc), At: places([]factgraph.Pos{at})})
		}
	} else if len(part.Items) > 0 {
		g.At = part.Items[0].At[0]
	}
	if n := len(part.Omitted); n > 0 && len(g.Items) > 0 {
		g.Items = append(g.Items, p.say("omitted", part.Omitted, wording.Text(itoa(n))))
	}
	return g
}

// follows says how a part is connected to another.
func (p *pageWriter) follows(part *plan.Part) []Sentence {
	if part.Lead.Kind == "" || part.Lead.Other == nil || part.Lead.Other.Func == nil {
		return nil
	}
	other := wording.Code(p.names.of(part.Lead.Other.Func.Sym))
	at := []factgraph.Pos{part.Func.At}
	switch part.Lead.Kind {
	case plan.Feeds:
		return []Sentence{p.say("lead.feeds", at, other, wording.Code(part.Lead.Queue))}
	case plan.Meanwhile:
		return []Sentence{p.say("lead.meanwhile", at, other)}
	}
	return []Sentence{p.say("lead.called", at, other)}
}

// comment is what is written above a function, or above the method of an interface
// of the target that it implements.
func (p *pageWriter) comment(f *factgraph.Func) (string, factgraph.Pos) {
	_, method, isMethod := strings.Cut(f.Name, ".")
	t := p.g.Type(factgraph.Sym{Pkg: f.Pkg, Name: f.Recv})
	if f.Doc != "" || !isMethod || t == nil {
		return f.Doc, f.DocAt
	}
	for _, s := range t.Implements {
		it := p.g.Type(s)
		if it == nil {
			continue
		}
		for _, m := range it.Methods {
			if m.Name == method && m.Doc != "" {
				return m.Doc, m.At
			}
		}
	}
	return "", factgraph.Pos{}
}

// worthSaying is as much of a function's comment as explains something: more than
// its name says already.
func worthSaying(doc, name string) string {
	doc = wording.Sentences(doc, maxDoc)
	if len(strings.Fields(doc)) < 6 {
		return ""
	}
	return doc
}

// maxDoc is how many words of a function's comment are quoted.
const maxDoc = 24

// startup tells what sets the journeys going.
func (p *pageWriter) startup() Section {
	sec := p.section("startup")
	sec.Sentences = p.way()
	for _, part := range p.doc.Startup {
		if part.Level > 0 && len(part.Items) > 0 {
			sec.Groups = append(sec.Groups, p.part(part, p.names.of(part.Func.Sym)))
		}
	}
	return sec
}

// way is how a program gets to the target.
func (p *pageWriter) way() (out []Sentence) {
	way := p.start.way
	for i, h := range way {
		if i == len(way)-1 {
			break
		}
		next := way[i+1].Func
		from := hopName(h.Func.Pkg.Name, h.Func.Name, i > 0 && way[i-1].Func.Pkg != h.Func.Pkg)
		to := wording.Code(hopName(next.Pkg.Name, next.Name, next.Pkg != h.Func.Pkg))
		at := []factgraph.Pos{{Path: h.Func.Path, Line: h.Ref.Line}}
		switch {
		case h.Ref.Key != "" && !h.Ref.Called:
			out = append(out, p.say("way.registers", at, wording.Code(from), to, wording.Code(h.Ref.Key)))
		case h.Ref.Called && h.Ref.Lit:
			out = append(out, p.say("way.lit", at, wording.Code(from), to))
		case h.Ref.Called:
			out = append(out, p.say("way.calls", at, wording.Code(from), to))
		default:
			out = append(out, p.say("way.mentions", at, wording.Code(from), to))
		}
	}
	return out
}

func hopName(pkg, name string, qualify bool) string {
	if qualify && pkg != "main" && !strings.Contains(name, ".") {
		return pkg + "." + name
	}
	return name
}

// inFull tells every function in full, for those who look something up.
func (p *pageWriter) inFull() Section {
	sec := p.section("details")
	sec.Folded = true
	w := wording.New(p.lang, p.names.of)
	q := *p
	q.w = w
	for _, part := range p.full.Parts() {
		if part.Func == nil || len(part.Items) == 0 {
			continue
		}
		w.Forget()
		sec.Groups = append(sec.Groups, q.part(part, p.names.of(part.Func.Sym)))
	}
	return sec
}
