// Package cliscope is what the checks of command trees have in common: the
// commands and flags to look at, and where to report what is wrong with them.
package cliscope

import (
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// A Scope is the command trees a check looks at.
type Scope struct {
	Programs []*commands.Program

	pass     *checks.Pass
	views    map[*commands.Command]*commands.View
	reported map[key]bool
	sources  map[string]source
}

type key struct {
	path    string
	line    int
	message string
}

// Of returns the command trees of a pass. A program without a root is left out.
func Of(p *checks.Pass) (*Scope, error) {
	programs, err := p.Programs()
	if err != nil {
		return nil, err
	}
	s := &Scope{pass: p, views: map[*commands.Command]*commands.View{}, reported: map[key]bool{}, sources: map[string]source{}}
	for _, prog := range programs {
		if prog.Root != nil {
			s.Programs = append(s.Programs, prog)
		}
	}
	return s, nil
}

// A Command is a command of a program with its flags merged.
type Command struct {
	*commands.View
	Program *commands.Program
}

// Commands returns every command of every program, parents first.
func (s *Scope) Commands() []Command {
	var out []Command
	for _, p := range s.Programs {
		for _, c := range p.Commands() {
			out = append(out, Command{s.View(p, c), p})
		}
	}
	return out
}

// View returns a command with its flags merged.
func (s *Scope) View(p *commands.Program, c *commands.Command) *commands.View {
	if s.views[c] == nil {
		s.views[c] = p.Merge(c, commands.RulesOf(p.Version(commands.CobraModule)))
	}
	return s.views[c]
}

// A Flag is a flag where it is declared: on the outermost command that has it.
type Flag struct {
	*commands.Flag
	Command Command
	// Global reports whether it comes from pflag.CommandLine.
	Global bool
}

// Name is how diagnostics call the flag: "tool sub --flag".
func (f Flag) String() string { return f.Command.Path + " --" + f.Flag.Name }

// Flags returns every flag of every program once, the private ones of commands
// that parse their own included.
func (s *Scope) Flags() []Flag {
	var out []Flag
	for _, c := range s.Commands() {
		global := map[*commands.Flag]bool{}
		for _, f := range c.Program.Globals {
			global[f] = true
		}
		inherited := map[*commands.Flag]bool{}
		for _, f := range c.View.Inherited {
			inherited[f] = true
		}
		seen := map[*commands.Flag]bool{}
		for _, f := range slices.Concat(c.Local, c.Private) {
			if !seen[f] && !inherited[f] && (!global[f] || c.Parent == nil) {
				seen[f] = true
				out = append(out, Flag{f, c, global[f]})
			}
		}
	}
	return out
}

// ReportCommand reports something about a command. field names the text it is
// about ("short", "example", …), "" the command as a whole.
func (s *Scope) ReportCommand(c Command, field string, d checks.Diagnostic) {
	d.Symbol = joined(c.Path, d.Symbol)
	pos := s.TextPos(c.Command, field)
	for up := c.Parent; !pos.IsValid() && up != nil; up = up.Parent {
		pos = up.Pos
	}
	s.report(c.Program, pos, d)
}

// ReportFlag reports something about a flag, at its registration. What is
// registered outside the tree, or in a vendored package, cannot be mended here
// and is left out.
func (s *Scope) ReportFlag(f Flag, d checks.Diagnostic) {
	d.Symbol = joined(f.String(), d.Symbol)
	pos := f.Pos
	if !pos.IsValid() {
		pos = f.Command.Pos
	}
	s.report(f.Command.Program, pos, d)
}

func joined(a, b string) string {
	if b == "" {
		return a
	}
	return a + " " + b
}

// report puts a diagnostic at a position, or failing that at the program's
// package. Code that several programs share would otherwise be told off once for
// each: what says the same of the same line is said once.
func (s *Scope) report(p *commands.Program, pos commands.Position, d checks.Diagnostic) {
	if !pos.IsValid() {
		if pkg := s.pass.Tree.Package(p.Package); pkg != nil {
			if files := pkg.GoFiles(); len(files) > 0 {
				pos.Path = files[0].Path
			}
		}
	}
	if outside(pos.Path) {
		return
	}
	if pos.Path == "" {
		pos.Path = "." // the tree as a whole
	}
	k := key{pos.Path, pos.Line, d.Message}
	if pos.IsValid() && s.reported[k] {
		return
	}
	s.reported[k] = true
	d.Path, d.Pos = pos.Path, walk.Pos{Line: pos.Line, Col: pos.Col}
	s.pass.Report(d)
}

func outside(path string) bool {
	return strings.HasPrefix(path, "//") || strings.HasPrefix(path, "vendor/") || strings.Contains(path, "/vendor/")
}

// ReportAt reports something about a command at a place inside one of its texts.
func (s *Scope) ReportAt(c Command, pos commands.Position, d checks.Diagnostic) {
	if !pos.IsValid() {
		s.ReportCommand(c, "", d)
		return
	}
	d.Symbol = joined(c.Path, d.Symbol)
	s.report(c.Program, pos, d)
}

// Place mentions a position beside a diagnostic; nothing if it is not known or not
// in the tree.
func Place(pos commands.Position, message string) []checks.Related {
	if !pos.IsValid() || strings.HasPrefix(pos.Path, "//") {
		return nil
	}
	return []checks.Related{{Path: pos.Path, Pos: walk.Pos{Line: pos.Line, Col: pos.Col}, Message: message}}
}
