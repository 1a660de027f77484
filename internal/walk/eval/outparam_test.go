package eval

import (
	"context"
	"go/types"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/eval/models"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// TestOutParameters: of every exported function and method of the standard library
// that may write through its operands, it is declared what it writes, or it is
// evaluated from its source, or what it is given is unknown after a call.
func TestOutParameters(t *testing.T) {
	paths := []string{"os", "os/exec", "syscall", "reflect", "math/rand", "math/rand/v2", "crypto/rand", "fmt", "encoding/json", "encoding/binary", "io", "bufio",
		"text/template", "runtime", "runtime/debug", "strings", "bytes", "errors", "sort", "sync", "sync/atomic", "time", "net", "hash/maphash", "os/user", "os/signal"}
	if os.Getenv(allPrograms) != "" {
		out, err := exec.Command("go", "list", "std").Output()
		if err != nil {
			t.Skip("no go command")
		}
		paths = nil
		for _, p := range strings.Fields(string(out)) {
			if !strings.Contains(p, "internal") && !strings.HasPrefix(p, "vendor/") {
				paths = append(paths, p)
			}
		}
	}
	src := "-- go.mod --\nmodule example.com/p\n\ngo 1.26\n-- main.go --\npackage main\n\nimport (\n"
	for _, p := range paths {
		src += "\t_ \"" + p + "\"\n"
	}
	tree := walktest.Open(t, src+")\n\nfunc main() {}\n", walk.Options{})
	prog, err := typed.Load(context.Background(), typed.Options{Tree: tree, Roots: []string{"example.com/p"}})
	if err != nil {
		t.Fatal(err)
	}
	in := New(context.Background(), Options{Program: prog, Budget: Budget{Steps: 1 << 40}})
	var modelled, source, tainted int
	for _, p := range paths {
		s := in.byPath[p]
		if s == nil {
			continue
		}
		for _, fn := range exported(s.p.Types) {
			if !writesOperands(fn) {
				continue
			}
			cd := in.codeOf(fn, nil)
			m, isDeclared := declared()[cd.name]
			switch {
			case isDeclared && m.Writes != models.Anything:
				modelled++
			case cd.native == nil && s.p.Decl(fn) != nil && s.p.Decl(fn).Body != nil:
				source++
			case generic(fn):
				source++
			default:
				tainted++
				if left := in.leftKnown(cd); left != "" {
					t.Errorf("%s: after a call, %s is known", cd.name, left)
				}
			}
		}
	}
	t.Logf("of the functions that may write through their operands, %d are modelled, %d evaluated from source, %d taint what they are given", modelled, source, tainted)
	if modelled == 0 || source == 0 || tainted == 0 {
		t.Error("a kind of function was not met")
	}
}

// exported lists the exported functions of a package and the exported methods of
// its exported types.
func exported(p *types.Package) (out []*types.Func) {
	for _, name := range p.Scope().Names() {
		switch o := p.Scope().Lookup(name).(type) {
		case *types.Func:
			if o.Exported() {
				out = append(out, o)
			}
		case *types.TypeName:
			n, ok := o.Type().(*types.Named)
			if !ok || !o.Exported() || types.IsInterface(n) {
				continue
			}
			for m := range n.Methods() {
				if m.Exported() {
					out = append(out, m)
				}
			}
		}
	}
	return out
}

func generic(fn *types.Func) bool {
	sig := fn.Type().(*types.Signature)
	return sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0
}

// writesOperands reports whether something can be written through the operands of
// a function.
func writesOperands(fn *types.Func) bool {
	sig := fn.Type().(*types.Signature)
	if r := sig.Recv(); r != nil {
		if _, ok := r.Type().Underlying().(*types.Pointer); ok {
			return true
		}
	}
	for v := range sig.Params().Variables() {
		switch v.Type().Underlying().(type) {
		case *types.Pointer, *types.Slice, *types.Map, *types.Interface:
			return true
		}
	}
	return false
}

// leftKnown calls a function with a pointer, a list or a map for each operand that
// may be one, and says which of these holds a known value afterwards.
func (in *Interp) leftKnown(c *code) string {
	sig := c.fn.Type().(*types.Signature)
	vars := []*types.Var{}
	if sig.Recv() != nil {
		vars = append(vars, sig.Recv())
	}
	for v := range sig.Params().Variables() {
		vars = append(vars, v)
	}
	args := make([]Value, len(vars))
	known := make([]func() Value, len(vars))
	for i, v := range vars {
		args[i], known[i] = in.operandFor(in.typ(v.Type()))
	}
	_, err := in.guard(func() { in.invoke(c, args, nil, 0) })
	if err != nil {
		return "an error: " + err.Error()
	}
	for i, v := range vars {
		if known[i] == nil {
			continue
		}
		if _, ok := known[i]().(*Unknown); !ok {
			return "operand " + v.Name()
		}
	}
	return ""
}

// operandFor makes an operand, and reads what a function may write through it.
func (in *Interp) operandFor(t *Type) (Value, func() Value) {
	switch t.kind.String() {
	case "ptr":
		if t.Elem().aggregate() {
			z := t.Elem().newZero()
			s, ok := z.(*Struct)
			for i := 0; ok && i < len(s.f); i++ {
				if !s.t.fields[i].t.aggregate() && !lockLike(s.t) {
					return z, func() Value { return s.f[i] }
				}
			}
			return z, nil
		}
		c := &Cell{t.Elem().newZero()}
		return c, func() Value { return c.v }
	case "slice":
		s := newSlice(t.Elem(), 1, 1)
		if t.Elem().aggregate() {
			return s, nil
		}
		return s, func() Value { return s.get(0) }
	case "map":
		m := newMap(t)
		return m, func() Value { return m.unk }
	case "interface":
		c := &Cell{int64(1)}
		return &Iface{in.typ(types.NewPointer(types.Typ[types.Int])), c}, func() Value { return c.v }
	}
	return t.newZero(), nil
}
