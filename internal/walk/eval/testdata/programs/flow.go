package main

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"
)

type Op func(int) (int, error)

type Visitor interface{ Visit(n Node) (w Visitor) }

type Node interface{ Children() []Node }

type Leaf struct{ v int }

func (l Leaf) Children() []Node { return nil }

type Branch struct {
	kids []Node
	meta map[string]any
}

func (b *Branch) Children() []Node { return b.kids }

type counter struct {
	n     int
	depth int
	max   *int
}

func (c counter) Visit(n Node) Visitor {
	*c.max = max(*c.max, c.depth)
	c.depth++
	return c
}

func Walk(v Visitor, n Node) {
	if v = v.Visit(n); v == nil {
		return
	}
	for _, k := range n.Children() {
		Walk(v, k)
	}
}

type Weekday uint8

const (
	Sun Weekday = 1 << iota
	Mon
	_
	Wed
	Weekend = Sun
)

type Temp float32

type Matrix [2][3]int

type Inner struct{ A, B int }
type Outer struct {
	Inner
	Arr  [2]Inner
	Ptr  *Inner
	Func func() string
}

type Logger struct {
	prefix string
	w      io.Writer
}

func (l *Logger) Logf(format string, args ...any) {
	fmt.Fprintf(l.w, l.prefix+format+"\n", args...)
}

type Service struct {
	*Logger
	name string
	opts []Option
}
type Option func(*Service)

func WithName(n string) Option { return func(s *Service) { s.name = n } }

func NewService(w io.Writer, opts ...Option) *Service {
	s := &Service{Logger: &Logger{"svc: ", w}}
	for _, o := range opts {
		o(s)
	}
	return s
}

var ErrBase = errors.New("base")

type wrapped struct {
	msg string
	err error
}

func (w wrapped) Error() string { return w.msg + ": " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

func multi() (a, b int, err error) {
	defer func() {
		if err != nil {
			a, b = -1, -1
			err = fmt.Errorf("multi: %w", err)
		}
	}()
	a, b = 1, 2
	return a + 10, b, ErrBase
}

func nested() (s string) {
	defer func() {
		r := recover()
		s = fmt.Sprintf("outer %v", r)
	}()
	func() {
		defer func() {
			panic(fmt.Sprintf("again after %v", recover()))
		}()
		panic("first")
	}()
	return "never"
}

func gotoLoop() int {
	i := 0
again:
	i++
	if i < 5 {
		goto again
	}
	return i
}

type ctxKey struct{}

func main() {
	var deepest int
	tree := &Branch{kids: []Node{Leaf{1}, &Branch{kids: []Node{Leaf{2}, Leaf{3}}}}}
	Walk(counter{max: &deepest}, tree)
	fmt.Println("depth", deepest)
	fmt.Println(Sun, Mon, Wed, Weekend, Sun|Wed)

	var m Matrix
	m[1][2] = 7
	n := m
	n[0][0] = 1
	row := &m[0]
	row[1] = 5
	fmt.Println(m, n, len(m), m == n)

	o := Outer{Inner: Inner{1, 2}, Ptr: &Inner{3, 4}}
	o.Arr[1].B = 9
	c := o
	c.A = 100
	c.Ptr.A = 300
	c.Arr[0].A = 8
	fmt.Println(o.A, o.Ptr.A, o.Arr, c.A, c.Arr, o.Func == nil)
	pa := &o.Arr[1]
	pa.A = 77
	fmt.Printf("%+v\n", o.Arr)

	var buf bytes.Buffer
	s := NewService(&buf, WithName("x"), func(s *Service) { s.prefix = "p: " })
	s.Logf("hello %s %d", s.name, 3)
	fmt.Print(buf.String())

	a, b, err := multi()
	fmt.Println(a, b, err, errors.Is(err, ErrBase))
	var w wrapped
	err = fmt.Errorf("top: %w", wrapped{"mid", ErrBase})
	fmt.Println(errors.As(err, &w), w.msg, errors.Unwrap(errors.Unwrap(err)) == ErrBase)
	fmt.Println(nested(), gotoLoop())

	fs := map[string]Op{
		"double": func(i int) (int, error) { return i * 2, nil },
		"fail":   func(i int) (int, error) { return 0, fmt.Errorf("no %d", i) },
	}
	for _, k := range []string{"double", "fail", "none"} {
		f, ok := fs[k]
		if !ok {
			fmt.Println(k, "missing")
			continue
		}
		v, err := f(21)
		fmt.Println(k, v, err)
	}

	l := list.New()
	l.PushBack(1)
	l.PushFront(0)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	fmt.Println(l.Len())

	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), ctxKey{}, "v"))
	fmt.Println(ctx.Value(ctxKey{}), ctx.Err())
	cancel()
	fmt.Println(ctx.Err(), errors.Is(ctx.Err(), context.Canceled))

	tw := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tw, "NAME\tAGE\tX")
	fmt.Fprintln(tw, "longer name\t1\ty")
	tw.Flush()

	d := 90*time.Minute + 30*time.Second
	fmt.Println(d, d.Hours(), time.Duration(1500)*time.Millisecond)
	if pd, err := time.ParseDuration("1h15m"); err == nil {
		fmt.Println(pd)
	}
	_, err = strconv.Atoi("x1")
	fmt.Println(err)
	t := reflect.TypeOf(o)
	for i := 0; i < t.NumField(); i++ {
		fmt.Print(t.Field(i).Name, ":", t.Field(i).Type, " ")
	}
	fmt.Println(t.Kind() == reflect.Struct, t.Name(), reflect.TypeOf(&o).Elem() == t)
	fmt.Println(reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.ValueOf(o).Field(0).Field(1).Int())
	fmt.Println(strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return r
	}, "HeLLo"), strings.FieldsFunc("a,b;c", func(r rune) bool { return r == ',' || r == ';' }))

	var iface any = o.Inner
	if in, ok := iface.(Inner); ok {
		in.A = 555
		fmt.Println(in.A, iface.(Inner).A)
	}
	arr := [...]string{2: "c", 0: "a"}
	fmt.Printf("%q %d\n", arr, len(arr))
	x := []int{1, 2, 3, 4, 5}
	copy(x[1:], x)
	fmt.Println(x, x[1:3:4], cap(x[1:3:4]))
	x = append(x[:1], x[2:]...)
	fmt.Println(x)
	clear(fs)
	fmt.Println(len(fs))
	i, j := 0, 1
	x[i], x[j], i = x[j], x[i], 5
	fmt.Println(x[:2], i)
	var nilMap map[string]int
	fmt.Println(nilMap["a"], len(nilMap))
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		nilMap["a"] = 1
	}()
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		var e error
		_ = e.(fmt.Stringer)
	}()
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		var e any = "s"
		_ = e.(int)
	}()
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		_ = x[i+10]
	}()
	type T struct{ p *int }
	v := 3
	ts := []T{{&v}, {nil}}
	*ts[0].p = 4
	fmt.Println(v, ts[1].p == nil)
	switch x := any(v).(type) {
	case nil:
	case interface{ String() string }:
		fmt.Println("stringer")
	case int:
		fmt.Println("int", x+1)
	}
	for i := range 3 {
		defer func() { fmt.Print("d", i, " ") }()
	}
	z := complex(1, 2)
	fmt.Println(z*z, real(z), 1e100, float32(0.1), 5.0, Temp(1.5))
	fmt.Printf("%v %v %.3v %6.2f|%-8v|%+d|%x|% x|%c|%08.3f|%t\n", 1e6, 1e21, 3.14159, 2.5, "l", 5, "hi", "hi", 65, 3.14159, false)
	fmt.Printf("%v %v %v\n", []byte("ab"), [2]bool{true}, struct {
		A int
		B *int
	}{1, nil})
	fmt.Printf("%d %s %v\n", []int{1}, []string{"a"}, []error{ErrBase, nil})
	fmt.Printf("%!|%z|%d\n", 1, 2)
}
