package render

// A Block is a piece of a page. The set is closed: a format knows them all.
type Block interface{ block() }

// Paragraph is running text.
type Paragraph struct{ Text Text }

// Heading is a heading inside of running text. Level counts from 1 within it.
type Heading struct {
	Level int
	Text  Text
}

// Pre is preformatted text. Lang names its language if that is known.
type Pre struct{ Lang, Text string }

// List is a list of items.
type List struct {
	// Ordered lists count from Start.
	Ordered bool
	Start   int
	// Compact lists hold short items that may be set side by side.
	Compact bool
	Items   []Item
}

// Item is an item of a list.
type Item struct {
	// ID makes the item a target; usually "".
	ID     string
	Blocks []Block
}

// Terms is a list of things with a name each, such as flags, and what there is to
// say about them.
type Terms struct{ Items []Term }

// Term is an item of Terms.
type Term struct {
	// ID makes the item a target; usually "".
	ID     string
	Name   Text
	Blocks []Block
}

// Fields lists the fields of an object.
type Fields struct{ Items []Field }

// Field is an item of Fields.
type Field struct {
	// ID makes the field a target.
	ID   string
	Name string
	Type Text
	// Notes are short labels such as "required".
	Notes  []string
	Source Ref
	// Blocks describe the field, Facts say the rest.
	Blocks []Block
	Facts  []Fact
}

// Terms returns the fields as Terms, for formats with no better way to show
// them.
func (f Fields) Terms() Terms {
	var out Terms
	for _, x := range f.Items {
		t := Term{ID: x.ID, Name: append(Text{{Text: x.Name, Style: Mono}, {Text: " "}}, x.Type...), Blocks: x.Blocks}
		for _, n := range x.Notes {
			t.Name = append(t.Name, Span{Text: ", " + n, Style: Label})
		}
		for _, fact := range x.Facts {
			t.Blocks = append(t.Blocks[:len(t.Blocks):len(t.Blocks)], Paragraph{append(Text{{Text: fact.Name + ": "}}, fact.Value...)})
		}
		out.Items = append(out.Items, t)
	}
	return out
}

// Quote is what someone else said, or a remark set apart.
type Quote struct{ Blocks []Block }

// Table is a table. Every row has as many cells as Head.
type Table struct {
	Head []string
	// Right says which columns hold numbers.
	Right []bool
	Rows  [][]Text
}

// Comment is a Go doc comment, kept as it was written until a format asks for
// its Blocks.
type Comment struct {
	Text  string
	Scope *Scope
}

// Markup is Markdown from the tree or from kdoc's own pages, kept as it was
// written until a format asks for its Blocks.
type Markup struct {
	Text string
	// SkipTitle leaves out the first heading.
	SkipTitle bool
	// Lead keeps only the opening: the first paragraphs, up to a heading.
	Lead bool
	// Base is the directory of the tree that relative links start from.
	Base string
}

// Code is Go source text.
type Code struct {
	Text  string
	Scope *Scope
	// Marks are the names that links can lead to, by offset in Text.
	Marks []Mark
	// Source is where the text comes from.
	Source Ref
	// Note is a short label, such as a build constraint.
	Note string
}

// Mark is a declared name at a byte offset of a Code's text. An ID of "" means
// that links lead to the heading above.
type Mark struct {
	ID     string
	Offset int
}

// Scope says what the names in a piece of Go source mean.
type Scope struct {
	// Package is the import path the text is from.
	Package string
	// Imports maps the names of the file's imports to their paths.
	Imports map[string]string
}

// Outline is a tree of things such as the packages of a module.
type Outline struct {
	Nodes []Node
	// Open is how many levels a format that folds long outlines leaves open.
	Open int
}

// Node is one entry of an Outline.
type Node struct {
	Text Text
	// Note is a sentence about it.
	Note  string
	Nodes []Node
}

// JustNames reports whether nodes are nothing but names, which formats may set
// in running text or side by side.
func JustNames(nodes []Node) bool {
	for i := range nodes {
		if nodes[i].Note != "" || len(nodes[i].Nodes) > 0 {
			return false
		}
	}
	return len(nodes) > 0
}

// Picture is a drawing with everything it shows said in words as well.
type Picture struct {
	// SVG is a complete, self-contained svg element that kdoc itself made, as
	// package graph does. Formats may lead its titled nodes to pages (Named).
	SVG string
	// Alt is a sentence that stands for the picture.
	Alt string
}

// Diagnostics lists what checks reported.
type Diagnostics struct {
	// Items are in the order of the report.
	Items []Diagnostic
}

// Diagnostic is a check's report, ready to be shown.
type Diagnostic struct {
	// Severity is "error", "warning" or "info".
	Severity string
	// Rule leads to the rule's page.
	Rule Span
	// Place is where it is.
	Place Span
	// Symbol leads to what it is about, if that has a place on a page.
	Symbol          Span
	Message, Remedy string
	Related         []Related
}

// Related is a place that explains a Diagnostic.
type Related struct {
	Place   Span
	Message string
}

// Tally is a row of figures.
type Tally struct{ Figures []Figure }

// Figure is one figure of a Tally.
type Figure struct {
	Value string
	Label string
	To    Ref
	// Tone is "good", "bad" or "".
	Tone string
}

func (Paragraph) block()    {}
func (Heading) block()      {}
func (Pre) block()          {}
func (List) block()         {}
func (Terms) block()        {}
func (Fields) block()       {}
func (Quote) block()        {}
func (Table) block()        {}
func (Comment) block()      {}
func (Markup) block()       {}
func (Code) block()         {}
func (Outline) block()      {}
func (Picture) block()      {}
func (*Diagnostics) block() {}
func (Tally) block()        {}
func (*Listing) block()     {}
