package evalroad

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// needed is the library of commands or flags that a package of the tree's own
// links into the program, "" if none does: what is only in other modules may be
// there for other programs.
func (r *reader) needed() string {
	main := r.tree.Package(r.prog.Package)
	for _, p := range r.closure.Packages {
		if p.Tree == nil || p.Tree.Vendored || main == nil || p.Tree.Module != main.Module {
			continue
		}
		for _, f := range p.Files {
			for _, im := range f.Imports {
				if path := strings.Trim(im.Path.Value, "`\""); isLibrary(path) {
					return path
				}
			}
		}
	}
	return ""
}

func isLibrary(importPath string) bool {
	switch importPath {
	case "flag", commands.PflagModule, commands.CobraModule:
		return true
	}
	return slices.ContainsFunc(libraries, func(l library) bool { return slices.Contains(l.packages, importPath) })
}

// incomplete says that packages are missing without which the program cannot be
// evaluated to its end, and what helps. The libraries of commands and flags are
// named first.
func (r *reader) incomplete() commands.Unknown {
	missing := r.closure.Missing
	first := missing[0]
	for _, m := range missing {
		if isLibrary(m.ImportPath) {
			first = m
			break
		}
	}
	if first, _, _ := strings.Cut(first.ImportPath, "/"); !strings.Contains(first, ".") && r.moduleOf(first) == "" {
		return commands.Unknown{Reason: "package " + missing[0].ImportPath + " is missing, " + missing[0].Reason + ": run kdoc with go on PATH, or GOROOT set"}
	}
	text := "package " + first.ImportPath
	get := "go mod download"
	if r.tree.Exists("vendor/modules.txt") {
		get = "go mod vendor"
	}
	switch module := r.moduleOf(first.ImportPath); module {
	case "":
		text += " is missing, and no go.mod file names a module for it"
		get = "go mod tidy and " + get
	case first.ImportPath:
		text = "module " + module + " is missing"
	default:
		text = fmt.Sprintf("module %s is missing, of which package %s is imported", module, strings.TrimPrefix(first.ImportPath, module+"/"))
	}
	if n := len(r.missingModules()) - 1; n > 0 {
		text += fmt.Sprintf(", and %d more", n)
	}
	at := commands.Position{Path: filepath.ToSlash(first.File), Line: first.Line}
	if filepath.IsAbs(first.File) {
		at = commands.Position{}
	}
	return commands.Unknown{Pos: at, Reason: text + ": run " + get}
}

// moduleOf is the module that the tree's go.mod files say an import path is of, ""
// if none of them does.
func (r *reader) moduleOf(importPath string) string {
	best := ""
	for _, m := range r.tree.Modules {
		if m.GoMod == nil {
			continue
		}
		for _, q := range m.GoMod.Require {
			if p := q.Mod.Path; (p == importPath || strings.HasPrefix(importPath, p+"/")) && len(p) > len(best) {
				best = p
			}
		}
	}
	return best
}

// missingModules lists the modules that packages of the program are missing from;
// of what no go.mod names, the package.
func (r *reader) missingModules() []string {
	var out []string
	for _, m := range r.closure.Missing {
		module := r.moduleOf(m.ImportPath)
		if module == "" {
			module = m.ImportPath
		}
		out = append(out, module)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
