package summarize

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// A Target is what a walkthrough explains.
type Target struct {
	// Kind is "program", "package", "type", "function" or "file".
	Kind    string
	Package *walk.Package
	// Name is the type or function, File the file's path.
	Name, File string
}

// String names the target as Resolve takes it without doubt.
func (t Target) String() string {
	switch {
	case t.File != "":
		return t.File
	case t.Name != "":
		return t.Package.ImportPath + "." + t.Name
	}
	return t.Package.ImportPath
}

// An AmbiguousError says that a name stands for several things.
type AmbiguousError struct {
	Name    string
	Choices []string
}

// Error lists the choices.
func (e *AmbiguousError) Error() string {
	const most = 12
	list, more := e.Choices, ""
	if len(list) > most {
		list, more = list[:most], fmt.Sprintf("\n  and %d more", len(e.Choices)-most)
	}
	return fmt.Sprintf("%q could be any of these, name one in full:\n  %s%s", e.Name, strings.Join(list, "\n  "), more)
}

// An UnknownError says that a name stands for nothing.
type UnknownError struct {
	Name string
	// Names are those that things near it have, for suggestions.
	Names []string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("nothing called %q in the tree: name a program, a package's directory or import path, a type, a function or a file; kdoc explain lists what there is", e.Name)
}

// Aside says what a target is if it is none of what a tree runs: "a test", "an
// example", "a tool", "" otherwise.
func (t Target) Aside() string {
	return map[standing]string{example: "an example", tool: "a tool for those who work on the tree", test: "for tests"}[standingOf(t.Package)]
}

// A standing says how much a reader is likely to mean a package: the less the
// higher.
type standing int

const (
	own      standing = iota
	vendored          // a library of others
	example
	tool
	test
)

func standingOf(p *walk.Package) standing {
	out := own
	if p.Vendored {
		out = vendored
	}
	for part := range strings.SplitSeq(p.Dir, "/") {
		switch part {
		case "test", "tests", "testing", "e2e", "testdata", "testutil", "testutils", "fake", "fakes", "mock", "mocks":
			return test
		case "hack":
			out = max(out, tool)
		case "example", "examples", "sample", "samples":
			out = max(out, example)
		}
		if strings.HasPrefix(part, "sample-") {
			out = max(out, example)
		}
	}
	return out
}

// Resolve finds what a name stands for: the directory or import path of a
// package, a file, the name of a program or of its image, a package, a type, a
// function or a method, the latter with their package before a dot if need be, or
// words on a topic. Of several, what a tree runs comes before what it depends on,
// examples and tests; several that are as near are an AmbiguousError, and none at
// all is an UnknownError.
func Resolve(ctx context.Context, t *walk.Tree, name string) (Target, error) {
	clean := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), "./"), "/")
	if strings.HasSuffix(clean, ".go") && t.Exists(clean) {
		if p := t.PackageIn(path.Dir(clean)); p != nil {
			return Target{Kind: "file", Package: p, File: clean}, nil
		}
	}
	if p := packageAt(t, clean); p != nil {
		return ofPackage(p), nil
	}
	for _, look := range []func(*walk.Tree, string) []Target{named, declaring, alike, ofImage, onTopic} {
		if choices := look(t, clean); len(choices) > 0 {
			return pick(name, choices)
		}
		if err := ctx.Err(); err != nil {
			return Target{}, err
		}
	}
	return Target{}, &UnknownError{name, near(t, clean)}
}

func packageAt(t *walk.Tree, name string) *walk.Package {
	if name == "" {
		return nil
	}
	if p := t.PackageIn(name); p != nil && p.Active() {
		return p
	}
	if p := t.Package(name); p != nil && p.Active() {
		return p
	}
	return nil
}

func ofPackage(p *walk.Package) Target {
	if p.IsMain() {
		return Target{Kind: "program", Package: p}
	}
	return Target{Kind: "package", Package: p}
}

// programName is what a program is called: the last part of its directory, or of
// its import path in the root of a tree.
func programName(p *walk.Package) string { return base(p.Dir, p.ImportPath) }

// named finds programs, then packages, by their last name: both that of the
// directory and the one in the package clause before either.
func named(t *walk.Tree, name string) []Target {
	var programs, exact, packages []Target
	for _, p := range t.Packages {
		if p.Vendored || !p.Active() {
			continue
		}
		dir := path.Base(p.Dir)
		switch {
		case p.IsMain() && programName(p) == name:
			programs = append(programs, ofPackage(p))
		case p.IsMain():
		case p.Name == name && dir == name:
			exact = append(exact, ofPackage(p))
		case p.Name == name || dir == name || strings.HasSuffix(p.ImportPath, "/"+name):
			packages = append(packages, ofPackage(p))
		}
	}
	for _, list := range [][]Target{programs, exact, packages} {
		if len(list) > 0 && nearest(list)[0].Aside() == "" {
			return list
		}
	}
	return slices.Concat(programs, exact, packages)
}

// declaring finds types, functions and methods, in the package before a dot if
// there is one.
func declaring(t *walk.Tree, name string) []Target {
	pkg, sym := splitSymbol(name)
	if p := packageAt(t, pkg); p != nil {
		return symbols(t, []*walk.Package{p}, sym)
	}
	among := func(wanted func(*walk.Package) bool) []*walk.Package {
		return slices.DeleteFunc(slices.Clone(t.Packages), func(p *walk.Package) bool { return !wanted(p) })
	}
	if pkg != "" {
		called := func(p *walk.Package) bool {
			return p.Name == pkg || path.Base(p.Dir) == pkg || strings.HasSuffix(p.ImportPath, "/"+pkg)
		}
		if out := symbols(t, among(func(p *walk.Package) bool { return !p.Vendored && called(p) }), sym); len(out) > 0 {
			return out
		}
		if out := symbols(t, among(func(p *walk.Package) bool { return p.Vendored && called(p) }), sym); len(out) > 0 {
			return out
		}
		if strings.ContainsAny(pkg, "/") {
			return nil
		}
		sym = name // the method of a type that is not exported
	}
	return symbols(t, among(func(p *walk.Package) bool { return !p.Vendored }), sym)
}

// folded is a name without case and marks between its words.
func folded(s string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(s))
}

// alike finds programs and packages by names that differ in case and in the marks
// between words alone.
func alike(t *walk.Tree, name string) (out []Target) {
	want := folded(name)
	if want == "" {
		return nil
	}
	for _, p := range t.Packages {
		if !p.Vendored && p.Active() && (folded(programName(p)) == want || folded(p.Name) == want && !p.IsMain()) {
			out = append(out, ofPackage(p))
		}
	}
	return out
}

// ofImage finds a program by the name of an image or of an installed binary:
// "registry.example.org/team/prog-amd64:v1", "/usr/bin/prog".
func ofImage(t *walk.Tree, name string) []Target {
	name, _, _ = strings.Cut(name, "@")
	name = path.Base(name)
	name, _, _ = strings.Cut(name, ":")
	name = strings.TrimSuffix(name, ".exe")
	for _, arch := range []string{"-amd64", "-arm64", "-arm", "-ppc64le", "-s390x"} {
		name = strings.TrimSuffix(name, arch)
	}
	return slices.DeleteFunc(named(t, name), func(x Target) bool { return x.Kind != "program" })
}

// near lists names that somebody may have meant.
func near(t *walk.Tree, name string) (out []string) {
	var all []*walk.Package
	for _, p := range t.Packages {
		if p.Vendored || !p.Active() {
			continue
		}
		all = append(all, p)
		out = append(out, programName(p), p.Dir)
	}
	if strings.Contains(name, "/") {
		return out
	}
	pkg, _ := splitSymbol(name)
	for _, p := range all {
		if pkg != "" && (p.Name == pkg || path.Base(p.Dir) == pkg) {
			for _, n := range declaredNames(t, []*walk.Package{p}) {
				out = append(out, pkg+"."+n)
			}
		}
	}
	if pkg == "" {
		out = append(out, declaredNames(t, all)...)
	}
	return out
}

// nearest keeps the choices that a reader means most likely.
func nearest(choices []Target) []Target {
	best := slices.MinFunc(choices, func(a, b Target) int { return cmp.Compare(standingOf(a.Package), standingOf(b.Package)) })
	return slices.DeleteFunc(slices.Clone(choices), func(x Target) bool { return standingOf(x.Package) != standingOf(best.Package) })
}

// pick takes the only choice, or the only one of those that are nearest.
func pick(name string, choices []Target) (Target, error) {
	choices = nearest(choices)
	slices.SortFunc(choices, func(a, b Target) int { return strings.Compare(a.String(), b.String()) })
	choices = slices.Compact(choices)
	if len(choices) == 1 {
		return choices[0], nil
	}
	e := &AmbiguousError{Name: name}
	for _, c := range choices {
		e.Choices = append(e.Choices, c.String())
	}
	return Target{}, e
}
