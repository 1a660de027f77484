package eval

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"runtime"
	"strings"
	"time"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// Options bound an evaluation and fix what the program sees of the world.
type Options struct {
	Program *typed.Program // required
	// Args is os.Args; empty is the name of the program alone.
	Args []string
	// Env holds every environment variable the program sees.
	Env map[string]string
	// Platform is GOOS/GOARCH as the program sees them.
	Platform string
	Budget   Budget
	// Share keeps what was type-checked for the next evaluation of the same
	// packages, at the price of memory.
	Share bool

	_ struct{}
}

// A Budget bounds an evaluation. A zero field stands for the default.
type Budget struct {
	Steps int64         // statements and calls; 50 million
	Depth int           // nested calls; 5000
	Bytes int64         // allocated in all; 2 GiB
	Time  time.Duration // two minutes; what bounds a run should be steps, which do not depend on the machine
}

func (b Budget) withDefaults() Budget {
	if b.Steps == 0 {
		b.Steps = 50_000_000
	}
	if b.Depth == 0 {
		b.Depth = 5000
	}
	if b.Bytes == 0 {
		b.Bytes = 2 << 30
	}
	if b.Time == 0 {
		b.Time = 2 * time.Minute
	}
	return b
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

	pkgs    map[*types.Package]*pkgState
	byPath  map[string]*pkgState
	globals map[*types.Var]*global
	codes   map[*types.Func]*code
	insts   map[string]*code

	types    typeutil.Map
	typeOf   map[types.Type]*Type
	ctxt     *types.Context
	natives  map[string]native
	universe struct{ err, any, str, bytes *Type }
	watched  map[*types.TypeName]bool

	frames []*frame
	depth  int
	steps  int64
	// nextLook is the step at which the budget is looked at again.
	nextLook int64
	bytes    int64
	panics   []*goPanic
	// dead is set once a budget has run out; all evaluation ends.
	dead *overBudget

	env      map[string]string
	output   strings.Builder
	stdout   Value
	progName string
	handles  map[ifaceKey]Value // of package unique
	side     map[*Struct]Value  // state of natives, by the struct it belongs to
	diags    []Diagnostic
	seenDiag map[string]bool
	order    []*pkgState // packages in initialisation order
	inited   bool
	parsed   *Stop
	// assumptions counts how often each condition was unknown.
	assumptions map[token.Pos]int
	pending     []func() // goroutines not started
	assumed     bool
	stats       Stats
}

// Stats say how much work an evaluation was.
type Stats struct {
	Steps, Functions int
	Packages         int // initialised or called into
	Inits            int
}

// New prepares an evaluation.
func New(ctx context.Context, opts Options) *Interp {
	in := &Interp{
		opts: opts, ctx: ctx, fset: opts.Program.Fset, budget: opts.Budget.withDefaults(), start: time.Now(),
		pkgs: map[*types.Package]*pkgState{}, byPath: map[string]*pkgState{}, globals: map[*types.Var]*global{},
		codes: map[*types.Func]*code{}, insts: map[string]*code{}, typeOf: map[types.Type]*Type{},
		ctxt: types.NewContext(), env: map[string]string{}, side: map[*Struct]Value{}, assumptions: map[token.Pos]int{}, handles: map[ifaceKey]Value{}, seenDiag: map[string]bool{}, watched: map[*types.TypeName]bool{},
	}
	for k, v := range opts.Env {
		in.env[k] = v
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
	in.universe.err = in.typ(types.Universe.Lookup("error").Type())
	in.universe.any = in.typ(types.NewInterfaceType(nil, nil))
	in.universe.str = in.typ(types.Typ[types.String])
	in.universe.bytes = in.typ(types.NewSlice(types.Typ[types.Uint8]))
	in.natives = allNatives()
	return in
}

// Import paths of the libraries whose values are what evaluation is after.
const (
	cobraPath = "github.com/spf13/cobra"
	docPath   = "github.com/spf13/cobra/doc"
	pflagPath = "github.com/spf13/pflag"
	flagPath  = "flag"
)

// watch remembers the types for whose literals the place that asked for them is
// recorded.
func (in *Interp) watch(p *typed.Package) {
	name := ""
	switch p.Path {
	case cobraPath:
		name = "Command"
	case pflagPath, flagPath:
		name = "Flag"
	default:
		return
	}
	if tn, ok := p.Types.Scope().Lookup(name).(*types.TypeName); ok {
		in.watched[tn] = true
	}
}

// A frame is one running call.
type frame struct {
	in     *Interp
	s      []Value
	code   *code
	ret    Value
	label  string
	defers []func()
	panic  *goPanic
	pos    token.Pos // of the call under way
}

// goPanic unwinds the host's stack for a panic of the program.
type goPanic struct {
	val       Value
	pos       token.Pos
	recovered bool
}

// A Stop unwinds everything once evaluation has what it wants.
type Stop struct {
	Why  string // "execute", "parse", "doc", "exit"
	Cmd  Value  // the *cobra.Command
	Set  Value  // the flag set
	Exit int64
	Pos  token.Pos
}

type overBudget struct{ what string }

func (e *overBudget) Error() string { return "evaluation ran out of its budget of " + e.what }

// throw panics in the program with a runtime error.
func throw(msg string) { panic(&goPanic{val: runtimeError(msg)}) }

type runtimeError string

func (in *Interp) over(what string) {
	if in.dead == nil {
		in.dead = &overBudget{what}
	}
	panic(in.dead)
}

// tick counts a step and looks at the budget.
func (in *Interp) tick() {
	in.steps++
	if in.steps < in.nextLook {
		return
	}
	in.nextLook = in.steps + 1<<14
	if in.dead != nil {
		panic(in.dead)
	}
	if in.steps > in.budget.Steps {
		in.over(fmt.Sprintf("%d steps", in.budget.Steps))
	}
	if time.Since(in.start) > in.budget.Time {
		in.over("time (" + in.budget.Time.String() + ")")
	}
	if in.ctx.Err() != nil {
		in.over("time: interrupted")
	}
}

// grow accounts for n values about to be allocated.
func (in *Interp) grow(n int) {
	in.bytes += int64(n) * 16
	if in.bytes > in.budget.Bytes || n > 1<<28 {
		in.over(fmt.Sprintf("memory (%d MB)", in.budget.Bytes>>20))
	}
}

// note records a diagnostic once.
func (in *Interp) note(pos token.Pos, format string, args ...any) {
	d := Diagnostic{Msg: fmt.Sprintf(format, args...)}
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
	s.Steps = int(in.steps)
	return s
}

// guard runs f and turns whatever unwinds it into a result: a stop, or an error.
func (in *Interp) guard(f func()) (stop *Stop, err error) {
	depth, panics := in.depth, len(in.panics)
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		in.depth, in.panics = depth, in.panics[:panics]
		switch r := r.(type) {
		case *Stop:
			stop = r
		case *overBudget:
			err = r
		case *goPanic:
			err = fmt.Errorf("panic: %s%s", in.panicText(r.val), in.at(r.pos))
		case runtime.Error:
			// A value of a shape the evaluator did not expect: what is being
			// evaluated is given up, not the run.
			err = fmt.Errorf("internal: %v%s%s", r, in.at(in.here()), hostStack())
		case error:
			err = errors.Join(errors.New("internal"), r)
		default:
			err = fmt.Errorf("internal: %v%s%s", r, in.at(in.here()), hostStack())
		}
	}()
	f()
	return nil, nil
}

var debugStack = false

func hostStack() string {
	if !debugStack {
		return ""
	}
	b := make([]byte, 1<<14)
	s := string(b[:runtime.Stack(b, false)])
	if i := strings.Index(s, "panic("); i >= 0 {
		s = s[i:]
	}
	return "\n" + s
}

func (in *Interp) at(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	return " at " + in.fset.Position(pos).String()
}

// here is the position of the innermost call under way.
func (in *Interp) here() token.Pos {
	for i := in.depth - 1; i >= 0; i-- {
		if f := in.frames[i]; f.pos.IsValid() {
			return f.pos
		}
	}
	return token.NoPos
}

// outside returns the position of the innermost call made from outside the
// package that pkg is.
func (in *Interp) outside(pkg *types.Package) token.Pos {
	for i := in.depth - 1; i >= 0; i-- {
		f := in.frames[i]
		if f.code.pkg != nil && f.code.pkg.p.Types != pkg && !f.code.pkg.isFlagLibrary() {
			return f.pos
		}
	}
	return token.NoPos
}

// panicText is what the value of a panic says.
func (in *Interp) panicText(v Value) string {
	switch v := v.(type) {
	case runtimeError:
		return string(v)
	case *Unknown:
		return "unknown value: " + v.Reason
	case nil:
		return "nil"
	}
	text := "?"
	depth := in.depth
	func() {
		defer func() {
			if r := recover(); r != nil {
				in.depth = depth
			}
		}()
		text, _ = in.sprint(v)
	}()
	return text
}
