package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

type Set[T comparable] map[T]struct{}

func NewSet[T comparable](xs ...T) Set[T] {
	s := Set[T]{}
	s.Insert(xs...)
	return s
}

func (s Set[T]) Insert(xs ...T) Set[T] {
	for _, x := range xs {
		s[x] = struct{}{}
	}
	return s
}

func List[T cmp.Ordered](s Set[T]) []T {
	out := make([]T, 0, len(s))
	for k := range s {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}
func (s *Stack[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, x := range s.items {
			if !yield(i, x) {
				return
			}
		}
	}
}

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func Map[A, B any](xs []A, f func(A) B) []B {
	var out []B
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Celsius float64

func (c Celsius) String() string { return fmt.Sprintf("%.1fC", float64(c)) }

func Ptr[T any](t T) *T { return &t }

func Show[T fmt.Stringer](x T) string { return "<" + x.String() + ">" }

type Tree[K cmp.Ordered, V any] struct {
	root *node[K, V]
}
type node[K cmp.Ordered, V any] struct {
	k    K
	v    V
	l, r *node[K, V]
}

func (t *Tree[K, V]) Put(k K, v V) { t.root = t.root.put(k, v) }
func (n *node[K, V]) put(k K, v V) *node[K, V] {
	if n == nil {
		return &node[K, V]{k: k, v: v}
	}
	switch c := cmp.Compare(k, n.k); {
	case c < 0:
		n.l = n.l.put(k, v)
	case c > 0:
		n.r = n.r.put(k, v)
	default:
		n.v = v
	}
	return n
}
func (n *node[K, V]) walk(f func(K, V)) {
	if n != nil {
		n.l.walk(f)
		f(n.k, n.v)
		n.r.walk(f)
	}
}

func main() {
	fmt.Println(List(NewSet("b", "a", "c", "a")), List(NewSet(3, 1)))
	var st Stack[string]
	st.Push("x")
	st.Push("y")
	for i, s := range st.All() {
		fmt.Print(i, s, " ")
	}
	v, ok := st.Pop()
	fmt.Println(v, ok)
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2), Sum[Celsius](1, 2))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return strings.Repeat("*", i) }))
	p := Ptr(5)
	*p++
	fmt.Println(*p, Show(Celsius(3)))
	var t Tree[string, int]
	for i, w := range strings.Fields("the quick brown fox jumps over the lazy dog") {
		t.Put(w, i)
	}
	t.root.walk(func(k string, v int) { fmt.Print(k, v, ";") })
	fmt.Println()
	m := map[string]int{"z": 26, "a": 1, "m": 13}
	keys := slices.Sorted(maps.Keys(m))
	fmt.Println(keys, slices.Max([]int{3, 9, 2}), slices.Index(keys, "m"), slices.Contains(keys, "q"))
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(b, a) })
	fmt.Println(keys, min(3, 1, 2), max(2.5, 1))
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	var n atomic.Int64
	n.Add(5)
	n.CompareAndSwap(5, 8)
	var av atomic.Value
	av.Store(map[string]bool{"k": true})
	var ap atomic.Pointer[Stack[string]]
	ap.Store(&st)
	fmt.Println(n.Load(), av.Load().(map[string]bool)["k"], len(ap.Load().items))
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	close(ch)
	for x := range ch {
		fmt.Print(x, " ")
	}
	select {
	case x, ok := <-ch:
		fmt.Println(x, ok)
	default:
		fmt.Println("default")
	}
	var sb strings.Builder
	fmt.Fprintf(&sb, "%03d|%-5s|%5.2f|%v", 7, "ab", 3.14159, []any{1, "a", nil, 2.5})
	fmt.Println(sb.String(), sb.Len())
	f := fmt.Sprintf
	fmt.Println(f("%t %c %U %e %08b %o %#x", true, 'x', 'ß', 12345.678, 5, 8, 255))
	type pt struct{ X, Y int }
	ps := []pt{{1, 2}, {3, 4}}
	for _, q := range ps {
		q.X = 100
	}
	for i := range ps {
		ps[i].Y *= 10
	}
	pp := &ps[0]
	pp.X = 42
	fmt.Printf("%v %+v %#v\n", ps, ps, ps[0])
	c := ps[0]
	c.X = 0
	fmt.Println(ps[0].X, c == pt{0, 20}, ps[1] != pt{3, 40})
}
