// Package apiscope says which types a check on API types judges.
//
// A tree that carries scripts which judge its descriptions is held to exactly
// the files these choose, so that a clean run of the scripts is a clean run of
// kdoc. In any other tree the types of every versioned API package count that
// look like they are written as JSON.
package apiscope

import (
	"go/token"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/api"
)

// A Scope is the part of a tree a check judges.
type Scope struct {
	View *api.View
	// Files hold the types, by path.
	Files []*walk.File
	// ByScript reports whether a script of the tree chose the files.
	ByScript bool
}

// Of returns the scope of a pass. The first of the scripts that the tree has
// decides; their paths are relative to the tree.
func Of(p *checks.Pass, scripts ...string) *Scope {
	type key struct{ scripts string }
	return p.Tree.Derive(key{strings.Join(scripts, " ")}, func() any {
		s := &Scope{View: api.ViewOf(p.Tree)}
		s.Files, s.ByScript = s.View.Chosen(scripts...)
		return s
	}).(*Scope)
}

// Types returns every type declared in the files, in order.
func (s *Scope) Types() []*api.Decl {
	var out []*api.Decl
	for _, f := range s.Files {
		for _, d := range s.View.Package(f.Pkg).Types {
			if d.File == f {
				out = append(out, d)
			}
		}
	}
	return out
}

// Structs returns the exported structs among Types that are to be documented.
func (s *Scope) Structs() []*api.Decl {
	var out []*api.Decl
	for _, d := range s.Types() {
		if d.IsStruct() && token.IsExported(d.Name) && (s.ByScript || d.IsSerialised()) {
			out = append(out, d)
		}
	}
	return out
}

// End returns the place just behind a text of one line that starts at pos; the
// zero Pos if the text has several.
func End(pos walk.Pos, text string) walk.Pos {
	if strings.Contains(text, "\n") {
		return walk.Pos{}
	}
	return walk.Pos{Line: pos.Line, Col: pos.Col + len(text)}
}

// Exempt returns the files whose missing descriptions the tree tolerates.
func (s *Scope) Exempt() map[string]bool {
	exempt := map[string]bool{}
	if s.ByScript {
		list, _ := api.Exceptions(s.View.Tree)
		for _, e := range list {
			exempt[e.Path] = true
		}
	}
	return exempt
}
