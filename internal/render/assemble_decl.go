package render

import (
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// A declarator lays out the declarations of one package.
type declarator struct {
	page  *Page
	aside func(name string) Text
	types map[string]int // index of a type's section in sections
	out   struct{ consts, vars, funcs, types []Section }
	// generated functions and methods by type: what tools wrote from the type
	// is listed, not explained.
	generated map[string][]declaration
}

// declarations returns the sections of constants, variables, functions and
// types, and enters every name into the page.
func (a *assembler) declarations(p *packageInfo, pg *Page) []Section {
	all := a.collect(p)
	d := &declarator{page: pg, aside: func(name string) Text { return a.usesAside(p.Package, name) }, types: map[string]int{}, generated: map[string][]declaration{}}
	for _, x := range all {
		if x.Kind == outline.Type {
			d.addType(x)
		}
	}
	for _, x := range all {
		if x.Kind != outline.Type {
			d.addOther(x)
		}
	}
	d.addGenerated()
	var out []Section
	add := func(id, title string, list []Section) {
		if len(list) > 0 {
			out = append(out, Section{ID: id, Title: title, Count: len(list), Sections: list})
		}
	}
	if len(d.out.consts) > 0 {
		out = append(out, groupSection("constants", "Constants", d.out.consts))
	}
	if len(d.out.vars) > 0 {
		out = append(out, groupSection("variables", "Variables", d.out.vars))
	}
	add("functions", "Functions", d.out.funcs)
	add("types", "Types", d.out.types)
	return out
}

// groupSection joins groups of constants or variables, which have no headings
// of their own.
func groupSection(id, title string, groups []Section) Section {
	s := Section{ID: id, Title: title}
	for _, g := range groups {
		s.Blocks = append(s.Blocks, g.Blocks...)
	}
	for _, b := range s.Blocks {
		if c, ok := b.(Code); ok {
			s.Count += len(c.Marks)
		}
	}
	return s
}

// claim enters a name into the page and returns the id for it: the name itself
// the first time, something unique for the same name on another platform.
func (d *declarator) claim(name string) string {
	if !d.page.Names[name] {
		d.page.Names[name] = true
		return name
	}
	for i := 2; ; i++ {
		id := name + "-" + strconv.Itoa(i)
		if !d.page.Names[id] {
			d.page.Names[id] = true
			return id
		}
	}
}

func (d *declarator) code(x declaration, names []outline.Name) Code {
	c := Code{Text: x.Text, Scope: x.scope, Source: Ref{File: x.file.Path, Line: x.Pos.Line}, Note: x.file.Header.Constraint}
	for _, n := range names {
		if n.Offset >= 0 {
			c.Marks = append(c.Marks, Mark{d.claim(n.Name), n.Offset})
		}
	}
	return c
}

// own marks the declared name in the text, whose heading is the target of
// links.
func own(x declaration) []Mark {
	if len(x.Names) == 0 || x.Names[0].Offset < 0 {
		return nil
	}
	return []Mark{{Offset: x.Names[0].Offset}}
}

func (d *declarator) addType(x declaration) {
	s := d.section("type "+x.Name, x.Name, x)
	code := d.code(x, x.Names[min(1, len(x.Names)):])
	code.Source, code.Note = Ref{}, "" // the heading has them
	code.Marks = append(own(x), code.Marks...)
	s.Blocks = append([]Block{code}, s.Blocks...)
	if _, ok := d.types[x.Name]; !ok {
		d.types[x.Name] = len(d.out.types)
	}
	d.out.types = append(d.out.types, s)
}

// section starts the section of a function or type.
func (d *declarator) section(title, name string, x declaration) Section {
	s := Section{
		ID: d.claim(name), Title: title, Short: x.Name, Code: true,
		Aside: d.aside(name), Source: Ref{File: x.file.Path, Line: x.Pos.Line},
	}
	if isDeprecated(x.Doc) {
		s.Notes = append(s.Notes, "deprecated")
		s.Folded = true
	}
	if c := x.file.Header.Constraint; c != "" {
		s.Notes = append(s.Notes, c)
	}
	if x.Doc != "" {
		s.Blocks = append(s.Blocks, Comment{x.Doc, x.scope})
	}
	return s
}

func (d *declarator) addOther(x declaration) {
	at, ofType := d.types[x.Of]
	if x.Kind == outline.Method && !ofType {
		return // of a type that is not built here
	}
	isFunc := x.Kind == outline.Func || x.Kind == outline.Method
	if isFunc && x.file.Generated {
		of := ""
		if ofType {
			of = x.Of
		}
		d.generated[of] = append(d.generated[of], x)
		return
	}
	if !isFunc {
		d.addGroup(x, at, ofType)
		return
	}
	title, name := "func "+x.Name, x.Name
	if x.Kind == outline.Method {
		title, name = "func ("+receiver(x.Text)+") "+x.Name, x.Of+"."+x.Name
	}
	s := d.section(title, name, x)
	code := d.code(x, nil)
	code.Source, code.Note = Ref{}, ""
	code.Marks = own(x)
	s.Blocks = append([]Block{code}, s.Blocks...)
	if ofType {
		d.out.types[at].Sections = append(d.out.types[at].Sections, s)
	} else {
		d.out.funcs = append(d.out.funcs, s)
	}
}

func (d *declarator) addGroup(x declaration, at int, ofType bool) {
	blocks := []Block{d.code(x, x.Names)}
	if x.Doc != "" {
		blocks = append(blocks, Comment{x.Doc, x.scope})
	}
	switch {
	case ofType:
		d.out.types[at].Blocks = append(d.out.types[at].Blocks, blocks...)
	case x.Kind == outline.Const:
		d.out.consts = append(d.out.consts, Section{Blocks: blocks})
	default:
		d.out.vars = append(d.out.vars, Section{Blocks: blocks})
	}
}

func (d *declarator) addGenerated() {
	for i := range d.out.types {
		t := &d.out.types[i]
		if list := d.generated[t.Short]; list != nil && d.types[t.Short] == i {
			t.Sections = append(t.Sections, d.generatedSection("generated-"+t.ID, list))
		}
	}
	if list := d.generated[""]; list != nil {
		d.out.funcs = append(d.out.funcs, d.generatedSection("generated", list))
	}
}

func (d *declarator) generatedSection(id string, list []declaration) Section {
	l := List{Compact: true}
	for _, x := range list {
		name := x.Name
		if x.Kind == outline.Method {
			name = x.Of + "." + name
		}
		l.Items = append(l.Items, Item{
			ID:     d.claim(name),
			Blocks: []Block{Paragraph{Name(strings.Join(strings.Fields(x.Text), " "), Ref{File: x.file.Path, Line: x.Pos.Line})}},
		})
	}
	return Section{ID: id, Title: "Generated functions", Short: "generated", Count: len(list), Folded: true, Blocks: []Block{l}}
}

// receiver returns the type in a method's text, without the receiver's name.
func receiver(text string) string {
	text, ok := strings.CutPrefix(text, "func (")
	if !ok {
		return ""
	}
	text, _, _ = strings.Cut(text, ")")
	if name, typ, ok := strings.Cut(text, " "); ok && !strings.ContainsAny(name, "*[.") {
		return strings.TrimSpace(typ)
	}
	return text
}

func isDeprecated(doc string) bool {
	return strings.HasPrefix(doc, "Deprecated: ") || strings.Contains(doc, "\n\nDeprecated: ")
}
