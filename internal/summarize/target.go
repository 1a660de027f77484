package summarize

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/suggest"
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

// Resolve finds what a name stands for: the directory or import path of a
// package, a file, the name of a program, a package, a type or a function, the
// latter two with their package before a dot if need be.
func Resolve(ctx context.Context, t *walk.Tree, name string) (Target, error) {
	clean := strings.TrimSuffix(strings.TrimPrefix(name, "./"), "/")
	if strings.HasSuffix(clean, ".go") && t.Exists(clean) {
		if p := t.PackageIn(path.Dir(clean)); p != nil {
			return Target{Kind: "file", Package: p, File: clean}, nil
		}
	}
	if p := packageAt(t, clean); p != nil {
		return ofPackage(p), nil
	}
	choices := byName(t, clean)
	pkg, sym := splitSymbol(clean)
	if len(choices) == 0 {
		if p := packageAt(t, pkg); p != nil {
			choices = symbols(t, []*walk.Package{p}, sym)
		} else if pkg != "" {
			choices = symbols(t, slices.DeleteFunc(slices.Clone(t.Packages), func(p *walk.Package) bool {
				return p.Vendored || p.Name != pkg && path.Base(p.Dir) != pkg && !strings.HasSuffix(p.ImportPath, "/"+pkg)
			}), sym)
		} else {
			choices = symbols(t, slices.DeleteFunc(slices.Clone(t.Packages), func(p *walk.Package) bool { return p.Vendored }), sym)
		}
	}
	if err := ctx.Err(); err != nil {
		return Target{}, err
	}
	if len(choices) == 0 {
		if s := suggest.Name(clean, targetNames(t)); s != "" {
			return Target{}, fmt.Errorf("nothing called %q in the tree: did you mean %q?", name, s)
		}
	}
	return pick(name, choices)
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

// byName finds programs, then packages, by their last name.
func byName(t *walk.Tree, name string) (out []Target) {
	var packages []Target
	for _, p := range t.Packages {
		if p.Vendored || !p.Active() {
			continue
		}
		base := path.Base(p.Dir)
		switch {
		case p.IsMain() && (base == name || p.Dir == "." && path.Base(p.ImportPath) == name):
			out = append(out, ofPackage(p))
		case !p.IsMain() && (p.Name == name || base == name || strings.HasSuffix(p.ImportPath, "/"+name)):
			packages = append(packages, ofPackage(p))
		}
	}
	if len(out) > 0 {
		return out
	}
	return packages
}

// splitSymbol cuts "k8s.io/client-go/tools/cache.Store.Add" behind the package.
func splitSymbol(name string) (pkg, sym string) {
	slash := strings.LastIndexByte(name, '/') + 1
	before, after, ok := strings.Cut(name[slash:], ".")
	if !ok {
		return "", name
	}
	if slash == 0 && before != "" && before[0] >= 'A' && before[0] <= 'Z' {
		return "", name // Type.Method
	}
	return name[:slash] + before, after
}

// symbols finds declarations of a name in packages. A name that nothing has is
// also tried as what a constructor makes: Foo for NewFoo.
func symbols(t *walk.Tree, in []*walk.Package, name string) (out []Target) {
	typ, method, isMethod := strings.Cut(name, ".")
	if typ == "" {
		return nil
	}
	var made []Target
	for _, p := range in {
		for _, f := range p.GoFiles() {
			src, err := t.ReadFile(f.Path)
			if err != nil || !bytes.Contains(src, []byte(typ)) {
				continue
			}
			if isMethod {
				if declaresMethod(src, typ, method) {
					out = append(out, Target{Kind: "function", Package: p, Name: name})
				}
				continue
			}
			switch {
			case declares(src, "type", typ):
				out = append(out, Target{Kind: "type", Package: p, Name: typ})
			case declares(src, "func", typ):
				out = append(out, Target{Kind: "function", Package: p, Name: typ})
			case declares(src, "func", "New"+typ):
				made = append(made, ofPackage(p))
			}
		}
	}
	if len(out) == 0 {
		return made
	}
	return out
}

// declares reports whether a file declares a name at the top level, in a group
// or alone, where gofmt puts it.
func declares(src []byte, keyword, name string) bool {
	for rest := src; ; {
		i := bytes.Index(rest, []byte(name))
		if i < 0 {
			return false
		}
		after := byte('\n')
		if i+len(name) < len(rest) {
			after = rest[i+len(name)]
		}
		start := bytes.LastIndexByte(rest[:i], '\n') + 1
		lead := string(rest[start:i])
		ends := after == ' ' || after == '(' || after == '['
		if ends && (lead == keyword+" " || keyword == "type" && lead == "\t" && after == ' ' && inTypeGroup(src, len(src)-len(rest)+i)) {
			return true
		}
		rest = rest[i+len(name):]
	}
}

// inTypeGroup reports whether the nearest unindented line above is "type (".
func inTypeGroup(src []byte, at int) bool {
	for at > 0 {
		end := bytes.LastIndexByte(src[:at], '\n')
		if end < 0 {
			return false
		}
		start := bytes.LastIndexByte(src[:end], '\n') + 1
		if line := src[start:end]; len(line) > 0 && line[0] != '\t' && line[0] != ' ' && line[0] != '}' {
			return bytes.HasPrefix(line, []byte("type ("))
		}
		at = end
	}
	return false
}

func declaresMethod(src []byte, typ, method string) bool {
	for _, line := range bytes.Split(src, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("func (")) && bytes.Contains(line, []byte(") "+method+"(")) {
			recv := string(line[len("func ("):bytes.IndexByte(line, ')')])
			recv, _, _ = strings.Cut(recv, "[")
			if recv[strings.LastIndexAny(recv, " *")+1:] == typ {
				return true
			}
		}
	}
	return false
}

// targetNames are the names of packages and programs, for suggestions: the last
// elements of directories, and whole ones.
func targetNames(t *walk.Tree) []string {
	var names []string
	for _, p := range t.Packages {
		if !p.Vendored {
			names = append(names, path.Base(p.ImportPath), p.Dir)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// pick takes the only choice.
func pick(name string, choices []Target) (Target, error) {
	slices.SortFunc(choices, func(a, b Target) int { return strings.Compare(a.String(), b.String()) })
	choices = slices.Compact(choices)
	switch len(choices) {
	case 0:
		return Target{}, fmt.Errorf("nothing called %q in the tree: name a program, a package's directory or import path, a type, a function or a file", name)
	case 1:
		return choices[0], nil
	}
	e := &AmbiguousError{Name: name}
	for _, c := range choices {
		e.Choices = append(e.Choices, c.String())
	}
	return Target{}, e
}
