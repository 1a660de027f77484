package evalroad

import (
	"fmt"
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

// parsedBy notes that the flags were parsed by a library other than flag and
// pflag: it may know commands and flags that it does not tell these about.
func (r *reader) parsedBy(stop *eval.Stop) {
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
