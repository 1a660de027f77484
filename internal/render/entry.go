package render

// An Entry is something on a page that search leads to. Pages themselves need
// none.
type Entry struct {
	// Kind says what it is.
	Kind EntryKind
	Name string
	// Anchor is its place on the page; Target the page if that is another one.
	Anchor, Target string
	// About tells it from others of its name, or says what it is.
	About string
	// Types are what a function or type has to do with other types: ">pod" takes a
	// Pod, "<pod" returns one, ".pod" has a field of it. Lower case.
	Types []string
	// Low entries come after others: what is generated, deprecated, or for tests.
	Low bool
}

// An EntryKind is a letter that stands for a kind of Entry.
type EntryKind byte

// The kinds of entries. Those of pages are in package search.
const (
	FuncEntry   EntryKind = 'F'
	TypeEntry   EntryKind = 'T'
	MethodEntry EntryKind = 'M'
	ConstEntry  EntryKind = 'C'
	VarEntry    EntryKind = 'V'
	MemberEntry EntryKind = 'S'
	FieldEntry  EntryKind = 'f' // of an API
	FlagEntry   EntryKind = 'g'
	GateEntry   EntryKind = 't'
	MetricEntry EntryKind = 'x'
	EventEntry  EntryKind = 'e'
	LabelEntry  EntryKind = 'l'
	EnvEntry    EntryKind = 'v'
	PortEntry   EntryKind = 'o'
	RouteEntry  EntryKind = 'h'
	ExitEntry   EntryKind = 'q'
	PluginEntry EntryKind = 'u'
	LoopEntry   EntryKind = 'n' // controllers
	RoleEntry   EntryKind = 'R'
)
