package modgraph

import (
	"path"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/kdoc-dev/kdoc/internal/walk"
)

// Pos returns where a line of a go.mod or go.work file starts and ends.
func Pos(l *modfile.Line) (start, end walk.Pos) {
	if l == nil {
		return walk.Pos{}, walk.Pos{}
	}
	return walk.Pos{Line: l.Start.Line, Col: l.Start.LineRune}, walk.Pos{Line: l.End.Line, Col: l.End.LineRune}
}

// Requires returns what m requires, in file order; nil without a go.mod.
func Requires(m *walk.Module) []*modfile.Require {
	if m.GoMod == nil {
		return nil
	}
	return m.GoMod.Require
}

// Require returns m's requirement of a module path, or nil.
func Require(m *walk.Module, modulePath string) *modfile.Require {
	for _, r := range Requires(m) {
		if r.Mod.Path == modulePath {
			return r
		}
	}
	return nil
}

// Replaces returns what m replaces, in file order; nil without a go.mod.
func Replaces(m *walk.Module) []*modfile.Replace {
	if m.GoMod == nil {
		return nil
	}
	return m.GoMod.Replace
}

// Replacement returns the one of rs that applies to a module at a version, or
// nil: a replacement of that version goes before one of all versions.
func Replacement(rs []*modfile.Replace, modulePath, version string) *modfile.Replace {
	var all *modfile.Replace
	for _, r := range rs {
		if r.Old.Path != modulePath {
			continue
		}
		if r.Old.Version == version && version != "" {
			return r
		}
		if r.Old.Version == "" {
			all = r
		}
	}
	return all
}

// IsDir reports whether the replacement is a directory and not a module.
func IsDir(r *modfile.Replace) bool { return r.New.Version == "" }

// Dir returns the directory of the tree that a replacement in the go.mod or
// go.work of directory from leads to. It is false if that is outside the tree
// or the replacement is no directory.
func Dir(from string, r *modfile.Replace) (string, bool) {
	if !IsDir(r) || isAbs(r.New.Path) {
		return "", false
	}
	d := path.Join(from, strings.ReplaceAll(r.New.Path, `\`, "/"))
	return d, d != ".." && !strings.HasPrefix(d, "../")
}

// isAbs knows the absolute paths of every system, whichever this is.
func isAbs(p string) bool {
	return strings.HasPrefix(p, "/") || strings.HasPrefix(p, `\`) || len(p) > 1 && p[1] == ':'
}
