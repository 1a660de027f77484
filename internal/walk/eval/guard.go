package eval

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"runtime"
	"strings"
)

// A Panic is the error that the program panicked.
type Panic struct{ text string }

func (e *Panic) Error() string { return e.text }

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
	held   int64     // by this call and those it is in, see Budget.Stack
}

// goPanic unwinds the host's stack for a panic of the program.
type goPanic struct {
	val       Value
	pos       token.Pos
	recovered bool
	deferrer  int // how deep the calls are of the function whose deferred calls run
}

// A Stop unwinds everything once evaluation has what it wants.
type Stop struct {
	Why string // "execute", "library", "parse", "doc", "exit", "return", or "blocked" for ever
	Cmd Value  // the *cobra.Command, or the receiver of the library's function
	Set Value  // the flag set
	// Library is which of Options.Stops it was, and of "doc" the function that
	// writes. Args are its arguments.
	Library string
	Args    []Value
	Exit    int64
	Pos     token.Pos
	By      string // import path of the package that parses a flag set of its own
	Then    string // what ended the program after it parsed a flag set of its own
}

// throw panics in the program with a runtime error.
func throw(msg string) { panic(&goPanic{val: runtimeError(msg)}) }

type runtimeError string

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
		case *OverBudget:
			err = r
		case *initLimit:
			err = r
		case *trialLimit:
			panic(r)
		case parked:
			err = r
		case *goPanic:
			err = &Panic{"panic: " + in.panicText(r.val) + in.at(r.pos)}
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

// caller is the import path of the innermost package, apart from the libraries of
// commands and flags, that is running.
func (in *Interp) caller() string {
	for i := in.depth - 1; i >= 0; i-- {
		if p := in.frames[i].code.pkg; p != nil && !p.isFlagLibrary() {
			return p.p.Path
		}
	}
	return ""
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
				if limit, ok := r.(*trialLimit); ok {
					panic(limit)
				}
			}
		}()
		text, _ = in.sprint(v)
	}()
	return text
}
