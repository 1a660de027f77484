package api

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A View is the API that the facts of a tree amount to.
type View struct {
	Tree *walk.Tree
	// Packages are the API packages, sorted by import path.
	Packages []*Package

	known map[*walk.Package]*Package // nil: no facts
	lent  *lending
}

// A Package is a package with what its files declare. It need not be an API
// package: types of others are looked up through it too.
type Package struct {
	Ref *walk.Package
	// Lent reports whether the package is from outside of the tree: see Lender.
	Lent bool
	// Group and Version are those of the package's kinds; the group of the
	// oldest Kubernetes types is "".
	Group, Version string
	// Files are the active files with facts, by path.
	Files []*walk.File
	// Types are the declared types in order of file and position; a name that
	// is declared twice, in files for different platforms, counts once.
	Types []*Decl
	// Consts are all constants in the same order.
	Consts []ConstDecl

	byName  map[string]*Decl
	profile Profile
	chosen  Profile // by the user; 0 if they say nothing
	factsOf func(*walk.File) *Facts
}

// A Decl is a type and where it is declared.
type Decl struct {
	*Type
	File *walk.File
	Pkg  *Package
	// Marks are the markers in the comments above it.
	Marks Marks

	fields, members []*Member
}

// A ConstDecl is a constant and where it is declared.
type ConstDecl struct {
	*Const
	File *walk.File
}

// ViewOf returns the View of a tree over which the Extractor has run. It is
// made once for all who ask.
func ViewOf(t *walk.Tree) *View {
	type key struct{}
	return t.Derive(key{}, func() any { return newView(t) }).(*View)
}

func newView(t *walk.Tree) *View {
	v := &View{Tree: t, known: map[*walk.Package]*Package{}, lent: newLending(WellKnown)}
	chosen := choicesOf(t)
	for _, p := range t.Packages {
		if pkg := newPackage(p, chosen.factsOf); pkg != nil {
			v.known[p] = pkg
		}
	}
	for _, p := range t.Packages {
		if pkg := v.known[p]; pkg != nil {
			v.name(pkg)
			isAPI := pkg.isAPI()
			if profile, ok := chosen.of(p); ok {
				pkg.chosen, isAPI = profile, profile != 0
			}
			if isAPI {
				v.Packages = append(v.Packages, pkg)
			}
		}
	}
	return v
}

// name works out the group and version of a package, which may be written in
// another one, and what follows from them.
func (v *View) name(p *Package) {
	p.Group, p.Version = p.groupVersion(v)
	p.profile = p.findProfile()
}

// Package returns what the files of p declare, or nil if no facts were taken
// of it.
func (v *View) Package(p *walk.Package) *Package {
	if pkg := v.known[p]; pkg != nil {
		return pkg
	}
	return v.lent.lentPackage(p)
}

// Type returns the type with the given name, or nil.
func (p *Package) Type(name string) *Decl { return p.byName[name] }

// Path is how users name the package's version: "apps/v1", or "v1" for the
// group without a name.
func (p *Package) Path() string {
	switch {
	case p.Version == "":
		return path.Join(p.Group, p.Ref.Name)
	case p.Group == "":
		return p.Version
	}
	return p.Group + "/" + p.Version
}

// Path is how users name the type: "apps/v1.Deployment".
func (d *Decl) Path() string { return d.Pkg.Path() + "." + d.Name }

// Symbol is the type's name in Go: "k8s.io/api/apps/v1.Deployment".
func (d *Decl) Symbol() string { return d.Pkg.Ref.ImportPath + "." + d.Name }

// GoName is the short name in Go: "v1.Deployment".
func (d *Decl) GoName() string { return d.Pkg.Ref.Name + "." + d.Name }

func newPackage(ref *walk.Package, factsOf func(*walk.File) *Facts) *Package {
	p := &Package{Ref: ref, byName: map[string]*Decl{}, factsOf: factsOf}
	for _, f := range ref.Files {
		facts := factsOf(f)
		if facts == nil || !f.Active {
			continue
		}
		p.Files = append(p.Files, f)
		for i := range facts.Types {
			d := &Decl{Type: &facts.Types[i], File: f, Pkg: p}
			if p.byName[d.Name] == nil {
				d.Marks = MarksOf(d.Comment(), d.Above)
				d.setFields()
				p.byName[d.Name] = d
				p.Types = append(p.Types, d)
			}
		}
		for i := range facts.Consts {
			p.Consts = append(p.Consts, ConstDecl{&facts.Consts[i], f})
		}
	}
	if len(p.Files) == 0 {
		return nil
	}
	return p
}

// IsVersioned reports whether the directory is named like a version, so that
// facts were taken of all its files.
func (p *Package) IsVersioned() bool { return versionDir.MatchString(path.Base(p.Ref.Dir)) }

// isAPI reports whether the package says it is an API package, or is named like
// a version of one and declares what they declare.
func (p *Package) isAPI() bool {
	if forTests(p.Ref.Dir) {
		return false
	}
	if MarkedPackage(p.Ref) {
		return true
	}
	if !p.IsVersioned() {
		return false
	}
	for _, f := range p.Files {
		if len(p.factsOf(f).Versions) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(p.Types, func(d *Decl) bool { return d.IsKind() })
}

// forTests reports whether a directory holds what tests are made with: kinds there
// are not for users.
func forTests(dir string) bool {
	for _, elem := range strings.Split(dir, "/") {
		switch elem {
		case "test", "tests", "testing", "e2e", "testutil", "testutils", "testapi", "testapigroup", "testdata":
			return true
		}
	}
	return false
}

// IsKind reports whether objects of the type say what they are: it embeds
// TypeMeta.
func (d *Decl) IsKind() bool {
	for i := range d.Expr.Fields {
		if f := &d.Expr.Fields[i]; f.Embedded && f.Name == "TypeMeta" {
			return true
		}
	}
	return false
}

// groupVersion finds the names of the group and version: in markers, then in a
// group-version literal or the constant GroupName, then in the directory.
func (p *Package) groupVersion(v *View) (group, version string) {
	if base := path.Base(p.Ref.Dir); versionDir.MatchString(base) {
		version = base
	}
	var found bool
	for _, f := range p.Ref.Files {
		for _, m := range f.Header.Markers {
			name, value, ok := strings.Cut(strings.TrimPrefix(m, "+"), "=")
			switch {
			case !ok || f.Test:
			case name == "groupName" && !found:
				group, found = strings.Trim(value, `"`), true
			case name == "versionName" && version == "":
				version = strings.Trim(value, `"`)
			}
		}
	}
	for _, f := range p.Files {
		for _, gv := range p.factsOf(f).Versions {
			if s, ok := v.constant(f, gv.Group, gv.GroupName); ok && !found {
				group, found = s, true
			}
			if s, ok := v.constant(f, gv.Version, gv.VersionName); ok && version == "" {
				version = s
			}
		}
	}
	if !found {
		group, found = p.constant("GroupName")
	}
	if !found && version != "" {
		group = path.Base(path.Dir(p.Ref.Dir))
	}
	return group, version
}

// MarkedGroup returns the group a marker of the package names, or nil.
func (p *Package) MarkedGroup() *string {
	for _, f := range p.Ref.Files {
		for _, m := range f.Header.Markers {
			if value, ok := strings.CutPrefix(m, "+groupName="); ok && !f.Test {
				value = strings.Trim(value, `"`)
				return &value
			}
		}
	}
	return nil
}

// Instances returns the names of the package's types that its code takes empty
// values of; see Facts.Instances.
func (p *Package) Instances() map[string]bool {
	out := map[string]bool{}
	for _, f := range p.Files {
		for _, name := range p.factsOf(f).Instances {
			out[name] = true
		}
	}
	return out
}

// Wires returns what the methods of a type of the package say of its form in
// JSON, as far as their files have facts.
func (p *Package) Wires(name string) []Wire {
	var out []Wire
	for _, f := range p.Files {
		for _, w := range p.factsOf(f).Wires {
			if w.Recv == name {
				out = append(out, w)
			}
		}
	}
	return out
}

// DeclaresVersion reports whether a file of the package declares the value that
// stands for its group and version.
func (p *Package) DeclaresVersion() bool {
	return slices.ContainsFunc(p.Files, func(f *walk.File) bool { return len(p.factsOf(f).Versions) > 0 })
}

// GroupConst returns the constant GroupName, or nil.
func (p *Package) GroupConst() *ConstDecl {
	for i := range p.Consts {
		if p.Consts[i].Name == "GroupName" {
			return &p.Consts[i]
		}
	}
	return nil
}

// constant returns the value of a string that a file gives as a literal or by
// the name of a constant.
func (v *View) constant(f *walk.File, literal, name string) (string, bool) {
	if name == "" {
		return literal, true
	}
	pkg := v.Package(f.Pkg)
	if qualifier, rest, ok := strings.Cut(name, "."); ok {
		_, pkg, _ = v.imported(f, qualifier)
		name = rest
	}
	return pkg.constant(name)
}

// constant returns the value of a string constant.
func (p *Package) constant(name string) (string, bool) {
	if p == nil {
		return "", false
	}
	for _, c := range p.Consts {
		if c.Name == name {
			s, err := strconv.Unquote(c.Value)
			return s, err == nil
		}
	}
	return "", false
}

// FieldsIn returns the fields of every struct declared in a file.
func (v *View) FieldsIn(f *walk.File) []*Member {
	var out []*Member
	if p := v.Package(f.Pkg); p != nil {
		for _, d := range p.Types {
			if d.File == f {
				out = append(out, d.Fields()...)
			}
		}
	}
	return out
}

// File returns the Go file at a path of the tree, or nil.
func (v *View) File(p string) *walk.File {
	if pkg := v.Tree.PackageIn(path.Dir(p)); pkg != nil {
		for _, f := range pkg.Files {
			if f.Path == p {
				return f
			}
		}
	}
	return nil
}
