package plan

import (
	"strings"

	fg "github.com/kdoc-dev/kdoc/internal/walk/factgraph"
)

// never is the level of what is not told.
const never = 9

// A judge says what is worth telling: 1 is what a story cannot do without, 2
// what explains it, 3 everything else that happens.
type judge struct {
	g *fg.Graph
	// works are functions that lead to a change outside of themselves, decides
	// those that branch.
	works   map[fg.Sym]bool
	decides map[fg.Sym]bool
}

func newJudge(g *fg.Graph) *judge {
	j := &judge{g: g, works: map[fg.Sym]bool{}, decides: map[fg.Sym]bool{}}
	for changed := true; changed; {
		changed = false
		for _, f := range g.Funcs {
			if j.works[f.Sym] {
				continue
			}
			fg.InspectActs(f.Body, func(a *fg.Act) {
				if !j.works[f.Sym] && j.changes(a) {
					j.works[f.Sym], changed = true, true
				}
			})
		}
	}
	for _, f := range g.Funcs {
		fg.Inspect(f.Body, func(n *fg.Node) bool {
			if n.Kind == fg.If || n.Kind == fg.Switch || n.Kind == fg.For {
				j.decides[f.Sym] = true
			}
			return true
		})
	}
	return j
}

// changes reports whether an act changes something that outlives the function.
func (j *judge) changes(a *fg.Act) bool {
	switch {
	case a.Log || aside(a):
		return false
	case a.Effect != nil && !a.Effect.Reads, a.Verb == fg.Starts, a.Verb == fg.Sends, a.Verb == fg.Closes, queued(a):
		return true
	case (a.Verb == fg.Sets || a.Verb == fg.Grows || a.Verb == fg.Deletes) && !a.Copy && !a.Local && j.g.Type(owner(a.Field)) != nil:
		return true
	}
	for _, t := range j.targets(a) {
		if j.works[t] {
			return true
		}
	}
	return false
}

func owner(s fg.Sym) fg.Sym {
	name, _, _ := strings.Cut(s.Name, ".")
	return fg.Sym{Pkg: s.Pkg, Name: name}
}

// targets are the functions of the graph that an act may call.
func (j *judge) targets(a *fg.Act) []fg.Sym { return Targets(j.g, a) }

// Targets are the functions of a graph that an act may call.
func Targets(g *fg.Graph, a *fg.Act) (out []fg.Sym) {
	for _, k := range a.Kept {
		if f := g.Func(k); f != nil && !Double(f) {
			out = append(out, k)
		}
	}
	if !a.Iface {
		if g.Func(a.Target) != nil {
			out = append(out, a.Target)
		}
		return out
	}
	_, method, _ := strings.Cut(a.Target.Name, ".")
	for _, t := range a.Impls {
		s := fg.Sym{Pkg: t.Pkg, Name: t.Name + "." + method}
		if f := g.Func(s); f != nil && !Double(f) {
			out = append(out, s)
		}
	}
	return out
}

// Double reports whether a function belongs to a stand-in that only tests use.
func Double(f *fg.Func) bool {
	recv := strings.ToLower(f.Recv)
	for _, p := range []string{"fake", "mock", "stub"} {
		if strings.HasPrefix(recv, p) || strings.HasPrefix(strings.ToLower(f.Name), "new"+p) {
			return true
		}
	}
	for part := range strings.SplitSeq(f.Pkg, "/") {
		switch part {
		case "testing", "fake", "mock", "mocks", "testutil", "testutils":
			return true
		}
	}
	return false
}

// aside reports whether an act is about watching the program work: metrics,
// traces.
func aside(a *fg.Act) bool {
	for part := range strings.SplitSeq(a.Target.Pkg, "/") {
		switch part {
		case "metrics", "prometheus", "trace", "tracing", "otel":
			return true
		}
	}
	if a.Target.Pkg == "sync" || a.Target.Pkg == "sync/atomic" && strings.Contains(a.Target.Name, "Load") {
		return true
	}
	return false
}

// queued reports whether an act puts something into a queue or takes it out.
func queued(a *fg.Act) bool {
	if a.Verb != fg.Calls && a.Verb != fg.Defers || a.Std {
		return false
	}
	typ, method, ok := strings.Cut(a.Target.Name, ".")
	if !ok || !strings.Contains(strings.ToLower(a.Target.Pkg+"."+typ), "queue") {
		return false
	}
	for _, p := range []string{"Add", "Get", "Done", "Forget", "Push", "Pop", "ShutDown", "Remove", "Replace"} {
		if strings.HasPrefix(method, p) {
			return true
		}
	}
	return false
}

// act is the level from which an act is told.
func (j *judge) act(a *fg.Act) int {
	switch {
	case a.Log, aside(a):
		return never
	case a.Ends != "", a.Verb == fg.Starts, a.Verb == fg.Sends, a.Verb == fg.Takes, a.Verb == fg.Closes, queued(a):
		if a.Verb == fg.Defers || queued(a) && lastOf(a.Target.Name) == "Done" {
			return 3
		}
		return 1
	case a.Effect != nil && !a.Effect.Reads:
		return 1
	case a.Effect != nil:
		if a.Effect.Class == "api" || a.Effect.Class == "cache" {
			return 2
		}
		return 3
	case a.Std && a.Target.Pkg == "time" && a.Target.Name == "Sleep":
		return 1
	}
	switch a.Verb {
	case fg.Calls:
		return j.called(a)
	case fg.Defers:
		if len(j.targets(a)) > 0 || len(a.Lits) > 0 || strings.HasPrefix(a.Text, "close(") {
			return 2
		}
		return never
	case fg.Sets, fg.Grows, fg.Deletes:
		return j.assigned(a)
	}
	return 2
}

func (j *judge) called(a *fg.Act) int {
	level := never
	targets := j.targets(a)
	for _, t := range targets {
		switch {
		case j.works[t]:
			level = 1
		case j.decides[t], a.Iface, len(a.Results) == 0 && !a.Operand: // what gives nothing back does something
			level = min(level, 2)
		default:
			level = min(level, 3)
		}
	}
	for _, l := range a.Lits {
		level = min(level, max(1, j.list(l.Body)))
	}
	for _, h := range a.Funcs {
		switch {
		case j.works[h.Target]:
			level = 1
		case j.g.Func(h.Target) != nil:
			level = min(level, 2)
		}
	}
	switch {
	case a.Error != "" && a.Effect == nil && len(a.Results) > 0: // it makes an error, for later
		return min(level, 2)
	case level < never:
		return level
	case a.Target == fg.Sym{} && a.Text != "" && len(a.Results) == 0 && !a.Operand: // a function that it was given
		return 2
	case len(targets) > 0 || len(a.Funcs) > 0:
		return 3
	case a.Pure || a.Target.Pkg == "context" || strings.HasPrefix(a.Text, "context."):
		return never
	case strings.HasSuffix(a.Target.Pkg, "klog/v2") || strings.Contains(a.Target.Pkg, "logr"):
		return never
	case len(a.Results) > 0 || a.Target == fg.Sym{}:
		return 3
	}
	return 2
}

func (j *judge) assigned(a *fg.Act) int {
	own := j.g.Type(owner(a.Field)) != nil && !a.Copy
	if len(a.Lits) > 0 || len(a.Funcs) > 0 {
		level := 3
		for _, l := range a.Lits {
			level = min(level, max(1, j.list(l.Body)))
		}
		for _, h := range a.Funcs {
			if j.works[h.Target] {
				level = 1
			}
		}
		if own {
			level = min(level, 2)
		}
		return level
	}
	switch {
	case own:
		return 2
	case a.Field != fg.Sym{} && settled(a):
		return 2
	case a.Decides && !strings.ContainsAny(a.Arg, "({"):
		return 2
	case a.Local && (strings.Contains(a.Arg, ": true") || strings.Contains(a.Arg, ": false")):
		return 2
	case a.Local && strings.ContainsAny(a.Arg, "({"):
		return never
	}
	return 3
}

// settled reports whether what is set is a constant: a decision rather than
// something handed on.
func settled(a *fg.Act) bool {
	if a.Arg == "true" || a.Arg == "false" || len(a.Values) > 0 || a.Verb == fg.Deletes || a.Verb == fg.Grows {
		return true
	}
	return a.Arg != "" && (a.Arg[0] == '"' || a.Arg[0] >= '0' && a.Arg[0] <= '9' || strings.HasPrefix(a.Arg, "-"))
}

// node is the level from which a node is told.
func (j *judge) node(n *fg.Node) int {
	level := never
	switch n.Kind {
	case fg.Do:
		level = j.act(n.Act)
		for _, l := range n.Act.Lits {
			if l.Now || n.Act.Verb == fg.Defers {
				level = min(level, max(j.list(l.Body), 1))
			}
		}
		if n.Checked && level == 3 && !n.Act.Std {
			level = 2 // it can fail, so it does something
		}
		if len(n.Fail) > 0 && !plainReturn(n.Fail) {
			level = min(level, max(2, j.list(n.Fail)))
			if diverts(n.Fail, false) {
				level = 1
			}
		}
	case fg.Leave:
		return j.exit(n.Exit)
	case fg.Remark:
		return 2
	case fg.If:
		level = min(j.list(n.Body), j.list(n.Else))
		if logs := len(n.Body) == 1 && n.Body[0].Kind == fg.Do && n.Body[0].Act.Log; logs && (n.Cond.Kind == fg.Failed || len(n.Else) > 0) {
			level = min(level, 2)
		}
		for _, a := range n.Cond.Calls {
			if j.act(a) == 1 {
				level = 1
			}
		}
	case fg.Select:
		level = min(2, j.list(n.Body))
	default:
		level = j.list(n.Body)
	}
	if n.Kind != fg.Do && diverts([]*fg.Node{n}, false) {
		return 1
	}
	if n.Note != nil && level == 3 {
		level = 2
	}
	return level
}

func (j *judge) list(list []*fg.Node) int {
	level := never
	for _, n := range list {
		level = min(level, j.node(n))
	}
	return level
}

func (j *judge) exit(e *fg.Exit) int {
	switch {
	case !e.Fails():
		return 1 // what comes behind it depends on it
	case e.Error == "new":
		return 2
	}
	return 3
}

// plainReturn reports whether a failure is handed on and nothing else happens.
func plainReturn(fail []*fg.Node) bool {
	for _, n := range fail {
		switch {
		case n.Kind == fg.Do && n.Act.Log:
		case n.Kind == fg.Leave && n.Exit.Fails():
		case n.Kind == fg.Do && n.Act.Verb == fg.Calls && (n.Act.Error != "" || n.Act.Pure) && n.Act.Effect == nil:
		default:
			return false
		}
	}
	return true
}

// diverts reports whether control may leave a list before its end other than by
// failing: what follows then happens only sometimes. In a loop of its own a
// break or continue stays inside.
func diverts(list []*fg.Node, inLoop bool) bool {
	for _, n := range list {
		switch n.Kind {
		case fg.Leave:
			e := n.Exit
			switch e.Kind {
			case fg.Returns:
				if !e.Fails() {
					return true
				}
			case fg.Continues, fg.Breaks:
				if !inLoop || e.Label != "" {
					return true
				}
			case fg.Jumps:
				return true
			}
		case fg.For, fg.Range:
			if diverts(n.Body, true) {
				return true
			}
		case fg.Switch, fg.Select:
			for _, c := range n.Body {
				if divertsCase(c.Body, inLoop) {
					return true
				}
			}
		default:
			if diverts(n.Body, inLoop) || diverts(n.Else, inLoop) || diverts(n.Fail, inLoop) {
				return true
			}
		}
	}
	return false
}

// divertsCase is diverts for the body of a case, whose breaks end the case.
func divertsCase(list []*fg.Node, inLoop bool) bool {
	var rest []*fg.Node
	for _, n := range list {
		if n.Kind == fg.Leave && n.Exit.Kind == fg.Breaks && n.Exit.Label == "" {
			continue
		}
		rest = append(rest, n)
	}
	return diverts(rest, inLoop)
}
