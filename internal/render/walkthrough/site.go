package walkthrough

import (
	"cmp"
	"context"
	"go/doc"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/summarize"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// A Subject is a program or package with its walkthroughs, one per language, in
// the same order of languages for all subjects.
type Subject struct {
	Target       summarize.Target
	Walkthroughs []*summarize.Walkthrough
	// Aside says that a program is not one for users, but for tests, as a tool or
	// as an example.
	Aside bool
}

// name is what the subject is called: the program, or the path of the package or
// file without that of its module, with the type or function.
func (s *Subject) name() string {
	p := s.Target.Package
	name := p.ImportPath
	if p.Module != nil {
		if rel, ok := strings.CutPrefix(name, p.Module.Path+"/"); ok {
			name = rel
		}
	}
	switch {
	case s.Target.File != "":
		return s.Target.File
	case s.Target.Name != "":
		return name + "." + s.Target.Name
	case s.Target.Kind != "program":
		return name
	case p.Dir == ".":
		return path.Base(p.ImportPath)
	}
	return path.Base(p.Dir)
}

// A Drawing says how pages show the picture of a journey.
type Drawing func(ctx context.Context, lang string, f *summarize.Flow) (render.Block, error)

// SVG draws pictures.
func SVG(ctx context.Context, lang string, f *summarize.Flow) (render.Block, error) {
	return Picture(lang, f), ctx.Err()
}

// MermaidSource gives pictures as source for renderers that know the language.
func MermaidSource(ctx context.Context, _ string, f *summarize.Flow) (render.Block, error) {
	return Mermaid(f), ctx.Err()
}

// A Layout says where pages are and what they show.
type Layout struct {
	// Dir is the directory that has one for each language, "" for the root.
	Dir string
	// Home is where trails start; the zero Ref leaves that out.
	Home render.Ref
	Look
}

// Pages lays walkthroughs out as pages of a site, with an index for each
// language.
func Pages(ctx context.Context, subjects []Subject, lay Layout) ([]*render.Page, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	names := map[string]int{}
	for i := range subjects {
		names[strings.ToLower(subjects[i].name())]++
	}
	var out []*render.Page
	tags := languagesOf(subjects)
	for _, tag := range tags {
		out = append(out, lay.index(subjects, tag, tags))
	}
	for i := range subjects {
		s := &subjects[i]
		at := s.name()
		if names[strings.ToLower(at)] > 1 {
			at = s.Target.String()
		}
		for _, w := range s.Walkthroughs {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p, err := Page(ctx, w, lay.Look)
			if err != nil {
				return nil, err
			}
			lay.place(p, s, w, at)
			out = append(out, p)
		}
	}
	return out, nil
}

// languagesOf are the languages that any subject has a walkthrough in.
func languagesOf(subjects []Subject) (tags []string) {
	for i := range subjects {
		for j, w := range subjects[i].Walkthroughs {
			if j >= len(tags) {
				tags = append(tags, w.Lang)
			}
		}
	}
	return tags
}

func pageID(lang, target string) string { return "walkthrough:" + lang + ":" + target }

func indexID(lang string) string { return "walkthroughs:" + lang }

func (lay Layout) path(lang, name string) string { return path.Join(lay.Dir, lang, name) }

// place gives a page its place in a site, and the ways from it to others.
func (lay Layout) place(p *render.Page, s *Subject, w *summarize.Walkthrough, at string) {
	l := summarize.LanguageOf(w.Lang)
	ip := s.Target.Package.ImportPath
	p.Kind, p.Path, p.Lang = render.WalkthroughPage, lay.path(w.Lang, at), w.Lang
	p.Name, p.About, p.Synopsis = s.name(), ip, w.Title
	p.Trail = trail(lay.Home, render.Ref{Page: indexID(w.Lang), Text: l.Phrase("page.index")}, render.Ref{Text: s.name()})
	if s.Target.Kind == "program" {
		p.Facts = append(p.Facts, render.Fact{Name: l.Phrase("page.program"), Value: render.Name(s.name(), render.Ref{Page: "bin:" + ip})})
	}
	p.Facts = append(p.Facts, render.Fact{Name: l.Phrase("page.package"), Value: render.Name(ip, render.Ref{Page: "pkg:" + ip})})
	for _, other := range s.Walkthroughs {
		if other != w {
			p.Translations = append(p.Translations, translation(other.Lang, pageID(other.Lang, w.Target)))
		}
	}
}

func translation(lang, page string) render.Translation {
	return render.Translation{Lang: lang, Name: render.LanguageName(lang), Page: page}
}

func trail(refs ...render.Ref) (out []render.Ref) {
	for _, r := range refs {
		if r != (render.Ref{}) {
			out = append(out, r)
		}
	}
	return out
}

// index lists the walkthroughs of one language: the programs, then the
// packages by module.
func (lay Layout) index(subjects []Subject, lang string, tags []string) *render.Page {
	l := summarize.LanguageOf(lang)
	p := &render.Page{ID: indexID(lang), Kind: render.ListPage, Path: lay.path(lang, "index"), Lang: lang,
		Title: l.Phrase("page.index"), Name: l.Phrase("page.index"), Trail: trail(lay.Home, render.Ref{Text: l.Phrase("page.index")})}
	p.Blocks = []render.Block{render.Paragraph{Text: render.Words(l.Phrase("page.about"))}}
	for _, other := range tags {
		if other != lang {
			p.Translations = append(p.Translations, translation(other, indexID(other)))
		}
	}
	var nodes [][]render.Node
	index := map[string]int{}
	// Programs for users come first, then the others, then packages.
	order := make([]*Subject, len(subjects))
	for i := range subjects {
		order[i] = &subjects[i]
	}
	slices.SortStableFunc(order, func(a, b *Subject) int { return a.rank() - b.rank() })
	for _, s := range order {
		for _, w := range s.Walkthroughs {
			if w.Lang != lang {
				continue
			}
			sec := s.listedIn(l)
			at, ok := index[sec.ID]
			if !ok {
				at = len(nodes)
				index[sec.ID] = at
				p.Sections, nodes = append(p.Sections, sec), append(nodes, nil)
			}
			n := render.Node{Text: render.Name(s.name(), render.Ref{Page: pageID(lang, w.Target)}), Note: cmp.Or(w.Lead, s.synopsis())}
			if s.Target.Kind == "program" {
				n.Text = append(n.Text, render.Span{Text: " " + s.Target.Package.Dir, Style: render.Label})
			}
			nodes[at] = append(nodes[at], n)
		}
	}
	for i := range p.Sections {
		slices.SortStableFunc(nodes[i], func(a, b render.Node) int { return strings.Compare(a.Text[0].Text, b.Text[0].Text) })
		p.Sections[i].Count, p.Sections[i].Blocks = len(nodes[i]), []render.Block{render.Outline{Nodes: nodes[i]}}
	}
	return p
}

func (s *Subject) rank() int {
	switch {
	case s.Target.Kind != "program":
		return 2
	case s.Aside:
		return 1
	}
	return 0
}

// listedIn is the section of an index that a subject belongs to.
func (s *Subject) listedIn(l *summarize.Language) render.Section {
	m := s.Target.Package.Module
	switch {
	case s.Target.Kind == "program" && s.Aside:
		return render.Section{ID: "others", Title: l.Phrase("page.others")}
	case s.Target.Kind == "program":
		return render.Section{ID: "programs", Title: l.Phrase("page.programs")}
	case m == nil || m.Path == "":
		return render.Section{ID: "packages", Title: l.Phrase("page.packages")}
	}
	return render.Section{ID: "in-" + m.Path, Title: m.Path, Code: true}
}

// synopsis is what the package comment says of a subject.
func (s *Subject) synopsis() string {
	p := s.Target.Package
	text, _ := outline.SplitMarkers(p.Doc())
	if text == "" {
		return ""
	}
	return new(doc.Package).Synopsis(text)
}
