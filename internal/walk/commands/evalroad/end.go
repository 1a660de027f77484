package evalroad

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// What is made of programs that do not end where cobra, pflag or flag take over.

// silent reports whether a program has no flags as far as its own module is
// concerned: nothing that is linked of it imports flag, pflag or cobra, or a
// package that is missing.
func silent(tree *walk.Tree, prog *typed.Program, main string) bool {
	pkg := tree.Package(main)
	if pkg == nil || pkg.Module == nil {
		return false
	}
	for _, p := range prog.Packages {
		if p.Tree == nil || p.Tree.Module != pkg.Module {
			continue
		}
		for _, f := range p.Files {
			for _, im := range f.Imports {
				switch im.Path.Value {
				case `"flag"`, `"` + commands.PflagModule + `"`, `"` + commands.CobraModule + `"`:
					return false
				}
				if slices.ContainsFunc(prog.Missing, func(m typed.Missing) bool { return `"`+m.ImportPath+`"` == im.Path.Value }) {
					return false
				}
			}
		}
	}
	return true
}

// parsedBy notes that the flags are those of a set of its own that a library other
// than flag and pflag parses: it may have commands that it does not tell these
// about.
func (r *reader) parsedBy(stop *eval.Stop) {
	if _, ok := r.in.Var(commands.CobraModule, "EnablePrefixMatching"); ok && stop.Then != "" {
		r.prog.Unknown = append(r.prog.Unknown, commands.Unknown{Pos: r.pos(stop.Pos),
			Reason: "flags are parsed, but the program ends before it runs a command: " + stop.Then})
	}
	if stop.By == "" {
		return
	}
	pkg := r.tree.Package(stop.By)
	if pkg != nil && !pkg.Vendored {
		return
	}
	r.prog.Unknown = append(r.prog.Unknown, commands.Unknown{Pos: r.pos(stop.Pos),
		Reason: fmt.Sprintf("flags are parsed by package %s, whose commands are not known", stop.By)})
}

// ended makes the command of a program that looked at no flag. It has none,
// unless it was sent the wrong way, or not all of it is there.
func (r *reader) ended(stop *eval.Stop) {
	p := r.prog
	p.Root = r.flagProgram(nil)
	p.Library = ""
	switch {
	case len(r.missing) > 0:
		p.Unknown = append(p.Unknown, r.incomplete())
	case stop.Why == "exit" && stop.Exit != 0:
		p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(stop.Pos),
			Reason: fmt.Sprintf("the program ends with status %d before it runs a command or parses flags", stop.Exit)})
	}
}

// lost is the unknown in place of a root command.
func (r *reader) lost(u *eval.Unknown) commands.Unknown {
	if u == nil && len(r.missing) > 0 {
		return r.incomplete()
	}
	return r.unknown("root", u)
}

// incomplete says that packages are missing without which the program comes to
// nothing. The libraries of commands and flags are named first.
func (r *reader) incomplete() commands.Unknown {
	paths := map[string]typed.Missing{}
	for _, m := range r.missing {
		if _, ok := paths[m.ImportPath]; !ok {
			paths[m.ImportPath] = m
		}
	}
	first := r.missing[0]
	for _, library := range []string{commands.PflagModule, commands.CobraModule} {
		if m, ok := paths[library]; ok {
			first = m
		}
	}
	text := "package " + first.ImportPath + " is missing"
	if n := len(paths) - 1; n > 0 {
		text = fmt.Sprintf("package %s is missing, and %d more", first.ImportPath, n)
	}
	name := filepath.ToSlash(first.File)
	at := commands.Position{Path: name, Line: first.Line}
	if filepath.IsAbs(first.File) {
		at = commands.Position{}
	}
	return commands.Unknown{Field: "root", Pos: at, Reason: text + ": download the tree's modules, or vendor them"}
}
