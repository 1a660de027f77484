package clidoc

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// Options say what pages cover.
type Options struct {
	// Hidden and Deprecated ask for commands and flags that help does not list,
	// in sections of their own.
	Hidden, Deprecated bool
	// Dir is put in front of the paths of pages: "cmd/kubectl".
	Dir string
	// Site asks for what only a site can show: flags as entries of their own that
	// search leads to, and what is not known as a section.
	Site bool
}

// Pages lays out a page per command, to be put into a Site and printed by any
// format. Pages of one program link to each other, and to source where it is in
// the tree.
func Pages(p *commands.Program, opts Options) []*render.Page {
	l := &layout{program: p, Options: opts, ids: map[string]string{}}
	var covered []*commands.Command
	for _, c := range p.Commands() {
		if l.covers(c) {
			covered = append(covered, c)
			for _, path := range l.spellings(c) {
				l.ids[path] = l.id(c)
			}
		}
	}
	var out []*render.Page
	for _, c := range covered {
		out = append(out, l.page(c))
	}
	return out
}

type layout struct {
	Options
	program *commands.Program
	ids     map[string]string // page by path of a command, spelled with aliases too
}

func (l *layout) id(c *commands.Command) string { return PageID(l.program, c) }

// PageID is the id of the page of a command.
func PageID(p *commands.Program, c *commands.Command) string {
	return "cmd:" + p.Package + " " + c.Path
}

// covers reports whether a command gets a page: a hidden one, and what is below
// it, only on request.
func (l *layout) covers(c *commands.Command) bool {
	for ; c != nil; c = c.Parent {
		if c.Hidden && !l.Hidden || c.Deprecated != "" && !l.Deprecated {
			return false
		}
	}
	return true
}

// spellings are the ways to write a command's path with aliases of its last word.
func (l *layout) spellings(c *commands.Command) []string {
	out := []string{c.Path}
	if c.Parent != nil {
		for _, alias := range c.Aliases {
			out = append(out, c.Parent.Path+" "+alias)
		}
	}
	return out
}

// link leads from a phrase such as "tool get pods --all" to the page of the
// command it starts with.
func (l *layout) link(phrase string) render.Ref {
	words := strings.Fields(phrase)
	if len(words) == 0 || l.program.Root == nil || words[0] != l.program.Root.Name() {
		return render.Ref{}
	}
	for n := len(words); n > 0; n-- {
		if id, ok := l.ids[strings.Join(words[:n], " ")]; ok {
			return render.Ref{Page: id}
		}
	}
	return render.Ref{}
}

func (l *layout) page(c *commands.Command) *render.Page {
	v := l.program.Merge(c, commands.RulesOf(l.program.Version(cobraModule))).AddHelp()
	pg := &render.Page{
		ID: l.id(c), Kind: render.CommandPage, Path: joinPath(l.Dir, fileName(c.Path, "-", "")),
		Title: c.Path, Name: c.Path, Synopsis: c.Short, About: l.program.Package,
	}
	for up := c.Parent; up != nil; up = up.Parent {
		pg.Trail = append([]render.Ref{{Page: l.ids[up.Path], Text: up.Name()}}, pg.Trail...)
	}
	pg.Trail = append(pg.Trail, render.Ref{Text: c.Name()})
	if len(c.Aliases) > 0 {
		pg.Facts = append(pg.Facts, render.Fact{Name: "Aliases", Value: monoList(c.Aliases)})
	}
	if c.Deprecated != "" {
		pg.Facts = append(pg.Facts, render.Fact{Name: "Deprecated", Value: render.Words(c.Deprecated)})
	}
	if ref := place(c.Pos); !ref.IsZero() {
		pg.Facts = append(pg.Facts, render.Fact{Name: "Declared in", Value: render.Text{{Text: ref.Text, Style: render.Mono, To: ref}}})
	}
	l.texts(pg, v)
	l.flags(pg, v)
	l.children(pg, c)
	if l.Site {
		l.unknowns(pg, c)
	}
	return pg
}

func (l *layout) texts(pg *render.Page, v *commands.View) {
	if v.Runnable {
		pg.Sections = append(pg.Sections, render.Section{ID: "synopsis", Title: "Synopsis", Blocks: []render.Block{render.Pre{Text: v.UseLine()}}})
	}
	if v.Long != "" {
		pg.Sections = append(pg.Sections, render.Section{ID: "description", Title: "Description", Blocks: textBlocks(v.Long, l.link)})
	}
	if example := unindent(v.Example); example != "" {
		pg.Sections = append(pg.Sections, render.Section{ID: "examples", Title: "Examples", Blocks: []render.Block{render.Pre{Lang: "shell", Text: example}}})
	}
}

func (l *layout) flags(pg *render.Page, v *commands.View) {
	own := once(v.Private, v.Local)
	all := once(own, v.Inherited)
	l.flagSection(pg, "options", "Options", filter(own, visible))
	l.flagSection(pg, "inherited", "Options inherited from parent commands", filter(v.Inherited, visible))
	if l.Deprecated {
		l.flagSection(pg, "deprecated", "Deprecated options", filter(all, func(f *commands.Flag) bool { return f.Deprecated != "" }))
	}
	if l.Hidden {
		l.flagSection(pg, "hidden", "Hidden options", filter(all, func(f *commands.Flag) bool { return f.Hidden && f.Deprecated == "" }))
	}
}

func visible(f *commands.Flag) bool { return !f.Hidden && f.Deprecated == "" }

// once lists each flag once, sorted by name. A command that parses its flags
// itself may have one of a name in its own set and in the library's: the set that
// comes first is the one it parses.
func once(sets ...[]*commands.Flag) []*commands.Flag {
	var out []*commands.Flag
	seen := map[string]bool{}
	for _, set := range sets {
		for _, f := range set {
			if !seen[f.Name] {
				seen[f.Name] = true
				out = append(out, f)
			}
		}
	}
	if len(sets) > 0 && len(sets[0]) > 0 && len(out) > len(sets[0]) {
		slices.SortStableFunc(out, func(a, b *commands.Flag) int { return strings.Compare(a.Name, b.Name) })
	}
	return out
}

func filter(flags []*commands.Flag, keep func(*commands.Flag) bool) []*commands.Flag {
	var out []*commands.Flag
	for _, f := range flags {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// flagSection lists flags, by the named sets they were registered in where the
// program has several of those.
func (l *layout) flagSection(pg *render.Page, id, title string, flags []*commands.Flag) {
	if len(flags) == 0 {
		return
	}
	s := render.Section{ID: id, Title: title, Count: len(flags), Folded: l.Site && id == "deprecated"}
	var names []string
	bySet := map[string][]*commands.Flag{}
	for _, f := range flags {
		if bySet[f.Section] == nil {
			names = append(names, f.Section)
		}
		bySet[f.Section] = append(bySet[f.Section], f)
	}
	slices.Sort(names)
	if len(names) == 1 {
		s.Blocks = []render.Block{l.list(pg, id, flags)}
	} else {
		for _, name := range names {
			heading := "Other options"
			if name != "" {
				heading = strings.ToUpper(name[:1]) + name[1:]
			} else if n := len(bySet[""]); n == len(flags) {
				continue
			}
			s.Sections = append(s.Sections, render.Section{
				ID: id + "-" + anchor(cmp.Or(name, "other")), Title: heading, Count: len(bySet[name]), Blocks: []render.Block{l.list(pg, id, bySet[name])},
			})
		}
	}
	pg.Sections = append(pg.Sections, s)
}

// anchor makes an id of a name.
func anchor(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, name)
}

// list sets flags out in the way that suits where they are read.
func (l *layout) list(pg *render.Page, section string, flags []*commands.Flag) render.Block {
	if l.Site {
		if section != "inherited" { // search finds those where they are declared
			noteNames(pg, flags)
		}
		return l.fields(flags)
	}
	return l.terms(flags)
}

// flagName is how a flag is given: "-o, --output".
func flagName(f *commands.Flag) string {
	if letter := liveShorthand(f); letter != "" {
		return "-" + letter + ", --" + f.Name
	}
	return "--" + f.Name
}

func (l *layout) terms(flags []*commands.Flag) render.Terms {
	var out render.Terms
	for _, f := range flags {
		word, usage := Profile{}.valueWord(f)
		name := flagName(f)
		t := render.Term{ID: "flag-" + anchor(f.Name), Name: render.Text{{Text: name, Style: render.Mono}}}
		if word != "" {
			t.Name = append(t.Name, render.Span{Text: " "}, render.Span{Text: word, Style: render.Emphasis})
		}
		t.Blocks = textBlocks(usage, l.link)
		if facts := l.flagFacts(f); len(facts) > 0 {
			t.Blocks = append(t.Blocks, render.Paragraph{Text: facts})
		}
		out.Items = append(out.Items, t)
	}
	return out
}

// flagFacts is what there is to know about a flag besides its usage.
func (l *layout) flagFacts(f *commands.Flag) render.Text {
	var out render.Text
	say := func(label string, value render.Text) {
		if out != nil {
			out = append(out, render.Span{Text: ". "})
		}
		out = append(append(out, render.Span{Text: label}), value...)
	}
	if f.Required {
		say("Required", nil)
	}
	if !(Profile{}).zero(f) {
		say("Default: ", render.Text{{Text: f.Default, Style: render.Mono}})
	}
	if f.NoOptDefault != "" && !f.Bool {
		say("Without a value: ", render.Text{{Text: f.NoOptDefault, Style: render.Mono}})
	}
	if len(f.Values) > 0 {
		say("One of: ", monoList(f.Values))
	}
	if f.Deprecated != "" {
		say("Deprecated: ", render.Words(f.Deprecated))
	}
	if ref := place(f.Pos); !ref.IsZero() {
		say("Declared in ", render.Text{{Text: ref.Text, Style: render.Mono, To: ref}})
	}
	return out
}

func monoList(words []string) render.Text {
	var out render.Text
	for i, w := range words {
		if i > 0 {
			out = append(out, render.Span{Text: ", "})
		}
		out = append(out, render.Span{Text: w, Style: render.Mono})
	}
	return out
}

// place leads to a position in the tree, and nowhere if it is outside.
func place(pos commands.Position) render.Ref {
	if !pos.IsValid() || strings.HasPrefix(pos.Path, "//") {
		return render.Ref{}
	}
	return render.Ref{File: pos.Path, Line: pos.Line, Text: fmtLine(pos.Path, pos.Line)}
}

// children lists the commands below, under the headings of the groups they are
// in, and the one above.
func (l *layout) children(pg *render.Page, c *commands.Command) {
	s := render.Section{ID: "commands", Title: "Commands"}
	groups := append(slices.Clone(c.Groups), commands.Group{})
	for _, g := range groups {
		var nodes []render.Node
		for _, child := range c.Commands {
			known := slices.ContainsFunc(c.Groups, func(k commands.Group) bool { return k.ID == child.Group })
			if l.covers(child) && (child.Group == g.ID || g.ID == "" && !known) {
				nodes = append(nodes, render.Node{Text: render.Name(child.Path, render.Ref{Page: l.id(child)}), Note: child.Short})
			}
		}
		s.Count += len(nodes)
		if len(nodes) == 0 {
			continue
		}
		if title := strings.TrimRight(strings.TrimSpace(g.Title), ":"); title != "" {
			s.Blocks = append(s.Blocks, render.Heading{Level: 1, Text: render.Words(title)})
		} else if len(s.Blocks) > 0 {
			s.Blocks = append(s.Blocks, render.Heading{Level: 1, Text: render.Words("Other commands")})
		}
		s.Blocks = append(s.Blocks, render.Outline{Nodes: nodes})
	}
	if s.Count > 0 {
		pg.Sections = append(pg.Sections, s)
	}
	if c.Parent != nil {
		up := render.Node{Text: render.Name(c.Parent.Path, render.Ref{Page: l.id(c.Parent)}), Note: c.Parent.Short}
		pg.Sections = append(pg.Sections, render.Section{ID: "see-also", Title: "See also", Blocks: []render.Block{render.Outline{Nodes: []render.Node{up}}}})
	}
}

func joinPath(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}
