package factgraph

// This file holds what is known of a function's control flow: a tree of nodes in
// the order in which they run, cut down to what a reader may want to hear of.
// Where a node stands in the tree says under which conditions it runs; no other
// mechanism does.

// A NodeKind says what a Node is.
type NodeKind string

// The kinds of nodes.
const (
	Do     NodeKind = "do"     // Act happens
	If     NodeKind = "if"     // Body if Cond holds, else Else
	Switch NodeKind = "switch" // the first of Body, which are Cases, whose Cond holds
	Select NodeKind = "select" // the one of Body, which are Cases, whose Act comes first
	Case   NodeKind = "case"   // Body; Cond is nil for default
	Range  NodeKind = "range"  // Body for each element of Over
	For    NodeKind = "for"    // Body as long as Cond holds, for ever if it is nil
	Leave  NodeKind = "leave"  // ends the function, the loop or the process
	Remark NodeKind = "remark" // nothing but Note
)

// A Node is a statement, or what matters of it.
type Node struct {
	Kind NodeKind
	// At spans the lines of the statement, of one with a body those of its head.
	At Pos
	// Note is the comment above or beside it.
	Note *Note
	Act  *Act
	Cond *Cond
	// Over is what a loop goes through, Each the variables it sets.
	Over, Each string
	Body, Else []*Node
	// Fail is what happens if the act returns an error and the next thing done is
	// to ask for it; FailAt is the question. Checked tells no question from an
	// empty answer.
	Fail    []*Node
	FailAt  Pos
	Checked bool
	Exit    *Exit
}

// A Note is a comment inside of a function.
type Note struct {
	Text string
	At   Pos
}

// A Cond is a condition as the source writes it.
type Cond struct {
	Text string
	At   Pos
	// From is the call or lookup that the variable asked about was set by just
	// before, as in "v, ok := m[k]"; Kind says how Text reads then.
	From string
	Kind CondKind
	// Subject is the variable or expression asked about, in kinds that have one,
	// or the gate.
	Subject string
	// Means are the boolean variables of Text that are set once, with what they
	// are set to.
	Means []Binding
	// Values are the constants named in it.
	Values []Binding
	// Calls are the functions of the graph that it calls.
	Calls []*Act
}

// A CondKind is a shape of condition that reads well in words.
type CondKind string

// The kinds of conditions; "" is any other.
const (
	Failed   CondKind = "failed"   // err != nil
	Worked   CondKind = "worked"   // err == nil
	Absent   CondKind = "absent"   // !ok, of a lookup
	Present  CondKind = "present"  // ok, of a lookup
	IsNil    CondKind = "nil"      // Subject == nil
	NotNil   CondKind = "notnil"   // Subject != nil
	Empty    CondKind = "empty"    // len(Subject) == 0, Subject == ""
	NotEmpty CondKind = "notempty" // len(Subject) > 0, Subject != ""
	NotFound CondKind = "notfound" // an error says that there is no such object
	GateOn   CondKind = "gateon"   // the feature gate Subject is on
	GateOff  CondKind = "gateoff"
	Deleting CondKind = "deleting" // Subject has a deletion timestamp
	Alive    CondKind = "alive"    // Subject has none
)

// A Binding is a name and what it stands for.
type Binding struct {
	Name, Value string
	At          Pos
}

// A Verb says what an Act does.
type Verb string

// The verbs.
const (
	Calls   Verb = "call"
	Starts  Verb = "go"    // on a goroutine of its own
	Defers  Verb = "defer" // when the function ends
	Sends   Verb = "send"
	Takes   Verb = "receive"
	Closes  Verb = "close"
	Sets    Verb = "set"
	Deletes Verb = "delete"
	Grows   Verb = "append"
)

// An Act is one thing done.
type Act struct {
	Verb Verb
	At   Pos
	// Target is the function called, the zero Sym if it has no name; Text is how
	// the source writes it, without arguments. Of other verbs Text is what is sent
	// to, set, closed or deleted from.
	Target Sym
	Text   string
	// Arg is what is sent, set or deleted, Args the call's arguments, shortened.
	Arg  string
	Args []string
	// Field is the field of a type in focus that is set, sent to, or called upon.
	Field Sym
	// Copy reports that what is set is a field of a copy that ends with the
	// function or is returned.
	Copy bool
	// Local reports that what is set is a variable of the function, Decides that
	// it is set in several places and asked about in a condition.
	Local, Decides bool
	// Operand reports that the call is part of an expression that is told itself.
	Operand bool
	// Results are the variables that what a call returns is put into.
	Results []string
	Values  []Binding
	// Funcs are functions handed over or set, Lits function literals.
	Funcs []Handed
	Lits  []*Lit
	// Iface reports that Target is a method of an interface, Impls the types in
	// focus that are put into it, or, where none is seen to be, that implement it.
	Iface bool
	Impls []Sym
	// FromField reports that Target is a field that keeps a function, Kept the
	// functions that it is seen to be set to.
	FromField bool
	Kept      []Sym
	Std       bool
	// Log reports that it writes a log, Pure that it only computes.
	Log, Pure bool
	// Ends reports that it does not return: the process ends, or panics.
	Ends EndKind
	// Effect is what it does outside of the process, Also what else, of helpers
	// that do several things.
	Effect *Effect
	Also   []*Effect
	// Helped reports that the effects are those of a helper that is handed a
	// client.
	Helped bool
	// Error is the text of an error it makes.
	Error string

	client bool // an argument is a client of an API
}

// A Handed is a function given to another, or kept, under a label.
type Handed struct {
	Target Sym
	Label  string
	// Field is the field of a type in focus that keeps it.
	Field Sym
	At    Pos
}

// A Lit is a function literal that an act hands on.
type Lit struct {
	Label string
	At    Pos
	Body  []*Node
	// Now reports that it is called where it stands.
	Now bool
}

// An EndKind says what an Exit or a call that does not return ends.
type EndKind string

// What ends.
const (
	Returns   EndKind = "return"
	Continues EndKind = "continue"
	Breaks    EndKind = "break"
	Jumps     EndKind = "goto"
	Panics    EndKind = "panic"
	Exits     EndKind = "exit"  // of the process
	Never     EndKind = "never" // goes on for ever
)

// An Exit says how a function is left.
type Exit struct {
	Kind EndKind
	// Results are what is returned, as the source writes it, errors included.
	Results []string
	// Error says what the last result is, if it is an error: "nil", "err" (one
	// that is no nil, Text if it has a name), "maybe" (a variable that may be nil),
	// "new" (made here, with Text), "call" (what a call returns).
	Error string
	// Called reports that the one result is what the act before returns.
	Called bool
	// Text is the text of the error made, or panicked with.
	Text   string
	Values []Binding
	// Status is the process's exit status, as the source writes it.
	Status string
	Label  string
}

// An Effect is a change or a look outside of the process.
type Effect struct {
	// Class is "api", "event", "file", "process", "net", "mount", "http",
	// "metric" or "exit".
	Class string
	// Verb is the API's verb, or the function's name.
	Verb string
	// Kind is the API kind, Sub the subresource.
	Kind, Sub string
	// Reason and Type are an event's.
	Reason, Type string
	// Reads reports that it changes nothing.
	Reads bool
}

// Terminates reports whether control never runs past the end of a list.
func Terminates(list []*Node) bool {
	for _, n := range list {
		if n.terminates() {
			return true
		}
	}
	return false
}

func (n *Node) terminates() bool {
	switch n.Kind {
	case Leave:
		return true
	case Do:
		return n.Act != nil && n.Act.Verb == Calls && n.Act.Ends != ""
	case If:
		return len(n.Else) > 0 && Terminates(n.Body) && Terminates(n.Else)
	case For:
		return n.Cond == nil && !breaks(n.Body)
	case Switch, Select:
		def := n.Kind == Select
		for _, c := range n.Body {
			def = def || c.Cond == nil
			if !Terminates(c.Body) || breaks(c.Body) {
				return false
			}
		}
		return def
	}
	return false
}

// breaks reports whether a list leaves the loop or switch around it, or goes to
// some label.
func breaks(list []*Node) bool {
	for _, n := range list {
		switch {
		case n.Kind == Leave && (n.Exit.Kind == Breaks || n.Exit.Kind == Jumps || n.Exit.Kind == Continues && n.Exit.Label != ""):
			return true
		case n.Kind == For || n.Kind == Range || n.Kind == Switch || n.Kind == Select:
			if labelled(n.Body) {
				return true
			}
		default:
			if breaks(n.Body) || breaks(n.Else) || breaks(n.Fail) {
				return true
			}
		}
	}
	return false
}

// labelled reports whether a list leaves something by its label.
func labelled(list []*Node) bool {
	for _, n := range list {
		if n.Kind == Leave && n.Exit.Label != "" || labelled(n.Body) || labelled(n.Else) || labelled(n.Fail) {
			return true
		}
	}
	return false
}

// Quits reports whether a list may end the function in another way than by
// running to its end, a panic, the end of the process or, if errors is false, by
// returning an error.
func Quits(list []*Node, errors bool) bool {
	for _, n := range list {
		if n.quits(errors) {
			return true
		}
	}
	return false
}

func (n *Node) quits(errors bool) bool {
	if n.Kind == Leave && n.Exit.Kind == Returns {
		return errors || !n.Exit.fails()
	}
	return Quits(n.Body, errors) || Quits(n.Else, errors) || Quits(n.Fail, errors)
}

// fails reports whether a return hands out an error that is not known to be nil.
// What a call returns may be none.
func (e *Exit) fails() bool { return e.Error == "err" || e.Error == "new" }

// Fails reports whether the exit returns an error, for certain.
func (e *Exit) Fails() bool { return e.Kind == Returns && e.fails() }

// Inspect calls f for the nodes of a list and what they hold, literals
// included, until it returns false for one, whose parts are left out.
func Inspect(list []*Node, f func(*Node) bool) {
	for _, n := range list {
		if n == nil || !f(n) {
			continue
		}
		if n.Act != nil {
			for _, l := range n.Act.Lits {
				Inspect(l.Body, f)
			}
		}
		Inspect(n.Fail, f)
		Inspect(n.Body, f)
		Inspect(n.Else, f)
	}
}

// InspectActs calls f for every act of a list, in order.
func InspectActs(list []*Node, f func(*Act)) {
	Inspect(list, func(n *Node) bool {
		if n.Cond != nil {
			for _, a := range n.Cond.Calls {
				f(a)
			}
		}
		if n.Act != nil {
			f(n.Act)
		}
		return true
	})
}
