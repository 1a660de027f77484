package render

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
)

// An example is a function of a test file that shows how something is used.
// https://pkg.go.dev/testing#hdr-Examples
type example struct {
	of, suffix string // the name it is about, as in anchors; "" is the package
	code       Code
	output     string
}

// examples finds the examples of a package: in tests, whose declarations are
// known only where references are.
func (a *assembler) examples(p *packageInfo) (out []example) {
	if a.References == nil {
		return nil
	}
	for _, f := range p.Files {
		o := xref.Of(f)
		if !f.Test || o == nil {
			continue
		}
		var text []byte
		for i := range o.Defs {
			d := &o.Defs[i]
			rest, ok := strings.CutPrefix(d.Name, "Example")
			if d.Kind != xref.Func || !ok || rest != "" && !startsName(rest) {
				continue
			}
			if text == nil {
				var err error
				if text, err = a.ReadSource(f); err != nil {
					break // the tree's errors say so
				}
			}
			if d.Start < 0 || d.End > len(text) {
				continue
			}
			x := cutExample(string(text[d.Start:d.End]))
			x.of, x.suffix = exampleOf(rest)
			x.code.Scope = a.fileScope(p, f)
			x.code.Source = Ref{File: f.Path, Line: d.Line}
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b example) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.suffix, b.suffix)) })
	return out
}

// startsName reports whether what follows "Example" makes it one: a capital or an
// underscore.
func startsName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '_' || unicode.IsUpper(r)
}

// exampleOf splits what follows "Example" into the name it is about and what
// tells it from others.
func exampleOf(rest string) (of, suffix string) {
	parts := strings.Split(rest, "_")
	if n := len(parts); n > 1 {
		if r, _ := utf8.DecodeRuneInString(parts[n-1]); unicode.IsLower(r) {
			suffix, parts = parts[n-1], parts[:n-1]
		}
	}
	return strings.Join(parts, "."), suffix
}

// cutExample takes the statements and the output out of the function's text.
func cutExample(text string) (x example) {
	open, end := strings.IndexByte(text, '{'), strings.LastIndexByte(text, '}')
	if open < 0 || end <= open {
		x.code.Text = text
		return x
	}
	var body, output []string
	said := false
	for _, line := range strings.Split(strings.Trim(text[open+1:end], "\n"), "\n") {
		line = strings.TrimPrefix(line, "\t")
		comment, isComment := strings.CutPrefix(strings.TrimSpace(line), "//")
		low := strings.ToLower(strings.TrimSpace(comment))
		if isComment && !said {
			for _, word := range []string{"output:", "unordered output:"} {
				if strings.HasPrefix(low, word) {
					said = true
					comment = strings.TrimSpace(comment)[len(word):]
				}
			}
		}
		switch {
		case said && isComment:
			output = append(output, strings.TrimPrefix(comment, " "))
		default:
			body = append(body, line)
		}
	}
	x.code.Text = strings.TrimSpace(strings.Join(body, "\n"))
	x.output = strings.TrimSpace(strings.Join(output, "\n"))
	return x
}

// section is an example as a part of the page.
func (x *example) section(n int) Section {
	title := "Example"
	if x.suffix != "" {
		title += " (" + strings.ToUpper(x.suffix[:1]) + x.suffix[1:] + ")"
	}
	s := Section{ID: "example" + anchorPart(x.of) + anchorPart(x.suffix), Title: title, Folded: true, Blocks: []Block{x.code}}
	if x.output != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text{{Text: "Output:"}}}, Pre{Text: x.output})
	}
	return s
}

func anchorPart(s string) string {
	if s == "" {
		return ""
	}
	return "-" + s
}

// placeExamples puts examples where what they are about is, those of the package
// on top.
func placeExamples(pg *Page, list []example) {
	var rest []Section
	for i := range list {
		s := list[i].section(i)
		if at := findSection(pg.Sections, list[i].of); at != nil && list[i].of != "" {
			at.Sections = append(at.Sections, s)
		} else {
			rest = append(rest, s)
		}
	}
	if rest != nil {
		pg.Sections = append([]Section{{ID: "examples", Title: "Examples", Count: len(rest), Sections: rest}}, pg.Sections...)
	}
}

func findSection(list []Section, id string) *Section {
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
		if s := findSection(list[i].Sections, id); s != nil {
			return s
		}
	}
	return nil
}

// maxUnexported is how many names without capitals are listed.
const maxUnexported = 300

// unexported lists the names of a package that only its source shows.
func (a *assembler) unexported(p *packageInfo) []Section {
	if a.References == nil || a.Tree.Package(p.ImportPath) != p.Package {
		return nil
	}
	groups := map[xref.Kind][]Item{}
	seen := map[string]bool{}
	n := 0
	for _, f := range p.Files {
		o := xref.Of(f)
		if o == nil || f.Test {
			continue
		}
		for i := range o.Defs {
			d := &o.Defs[i]
			if d.Kind.Member() || d.Name == "init" || seen[d.Name] || exportedPath(d.Name) {
				continue
			}
			seen[d.Name] = true
			n++
			groups[d.Kind] = append(groups[d.Kind], Item{Blocks: []Block{Paragraph{Name(d.Name, a.definition(xref.Place{File: f, Def: d}))}}})
		}
	}
	if n == 0 {
		return nil
	}
	s := Section{ID: "unexported", Title: "Unexported", Count: n, Folded: true}
	if n > maxUnexported {
		s.Blocks = []Block{Paragraph{Text{{Text: "They are too many for this page. "}, {Text: "The source files", To: Ref{Anchor: "files"}}, {Text: " list them."}}}}
		return []Section{s}
	}
	titles := map[xref.Kind]string{xref.Const: "Constants", xref.Var: "Variables", xref.Func: "Functions", xref.Type: "Types", xref.Method: "Methods"}
	for _, kind := range []xref.Kind{xref.Const, xref.Var, xref.Func, xref.Type, xref.Method} {
		if items := groups[kind]; items != nil {
			slices.SortFunc(items, func(a, b Item) int {
				return strings.Compare(a.Blocks[0].(Paragraph).Text.String(), b.Blocks[0].(Paragraph).Text.String())
			})
			s.Blocks = append(s.Blocks, Heading{1, Words(titles[kind])}, List{Compact: true, Items: items})
		}
	}
	return []Section{s}
}

// exportedPath reports whether every part of a name is exported.
func exportedPath(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if r, _ := utf8.DecodeRuneInString(part); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// usesAside says how often something is used, and what it has to do with
// interfaces, in a few words beside its heading.
func (a *assembler) usesAside(p *walk.Package, name string) Text {
	if a.References == nil || a.Tree.Package(p.ImportPath) != p {
		return nil
	}
	s := xref.Symbol{Package: p.ImportPath, Name: name}
	page := a.usesPage[s]
	if page == "" {
		return nil
	}
	what := plural(a.References.Count(s), "use")
	if n := len(a.References.Implementations(s)); n > 0 {
		what += ", " + plural(n, "implementation")
	}
	return Text{{Text: what, To: Ref{Page: page, Anchor: usesAnchor(s)}}}
}
