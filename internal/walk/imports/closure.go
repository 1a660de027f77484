package imports

// A Closure answers which packages a package reaches, following imports in
// files of some kinds and only through some packages. Answers are worked out
// when asked for and kept; asking for every package costs about as much as
// asking for one at the top. Not safe for concurrent use.
type Closure struct {
	g       *Graph
	kinds   Kinds
	through func(ID) bool

	index, low []int32 // of Tarjan's algorithm, from 1; 0 is unseen
	comp       []int32 // component of a finished node, from 1
	reach      []Set   // by component: what its members reach
	cyclic     []bool  // by component: whether its members reach themselves
	members    [][]ID
	next       int32
	stack      []ID
}

// NewClosure returns the closure over imports in files of the given kinds. A
// package for which through is false is reached but not passed; nil passes all.
func (g *Graph) NewClosure(kinds Kinds, through func(ID) bool) *Closure {
	n := len(g.nodes)
	return &Closure{
		g: g, kinds: kinds, through: through,
		index: make([]int32, n), low: make([]int32, n), comp: make([]int32, n),
		reach: []Set{nil}, cyclic: []bool{false}, members: [][]ID{nil},
	}
}

// Of returns what id reaches by one import or more; id itself is in it only if
// it is part of a cycle. The set is shared: callers must not change it.
func (c *Closure) Of(id ID) Set {
	if c.comp[id] == 0 {
		c.visit(id)
	}
	return c.reach[c.comp[id]]
}

func (c *Closure) passes(id ID) bool { return c.through == nil || c.through(id) }

// visit is Tarjan's algorithm with an explicit stack (import chains are short,
// but what a hostile tree holds is not ours to say), adding up what a component
// reaches when it is complete.
func (c *Closure) visit(root ID) {
	type frame struct {
		id   ID
		edge int
	}
	c.enter(root)
	calls := []frame{{root, 0}}
	for len(calls) > 0 {
		f := &calls[len(calls)-1]
		var edges []Edge
		if c.passes(f.id) {
			edges = c.g.out[f.id]
		}
		descended := false
		for f.edge < len(edges) {
			e := edges[f.edge]
			f.edge++
			if e.Kinds&c.kinds == 0 {
				continue
			}
			if c.index[e.ID] == 0 {
				c.enter(e.ID)
				calls = append(calls, frame{e.ID, 0})
				descended = true
				break
			}
			if c.comp[e.ID] == 0 { // on the stack
				c.low[f.id] = min(c.low[f.id], c.index[e.ID])
			}
		}
		if descended {
			continue
		}
		id := f.id
		calls = calls[:len(calls)-1]
		if len(calls) > 0 {
			parent := calls[len(calls)-1].id
			c.low[parent] = min(c.low[parent], c.low[id])
		}
		if c.low[id] == c.index[id] {
			c.finish(id)
		}
	}
}

func (c *Closure) enter(id ID) {
	c.next++
	c.index[id], c.low[id] = c.next, c.next
	c.stack = append(c.stack, id)
}

// finish pops the component that root is the first of.
func (c *Closure) finish(root ID) {
	i := len(c.stack) - 1
	for c.stack[i] != root {
		i--
	}
	members := append([]ID(nil), c.stack[i:]...)
	c.stack = c.stack[:i]
	n := int32(len(c.reach))
	for _, m := range members {
		c.comp[m] = n
	}
	set := c.g.NewSet()
	cyclic := len(members) > 1
	for _, m := range members {
		if !c.passes(m) {
			continue
		}
		for _, e := range c.g.out[m] {
			if e.Kinds&c.kinds == 0 {
				continue
			}
			set.Add(e.ID)
			if c.comp[e.ID] != n {
				set.Union(c.reach[c.comp[e.ID]])
			} else {
				cyclic = true
			}
		}
	}
	c.reach = append(c.reach, set)
	c.cyclic = append(c.cyclic, cyclic)
	c.members = append(c.members, members)
}
