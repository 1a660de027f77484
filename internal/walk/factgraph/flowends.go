package factgraph

import "slices"

// settle finds what can only be known when all functions have been read: which
// never return, and which types stand behind calls of interfaces.
func (b *builder) settle() {
	b.helped()
	never := map[Sym]bool{}
	for changed := true; changed; {
		changed = false
		for _, f := range b.graph.Funcs {
			if !never[f.Sym] && Terminates(f.Body) && !Quits(f.Body, true) && !jumps(f.Body) {
				never[f.Sym], changed = true, true
			}
		}
		if changed {
			b.eachAct(func(a *Act) {
				if a.Verb == Calls && !a.Iface && never[a.Target] && a.Ends == "" {
					a.Ends = Never
				}
			})
		}
	}
	kept := map[Sym][]Sym{}
	b.eachAct(func(a *Act) {
		for _, h := range a.Funcs {
			if h.Field.Name != "" && !slices.Contains(kept[h.Field], h.Target) {
				kept[h.Field] = append(kept[h.Field], h.Target)
			}
		}
	})
	b.eachAct(func(a *Act) {
		if a.Iface {
			a.Impls = b.implementers(a.Target)
		}
		if a.FromField {
			a.Kept = kept[a.Target]
		}
	})
}

// jumps reports whether a list goes to some label, which may be anywhere.
func jumps(list []*Node) bool {
	found := false
	Inspect(list, func(n *Node) bool {
		found = found || n.Kind == Leave && n.Exit.Kind == Jumps
		return !found
	})
	return found
}

func (b *builder) eachAct(f func(*Act)) {
	for _, fn := range b.graph.Funcs {
		InspectActs(fn.Body, f)
	}
}
