// Package checks declares what a check is and runs checks over a tree.
//
// A Check is a value: permanent names, an embedded page, a default severity,
// the facts it needs and one Run function. Everything a check may touch reaches
// it through its Pass; it neither opens files nor prints. What it reports are
// Diagnostics. Severity, suppression, ordering and formats belong to the driver
// (Run in this package, and cmd/kdoc).
package checks

import (
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A Check is one rule. Declare it as a package variable and list it in package
// suite; Validate holds the rules for its fields.
type Check struct {
	// ID is the short permanent code ("KA101") and Slug the name people type
	// ("field-doc-missing"). Neither changes meaning nor is used again.
	ID, Slug string
	// Doc is the check's page, usually an embedded doc.md: a "# title" line
	// (lower case, no full stop, about 60 letters), then the sections Why, Bad,
	// Good, Fix, When to ignore, Source, in that order.
	Doc string
	// Since is the first version of kdoc that has the check.
	Since string
	// Severity is the default; configuration may change it.
	Severity Severity
	// OptIn keeps the check off until a configuration or --only asks for it.
	OptIn bool
	// Fix is the class of the fixes the check offers; FixNone if none.
	Fix FixClass
	// Extract lists the facts the check reads with walk.File.Fact.
	Extract []*walk.Extractor
	// Vendor asks for the vendored packages to be in Tree.Packages.
	Vendor bool
	// Programs asks for the command trees of the tree's programs; see
	// Pass.Programs.
	Programs bool
	// Options returns a pointer to a new struct of the check's settings holding
	// their defaults, decoded from "settings.<slug>" of the configuration; nil
	// if there are none. Fields carry yaml and jsonschema tags.
	Options func() any
	// Run reports what it finds through the pass. An error means the check
	// could not do its work (it is reported as such); what the user got wrong in
	// a file of the tree is a Diagnostic instead.
	Run func(*Pass) error

	_ struct{}
}

// OnByDefault reports whether the check runs without being asked for. Those that
// look at command trees do not: evaluating the programs of a large tree takes
// longer than everything else together.
func (c *Check) OnByDefault() bool { return !c.OptIn && !c.Programs }

// A Pass is one run of one check over one tree.
type Pass struct {
	Check *Check
	Tree  *walk.Tree
	// Options is what Check.Options returned, after configuration.
	Options any
	// Asked reports whether the user named the check, or wants all: a check that
	// stays silent in trees that follow other rules speaks up then.
	Asked bool
	// Report adds a diagnostic. Path, Symbol and Message are required; the
	// driver fills in Check and Severity.
	Report func(Diagnostic)

	programs func() ([]*commands.Program, error)
	dead     func(url string) string
	runs     func(id string) bool
	tolerate func(Diagnostic)
	abstain  func()
}

// Abstain says that the check does not judge this tree, so that nobody takes
// its silence for a verdict.
func (p *Pass) Abstain() {
	if p.abstain != nil {
		p.abstain()
	}
}

// Tolerate says that something is wrong that a list of the tree tolerates. It
// is not reported, but an entry of a baseline that accepts it is no stale one.
func (p *Pass) Tolerate(d Diagnostic) {
	if p.tolerate != nil {
		p.tolerate(d)
	}
}

// Programs returns the command trees of the tree's programs, sorted by package,
// worked out when first asked for. Only a check that declares Check.Programs may
// ask. Callers must not change them.
func (p *Pass) Programs() ([]*commands.Program, error) {
	if p.programs == nil {
		return nil, nil
	}
	return p.programs()
}

// Dead says what is wrong with a link to the world outside, as in "is not found";
// "" if nothing is known to be, as always unless the user allowed asking the
// network.
func (p *Pass) Dead(url string) string {
	if p.dead == nil {
		return ""
	}
	return p.dead(url)
}

// Runs reports whether another check, by its id, is part of the same run, so that
// one thing is said once, by the check that knows more of it.
func (p *Pass) Runs(id string) bool { return p.runs != nil && p.runs(id) }

// ReadFile returns a file of the tree, such as a rule file. Paths are relative
// to the tree's root.
func (p *Pass) ReadFile(path string) ([]byte, error) { return p.Tree.ReadFile(path) }

// Parse parses one file of the tree, for the few places a fact cannot serve
// (computing a fix). A syntax error comes with what could be parsed.
func (p *Pass) Parse(f *walk.File) (*walk.Syntax, error) { return p.Tree.Parse(f) }

// A Severity says how bad a diagnostic is. The zero value is invalid so that
// forgetting it is caught.
type Severity int

// The severities, mildest first.
const (
	Info Severity = iota + 1
	Warning
	Error
)

// A FixClass says what applying a fix can change.
type FixClass int

// The fix classes. Safe fixes change comments, names local to a file, or
// spelling, and never what the program or its wire format means.
const (
	FixNone FixClass = iota
	FixSafe
	FixUnsafe
)

// A Diagnostic is one thing a check has to say.
type Diagnostic struct {
	// Check is filled in by the driver.
	Check *Check
	// Severity is filled in by the driver, unless the check finds this case
	// milder than its others. A configuration that is milder still has its way.
	Severity Severity
	// Path is the file, relative to the tree. Pos may be zero for the file as a
	// whole; End, if set, is just behind the offending text on Pos's line or a
	// later one.
	Path     string
	Pos, End walk.Pos
	// Symbol names what the diagnostic is about in a way that survives moved
	// lines and reworded messages: "import/path.Type.Field",
	// "import/path -> imported/path". Baselines key on check id and Symbol.
	Symbol string
	// Message says what is wrong and on what; Remedy what to do about it. Both
	// are one sentence or more without the final full stop, start lower case
	// and quote names with %q or back-ticks.
	Message, Remedy string
	// Related are further places: the rule that was broken, an import chain.
	Related []Related
	// Fixes are alternatives; the driver applies the first of a wanted class.
	Fixes []Fix
}

// Related is a place that explains a diagnostic.
type Related struct {
	Path    string
	Pos     walk.Pos
	Message string
}

// A Fix is a set of edits that belong together, in one or several files.
type Fix struct {
	Message string // what applying it does, imperative: "rename import to corev1"
	Class   FixClass
	Edits   []Edit
}

// An Edit replaces the bytes [Start, End) of a file by New. The edits of a fix
// do not overlap.
type Edit struct {
	Path       string
	Start, End int
	New        string
}
