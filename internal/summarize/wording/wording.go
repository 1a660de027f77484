// Package wording makes sentences of the items of a plan, in English or Chinese.
//
// A language is one file that implements grammar: a method per kind of
// statement, which the compiler holds it to. Names, conditions and values stand
// as the source writes them; everything else is the language's own.
package wording

import (
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
)

// A Part is a piece of a sentence. Code is a name or expression of the source,
// Quote what a comment says.
type Part struct {
	Text  string `json:"text"`
	Code  bool   `json:"code,omitempty"`
	Quote bool   `json:"quote,omitempty"`
}

// A Sentence is a sentence with the places it was read from.
type Sentence struct {
	// ID is the item it words, the same in every language, "" if it is none.
	ID string `json:"id,omitempty"`
	// Fact names the kind of statement, the same in every language.
	Fact  string   `json:"fact"`
	Parts []Part   `json:"parts"`
	At    []fg.Pos `json:"at"`
	// When are the conditions under which it holds, outermost first, as the source
	// writes them, "!(…)" where one does not hold; "" is one that the source has no
	// words for, such as that nothing before has returned.
	When []string `json:"when,omitempty"`
	// Items are the statements that this one introduces.
	Items []Sentence `json:"items,omitempty"`
}

// Plain is the sentence's text without markup.
func (s *Sentence) Plain() string {
	var b strings.Builder
	for _, p := range s.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Words counts the words of a sentence and what it introduces, as they stand
// between blanks.
func Words(list []Sentence) int {
	n := 0
	for i := range list {
		n += len(strings.Fields(list[i].Plain())) + Words(list[i].Items)
	}
	return n
}

// A grammar is what a language has to say for each kind of statement. Clauses
// have no subject, since the function they are told of is it, and neither begin
// with a capital nor end with a full stop.
type grammar interface {
	// act is what is done; fate what becomes of its error.
	act(w *writer, a *fg.Act) []Part
	fate(f plan.Fate) []Part
	// acts joins clauses that follow one another.
	acts(clauses [][]Part) []Part
	// cond is a condition as a clause.
	cond(w *writer, c *fg.Cond) []Part
	// when and otherwise introduce what happens if a condition holds or not; a nil
	// clause is told below.
	when(cond, clause []Part) []Part
	otherwise(clause []Part) []Part
	by(over string) []Part
	is(w *writer, c *fg.Cond, butFor string, clause []Part) []Part
	waits() []Part
	comes(w *writer, a *fg.Act, clause []Part) []Part
	each(each, over string) []Part
	while(cond []Part) []Part
	forever() []Part
	leaves(w *writer, e *fg.Exit) []Part
	fails(clause []Part) []Part
	runs(label string) []Part
	colon() string
	// link puts how an item follows the one before it in front of its clause.
	link(l plan.Link, clause []Part) []Part
	// values explains constants: "(retries is 5)".
	values(list []fg.Binding) []Part
	quoted(text string) []Part
	sentence(clause []Part, open bool) []Part
	trigger(w *writer, list []*plan.Trigger) []Part
}

func grammarOf(lang string) grammar {
	if strings.HasPrefix(lang, "zh") {
		return chinese{}
	}
	return english{}
}

// A writer words a document. It remembers which constants it has explained.
type writer struct {
	g    grammar
	seen map[string]bool
	name func(fg.Sym) string
	// last is the call that the sentence before ends with.
	last string
}

// justCalled reports whether a call is the one that the sentence before ended
// with.
func (w *writer) justCalled(call string) bool {
	return w.last != "" && strings.HasPrefix(call, w.last+"(")
}

// A Writer words the items of a plan in one language.
type Writer struct{ w writer }

// New returns a writer for a language ("en" or "zh-CN"). name says what a symbol
// is called.
func New(lang string, name func(fg.Sym) string) *Writer {
	return &Writer{writer{g: grammarOf(lang), seen: map[string]bool{}, name: name}}
}

// Items words items.
func (w *Writer) Items(items []*plan.Item) []Sentence { return w.w.items(items) }

// Trigger words what a journey starts from.
func (w *Writer) Trigger(list []*plan.Trigger) []Part { return w.w.g.trigger(&w.w, list) }

// Quote words a comment.
func (w *Writer) Quote(text string) []Part { return w.w.g.quoted(text) }

// Forget lets constants be explained again.
func (w *Writer) Forget() { w.w.seen = map[string]bool{} }

func (w *writer) items(items []*plan.Item) (out []Sentence) {
	for _, it := range items {
		s := w.item(it)
		w.ended(it)
		out = append(out, s)
	}
	return out
}

// ended notes the call that a sentence ends with, if it does.
func (w *writer) ended(it *plan.Item) {
	w.last = ""
	if n := len(it.Acts); it.Kind == plan.Acts && n > 0 && it.Acts[n-1].Verb == fg.Calls && len(it.Items) == 0 {
		w.last = it.Acts[n-1].Text
	}
}

// item words one item and what is below it.
func (w *writer) item(it *plan.Item) Sentence {
	s := Sentence{ID: it.ID, Fact: string(it.Kind), At: it.At, When: it.Guards}
	if it.Kind == plan.Says {
		s.Parts = w.g.sentence(w.g.quoted(w.note(it.Note)), false)
		return s
	}
	clause, open := w.clause(it, &s)
	clause = w.g.link(it.Link, clause)
	s.Parts = w.g.sentence(clause, open)
	if it.Note != nil {
		s.Parts = append(s.Parts, Part{Text: " "})
		s.Parts = append(s.Parts, w.g.quoted(w.note(it.Note))...)
		s.At = append(s.At[:len(s.At):len(s.At)], it.Note.At)
	}
	return s
}

// clause words an item without capital and stop. It reports whether something
// follows below.
func (w *writer) clause(it *plan.Item, s *Sentence) (clause []Part, open bool) {
	g := w.g
	switch it.Kind {
	case plan.Acts:
		clause = w.acts(it)
		open = w.below(it, s)
	case plan.When:
		cond := g.cond(w, it.Cond)
		if only := w.only(it, s); only != nil {
			return g.when(cond, only), false
		}
		clause, open = g.when(cond, nil), w.below(it, s)
	case plan.Else:
		if len(it.Items) == 1 && it.Items[0].Kind == plan.When && it.Items[0].Note == nil && it.Items[0].Link == plan.Plain {
			inner, more := w.clause(it.Items[0], s)
			s.At = append(s.At[:len(s.At):len(s.At)], it.Items[0].At...)
			return g.otherwise(inner), more
		}
		if only := w.only(it, s); only != nil {
			return g.otherwise(only), false
		}
		clause, open = g.otherwise(nil), w.below(it, s)
	case plan.Fails:
		if only := w.only(it, s); only != nil {
			return g.fails(only), false
		}
		clause, open = g.fails(nil), w.below(it, s)
	case plan.By:
		clause, open = g.by(it.Over), w.below(it, s)
	case plan.Is:
		clause, open = w.oneCase(it, s, func(only []Part) []Part { return g.is(w, it.Cond, it.Label, only) })
	case plan.Waits:
		clause, open = g.waits(), w.below(it, s)
	case plan.Comes:
		var a *fg.Act
		if len(it.Acts) > 0 {
			a = it.Acts[0]
		}
		clause, open = w.oneCase(it, s, func(only []Part) []Part { return g.comes(w, a, only) })
	case plan.Each:
		clause, open = g.each(it.Each, it.Over), w.below(it, s)
	case plan.While:
		clause, open = g.while(g.cond(w, it.Cond)), w.below(it, s)
	case plan.Forever:
		clause, open = g.forever(), w.below(it, s)
	case plan.Leaves:
		clause = g.leaves(w, it.Exit)
	case plan.Runs:
		if only := w.only(it, s); only != nil && it.Label != "" {
			return cat(g.runs(it.Label), []Part{text(g.colon())}, only), false
		}
		clause, open = g.runs(it.Label), w.below(it, s)
	}
	return clause, open
}

func (w *writer) oneCase(it *plan.Item, s *Sentence, word func([]Part) []Part) ([]Part, bool) {
	if len(it.Items) == 0 {
		if len(it.Acts) > 0 && it.Acts[0].Verb == fg.Sends {
			return word(nil), false // that it is sent is what happens
		}
		return word(w.g.leaves(w, nil)), false
	}
	if only := w.only(it, s); only != nil {
		return word(only), false
	}
	return word(nil), w.below(it, s)
}

// below words what an item introduces.
func (w *writer) below(it *plan.Item, s *Sentence) bool {
	s.Items = append(s.Items, w.items(it.Items)...)
	return len(it.Items) > 0
}

// only is the clause of the single thing below an item that fits into its
// sentence, or nil. Its places become the sentence's.
func (w *writer) only(it *plan.Item, s *Sentence) []Part {
	if len(it.Items) == 2 && it.Items[1].Kind == plan.Leaves && simple(it.Items[0]) && it.Items[1].Note == nil && it.Items[1].Link == plan.Plain {
		first, _ := w.clause(it.Items[0], s)
		w.ended(it.Items[0])
		second, _ := w.clause(it.Items[1], s)
		w.last = ""
		s.At = append(append(s.At[:len(s.At):len(s.At)], it.Items[0].At...), it.Items[1].At...)
		return w.g.acts([][]Part{first, second})
	}
	if len(it.Items) != 1 || !simple(it.Items[0]) || it.Items[0].Link != plan.Plain {
		return nil
	}
	clause, _ := w.clause(it.Items[0], s)
	s.At = append(s.At[:len(s.At):len(s.At)], it.Items[0].At...)
	return clause
}

func simple(it *plan.Item) bool {
	if it.Kind == plan.Runs {
		return false
	}
	return (it.Kind == plan.Acts || it.Kind == plan.Leaves) && len(it.Items) == 0 && it.Note == nil
}

func (w *writer) acts(it *plan.Item) []Part {
	var clauses [][]Part
	for i, a := range it.Acts {
		c := w.g.act(w, a)
		c = append(c, w.values(a.Values)...)
		c = append(c, w.g.fate(it.Fates[i])...)
		clauses = append(clauses, c)
	}
	if it.Exit != nil {
		if n := len(it.Acts); n > 0 && it.Acts[n-1].Verb == fg.Calls {
			w.last = it.Acts[n-1].Text
		}
		clauses = append(clauses, w.g.leaves(w, it.Exit))
		w.last = ""
	}
	return w.g.acts(clauses)
}

// behind are the functions that a call of an interface or of a field that keeps a
// function leads to, by name.
func (w *writer) behind(a *fg.Act) (names []string) {
	if len(a.Impls)+len(a.Kept) == 0 {
		return nil
	}
	_, method, _ := strings.Cut(a.Target.Name, ".")
	for _, t := range a.Impls {
		if n := w.name(fg.Sym{Pkg: t.Pkg, Name: t.Name + "." + method}); n != "" {
			names = append(names, n)
		}
	}
	for _, k := range a.Kept {
		if n := w.name(k); n != "" {
			names = append(names, n)
		}
	}
	if len(names) > 3 {
		return nil
	}
	return names
}

// values explains constants that have not been.
func (w *writer) values(list []fg.Binding) []Part {
	var fresh []fg.Binding
	for _, b := range list {
		if key := b.Name + "=" + b.Value; !w.seen[key] {
			w.seen[key] = true
			fresh = append(fresh, b)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return w.g.values(fresh)
}

// How long a comment may be that is quoted within the story, in words.
const maxNote = 45

// note is a comment cut behind a sentence. What counts things is kept with what it
// counts.
func (w *writer) note(n *fg.Note) string {
	return Sentences(n.Text, maxNote)
}

// Sentences cuts a text behind the last sentence that ends within so many words;
// a longer first sentence stays whole.
func Sentences(text string, most int) string {
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	end := 0
	for i, x := range words {
		if ends(x) && (i < most || end == 0) {
			end = i + 1
		}
		if i >= most && end > 0 {
			break
		}
	}
	if end == 0 {
		end = len(words)
	}
	return strings.Join(words[:end], " ")
}

func ends(word string) bool {
	if strings.Trim(word, "0123456789()") == "." { // the number of an entry
		return false
	}
	if strings.HasSuffix(word, "e.g.") || strings.HasSuffix(word, "i.e.") || strings.HasSuffix(word, "etc.") {
		return false
	}
	return strings.HasSuffix(word, ".") || strings.HasSuffix(word, "!") || strings.HasSuffix(word, "?") || strings.HasSuffix(word, ".)")
}

func code(s string) Part  { return Part{Text: s, Code: true} }
func text(s string) Part  { return Part{Text: s} }
func quote(s string) Part { return Part{Text: s, Quote: true} }

func cat(lists ...[]Part) (out []Part) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// callText is a call as the source writes it, with its arguments if they are few
// and short, or say something.
func callText(a *fg.Act, own bool) string {
	args := strings.Join(a.Args, ", ")
	if len(a.Lits) > 0 && strings.Contains(args, "func") {
		return a.Text
	}
	if own && len(args) <= 44 {
		for _, x := range a.Args {
			if telling(x) {
				own = false
			}
		}
	}
	if own || len(args) > 64 || len(a.Text) > 70 {
		return a.Text
	}
	return a.Text + "(" + args + ")"
}

// telling reports whether an argument says more than the name of a variable.
func telling(x string) bool {
	return x == "true" || x == "false" || x == "nil" || strings.ContainsAny(x, "\".(") || x != "" && x[0] >= '0' && x[0] <= '9'
}

// lookup tells what kind of lookup a variable is the success of.
func lookup(from string) string {
	switch {
	case strings.Contains(from, ".("):
		return "assertion"
	case strings.HasSuffix(from, "]"):
		return "element"
	}
	return "call"
}

// assertion splits "x.(T)".
func assertion(from string) (x, t string) {
	i := strings.LastIndex(from, ".(")
	return from[:i], strings.TrimSuffix(from[i+2:], ")")
}

// logText is what a log says: the first text among its arguments.
func logText(a *fg.Act) string {
	for _, x := range a.Args {
		if strings.HasPrefix(x, `"`) {
			return x
		}
	}
	return a.Text
}

// calledBy lists the first calls of a function literal, as the source writes them.
func calledBy(l *fg.Lit) (out []string) {
	for _, n := range l.Body {
		if n.Kind == fg.Do && n.Act.Verb == fg.Calls && !n.Act.Log && n.Act.Text != "" && len(out) < 3 {
			out = append(out, n.Act.Text)
		}
	}
	return out
}
