package summarize

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/summarize/plan"
	"github.com/kdoc-dev/kdoc/internal/summarize/wording"
	"github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// A Flow is the picture of a journey: what starts it, the functions it goes
// through, and what these change outside of the process.
type Flow struct {
	// Nodes are in the order in which a reader meets them: each behind one that
	// leads to it.
	Nodes []FlowNode `json:"nodes"`
	Edges []FlowEdge `json:"edges"`
}

// A FlowNode is a step of a Flow.
type FlowNode struct {
	Name string `json:"name"`
	// Kind is "trigger", "function", "queue", or for what is changed the class of
	// the effect (factgraph.Effect).
	Kind string        `json:"kind"`
	At   factgraph.Pos `json:"at"`
}

// A FlowEdge leads from one node to another, by index.
type FlowEdge struct {
	From int `json:"from"`
	To   int `json:"to"`
	// Kind is "leads" from a trigger, "calls", "starts" (on a goroutine), "hands"
	// (a function on), "fills" and "feeds" of a queue, or "does" of an effect.
	Kind string `json:"kind"`
	// When are the conditions, as those of a Sentence.
	When []string `json:"when,omitempty"`
}

// How much a picture shows: what can be read on a telephone.
const (
	maxNodes     = 12
	maxFunctions = 7
	// A function that changes nothing is shown only in a picture of so few.
	fewFunctions = 4
	// A function that changes more than this has the rest left to the text.
	maxDone = 3
)

// A hop leads from a function to another, to a queue, or to an effect.
type hop struct {
	kind string
	to   factgraph.Sym   // function; the zero Sym otherwise
	node FlowNode        // queue or effect
	feed []factgraph.Sym // what takes from the queue
	when []string
}

// A flowMaker draws the picture of a journey.
type flowMaker struct {
	p     *pageWriter
	parts map[factgraph.Sym]*plan.Part
	hops  map[*plan.Part][]hop
	acts  map[factgraph.Sym]bool // whether a function leads to an effect
	shown map[factgraph.Sym]bool
	left  int // how many effects and queues may still be shown
	index map[string]int
	edges map[[2]int]int // their indexes
	out   *Flow
}

// flow is the picture of a journey, nil if a reader would learn nothing from it.
func (p *pageWriter) flow(j *plan.Journey) *Flow {
	m := &flowMaker{p: p, parts: map[factgraph.Sym]*plan.Part{}, hops: map[*plan.Part][]hop{}, acts: map[factgraph.Sym]bool{},
		shown: map[factgraph.Sym]bool{}, index: map[string]int{}, edges: map[[2]int]int{}, out: &Flow{}}
	for _, part := range p.doc.Parts() {
		if part.Func != nil && m.parts[part.Func.Sym] == nil {
			m.parts[part.Func.Sym] = part
		}
	}
	roots := m.roots(j)
	m.choose(roots)
	m.left = maxNodes - 1 - len(m.shown)
	t := j.Triggers[0]
	from := m.node(FlowNode{Name: p.triggerName(j.Triggers), Kind: "trigger", At: t.At}, "")
	if t.Queue != "" {
		queue := m.node(m.queue(t.Queue, t.At), "")
		m.edge(from, queue, "leads", nil)
		m.left--
		from = queue
	}
	for _, h := range roots {
		m.draw(from, h)
	}
	functions, effects := 0, 0
	for _, n := range m.out.Nodes {
		switch n.Kind {
		case "function":
			functions++
		case "trigger":
		default:
			effects++
		}
	}
	if functions < 2 && (functions == 0 || effects == 0) {
		return nil
	}
	return m.out
}

// roots are the functions that the triggers run. A literal stands for those that
// it calls.
func (m *flowMaker) roots(j *plan.Journey) (out []hop) {
	seen := map[factgraph.Sym]bool{}
	for _, t := range j.Triggers {
		if s := plan.TargetOf(t); m.part(s) != nil && !seen[s] {
			seen[s] = true
			out = append(out, hop{kind: "leads", to: s})
		}
	}
	for _, part := range j.Parts {
		if part.Func != nil {
			continue
		}
		for _, h := range m.from(part) {
			if h.kind != "starts" {
				h.kind = "leads"
			}
			out = append(out, h)
		}
	}
	if len(out) == 0 && len(j.Parts) > 0 && j.Parts[0].Func != nil {
		out = append(out, hop{kind: "leads", to: j.Parts[0].Func.Sym})
	}
	return out
}

// choose picks the functions to show, those that lead to effects first, each
// behind one that leads to it.
func (m *flowMaker) choose(roots []hop) {
	for _, most := range []int{maxFunctions, fewFunctions} {
		todo := slices.Clone(roots)
		seen := map[factgraph.Sym]bool{}
		for i := 0; i < len(todo); i++ {
			for _, s := range append([]factgraph.Sym{todo[i].to}, todo[i].feed...) {
				part := m.part(s)
				if part == nil || seen[s] {
					continue
				}
				seen[s] = true
				if !m.shown[s] && (len(m.shown) >= most || most == maxFunctions && !m.leads(s)) {
					continue
				}
				m.shown[s] = true
				todo = append(todo, m.from(part)...)
			}
		}
	}
}

// leads reports whether a function leads to an effect or into a queue.
func (m *flowMaker) leads(s factgraph.Sym) bool {
	if known, ok := m.acts[s]; ok {
		return known
	}
	m.acts[s] = false // until known, against recursion
	part := m.part(s)
	if part == nil {
		return false
	}
	for _, h := range m.from(part) {
		if h.node.Kind != "" || m.leads(h.to) {
			m.acts[s] = true
			return true
		}
	}
	return false
}

// draw adds what a hop leads to, and what follows.
func (m *flowMaker) draw(from int, h hop) {
	if h.node.Kind != "" {
		key := h.node.Kind + "\x00" + h.node.Name
		if _, known := m.index[key]; !known {
			if m.left == 0 {
				return
			}
			m.left--
		}
		to := m.node(h.node, key)
		m.edge(from, to, h.kind, h.when)
		for _, s := range h.feed {
			m.draw(to, hop{kind: "feeds", to: s})
		}
		return
	}
	if !m.shown[h.to] {
		return
	}
	part, key := m.part(h.to), "function\x00"+h.to.Pkg+"\x00"+h.to.Name
	_, known := m.index[key]
	to := m.node(FlowNode{Name: m.p.names.of(h.to), Kind: "function", At: part.Func.At}, key)
	m.edge(from, to, h.kind, h.when)
	if known {
		return
	}
	done := 0
	for _, next := range m.from(part) {
		if next.node.Kind != "" {
			if done++; done > maxDone {
				continue
			}
		}
		m.draw(to, next)
	}
}

func (m *flowMaker) node(n FlowNode, key string) int {
	if i, ok := m.index[key]; ok && key != "" {
		return i
	}
	m.out.Nodes = append(m.out.Nodes, n)
	if key == "" {
		key = n.Kind + "\x00" + n.Name
	}
	m.index[key] = len(m.out.Nodes) - 1
	return len(m.out.Nodes) - 1
}

// edge adds an edge. One that is there already has no condition left if either
// has none, and none with words if they differ.
func (m *flowMaker) edge(from, to int, kind string, when []string) {
	if from == to {
		return
	}
	if i, known := m.edges[[2]int{from, to}]; known {
		e := &m.out.Edges[i]
		switch {
		case len(when) == 0 || len(e.When) == 0:
			e.When = nil
		case !slices.Equal(when, e.When):
			e.When = []string{""}
		}
		return
	}
	m.edges[[2]int{from, to}] = len(m.out.Edges)
	m.out.Edges = append(m.out.Edges, FlowEdge{from, to, kind, when})
}

// from lists where a function or literal leads to, in the order of its source.
func (m *flowMaker) from(part *plan.Part) []hop {
	if known, ok := m.hops[part]; ok {
		return known
	}
	guards := map[*factgraph.Act][]string{}
	var acts []*factgraph.Act
	plan.Walk(part.Items, func(it *plan.Item) {
		for _, a := range it.Acts {
			guards[a] = it.Guards
			acts = append(acts, a)
		}
	})
	if part.Func != nil {
		acts = nil
		factgraph.InspectActs(part.Func.Body, func(a *factgraph.Act) { acts = append(acts, a) })
	}
	var out []hop
	for _, a := range acts {
		for _, h := range m.act(a) {
			h.when = guards[a]
			out = append(out, h)
		}
	}
	m.hops[part] = out
	return out
}

// act is where an act leads to.
func (m *flowMaker) act(a *factgraph.Act) (out []hop) {
	kind, hands := "calls", "hands"
	if a.Verb == factgraph.Starts {
		kind, hands = "starts", "starts"
	}
	for _, s := range plan.Targets(m.p.g, a) {
		out = append(out, hop{kind: kind, to: s})
	}
	for _, f := range a.Funcs {
		out = append(out, hop{kind: hands, to: f.Target})
	}
	if n := m.p.done(a); n.Kind != "" && len(out) == 0 {
		out = append(out, hop{kind: "does", node: n})
	}
	if takers := m.takers(a); len(takers) > 0 {
		out = append(out, hop{kind: "fills", node: m.queue(a.Field.Name, a.At), feed: takers})
	}
	return out
}

// part is the part that tells a function, one of its own for a function that no
// part tells, and nil for what is not of the target.
func (m *flowMaker) part(s factgraph.Sym) *plan.Part {
	if p, ok := m.parts[s]; ok {
		return p
	}
	var p *plan.Part
	if f := m.p.g.Func(s); f != nil && f.Focus && !plan.Double(f) {
		p = &plan.Part{Func: f}
	}
	m.parts[s] = p
	return p
}

// takers are the functions that take from the queue or channel that an act puts
// into: those that a trigger runs for it, or else those that do it themselves.
func (m *flowMaker) takers(a *factgraph.Act) []factgraph.Sym {
	if a.Field.Name == "" || a.Verb != factgraph.Sends && !has(method(a), "Add", "Push") {
		return nil
	}
	for _, j := range m.p.doc.Journeys {
		if t := j.Triggers[0]; t.Queue == a.Field.Name && m.part(plan.TargetOf(t)) != nil {
			return []factgraph.Sym{plan.TargetOf(t)}
		}
	}
	return m.p.takersOf()[a.Field]
}

// takersOf are the functions that take from each queue and channel that is a
// field.
func (p *pageWriter) takersOf() map[factgraph.Sym][]factgraph.Sym {
	if p.takers != nil {
		return p.takers
	}
	p.takers = map[factgraph.Sym][]factgraph.Sym{}
	for _, f := range p.g.Funcs {
		add := func(field factgraph.Sym) {
			if field.Name != "" && !slices.Contains(p.takers[field], f.Sym) {
				p.takers[field] = append(p.takers[field], f.Sym)
			}
		}
		factgraph.Inspect(f.Body, func(n *factgraph.Node) bool {
			if a := n.Act; a != nil && (a.Verb == factgraph.Takes || a.Verb == factgraph.Calls && has(method(a), "Get", "Pop")) {
				add(a.Field)
			}
			if _, field, ok := strings.Cut(n.Over, "."); ok && n.Kind == factgraph.Range && p.isChannel(f, field) {
				add(factgraph.Sym{Pkg: f.Pkg, Name: f.Recv + "." + field})
			}
			return true
		})
	}
	return p.takers
}

// isChannel reports whether a field of the type that a function is a method of is
// a channel.
func (p *pageWriter) isChannel(f *factgraph.Func, field string) bool {
	t := p.g.Type(factgraph.Sym{Pkg: f.Pkg, Name: f.Recv})
	return t != nil && slices.ContainsFunc(t.Fields, func(x factgraph.Field) bool { return x.Name == field && strings.Contains(x.Type, "chan ") })
}

// method is the last name of what an act calls.
func method(a *factgraph.Act) string {
	return a.Target.Name[strings.LastIndexByte(a.Target.Name, '.')+1:]
}

func has(s string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

func (m *flowMaker) queue(name string, at factgraph.Pos) FlowNode {
	return FlowNode{Name: plain(m.p.fill("flow.queue", wording.Code(name))), Kind: "queue", At: at}
}

// done is what an act changes outside of the process; Kind is "" if that is
// nothing.
func (p *pageWriter) done(a *factgraph.Act) FlowNode {
	e := a.Effect
	if e == nil || e.Reads || e.Class == "metric" || e.Class == "signal" || e.Class == "cache" {
		return FlowNode{}
	}
	n := FlowNode{Name: a.Text, Kind: e.Class, At: a.At}
	switch {
	case e.Class == "api":
		what := p.request(&effect{verb: e.Verb, kind: e.Kind, sub: e.Sub})
		if what == nil {
			what = wording.Code(a.Text)
		}
		n.Name = plain(p.fill("flow.api", what))
	case e.Class == "event" && e.Reason != "":
		n.Name = plain(p.fill("flow.event", wording.Code(e.Reason)))
	}
	return n
}

// triggerName is what a picture calls triggers.
func (p *pageWriter) triggerName(list []*plan.Trigger) string {
	t := list[0]
	switch t.Kind {
	case plan.Event:
		var verbs []string
		for _, x := range list {
			if x.Verb != "" && !slices.Contains(verbs, x.Verb) {
				verbs = append(verbs, x.Verb)
			}
		}
		object := t.Object
		if object == "" {
			object = t.On
		}
		return strings.TrimSuffix(object+": "+strings.Join(verbs, ", "), ": ")
	case plan.Timer:
		return plain(p.fill("flow.timer", wording.Code(t.Period)))
	case plan.Goroutine:
		return plain(p.fill("flow.goroutine", wording.Code(p.names.of(t.From.Sym))))
	case plan.Route:
		return t.On
	case plan.Main:
		return wording.Phrase(p.lang, "flow.main")
	}
	return wording.Phrase(p.lang, "flow.caller")
}
