package eval

import (
	"context"
	"fmt"
	"go/token"
	"go/types"
	"path"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Options bound an evaluation and fix what the program sees of the world.
type Options struct {
	Program *typed.Program // required
	// Name is what the program's binary is called; "" is the last element of its
	// import path.
	Name string
	// Args is os.Args; empty is the name of the program alone.
	Args []string
	// Stops are the functions at which evaluation ends, by full name as in
	// "(*import/path.Type).Method", beside those of cobra, pflag and flag: those
	// of other libraries that take over the command line. The value names the
	// library.
	Stops map[string]string
	// Env holds every environment variable the program sees.
	Env map[string]string
	// Platform is GOOS/GOARCH as the program sees them.
	Platform string
	Budget   Budget
	// Modules are what the program is built from, its own module first, as
	// runtime/debug tells it.
	Modules []module.Version

	_ struct{}
}

// A Diagnostic is something evaluation had to assume, skip or give up.
type Diagnostic struct {
	Pos token.Position
	Msg string
}

// An Interp evaluates one program. It is not safe for concurrent use.
type Interp struct {
	opts   Options
	ctx    context.Context
	fset   *token.FileSet
	budget Budget
	start  time.Time
	// startCPU is cpuTime when evaluation began.
	startCPU time.Duration

	pkgs    map[*types.Package]*pkgState
	byPath  map[string]*pkgState
	globals map[*types.Var]*global
	codes   map[*types.Func]*code
	insts   map[string]*code

	types    typeutil.Map
	typeOf   map[types.Type]*Type
	ctxt     *types.Context
	sizer    typeSizer
	natives  map[string]native
	universe struct{ err, any, str, bytes *Type }
	watched  map[*types.TypeName]bool

	frames []*frame
	depth  int
	steps  int64
	// nextLook is the step at which the budget is looked at again, baseHeap what
	// the process held when evaluation began.
	nextLook int64
	baseHeap uint64
	// initEnd is the step at which the initialisation under way is given up; 0 if
	// none is.
	initEnd int64
	bytes   int64
	panics  []*goPanic
	// dead is set once a budget has run out; all evaluation ends.
	dead *OverBudget

	env      map[string]string
	output   strings.Builder
	stdout   Value
	progName string
	program  string             // import path of the main package
	handles  map[ifaceKey]Value // of package unique
	side     map[*Struct]Value  // state of natives, by the struct it belongs to
	diags    []Diagnostic
	seenDiag map[string]bool
	order    []*pkgState // packages in initialisation order
	inited   bool
	parsed   *Stop
	// goesOn is set if the program links a library of commands: parsing flags
	// does not end it then.
	goesOn bool
	// libraries are the packages of the functions in Options.Stops.
	libraries map[string]bool
	// made counts the structs of the watched types that literals made.
	made map[*types.TypeName]int
	// byHand are the places that look at os.Args themselves.
	byHand []token.Pos
	// wrote lists the paths that the program wrote to.
	wrote   []string
	doubts  []Unknown
	doubted map[token.Pos]bool
	// assumptions counts how often each condition was unknown.
	assumptions map[token.Pos]int
	pending     []func() // goroutines not started
	// journal is open while one side of an unknown condition is tried, see
	// choice; trialed counts the steps that took.
	journal *journal
	trialed int64
	// yielding are the frames in whose loops over functions evaluation is.
	yielding   []*frame
	lacking    map[string][]string // missing imports by file
	goroutines int                 // under way, one within the other
	stats      Stats
}

// Stats say how much work an evaluation was.
type Stats struct {
	Steps, Functions int
	Packages         int // initialised or called into
	Inits            int
	Bytes            int64 // allocated in all, about
	// TimedOut reports whether the clock or the memory of the whole process ended
	// evaluation, which may go on for longer another time.
	TimedOut bool
}

// New prepares an evaluation.
func New(ctx context.Context, opts Options) *Interp {
	in := &Interp{
		opts: opts, ctx: ctx, fset: opts.Program.Fset, budget: opts.Budget.withDefaults(), start: time.Now(), startCPU: cpuTime(), baseHeap: liveHeap(),
		pkgs: map[*types.Package]*pkgState{}, byPath: map[string]*pkgState{}, globals: map[*types.Var]*global{},
		codes: map[*types.Func]*code{}, insts: map[string]*code{}, typeOf: map[types.Type]*Type{},
		ctxt: types.NewContext(), env: map[string]string{}, side: map[*Struct]Value{}, assumptions: map[token.Pos]int{}, doubted: map[token.Pos]bool{}, handles: map[ifaceKey]Value{}, seenDiag: map[string]bool{}, watched: map[*types.TypeName]bool{}, made: map[*types.TypeName]int{},
	}
	in.sizer = typeSizer{map[types.Type]int{}, in.budget.Type}
	for k, v := range opts.Env {
		in.env[k] = v
	}
	in.libraries = map[string]bool{}
	for name := range opts.Stops {
		in.libraries[packageOf(name)] = true
	}
	for _, p := range opts.Program.Packages {
		if p.Types == nil {
			continue
		}
		s := &pkgState{in: in, p: p}
		in.order = append(in.order, s)
		in.pkgs[p.Types], in.byPath[p.Path] = s, s
		in.watch(p)
	}
	in.goesOn = in.linksCommands()
	in.universe.err = in.typ(types.Universe.Lookup("error").Type())
	in.universe.any = in.typ(types.NewInterfaceType(nil, nil))
	in.universe.str = in.typ(types.Typ[types.String])
	in.universe.bytes = in.typ(types.NewSlice(types.Typ[types.Uint8]))
	in.natives = natives()
	return in
}

// Import paths of the libraries whose values are what evaluation is after.
const (
	cobraPath = "github.com/spf13/cobra"
	docPath   = "github.com/spf13/cobra/doc"
	pflagPath = "github.com/spf13/pflag"
	flagPath  = "flag"
)

func (o *Options) name(importPath string) string {
	if o.Name != "" {
		return o.Name
	}
	return path.Base(importPath)
}

// watch remembers the types for whose literals the place that asked for them is
// recorded: commands and flags, and all that other libraries of commands make.
func (in *Interp) watch(p *typed.Package) {
	scope := p.Types.Scope()
	var names []string
	switch {
	case p.Path == cobraPath:
		names = []string{"Command"}
	case p.Path == pflagPath || p.Path == flagPath:
		names = []string{"Flag"}
	case in.isCommandLibrary(p.Path):
		names = scope.Names()
	}
	for _, name := range names {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok {
			in.watched[tn] = true
		}
	}
}

// note records a diagnostic once.
func (in *Interp) note(pos token.Pos, format string, args ...any) {
	if in.journal != nil {
		return // what is only tried is not reported
	}
	msg, _, _ := strings.Cut(fmt.Sprintf(format, args...), "\n")
	d := Diagnostic{Msg: strings.TrimSpace(msg)}
	if pos.IsValid() {
		d.Pos = in.fset.Position(pos)
	}
	key := d.Pos.String() + d.Msg
	if !in.seenDiag[key] && len(in.diags) < 10000 {
		in.seenDiag[key] = true
		in.diags = append(in.diags, d)
	}
}

func (in *Interp) unknown(pos token.Pos, format string, args ...any) *Unknown {
	return &Unknown{Reason: fmt.Sprintf(format, args...), Pos: pos}
}

// Diagnostics returns what evaluation had to assume, in the order it happened.
func (in *Interp) Diagnostics() []Diagnostic { return in.diags }

// Stats returns figures about the work done so far.
func (in *Interp) Stats() Stats {
	s := in.stats
	s.Steps, s.Bytes = int(in.steps), in.bytes
	s.TimedOut = in.dead != nil && in.dead.Machine
	return s
}
