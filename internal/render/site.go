// Package render turns finished values into files.
//
// Assemble lays out what the stages before it found as a Site: pages of
// sections of blocks, a small closed tree without any markup in it. A Format
// prints the tree in one language and escapes text at that edge; everything
// that comes from a checkout is untrusted, and nothing in the model can carry
// markup, so no format needs to sanitise.
//
// Text arrives as Go doc comments or Markdown, and both are read into the same
// blocks (Comment, Markdown). Links are values (Ref) that a format resolves, so
// a format that prints only some of the pages prints plain text for the rest.
//
// Nothing here reads a disk, a clock or a network.
package render

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// A Site is everything there is to say about one tree, ready to be printed.
type Site struct {
	// Title is what the tree is called.
	Title string
	// Rev is the revision the tree was read from, or "".
	Rev string
	// Generator is the name and version of the program, for the small print; ""
	// is left out.
	Generator string
	// Nav are the pages a reader should reach from everywhere.
	Nav []Ref
	// Pages are sorted by ID. Page IDs are unique.
	Pages []*Page
	// Source makes links into the tree's source.
	Source Source

	byID     map[string]*Page
	sources  map[string][]sourcePart // by path of the file
	byImport map[string]*Page
}

// A PageKind says what a page is about.
type PageKind int

// The kinds of pages.
const (
	Home PageKind = iota
	ModulePage
	PackagePage
	BinaryPage
	ReportPage
	RulePage
	ListPage
	CommandPage
	APIPage
	WalkthroughPage
	// SourcePage shows a Go file, UsesPage who uses the names of a package.
	SourcePage
	UsesPage
)

// A Page is about one thing.
type Page struct {
	// ID names the page in Refs: "home", "pkg:k8s.io/api/core/v1".
	ID   string
	Kind PageKind
	// Path is where formats put the page, without extension: unique in the site
	// even if case is ignored, and safe on every file system.
	Path string
	// Title heads the page; Label is a word for what it is ("package").
	Title, Label string
	// Name is what links from nearby pages call it.
	Name string
	// Synopsis is a sentence.
	Synopsis string
	// Lang is the BCP 47 tag of the language the page is in; "" is English.
	// Translations are the same page in other languages.
	Lang         string
	Translations []Translation
	// Trail leads from the home page to this one, which is not in it.
	Trail []Ref
	// Facts stand under the title.
	Facts []Fact
	// Blocks come before the first section.
	Blocks   []Block
	Sections []Section
	// About is the import path of the package that the page of a program, package
	// or command, or a walkthrough, is about.
	About string
	// Import is the same for package pages alone, which links to declarations
	// lead to. Names are the exported names
	// it declares, each the id of an anchor.
	Import string
	Names  map[string]bool
	// Elsewhere are names that links expect on this page and that stand on
	// another: what is too long for one page.
	Elsewhere map[string]string
	// Entries are what search leads to on the page.
	Entries []Entry
	// Content, if set, fills in Facts, Blocks and Sections of a copy of the page
	// when it is printed: there are pages whose contents would be too large to
	// keep. Several pages may be filled in at once, and their keys asked for. Key
	// stands for all that the contents depend on; "" is not known.
	Content func(*Page) error
	Key     func() string
}

// Complete returns the page with its contents.
func (p *Page) Complete() (*Page, error) {
	if p.Content == nil {
		return p, nil
	}
	full := *p
	full.Content = nil
	err := p.Content(&full)
	return &full, err
}

// A Translation is a page that says the same in another language.
type Translation struct {
	// Lang is a BCP 47 tag, Name what the language calls itself.
	Lang, Name string
	// Page is the page's ID.
	Page string
}

// A Section is a part of a page under a heading.
type Section struct {
	// ID is unique in the page. The ids of declarations are their names; all
	// others start with a lower-case letter.
	ID    string
	Title string
	// Short is what a table of contents calls it; "" is the Title.
	Short string
	// Code asks for Title to be set as source text.
	Code bool
	// Count is how many things the section lists; 0 is not shown.
	Count int
	// Source is the place in the tree the section is about.
	Source Ref
	// Notes are short labels such as "deprecated".
	Notes []string
	// Aside is a remark beside the heading.
	Aside Text
	// Folded asks for the section to be closed until a reader opens it, where a
	// format can.
	Folded   bool
	Blocks   []Block
	Sections []Section
}

// A Fact is one line about a page: a name and a value.
type Fact struct {
	Name  string
	Value Text
}

// NewSite returns a site of the given pages, which may be in any order.
func NewSite(title string, pages []*Page) *Site {
	s := &Site{Title: title, Pages: pages}
	s.finish()
	return s
}

// Page returns the page with the given id, or nil.
func (s *Site) Page(id string) *Page { return s.byID[id] }

// Link refers to the declaration of a name ("" is the package itself, "T.M" a
// method or field) in the package with the given import path: to the package's
// page in the site, or for packages elsewhere to the public documentation.
// The Ref is zero if the package is in the site but declares no such name.
func (s *Site) Link(importPath, name string) Ref {
	p := s.byImport[importPath]
	if p == nil {
		if importPath == "" || importPath == "C" || strings.HasPrefix(importPath, ".") {
			return Ref{}
		}
		return Ref{URL: goDocURL(importPath, name)}
	}
	if name == "" {
		return Ref{Page: p.ID}
	}
	return p.Place(name)
}

// Place refers to a name that the page declares, itself or on a page that is a
// part of it. It is zero if there is none.
func (p *Page) Place(name string) Ref {
	if other := p.Elsewhere[name]; other != "" {
		return Ref{Page: other, Anchor: name}
	}
	if p.Names[name] {
		return Ref{Page: p.ID, Anchor: name}
	}
	return Ref{}
}

// Find returns the page that a reference leads to, nil if the site has none.
func (s *Site) Find(to Ref) *Page {
	p := s.byID[to.Page]
	if p != nil && p.Elsewhere[to.Anchor] != "" {
		return s.byID[p.Elsewhere[to.Anchor]]
	}
	return p
}

// Named refers to the page of a package or module with the given path, or of a
// module that is written as path/...
func (s *Site) Named(importPath string) Ref {
	if p := s.byImport[importPath]; p != nil {
		return Ref{Page: p.ID}
	}
	if p := s.byID["mod:"+strings.TrimSuffix(importPath, "/...")]; p != nil {
		return Ref{Page: p.ID}
	}
	return Ref{}
}

// finish sorts the pages, gives them paths and makes them findable.
func (s *Site) finish() {
	slices.SortFunc(s.Pages, func(a, b *Page) int { return cmp.Compare(a.ID, b.ID) })
	s.byID = make(map[string]*Page, len(s.Pages))
	s.byImport = map[string]*Page{}
	var taken pathSet
	for _, p := range s.Pages {
		p.Path = taken.take(p.Path, p.ID)
		s.byID[p.ID] = p
		if p.Import != "" && s.byImport[p.Import] == nil {
			s.byImport[p.Import] = p
		}
	}
}

// Only returns the site with no pages but those of the given kinds, moved up
// out of the directories they all share. References to other pages become plain
// text.
func (s *Site) Only(kinds ...PageKind) *Site {
	out := *s
	out.Nav, out.Pages = nil, nil
	for _, p := range s.Pages {
		if slices.Contains(kinds, p.Kind) {
			moved := *p
			out.Pages = append(out.Pages, &moved)
		}
	}
	shared := sharedDir(out.Pages)
	// byImport stays as it is: what a reference to a package that is left out
	// must not become is a link to public documentation of it.
	out.byID = map[string]*Page{}
	for _, p := range out.Pages {
		p.Path = strings.TrimPrefix(p.Path, shared)
		out.byID[p.ID] = p
	}
	return &out
}

// sharedDir returns the directory all pages are below, with a slash at its end,
// or "".
func sharedDir(pages []*Page) string {
	if len(pages) == 0 {
		return ""
	}
	dir, _ := path.Split(pages[0].Path)
	for _, p := range pages {
		for !strings.HasPrefix(p.Path, dir) {
			dir, _ = path.Split(strings.TrimSuffix(dir, "/"))
		}
	}
	return dir
}
