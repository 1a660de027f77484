package eval

import "fmt"

// moreDecls are declarations that the statements of more refer to.
const moreDecls = `
const (
	_  = iota
	KB = 1 << (10 * iota)
	MB
	GB
	big = GB * GB * GB
)

type weekday int8

const (
	mon weekday = iota + 3
	tue
	_
	thu
)

func (d weekday) String() string { return fmt.Sprintf("day%d", int(d)) }

type Box[E any] struct {
	v  E
	up *Box[E]
}

func (b *Box[E]) Push(v E) *Box[E] { return &Box[E]{v, b} }

func (b *Box[E]) All(yield func(int, E) bool) {
	for i := 0; b != nil; i, b = i+1, b.up {
		if !yield(i, b.v) {
			return
		}
	}
}

func apply[A, B any](list []A, f func(A) B) []B {
	var out []B
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

type shape interface{ Area() int }
type sq struct{ n int }
type named struct {
	sq
	name string
}

func (s sq) Area() int      { return s.n * s.n }
func (s *sq) Grow(by int)   { s.n += by }
func (n named) String() string { return n.name + "!" }

func divide(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			q, err = -1, fmt.Errorf("divide: %v", r)
		}
	}()
	return a / b, nil
}

func order(log *[]int) (n int) {
	for i := range 3 {
		defer func() { *log = append(*log, i); n = n*2 + i }()
	}
	return 5
}
`

// more writes a statement about what the simple ones leave out: labels, deferred
// calls, generic types, iterators, copies of structs, maps of maps.
func (g *gen) more() {
	x := func(k string) string { return g.expr(k, 1) }
	g.next++
	n := g.next
	p := func(format string, args ...any) { fmt.Fprintf(&g.b, format+"\n", args...) }
	switch g.r.IntN(22) {
	case 0:
		p("L%d:\nfor a := range 4 {\nfor b := range 4 {\nif (a+b+%s)%%3 == 0 { continue L%d }\nif a*b == %d { break L%d }\n%s += a - b\n}\n}", n, x("int"), n, g.r.IntN(7), n, g.v("int"))
	case 1:
		p("{ q, err := divide(%s, %s%%2)\nshow(\"q\", q)\nshow(\"err\", fmt.Sprint(err)) }", x("int"), x("int"))
	case 2:
		p("{ var log []int\nshow(\"order\", order(&log))\nshow(\"log\", log) }")
	case 3:
		p("{ b%d := (&Box[%s]{v: %s}).Push(%s)\nfor i, e := range b%d.All { show(fmt.Sprint(\"box\", i), e); if i == %d { break } } }", n, "string", x("string"), x("string"), n, g.r.IntN(3))
	case 4:
		p("show(\"apply\", apply(%s, func(n int) string { return fmt.Sprint(n%%7, %s) }))", x("[]int"), x("string"))
	case 5:
		p("for i := range count(%d) { if i == 2 { continue }; %s += i; if i > 4 { break } }", g.r.IntN(8), g.v("int"))
	case 6:
		p("{ m := map[string]map[int]T{}\nfor i := range 3 { k := fmt.Sprint(i %% 2); if m[k] == nil { m[k] = map[int]T{} }; m[k][i] = %s }\nt := m[\"0\"][0]; t.A++\nshow(\"mm\", fmt.Sprint(len(m), m[\"0\"][0].A, t.A, m[\"9\"][1].S == \"\")) }", x("T"))
	case 7:
		p("{ f := %s.Val\ng := %s.Ptr\ng(%d)\nshow(\"mv\", f()) }", g.v("T"), g.v("*T"), g.r.IntN(9))
	case 8:
		p("{ a := [2]T{%s}\nb := a\nb[0].A += 3; b[0].In.Y = 9\nc := &a[1]; c.A = 4\nfor _, e := range a { e.A = 100 }\nshow(\"arr\", fmt.Sprint(a[0].A, a[1].A, b[0].A, a[0].In, b[0].In)) }", x("T"))
	case 9:
		p("{ s := make([]int, 2, 5); copy(s, %s)\nt := append(s, 1); u := append(s, 2)\nw := s[:1:1]; w = append(w, 7)\nshow(\"alias\", fmt.Sprint(s, t, u, w, len(w), cap(s))) }", x("[]int"))
	case 10:
		p("switch v := any(%s).(type) {\ncase nil: show(\"nil\", 1)\ncase int, uint8: show(\"num\", v)\ncase fmt.Stringer: show(\"str\", v.String())\ncase string: show(\"s\", v+\"?\")\ndefault: show(\"def\", fmt.Sprintf(\"%%T\", v))\n}", g.v("any"))
	case 11:
		p("switch c := %s %% 4; {\ncase c == 0: show(\"c\", 0); fallthrough\ncase c == 1: show(\"c\", 1)\ncase c < 0: show(\"c\", -1); break\ndefault: show(\"c\", c)\n}", x("int"))
	case 12:
		p("show(\"const\", fmt.Sprint(KB, MB, GB/KB, big>>62, mon, tue, thu, weekday(9), thu-mon))")
	case 13:
		p("{ n := named{sq{%d}, %s}\nvar s shape = n\nn.Grow(2)\nvar q fmt.Stringer = n\nshow(\"emb\", fmt.Sprint(s.Area(), n.Area(), q, n.sq)) }", g.r.IntN(9), x("string"))
	case 14:
		p("{ var fs []func() int\nfor i := 0; i < 3; i++ { fs = append(fs, func() int { i += 10; return i }) }\nfor _, f := range fs { show(\"fs\", f()+f()) } }")
	case 15:
		p("for i, r := range %s + \"é∂\" { show(fmt.Sprint(\"r\", i), r) }", x("string"))
	case 16:
		p("func() {\ndefer func() { r := recover(); show(\"rec\", fmt.Sprint(r)) }()\nl := %s\nshow(\"at\", l[%d])\n}()", x("[]int"), g.r.IntN(4))
	case 17:
		p("{ m := %s\nfor k := range m { if k != \"\" { delete(m, k) } }\nv, ok := m[%s]\nshow(\"del\", fmt.Sprint(len(m) <= 1, v, ok)); clear(m); show(\"clear\", len(m)) }", g.v("map[string]int"), x("string"))
	case 18:
		p("{ i := 0\nagain%d:\ni++\nif i < %d { goto again%d }\nshow(\"goto\", i) }", n, g.r.IntN(5), n)
	case 19:
		p("{ a, b := %s, %s\na, b = b, a\nl := []int{0, 1, 2}; i := 0\ni, l[i] = 2, 9\nshow(\"swap\", fmt.Sprint(a, b, i, l)) }", x("int"), x("int"))
	case 20:
		p("func() (n int) {\ndefer func() { recover(); show(\"named\", n) }()\nn = %s\nfunc() { defer func() { n++ }(); panic(%s) }()\nreturn 7\n}()", x("int"), x("string"))
	case 21:
		p("{ z := complex(%s, 2); var u8 = u(200); u8 += %s\nshow(\"num\", fmt.Sprint(z*z, real(z) > 1, u8, u8<<3, ^u8, -u8, s(-7)/2, s(-7)%%3, i(1)<<(uint(u8)%%70))) }", x("float64"), x("uint8"))
	}
}
