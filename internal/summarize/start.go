package summarize

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
	"github.com/kdoc-dev/kdoc/internal/walk/usage"
)

// A start is how the rest of the tree gets to a target.
type start struct {
	// program is the main package the target is part of, or nil.
	program *walk.Package
	// way leads from main to the function that uses the target.
	way []usage.Hop
	// users are the functions elsewhere that use the target, the best first.
	users []*usage.Func
	// packages is how many packages they are in.
	packages int
	// blank are the imports for side effects.
	blank []factgraph.Pos
	// some are functions outside of focus to read with their bodies.
	some map[string][]string
	// files are those that may declare flags for the target.
}

// A library is used by more packages than this; a component is built by few.
const libraryUsers = 8

// findStart looks for the users of a target and for the way to them.
func findStart(ctx context.Context, t *walk.Tree, target Target, entries []string) (*start, error) {
	s := &start{some: map[string][]string{}}
	if target.Kind == "program" {
		s.program = target.Package
		return s, nil
	}
	users, err := usage.Of(ctx, t, target.Package)
	if err != nil {
		return nil, err
	}
	if target.Kind == "function" { // who uses the rest of its package is another story
		users = slices.DeleteFunc(users, func(u *usage.Func) bool {
			return !slices.ContainsFunc(u.Refs, func(r usage.Ref) bool { return r.Pkg == target.Package.ImportPath && r.Name == target.Name })
		})
	}
	s.users = rankUsers(users, target)
	s.packages = countPackages(s.users)
	s.blank = blankImports(t, target.Package)
	if len(entries) > 0 {
		if err := s.choose(entries); err != nil {
			return nil, err
		}
	}
	if len(s.users) == 0 || len(entries) == 0 && (s.packages > libraryUsers || !starts(t, target, s.users[0])) {
		return s, nil
	}
	s.follow(t, s.users[0])
	return s, nil
}

// blankImports lists the imports of a package for its side effects.
func blankImports(t *walk.Tree, pkg *walk.Package) (out []factgraph.Pos) {
	for _, p := range t.Packages {
		if p.Vendored {
			continue
		}
		for _, f := range p.GoFiles() {
			for _, im := range f.Header.Imports {
				if im.Name == "_" && im.Path == pkg.ImportPath {
					out = append(out, factgraph.Pos{Path: f.Path, Line: im.Pos.Line})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b factgraph.Pos) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// starts reports whether a user builds or starts the target rather than calling
// on it in passing: it is part of a program, or calls a constructor.
func starts(t *walk.Tree, target Target, user *usage.Func) bool {
	if usage.ProgramOf(t, user.Pkg) != nil || user.Pkg.IsMain() {
		return true
	}
	return slices.ContainsFunc(user.Refs, func(r usage.Ref) bool {
		return r.Pkg == target.Package.ImportPath && strings.HasPrefix(r.Name, "New")
	})
}

func countPackages(users []*usage.Func) int {
	seen := map[*walk.Package]bool{}
	for _, u := range users {
		seen[u.Pkg] = true
	}
	return len(seen)
}

// choose keeps the users that --entry names.
func (s *start) choose(entries []string) error {
	var kept []*usage.Func
	for _, e := range entries {
		n := len(kept)
		for _, u := range s.users {
			if u.Name == e || u.Pkg.Name+"."+u.Name == e || u.Pkg.ImportPath+"."+u.Name == e {
				kept = append(kept, u)
			}
		}
		if len(kept) == n {
			var names []string
			for _, u := range s.users {
				names = append(names, u.Pkg.Name+"."+u.Name)
			}
			if len(names) == 0 {
				return nil // perhaps a function of the target itself
			}
			slices.Sort(names)
			names = slices.Compact(names)
			return fmt.Errorf("entry %q uses nothing of the target; these do: %s", e, strings.Join(names[:min(len(names), 12)], ", "))
		}
	}
	s.users = kept
	return nil
}

// rankUsers puts first the functions that build most of the target: inside
// programs, calling constructors, naming much.
func rankUsers(users []*usage.Func, target Target) []*usage.Func {
	type ranked struct {
		fn    *usage.Func
		score int
	}
	var list []ranked
	for _, u := range users {
		names := map[string]bool{}
		score := 0
		for _, r := range u.Refs {
			if r.Pkg != target.Package.ImportPath || names[r.Name] {
				continue
			}
			names[r.Name] = true
			score++
			if r.Called {
				score += 3
			}
			if strings.HasPrefix(r.Name, "New") {
				score += 4
			}
			if r.Name == target.Name || r.Name == "New"+target.Name {
				score += 12
			}
		}
		if inProgram(u.Pkg.Dir) {
			score += 6
		}
		if u.Name == "_" || aside(u.Pkg.Dir) {
			score -= 20
		}
		list = append(list, ranked{u, score})
	}
	slices.SortStableFunc(list, func(a, b ranked) int { return b.score - a.score })
	out := make([]*usage.Func, len(list))
	for i, r := range list {
		out[i] = r.fn
	}
	return out
}

// aside reports whether a directory holds tests or examples, which show less of
// how a tree works.
func aside(dir string) bool {
	for part := range strings.SplitSeq(dir, "/") {
		switch part {
		case "test", "tests", "testing", "e2e", "examples", "example", "hack":
			return true
		}
	}
	return false
}

func inProgram(dir string) bool {
	return strings.HasPrefix(dir, "cmd/") || strings.Contains(dir, "/cmd/")
}

// maxSome bounds how many functions outside of the target are read.
const maxSome = 6

// follow finds the way from main to a user, and asks for the bodies of what
// stands between the registration and the target.
func (s *start) follow(t *walk.Tree, user *usage.Func) {
	main := usage.ProgramOf(t, user.Pkg)
	if main == nil && user.Pkg.IsMain() { // in the root of the tree
		main = user.Pkg
	}
	if main != nil {
		p := usage.OpenProgram(t, main)
		s.program = main
		if fn := p.Func(user.Pkg.ImportPath, user.Name); fn != nil {
			s.way = p.Way(fn)
		}
	}
	if len(s.way) == 0 {
		s.way = []usage.Hop{{Func: user}}
	}
	from := max(0, len(s.way)-maxSome)
	for i, h := range s.way {
		if h.Ref.Key != "" {
			from = max(from, i+1)
		}
	}
	if from == 0 && len(s.way) > 1 && s.way[0].Func.Pkg.IsMain() {
		from = len(s.way) - 1 // called, not registered: the caller is enough
	}
	for _, h := range s.way[from:] {
		path := h.Func.Pkg.ImportPath
		s.some[path] = append(s.some[path], h.Func.Name)
	}
}

// focusOf lists the packages to read whole: the target's, and those below its
// directory that it or its users import.
func focusOf(t *walk.Tree, target Target, s *start, limit int) []string {
	root := target.Package
	seen := map[string]bool{root.ImportPath: true}
	out := []string{root.ImportPath}
	var todo []*walk.Package
	add := func(p *walk.Package, importPath string) {
		q := t.Resolve(p, importPath).Package
		if q == nil || seen[q.ImportPath] || allGenerated(q) || !below(q.Dir, root.Dir) || q.IsMain() || len(out) >= limit {
			return
		}
		seen[q.ImportPath] = true
		out = append(out, q.ImportPath)
		todo = append(todo, q)
	}
	addAll := func(p *walk.Package) {
		for _, f := range p.GoFiles() {
			for _, im := range f.Header.Imports {
				add(p, im.Path)
			}
		}
	}
	if target.Kind == "type" || target.Kind == "function" || target.Kind == "file" {
		return out
	}
	addAll(root)
	for i := 0; i < len(todo); i++ {
		addAll(todo[i])
	}
	for _, u := range s.users[:min(len(s.users), 1)] {
		for _, f := range u.Pkg.GoFiles() {
			if f.Path == u.Path {
				for _, im := range f.Header.Imports {
					add(u.Pkg, im.Path)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// allGenerated reports whether nobody wrote the package.
func allGenerated(p *walk.Package) bool {
	return !slices.ContainsFunc(p.GoFiles(), func(f *walk.File) bool { return !f.Generated })
}

func below(dir, of string) bool {
	return of != "." && strings.HasPrefix(dir, of+"/") || of == "."
}

// build relates what was found.
func build(ctx context.Context, t *walk.Tree, focus []string, s *start, platform string) (*factgraph.Graph, error) {
	some := map[string][]string{}
	for p, names := range s.some {
		if !slices.Contains(focus, p) {
			some[p] = names
		}
	}
	return factgraph.Build(ctx, factgraph.Options{Tree: t, Focus: focus, Some: some, Platform: platform})
}
