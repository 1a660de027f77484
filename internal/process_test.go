package internal_test

import (
	"go/ast"
	"go/token"
	"testing"
)

// mayStart are the packages that start processes.
var mayStart = map[string]string{
	"internal/walk/process":          "starts git and go for all others",
	"internal/walk/api/wellknowngen": "is run by maintainers, to write a table of the program",
}

// starting are the functions that make or start processes, or have others do so.
var starting = map[string][]string{
	"os/exec":                         {"Command", "CommandContext", "Cmd"},
	"os":                              {"StartProcess"},
	"syscall":                         {"Exec", "ForkExec", "StartProcess"},
	"golang.org/x/sys/unix":           {"Exec"},
	"golang.org/x/tools/go/packages":  {"Load"},
	"golang.org/x/tools/go/buildutil": {"ForEachPackage"},
	"go/build":                        {"Import", "ImportDir"},
	"plugin":                          {"Open"},
}

// cmdOnly are packages that may mention the type of a command that another made.
var cmdOnly = map[string]bool{"internal/walk/source": true}

func TestProcessesAreStartedInOnePlace(t *testing.T) {
	hits := map[string]bool{}
	eachSource(t, func(file, pkg string, syntax *ast.File, fset *token.FileSet) {
		for _, use := range uses(syntax, starting) {
			if use.Sel.Name == "Cmd" && cmdOnly[pkg] {
				continue
			}
			hits[pkg] = true
			if mayStart[pkg] == "" {
				t.Errorf("%s: %s: processes are started by internal/walk/process", fset.Position(use.Pos()), use.Sel.Name)
			}
		}
	})
	for pkg := range mayStart {
		if !hits[pkg] {
			t.Errorf("%s starts nothing any more: take it off the list", pkg)
		}
	}
}
