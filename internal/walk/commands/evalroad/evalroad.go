// Package evalroad finds the command trees of a tree's programs by evaluating
// their constructors, without building or running anything.
package evalroad

import (
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Options say what to evaluate and what the programs see of the world.
type Options struct {
	// Tree must have been opened with Options.Vendor.
	Tree *walk.Tree // required
	// Program is the main package whose import closure decides which package
	// initialisers run.
	Program string // required
	// Entry is a function "import/path.Func" to evaluate in place of main.
	Entry string
	// Args are the program's arguments without its name.
	Args []string
	// Env holds all variables the program sees; nil is DefaultEnv.
	Env    map[string]string
	Budget eval.Budget

	_ struct{}
}

// DefaultEnv is the environment programs are evaluated in.
func DefaultEnv() map[string]string {
	return map[string]string{"HOME": "/home/username", "USER": "username", "PATH": "/usr/local/bin:/usr/bin:/bin"}
}

// A Result is a program's command tree and what it took to find it.
type Result struct {
	Program     *commands.Program
	Diagnostics []eval.Diagnostic
	Missing     []typed.Missing
	Stats       eval.Stats
	Packages    int // in the program's import closure
}

// Evaluate finds the command tree of one program. A program in which none could
// be found has a nil Root and an Unknown that says why; the error is about the
// load as a whole.
func Evaluate(ctx context.Context, opts Options) (*Result, error) {
	roots := []string{opts.Program}
	entryPkg, entryFunc := "", ""
	if opts.Entry != "" {
		i := strings.LastIndex(opts.Entry, ".")
		if i < 0 {
			return nil, fmt.Errorf("entry %q is no function: write import/path.Func", opts.Entry)
		}
		entryPkg, entryFunc = opts.Entry[:i], opts.Entry[i+1:]
		roots = append(roots, entryPkg)
	}
	prog, err := typed.Load(ctx, typed.Options{Tree: opts.Tree, Roots: roots})
	if err != nil {
		return nil, err
	}
	env := opts.Env
	if env == nil {
		env = DefaultEnv()
	}
	in := eval.New(ctx, eval.Options{Program: prog, Env: env, Budget: opts.Budget, Args: append([]string{path.Base(opts.Program)}, opts.Args...)})
	r := newReader(in, prog, opts.Tree)
	r.prog.Package, r.prog.Entry = opts.Program, opts.Entry
	if opts.Entry != "" {
		v, stop, err := in.Call(opts.Program, entryPkg, entryFunc)
		if err == nil && stop == nil {
			stop = &eval.Stop{Why: "execute", Cmd: v}
		}
		r.finish(stop, err)
	} else {
		stop, err := in.Run(opts.Program)
		r.finish(stop, err)
	}
	return &Result{Program: r.prog, Diagnostics: in.Diagnostics(), Missing: prog.Missing, Stats: in.Stats(), Packages: len(prog.Packages)}, nil
}

// Programs returns the import paths of the tree's main packages that are built
// from here, sorted.
func Programs(t *walk.Tree) []string {
	var out []string
	for _, p := range t.Packages {
		if p.IsMain() && !p.Vendored && len(p.GoFiles()) > 0 {
			out = append(out, p.ImportPath)
		}
	}
	return out
}

// A reader turns values of an evaluated program into the model.
type reader struct {
	in    *eval.Interp
	tree  *walk.Tree
	dirs  map[string]string // directory outside the tree to import path
	prog  *commands.Program
	flags map[eval.Value]*commands.Flag
}

func newReader(in *eval.Interp, prog *typed.Program, tree *walk.Tree) *reader {
	r := &reader{in: in, tree: tree, dirs: map[string]string{}, prog: &commands.Program{Versions: map[string]string{}}, flags: map[eval.Value]*commands.Flag{}}
	for _, p := range prog.Packages {
		if p.Tree == nil && len(p.Files) > 0 {
			r.dirs[filepath.Dir(prog.Fset.Position(p.Files[0].Package).Filename)] = p.Path
		}
	}
	for _, m := range []string{commands.CobraModule, commands.PflagModule} {
		if v := commands.Pinned(tree, m); v != "" {
			r.prog.Versions[m] = v
		}
	}
	return r
}

// finish reads the tree out of what evaluation stopped with.
func (r *reader) finish(stop *eval.Stop, err error) {
	p := r.prog
	switch {
	case err != nil:
		p.Unknown = append(p.Unknown, commands.Unknown{Field: "root", Reason: err.Error()})
	case stop.Why == "execute" || stop.Why == "doc":
		p.Library = "cobra"
		if u, ok := stop.Cmd.(*eval.Unknown); ok || stop.Cmd == nil {
			p.Unknown = append(p.Unknown, r.unknown("root", u))
			break
		}
		p.Root = r.command(stop.Cmd)
		if set, ok := r.in.Var(commands.PflagModule, "CommandLine"); ok {
			p.Globals = r.set(set, "")
		}
	case stop.Why == "parse":
		p.Root = r.flagProgram(stop.Set)
	case stop.Why == "exit":
		p.Unknown = append(p.Unknown, commands.Unknown{Field: "root", Pos: r.pos(stop.Pos),
			Reason: fmt.Sprintf("the program exits with status %d before a command would run", stop.Exit)})
	default:
		p.Unknown = append(p.Unknown, commands.Unknown{Field: "root", Reason: "main returns without running a command or parsing flags"})
	}
	p.Finish()
}

// flagProgram makes the one command of a program without commands.
func (r *reader) flagProgram(set eval.Value) *commands.Command {
	r.prog.Library = "flag"
	c := &commands.Command{Use: path.Base(r.prog.Package), Runnable: true}
	if _, ok := eval.Field(set, "orderedFormal"); ok {
		r.prog.Library = "pflag"
		c.UnsortedFlags = !r.truth(set, "SortFlags")
	}
	c.Flags = r.set(set, "")
	if pkg := r.tree.Package(r.prog.Package); pkg != nil {
		for _, f := range pkg.GoFiles() {
			if f.Header.Package == "main" {
				c.Pos = commands.Position{Path: f.Path, Line: f.Header.PackagePos.Line, Col: f.Header.PackagePos.Col}
				break
			}
		}
	}
	return c
}

// truth reads a bool field; false if it is not known.
func (r *reader) truth(v eval.Value, name string) bool {
	f, _ := eval.Field(v, name)
	b, _ := f.(bool)
	return b
}

func (r *reader) unknown(field string, u *eval.Unknown) commands.Unknown {
	if u == nil {
		return commands.Unknown{Field: field, Reason: "nil"}
	}
	return commands.Unknown{Field: field, Reason: u.Reason, Pos: r.pos(u.Pos)}
}

// sortFlags puts flags in the order they were registered, as far as positions
// in the library's own map tell nothing: by name.
func sortFlags(list []*commands.Flag) {
	slices.SortStableFunc(list, func(a, b *commands.Flag) int { return strings.Compare(a.Name, b.Name) })
}
