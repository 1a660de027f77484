package eval

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var (
	generated = flag.Int("generated", 1, "how many generated programs to compare with go run")
	seed      = flag.Uint64("seed", 1, "seed of the first generated program")
)

// TestGenerated compares generated programs with go run. On a failure, run
// again with -generated 1 -seed N.
func TestGenerated(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command")
	}
	for i := range *generated {
		n := *seed + uint64(i)
		src := generate(n)
		dir := t.TempDir()
		file := filepath.Join(dir, "main.go")
		if err := os.WriteFile(file, []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("go", "run", file).CombinedOutput()
		if err != nil {
			t.Fatalf("seed %d: go run: %v\n%s\n%s", n, err, out, src)
		}
		in := load(t, "-- go.mod --\nmodule example.com/p\n\ngo 1.24\n-- main.go --\n"+src)
		if _, err := in.Run("example.com/p"); err != nil {
			t.Errorf("seed %d: %v", n, err)
		}
		want, got := strings.Split(string(out), "\n"), strings.Split(in.Output(), "\n")
		for j := range want {
			if j >= len(got) || got[j] != want[j] {
				t.Errorf("seed %d: line %d is not %q but %q\n%s", n, j+1, want[j], append(got, "")[min(j, len(got))], src)
				break
			}
		}
	}
}

// A gen writes a random program. Every variable is used and every loop ends.
type gen struct {
	r     *rand.Rand
	b     strings.Builder
	vars  map[string][]string // by type
	next  int
	depth int
}

var kinds = []string{"int", "uint8", "int16", "string", "[]int", "map[string]int", "T", "*T", "float64", "func(int) int", "any", "[3]int"}

func generate(seed uint64) string {
	g := &gen{r: rand.New(rand.NewPCG(seed, 7)), vars: map[string][]string{}}
	g.b.WriteString(`package main

import (
	"fmt"
	"sort"
)

type T struct {
	A int
	S string
	L []int
	In struct{ X, Y int }
}

func (t T) Val() int   { t.A++; return t.A + len(t.S) }
func (t *T) Ptr(n int) { t.A += n; t.In.X = n; t.L = append(t.L, n) }

type Num interface{ ~int | ~uint8 | ~int16 }

func add[N Num](a, b N) N { return a + b }

// What the compiler takes for no constant.
func i(n int) int     { return n }
func u(n uint8) uint8 { return n }
func s(n int16) int16 { return n }

func show(label string, v any) {
	if m, ok := v.(map[string]int); ok {
		keys := []string{}
		for k := range m {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			fmt.Print(k, "=", m[k], " ")
		}
	}
	switch v := v.(type) {
	case *T:
		fmt.Printf("%s %+v\n", label, *v)
	case func(int) int:
		fmt.Println(label, v(2))
	default:
		fmt.Printf("%s %v %T\n", label, v, v)
	}
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
}

` + moreDecls + `
func main() {
`)
	for i := range 12 {
		fmt.Fprintf(&g.b, "try(\"f%d\", func() {\n", i)
		g.vars = map[string][]string{}
		for _, k := range kinds {
			g.declare(k)
		}
		for range 14 {
			g.stmt()
		}
		for _, k := range kinds {
			for _, v := range g.vars[k] {
				fmt.Fprintf(&g.b, "show(%q, %s)\n", v, v)
			}
		}
		g.b.WriteString("})\n")
	}
	g.b.WriteString("}\n")
	return g.b.String()
}

func (g *gen) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *gen) declare(k string) {
	g.next++
	v := fmt.Sprintf("v%d", g.next)
	x := g.expr(k, 2)
	if k == "any" || g.r.IntN(2) == 0 {
		fmt.Fprintf(&g.b, "var %s %s = %s\n", v, k, x)
	} else {
		fmt.Fprintf(&g.b, "%s := %s(%s)\n", v, paren(k), x)
	}
	g.vars[k] = append(g.vars[k], v)
}

func paren(k string) string {
	if strings.ContainsAny(k, "*( ") {
		return "(" + k + ")"
	}
	return k
}

func (g *gen) v(k string) string { return g.pick(g.vars[k]...) }

// expr returns an expression of a type.
func (g *gen) expr(k string, depth int) string {
	if len(g.vars[k]) > 0 && (depth == 0 || g.r.IntN(4) == 0) {
		return g.v(k)
	}
	if depth <= 0 {
		return g.leaf(k)
	}
	x := func(k string) string { return g.expr(k, depth-1) }
	switch k {
	case "int":
		return g.pick(
			fmt.Sprintf("(%s %s %s)", x("int"), g.pick("+", "-", "*", "&", "|", "^", "&^"), x("int")),
			fmt.Sprintf("(%s %s (%s|1))", x("int"), g.pick("/", "%"), x("int")),
			fmt.Sprintf("(%s >> (uint(%s) %% 8))", x("int"), x("uint8")),
			"len("+x("string")+")", "len("+x("[]int")+")", x("T")+".Val()", "int("+x("uint8")+")", "int("+x("int16")+")",
			x("[3]int")+"[("+x("int")+"&0xffff)%3]", x("map[string]int")+"["+x("string")+"]", "add("+x("int")+", "+x("int")+")",
			"min("+x("int")+", "+x("int")+")", "-"+paren2(x("int")), x("func(int) int")+"("+x("int")+"%100)", g.leaf(k))
	case "uint8", "int16":
		return g.pick(fmt.Sprintf("(%s %s %s)", x(k), g.pick("+", "-", "*", "^"), x(k)), k+"("+x("int")+")", "add("+x(k)+", "+x(k)+")", g.leaf(k))
	case "string":
		return g.pick("("+x("string")+" + "+x("string")+")", "fmt.Sprint("+x("int")+", "+x("uint8")+")", "string([]byte("+x("string")+"))",
			"fmt.Sprintf(\"%d|%v|%q\", "+x("int")+", "+x("[3]int")+", "+x("string")+")", g.leaf(k))
	case "[]int":
		return g.pick("append("+x("[]int")+", "+x("int")+")", "append([]int(nil), "+x("[]int")+"...)", "[]int{"+x("int")+", "+x("int")+"}", g.leaf(k))
	case "map[string]int":
		return g.pick("map[string]int{"+x("string")+": "+x("int")+"}", g.leaf(k))
	case "T":
		return g.pick("T{A: "+x("int")+", L: "+x("[]int")+"}", "T{S: "+x("string")+"}", g.leaf(k))
	case "*T":
		return g.pick("&T{A: "+x("int")+"}", "new(T)", g.leaf(k))
	case "float64":
		return g.pick("(float64("+x("int")+"%1000) / 4)", "("+x("float64")+" + 0.5)", g.leaf(k))
	case "func(int) int":
		g.next++
		p := fmt.Sprintf("p%d", g.next)
		fns := g.vars[k] // a body that calls one of them might call itself
		g.vars[k] = nil
		body := x("int")
		g.vars[k] = fns
		return fmt.Sprintf("func(%s int) int { return %s + %s }", p, p, body)
	case "[3]int":
		return g.pick("[3]int{"+x("int")+", 2: "+x("int")+"}", g.leaf(k))
	case "any":
		return x(g.pick("int", "uint8", "string", "[3]int", "float64"))
	}
	return g.leaf(k)
}

func paren2(s string) string { return "(" + s + ")" }

func (g *gen) leaf(k string) string {
	switch k {
	case "int":
		return g.pick("i(1)", "i(-7)", "i(42)", "i(1<<40)")
	case "uint8":
		return g.pick("u(250)", "u(3)")
	case "int16":
		return g.pick("s(32000)", "s(-5)")
	case "string":
		return g.pick(`"a"`, `"héllo"`, `""`)
	case "float64":
		return g.pick("2.5", "-0.25")
	case "*T":
		return "&T{S: \"n\"}"
	case "func(int) int":
		return "func(n int) int { return n * 2 }"
	case "any":
		return g.pick("any(1)", `any("s")`, "any(nil)")
	}
	return k + "{}"
}

// stmt writes a statement that changes something.
func (g *gen) stmt() {
	x := func(k string) string { return g.expr(k, 2) }
	k := g.pick(kinds...)
	if g.r.IntN(3) == 0 {
		g.more()
		return
	}
	switch g.r.IntN(14) {
	case 0, 1, 2:
		fmt.Fprintf(&g.b, "%s = %s\n", g.v(k), x(k))
	case 3:
		fmt.Fprintf(&g.b, "%s %s %s\n", g.v("int"), g.pick("+=", "-=", "*=", "^="), x("int"))
	case 4:
		fmt.Fprintf(&g.b, "%s.%s = %s\n", g.pick(g.v("T"), g.v("*T")), g.pick("A", "In.X", "In.Y"), x("int"))
	case 5:
		fmt.Fprintf(&g.b, "%s.Ptr(%s)\n", g.pick(g.v("T"), g.v("*T")), x("int"))
	case 6:
		fmt.Fprintf(&g.b, "%s[%s] = %s\n", g.v("map[string]int"), x("string"), x("int"))
	case 7:
		fmt.Fprintf(&g.b, "%s[%d] %s %s\n", g.v("[3]int"), g.r.IntN(3), g.pick("=", "+="), x("int"))
	case 8:
		fmt.Fprintf(&g.b, "if l := (%s); len(l) > 1 { l[0], l[1] = l[1], l[0]; %s = l[0] }\n", g.v("[]int"), g.v("int"))
	case 9:
		fmt.Fprintf(&g.b, "*%s = %s\n", g.v("*T"), x("T"))
	case 10:
		g.block(fmt.Sprintf("if (%s %s %s) {\n", x("int"), g.pick("<", "==", ">="), x("int")))
	case 11:
		g.next++
		g.block(fmt.Sprintf("for i%d := range %d {\n_ = i%d\n", g.next, g.r.IntN(4), g.next))
	case 12:
		g.next++
		fmt.Fprintf(&g.b, "for i%d, e := range (%s) {\n if i%d > 5 { break }\n%s += e\n}\n", g.next, x("[]int"), g.next, g.v("int"))
	case 13:
		// A closure over the variables themselves.
		g.block("func() {\n")
		s := g.b.String()
		g.b.Reset()
		g.b.WriteString(strings.TrimSuffix(s, "}\n") + "}()\n")
	}
}

func (g *gen) block(open string) {
	g.b.WriteString(open)
	if g.depth++; g.depth < 3 {
		for range 2 {
			g.stmt()
		}
	}
	g.depth--
	g.b.WriteString("}\n")
}
