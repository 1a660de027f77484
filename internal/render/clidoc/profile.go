// Package clidoc prints documentation of command trees.
//
// Two families of printers stand side by side. Those of gen*.go reproduce the
// generators of a Kubernetes tree byte for byte, defects included; what these
// print depends on the versions of libraries a tree pins, which a Profile tells.
// The others are the same kinds of documents the way they should be: escaped,
// linked, without dates. Pages lays commands out as pages of a site, which the
// formats of that (Markdown, man, HTML) print; YAML and Components print files.
//
// All are pure functions from programs to files.
package clidoc

import (
	"strconv"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/kdoc-dev/kdoc/internal/render/roff"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// The modules whose versions a Profile depends on.
const (
	cobraModule  = commands.CobraModule
	pflagModule  = commands.PflagModule
	md2manModule = "github.com/cpuguy83/go-md2man/v2"
)

// A Profile says what the libraries behind a tree's generators do. The zero
// value is the newest of each.
type Profile struct {
	// Rules are cobra's about flags and names.
	Rules commands.Rules
	// OldZeros (pflag before 1.0.7): whether a default is worth printing is
	// judged by the flag's current value if its type is not one of pflag's own,
	// and the types boolfunc and func are printed as they are.
	OldZeros bool
	// Roff is the style of manual pages.
	Roff roff.Style
	// Date is printed where upstream prints the day of generation, in its form
	// ("2-Jan-2006"). With "" the line is left out.
	Date string
}

// ProfileOf returns the profile for the versions of modules, "" for one that is
// not known: it is taken for new.
func ProfileOf(version func(module string) string) Profile {
	pflag := version(pflagModule)
	return Profile{
		Rules:    commands.RulesOf(version(cobraModule)),
		OldZeros: semver.IsValid(pflag) && semver.Compare(pflag, "v1.0.7") < 0,
		Roff:     roff.StyleOf(version(md2manModule)),
	}
}

// fileName is a command's path as the name of a file.
func fileName(path, separator, extension string) string {
	return strings.ReplaceAll(path, " ", separator) + extension
}

func fmtLine(file string, line int) string { return file + ":" + strconv.Itoa(line) }
