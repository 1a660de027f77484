package summarize

import (
	"path"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// onTopic finds the package that several words lead to. A word that is a program's
// name keeps to what is built into the program; each other word must be in the
// package's path, best as its last part.
func onTopic(t *walk.Tree, topic string) []Target {
	words := strings.Fields(strings.ToLower(topic))
	if len(words) < 2 {
		return nil
	}
	var hints []string // parts of the programs' names
	var within map[*walk.Package]bool
	words = slices.DeleteFunc(words, func(w string) bool {
		program := slices.DeleteFunc(named(t, w), func(x Target) bool { return x.Kind != "program" })
		if len(program) == 0 {
			return false
		}
		hints = append(hints, strings.Split(w, "-")...)
		within = closure(t, program)
		return true
	})
	best := 0
	var out []Target
	for _, p := range t.Packages {
		if p.Vendored || !p.Active() || within != nil && !within[p] {
			continue
		}
		switch n := matches(p, words, hints); {
		case n == 0 || n < best:
		case n > best:
			best, out = n, []Target{ofPackage(p)}
		default:
			out = append(out, ofPackage(p))
		}
	}
	return out
}

// matches weighs how well words lead to a package, 0 if one does not at all.
func matches(p *walk.Package, words, hints []string) int {
	parts := strings.Split(strings.ToLower(p.Dir), "/")
	total := 0
	for _, w := range words {
		n := 0
		for i, part := range parts {
			last := i == len(parts)-1
			switch w := folded(w); {
			case folded(part) == w && last:
				n = max(n, 8)
			case folded(part) == w:
				n = max(n, 6)
			case strings.Contains(folded(part), w):
				n = max(n, 3)
			}
		}
		if n == 0 {
			return 0
		}
		total += n
	}
	if total == 0 {
		return 0
	}
	for _, h := range hints {
		if slices.Contains(parts, h) {
			total += 2
		}
	}
	return total*16 - min(len(parts), 15) // the shortest path of those that say the same
}

// closure is what is built into programs.
func closure(t *walk.Tree, programs []Target) map[*walk.Package]bool {
	seen := map[*walk.Package]bool{}
	var todo []*walk.Package
	for _, x := range programs {
		seen[x.Package] = true
		todo = append(todo, x.Package)
	}
	for len(todo) > 0 {
		p := todo[0]
		todo = todo[1:]
		for _, f := range p.GoFiles() {
			for _, im := range f.Header.Imports {
				if q := t.Resolve(p, im.Path).Package; q != nil && !seen[q] {
					seen[q] = true
					todo = append(todo, q)
				}
			}
		}
	}
	return seen
}

// An Area is a part of a tree with what there is to explain in it.
type Area struct {
	// Name is a directory of the tree.
	Name    string
	Targets []Target
}

// Areas groups targets by the directory that they share: the first two parts of
// their path, or of the path within their module if that is not the main one.
func Areas(t *walk.Tree, targets []Target) (out []Area) {
	index := map[string]int{}
	for _, x := range targets {
		name := areaOf(x)
		if _, ok := index[name]; !ok {
			index[name] = len(out)
			out = append(out, Area{Name: name})
		}
		out[index[name]].Targets = append(out[index[name]].Targets, x)
	}
	slices.SortFunc(out, func(a, b Area) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func areaOf(x Target) string {
	p := x.Package
	above := "."
	rel := p.Dir
	if m := p.Module; m != nil && m.Dir != "." && m.Dir != "" {
		above, rel = m.Dir, strings.TrimPrefix(strings.TrimPrefix(p.Dir, m.Dir), "/")
	}
	parts := strings.Split(rel, "/")
	if x.Kind == "program" {
		return path.Join(above, path.Dir(rel))
	}
	return path.Join(above, strings.Join(parts[:max(0, min(len(parts)-1, 2))], "/"))
}
