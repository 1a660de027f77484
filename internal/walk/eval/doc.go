// Package eval runs Go programs over their typed syntax, far enough to see what
// they are put together from: the command tree of a program, with the place of
// every command and flag, without compiling or starting anything.
//
// # How
//
// A function is type-checked and compiled to closures when it is first called
// (code, compiler); only the declarations of the other packages are checked at
// all, see package typed. Evaluation begins with the initialisation of the
// program's packages in the language's order, then main or another function, and
// ends when a cobra command is about to execute or is handed to cobra's
// documentation generators, when the global flag set of flag or pflag is about
// to parse, or when main returns (hookFor). cobra, pflag and flag are evaluated
// from the sources that the program is built with, so what their versions
// disagree on comes out right.
//
// # What is known
//
// Values are concrete. What cannot be known is an Unknown with a reason and a
// place, and whatever is computed from it is unknown too; it never turns into a
// value that could be mistaken for a result. Of a condition that is unknown both
// sides are tried and undone, and what they would leave different is unknown; if
// one fails or takes too long, the likelier is taken and that is reported, see
// choice.
//
// # Initialisation
//
// Variables and init functions of all packages but the standard library's run in
// the language's order. Two liberties are taken. A variable whose initialiser
// neither calls the program's code nor reads a variable is initialised when it is
// first read (deferrable). And packages of the standard library are initialised
// when they are first called or read: what they do is seen by no one before. An
// init function that panics, as one does that depends on unsafe code, is left
// there, and that is reported.
//
// # The world
//
// Programs see the environment variables and arguments they are given, a host
// called localhost, and a temporary directory and executable with fixed names.
// Files, processes, the network, the clock and randomness are not there: what a
// program would read from them is unknown and what it writes goes nowhere, its
// standard output aside. Goroutines run when what is running would wait for ever
// without them, one after the other; one that waits for ever itself is left.
//
// # Models
//
// Functions of the standard library that compute on text and numbers are the
// host's (textNatives), as are sorting, formatting, JSON encoding, parsing of
// templates and regular expressions, and compression (flateNatives). Those that go below values are modelled:
// sync and sync/atomic, the documented subset of reflect, and a few internals of
// the library. No function outside the standard library is modelled, and no
// package of the program decides anything by its name but cobra, pflag and flag.
//
// # Bounds
//
// Steps, depth, memory and time are bounded (Budget); what runs over is an error
// that names the bound. The first three are counted and the same everywhere; time
// is for what they cannot see. Interp.guard keeps whatever unwinds evaluation from
// reaching the caller.
package eval
