package clidoc

import (
	"fmt"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// GenMan prints a program's manual pages as Kubernetes' genman does: one for
// every command, hidden and deprecated ones and their flags included. The text
// goes through Markdown on its way, unescaped.
func GenMan(p *commands.Program, profile Profile) []render.File {
	var out []render.File
	for _, c := range p.Commands() {
		text := profile.manMarkdown(p.Merge(c, profile.Rules))
		out = append(out, render.File{Path: fileName(c.Path, "-", ".1"), Data: profile.Roff.Render([]byte(text))})
	}
	return out
}

const (
	manTitle   = "% KUBERNETES(1) kubernetes User Manuals\n% Eric Paris\n% Jan 2015\n"
	manHistory = "\n# HISTORY\nJanuary 2015, Originally compiled by Eric Paris (eparis at redhat dot com) based on the kubernetes source material, but hopefully they have been automatically generated since!\n"
)

func (p Profile) manMarkdown(v *commands.View) string {
	long := v.Long
	if long == "" {
		long = v.Short
	}
	var b strings.Builder
	b.WriteString(manTitle + "# NAME\n" + v.Path + " \\- " + v.Short + "\n\n")
	b.WriteString("# SYNOPSIS\n**" + v.Path + "** [OPTIONS]\n\n# DESCRIPTION\n" + long + "\n\n")
	manFlags(&b, "OPTIONS", v.Local)
	manFlags(&b, "OPTIONS INHERITED FROM PARENT COMMANDS", v.Inherited)
	if v.Example != "" {
		b.WriteString("# EXAMPLE\n" + fence + v.Example + "\n" + fence)
	}
	if v.Parent != nil || len(v.Commands) > 0 {
		b.WriteString("# SEE ALSO\n")
		if v.Parent != nil {
			b.WriteString("**" + fileName(v.Parent.Path, "-", "(1)") + "**, ")
		}
		for _, child := range v.Commands {
			b.WriteString("**" + fileName(child.Path, "-", "(1)") + "**, ")
		}
		b.WriteString("\n")
	}
	b.WriteString(manHistory)
	return b.String()
}

func manFlags(b *strings.Builder, title string, flags []*commands.Flag) {
	if len(flags) == 0 {
		return
	}
	b.WriteString("# " + title + "\n")
	for _, f := range flags {
		if letter := liveShorthand(f); letter != "" {
			b.WriteString("**-" + letter + "**, ")
		}
		value := f.Default
		if f.Type == "string" {
			value = fmt.Sprintf("%q", value)
		}
		b.WriteString("**--" + f.Name + "**=" + value + "\n\t" + f.Usage + "\n\n")
	}
	b.WriteString("\n")
}
