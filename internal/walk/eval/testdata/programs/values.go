package main

import "fmt"

type Value interface {
	String() string
	Set(string) error
}

type stringValue string

func newStringValue(val string, p *string) *stringValue {
	*p = val
	return (*stringValue)(p)
}
func (s *stringValue) Set(v string) error { *s = stringValue(v); return nil }
func (s *stringValue) String() string     { return string(*s) }

type Flag struct {
	Name, Usage string
	Value       Value
	DefValue    string
}

type Set struct {
	formal map[string]*Flag
	order  []*Flag
}

func (f *Set) Var(value Value, name string, usage string) *Flag {
	flag := &Flag{name, usage, value, value.String()}
	if f.formal == nil {
		f.formal = make(map[string]*Flag)
	}
	f.formal[name] = flag
	f.order = append(f.order, flag)
	return flag
}

func (f *Set) StringVar(p *string, name, value, usage string) {
	f.Var(newStringValue(value, p), name, usage)
}

type opts struct{ a, b string }

func main() {
	var s Set
	o := &opts{}
	s.StringVar(&o.a, "a", "x", "use a")
	s.StringVar(&o.b, "b", "y", "use b")
	s.formal["b"].Value.Set("changed")
	for _, f := range s.order {
		fmt.Println(f.Name, f.DefValue, f.Value, *o)
	}
}
