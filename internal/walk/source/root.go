package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// A Place says where a tree is.
type Place struct {
	// Dir is a directory in the tree; the root is found upwards from it unless
	// Exact is set. DIR@REV is a git revision. "" is ".".
	Dir string
	// Exact takes Dir as the root even if a go.mod or go.work lies above it.
	Exact bool
}

// Open finds the root of the tree at a place and how to read it. root is the
// absolute path of the root. The error says what to name instead.
func Open(ctx context.Context, at Place) (s Source, root string, err error) {
	dir, rev, isRev := splitRev(at.Dir)
	if isRev && rev == "" {
		return nil, "", fmt.Errorf("%q names no revision: write DIR@REV, as in %sv1.30.0, or DIR alone for the files as they are", at.Dir, at.Dir)
	}
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("no directory %q: name the root of a checkout, or DIR@REV for a git revision", dir)
	}
	if err != nil {
		return nil, "", fmt.Errorf("cannot open tree %q: %w", dir, err)
	}
	if info, err := os.Stat(abs); err == nil && !info.IsDir() {
		return nil, "", fmt.Errorf("%q is a file: name the directory of the checkout", dir)
	}
	if rev != "" {
		return openGit(ctx, abs, rev, at)
	}
	disk := diskProbe{}
	root = abs
	if !at.Exact && !(at.Dir != "" && isRoot(disk, filepath.ToSlash(abs))) {
		root = filepath.FromSlash(findRoot(disk, filepath.ToSlash(abs)))
	}
	opened, err := files.OpenRoot(root)
	if err != nil {
		return nil, "", fmt.Errorf("cannot open tree %q: %w", dir, err)
	}
	return &dirSource{root: opened}, root, nil
}

// splitRev splits "DIR@REV" and reports whether arg is of that form. An existing
// directory of that name wins; otherwise DIR is the longest one that exists, as
// a revision may have an @ of its own (HEAD@{1}, @{upstream}).
func splitRev(arg string) (dir, rev string, isRev bool) {
	if arg == "" {
		return ".", "", false
	}
	last := strings.LastIndex(arg, "@")
	if _, err := os.Stat(arg); err == nil || last < 0 {
		return arg, "", false
	}
	for i := last; i >= 0; i = strings.LastIndex(arg[:i], "@") {
		dir = cmp.Or(arg[:i], ".")
		if _, err := os.Stat(dir); err == nil {
			return dir, arg[i+1:], true
		}
	}
	return arg[:last], arg[last+1:], true // to say that there is no such directory
}

// A prober answers the few questions the search for a root asks, of a disk or
// of a git revision. Paths are absolute and slash-separated.
type prober interface {
	exists(path string) bool
	read(path string) ([]byte, error)
}

type diskProbe struct{}

func (diskProbe) exists(p string) bool {
	_, err := os.Stat(filepath.FromSlash(p))
	return err == nil
}

// read reads a file that is in its directory and is no link out of it: what lies
// above a tree is trusted as little as the tree.
func (diskProbe) read(p string) ([]byte, error) {
	dir, err := files.OpenRoot(filepath.FromSlash(path.Dir(p)))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	return dir.ReadFile(path.Base(p))
}

// isRoot reports whether a directory looks like the root of a tree by itself.
func isRoot(p prober, dir string) bool {
	return p.exists(path.Join(dir, "go.mod")) || p.exists(path.Join(dir, "go.work")) || p.exists(path.Join(dir, ".git"))
}

// findRoot returns the root of the tree around dir: the nearest directory with
// a go.mod or go.work, or, if that is a module which an outer go.mod replaces or
// an outer go.work uses (a staging module), the outer one. Without any of these
// it is the git work tree, or dir itself. The search ends at the git work tree.
func findRoot(p prober, dir string) string {
	root := ""
	for d := dir; ; d = path.Dir(d) {
		if p.exists(path.Join(d, "go.mod")) || p.exists(path.Join(d, "go.work")) {
			if root == "" || takes(p, d, root) {
				root = d
			}
		}
		if p.exists(path.Join(d, ".git")) {
			if root == "" {
				root = d
			}
			return root
		}
		if d == path.Dir(d) {
			if root == "" {
				return dir
			}
			return root
		}
	}
}

// takes reports whether outer's go.mod or go.work refers to the module in inner.
func takes(p prober, outer, inner string) bool {
	rel := strings.TrimPrefix(strings.TrimPrefix(inner, outer), "/")
	if b, err := p.read(path.Join(outer, "go.work")); err == nil {
		if work, err := modfile.ParseWork("go.work", b, nil); err == nil {
			for _, u := range work.Use {
				if path.Clean(filepath.ToSlash(u.Path)) == rel {
					return true
				}
			}
		}
	}
	if b, err := p.read(path.Join(outer, "go.mod")); err == nil {
		if mod, _ := ParseMod("go.mod", b); mod != nil { // ParseLax skips replace
			for _, r := range mod.Replace {
				if r.New.Version == "" && path.Clean(filepath.ToSlash(r.New.Path)) == rel {
					return true
				}
			}
		}
	}
	return false
}
