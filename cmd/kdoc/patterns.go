package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
)

// splitArgs tells "[TREE] [PATTERN…]" apart: the first argument is the tree if
// it is a directory or names a revision, and a pattern otherwise. What looks
// like a path but is none is taken for a tree, so that opening it says what is
// wrong.
func splitArgs(args []string) (dir string, patterns []string) {
	if len(args) == 0 {
		return "", nil
	}
	first := args[0]
	info, err := os.Stat(first)
	switch {
	case err == nil && info.IsDir():
		return first, args[1:]
	case err == nil || strings.Contains(first, "...") || filepath.Ext(first) == ".go":
		return "", args
	case strings.Contains(first, "@") || looksLikePath(first):
		return first, args[1:]
	}
	return "", args
}

func looksLikePath(arg string) bool {
	return filepath.IsAbs(arg) || strings.HasPrefix(arg, "./") || strings.HasPrefix(arg, "../") || arg == "." || arg == ".."
}

// A scope is the part of a tree that is reported on.
type scope struct {
	dirs  map[string]bool // directories, without what is below
	trees []string        // directories with all below
	files map[string]bool
	gone  []string // Go files that were named and are not there any more
}

// newScope works out what the arguments limit the report to; nil is the whole
// tree.
func newScope(tree *walk.Tree, dir string, patterns []string) (*scope, error) {
	s := &scope{dirs: map[string]bool{}, files: map[string]bool{}}
	base := "."
	if tree.Rev == "" {
		var err error
		if base, err = relativeTo(tree.Dir, dir); err != nil {
			return nil, err
		}
	}
	if dir != "" && base != "." {
		s.trees = append(s.trees, base)
	} else if len(patterns) == 0 {
		return nil, nil
	}
	for _, p := range patterns {
		if err := s.add(tree, base, p); err != nil {
			return nil, err
		}
	}
	return s, s.useful(tree)
}

// empty reports whether nothing is left of what was named.
func (s *scope) empty() bool { return len(s.dirs)+len(s.trees)+len(s.files) == 0 }

// useful reports, as an error, a scope of nothing but files that no rule looks
// at. Those of which rule files are made count as looked at.
func (s *scope) useful(tree *walk.Tree) error {
	if len(s.dirs)+len(s.trees)+len(s.gone) > 0 || len(s.files) == 0 {
		return nil
	}
	first := ""
	for file := range s.files {
		switch path.Ext(file) {
		case ".go", ".mod", ".work", ".yaml", ".yml", ".json":
			return nil
		}
		if strings.HasPrefix(path.Base(file), ".") || path.Base(file) == "modules.txt" {
			return nil
		}
		if first == "" || file < first {
			first = file
		}
	}
	return fmt.Errorf("%s is no Go file, and no rule looks at such files: name Go files, directories (./pkg/...) or import paths", first)
}

// relativeTo returns dir relative to the root, slash-separated.
func relativeTo(root, dir string) (string, error) {
	if dir == "" {
		dir = "."
	}
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return "", err
	}
	return filepath.ToSlash(rel), nil
}

// add adds what a pattern stands for.
func (s *scope) add(tree *walk.Tree, base, pattern string) error {
	p := filepath.ToSlash(pattern)
	if filepath.IsAbs(pattern) {
		above, dots := strings.CutSuffix(p, "/...")
		rel, err := relativeTo(tree.Dir, filepath.FromSlash(above))
		if err != nil {
			return fmt.Errorf("pattern %q: %w", pattern, err)
		}
		return s.addDir(tree, pattern, rel, dots)
	}
	if p == "..." || p == "all" {
		p = "./..."
	}
	above, dots := strings.CutSuffix(p, "/...")
	if looksLikePath(p) {
		return s.addDir(tree, pattern, path.Join(base, above), dots)
	}
	if s.addImports(tree, p) {
		return nil
	}
	// Not an import path: accept the directory it most likely means.
	if err := s.addDir(tree, pattern, path.Join(base, above), dots); err == nil {
		return nil
	}
	return noPackage(tree, pattern)
}

func (s *scope) addDir(tree *walk.Tree, pattern, dir string, dots bool) error {
	if dir == ".." || strings.HasPrefix(dir, "../") {
		return fmt.Errorf("pattern %q leads out of the tree", pattern)
	}
	if strings.Contains(dir, "...") {
		return fmt.Errorf("pattern %q: in a directory, ... may stand only at the end", pattern)
	}
	if !dots && tree.Exists(dir) { // a file: what a commit hook has to name
		s.files[dir] = true
		return nil
	}
	if !dots && path.Ext(dir) == ".go" && tree.Rev == "" { // a hook names what a commit deletes, too
		if _, err := os.Lstat(filepath.Join(tree.Dir, filepath.FromSlash(dir))); errors.Is(err, fs.ErrNotExist) && tree.HasDir(path.Dir(dir)) {
			s.gone = append(s.gone, pattern)
			return nil
		}
	}
	if !tree.HasDir(dir) || !dots && tree.PackageIn(dir) == nil {
		return noPackage(tree, pattern)
	}
	if dots {
		s.trees = append(s.trees, dir)
	} else {
		s.dirs[dir] = true
	}
	return nil
}

// addImports adds the packages and modules whose path matches, with "..." for
// any string as the go command has it.
func (s *scope) addImports(tree *walk.Tree, pattern string) bool {
	expr := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	if above, ok := strings.CutSuffix(expr, `/.*`); ok {
		expr = above + `(/.*)?` // "x/..." takes x too
	}
	re, err := regexp.Compile(`^` + expr + `$`)
	if err != nil {
		return false
	}
	found := false
	for _, p := range tree.Packages {
		if re.MatchString(p.ImportPath) {
			s.dirs[p.Dir] = true
			found = true
		}
	}
	for _, m := range tree.Modules {
		if re.MatchString(m.Path) { // for its go.mod
			s.dirs[m.Dir] = true
		}
	}
	return found
}

func noPackage(tree *walk.Tree, pattern string) error {
	var paths []string
	for _, p := range tree.Packages {
		paths = append(paths, p.ImportPath, "./"+p.Dir)
	}
	hint := "write a directory (./pkg/...) or an import path"
	if s := checks.Suggest(pattern, paths); s != "" {
		hint = fmt.Sprintf("did you mean %q?", s)
	}
	return fmt.Errorf("pattern %q matches no package of the tree: %s", pattern, hint)
}

// covers reports whether a path of the tree is reported on. It is nil for the
// whole tree.
func (s *scope) covers() func(p string) bool {
	if s == nil {
		return nil
	}
	return func(p string) bool {
		if s.files[p] || s.dirs[path.Dir(p)] {
			return true
		}
		for _, t := range s.trees {
			if t == "." || p == t || strings.HasPrefix(p, t+"/") {
				return true
			}
		}
		return false
	}
}
