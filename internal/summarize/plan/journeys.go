package plan

import (
	"cmp"
	"math"
	"slices"
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// Options say what to plan.
type Options struct {
	Graph *fg.Graph // required
	// Root is the import path of the package that is explained.
	Root string
	// Kind is "program", "package", "type", "function" or "file"; Name the type or
	// function, File the file.
	Kind, Name, File string
	// Entries are the functions outside of the target that start it.
	Entries []fg.Sym
	// Popular says how many functions elsewhere use an exported one.
	Popular map[string]int
	// Words is how long the whole may be, by Count, which counts
	// the words of an item without what is below it. 0 leaves nothing out.
	Words int
	Count func(*Item) int
}

type planner struct {
	Options
	g     *fg.Graph
	j     *judge
	reads map[fg.Sym]bool // functions outside of focus that are read
	// owners are the functions that set triggers up.
	owners map[fg.Sym]bool
	lits   map[*fg.Lit]bool
	told   map[fg.Sym]bool
	inline map[fg.Sym]bool // told where they are called
	// reached remembers what reach found.
	reached map[fg.Sym]map[string]bool
}

// Make plans a document.
func Make(opts Options) *Document {
	p := &planner{Options: opts, g: opts.Graph, j: newJudge(opts.Graph), reads: map[fg.Sym]bool{}, owners: map[fg.Sym]bool{}, lits: map[*fg.Lit]bool{}, told: map[fg.Sym]bool{}, reached: map[fg.Sym]map[string]bool{}}
	for _, e := range opts.Entries {
		p.reads[e] = true
	}
	doc := p.document()
	p.fit(doc)
	return doc
}

func (p *planner) document() *Document {
	doc := &Document{}
	triggers := p.scope(p.triggers())
	p.feed(triggers)
	for _, t := range triggers {
		p.owners[t.From.Sym] = true
		if t.lit != nil {
			p.lits[t.lit] = true
		}
	}
	if p.Kind == "function" {
		triggers = nil
		p.lits = map[*fg.Lit]bool{}
	}
	for _, group := range grouped(triggers) {
		if j := p.journey(group); len(j.Parts) > 0 {
			doc.Journeys = append(doc.Journeys, j)
		}
	}
	p.mainLoops(doc)
	for _, f := range p.roots() {
		if p.told[f.Sym] || p.owners[f.Sym] && p.Kind != "program" && p.Kind != "function" && !p.j.hasMore(f) {
			continue
		}
		t := &Trigger{Kind: Call, On: f.Name, At: f.At, target: f.Sym}
		if f.Name == "main" {
			t.Kind = Main
		}
		if j := p.journey([]*Trigger{t}); len(j.Parts) > 0 {
			doc.Journeys = append(doc.Journeys, j)
		}
	}
	p.startup(doc)
	p.rest(doc)
	p.order(doc)
	return doc
}

// mainLoops adds the functions that set triggers up and then go on themselves,
// taking what the triggers send.
func (p *planner) mainLoops(doc *Document) {
	for _, f := range p.g.Funcs {
		if !p.owners[f.Sym] || p.told[f.Sym] || !loops(f.Body) {
			continue
		}
		if j := p.journey([]*Trigger{{Kind: Goroutine, At: f.At, From: f, target: f.Sym}}); len(j.Parts) > 0 {
			doc.Journeys = append([]*Journey{j}, doc.Journeys...)
		}
	}
}

// loops reports whether a list goes on until something ends it.
func loops(list []*fg.Node) bool {
	for _, n := range list {
		if n.Kind == fg.For && n.Cond == nil || loops(n.Body) || loops(n.Else) {
			return true
		}
	}
	return false
}

// hasMore reports whether a function does more than set up.
func (j *judge) hasMore(f *fg.Func) bool {
	n := 0
	fg.InspectActs(f.Body, func(a *fg.Act) {
		if a.Verb != fg.Starts && j.changes(a) {
			n++
		}
	})
	return n > 4 && f.Recv != ""
}

// scope keeps the triggers that are the target's.
func (p *planner) scope(list []*Trigger) []*Trigger {
	return slices.DeleteFunc(list, func(t *Trigger) bool {
		switch p.Kind {
		case "type":
			return t.From.Recv != p.Name && !strings.HasSuffix(t.From.Name, p.Name) && !strings.HasPrefix(t.target.Name, p.Name+".")
		case "file":
			return t.From.At.Path != p.File
		case "function":
			return t.From.Name != p.Name
		}
		return !t.From.Focus
	})
}

// grouped puts together what is registered with one informer, and goroutines that
// run the same function.
func grouped(list []*Trigger) (out [][]*Trigger) {
	index := map[string]int{}
	for _, t := range list {
		key := ""
		switch {
		case t.Kind == Event:
			key = "event " + t.From.Name + " " + t.On
		case t.target.Name != "":
			key = t.target.Pkg + "." + t.target.Name
		}
		if i, ok := index[key]; ok && key != "" {
			out[i] = append(out[i], t)
			continue
		}
		index[key] = len(out)
		out = append(out, []*Trigger{t})
	}
	return out
}

// journey follows triggers through the functions they lead to.
func (p *planner) journey(triggers []*Trigger) *Journey {
	j := &Journey{Triggers: triggers}
	var todo []*Part
	for _, t := range triggers {
		switch {
		case t.lit != nil:
			part := &Part{body: t.lit.Body, Level: 2}
			if len(triggers) > 1 || t.Kind == Event {
				part.Items = []*Item{{Kind: Runs, At: []fg.Pos{t.At}, Label: t.Verb}}
			}
			todo = append(todo, part)
		case !p.told[t.target]:
			if f := p.g.Func(t.target); f != nil && !Double(f) && len(f.Body) > 0 {
				p.told[f.Sym] = true
				todo = append(todo, &Part{Func: f, body: f.Body, Level: 2})
			}
		}
	}
	for len(todo) > 0 {
		part := todo[0]
		todo = todo[1:]
		j.Parts = append(j.Parts, part)
		todo = append(p.next(part), todo...)
	}
	return j
}

// next are the functions that a part leads to and that are not told yet.
func (p *planner) next(part *Part) (out []*Part) {
	visit := func(s fg.Sym) {
		f := p.g.Func(s)
		if f == nil || p.told[s] || Double(f) || len(f.Body) == 0 || p.owners[s] && p.Kind != "program" {
			return
		}
		if !p.j.works[s] && !p.j.decides[s] {
			return
		}
		p.told[s] = true
		out = append(out, &Part{Func: f, body: f.Body, Level: 2, Depth: part.Depth + 1})
	}
	var look func(list []*fg.Node)
	act := func(a *fg.Act) {
		if aside(a) || a.Log {
			return
		}
		for _, s := range p.j.targets(a) {
			visit(s)
		}
		for _, h := range a.Funcs {
			visit(h.Target)
		}
	}
	look = func(list []*fg.Node) {
		for _, n := range list {
			if n.Cond != nil {
				for _, a := range n.Cond.Calls {
					act(a)
				}
			}
			if n.Act != nil {
				act(n.Act)
				for _, l := range n.Act.Lits {
					if !p.lits[l] {
						look(l.Body)
					}
				}
			}
			look(n.Fail)
			look(n.Body)
			look(n.Else)
		}
	}
	look(part.body)
	return out
}

// roots are the functions that are called from outside, those that matter most
// first.
func (p *planner) roots() (out []*fg.Func) {
	own := func(f *fg.Func) bool { return f.Pkg == p.Root && !Double(f) && len(f.Body) > 0 }
	called := map[fg.Sym]int{}
	for _, f := range p.g.Funcs {
		fg.InspectActs(f.Body, func(a *fg.Act) {
			for _, s := range p.j.targets(a) {
				if s != f.Sym {
					called[s]++
				}
			}
		})
	}
	for _, f := range p.g.Funcs {
		switch p.Kind {
		case "program":
			if own(f) && f.Name == "main" {
				out = append(out, f)
			}
		case "function":
			if own(f) && f.Name == p.Name {
				return []*fg.Func{f}
			}
		case "type":
			if own(f) && (f.Recv == p.Name || makes(f, p.Name)) {
				out = append(out, f)
			}
		case "file":
			if own(f) && f.At.Path == p.File && (exported(f.Name) || called[f.Sym] == 0) {
				out = append(out, f)
			}
		default:
			// Unexported methods that nobody calls are called through an interface.
			if f.Focus && !Double(f) && len(f.Body) > 0 && (exported(lastOf(f.Name)) || called[f.Sym] == 0) && f.Name != "init" {
				out = append(out, f)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *fg.Func) int {
		return cmp.Or(cmp.Compare(b2i(b.Pkg == p.Root), b2i(a.Pkg == p.Root)), cmp.Compare(b2i(p.j.works[b.Sym]), b2i(p.j.works[a.Sym])))
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func makes(f *fg.Func, typ string) bool {
	return f.Recv == "" && slices.ContainsFunc(f.Results, func(r fg.TypeRef) bool { return r.Sym.Name == typ && r.Sym.Pkg == f.Pkg })
}

func exported(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

// startup are the functions that set triggers up and that no journey tells.
func (p *planner) startup(doc *Document) {
	for _, f := range p.g.Funcs {
		if p.owners[f.Sym] && !p.told[f.Sym] {
			p.told[f.Sym] = true
			part := &Part{Func: f, body: f.Body, Level: 2}
			doc.Startup = append(doc.Startup, part)
			doc.Startup = append(doc.Startup, p.next(part)...)
		}
	}
}

// rest lists the functions of the target that are not told.
func (p *planner) rest(doc *Document) {
	for _, f := range p.g.Funcs {
		if f.Pkg != p.Root || Double(f) || f.Name == "init" {
			continue
		}
		if constant(f) {
			doc.Trivial = append(doc.Trivial, f)
			drop(doc, f)
			continue
		}
		if !p.told[f.Sym] {
			doc.Rest = append(doc.Rest, f)
		}
	}
}

// constant reports whether all that a function does is to return one or more
// constants.
func constant(f *fg.Func) bool {
	if len(f.Body) != 1 || f.Body[0].Kind != fg.Leave || f.Body[0].Exit.Kind != fg.Returns || len(f.Body[0].Exit.Results) != 1 {
		return false
	}
	r := f.Body[0].Exit.Results[0]
	if strings.HasSuffix(r, "{}") && !strings.ContainsAny(r, "( ") { // an empty value
		return true
	}
	return r == "true" || r == "false" || r == "nil" || strings.HasPrefix(r, `"`) || len(f.Body[0].Exit.Values) == 1 && !strings.ContainsAny(r, "({")
}

// drop takes the part of a function out.
func drop(doc *Document, f *fg.Func) {
	for _, j := range doc.Journeys {
		j.Parts = slices.DeleteFunc(j.Parts, func(p *Part) bool { return p.Func == f })
	}
	doc.Journeys = slices.DeleteFunc(doc.Journeys, func(j *Journey) bool { return len(j.Parts) == 0 })
}

// order puts the most telling journeys first: events, then what runs by itself,
// then calls, each by what they lead to.
func (p *planner) order(doc *Document) {
	rank := func(j *Journey) int {
		r := 0
		for _, t := range j.Triggers {
			switch t.Kind {
			case Main:
				r = max(r, 6)
			case Event, Route:
				r = max(r, 5)
			case Timer, Goroutine:
				r = max(r, 4)
			default:
				r = max(r, 1)
			}
		}
		works := false
		for _, part := range j.Parts {
			works = works || part.Func == nil || p.j.works[part.Func.Sym]
		}
		if !works {
			r = 0
		}
		return r
	}
	slices.SortStableFunc(doc.Journeys, func(a, b *Journey) int {
		if ra, rb := rank(a), rank(b); ra != rb {
			return rb - ra
		}
		if rank(a) > 1 {
			return 0
		}
		return cmp.Compare(p.use(b), p.use(a))
	})
}

// use is how much a call from outside matters: by what it leads to, and by how
// many functions elsewhere use what it belongs to.
func (p *planner) use(j *Journey) float64 {
	f := j.Parts[0].Func
	if f == nil {
		return 0
	}
	use := math.Log2(1+float64(p.Popular[f.Name]+p.Popular[f.Recv])) + float64(len(p.reach(f.Sym)))
	switch {
	case routine(f) || f.Deprecated != "":
		use -= 100
	case f.Recv == "" && makesOwn(f):
		use -= 10
	}
	if f.Pkg != p.Root {
		use -= 3
	}
	return use
}
