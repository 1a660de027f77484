package plan

import (
	"slices"
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// triggers finds what sets functions of the target to work, in the order in which
// it is set up.
func (p *planner) triggers() (out []*Trigger) {
	for _, f := range p.g.Funcs {
		if Double(f) || !f.Focus && !p.reads[f.Sym] {
			continue
		}
		times := ""
		var look func(list []*fg.Node, times string)
		look = func(list []*fg.Node, times string) {
			for _, n := range list {
				if n.Act != nil {
					out = append(out, p.triggersOf(f, n.Act, times)...)
					for _, l := range n.Act.Lits {
						look(l.Body, times)
					}
				}
				look(n.Fail, times)
				in := times
				if n.Kind == fg.For && n.Cond != nil {
					in = bound(n.Cond.Text)
				} else if n.Kind == fg.Range {
					in = n.Over
				}
				look(n.Body, in)
				look(n.Else, times)
			}
		}
		look(f.Body, times)
	}
	return out
}

// bound is what a counting loop counts to: "i < workers".
func bound(cond string) string {
	for _, op := range []string{" < ", " <= "} {
		if _, n, ok := strings.Cut(cond, op); ok {
			return n
		}
	}
	return cond
}

// triggersOf are the triggers that an act sets up.
func (p *planner) triggersOf(f *fg.Func, a *fg.Act, times string) (out []*Trigger) {
	base := Trigger{At: a.At, From: f, Times: times}
	switch {
	case a.Verb == fg.Starts:
		t := base
		t.Kind = Goroutine
		p.timed(&t, a)
		return p.started(t, a)
	case a.Effect != nil || a.Verb != fg.Calls || len(p.j.targets(a)) > 0 || a.Pure:
		return nil
	case handlers(a):
		base.Kind, base.On = Event, informerText(a.Text)
		base.Object = p.object(f, base.On)
	case routed(a):
		base.Kind, base.On = Route, strings.Trim(a.Args[0], `"`)
	default:
		return nil
	}
	for _, h := range a.Funcs {
		t := base
		t.Verb, t.target, t.At = verbOf(h.Label), h.Target, h.At
		if p.g.Func(h.Target) != nil {
			out = append(out, &t)
		}
	}
	for _, l := range a.Lits {
		t := base
		t.Verb, t.lit, t.At = verbOf(l.Label), l, l.At
		out = append(out, &t)
	}
	return out
}

// handlers reports whether a call registers functions under names of their own,
// for what happens to objects.
func handlers(a *fg.Act) bool {
	if !strings.Contains(lastOf(a.Target.Name), "EventHandler") {
		return false
	}
	return len(a.Funcs)+len(a.Lits) > 0
}

func lastOf(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// routed reports whether a call gives a path to a handler.
func routed(a *fg.Act) bool {
	if len(a.Args) < 2 || len(a.Funcs)+len(a.Lits) == 0 {
		return false
	}
	s := strings.Trim(a.Args[0], `"`)
	return s != a.Args[0] && (strings.HasPrefix(s, "/") || strings.Contains(s, " /"))
}

func verbOf(label string) string {
	switch label {
	case "AddFunc":
		return "add"
	case "UpdateFunc":
		return "update"
	case "DeleteFunc":
		return "delete"
	}
	return label
}

// informerText is what handlers are registered with, without the call that does.
func informerText(s string) string {
	s = s[:max(0, strings.LastIndexByte(s, '.'))]
	return strings.TrimSuffix(s, ".Informer()")
}

// object is the kind of object that an informer tells of: what its type or the
// call that hands it out is called after.
func (p *planner) object(f *fg.Func, on string) string {
	name, _, _ := strings.Cut(on, ".")
	for _, prm := range f.Params {
		if prm.Name == name && prm.Informer {
			typ := prm.Type[strings.LastIndexAny(prm.Type, ".*")+1:]
			if k := strings.TrimSuffix(typ, "Informer"); k != "" && k != typ {
				return k
			}
		}
	}
	if last := strings.TrimSuffix(lastOf(on), "()"); last != lastOf(on) {
		return fg.Singular(last)
	}
	return ""
}

// started are the goroutines of a go statement.
func (p *planner) started(t Trigger, a *fg.Act) (out []*Trigger) {
	if ts := p.j.targets(a); len(ts) > 0 {
		for _, s := range ts {
			u := t
			u.target = s
			out = append(out, &u)
		}
		return out
	}
	for _, h := range a.Funcs {
		if p.g.Func(h.Target) != nil {
			u := t
			u.target = h.Target
			out = append(out, &u)
		}
	}
	for _, l := range a.Lits {
		u := t
		if s, ok := p.single(l.Body); ok {
			u.target = s // the literal only calls it
		} else {
			u.lit = l
		}
		out = append(out, &u)
	}
	return out
}

// single is the function of the graph that is all that a literal calls, logs and
// the like aside.
func (p *planner) single(list []*fg.Node) (target fg.Sym, ok bool) {
	n := 0
	for _, x := range list {
		if x.Kind != fg.Do || x.Act.Log || aside(x.Act) || x.Act.Verb == fg.Defers {
			if x.Kind != fg.Do {
				n++
			}
			continue
		}
		n++
		if ts := p.j.targets(x.Act); len(ts) == 1 && (len(x.Fail) == 0 || plainLog(x.Fail)) {
			target = ts[0]
		}
	}
	return target, n == 1 && target.Name != ""
}

func plainLog(list []*fg.Node) bool {
	for _, n := range list {
		if n.Kind != fg.Do || !n.Act.Log {
			return false
		}
	}
	return true
}

// timed fills in how often a function is run, where it is handed to something
// that is told a time.
func (p *planner) timed(t *Trigger, a *fg.Act) {
	if len(a.Funcs)+len(a.Lits) == 0 || len(p.j.targets(a)) > 0 {
		return
	}
	name := lastOf(a.Target.Name)
	if !strings.Contains(name, "Until") && !strings.Contains(name, "Jitter") && !strings.Contains(name, "Forever") && !strings.Contains(name, "Poll") {
		return
	}
	for _, arg := range a.Args {
		if arg == "func" || strings.HasSuffix(arg, "Done()") || strings.HasPrefix(strings.ToLower(arg), "stop") {
			continue
		}
		if isFunc(a, arg) {
			continue
		}
		if arg != "0" { // which is no time at all
			t.Kind, t.Period, t.Values = Timer, arg, a.Values
		}
		return
	}
}

func isFunc(a *fg.Act, arg string) bool {
	for _, h := range a.Funcs {
		if lastOf(h.Target.Name) == lastOf(arg) {
			return true
		}
	}
	for _, l := range a.Lits {
		if l.Label == arg {
			return true
		}
	}
	return false
}

// feed joins the goroutines that take from a queue with who puts into it.
func (p *planner) feed(list []*Trigger) {
	puts, takes := map[fg.Sym][]string{}, map[fg.Sym][]string{}
	for _, f := range p.g.Funcs {
		if Double(f) {
			continue
		}
		fg.InspectActs(f.Body, func(a *fg.Act) {
			if a.Field == (fg.Sym{}) {
				return
			}
			name := lastOf(a.Target.Name)
			switch {
			case a.Verb == fg.Sends, queued(a) && (strings.HasPrefix(name, "Add") || strings.HasPrefix(name, "Push")):
				puts[a.Field] = append(puts[a.Field], f.Name)
			case a.Verb == fg.Takes, queued(a) && (strings.HasPrefix(name, "Get") || strings.HasPrefix(name, "Pop")):
				takes[a.Field] = append(takes[a.Field], f.Name)
			}
		})
	}
	for _, t := range list {
		f := p.g.Func(t.target)
		if f == nil || t.Kind == Event {
			continue
		}
		near := p.near(f)
		var fields []fg.Sym
		for field, by := range takes {
			if slices.ContainsFunc(by, func(n string) bool { return slices.Contains(near, n) }) && len(puts[field]) > 0 {
				fields = append(fields, field)
			}
		}
		slices.SortFunc(fields, func(a, b fg.Sym) int { return strings.Compare(a.Name, b.Name) })
		if len(fields) > 0 {
			t.Queue = fields[0].Name
			t.Filled = unique(puts[fields[0]])
		}
	}
}

// near are the names of a function and those it calls itself.
func (p *planner) near(f *fg.Func) []string {
	out := []string{f.Name}
	fg.InspectActs(f.Body, func(a *fg.Act) {
		for _, s := range p.j.targets(a) {
			out = append(out, s.Name)
		}
	})
	return out
}

func unique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// TargetOf is the function that a trigger runs, the zero Sym of a literal.
func TargetOf(t *Trigger) fg.Sym { return t.target }
