package commands

import (
	"maps"
	"slices"
	"strings"
)

// eachFlag visits every mention of a flag in a fixed order.
func (p *Program) eachFlag(visit func(**Flag)) {
	for i := range p.Globals {
		visit(&p.Globals[i])
	}
	for _, c := range p.Commands() {
		for _, set := range [][]*Flag{c.Persistent, c.Flags, c.Private} {
			for i := range set {
				visit(&set[i])
			}
		}
	}
}

// Finish fills in what follows from the rest: paths, parents, flag ids, and the
// rules kept in flag annotations. Whoever builds a Program calls it once at the
// end; calling it again changes nothing.
func (p *Program) Finish() {
	next := 0
	ids := map[*Flag]int{}
	p.eachFlag(func(f **Flag) {
		if ids[*f] == 0 {
			next++
			ids[*f] = next
			(*f).ID = next
			if slices.Equal((*f).Annotations[annotationRequired], []string{"true"}) {
				(*f).Required = true
			}
			for name, list := range (*f).Annotations { // nil and empty are one in JSON
				if list == nil {
					(*f).Annotations[name] = []string{}
				}
			}
		}
	})
	if p.Root != nil {
		p.Root.finish(nil)
	}
	if p.Name == "" {
		p.Name = BinaryName(p.Package)
	}
}

// Annotations in which cobra keeps rules about flags.
const (
	annotationRequired  = "cobra_annotation_bash_completion_one_required_flag"
	annotationTogether  = "cobra_annotation_required_if_others_set"
	annotationOneOf     = "cobra_annotation_one_required"
	annotationExclusive = "cobra_annotation_mutually_exclusive"
)

func (c *Command) finish(parent *Command) {
	c.Parent = parent
	c.Path = c.Name()
	if parent != nil {
		c.Path = parent.Path + " " + c.Path
	}
	c.Exclusive, c.Together, c.OneOf = c.rules(annotationExclusive), c.rules(annotationTogether), c.rules(annotationOneOf)
	for _, child := range c.Commands {
		child.finish(c)
	}
}

// rules collects the groups of flag names that an annotation holds.
func (c *Command) rules(annotation string) [][]string {
	groups := map[string]bool{}
	for _, set := range [][]*Flag{c.Persistent, c.Flags} {
		for _, f := range set {
			for _, g := range f.Annotations[annotation] {
				groups[g] = true
			}
		}
	}
	var out [][]string
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, strings.Fields(g))
	}
	return out
}
