package moduleunwanted

import (
	"fmt"

	"golang.org/x/mod/semver"
)

func (r *reader) unwanted(c *config, n *node) {
	const key = "spec.unwantedModules"
	if !r.want(n, '{', key, "an object of module paths and reasons") {
		return
	}
	r.members(n, key, func(m member) {
		text, ok := m.node.value.(string)
		if null := m.node.kind == 0 && m.node.value == nil; !ok && !null {
			r.problem(m.node.span(), join(key, m.key), fmt.Sprintf("the reason for %s must be a string", m.key), "write why the module is unwanted, or \"\"")
		}
		c.unwanted[m.key] = reason{text, m.at.span()}
	})
}

func (r *reader) pinned(c *config, n *node) {
	const key = "spec.pinnedModules"
	if !r.want(n, '{', key, "an object of module paths and versions") {
		return
	}
	c.hasPinned = true
	r.members(n, key, func(m member) {
		p := pin{span: m.at.span()}
		at := join(key, m.key)
		r.object(m.node, at, map[string]func(member){
			"version": func(v member) {
				if r.want(v.node, 0, at+".version", "a string") {
					p.version, _ = v.node.value.(string)
					p.span = v.node.span()
				}
			},
			"reason": func(v member) { p.reason, _ = v.node.value.(string) },
		})
		if !semver.IsValid(p.version) {
			r.problem(p.span, at, fmt.Sprintf("the pinned version %q of %s is not a module version", p.version, m.key),
				"write it as in go.mod, such as \"v1.2.3\"")
			return
		}
		c.pinned[m.key] = p
	})
}

func (r *reader) references(c *config, n *node) {
	const key = "status.unwantedReferences"
	if !r.want(n, '{', key, "an object of module paths and those that refer to them") {
		return
	}
	r.members(n, key, func(m member) {
		at := join(key, m.key)
		e := &refs{span: m.at.span(), lists: map[string]*list{}}
		c.refs[m.key] = e
		if m.node.kind != '{' {
			e.lists[""] = r.list(m.node, at)
			return
		}
		e.object = true
		known := map[string]func(member){}
		for _, l := range formLists {
			known[l] = func(m member) { e.lists[l] = r.list(m.node, at+"."+l) }
		}
		r.object(m.node, at, known)
	})
}

func (r *reader) list(n *node, key string) *list {
	l := &list{span: n.span()}
	if !r.want(n, '[', key, "a list of module paths") {
		return l
	}
	for _, i := range n.items {
		s, ok := i.value.(string)
		if !ok {
			r.problem(i.span(), key, fmt.Sprintf("%s holds something that is not a string", key), "list module paths only")
			continue
		}
		l.items = append(l.items, item{s, i.span()})
	}
	return l
}
