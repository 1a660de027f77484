package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// printCommandList prints a line per command, and one per flag of it below.
func printCommandList(w io.Writer, programs []*commands.Program) error {
	for _, p := range programs {
		if p.Root == nil {
			continue
		}
		if len(p.Globals) > 0 {
			for _, f := range p.Globals {
				if _, err := fmt.Fprintln(w, report.Escape(flagLine(p.Root.Path, f))); err != nil {
					return err
				}
			}
		}
		for _, c := range p.Commands() {
			if _, err := fmt.Fprintln(w, report.Escape(commandLine(c))); err != nil {
				return err
			}
			for _, f := range ownFlags(c) {
				if _, err := fmt.Fprintln(w, report.Escape(flagLine(c.Path, f))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// ownFlags are the flags registered on a command itself, each once.
func ownFlags(c *commands.Command) []*commands.Flag {
	inherited := map[*commands.Flag]bool{}
	for up := c.Parent; up != nil; up = up.Parent {
		for _, f := range up.Persistent {
			inherited[f] = true
		}
	}
	var out []*commands.Flag
	for _, set := range [][]*commands.Flag{c.Persistent, c.Flags, c.Private} {
		for _, f := range set {
			if !inherited[f] {
				inherited[f] = true
				out = append(out, f)
			}
		}
	}
	return out
}

func commandLine(c *commands.Command) string {
	line := place(c.Pos) + c.Path
	if c.Short != "" {
		line += "  " + oneLine(c.Short)
	}
	return line
}

func flagLine(path string, f *commands.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" && f.Shorthand != f.Name {
		name = "-" + f.Shorthand + ", " + name
	}
	line := fmt.Sprintf("%s%s %s  %s", place(f.Pos), path, name, f.Type)
	if f.Default != "" {
		line += fmt.Sprintf(" = %s", oneLine(f.Default))
	}
	switch {
	case f.Deprecated != "":
		line += "  (deprecated: " + oneLine(f.Deprecated) + ")"
	case f.Hidden:
		line += "  (hidden)"
	}
	return line
}

func place(p commands.Position) string {
	if !p.IsValid() {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d: ", p.Path, p.Line, p.Col)
}

// oneLine is the first line of a text.
func oneLine(s string) string {
	first, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if more {
		first += " …"
	}
	return first
}

// printCommandTree draws the commands of each program as a tree.
func printCommandTree(w io.Writer, programs []*commands.Program) error {
	for _, p := range programs {
		if p.Root == nil {
			continue
		}
		if _, err := fmt.Fprintln(w, report.Escape(treeLabel(p.Root))); err != nil {
			return err
		}
		if err := printChildren(w, p.Root, ""); err != nil {
			return err
		}
	}
	return nil
}

func printChildren(w io.Writer, c *commands.Command, indent string) error {
	for i, child := range c.Commands {
		branch, below := "├── ", "│   "
		if i == len(c.Commands)-1 {
			branch, below = "└── ", "    "
		}
		if _, err := fmt.Fprintln(w, indent+branch+report.Escape(treeLabel(child))); err != nil {
			return err
		}
		if err := printChildren(w, child, indent+below); err != nil {
			return err
		}
	}
	return nil
}

func treeLabel(c *commands.Command) string {
	label := c.Name()
	if label == "" {
		label = "(no name)"
	}
	if n := len(ownFlags(c)); n > 0 {
		label += fmt.Sprintf(" [%d flags]", n)
	}
	if c.Short != "" {
		label += "  " + oneLine(c.Short)
	}
	return label
}
