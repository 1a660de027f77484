// Package importallowlist is the check import-allowlist: a file lists, for some
// directories of the tree, which of the project's packages they may import.
package importallowlist

import (
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/rulefile"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

//go:embed doc.md
var doc string

// defaultFile is where a Kubernetes tree has the list.
const defaultFile = "staging/publishing/import-restrictions.yaml"

// listFile tells a file that was meant to be the list.
var listFile = rulefile.Kind{Path: defaultFile, Signs: regexp.MustCompile(`(?i)baseImportPath|allowedImports`)}

// Options are the settings of the check.
type Options struct {
	// File is the list; it need not exist unless it is set.
	File string `yaml:"file" json:"file" jsonschema:"description=file that lists what directories may import, from the root of the tree; default staging/publishing/import-restrictions.yaml if there is one"`
	// Root is the prefix of the import paths that are policed.
	Root string `yaml:"root" json:"root" jsonschema:"description=prefix of the import paths that are policed; default what the paths of the root and the staging modules have in common"`
}

// Check is import-allowlist.
var Check = &checks.Check{
	ID:       "KI102",
	Slug:     "import-allowlist",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Vendor:   true, // a list may speak of vendored packages
	Options:  func() any { return new(Options) },
	Run:      run,
}

func run(p *checks.Pass) error {
	opts := *p.Options.(*Options)
	if opts.File == "" {
		listFile.Report(p)
	}
	list, err := Open(p.Tree, opts)
	if err != nil || list == nil {
		return err
	}
	report := func(f fault) {
		d := checks.Diagnostic{
			Path: list.File, Pos: f.pos, Symbol: list.File,
			Message: "import list: " + f.msg,
			Remedy:  "correct the entry; it is not applied as it stands",
		}
		if f.remedy != "" {
			d.Severity, d.Remedy = checks.Warning, f.remedy
		}
		p.Report(d)
	}
	for _, f := range list.faults {
		report(f)
	}
	for i := range list.Entries {
		e := &list.Entries[i]
		packages := list.packages(e)
		if len(packages) == 0 {
			report(fault{pos: e.Base.pos, msg: fmt.Sprintf("there are no packages below %q", e.Base.string)})
		}
		for _, pkg := range packages {
			for _, b := range list.breaches(e, pkg) {
				p.Report(list.diagnostic(e, pkg, b))
			}
		}
	}
	return nil
}

// A List is a tree's list of allowed imports.
type List struct {
	File    string
	Root    string
	Entries []Entry

	tree   *walk.Tree
	faults []fault
}

// Open reads a tree's list. It returns nil if the tree has none.
func Open(tree *walk.Tree, opts Options) (*List, error) {
	l := &List{File: opts.File, Root: opts.Root, tree: tree}
	if l.File == "" {
		if l.File = defaultFile; !tree.Exists(l.File) {
			return nil, nil
		}
	}
	src, err := tree.ReadFile(l.File)
	if err != nil {
		return nil, fmt.Errorf("reading the list of allowed imports: %w", err)
	}
	if l.Root == "" {
		l.Root = commonRoot(tree)
	}
	l.Entries, l.faults = parseConfig(src)
	return l, nil
}

// commonRoot returns the leading elements that the paths of the root module and
// the staging modules share, with a final slash.
func commonRoot(tree *walk.Tree) string {
	var common []string
	for _, m := range tree.Modules {
		if m != tree.Root() && !m.Staging {
			continue
		}
		elems := strings.Split(m.Path, "/")
		if common == nil {
			common = elems
			continue
		}
		n := 0
		for n < len(common) && n < len(elems) && common[n] == elems[n] {
			n++
		}
		common = common[:n:n]
		if n == 0 {
			break
		}
	}
	if len(common) == 0 {
		// Nothing in common: police the root module's own paths.
		if root := tree.Root(); root != nil {
			return root.Path + "/"
		}
		return ""
	}
	return strings.Join(common, "/") + "/"
}

// dir returns the directory of the tree that a path of the list names: a
// directory, one below vendor that stands for a module of the tree, or an
// import path.
func (l *List) dir(name string) string {
	name = path.Clean(strings.TrimPrefix(name, "./"))
	importPath, vendored := strings.CutPrefix(name, "vendor/")
	if !vendored && (name == "." || l.tree.HasDir(name)) {
		return name
	}
	var owner *walk.Module
	for _, m := range l.tree.Modules {
		if within(importPath, m.Path) && (owner == nil || len(m.Path) > len(owner.Path)) {
			owner = m
		}
	}
	if owner == nil {
		return name
	}
	return path.Join(owner.Dir, strings.TrimPrefix(importPath, owner.Path))
}

// packages returns what an entry restricts.
func (l *List) packages(e *Entry) []*walk.Package {
	base := l.dir(e.Base.string)
	var ignored []string
	for _, t := range e.Ignored {
		ignored = append(ignored, l.dir(t.string))
	}
	var out []*walk.Package
	for _, p := range l.tree.Packages {
		if within(p.Dir, base) && p.Active() &&
			!slices.ContainsFunc(ignored, func(dir string) bool { return within(p.Dir, dir) }) {
			out = append(out, p)
		}
	}
	return out
}

// Name is the entry's base as written.
func (e *Entry) Name() string { return e.Base.string }

// Restricts reports whether an entry speaks of a package.
func (l *List) Restricts(e *Entry, pkg *walk.Package) bool {
	return slices.Contains(l.packages(e), pkg)
}

// A Breach is an import that an entry does not allow.
type Breach struct {
	File   *walk.File
	Import walk.Import
}

// breaches returns the first import of each path that is not allowed.
func (l *List) breaches(e *Entry, pkg *walk.Package) []Breach {
	var out []Breach
	// Ordinary files first: where both have an import, it is not the test's.
	for _, tests := range []bool{false, true} {
		if tests && e.ExcludeTests {
			break
		}
		for _, f := range pkg.Files {
			if !f.Active || f.Test != tests {
				continue
			}
			for _, imp := range f.Header.Imports {
				if l.Allows(e, imp.Path) || slices.ContainsFunc(out, func(b Breach) bool { return b.Import.Path == imp.Path }) {
					continue
				}
				out = append(out, Breach{f, imp})
			}
		}
	}
	return out
}

// Allows reports whether an entry lets its packages import a path: it is not
// policed, the entry's own base, or below an allowed path.
func (l *List) Allows(e *Entry, importPath string) bool {
	if !strings.HasPrefix(importPath, l.Root) && importPath != strings.TrimSuffix(l.Root, "/") {
		return true
	}
	for _, a := range e.Allowed {
		if within(importPath, strings.TrimSuffix(a.string, "/")) {
			return true
		}
	}
	return strings.HasPrefix(importPath, e.Base.string)
}

func (l *List) diagnostic(e *Entry, pkg *walk.Package, b Breach) checks.Diagnostic {
	return checks.Diagnostic{
		Path: b.File.Path, Pos: b.Import.Pos, End: b.Import.End,
		Symbol:  pkg.ImportPath + " -> " + b.Import.Path,
		Message: fmt.Sprintf("%q must not import %q: it is not among the allowed imports of %s", pkg.ImportPath, b.Import.Path, e.Base.string),
		Remedy:  fmt.Sprintf("remove the import, or add it to allowedImports in %s:%d", l.File, e.Pos.Line),
		Related: []checks.Related{{Path: l.File, Pos: e.Base.pos, Message: "the entry for " + e.Base.string}},
	}
}

// within reports whether a path is base or lies below it.
func within(p, base string) bool {
	return base == "." || p == base || strings.HasPrefix(p, base) && p[len(base)] == '/'
}
