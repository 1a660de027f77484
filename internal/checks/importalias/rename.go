package importalias

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A renamer works out how to rename imports. It keeps what it parsed of the
// file and the package at hand, as files come one after the other.
type renamer struct {
	pass *checks.Pass
	// wanted returns the name that a path is to be imported by, or "".
	wanted func(importPath string) string

	file   *walk.File
	parsed *parsed // nil if the file does not parse

	pkg   *walk.Package
	decls map[*walk.File]map[string]place // of the files that had to be parsed
}

// A place is a line of a file.
type place struct {
	path string
	line int
}

func (p place) String() string { return fmt.Sprintf("%s:%d", p.path, p.line) }

// load parses a file, or returns the last one again.
func (r *renamer) load(f *walk.File) *parsed {
	if r.file != f {
		r.file, r.parsed = f, nil
		if syntax, err := r.pass.Parse(f); err == nil {
			r.parsed = parse(f.Path, syntax.Src)
		}
	}
	return r.parsed
}

// nameOf returns the name that an import without one has in a file: the
// package's, if it is in the tree, or else what the path and the file suggest.
func (r *renamer) nameOf(f *walk.File, importPath string) string {
	if pkg := r.pass.Tree.Resolve(f.Pkg, importPath).Package; pkg != nil && pkg.Name != "" {
		return pkg.Name
	}
	last := lastElement(importPath)
	p := r.load(f)
	if p == nil || len(p.uses(last)) > 0 {
		return last
	}
	// Nothing is called by the last element: a major version, or a name like
	// gopkg.in/yaml.v3.
	stem, _, _ := strings.Cut(last, ".")
	parent := lastElement(strings.TrimSuffix(importPath, "/"+last))
	for _, name := range []string{stem, parent} {
		if len(p.uses(name)) > 0 {
			return name
		}
	}
	return last
}

// rename returns the fix that gives an import a new name, or what is in its way.
// That the file stays formatted is the business of whoever applies it.
func (r *renamer) rename(f *walk.File, imp *walk.Import, name string) (*checks.Fix, string) {
	if f.Generated {
		return nil, "the file is generated, so what generates it must change"
	}
	if imp.Name == "." {
		return nil, "which identifiers come from the package cannot be told from the file alone"
	}
	p := r.load(f)
	if p == nil {
		return nil, "the file does not parse"
	}
	old := cmp.Or(imp.Name, r.nameOf(f, imp.Path))
	spec, obstacle := r.spec(p, f, imp, name)
	if spec == nil {
		return nil, obstacle
	}
	uses := p.uses(old)
	if obstacle := r.taken(p, f, spec, name); obstacle != "" {
		return nil, obstacle
	}
	var edits []checks.Edit
	replace := func(from, to int, text string) {
		edits = append(edits, checks.Edit{Path: f.Path, Start: from, End: to, New: text})
	}
	implied := lastElement(imp.Path) == name && r.nameOf(f, imp.Path) == name
	path := p.offset(spec.Path.Pos())
	switch {
	case spec.Name == nil:
		replace(path, path, name+" ")
	case implied:
		replace(p.offset(spec.Name.Pos()), path, "")
	default:
		replace(p.offset(spec.Name.Pos()), p.offset(spec.Name.End()), name)
	}
	for _, id := range uses {
		replace(p.offset(id.Pos()), p.offset(id.End()), name)
	}
	slices.SortFunc(edits, func(a, b checks.Edit) int { return cmp.Compare(a.Start, b.Start) })
	after := apply(p.src, edits)
	renamed := parse(f.Path, after)
	// Every use must still be free under its new name; one that is not has been
	// caught by a declaration in a scope around it.
	if renamed == nil || len(renamed.uses(name)) != len(uses) {
		return nil, fmt.Sprintf("%q is declared in the scope of a use%s", name, p.mention(name))
	}
	return &checks.Fix{
		Message: fmt.Sprintf("rename import to %s", name),
		Class:   checks.FixSafe,
		Edits:   edits,
	}, ""
}

// spec finds an import in the syntax and looks for others that are in its way.
func (r *renamer) spec(p *parsed, f *walk.File, imp *walk.Import, name string) (spec *ast.ImportSpec, obstacle string) {
	for _, s := range p.file.Imports {
		at := p.fset.PositionFor(s.Path.Pos(), false)
		if at.Line == imp.PathPos.Line && at.Column == imp.PathPos.Col {
			spec = s
		}
	}
	if spec == nil {
		return nil, "the file has changed meanwhile"
	}
	for i := range f.Header.Imports {
		other := &f.Header.Imports[i]
		if other.PathPos == imp.PathPos || other.Name == "_" {
			continue
		}
		if other.Path == imp.Path {
			return nil, fmt.Sprintf("the file imports it twice (line %d)", other.Pos.Line)
		}
		if other.Name != "." && cmp.Or(other.Name, r.nameOf(f, other.Path)) == name {
			return nil, fmt.Sprintf("%q is the name of the import in line %d", name, other.Pos.Line)
		}
		if r.wanted(other.Path) == name {
			return nil, fmt.Sprintf("the import in line %d is to have the same name", other.Pos.Line)
		}
	}
	return spec, ""
}

// taken says what outside of functions has the new name already.
func (r *renamer) taken(p *parsed, f *walk.File, spec *ast.ImportSpec, name string) string {
	if at, ok := r.declared(f, name); ok {
		return fmt.Sprintf("%q is declared in the package (%s)", name, at)
	}
	for _, id := range p.free {
		if id.Name == name && id != spec.Name {
			return fmt.Sprintf("%q means something else in line %d", name, p.line(id.Pos()))
		}
	}
	return ""
}

// declared returns where the package of a file, in any of its files, declares a
// name outside of functions: Go forbids an import of the same name.
func (r *renamer) declared(f *walk.File, name string) (place, bool) {
	if r.pkg != f.Pkg {
		r.pkg, r.decls = f.Pkg, map[*walk.File]map[string]place{}
	}
	for _, sibling := range f.Pkg.Files {
		if sibling.Header.Package != f.Header.Package {
			continue
		}
		decls, ok := r.decls[sibling]
		if !ok {
			if src, err := r.pass.ReadFile(sibling.Path); err == nil && !mayDeclare(src, name) {
				continue
			}
			decls = map[string]place{}
			// After a syntax error, what could be parsed still counts.
			if syntax, _ := r.pass.Parse(sibling); syntax != nil && syntax.AST != nil {
				addDecls(decls, sibling.Path, syntax.AST, func(p token.Pos) int { return syntax.Pos(p).Line })
			}
			r.decls[sibling] = decls
		}
		if at, ok := decls[name]; ok {
			return at, true
		}
	}
	return place{}, false
}

// apply returns src with sorted edits applied.
func apply(src []byte, edits []checks.Edit) []byte {
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, src[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, src[at:]...)
}
