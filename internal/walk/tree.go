package walk

import (
	"bytes"
	"fmt"
	"path"
	"sort"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/source"
)

// Pos is a place in a file. Line and Col count from 1; Col counts bytes, as the
// go tools do. The zero Pos means "the file as a whole".
type Pos struct {
	Line, Col int
}

// IsValid reports whether p names a line.
func (p Pos) IsValid() bool { return p.Line > 0 }

// A Tree is what Open found in a checkout. It is complete and immutable once
// Open and every Load have returned; all slices are sorted and safe to share
// between goroutines.
type Tree struct {
	// Dir is the absolute path of the tree's root on this machine. It never
	// appears in output; use it only to reach the disk.
	Dir string
	// Name says what the tree is: the root module's path, or the base name of
	// the directory if there is no module.
	Name string
	// Rev is the full commit hash when the tree was read from git, else "".
	Rev string

	// Modules holds every module of the tree: the root module first (if the
	// root directory is one), then by Dir.
	Modules []*Module
	// Work is the parsed go.work file of the root, or nil.
	Work *modfile.WorkFile
	// Packages holds one Package per directory with Go files, sorted by
	// ImportPath, then Dir. Vendored packages are present only if asked for.
	Packages []*Package
	// Build is the build configuration files were judged by.
	Build BuildConfig

	// Errors lists what could not be read or understood, sorted by Path and
	// Pos. The rest of the tree is unaffected.
	Errors []LoadError

	src      source.Source
	paths    []string            // every file of the tree that was listed, sorted
	byBase   map[string][]string // base name to paths, for the names Named is asked for
	byPath   map[string]*Package // import path to package
	byDir    map[string]*Package // directory to package
	modByDir map[string]*Module
	links    map[string]string // directory links inside the tree: link path to target directory
	opts     Options
	pack     *cache.Pack
	list     *source.Listing
	files    []*File // all Go files, sorted by path
	reads    readLog // files asked for with ReadFile
	derived  derived
	keep     keep

	saidPointers bool // Errors has one about Git LFS pointers
}

// A Module is a Go module, or what stands for one in a tree without go.mod
// files.
type Module struct {
	// Path is the module path that import paths of its packages start with.
	Path string
	// Dir is the module's directory relative to the tree, slash-separated; "."
	// is the root.
	Dir string
	// GoMod is the parsed go.mod file; nil if the module has none.
	GoMod *modfile.File
	// Staging reports whether the module is developed here but published on its
	// own: the main module (or go.work) takes it from this directory, and it is
	// laid out below a directory named after its path (…/src/<path>) or below
	// one named "staging".
	Staging bool
	// Main reports whether the module is built from here: the root module, what
	// it replaces with a local directory, and what go.work uses. Other modules
	// (tools, examples) stand alone.
	Main bool
	// Vendor lists the modules of vendor/modules.txt, in file order; nil if the
	// module has no such file.
	Vendor []VendoredModule
}

// GoModPath is the path of the module's go.mod relative to the tree. The file
// may not exist; see GoMod.
func (m *Module) GoModPath() string { return path.Join(m.Dir, "go.mod") }

// A VendoredModule is one "# path version" entry of vendor/modules.txt.
// Format: https://go.dev/ref/mod#vendoring
type VendoredModule struct {
	Path, Version   string
	ReplacedPath    string // right-hand side of "=>", "" if not replaced
	ReplacedVersion string
	Explicit        bool   // has a "## explicit" line
	GoVersion       string // "go 1.N" of the "##" line
	Packages        []string
	Pos             Pos
}

// A Package is the Go files of one directory.
type Package struct {
	// ImportPath is the path other packages import it by. A directory below
	// vendor has the path it is imported by, without "vendor/".
	ImportPath string
	// Name is the name in the package clauses; for a directory with nothing but
	// external tests, the name without "_test". Empty if no file has a readable
	// package clause.
	Name string
	// Dir is the directory relative to the tree, slash-separated; "." is the
	// root.
	Dir string
	// Module is the module the package belongs to; nil for a vendored package.
	Module *Module
	// Vendored reports whether the package lies below a vendor directory.
	Vendored bool
	// Files holds every Go file of the directory, sorted by name: tests, and
	// files that the build configuration leaves out, included.
	Files []*File
}

// Active reports whether the go command would build anything of the package
// under the tree's build configuration, tests included.
func (p *Package) Active() bool {
	for _, f := range p.Files {
		if f.Active {
			return true
		}
	}
	return false
}

// IsMain reports whether the package is a program.
func (p *Package) IsMain() bool { return p.Name == "main" }

// GoFiles returns the active files that are not tests.
func (p *Package) GoFiles() []*File {
	var out []*File
	for _, f := range p.Files {
		if f.Active && !f.Test {
			out = append(out, f)
		}
	}
	return out
}

// Doc returns the package comment as written in the first active file (by name)
// that has one, without comment markers.
func (p *Package) Doc() string {
	for _, f := range p.Files {
		if f.Active && !f.Test && f.Header.Doc != "" {
			return f.Header.Doc
		}
	}
	return ""
}

// A File is one Go source file.
type File struct {
	// Path is relative to the tree, slash-separated.
	Path string
	Pkg  *Package
	// Test reports whether the name ends in _test.go; XTest whether it is also
	// of the external test package.
	Test, XTest bool
	// Generated reports whether the file says so in the form of
	// https://go.dev/s/generatedcode.
	Generated bool
	// Active reports whether the file takes part in a build for at least one of
	// the chosen platforms.
	Active bool
	Header Header
	// Size is the file's length in bytes.
	Size int64

	facts []fileFact
	entry source.Entry
	// unread, lfs and broken say why facts may be missing: the file could not
	// be read, is a Git LFS pointer, or does not parse.
	unread, lfs, broken bool
	hash                cache.Hash // of the content, if hashed
	hashed              bool
}

type fileFact struct {
	x    *Extractor
	fact any
}

// Base returns the file's name without its directory.
func (f *File) Base() string { return path.Base(f.Path) }

// A Header is what stands before the first declaration of a Go file, and the
// directives anywhere in it. It is known for every file at every depth.
type Header struct {
	// Package is the name in the package clause.
	Package    string
	PackagePos Pos
	// Doc is the comment directly above the package clause, without markers.
	Doc string
	// Markers holds the "+name…" lines of every comment above the package
	// clause, without the comment marker and blanks before the "+".
	Markers []string
	// Constraint is the //go:build expression, or what the // +build lines
	// amount to; "" if there is neither. ConstraintPos is the line of the former.
	Constraint    string
	ConstraintPos Pos
	Imports       []Import
	Generated     bool
	Directives    []Directive
}

// An Import is one import spec.
type Import struct {
	// Name is the explicit name, "_" and "." included; "" if there is none.
	Name string
	Path string
	// Pos is where the spec starts (its name if it has one), PathPos its path,
	// End just behind the path.
	Pos, PathPos, End Pos
}

// A Directive is a "//kdoc:verb args" comment.
type Directive struct {
	Verb, Args string
	Pos        Pos
	// From and To are the lines the directive speaks of, both included: the
	// declaration, spec or field it stands on or above, its comment included;
	// the whole file if it stands on or above the package clause.
	From, To int
}

// Package returns the package with the given import path, or nil. Where two
// directories claim one path the one of a Main module is returned; the clash is
// among the tree's Errors.
func (t *Tree) Package(importPath string) *Package { return t.byPath[importPath] }

// PackageIn returns the package in the given directory, which may go through a
// link inside the tree (vendor/k8s.io/api), or nil.
func (t *Tree) PackageIn(dir string) *Package { return t.byDir[t.resolveLinks(path.Clean(dir))] }

// Module returns the module with the given path, or nil.
func (t *Tree) Module(modulePath string) *Module {
	for _, m := range t.Modules {
		if m.Path == modulePath {
			return m
		}
	}
	return nil
}

// Root returns the module in the root directory, or nil.
func (t *Tree) Root() *Module { return t.modByDir["."] }

// ModuleOf returns the module that a directory belongs to, or nil.
func (t *Tree) ModuleOf(dir string) *Module {
	for dir = t.resolveLinks(path.Clean(dir)); ; dir = path.Dir(dir) {
		if m := t.modByDir[dir]; m != nil {
			return m
		}
		if dir == "." || dir == "/" {
			return nil
		}
	}
}

// Named returns the paths of all files with the given base name, sorted.
// Directories the go command skips (_x, .x, testdata) and vendor are not
// searched.
func (t *Tree) Named(base string) []string {
	return t.byBase[base]
}

// Exists reports whether the tree has a regular file at path (relative,
// slash-separated). Links inside the tree are followed.
func (t *Tree) Exists(p string) bool {
	p = t.resolveLinks(path.Clean(p))
	i := sort.SearchStrings(t.paths, p)
	return i < len(t.paths) && t.paths[i] == p
}

// HasDir reports whether any listed file lies below dir.
func (t *Tree) HasDir(dir string) bool {
	dir = t.resolveLinks(path.Clean(dir))
	if dir == "." {
		return true
	}
	i := sort.SearchStrings(t.paths, dir+"/")
	return i < len(t.paths) && strings.HasPrefix(t.paths[i], dir+"/")
}

// Paths returns every listed file, sorted. Callers must not modify it.
func (t *Tree) Paths() []string { return t.paths }

// ReadFile returns the content of a file of the tree (relative,
// slash-separated). Links that lead out of the tree are refused. The error is
// ErrPointer for a file whose content Git LFS keeps elsewhere.
func (t *Tree) ReadFile(p string) ([]byte, error) {
	p = t.resolveLinks(path.Clean(p))
	t.reads.add(p)
	b, err := t.src.ReadFile(p)
	if err == nil && bytes.HasPrefix(b, lfsPrefix) {
		t.reads.pointer(p)
		return nil, fmt.Errorf("%s: %w", p, ErrPointer)
	}
	return b, err
}

// ReadSource is ReadFile for one of the tree's Go files, which a remembered value
// depends on anyway; see Remember.
func (t *Tree) ReadSource(p string) ([]byte, error) {
	return t.src.ReadFile(t.resolveLinks(path.Clean(p)))
}

// resolveLinks replaces the longest leading directory link of p by its target.
func (t *Tree) resolveLinks(p string) string {
	if len(t.links) == 0 {
		return p
	}
	for i := 0; i < 16; i++ { // links to links; loops were refused when listing
		best := ""
		for d := p; d != "." && d != "/"; d = path.Dir(d) {
			if _, ok := t.links[d]; ok {
				best = d
				break
			}
		}
		if best == "" {
			return p
		}
		p = path.Join(t.links[best], strings.TrimPrefix(p, best))
	}
	return p
}

// A LoadError is something in the tree that could not be read or understood.
// The driver reports it as a diagnostic; it never stops a run.
type LoadError struct {
	Path string // relative to the tree, "" for the tree itself
	Pos  Pos
	Msg  string // what is wrong
	Hint string // what to do about it
	// Partial reports whether part of the source was left unanalysed because of
	// it, so that a clean result would not mean a clean tree.
	Partial bool
}

// Error returns "path:line:col: message".
func (e LoadError) Error() string { return e.At() + ": " + e.Msg }

// At returns "path:line:col" with what is known of it.
func (e LoadError) At() string { return location(e.Path, e.Pos) }
