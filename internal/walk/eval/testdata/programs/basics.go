package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
)

type Shape interface {
	Area() float64
	Name() string
}

type Base struct{ name string }

func (b Base) Name() string     { return b.name }
func (b *Base) Rename(n string) { b.name = n }

type Rect struct {
	Base
	W, H float64
}

func (r Rect) Area() float64 { return r.W * r.H }

type Square struct{ *Rect }

type Color int

const (
	Red Color = iota
	Green
	Blue
)

func (c Color) String() string { return [...]string{"red", "green", "blue"}[c] }

type MyErr struct{ code int }

func (e *MyErr) Error() string { return fmt.Sprintf("code %d", e.code) }

func div(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	q = a / b
	return q, nil
}

func variadic(pre string, xs ...int) string {
	var parts []string
	for _, x := range xs {
		parts = append(parts, fmt.Sprint(x))
	}
	return pre + strings.Join(parts, ",")
}

func two() (int, string) { return 7, "seven" }

func take(n int, s string) string { return fmt.Sprintf("%d=%s", n, s) }

var order = initOrder()
var first = second + 1
var second = third() * 2

func third() int { return 20 }

func initOrder() string { return fmt.Sprint(first, second) }

var table = map[string][]int{"a": {1, 2}, "b": {3}}

func init() { table["c"] = []int{4} }

type Node struct {
	Val  int
	Next *Node
}

func main() {
	r := Rect{Base{"r"}, 2, 3}
	r2 := r
	r2.Rename("r2")
	sq := Square{&r}
	sq.Rename("sq")
	shapes := []Shape{r, r2, sq, &r}
	for i, s := range shapes {
		fmt.Println(i, s.Name(), s.Area())
	}
	fmt.Println(Red, Blue, []Color{Green}, map[Color]int{Blue: 1})
	fmt.Printf("%v %d %s %q %x %T\n", Green, Green, Green, "hi", "hi", Green)
	fmt.Printf("%+v %#v %v\n", r, Base{"x"}, &Base{"y"})
	q, err := div(7, 2)
	fmt.Println(q, err)
	q, err = div(7, 0)
	fmt.Println(q, err)
	fmt.Println(variadic("p:", 1, 2, 3), variadic("none"), variadic("s:", []int{9, 8}...))
	fmt.Println(take(two()))
	fmt.Println(order, first, second)
	keys := []string{}
	for k := range table {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	fmt.Println(keys, len(table), table["zz"] == nil)
	var e error = &MyErr{3}
	w := fmt.Errorf("wrap: %w", e)
	var me *MyErr
	fmt.Println(errors.As(w, &me), me.code, errors.Is(w, e), w)
	funcs := []func() int{}
	for i := 0; i < 3; i++ {
		funcs = append(funcs, func() int { i += 10; return i })
	}
	for _, f := range funcs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 99
	p := &a[1]
	*p = 50
	s := a[:2]
	s = append(s, 77)
	fmt.Println(a, b, s, len(s), cap(s))
	s = append(s, 78)
	s[0] = -1
	fmt.Println(a, s)
	var head *Node
	for i := range 3 {
		head = &Node{i, head}
	}
	for n := head; n != nil; n = n.Next {
		fmt.Print(n.Val, " ")
	}
	fmt.Println()
outer:
	for i := 0; ; i++ {
		switch {
		case i == 1:
			continue outer
		case i > 3:
			break outer
		default:
			fmt.Print("i", i, " ")
			fallthrough
		case i == 100:
			fmt.Print("ft ")
		}
	}
	fmt.Println()
	var x any = 3.5
	switch v := x.(type) {
	case int, string:
		fmt.Println("is", v)
	case float64:
		fmt.Println("float", v*2)
	}
	if _, ok := x.(fmt.Stringer); !ok {
		fmt.Println("no stringer")
	}
	for i, c := range "héß" {
		fmt.Print(i, ":", string(c), " ")
	}
	fmt.Println()
	f := r.Area
	g := (*Base).Rename
	g(&r.Base, "g")
	fmt.Println(f(), r.name, Rect.Area(r))
	var u8 uint8 = 250
	u8 += 10
	var i8 int8 = 127
	i8++
	fmt.Println(u8, i8, 7/2, -7/2, -7%3, 1<<10, 0xff&^0x0f, uint32(1)<<31)
	m := map[[2]int]string{{1, 2}: "x"}
	fmt.Println(m[[2]int{1, 2}], len(m))
	type key struct {
		a string
		b any
	}
	mk := map[key]int{{"a", 1}: 5}
	mk[key{"a", 1}]++
	fmt.Println(mk[key{"a", 1}], mk[key{"a", int64(1)}])
	defer fmt.Println("deferred 1")
	defer func() {
		fmt.Println("deferred 2", recover())
	}()
	var np *Node
	fmt.Fprintln(os.Stdout, "before")
	fmt.Println(np.Val)
}
