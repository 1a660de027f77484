package modgraph

import (
	"path"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Part says what a module of the tree is to publishing.
type Part int

const (
	// Other is a module nobody has said anything about.
	Other Part = iota
	// Root is the module in the root directory, or one that lies in its
	// directories and is not published by itself.
	Root
	// Staging is a staging module, or one that lies inside of one and is
	// published with it.
	Staging
)

// Own knows the modules of the tree by the import paths they own.
type Own struct {
	// Modules are all modules of the tree, in its order.
	Modules []*walk.Module

	byPath  map[string]*walk.Module
	foreign map[string]bool // modules from elsewhere that the tree requires or vendors
	parts   map[*walk.Module]Part
	seen    map[string]*walk.Module
}

// OwnOf returns the tree's own modules. Where two directories claim one path,
// the one that is built from here owns it.
func OwnOf(t *walk.Tree) *Own {
	o := &Own{
		Modules: t.Modules,
		byPath:  map[string]*walk.Module{},
		foreign: map[string]bool{},
		parts:   map[*walk.Module]Part{},
		seen:    map[string]*walk.Module{},
	}
	for _, m := range t.Modules {
		if old := o.byPath[m.Path]; old == nil || m.Main && !old.Main {
			o.byPath[m.Path] = m
		}
	}
	for _, m := range t.Modules {
		o.parts[m] = partOf(t, m)
		for _, r := range Requires(m) {
			o.foreign[r.Mod.Path] = o.byPath[r.Mod.Path] == nil
		}
		for _, v := range m.Vendor {
			o.foreign[v.Path] = o.byPath[v.Path] == nil
		}
	}
	return o
}

// partOf asks the nearest module around m that is the root or staging.
func partOf(t *walk.Tree, m *walk.Module) Part {
	for {
		switch {
		case m.Staging:
			return Staging
		case m.Dir == ".":
			return Root
		}
		up := t.ModuleOf(path.Dir(m.Dir))
		if up == nil || up == m {
			return Other
		}
		m = up
	}
}

// Part returns what m is to publishing; Other for nil.
func (o *Own) Part(m *walk.Module) Part { return o.parts[m] }

// Module returns the tree's module with exactly this path, or nil.
func (o *Own) Module(modulePath string) *walk.Module { return o.byPath[modulePath] }

// Of returns the module of the tree that owns an import path, or nil: the one
// with the longest path that is the import path itself or its leading path
// segments. A module from elsewhere whose path continues that of one of the
// tree's (example.com/a/v2 after example.com/a) is not the tree's.
func (o *Own) Of(importPath string) *walk.Module {
	if m, ok := o.seen[importPath]; ok {
		return m
	}
	p := importPath
	m := o.byPath[p]
	for m == nil && !o.foreign[p] {
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			break
		}
		p = p[:i]
		m = o.byPath[p]
	}
	o.seen[importPath] = m
	return m
}
