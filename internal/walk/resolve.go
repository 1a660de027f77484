package walk

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"golang.org/x/mod/module"
)

// A Kind says where an import path leads.
type Kind int

// The kinds of resolution.
const (
	Std      Kind = iota // the standard library, "C" included
	InTree               // one of the tree's own modules
	Vendored             // below a vendor directory
	External             // a module that is not in the tree
	Invalid              // nowhere: the go command would refuse the path
)

// String returns the kind's name in lower case.
func (k Kind) String() string {
	return [...]string{"std", "tree", "vendored", "external", "invalid"}[k]
}

// A Resolution is what an import path means in the tree.
type Resolution struct {
	Kind Kind
	// Package is nil for Std and External, for a vendored package that was not
	// loaded, and for a path into one of the tree's modules that has no Go
	// files.
	Package *Package
	// Module is the tree's module for InTree.
	Module *Module
}

// CheckImportPath says why the go command would refuse an import path before it
// looks for a package: an absolute or relative path, or one with elements or
// characters that are not allowed, such as "..". It is nil for any other.
// Rules: https://pkg.go.dev/golang.org/x/mod/module#CheckImportPath
func CheckImportPath(importPath string) error {
	switch {
	case importPath == "C":
		return nil
	case path.IsAbs(importPath):
		return errors.New("cannot import an absolute path")
	case importPath == "." || importPath == ".." || strings.HasPrefix(importPath, "./") || strings.HasPrefix(importPath, "../"):
		return errors.New("relative imports are not supported in modules")
	}
	if err := module.CheckImportPath(importPath); err != nil {
		if invalid := (*module.InvalidPathError)(nil); errors.As(err, &invalid) {
			return fmt.Errorf("malformed import path: %w", invalid.Err)
		}
		return err
	}
	return nil
}

// Resolve says what importPath means to a package of the tree. A module that
// go.mod replaces with a directory of the tree is that directory's.
func (t *Tree) Resolve(from *Package, importPath string) Resolution {
	if p := t.byPath[importPath]; p != nil {
		if p.Vendored {
			return Resolution{Kind: Vendored, Package: p}
		}
		return Resolution{Kind: InTree, Package: p, Module: p.Module}
	}
	if CheckImportPath(importPath) != nil {
		return Resolution{Kind: Invalid}
	}
	if m, rest := t.replacedBy(from, importPath); m != nil {
		return Resolution{Kind: InTree, Package: t.byDir[joinDir(m.Dir, rest)], Module: m}
	}
	var owner *Module
	for _, m := range t.Modules {
		if within(importPath, m.Path) && (owner == nil || len(m.Path) > len(owner.Path)) {
			owner = m
		}
	}
	first, _, _ := strings.Cut(importPath, "/")
	switch {
	case owner != nil:
		return Resolution{Kind: InTree, Module: owner}
	case !strings.Contains(first, "."):
		return Resolution{Kind: Std}
	case t.vendors(importPath):
		return Resolution{Kind: Vendored}
	}
	return Resolution{Kind: External}
}

// replacedBy finds a local replacement whose left side differs from the path
// the replacing module gives itself.
func (t *Tree) replacedBy(from *Package, importPath string) (*Module, string) {
	mods := []*Module{t.Root()}
	if from != nil && from.Module != nil && from.Module != mods[0] {
		mods = append(mods, from.Module)
	}
	for _, m := range mods {
		if m == nil || m.GoMod == nil {
			continue
		}
		for _, r := range m.GoMod.Replace {
			if r.New.Version != "" || !within(importPath, r.Old.Path) {
				continue
			}
			if target := t.modByDir[joinDir(m.Dir, r.New.Path)]; target != nil {
				return target, strings.TrimPrefix(strings.TrimPrefix(importPath, r.Old.Path), "/")
			}
		}
	}
	return nil, ""
}

// within reports whether p is prefix or lies below it.
func within(p, prefix string) bool {
	return prefix != "" && strings.HasPrefix(p, prefix) && (len(p) == len(prefix) || p[len(prefix)] == '/')
}

// vendors reports whether a vendor/modules.txt of the tree lists a package.
func (t *Tree) vendors(importPath string) bool {
	for _, m := range t.Modules {
		for _, v := range m.Vendor {
			if !within(importPath, v.Path) {
				continue
			}
			for _, p := range v.Packages {
				if p == importPath {
					return true
				}
			}
		}
	}
	return false
}
