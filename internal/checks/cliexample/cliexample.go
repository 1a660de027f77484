// Package cliexample reports examples that the programs they call would refuse.
package cliexample

import (
	_ "embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/cliscope"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

//go:embed doc.md
var doc string

// Check parses every example line that calls a program of the tree.
var Check = &checks.Check{
	ID:       "KC201",
	Slug:     "cli-example-broken",
	Doc:      doc,
	Since:    "v0.1",
	Severity: checks.Error,
	Programs: true,
	Run:      run,
}

func run(p *checks.Pass) error {
	scope, err := cliscope.Of(p)
	if err != nil {
		return err
	}
	byName := named(scope.Programs)
	for _, c := range scope.Commands() {
		if c.Example == "" || strings.Contains(c.Example, commands.UnknownText) {
			continue
		}
		found, bad := calls(c.Example)
		for _, b := range bad {
			if first, _, _ := strings.Cut(b.Text, " "); first != "" && called(byName, c.Program, first) != nil {
				report(p, scope, c, b.Line, fault{Message: "no shell can read the line: " + b.Reason})
			}
		}
		// What an earlier line names, as one that defines an alias, may be a command
		// further down.
		said := map[string]bool{}
		for _, call := range found {
			target := called(byName, c.Program, call.Words[0].Text)
			if target == nil || incomplete(target) {
				continue
			}
			view := func(cmd *commands.Command) *commands.View { return scope.View(target, cmd) }
			for _, f := range match(target, view, call) {
				if f.Command == "" || !said[f.Command] {
					report(p, scope, c, call.Line, f)
				}
			}
			for _, w := range call.Words[1:] {
				for _, part := range strings.Fields(w.Text) {
					said[part] = true
				}
			}
		}
	}
	return nil
}

// incomplete reports whether a program may have commands and flags that were not
// found, which an example may use.
func incomplete(p *commands.Program) bool {
	_, ok := p.Incomplete()
	return ok
}

// named finds programs by the name of their root command. A name that two
// programs have is nobody's.
func named(programs []*commands.Program) map[string]*commands.Program {
	out := map[string]*commands.Program{}
	for _, p := range programs {
		name := p.Root.Name()
		if _, taken := out[name]; taken {
			out[name] = nil
		} else {
			out[name] = p
		}
	}
	return out
}

// ownName matches what a template puts the program's name in for.
var ownName = regexp.MustCompile(`^\{\{[ .]*(?i:program_?name|app_?name|binary_?name|root\.name)[ ]*\}\}$`)

// called returns the program an example calls: its own, or another of the tree.
func called(byName map[string]*commands.Program, own *commands.Program, name string) *commands.Program {
	if own.Library != "cobra" {
		return nil
	}
	name = strings.TrimSuffix(path.Base(name), ".exe")
	if name == own.Root.Name() || ownName.MatchString(name) {
		return own
	}
	if p := byName[name]; p != nil && p.Library == "cobra" && name != "" {
		return p
	}
	return nil
}

// report reports a fault of a line of an example, at that line of the source if
// it can be found.
func report(p *checks.Pass, scope *cliscope.Scope, c cliscope.Command, line int, f fault) {
	lines := strings.Split(c.Example, "\n")[:line]
	pos := scope.TextPos(c.Command, "example")
	if pos.IsValid() {
		if src, err := p.ReadFile(pos.Path); err == nil {
			pos = locate(string(src), lines, pos)
		}
	}
	scope.ReportAt(c, pos, checks.Diagnostic{
		Symbol:  fmt.Sprintf("%q", strings.TrimSpace(lines[line-1])),
		Message: "the example does not work: " + f.Message,
		Remedy:  f.Remedy,
	})
}

// locate finds the last of the lines of a text in a source file, given a place at
// or close to the text. Examples are normalised on their way into a command, so
// lines are looked for without what surrounds them, and in order, because a short
// one may be part of others.
func locate(src string, lines []string, near commands.Position) commands.Position {
	source := strings.Split(src, "\n")
	// The text may stand in a variable above the command.
	for _, from := range []int{near.Line - 1, 0} {
		at := from
		found := near
		for i, line := range lines {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			next := slices.IndexFunc(source[min(at, len(source)):], func(s string) bool { return strings.Contains(s, line) })
			if next < 0 {
				continue
			}
			at += next + 1
			if i == len(lines)-1 {
				found = commands.Position{Path: near.Path, Line: at, Col: strings.Index(source[at-1], line) + 1}
			}
		}
		if found != near {
			return found
		}
	}
	return near
}
