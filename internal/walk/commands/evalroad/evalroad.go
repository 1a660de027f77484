// Package evalroad finds the command trees of a tree's programs by evaluating
// their constructors, without building or running anything.
package evalroad

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Options say what to evaluate and what the program sees of the world.
type Options struct {
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
	// Writer asks for the tree that main, or a command of it, hands to cobra's
	// documentation writers. If none is, Entry is evaluated.
	Writer bool

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
	Cached      int // of these, read from the module cache
	// Outside lists the directories, such as the module cache's, that were read
	// and are neither of the tree nor of the standard library, or in which
	// something was missed: with what is there, what was found may change though
	// the tree does not. See typed.DirDigest.
	Outside []string
	// Took is how long evaluation was, loading apart.
	Took time.Duration `json:"-"`

	early bool // the program ended before it came to its commands
	wrote bool // the tree is what documentation would be written about
}

// Evaluate finds the command trees of programs, in the order given. One in
// which none could be found has a nil Root and an Unknown that says why; the
// error is about the load as a whole.
func Evaluate(ctx context.Context, tree *walk.Tree, opts ...Options) ([]*Result, error) {
	return EvaluateTraced(ctx, tree, new(Trace), opts...)
}

// EvaluateTraced is Evaluate that fills in where its time went.
func EvaluateTraced(ctx context.Context, tree *walk.Tree, t *Trace, opts ...Options) ([]*Result, error) {
	var roots []string
	for i := range opts {
		roots = append(roots, opts[i].Program)
		if opts[i].Entry == "" {
			continue
		}
		pkg, _, ok := splitEntry(opts[i].Entry)
		if !ok {
			return nil, fmt.Errorf("entry %q is no function: write import/path.Func", opts[i].Entry)
		}
		roots = append(roots, pkg)
	}
	prog, err := typed.Load(ctx, typed.Options{Tree: tree, Roots: roots})
	if err != nil {
		return nil, err
	}
	start := time.Now()
	out := make([]*Result, len(opts))
	parts := make([]*typed.Program, len(opts))
	for i := range opts {
		parts[i] = prog.Closure(opts[i].roots()...)
		parts[i].Retain()
	}
	err = walk.Each(ctx, len(opts), func(i int) {
		out[i] = evaluate(ctx, tree, parts[i], &opts[i])
		parts[i].Release()
	})
	t.fill(prog, time.Since(start))
	return out, err
}

// splitEntry splits "import/path.Func".
func splitEntry(entry string) (pkg, name string, ok bool) {
	i := strings.LastIndex(entry, ".")
	if i <= strings.LastIndex(entry, "/") {
		return "", "", false
	}
	return entry[:i], entry[i+1:], true
}

// roots are the packages a job loads: those of its program and its entry.
func (o *Options) roots() []string {
	pkg, _, _ := splitEntry(o.Entry)
	if o.Entry == "" {
		return []string{o.Program}
	}
	return []string{o.Program, pkg}
}

// evaluate evaluates one program, made of the packages of prog. One that comes to
// no command without arguments is tried again with those that ask for help.
func evaluate(ctx context.Context, tree *walk.Tree, prog *typed.Program, opts *Options) *Result {
	start := time.Now()
	if opts.Writer {
		res := documented(ctx, tree, prog, opts)
		res.Took = time.Since(start)
		return res
	}
	res := attempt(ctx, tree, prog, opts, opts.Args)
	if opts.Entry == "" && len(opts.Args) == 0 && res.early {
		second := attempt(ctx, tree, prog, opts, []string{"--help"})
		if _, incomplete := second.Program.Incomplete(); !incomplete && second.Program.Library != "" {
			p := second.Program
			p.Arguments = []string{"--help"}
			p.Assumed = append([]commands.Unknown{{Field: commands.FieldArguments,
				Reason: "without arguments the program ends early (" + res.why() + "); it was given --help"}}, p.Assumed...)
			res = second
		}
	}
	res.Took = time.Since(start)
	return res
}

// why is the reason of the first unknown of a program.
func (r *Result) why() string {
	for _, u := range r.Program.Unknown {
		return u.Reason
	}
	return "no reason is known"
}

// attempt evaluates a program with given arguments.
func attempt(ctx context.Context, tree *walk.Tree, prog *typed.Program, opts *Options, args []string) *Result {
	pkg, name, _ := splitEntry(opts.Entry)
	env := opts.Env
	if env == nil {
		env = DefaultEnv()
	}
	binary := commands.BinaryName(opts.Program)
	in := eval.New(ctx, eval.Options{Program: prog, Env: env, Budget: opts.Budget, Modules: modulesOf(tree, opts.Program), Name: binary, Stops: stops(), Args: append([]string{binary}, args...)})
	r := newReader(in, prog, tree)
	r.prog.Package, r.prog.Entry = opts.Program, opts.Entry
	r.closure = prog
	var stop *eval.Stop
	var err error
	if opts.Entry != "" {
		var v eval.Value
		if v, stop, err = in.Call(opts.Program, pkg, name); err == nil && stop == nil {
			stop = &eval.Stop{Why: "execute", Cmd: v}
		}
	} else {
		stop, err = in.Run(opts.Program)
		if opts.Writer && err == nil {
			stop = r.writer(stop)
		}
	}
	r.finish(stop, err)
	cached := 0
	for _, p := range prog.Packages {
		if p.Tree == nil && !p.Std && len(p.Files) > 0 {
			cached++
		}
	}
	return &Result{Program: r.prog, Cached: cached, Diagnostics: in.Diagnostics(), Missing: prog.Missing, Stats: in.Stats(), Packages: len(prog.Packages), Outside: prog.Outside(), early: r.early, wrote: stop != nil && stop.Why == "doc"}
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
	in        *eval.Interp
	tree      *walk.Tree
	dirs      map[string]string // directory outside the tree to import path
	prog      *commands.Program
	flags     map[eval.Value]*commands.Flag
	own       map[eval.Value]bool       // flag sets of commands
	completed map[eval.Value]eval.Value // flags to the functions that complete their values
	functions []eval.Value              // of commands
	holders   map[eval.Value]eval.Target
	closure   *typed.Program // the packages of the program
	early     bool           // the program ended before it came to its commands
}

func newReader(in *eval.Interp, prog *typed.Program, tree *walk.Tree) *reader {
	r := &reader{in: in, tree: tree, dirs: map[string]string{}, prog: &commands.Program{Versions: map[string]string{}}, flags: map[eval.Value]*commands.Flag{},
		own: map[eval.Value]bool{}, completed: map[eval.Value]eval.Value{}}
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
		r.failed(err)
	case stop.Why == "execute" || stop.Why == "doc":
		p.Library = "cobra"
		r.customised(stop)
		if u, ok := stop.Cmd.(*eval.Unknown); ok || stop.Cmd == nil {
			p.Unknown = append(p.Unknown, r.lost(u))
			break
		}
		r.prepare(stop.Cmd)
		p.Root = r.command(stop.Cmd)
		if set, ok := r.in.Var(commands.PflagModule, "CommandLine"); ok {
			p.Globals = r.set(set)
		}
	case stop.Why == "library":
		r.byLibrary(stop)
	case stop.Why == "parse":
		p.Root = r.flagProgram(stop.Set)
		r.parsedBy(stop)
	default:
		r.ended(stop)
	}
	for _, d := range r.in.Doubts() {
		p.Unknown = append(p.Unknown, commands.Unknown{Pos: r.pos(d.Pos), Reason: "commands or flags depend on what is unknown: " + d.Reason})
	}
	if p.Missing = r.missingModules(); p.Missing != nil {
		if u, ok := p.Incomplete(); ok && !strings.Contains(u.Reason, ": run go mod ") {
			p.Unknown = append([]commands.Unknown{r.incomplete()}, p.Unknown...)
		}
	}
	p.Finish()
}

// flagProgram makes the one command of a program without commands.
func (r *reader) flagProgram(set eval.Value) *commands.Command {
	r.prog.Library = "flag"
	c := &commands.Command{Use: commands.BinaryName(r.prog.Package), Runnable: true}
	if _, ok := eval.Field(set, "orderedFormal"); ok {
		r.prog.Library = "pflag"
		c.UnsortedFlags = !r.truth(set, "SortFlags")
	}
	if set != nil {
		c.Flags = r.set(set)
	}
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

// prepare looks through all commands for what reading one flag needs to know.
func (r *reader) prepare(root eval.Value) {
	if set, ok := r.in.Var(commands.PflagModule, "CommandLine"); ok {
		r.own[set] = true
	}
	if fns, ok := r.in.Var(commands.CobraModule, "flagCompletionFunctions"); ok {
		for _, e := range eval.Entries(fns) {
			r.completed[e.Key] = e.Value
		}
	}
	seen := map[eval.Value]bool{}
	var visit func(v eval.Value)
	visit = func(v eval.Value) {
		if seen[v] {
			return
		}
		seen[v] = true
		for _, name := range []string{"Run", "RunE", "PreRun", "PreRunE", "PersistentPreRun", "PersistentPreRunE"} {
			if fn, _ := eval.Field(v, name); fn != nil {
				r.functions = append(r.functions, fn)
			}
		}
		for _, name := range []string{"flags", "pflags"} {
			if set, _ := eval.Field(v, name); set != nil {
				r.own[set] = true
			}
		}
		list, _ := eval.Field(v, "commands")
		for _, child := range eval.Elements(list) {
			visit(child)
		}
	}
	visit(root)
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
