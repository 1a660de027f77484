package plan

import (
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
	var out []*Item
	link := Plain
	// unsure holds once something before may have left.
	unsure := false
	for i, n := range nodes {
		var made []*Item
		if t.wants(n, i == len(nodes)-1) {
			made = t.node(n, guards)
		}
		for k, it := range made {
			if unsure && it.Kind != Says {
				if it.Link = Then; k == 0 && link != Plain {
					it.Link = link
				}
				link = Plain
			}
		}
		out = t.merge(out, made)
		if diverts([]*fg.Node{n}, false) {
			unsure, link = true, Unless
			if n.Kind == fg.If && len(n.Else) == 0 && fg.Terminates(n.Body) && len(made) > 0 {
				link = Otherwise
			}
			if n.Kind == fg.If && len(n.Else) == 0 {
				guards = append(guards[:len(guards):len(guards)], "!("+n.Cond.Text+")")
			} else {
				guards = append(guards[:len(guards):len(guards)], "")
			}
		}
	}
	return out
}

// wants reports whether a node is told at this level.
func (t *teller) wants(n *fg.Node, last bool) bool {
	if n.Kind == fg.Leave && n.Exit.Kind == fg.Returns && last && t.depthless(n) {
		return t.level >= 3
	}
	return t.j.node(n) <= t.level
}

// depthless reports whether a return says nothing by itself: nothing, nil, or
// variables.
func (t *teller) depthless(n *fg.Node) bool {
	if n.Exit.Error == "call" {
		return true // the call is told
	}
	for _, r := range n.Exit.Results {
		for _, c := range r {
			if !(c == '_' || c == '.' || c == '&' || c == '*' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
				return false
			}
		}
		if r == "true" || r == "false" {
			return false
		}
	}
	return true
}

// merge appends items, joining acts that follow one another as a matter of course.
func (t *teller) merge(out, made []*Item) []*Item {
	for _, it := range made {
		if n := len(out); n > 0 && joinable(out[n-1]) && joinable(it) && (it.Link == Plain || it.Link == Then && out[n-1].Link != Plain) && len(out[n-1].Acts) < 4 && it.Note == nil {
			last := out[n-1]
			last.Acts, last.Fates, last.At = append(last.Acts, it.Acts...), append(last.Fates, it.Fates...), append(last.At, it.At...)
			continue
		}
		out = append(out, it)
	}
	return out
}

// joinable reports whether an item can share a sentence with its neighbours.
func joinable(it *Item) bool {
	if it.Kind != Acts || len(it.Items) > 0 {
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
	no := append(guards[:len(guards):len(guards)], "!("+n.Cond.Text+")")
	it.Items = t.list(n.Body, yes)
	rest := t.list(n.Else, no)
	if len(it.Items) == 0 && len(rest) == 0 && it.Note == nil {
		return nil
	}
	out := []*Item{it}
	if len(rest) > 0 {
		out = append(out, &Item{Kind: Else, At: rest[0].At[:1], Guards: no, Cond: n.Cond, Items: rest})
	}
	return out
}

// cases tells those of a switch or select that have something to tell, and that
// the others do nothing where that matters.
func (t *teller) cases(n *fg.Node, it *Item, kind Kind, guards []string) {
	var not []string
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
		items := t.list(l.Body, guards)
		switch {
		case len(items) == 0:
		case l.Now && n.Act.Verb == fg.Calls && l.Label == "":
			it.Items = append(it.Items, items...)
		default:
			it.Items = append(it.Items, &Item{Kind: Runs, At: []fg.Pos{l.At}, Label: l.Label, Items: items, Guards: guards})
		}
	}
	it.Items = append(it.Items, t.inside(n.Act, guards)...)
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
	items := t.list(f.Body, guards)
	t.depth--
	if len(items) == 0 {
		return nil
	}
	return []*Item{{Kind: Inside, At: []fg.Pos{f.At}, Label: f.Name, Items: items, Guards: guards}}
}

func size(items []*Item) (n int) {
	Walk(items, func(*Item) { n++ })
	return n
}
