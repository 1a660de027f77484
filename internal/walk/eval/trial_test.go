package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestUnknownConditions: what a condition decides that is not known is unknown
// only where the two sides differ, and a side that fails is not taken. The
// function under test returns text; "?" stands for an unknown with its reason.
func TestUnknownConditions(t *testing.T) {
	const prelude = `package main

import ("errors"; "os"; "strings"; "sort")

type opts struct { name string; n int; list []string; set map[string]string; next *opts }

func there() bool { _, err := os.ReadFile("/dev/null"); return err == nil }

func load() (string, error) { _, err := os.ReadFile("/dev/null"); if err != nil { return "", err }; return "loaded", nil }

var _ = errors.New
var _ = strings.ToUpper
var _ = sort.Strings
var global = "g"

func host() string { b, _ := os.ReadFile("/dev/null"); return string(b) }

func main() {}

`
	type unknownCase struct{ name, body, want string }
	cases := []unknownCase{
		{"same", `if there() { return "a" }; return "a"`, "a"},
		{"differs", `if there() { return "a" }; return "b"`, "?"},
		{"variable", `x := "a"; if there() { x = "b" }; return x`, "?"},
		{"other variable", `x, y := "a", ""; if there() { y = "b" }; _ = y; return x`, "a"},
		{"set alike", `x := ""; if there() { x = "b" } else { x = strings.ToLower("B") }; return x`, "b"},
		{"captured", `x := "a"; f := func() { x = "b" }; if there() { f() }; return x`, "?"},
		{"global", `if there() { global = "h" }; return global`, "?"},
		{"global alone", `if there() { x := global; x += "!"; _ = x }; return global`, "g"},
		{"field", `o := opts{name: "a"}; if there() { o.name = "b"; o.n = 2 }; return o.name`, "?"},
		{"other field", `o := opts{name: "a"}; if there() { o.n = 2 }; return o.name`, "a"},
		{"through pointer", `o := &opts{name: "a"}; p := o; if there() { p.name = "b" }; return o.name`, "?"},
		{"struct", `o := opts{name: "a"}; if there() { o = opts{name: "a", n: 3} }; return o.name`, "a"},
		{"list", `l := []string{"a"}; if there() { l = append(l, "b") }; return strings.Join(l, ",")`, "?"},
		{"room", `l := make([]string, 1, 4); l[0] = "a"; m := l[:2]; if there() { _ = append(l, "b") }; return l[0] + m[1]`, "?"},
		{"element", `l := []string{"a", "b"}; if there() { l[1] = "c" }; return l[0]`, "a"},
		{"sorted", `l := []string{"b", "a"}; if there() { sort.Strings(l) }; return l[0]`, "?"},
		{"bytes", `l := []byte("ab"); if there() { l[1] = 'c' }; return string(l)`, "?"},
		{"map", `m := map[string]string{"k": "a"}; if there() { m["k"] = "b" }; return m["k"]`, "?"},
		{"map, other key", `m := map[string]string{"k": "a"}; if there() { m["l"] = "b"; delete(m, "k"); m["k"] = "a" }; return m["k"]`, "a"},
		{"map, cleared", `m := map[string]string{"k": "a"}; if there() { clear(m); m["k"] = "a" }; return m["k"]`, "a"},
		{"error", `if _, err := os.ReadFile("/dev/null"); err != nil { return err.Error() }; return "a"`, "?"},
		{"error is dropped", `s, err := load(); if err != nil { panic(err) }; return s`, "loaded"},
		{"exit is dropped", `if there() { os.Exit(3) }; return "a"`, "a"},
		{"panic is dropped", `if !there() { var m map[int]int; m[1] = 2 }; return "a"`, "a"},
		{"error side first", `if !there() { return "a" } else if there() { panic(1) }; return "a"`, "a"},
		{"fallback", `s, err := load(); if err != nil { s = "loaded" }; return s`, "loaded"},
		{"nested", `x := "a"; if there() { if there() { x = "b" }; x = "c" } else { x = "c" }; return x`, "c"},
		{"else if", `if there() { return "a" } else if there() { return "a" } else { return "a" }`, "a"},
		{"loop", `n := ""; for i := range 3 { if there() { continue }; n += string(rune('a' + i)) }; return n`, "abc"},
		{"endless", `for i := 0; ; i++ { if there() { return "out" } }`, "out"},
		{"dear", `n := 0; if there() { for n < 100000 { n++ } }; return "a"`, "a"},
		{"defer", `x := "a"; func() { if there() { defer func() { x = "b" }() } }(); _ = x; return "a"`, "a"},
		{"iterator", `x := "a"; seq := func(yield func(string) bool) { if there() { yield("b") } }; for s := range seq { x = s }; return x`, "?"},
		{"switch", `x := "a"; switch { case there(): x = "b"; case len(x) == 1: x = "c" }; return x`, "?"},
		{"switch alike", `x := "a"; switch { case there(): x = "b"; default: x = "b" }; return x`, "b"},
		{"tag", `switch s := os.Getenv("A"); s + host() { case "x": return "a"; case "y": return "a" }; return "a"`, "a"},
		{"tag differs", `switch host() { case "x": return "a"; case "y": return "c" }; return "a"`, "?"},
	}
	src := "-- go.mod --\nmodule example.com/p\n\ngo 1.24\n-- main.go --\n" + prelude
	for i, tt := range cases {
		src += fmt.Sprintf("func f%d() string { %s }\n", i, tt.body)
	}
	prog := hostile(t, src).opts.Program
	for i, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			in := New(context.Background(), Options{Program: prog, Budget: Budget{Steps: 3_000_000}})
			v, stop, err := in.Call("example.com/p", "example.com/p", fmt.Sprintf("f%d", i))
			got := fmt.Sprint(v)
			if u, ok := v.(*Unknown); ok {
				if got = "?"; !strings.Contains(u.Reason, "os.") {
					t.Errorf("reason is %q", u.Reason)
				}
			}
			if got != tt.want || err != nil || stop != nil {
				t.Errorf("returns %s, want %s; %v, %v, %v", got, tt.want, stop, err, in.Diagnostics())
			}
		})
	}
}
