package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestHostile: whatever a program does, evaluation ends soon, with an error or
// diagnostic that names the reason.
func TestHostile(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"loop", `func main() { for { } }`, "budget of 300000 steps"},
		{"goto", "func main() {\nagain:\n\tgoto again\n}", "budget of 300000 steps"},
		{"recursion", `func f(n int) int { return f(n+1) + 1 }; func main() { f(0) }`, "budget of depth (300 nested calls)"},
		{"allocation", `func main() { _ = make([]int, 1<<40) }`, "budget of memory"},
		{"negative", `func main() { n := -1; _ = make([]int, n) }`, "makeslice: len out of range"},
		{"doubling", `func main() { s := "xxxxxxxx"; for { s += s } }`, "budget of memory"},
		{"append", `func main() { var s []string; for { s = append(s, s...); s = append(s, "x") } }`, "budget of"},
		{"map", `func main() { m := map[int]int{}; for i := 0; ; i++ { m[i] = i } }`, "budget of"},
		{"structs", "type T struct{ next *T; a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z int }\nfunc main() { var l *T; for { var t T; t.next = l; l = &t } }", "budget of memory"},
		{"copies", "type T struct{ a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z int }\nfunc main() { var t T; var l []T; for { l = append(l, t, t, t) } }", "budget of memory"},
		{"array", `var a [1 << 40]byte; func main() { a[1] = 2 }`, "budget of memory"},
		{"repeat", `import "strings"; func main() { _ = strings.Repeat("x", 1<<40) }`, "budget of memory"},
		{"panic", `func main() { panic("over and out") }`, "panic: over and out at main.go:2:15"},
		{"nil", `type T struct{ f int }; func main() { var t *T; t.f++ }`, "nil pointer dereference"},
		{"error", `import "errors"; func main() { panic(errors.New("my error")) }`, "panic: my error"},
		{"repanic", `func main() { defer func() { panic("second") }(); panic("first") }`, "panic: second"},
		{"panicloop", `func main() { for { func() { defer func() { recover() }(); panic(1) }() } }`, "budget of"},
		{"stringer", "import \"fmt\"\ntype T struct{}\nfunc (t T) String() string { return fmt.Sprint(t) }\nfunc main() { fmt.Println(T{}) }", "budget of depth"},
		{"knot", "import \"fmt\"\ntype T struct{ next any }\nfunc main() { t := &T{}; t.next = []any{t}; _ = fmt.Sprint(t.next); m := map[string]any{}; m[\"m\"] = m; panic(fmt.Sprint(m)) }", "contains itself"},
		{"init", `var x = f(); func f() int { return x + 1 }; func main() { panic(x) }`, "panic: 1"},
		{"cycle", `var a = b; var b = c; var c = a; func main() { panic(a) }`, ""},
		{"range", `func main() { for range 1 << 60 { } }`, "budget of 300000 steps"},
		{"sort", `import "sort"; func main() { for { s := []int{2, 1}; sort.Slice(s, func(i, j int) bool { return s[i] < s[j] }) } }`, "budget of 300000 steps"},
		{"block", `func main() { c := make(chan int); <-c; panic("went on") }`, "went on"},
		{"blocked", `func main() { c := make(chan int); for { select { case <-c: } } }`, ""},
		{"server", `import "sync"; func main() { c := make(chan int); go func() { for { select { case <-c: } } }(); var wg sync.WaitGroup; wg.Wait(); panic("went on") }`, "went on"},
		{"badcode", "func main() { f() }\nfunc f() { var x int = \"s\"; undefined(x) }", ""},
		{"unsafe", "import \"unsafe\"\nfunc main() { x := 1.5; p := (*uint64)(unsafe.Pointer(&x)); panic(*p + 1) }", "panic"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := hostile(t, "-- go.mod --\nmodule example.com/p\n\ngo 1.24\n-- main.go --\npackage main\n"+tt.body+"\n")
			start := time.Now()
			_, err := in.Run("example.com/p")
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if tt.want == "" {
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want one about %q; diagnostics %v", err, tt.want, in.Diagnostics())
			}
			if err != nil && strings.Contains(err.Error(), "internal") {
				t.Errorf("the evaluator itself failed: %v", err)
			}
		})
	}
}

func hostile(t *testing.T, archive string) *Interp {
	t.Helper()
	tree := walktest.Open(t, archive, walk.Options{})
	prog, err := typed.Load(context.Background(), typed.Options{Tree: tree, Roots: []string{tree.Root().Path}})
	if err != nil {
		t.Fatal(err)
	}
	return New(context.Background(), Options{Program: prog, Budget: Budget{Steps: 300_000, Depth: 300, Bytes: 32 << 20}})
}

func TestMissingPackages(t *testing.T) {
	in := hostile(t, `
-- go.mod --
module example.com/p

go 1.24
-- main.go --
package main

import (
	"fmt"

	"gone.example/lib"
)

var table = lib.Table()

func main() {
	fmt.Println("start")
	v := lib.New("x")
	v.Do(func() { fmt.Println("never") })
	if v.Ok() {
		fmt.Println("assumed")
		return
	}
	for range v.List() {
		fmt.Println("never")
	}
	if w, ok := v.Items["k"]; ok {
		fmt.Println("never", w)
		return
	}
	s := "name: " + v.Name
	fmt.Println(len(table), s)
	fmt.Println("end")
}
`)
	if _, err := in.Run("example.com/p"); err != nil {
		t.Fatal(err)
	}
	if got := in.Output(); !strings.HasPrefix(got, "start\n") || !strings.HasSuffix(got, "end\n") || strings.Contains(got, "never") {
		t.Errorf("printed %q", got)
	}
	if len(in.opts.Program.Missing) != 1 || in.opts.Program.Missing[0].Line != 6 {
		t.Errorf("missing %v", in.opts.Program.Missing)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in := hostile(t, "-- go.mod --\nmodule example.com/p\n-- main.go --\npackage main\nfunc main() { for { } }\n")
	in.ctx, in.budget.Steps = ctx, 1<<60
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	if _, err := in.Run("example.com/p"); err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Errorf("error is %v", err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("went on for %s", took)
	}
}

// TestGaps: what does not type-check is left out, and the rest of a function is
// evaluated all the same.
func TestGaps(t *testing.T) {
	in := hostile(t, `
-- go.mod --
module example.com/p

go 1.24
-- main.go --
package main

import "fmt"

type T struct{ name string }

func bad() (int, string) {
	fmt.Println("before")
	return T{}.size, "x"
}

func main() {
	t := T{name: "a"}
	run := func() int { return t.length() }
	x := t.size
	y, z := 1, 2
	if t.size > 3 {
		fmt.Println("never")
	}
	for i := range 2 {
		k := undefined(i)
		fmt.Println("loop", i)
	}
	fmt.Println(t.name, y, run != nil)
	n, s := bad()
	if n == 1 && s == "x" {
		panic("known")
	}
	fmt.Println("end")
}
`)
	if _, err := in.Run("example.com/p"); err != nil {
		t.Fatal(err)
	}
	if got, want := in.Output(), "loop 0\nloop 1\na 1 true\nbefore\nend\n"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
	var said []string
	for _, d := range in.Diagnostics() {
		said = append(said, fmt.Sprint(d.Pos.Line, ": ", d.Msg))
	}
	for _, want := range []string{"15: code that does not type-check is left out: t.size undefined", "17: code", "9: code", "21: code"} {
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no diagnostic %q among %q", want, said)
		}
	}
}
