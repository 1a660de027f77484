package plan

import (
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A teller makes items of the control flow of functions.
type teller struct {
	j *judge
	// level is how much is told of the function at hand.
	level int
	// inline are functions that are told where they are called, told those that
	// have been.
	inline, told map[fg.Sym]bool
	// triggers are literals and functions that journeys of their own start with:
	// where they are set up, only that is said.
	triggers map[*fg.Lit]bool
	// depth is how deep functions are told inside of others at the moment.
	depth int
}

// How large a function may be that is told where it is called, in items, and how
// deep.
const (
	maxInside = 5
	maxDepth  = 2
)

// list makes items of a list of nodes.
func (t *teller) list(nodes []*fg.Node, guards []string) []*Item {
	return t.listed(nodes, guards, false)
}

// body makes items of the whole of a function, whose last return goes without
// saying.
func (t *teller) body(nodes []*fg.Node, guards []string) []*Item {
	return t.listed(nodes, guards, true)
}

func (t *teller) listed(nodes []*fg.Node, guards []string, whole bool) []*Item {
	var out []*Item
	for i := 0; i < len(nodes); i++ {
		n := nodes[i]
		var made []*Item
		switch {
		case i+1 < len(nodes) && takesUntilClosed(n, nodes[i+1]):
			made = []*Item{{Kind: Acts, At: []fg.Pos{n.At, nodes[i+1].At}, Acts: []*fg.Act{n.Act}, Fates: []Fate{Closed}, Guards: guards}}
			i++
			n = nodes[i]
		case t.wants(n, whole && i == len(nodes)-1 && !quits(nodes[:i])):
			made = t.node(n, guards)
		}
		if diverts([]*fg.Node{n}, false) {
			if len(made) == 0 { // a mark for what follows
				made = []*Item{{Kind: hidden}}
			}
			last := made[len(made)-1]
			last.Diverts = true
			last.Ends = n.Kind == fg.If && len(n.Else) == 0 && fg.Terminates(n.Body) && last.Kind == When || n.Kind == fg.Do && n.Checked && fg.Terminates(n.Fail)
			if n.Kind == fg.If && len(n.Else) == 0 {
				guards = append(guards[:len(guards):len(guards)], not(n.Cond.Text))
			} else {
				guards = append(guards[:len(guards):len(guards)], "")
			}
		}
		out = append(out, made...)
	}
	return Relink(out)
}

// hidden is what leaves without being told.
const hidden Kind = "hidden"

// Relink says how each item of a list follows the one before it, and joins those
// that follow as a matter of course.
func Relink(items []*Item) []*Item {
	var out []*Item
	link, unsure := Plain, false
	for _, it := range items {
		if it.Kind != hidden && it.Kind != Says && it.Kind != Else {
			it.Link = Plain
			if unsure {
				if it.Link = Then; link != Plain {
					it.Link = link
				}
				link = Plain
			}
		}
		if it.Diverts {
			unsure, link = true, Unless
			switch {
			case it.Kind == Acts && len(it.Fates) > 0 && it.Fates[len(it.Fates)-1] == Closed:
				link = Then
			case it.Ends:
				link = Otherwise
			}
		}
		if it.Kind != hidden {
			out = merge(out, it)
		}
	}
	return out
}

// takesUntilClosed reports whether two nodes take the next from a queue and end
// when it is shut down.
func takesUntilClosed(n, ask *fg.Node) bool {
	if n.Kind != fg.Do || !queued(n.Act) || len(n.Act.Results) != 2 || ask.Kind != fg.If || len(ask.Else) > 0 {
		return false
	}
	if ask.Cond.Text != n.Act.Results[1] {
		return false
	}
	for _, x := range ask.Body {
		if !(x.Kind == fg.Leave || x.Kind == fg.Remark || x.Kind == fg.Do && x.Act.Log) {
			return false
		}
	}
	return fg.Terminates(ask.Body)
}

// quits reports whether a function may be left before the end of a list without an
// error: what it returns at its end is then one of several things.
func quits(list []*fg.Node) bool { return fg.Quits(list, false) }

// wants reports whether a node is told at this level.
func (t *teller) wants(n *fg.Node, last bool) bool {
	if n.Kind == fg.Leave && n.Exit.Kind == fg.Returns && last && t.depthless(n) {
		return t.level >= 3
	}
	return t.j.node(n) <= t.level && (t.level > 2 || !unwraps(n))
}

// unwraps reports whether a branch takes an object out of what an informer hands
// over in place of one whose deletion it missed, as all handlers of deletions do.
func unwraps(n *fg.Node) bool {
	if n.Kind != fg.If || n.Cond.Kind != fg.Absent || !strings.Contains(n.Cond.From, ".(") {
		return false
	}
	found := false
	fg.Inspect(n.Body, func(x *fg.Node) bool {
		found = found || x.Cond != nil && strings.Contains(x.Cond.From, "DeletedFinalStateUnknown")
		return !found
	})
	return found
}

// depthless reports whether a return says nothing by itself: nothing, nil, or
// variables.
func (t *teller) depthless(n *fg.Node) bool {
	if n.Exit.Error == "call" || n.Exit.Called {
		return true // the call is told
	}
	for _, r := range n.Exit.Results {
		for _, c := range r {
			if !(c == '_' || c == '.' || c == '&' || c == '*' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
				return false
			}
		}
		if r == "true" || r == "false" || strings.Contains(r, ".") {
			return false
		}
	}
	return true
}

// merge appends an item, joining acts that follow one another as a matter of
// course.
func merge(out []*Item, it *Item) []*Item {
	n := len(out)
	if n == 0 || out[n-1].Diverts {
		return append(out, it)
	}
	last := out[n-1]
	switch {
	case leavesAfter(last, it):
		last.Exit, last.At = it.Exit, append(last.At, it.At...)
	case joinable(last) && joinable(it) && (it.Link == Plain || it.Link == Then && last.Link != Plain) && len(last.Acts) < 4 && it.Note == nil:
		last.Acts, last.Fates, last.At = append(last.Acts, it.Acts...), append(last.Fates, it.Fates...), append(last.At, it.At...)
	default:
		return append(out, it)
	}
	last.Diverts = last.Diverts || it.Diverts
	return out
}

// leavesAfter reports whether an item ends what the one before does, so that both
// fit into a sentence.
func leavesAfter(last, it *Item) bool {
	return it.Kind == Leaves && it.Note == nil && last.Kind == Acts && last.Exit == nil && len(last.Items) == 0 && len(last.Acts) <= 3 &&
		(it.Link == Plain || it.Link == Then && last.Link != Plain)
}

// joinable reports whether an item can share a sentence with its neighbours.
func joinable(it *Item) bool {
	if it.Kind != Acts || len(it.Items) > 0 || it.Exit != nil {
		return false
	}
	for i, a := range it.Acts {
		if it.Fates[i] != Returned && it.Fates[i] != Unasked || a.Verb == fg.Starts || a.Verb == fg.Defers || a.Effect != nil && a.Effect.Class == "event" {
			return false
		}
	}
	return true
}

func (t *teller) node(n *fg.Node, guards []string) []*Item {
	it := &Item{At: []fg.Pos{n.At}, Note: n.Note, Guards: guards}
	under := func(g string) []string { return append(guards[:len(guards):len(guards)], g) }
	switch n.Kind {
	case fg.Remark:
		it.Kind, it.At = Says, []fg.Pos{n.Note.At}
	case fg.Do:
		return t.do(n, it, guards)
	case fg.Leave:
		if n.Exit.Kind == fg.Exits {
			return nil // the call that ends the process says so
		}
		it.Kind, it.Exit = Leaves, n.Exit
	case fg.If:
		return t.branch(n, it, guards)
	case fg.Switch:
		it.Kind, it.Over = By, n.Over
		t.cases(n, it, Is, guards)
	case fg.Select:
		it.Kind = Waits
		t.cases(n, it, Comes, guards)
	case fg.Range:
		it.Kind, it.Over, it.Each = Each, n.Over, n.Each
		it.Items = t.list(n.Body, under("range "+n.Over))
	case fg.For:
		it.Kind, it.Cond = Forever, n.Cond
		g := ""
		if n.Cond != nil {
			it.Kind, g = While, n.Cond.Text
		}
		it.Items = t.list(n.Body, under(g))
	}
	return []*Item{it}
}

func (t *teller) branch(n *fg.Node, it *Item, guards []string) []*Item {
	it.Kind, it.Cond = When, n.Cond
	yes := append(guards[:len(guards):len(guards)], n.Cond.Text)
	no := append(guards[:len(guards):len(guards)], not(n.Cond.Text))
	it.Items = t.list(n.Body, yes)
	if len(it.Items) == 0 {
		it.Items = t.onlyLogs(n.Body, yes)
	}
	rest := t.list(n.Else, no)
	out := t.askedFor(n, guards)
	if len(it.Items) == 0 && len(rest) == 0 && (it.Note == nil || len(n.Body) > 0) {
		return out
	}
	if len(it.Items) == 0 && len(n.Body) > 0 { // nothing of it is told
		it.Cond, it.Items, rest, it.Guards = negated(n.Cond), rest, nil, guards
	}
	out = append(out, it)
	if len(rest) > 0 {
		out = append(out, t.otherwise(n, rest, no)...)
	}
	return out
}

// onlyLogs tells that a branch writes a log and nothing else, where more is told
// than the main points.
func (t *teller) onlyLogs(list []*fg.Node, guards []string) []*Item {
	if t.level < 2 || len(list) != 1 || list[0].Kind != fg.Do || !list[0].Act.Log {
		return nil
	}
	return []*Item{{Kind: Acts, At: []fg.Pos{list[0].At}, Acts: []*fg.Act{list[0].Act}, Fates: []Fate{Unasked}, Guards: guards}}
}

// otherwise tells what happens if a condition does not hold. "else if" goes on
// at the same depth.
func (t *teller) otherwise(n *fg.Node, rest []*Item, guards []string) []*Item {
	first := &Item{Kind: Else, At: rest[0].At[:1], Guards: guards, Cond: n.Cond, Items: rest}
	if len(n.Else) != 1 || n.Else[0].Kind != fg.If || rest[0].Kind != When {
		return []*Item{first}
	}
	first.Items = rest[:1]
	return append([]*Item{first}, rest[1:]...)
}

// negated is a condition that another does not hold.
func negated(c *fg.Cond) *fg.Cond {
	opposite := map[fg.CondKind]fg.CondKind{fg.Failed: fg.Worked, fg.IsNil: fg.NotNil, fg.Empty: fg.NotEmpty, fg.Absent: fg.Present,
		fg.GateOn: fg.GateOff, fg.Deleting: fg.Alive}
	for k, v := range opposite {
		if v == c.Kind {
			opposite = map[fg.CondKind]fg.CondKind{v: k}
			break
		}
	}
	out := *c
	out.Kind = opposite[c.Kind]
	if out.Kind == "" {
		out.From = ""
	}
	out.Text = not(c.Text)
	return &out
}

// not is a condition that another, as the source writes it, does not hold.
func not(cond string) string {
	if simpleName(cond) && !strings.HasPrefix(cond, "!") {
		return "!" + cond
	}
	if rest, ok := strings.CutPrefix(cond, "!"); ok && simpleName(rest) {
		return rest
	}
	return "!(" + cond + ")"
}

func simpleName(s string) bool {
	return s != "" && !strings.ContainsAny(s, " !<>=&|")
}

// askedFor tells the calls of a condition that change something, where they are
// made in any case.
func (t *teller) askedFor(n *fg.Node, guards []string) (out []*Item) {
	for _, a := range n.Cond.Calls {
		if t.j.act(a) == 1 && !strings.Contains(n.Cond.Text, "&&") && !strings.Contains(n.Cond.Text, "||") {
			out = append(out, &Item{Kind: Acts, At: []fg.Pos{a.At}, Acts: []*fg.Act{a}, Fates: []Fate{Unasked}, Guards: guards, Items: t.inside(a, guards)})
		}
	}
	return out
}

// cases tells those of a switch or select that have something to tell, and that
// the others do nothing where that matters.
func (t *teller) cases(n *fg.Node, it *Item, kind Kind, guards []string) {
	var not, left []string
	for _, c := range n.Body {
		g := n.Over
		switch {
		case c.Cond != nil && n.Over != "":
			g = n.Over + " == " + c.Cond.Text
		case c.Cond != nil:
			g = c.Cond.Text
		case c.Act != nil:
			g = c.Act.Text
		}
		k := &Item{Kind: kind, At: []fg.Pos{c.At}, Cond: c.Cond, Note: c.Note, Guards: append(guards[:len(guards):len(guards)], append(not, g)...)}
		if c.Act != nil {
			k.Acts, k.Fates = []*fg.Act{c.Act}, []Fate{Unasked}
		}
		k.Items = t.list(c.Body, k.Guards)
		if len(k.Items) == 0 && len(c.Body) > 0 {
			last := c.Body[len(c.Body)-1]
			if last.Kind != fg.Leave {
				if c.Cond != nil { // something, but nothing that is told here
					left = append(left, c.Cond.Text)
				}
				continue
			}
			k.Items = t.node(last, k.Guards)
		}
		if c.Cond == nil && c.Act == nil {
			k.Label = strings.Join(left, ", ")
		}
		it.Items = append(it.Items, k)
	}
}

// do tells an act, what becomes of its error, and what is inside of it.
func (t *teller) do(n *fg.Node, it *Item, guards []string) []*Item {
	it.Kind, it.Acts = Acts, []*fg.Act{n.Act}
	fate, below := t.fate(n, guards)
	it.Fates = []Fate{fate}
	for _, l := range n.Act.Lits {
		if t.triggers[l] {
			continue
		}
		items := t.body(l.Body, guards)
		switch {
		case len(items) == 0:
		case l.Now && n.Act.Verb != fg.Starts && l.Label == "":
			it.Items = append(it.Items, items...)
		default:
			it.Items = append(it.Items, &Item{Kind: Runs, At: []fg.Pos{l.At}, Label: l.Label, Items: items, Guards: guards})
		}
	}
	it.Items = append(it.Items, t.inside(n.Act, guards)...)
	if n.Act.Text == "" && len(it.Items) == 0 && n.Act.Verb != fg.Starts && n.Act.Arg == "" {
		return nil // a literal of which nothing is told
	}
	if below != nil {
		it.Items = append(it.Items, below)
	}
	return []*Item{it}
}

// fate says what becomes of the error of an act.
func (t *teller) fate(n *fg.Node, guards []string) (Fate, *Item) {
	if !n.Checked {
		return Unasked, nil
	}
	if plainReturn(n.Fail) && (fg.Terminates(n.Fail) || len(n.Fail) == 0) {
		if len(n.Fail) == 0 {
			return Ignored, nil
		}
		return Returned, nil
	}
	logs := true
	var exit *fg.Exit
	for _, f := range n.Fail {
		switch {
		case f.Kind == fg.Do && f.Act.Log, f.Kind == fg.Do && aside(f.Act):
		case f.Kind == fg.Leave && exit == nil:
			exit = f.Exit
		case f.Kind == fg.Remark:
		default:
			logs = false
		}
	}
	if logs {
		switch {
		case exit == nil:
			return Logged, nil
		case exit.Kind == fg.Continues:
			return Next, nil
		case exit.Kind == fg.Breaks:
			return Stops, nil
		case exit.Kind == fg.Returns && !exit.Fails() && len(exit.Results) <= 1 && (len(exit.Results) == 0 || exit.Results[0] == "nil"):
			return Quiet, nil
		}
	}
	items := t.list(n.Fail, append(guards[:len(guards):len(guards)], "err != nil"))
	if len(items) == 0 {
		if logs && exit == nil {
			return Logged, nil
		}
		return Returned, nil
	}
	return Handled, &Item{Kind: Fails, At: []fg.Pos{n.FailAt}, Items: items, Guards: guards}
}

// inside tells a small function where it is called, if it is not told yet.
func (t *teller) inside(a *fg.Act, guards []string) []*Item {
	targets := t.j.targets(a)
	if len(targets) != 1 || a.Verb == fg.Starts || t.depth >= maxDepth || t.told[targets[0]] || !t.inline[targets[0]] {
		return nil
	}
	f := t.j.g.Func(targets[0])
	if f == nil || len(f.Body) == 0 || Double(f) {
		return nil
	}
	t.told[f.Sym] = true
	t.depth++
	items := t.body(f.Body, guards)
	t.depth--
	return items
}

func size(items []*Item) (n int) {
	Walk(items, func(*Item) { n++ })
	return n
}
