package render

import (
	"go/doc"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
	"github.com/kdoc-dev/kdoc/internal/walk/xref"
)

// Input is what a site is made of. Outlines must have been extracted.
type Input struct {
	Tree *walk.Tree
	// Readme is the README.md of the tree's root, or nil.
	Readme []byte
	// Report is what the checks said; nil if none were run.
	Report *checks.Result
	// Checks are all there are, run or not: each gets a page.
	Checks []*checks.Check
	// Pictures show what imports what: the packages of a module by its path, the
	// modules of the tree under "".
	Pictures map[string]Picture
	// API are the pages of the reference of the tree's APIs, its index first.
	API []*Page
	// Lists are the pages of the reference lists, their index first.
	Lists []*Page
	// Programs say what commands and flags programs have, by import path.
	Programs map[string]CommandDocs
	// Walkthroughs explain programs and packages, one page per language, and
	// their index pages are those with an About of "". Assemble puts links into
	// them.
	Walkthroughs []*Page
	// References say what the identifiers of own files mean; nil leaves the pages
	// of source files out. ReadSource reads a file when its page is printed.
	References *xref.Index
	ReadSource func(*walk.File) ([]byte, error)
	// Source and Generator are kept in the Site.
	Source    Source
	Generator string
}

// Assemble lays a tree out as a site.
func Assemble(in Input) *Site {
	a := &assembler{Input: in, site: &Site{
		Title:     in.Tree.Name,
		Rev:       in.Tree.Rev,
		Generator: in.Generator,
		Source:    in.Source,
	}}
	a.index()
	a.companions()
	a.planSources()
	a.modulePages()
	a.packagePages()
	a.sourcePages()
	a.binaryPages()
	a.checkPages()
	a.site.Pages = append(a.site.Pages, in.API...)
	a.site.Pages = append(a.site.Pages, in.Lists...)
	a.site.Pages = append(a.site.Pages, in.Walkthroughs...)
	a.homePage()
	a.site.finish()
	a.linkSymbols()
	a.linkWalkthroughs()
	return a.site
}

// Page ids and anchors that more than one file speaks of.
const (
	HomeID      = "home" // the page that all others lead to
	programsID  = "programs"
	reportID    = "check"
	rulesID     = "rules"
	diagnostics = "diagnostics"
)

type assembler struct {
	Input
	site *Site

	packages  []*packageInfo
	byPackage map[*walk.Package]*packageInfo
	byModule  map[*walk.Module][]*packageInfo
	binaries  []*packageInfo
	figures   figures
	// the module of each package elsewhere, by who imports it
	externals map[string]string
	// what an import path means to a module
	resolved  map[resolveKey]walk.Resolution
	resolving sync.Mutex
	mark      int // see closure
	// diagnostics by where they are shown, besides the page of their rule
	onPackage map[*walk.Package][]checks.Diagnostic
	onModule  map[*walk.Module][]checks.Diagnostic
	elsewhere []checks.Diagnostic
	// pages about a program or package besides its own, by import path
	walkthroughs map[string][]*Page
	// the page that lists the uses of a symbol, and what adds these pages
	usesPage  map[xref.Symbol]string
	usesPages []func()
	// blocks whose symbols can be linked only when all pages are known
	pending []*Diagnostics
}

// figures are what the home page counts.
type figures struct{ packages, files, lines, declarations int }

// A packageInfo is a package with what its page and others say about it.
type packageInfo struct {
	*walk.Package
	id, binaryID string
	synopsis     string
	doc          string
	main         Ref // func main; zero if there is none
	imports      []imported
	importers    []*packageInfo
	lines        int
	declarations int
	mark         int             // see closure
	names        map[string]bool // that its page declares
}

// An imported is one import path a package imports.
type imported struct {
	path string
	kind walk.Kind
	in   *packageInfo // nil unless the package has a page
}

func (a *assembler) index() {
	a.byPackage = map[*walk.Package]*packageInfo{}
	a.byModule = map[*walk.Module][]*packageInfo{}
	a.externals = map[string]string{}
	a.resolved = map[resolveKey]walk.Resolution{}
	for _, p := range a.Tree.Packages {
		if p.Vendored {
			continue
		}
		info := a.info(p)
		a.packages = append(a.packages, info)
		a.byPackage[p] = info
		a.byModule[p.Module] = append(a.byModule[p.Module], info)
		if p.IsMain() && !info.main.IsZero() {
			a.binaries = append(a.binaries, info)
		}
	}
	for _, p := range a.packages {
		a.resolveImports(p)
	}
	a.nameBinaries()
	a.spreadDiagnostics()
}

// info gathers a package's own facts.
func (a *assembler) info(p *walk.Package) *packageInfo {
	info := &packageInfo{Package: p, id: "pkg:" + p.ImportPath}
	if other := a.Tree.Package(p.ImportPath); other != nil && other != p {
		info.id += "@" + p.Dir
	}
	info.doc, _ = outline.SplitMarkers(p.Doc())
	info.synopsis = synopsis(info.doc)
	for _, f := range p.Files {
		a.figures.files++
		o := outline.Of(f)
		if o == nil {
			continue
		}
		info.lines += o.Lines
		if o.Main.IsValid() && info.main.IsZero() {
			info.main = Ref{File: f.Path, Line: o.Main.Line}
		}
		for i := range o.Decls {
			info.declarations += topLevel(&o.Decls[i])
		}
	}
	a.figures.packages++
	a.figures.lines += info.lines
	a.figures.declarations += info.declarations
	return info
}

// topLevel counts the names a declaration gives to its package.
func topLevel(d *outline.Decl) int {
	switch d.Kind {
	case outline.Const, outline.Var:
		return len(d.Names)
	default:
		return 1
	}
}

// synopsis returns the first sentence of a comment.
func synopsis(text string) string {
	if text == "" {
		return ""
	}
	return new(doc.Package).Synopsis(text)
}

func (a *assembler) resolveImports(p *packageInfo) {
	seen := map[string]bool{}
	for _, f := range p.Files {
		if !f.Active || f.Test {
			continue
		}
		for _, imp := range f.Header.Imports {
			if seen[imp.Path] {
				continue
			}
			seen[imp.Path] = true
			r := a.resolve(p.Package, imp.Path)
			to := a.byPackage[r.Package]
			if to == p {
				continue
			}
			p.imports = append(p.imports, imported{imp.Path, r.Kind, to})
			if to != nil {
				to.importers = append(to.importers, p)
			}
		}
	}
	slices.SortFunc(p.imports, func(a, b imported) int { return strings.Compare(a.path, b.path) })
}

// resolve remembers what the tree says: a path means the same to all packages
// of a module, and popular ones are asked for thousands of times.
func (a *assembler) resolve(from *walk.Package, importPath string) walk.Resolution {
	key := resolveKey{from.Module, importPath}
	a.resolving.Lock() // contents of pages are made a few at a time
	defer a.resolving.Unlock()
	r, ok := a.resolved[key]
	if !ok {
		r = a.Tree.Resolve(from, importPath)
		a.resolved[key] = r
	}
	return r
}

type resolveKey struct {
	from *walk.Module
	path string
}

// add makes a page known. Path is where it would like to be.
func (a *assembler) add(p *Page) { a.site.Pages = append(a.site.Pages, p) }

func moduleID(m *walk.Module) string {
	if m.Path == "" {
		return "mod:" + m.Dir
	}
	return "mod:" + m.Path
}

// moduleName is what a module is called on pages.
func moduleName(m *walk.Module) string {
	if m.Path != "" {
		return m.Path
	}
	return path.Base(m.Dir)
}

// relName is what a package is called next to its module.
func relName(p *walk.Package) string {
	if p.Module != nil {
		if rel, ok := strings.CutPrefix(p.ImportPath, p.Module.Path+"/"); ok {
			return rel
		}
	}
	return p.ImportPath
}
