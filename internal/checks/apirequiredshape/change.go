package apirequiredshape

import (
	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/apiscope"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A change is what a fix does to a declaration.
type change int

const (
	addOmitempty change = iota
	addOmitzero
	makePointer
	dropPointer
)

func (c change) String() string {
	return [...]string{"add omitempty", "add omitzero", "make it a pointer with omitempty", "make it no pointer"}[c]
}

// edits returns the edits of the change; nil where they cannot be written.
func (c change) edits(p *checks.Pass, m *api.Member) []checks.Edit {
	switch c {
	case makePointer:
		return apiscope.MakePointer(p, m)
	case dropPointer:
		if start, _, ok := apiscope.TypeText(p, m); ok && m.Type.Kind == api.Pointer {
			return []checks.Edit{{Path: m.Decl.File.Path, Start: start, End: start + 1}}
		}
		return nil
	}
	option := "omitempty"
	if c == addOmitzero {
		option = "omitzero"
	}
	if e, ok := apiscope.AddOption(m, option); ok {
		return []checks.Edit{e}
	}
	return nil
}
