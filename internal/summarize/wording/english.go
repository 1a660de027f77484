package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
)

// english is the grammar of English.
type english struct{}

func (english) act(w *writer, a *fg.Act) []Part {
	if e := a.Effect; e != nil {
		if p := englishEffect(w, a, e); p != nil {
			return p
		}
	}
	switch a.Verb {
	case fg.Starts:
		return englishStarts(w, a)
	case fg.Defers:
		if a.Text == "" {
			return []Part{text("when the function ends:")}
		}
		return []Part{text("when the function ends, calls "), code(a.Text)}
	case fg.Sends:
		return []Part{text("sends "), code(a.Arg), text(" to the channel "), code(a.Text)}
	case fg.Takes:
		return []Part{text("waits for the channel "), code(a.Text)}
	case fg.Closes:
		return []Part{text("closes the channel "), code(a.Text)}
	case fg.Deletes:
		if a.Arg == "" {
			return []Part{text("empties "), code(a.Text)}
		}
		return []Part{text("deletes "), code(a.Arg), text(" from "), code(a.Text)}
	case fg.Grows:
		return []Part{text("adds "), code(a.Arg), text(" to "), code(a.Text)}
	case fg.Sets:
		return englishSets(w, a)
	}
	return englishCall(w, a)
}

func englishCall(w *writer, a *fg.Act) []Part {
	if a.Log {
		return []Part{text("only logs "), code(logText(a))}
	}
	if a.Text == "" {
		return []Part{text("runs a function literal")}
	}
	if a.Error != "" && a.Effect == nil && len(a.Results) > 0 {
		return []Part{text("sets "), code(a.Results[len(a.Results)-1]), text(" to the error “"), quote(a.Error), text("”")}
	}
	own := w.name(a.Target) != ""
	out := []Part{text("calls "), code(callText(a, own))}
	if a.Ends == fg.Never {
		out = append(out, text(", which does not return"))
	}
	if names := w.behind(a); len(names) > 0 {
		out = append(out, text(", that is "))
		if len(names) > 1 {
			out = append(out, text("one of "))
		}
		out = append(out, englishList(names, "or")...)
	}
	return out
}

func englishList(names []string, and string) (out []Part) {
	for i, n := range names {
		switch {
		case i > 0 && i == len(names)-1:
			out = append(out, text(" "+and+" "))
		case i > 0:
			out = append(out, text(", "))
		}
		out = append(out, code(n))
	}
	return out
}

func englishStarts(w *writer, a *fg.Act) []Part {
	if a.Text == "" {
		if len(a.Lits) > 0 {
			if calls := calledBy(a.Lits[0]); len(calls) > 0 {
				return cat([]Part{text("starts a goroutine that calls ")}, englishList(calls, "and"))
			}
		}
		return []Part{text("starts a goroutine")}
	}
	return []Part{text("starts "), code(callText(a, false)), text(" on a goroutine of its own")}
}

func englishSets(w *writer, a *fg.Act) []Part {
	if a.Text == "" {
		return []Part{text("returns a function")}
	}
	if len(a.Lits) > 0 {
		if !strings.HasPrefix(a.Arg, "(func") {
			return []Part{text("sets "), code(a.Text), text(" to "), code(a.Arg), text(", with")}
		}
		return []Part{text("sets "), code(a.Text), text(" to a function")}
	}
	if x, ok := strings.CutSuffix(a.Arg, "++"); ok && x == a.Text {
		return []Part{text("adds one to "), code(a.Text)}
	}
	if x, ok := strings.CutSuffix(a.Arg, "--"); ok && x == a.Text {
		return []Part{text("takes one from "), code(a.Text)}
	}
	if op, rest, ok := strings.Cut(a.Arg, "= "); ok && len(op) == 1 {
		return []Part{code(a.Text + " " + op + "= " + rest)}
	}
	to := []Part{text("sets "), code(a.Text), text(" to "), code(a.Arg)}
	if a.Copy {
		to = append(to, text(" in a copy"))
	}
	return to
}

var englishVerbs = map[string]string{
	"create": "creates", "update": "updates", "delete": "deletes", "patch": "patches", "apply": "applies", "get": "gets", "list": "lists",
	"watch": "watches", "deletecollection": "deletes all of", "evict": "evicts", "bind": "binds",
}

func englishEffect(w *writer, a *fg.Act, e *fg.Effect) []Part {
	switch e.Class {
	case "api":
		verb := englishVerbs[e.Verb]
		if verb == "" {
			return nil
		}
		if a.Helped {
			return englishHelped(w, a)
		}
		out := []Part{text(verb + " the ")}
		if e.Sub != "" {
			out = append(out, text(e.Sub+" of the "))
		}
		if e.Kind == "" {
			return append(out, text("object through the API ("), code(a.Text), text(")"))
		}
		return append(out, code(e.Kind), text(" through the API ("), code(a.Text), text(")"))
	case "cache":
		if e.Verb == "list" {
			return []Part{text("lists "), code(e.Kind), text(" objects from the cache")}
		}
		return []Part{text("gets the "), code(e.Kind), text(" from the cache")}
	case "event":
		out := []Part{text("records the ")}
		if e.Type != "" {
			out = append(out, text(e.Type+" "))
		}
		out = append(out, text("event "), code(e.Reason))
		if a.Error != "" {
			out = append(out, text(" (“"), quote(a.Error), text("”)"))
		}
		return out
	case "exit":
		out := []Part{text("ends the process")}
		if a.Error != "" {
			out = append(out, text(" ("), code(a.Error), text(")"))
		}
		return out
	}
	return nil
}

// englishHelped is a call of a helper that makes requests.
func englishHelped(w *writer, a *fg.Act) []Part {
	out := []Part{text("calls "), code(callText(a, true)), text(", which ")}
	for i, e := range append([]*fg.Effect{a.Effect}, a.Also...) {
		if i > 0 {
			out = append(out, text(" and "))
		}
		out = append(out, text("may "+strings.TrimSuffix(englishBase[e.Verb], " ")+" the "))
		if e.Sub != "" {
			out = append(out, text(e.Sub+" of the "))
		}
		out = append(out, code(e.Kind))
	}
	return append(out, text(" through the API"))
}

var englishBase = map[string]string{
	"create": "create", "update": "update", "delete": "delete", "patch": "patch", "apply": "apply", "get": "get", "list": "list",
	"watch": "watch", "deletecollection": "delete all of", "evict": "evict", "bind": "bind",
}

func (english) fate(f plan.Fate) []Part {
	switch f {
	case plan.Logged:
		return []Part{text("; if that fails, the error is only logged")}
	case plan.Ignored:
		return []Part{text("; an error is dropped")}
	case plan.Quiet:
		return []Part{text("; if that fails, it stops there")}
	case plan.Next:
		return []Part{text("; if that fails, it goes on with the next")}
	case plan.Stops:
		return []Part{text("; if that fails, it leaves the loop")}
	case plan.Closed:
		return []Part{text(", and ends when that is shut down")}
	}
	return nil
}

func (english) acts(clauses [][]Part) []Part {
	const calls = "calls "
	out := clauses[0]
	for i, c := range clauses[1:] {
		sep := ", "
		if i == len(clauses)-2 {
			sep = ", then "
		}
		if c[0].Text == calls && clauses[i][0].Text == calls {
			c = c[1:] // "calls a, then b"
		}
		out = cat(out, []Part{text(sep)}, c)
	}
	return out
}

func (english) cond(w *writer, c *fg.Cond) []Part {
	out := englishCond(w, c)
	for _, m := range c.Means {
		out = append(out, text(" ("), code(m.Name), text(": "), code(m.Value), text(")"))
	}
	return append(out, w.values(c.Values)...)
}

func englishCond(w *writer, c *fg.Cond) []Part {
	is := func(s string) []Part { return []Part{code(c.Subject), text(s)} }
	switch c.Kind {
	case fg.Failed:
		if w.justCalled(c.From) {
			return []Part{text("that fails")}
		}
		if c.From != "" {
			return []Part{code(c.From), text(" fails")}
		}
	case fg.Worked:
		if w.justCalled(c.From) {
			return []Part{text("that succeeds")}
		}
		if c.From != "" {
			return []Part{code(c.From), text(" succeeds")}
		}
	case fg.Absent, fg.Present:
		yes := c.Kind == fg.Present
		switch lookup(c.From) {
		case "element":
			if yes {
				return []Part{code(c.From), text(" is there")}
			}
			return []Part{text("there is no "), code(c.From)}
		case "assertion":
			x, t := assertion(c.From)
			if yes {
				return []Part{code(x), text(" is a "), code(t)}
			}
			return []Part{code(x), text(" is no "), code(t)}
		}
		return []Part{code(c.Text), text(" (of "), code(c.From), text(")")}
	case fg.IsNil:
		return is(" is nil")
	case fg.NotNil:
		return is(" is not nil")
	case fg.Empty:
		return is(" is empty")
	case fg.NotEmpty:
		return is(" is not empty")
	case fg.NotFound:
		if c.From != "" {
			return []Part{code(c.From), text(" finds no such object")}
		}
		return []Part{text("there is no such object ("), code(c.Text), text(")")}
	case fg.GateOn:
		return []Part{text("the feature gate "), code(c.Subject), text(" is on")}
	case fg.GateOff:
		return []Part{text("the feature gate "), code(c.Subject), text(" is off")}
	case fg.Deleting:
		return is(" is set")
	case fg.Alive:
		return is(" is not set")
	}
	return []Part{code(c.Text)}
}

func (english) when(cond, clause []Part) []Part {
	if clause == nil {
		return cat([]Part{text("if ")}, cond)
	}
	return cat([]Part{text("if ")}, cond, []Part{text(", ")}, clause)
}

func (english) otherwise(clause []Part) []Part {
	if clause == nil {
		return []Part{text("otherwise")}
	}
	return cat([]Part{text("otherwise ")}, clause)
}

func (english) by(over string) []Part {
	if over == "" {
		return []Part{text("the first of these that holds")}
	}
	return []Part{text("depending on "), code(over)}
}

func (e english) is(w *writer, c *fg.Cond, butFor string, clause []Part) []Part {
	if c == nil && butFor != "" {
		out := []Part{text("for anything but "), code(butFor)}
		if clause == nil {
			return out
		}
		return cat(out, []Part{text(": ")}, clause)
	}
	if c == nil {
		return e.otherwise(clause)
	}
	out := cat([]Part{text("if ")}, e.cond(w, c))
	if c.Kind == "" && !strings.ContainsAny(c.Text, "=<>!&|(") {
		out = cat([]Part{code(c.Text)}, w.values(c.Values))
	}
	if clause == nil {
		return out
	}
	return cat(out, []Part{text(": ")}, clause)
}

func (english) colon() string { return ": " }
func (english) waits() []Part { return []Part{text("waits for whichever comes first")} }

func (english) comes(w *writer, a *fg.Act, clause []Part) []Part {
	var out []Part
	switch {
	case a == nil:
		out = []Part{text("at once if nothing is ready")}
	case a.Verb == fg.Sends:
		out = []Part{text("sends "), code(a.Arg), text(" to the channel "), code(a.Text)}
	default:
		out = []Part{code("<-" + a.Text)}
	}
	if a != nil {
		out = append(out, w.values(a.Values)...)
	}
	if clause == nil {
		return out
	}
	return cat(out, []Part{text(": ")}, clause)
}

func (english) each(each, over string) []Part {
	if each == "" {
		return []Part{text("for each of "), code(over)}
	}
	return []Part{text("for each "), code(each), text(" of "), code(over)}
}

func (english) while(cond []Part) []Part { return cat([]Part{text("as long as ")}, cond) }
func (english) forever() []Part          { return []Part{text("over and over")} }

func (english) leaves(w *writer, e *fg.Exit) []Part {
	if e == nil {
		return []Part{text("does nothing")}
	}
	switch e.Kind {
	case fg.Continues:
		return []Part{text("goes on with the next")}
	case fg.Breaks:
		return []Part{text("leaves the loop")}
	case fg.Jumps:
		return []Part{text("jumps to "), code(e.Label)}
	case fg.Panics:
		return []Part{text("panics (“"), quote(e.Text), text("”)")}
	case fg.Exits:
		return []Part{text("the process ends")}
	}
	return cat(englishReturn(w, e), w.values(e.Values))
}

func englishReturn(w *writer, e *fg.Exit) []Part {
	rest := e.Results
	if e.Called || e.Error == "call" && len(rest) == 1 {
		if w.justCalled(rest[0]) {
			return []Part{text("returns its result")}
		}
		return []Part{text("returns "), code(rest[0])}
	}
	switch e.Error {
	case "new":
		return []Part{text("fails with “"), quote(e.Text), text("”")}
	case "err":
		if e.Text != "" {
			return []Part{text("fails with "), code(e.Text)}
		}
		return []Part{text("returns the error")}
	case "maybe":
		if len(rest) == 1 {
			return []Part{text("returns the error, if there is one")}
		}
	case "nil":
		if rest = rest[:len(rest)-1]; len(rest) == 0 {
			return []Part{text("returns without an error")}
		}
	}
	if len(rest) == 0 {
		return []Part{text("returns")}
	}
	return []Part{text("returns "), code(strings.Join(rest, ", "))}
}

func (english) fails(clause []Part) []Part {
	if clause == nil {
		return []Part{text("if that fails")}
	}
	return cat([]Part{text("if that fails, ")}, clause)
}

func (english) runs(label string) []Part {
	switch label {
	case "":
		return []Part{text("the function it is given")}
	case "add":
		return []Part{text("on add")}
	case "update":
		return []Part{text("on update")}
	case "delete":
		return []Part{text("on delete")}
	}
	return []Part{code(label)}
}

func (english) link(l plan.Link, clause []Part) []Part {
	switch l {
	case plan.Otherwise:
		return cat([]Part{text("otherwise ")}, clause)
	case plan.Unless:
		return cat([]Part{text("if it goes on, ")}, clause)
	case plan.Then:
		return cat([]Part{text("then ")}, clause)
	}
	return clause
}

func (english) values(list []fg.Binding) []Part {
	out := []Part{text(" (")}
	for i, b := range list {
		if i > 0 {
			out = append(out, text(", "))
		}
		out = append(out, code(b.Name), text(" is "+b.Value))
	}
	return append(out, text(")"))
}

func (english) quoted(s string) []Part { return []Part{text("“"), quote(s), text("”")} }

// sentence gives a clause its capital and its stop.
func (english) sentence(clause []Part, open bool) []Part {
	if len(clause) == 0 {
		return nil
	}
	out := append([]Part(nil), clause...)
	if !out[0].Code && !out[0].Quote {
		r, n := utf8.DecodeRuneInString(out[0].Text)
		out[0].Text = string(unicode.ToUpper(r)) + out[0].Text[n:]
	}
	last := out[len(out)-1].Text
	switch {
	case strings.HasSuffix(last, ":"):
	case open:
		out = append(out, text(":"))
	case strings.HasSuffix(last, ".”"), strings.HasSuffix(last, "?”"):
	default:
		out = append(out, text("."))
	}
	return out
}

func (english) trigger(w *writer, list []*plan.Trigger) []Part {
	t := list[0]
	switch t.Kind {
	case plan.Event:
		var verbs []string
		for _, x := range list {
			v := map[string]string{"add": "added", "update": "updated", "delete": "deleted"}[x.Verb]
			if v != "" && !strings.Contains(strings.Join(verbs, " "), v) {
				verbs = append(verbs, v)
			}
		}
		object := []Part{code(t.On)}
		if t.Object != "" {
			object = []Part{text("a "), code(t.Object)}
		}
		if len(verbs) == 0 {
			return cat([]Part{text("when something happens to ")}, object)
		}
		return cat([]Part{text("when ")}, object, []Part{text(" is " + orList(verbs, "or"))})
	case plan.Timer:
		return cat(englishRuns(w, t), []Part{text(", every "), code(t.Period)}, w.values(t.Values))
	case plan.Goroutine:
		return englishRuns(w, t)
	case plan.Route:
		return []Part{text("when "), code(t.On), text(" is requested")}
	case plan.Main:
		return []Part{text("when the program starts")}
	}
	return []Part{text("when "), code(t.On), text(" is called")}
}

func englishRuns(w *writer, t *plan.Trigger) []Part {
	name := w.name(plan.TargetOf(t))
	what := []Part{code(name)}
	if name == "" {
		what = []Part{text("what "), code(w.name(t.From.Sym)), text(" starts")}
	}
	if t.Times != "" {
		return cat([]Part{text("on as many goroutines as "), code(t.Times), text(": ")}, what)
	}
	return cat([]Part{text("on a goroutine: ")}, what)
}

func orList(words []string, or string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + or + " " + words[len(words)-1]
}
