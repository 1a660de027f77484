package clidoc

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// Docs lays a program out for a site: a page per command, a table of the flags
// of its root, and what could not be found out.
func Docs(p *commands.Program, opts Options) render.CommandDocs {
	opts.Site = true
	docs := render.CommandDocs{Pages: Pages(p, opts)}
	if len(p.Unknown) > 0 {
		what := "Not everything is known. There may be more commands and flags than are listed:"
		if p.Root == nil {
			what = "The commands and flags of this program could not be found out by evaluating its source:"
		}
		docs.Notes = []render.Block{render.Quote{Blocks: []render.Block{render.Paragraph{Text: render.Words(what)}, reasons(p.Unknown)}}}
	}
	if p.Root != nil && len(docs.Pages) > 0 {
		l := &layout{program: p, Options: opts}
		v := p.Merge(p.Root, commands.RulesOf(p.Version(cobraModule))).AddHelp()
		flags := once(v.Private, v.Local)
		docs.Flags = l.table(docs.Pages[0].ID, filter(flags, visible))
		docs.Deprecated = l.table(docs.Pages[0].ID, filter(flags, func(f *commands.Flag) bool { return f.Deprecated != "" }))
	}
	return docs
}

// table lists flags of the root command in short. page is where more is said of
// each.
func (l *layout) table(page string, flags []*commands.Flag) render.Table {
	t := render.Table{Head: []string{"Flag", "Type", "Default", "Description"}}
	slices.SortStableFunc(flags, func(a, b *commands.Flag) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range flags {
		word, usage := Profile{}.valueWord(f)
		if word == "" {
			word = f.Type
		}
		value := render.Text{}
		if !(Profile{}).zero(f) {
			value = render.Text{{Text: f.Default, Style: render.Mono}}
		}
		t.Rows = append(t.Rows, []render.Text{
			{{Text: flagName(f), Style: render.Mono, To: render.Ref{Page: page, Anchor: "--" + f.Name}}},
			render.Words(word), value, append(deprecation(f), inline(textBlocks(usage, l.link))...),
		})
	}
	return t
}

// deprecation says what to use instead of a flag.
func deprecation(f *commands.Flag) render.Text {
	if f.Deprecated == "" {
		return nil
	}
	return render.Text{{Text: "Deprecated: " + strings.TrimSuffix(f.Deprecated, ".") + ".", Style: render.Strong}, {Text: " "}}
}

// inline sets blocks as running text.
func inline(blocks []render.Block) (out render.Text) {
	add := func(t render.Text) {
		if len(out) > 0 && len(t) > 0 {
			out = append(out, render.Span{Text: " "})
		}
		out = append(out, t...)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case render.Paragraph:
			add(b.Text)
		case render.Pre:
			add(render.Text{{Text: strings.Join(strings.Fields(b.Text), " "), Style: render.Mono}})
		case render.List:
			for _, item := range b.Items {
				add(inline(item.Blocks))
			}
		}
	}
	return out
}

// noteNames makes search lead to flags, but not to the one for help that every
// command has from the library.
func noteNames(pg *render.Page, flags []*commands.Flag) {
	if pg.Names == nil {
		pg.Names = map[string]bool{}
	}
	for _, f := range flags {
		if f.Pos.IsValid() {
			if !pg.Names["--"+f.Name] {
				_, usage := Profile{}.valueWord(f)
				pg.Entries = append(pg.Entries, render.Entry{Kind: render.FlagEntry, Name: "--" + f.Name, Anchor: "--" + f.Name,
					About: pg.Title + ": " + usage, Low: f.Deprecated != ""})
			}
			pg.Names["--"+f.Name] = true
		}
	}
}

// fields lists flags as entries that search and other pages lead to.
func (l *layout) fields(flags []*commands.Flag) render.Fields {
	var out render.Fields
	for _, f := range flags {
		word, usage := Profile{}.valueWord(f)
		if word == "" {
			word = f.Type
		}
		x := render.Field{ID: "--" + f.Name, Name: flagName(f), Type: render.Words(word), Blocks: textBlocks(usage, l.link), Source: place(f.Pos)}
		if f.Required {
			x.Notes = append(x.Notes, "required")
		}
		if f.Deprecated != "" {
			x.Notes = append(x.Notes, "deprecated")
			x.Facts = append(x.Facts, render.Fact{Name: "Deprecated", Value: render.Words(f.Deprecated)})
		}
		if !(Profile{}).zero(f) {
			x.Facts = append(x.Facts, render.Fact{Name: "Default", Value: render.Text{{Text: f.Default, Style: render.Mono}}})
		}
		if f.NoOptDefault != "" && !f.Bool {
			x.Facts = append(x.Facts, render.Fact{Name: "Without value", Value: render.Text{{Text: f.NoOptDefault, Style: render.Mono}}})
		}
		if len(f.Values) > 0 {
			x.Facts = append(x.Facts, render.Fact{Name: "One of", Value: monoList(f.Values)})
		}
		if f.Field != "" {
			field := f.Field[strings.LastIndexByte(f.Field, '/')+1:]
			x.Facts = append(x.Facts, render.Fact{Name: "Kept in", Value: render.Name(field, place(f.FieldPos))})
		}
		out.Items = append(out.Items, x)
	}
	return out
}

// unknowns says what of a command and its own flags is not known, and why.
func (l *layout) unknowns(pg *render.Page, c *commands.Command) {
	list := append([]commands.Unknown(nil), c.Unknown...)
	for _, set := range [][]*commands.Flag{c.Flags, c.Persistent, c.Private} {
		for _, f := range set {
			for _, u := range f.Unknown {
				u.Field = strings.TrimSuffix("--"+f.Name+" "+u.Field, " ")
				list = append(list, u)
			}
		}
	}
	if len(list) == 0 {
		return
	}
	pg.Sections = append(pg.Sections, render.Section{ID: "unknown", Title: "Not known", Count: len(list), Blocks: []render.Block{
		render.Paragraph{Text: render.Text{{Text: "Evaluating the source did not tell what stands as "}, {Text: commands.UnknownText, Style: render.Mono}, {Text: " on this page:"}}},
		reasons(list),
	}})
}

// reasons lists what is not known, each thing once.
func reasons(list []commands.Unknown) render.List {
	var out render.List
	seen := map[commands.Unknown]bool{}
	for _, u := range list {
		if seen[u] {
			continue
		}
		seen[u] = true
		var t render.Text
		if u.Field != "" {
			t = append(t, render.Span{Text: u.Field, Style: render.Mono}, render.Span{Text: ": "})
		}
		t = append(t, render.Span{Text: u.Reason})
		if ref := place(u.Pos); !ref.IsZero() {
			t = append(t, render.Span{Text: " (", Style: render.Label}, render.Span{Text: ref.Text, Style: render.Label, To: ref}, render.Span{Text: ")", Style: render.Label})
		}
		out.Items = append(out.Items, render.Item{Blocks: []render.Block{render.Paragraph{Text: t}}})
	}
	return out
}
