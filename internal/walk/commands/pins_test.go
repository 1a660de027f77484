package commands_test

import (
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

func TestPinned(t *testing.T) {
	const goMod = `
-- go.mod --
module example.com/tree

go 1.24

require (
	example.com/a v1.0.0
	example.com/b v1.0.0
	example.com/c v1.0.0
)

replace (
	example.com/b => example.com/b v1.9.0
	example.com/c => ./c
)
-- main.go --
package main

func main() {}
`
	const vendored = goMod + `
-- vendor/modules.txt --
# example.com/a v1.0.5
## explicit
# example.com/b v1.0.0 => example.com/b v1.9.1
## explicit
`
	for _, tt := range []struct{ tree, module, want string }{
		{goMod, "example.com/a", "v1.0.0"},
		{goMod, "example.com/b", "v1.9.0"},
		{goMod, "example.com/c", ""},
		{goMod, "example.com/none", ""},
		{vendored, "example.com/a", "v1.0.5"},
		{vendored, "example.com/b", "v1.9.1"},
		{"-- main.go --\npackage main\n", "example.com/a", ""},
	} {
		if got := commands.Pinned(walktest.Open(t, tt.tree, walk.Options{}), tt.module); got != tt.want {
			t.Errorf("%s is pinned to %q, want %q in\n%s", tt.module, got, tt.want, tt.tree)
		}
	}
}
