package eval

import (
	"context"
	"strings"
	"testing"
)

// TestCheckedAgain: a body that is type-checked more than once, for another
// evaluation or other type arguments, does not see its own variables from
// before.
func TestCheckedAgain(t *testing.T) {
	in := hostile(t, `
-- go.mod --
module example.com/p

go 1.24
-- main.go --
package main

var names = func() []string { names := list("a"); return names }()

func list(s string) []string { return []string{s} }

func size[T any](x T) int {
	list := list("g")
	return len(list)
}

func main() {
	list := list("m")
	print := func() string { names := names[0]; return names }
	panic(list[0] + print() + string(rune('0'+size(1)+size("s"))))
}
`)
	prog := in.opts.Program
	for range 3 {
		_, err := New(context.Background(), Options{Program: prog}).Run("example.com/p")
		if err == nil || !strings.Contains(err.Error(), "panic: ma2") {
			t.Fatalf("error is %v", err)
		}
	}
}
