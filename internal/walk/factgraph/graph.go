// Package factgraph relates the functions, types and values of a few packages:
// who calls, starts, registers, builds, reads and writes what, and where.
//
// Every relation is one the type checker saw, with the line it stands on. What
// it could not resolve, because a dependency is not on the machine, is named as
// the source names it and marked. Comments are kept apart from behaviour.
package factgraph

import "strconv"

// A Pos is a place in the tree. To is the last line, at least Line.
type Pos struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	To   int    `json:"to,omitempty"`
}

// String is "path:line", or "path:first-last".
func (p Pos) String() string {
	s := p.Path + ":" + strconv.Itoa(p.Line)
	if p.To > p.Line {
		s += "-" + strconv.Itoa(p.To)
	}
	return s
}

// IsValid reports whether p is a place.
func (p Pos) IsValid() bool { return p.Path != "" && p.Line > 0 }

// A Sym names something declared at the top level of a package, or a member of
// it ("Type.Member").
type Sym struct {
	Pkg  string `json:"pkg,omitempty"`
	Name string `json:"name"`
}

// A Graph is what is known about the packages in focus.
type Graph struct {
	// Packages are those read whole, sorted by path.
	Packages []*Package
	Funcs    []*Func  // sorted by package, then place
	Types    []*Type  // likewise
	Values   []*Value // likewise
	// Metrics are the collectors that the focus makes, likewise.
	Metrics []*Metric
	// Missing are imports that could not be found, so that what they provide
	// has no types.
	Missing []string
	// Read is how many packages declarations were taken from.
	Read int
	// Outside reports whether sources were read, or missed, that are neither of
	// the tree nor of the standard library.
	Outside bool

	funcs  map[Sym]*Func
	types  map[Sym]*Type
	values map[Sym]*Value
}

// Func returns a function or method with a body in the graph, or nil.
func (g *Graph) Func(s Sym) *Func { return g.funcs[s] }

// Type returns a type in focus, or nil.
func (g *Graph) Type(s Sym) *Type { return g.types[s] }

// Value returns a constant or variable in focus, or nil.
func (g *Graph) Value(s Sym) *Value { return g.values[s] }

// A Package is a package in focus.
type Package struct {
	Path, Name, Dir string
	Doc             string
	DocAt           Pos // of the comment's first paragraph, which Doc is
	// Notes are comments at the top level of files that belong to no declaration:
	// how the package is made, and why.
	Notes []Note
	// At is the clause the comment stands on, or the first file's.
	At    Pos
	Files []string
	// Variants are the files that only some platforms or build tags take.
	Variants []Variant
}

// A Variant is a file with a build constraint.
type Variant struct {
	File       string
	Constraint string
	// Active reports whether the analysed platform takes it.
	Active bool
	At     Pos
	// Declares are the functions and types the file declares, in order.
	Declares []Decl
}

// A Decl is a name and where it is declared.
type Decl struct {
	Name string
	At   Pos
}

// A Func is a function or method.
type Func struct {
	Sym
	// Recv is the receiver's type name, "" for functions.
	Recv string
	// Focus reports whether it belongs to a package in focus.
	Focus bool
	// At spans the declaration's first lines: its name and signature.
	At Pos
	// Last is the last line of the body.
	Last       int
	Doc        string
	Deprecated string // what the comment says instead, "" if it is not
	// DocAt and DeprecatedAt are where the comment says so.
	DocAt, DeprecatedAt Pos
	Params              []Param
	// Results are the types it returns, errors left out.
	Results []TypeRef
	Steps   []Step // in source order
	// Body is the control flow.
	Body []*Node
}

// A Param is a parameter.
type Param struct {
	Name string
	Type string // short, as people write it
	Sym  Sym    // of the named type behind it, if any
	// Informer reports that its type tells of changes: see informs.
	Informer bool
}

// A TypeRef is a type and the named type behind it.
type TypeRef struct {
	Text string
	Sym  Sym
	At   Pos // where it is embedded
}

// A Kind says what a Step does.
type Kind string

// The kinds of steps.
const (
	Call     Kind = "call"     // calls Target
	Go       Kind = "go"       // starts Target on a goroutine of its own
	Defer    Kind = "defer"    // calls Target when the function returns
	Callback Kind = "callback" // hands Target to Via, which calls it
	Handler  Kind = "handler"  // hands Target to Via under the name Field
	Store    Kind = "store"    // puts the function Target into Field
	Return   Kind = "return"   // returns the function Target
	Read     Kind = "read"     // reads the field Target
	Write    Kind = "write"    // assigns the field Target
	Send     Kind = "send"     // sends to the channel in the field Target
	Close    Kind = "close"    // closes the channel in the field Target
	Receive  Kind = "receive"  // receives from it
	Const    Kind = "const"    // uses the constant Target
	Gate     Kind = "gate"     // asks about the feature gate Target
	Var      Kind = "var"      // uses the variable Target
	New      Kind = "new"      // makes a value of the type Target
	Informer Kind = "informer" // gets the informer called Target, of Value
	Route    Kind = "route"    // serves the path Label, by Target if it has a name
)

// A Step is one thing a function does.
type Step struct {
	Kind   Kind
	Target Sym
	// Pkg is the name of Target's package as the file writes it.
	Pkg string
	// Iface reports that Target is a method of an interface, Field that it is a
	// function kept in a field.
	Iface, FromField bool
	// On is the field or parameter a method is called on, by name, and OnField
	// the field if it is one of a struct in focus.
	On      string
	OnField Sym
	// Via is the function that a callback is handed to, Label the field or key
	// it is handed under.
	Via           Sym
	ViaPkg, ViaOn string
	Label         string
	// Filled reports that Via is no function but a type of functions, in a literal
	// of which the step stands.
	Filled bool
	// ViaAt is where Via is called, LabelAt where Label stands, and InAt where the
	// function literal starts that In keeps.
	ViaAt, LabelAt, InAt Pos
	// Value is the constant's value, or what a field is set to.
	Value string
	// Go, Loop and Cond say what the step is inside of: a function started on a
	// goroutine, a loop, a branch.
	Go, Loop, Cond bool
	// Times is the parameter that says how often the loop around it runs.
	Times string
	// Unresolved steps are named by syntax alone.
	Unresolved bool
	// Std reports whether Target is of the standard library.
	Std bool
	// Lit reports that the step is in a function literal that is not run where
	// it stands, and In the field or variable that keeps it.
	Lit bool
	In  string
	// Made is the type whose literal a Write is part of.
	Made Sym
	// Guard reports that the function ends where the call, or what a callback is
	// handed to, does not say yes. Asked reports that a constant is all that is
	// handed to something that answers yes or no, Fluent that a new value is handed
	// to a method that returns what it is called on, as builders do.
	Guard, Asked, Fluent bool
	// Log reports that a call looks like one that writes a log: it returns nothing
	// and takes texts, an error or a level, and then whatever comes.
	Log bool
	// Args describe the arguments of a call to a function in focus.
	Args []Arg
	At   Pos
	// End is the last line of a call, 0 of other steps.
	End int
}

// An Arg is an argument and the parameter that takes it.
type Arg struct {
	Param, Text string
	At          Pos
	// Gate is the feature asked about if the argument is that question.
	Names []string
}

// A Type is a type declared in focus.
type Type struct {
	Sym
	// Form is "struct", "interface", "func", "map", "slice" or "other".
	Form       string
	Text       string // of other forms, short
	At         Pos
	Doc        string
	Deprecated string
	// DocAt and DeprecatedAt are where the comment says so.
	DocAt, DeprecatedAt Pos
	Fields              []Field
	// Methods are the interface's own, or those declared on the type, in source
	// order; Embeds what it embeds.
	Methods []Method
	Embeds  []TypeRef
	// Implements are interfaces with at least one method that the type or a
	// pointer to it satisfies; Implementers the types in focus that satisfy it.
	Implements   []Sym
	Implementers []Sym
}

// A Field is a field of a struct.
type Field struct {
	Name, Type string
	Sym        Sym
	Embedded   bool
	Doc        string
	DocAt      Pos
	At         Pos
}

// A Method is a method of a type.
type Method struct {
	Name string
	Doc  string
	At   Pos
}

// A Value is a package-level constant or variable.
type Value struct {
	Sym
	Const bool
	Type  string
	Value string // of constants, as people write it
	// Initial is the number or duration that a variable is declared with.
	Initial string
	Doc     string
	DocAt   Pos
	At      Pos
}

// A Metric is a collector of measurements where it is made.
type Metric struct {
	Pkg string
	// Var is the variable or field it is kept in, "" if there is none.
	Var string
	// Name is its name with the parts that namespaces give it, Kind its type and
	// Help what it says of itself, each as far as the source says it on the spot.
	Name, Kind, Help string
	At               Pos
}
