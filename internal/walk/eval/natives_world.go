package eval

import (
	"go/types"
	"maps"
	"runtime"
	"strings"
)

// unmodelled stands for a function of which nothing is known: neither its result
// nor what it writes.
func unmodelled(c *call, args []Value) Value {
	u := notPerformed(c, args).(*Unknown)
	c.in.taint(u, args...)
	return u
}

// notPerformed stands for a function that changes nothing and whose result is not
// known.
func notPerformed(c *call, args []Value) Value {
	for _, a := range args {
		if u, ok := a.(*Unknown); ok {
			return u
		}
	}
	name := "a function"
	if c.code != nil {
		name = c.code.name
	}
	return c.in.unknown(c.pos, "%s is an effect and not performed", name)
}

func nothing(*call, []Value) Value { return nil }

// outsidePackages are the parts of the standard library that reach for the
// world or the machine: what they do is not done, and what they return is
// unknown, unless a native models it or pureThere lists it.
var outsidePackages = map[string]bool{
	"os": true, "os/exec": true, "os/user": true, "syscall": true, "internal/poll": true, "runtime": true, "runtime/debug": true,
	"runtime/pprof": true, "runtime/trace": true, "runtime/metrics": true, "crypto/rand": true, "math/rand": true, "math/rand/v2": true, "reflect": true,
	"internal/reflectlite": true, "plugin": true, "internal/syscall/unix": true, "internal/runtime/atomic": true, "hash/maphash": true,
}

// pureThere are functions of those packages that are plain computation.
var pureThere = map[string]bool{
	"os.IsNotExist": true, "os.IsExist": true, "os.IsPermission": true, "os.IsTimeout": true, "os.UserHomeDir": true, "os.UserConfigDir": true,
	"os.UserCacheDir": true, "os.DirFS": true, "os/exec.Command": true, "os/exec.CommandContext": true, "os.Expand": true, "os.ExpandEnv": true, "os.TempDir": true, "os.isShellSpecialVar": true, "os.getShellName": true,
	"os.isAlphaNum": true, "os.tempDir": true, "os.underlyingErrorIs": true, "os.underlyingError": true, "os.IsPathSeparator": true,
	"(reflect.Kind).String": true, "(reflect.StructTag).Get": true, "(reflect.StructTag).Lookup": true, "(reflect.ChanDir).String": true,
	"(runtime.errorString).Error": true, "(runtime.errorString).RuntimeError": true, "(runtime.plainError).Error": true, "(runtime.plainError).RuntimeError": true,
	"(syscall.Errno).Error": true, "(syscall.Signal).String": true, "(syscall.Errno).Is": true, "(syscall.Signal).Signal": true,
}

// policy returns what stands in for a function by the rule of its package, or
// nil if it is to be evaluated.
func policy(c *code) native {
	sig := c.fn.Type().(*types.Signature)
	if sig.Recv() != nil {
		t := sig.Recv().Type()
		if p, ok := t.(*types.Pointer); ok {
			t = p.Elem()
		}
		if n, ok := t.(*types.Named); ok && n.Obj().Pkg() != nil {
			full := n.Obj().Pkg().Path() + "." + n.Obj().Name()
			if hostTypes[full] {
				return hostMethod(c.fn.Name())
			}
			if n.Obj().Pkg().Path() == "os" && n.Obj().Name() != "File" && n.Obj().Name() != "Process" {
				return nil
			}
		}
		switch c.fn.Name() {
		case "Error", "Unwrap", "Is": // errors are texts, whoever's they are
			return nil
		}
	}
	if c.fn.Pkg() == nil || pureThere[c.name] {
		return nil
	}
	if p := c.fn.Pkg().Path(); outsidePackages[p] || strings.HasPrefix(p, "internal/runtime/") {
		return unmodelled
	}
	return nil
}

// worldNatives are the environment a program sees: fixed, and the same on every
// machine.
func worldNatives() map[string]native {
	out := map[string]native{
		"os.Getenv": func(c *call, a []Value) Value {
			k, ok := a[0].(string)
			if !ok {
				return c.in.join(a[0])
			}
			return c.in.env[k]
		},
		"os.LookupEnv": func(c *call, a []Value) Value {
			k, ok := a[0].(string)
			if !ok {
				return c.in.join(a[0])
			}
			v, set := c.in.env[k]
			return tuple{v, set}
		},
		"os.Setenv": func(c *call, a []Value) Value {
			k, ok1 := a[0].(string)
			v, ok2 := a[1].(string)
			if ok1 && ok2 {
				c.in.keepEnv(k)
				c.in.env[k] = v
			}
			return nil
		},
		"os.Unsetenv": func(c *call, a []Value) Value {
			if k, ok := a[0].(string); ok {
				c.in.keepEnv(k)
				delete(c.in.env, k)
			}
			return nil
		},
		"os.Environ": func(c *call, a []Value) Value {
			s := newSlice(c.in.universe.str, len(c.in.env), len(c.in.env))
			for i, k := range sortedKeys(c.in.env) {
				s.a.v[i] = k + "=" + c.in.env[k]
			}
			return s
		},
		"os.Exit": func(c *call, a []Value) Value {
			n, _ := a[0].(int64)
			panic(&Stop{Why: "exit", Exit: n, Pos: c.pos})
		},
		"os.Hostname":      func(*call, []Value) Value { return tuple{"localhost", nil} },
		"os.Executable":    func(c *call, _ []Value) Value { return tuple{"/usr/local/bin/" + c.in.progName, nil} },
		"os.Getpid":        func(*call, []Value) Value { return int64(1) },
		"os.Getuid":        func(*call, []Value) Value { return int64(1000) },
		"os.Geteuid":       func(*call, []Value) Value { return int64(1000) },
		"os.Getgid":        func(*call, []Value) Value { return int64(1000) },
		"os.Getpagesize":   func(*call, []Value) Value { return int64(4096) },
		"os.NewFile":       func(c *call, a []Value) Value { return newOf(c) },
		"(*os.File).Close": nothing,
		"(*os.File).Sync":  nothing,
		"(*os.File).Write": fileWrite,
		"(*os.File).WriteString": func(c *call, a []Value) Value {
			s, ok := a[1].(string)
			if !ok {
				return c.in.join(a[1])
			}
			if a[0] == c.in.stdout {
				c.in.print(s)
			}
			return tuple{int64(len(s)), nil}
		},
		"runtime.GC": nothing, "runtime.KeepAlive": nothing, "runtime.SetFinalizer": nothing, "runtime.Gosched": nothing,
		"runtime.LockOSThread": nothing, "runtime.UnlockOSThread": nothing, "runtime.AddCleanup": nothing,
		"runtime.Caller": func(c *call, _ []Value) Value {
			u := c.in.unknown(c.pos, "where the source was when the program was built")
			return tuple{u, u, u, true}
		},
		"runtime.Version":              func(*call, []Value) Value { return runtime.Version() },
		"runtime/debug.ReadBuildInfo":  buildInfo,
		"runtime/debug.SetGCPercent":   func(*call, []Value) Value { return int64(100) },
		"runtime/debug.SetMaxThreads":  func(*call, []Value) Value { return int64(10000) },
		"runtime/debug.PrintStack":     nothing,
		"runtime/debug.SetMemoryLimit": func(*call, []Value) Value { return int64(1<<63 - 1) },
		"os/signal.Notify":             nothing,
		"os/signal.Ignore":             nothing,
		"os/signal.Stop":               nothing,
		"os/signal.Reset":              nothing,
		"time.Sleep":                   nothing,
		"time.initLocal":               nothing,
		"(*math/rand.Rand).Seed":       nothing,
		"math/rand.Seed":               nothing,
	}
	maps.Copy(out, fileNatives())
	maps.Copy(out, userNatives())
	for _, f := range []string{"Print", "Printf", "Println", "Output"} {
		out["log."+f], out["(*log.Logger)."+f] = nothing, nothing
	}
	for _, f := range []string{"Fatal", "Fatalf", "Fatalln"} {
		exit := func(c *call, a []Value) Value { panic(&Stop{Why: "exit", Exit: 1, Pos: c.pos}) }
		out["log."+f], out["(*log.Logger)."+f] = exit, exit
	}
	return out
}

// keepEnv enters a variable of the environment in the journal, if one is open.
func (in *Interp) keepEnv(name string) {
	if in.journal == nil {
		return
	}
	old, had := in.env[name]
	in.journal.log = append(in.journal.log, journalEntry{undo: func() {
		if in.env[name] = old; !had {
			delete(in.env, name)
		}
	}})
}

// newOf returns a pointer to a zero value of what a function returns.
func newOf(c *call) Value {
	t := c.in.typ(c.code.fn.Type().(*types.Signature).Results().At(0).Type())
	if t.Elem() == nil {
		return nil
	}
	return t.Elem().newZero()
}

func fileWrite(c *call, a []Value) Value {
	s, ok := a[1].(*Slice)
	if !ok {
		return tuple{int64(0), nil}
	}
	if a[0] == c.in.stdout && s.a.unk == nil {
		c.in.print(string(s.bytes()))
	}
	return tuple{int64(s.len), nil}
}

// nativeGlobals are variables whose initial value the machine would give.
var nativeGlobals = map[string]func(in *Interp, t *Type) Value{
	"os.Args": func(in *Interp, t *Type) Value {
		args := in.opts.Args
		if len(args) == 0 {
			args = []string{in.progName}
		}
		s := newSlice(in.universe.str, len(args), len(args))
		for i, a := range args {
			s.a.v[i] = a
		}
		return s
	},
	"os.Stdin":  standardStream(0, "/dev/stdin"),
	"os.Stderr": standardStream(2, "/dev/stderr"),
	"os.Stdout": func(in *Interp, t *Type) Value {
		in.stdout = standardStream(1, "/dev/stdout")(in, t)
		return in.stdout
	},
	"runtime.MemProfileRate": func(*Interp, *Type) Value { return int64(512 * 1024) },
}

// standardStream is an open file that is no terminal: standard input is at its
// end, and the others lead to pipes.
func standardStream(fd int64, name string) func(*Interp, *Type) Value {
	return func(in *Interp, t *Type) Value {
		f, ok := t.Elem().newZero().(*Struct)
		if ok {
			in.side[f] = &Host{&openFile{path: name, fd: fd}}
		}
		return f
	}
}

// lowNatives replace the few functions of the library that look below values.
func lowNatives() map[string]native {
	same := func(c *call, a []Value) Value { return a[0] }
	return map[string]native{
		"(*strings.Builder).copyCheck":              nothing,
		"(*strings.Builder).WriteString":            builderWriteString,
		"internal/abi.NoEscape":                     same,
		"internal/abi.Escape":                       same,
		"internal/godebug.New":                      func(c *call, a []Value) Value { return newOf(c) },
		"(*internal/godebug.Setting).Value":         func(*call, []Value) Value { return "" },
		"(*internal/godebug.Setting).Name":          func(*call, []Value) Value { return "" },
		"(*internal/godebug.Setting).IncNonDefault": nothing,
		"(*internal/godebug.Setting).Undocumented":  func(*call, []Value) Value { return true },
		"maps.clone": func(c *call, a []Value) Value {
			i, ok := a[0].(*Iface)
			if !ok {
				return a[0]
			}
			m, ok := i.v.(*Map)
			if !ok {
				return i
			}
			n := newMap(m.t)
			for _, j := range m.order() {
				n.put(m.ents[j].k, clone2(m.t.Elem(), m.ents[j].v))
			}
			return &Iface{i.t, n}
		},
		"unique.Make": uniqueMake,
		"crypto/internal/constanttime.boolToUint8": func(c *call, a []Value) Value {
			b, ok := a[0].(bool)
			if !ok {
				return c.in.join(a[0])
			}
			if b {
				return uint64(1)
			}
			return uint64(0)
		},
		"crypto/internal/fips140.getIndicator": func(*call, []Value) Value { return uint64(0) },
		"crypto/internal/fips140.setIndicator": nothing,
	}
}

func builderWriteString(c *call, a []Value) Value {
	b, ok := a[0].(*Struct)
	if !ok {
		return c.in.join(a[0])
	}
	buf := len(b.f) - 1
	fieldRef{b, buf}.store(c.in.appendSlice(b.f[buf], a[1], c.in.universe.bytes.Elem()))
	s, _ := a[1].(string)
	return tuple{int64(len(s)), nil}
}

// uniqueMake makes a handle whose pointer is the same for equal values.
func uniqueMake(c *call, a []Value) Value {
	res := c.in.typ(c.code.sub.typ(c.code.fn.Type().(*types.Signature).Results().At(0).Type()))
	h, ok := res.newZero().(*Struct)
	if !ok || len(res.fields) == 0 || res.fields[0].t.Elem() == nil {
		return c.in.unknown(c.pos, "unique.Make is not modelled for this toolchain")
	}
	elem := res.fields[0].t.Elem()
	key, u := mapKey(elem, a[0])
	if u != nil {
		return u
	}
	k := ifaceKey{elem, key}
	p, ok := c.in.handles[k]
	if !ok {
		p = clone2(elem, a[0])
		if !elem.aggregate() {
			p = &Cell{p}
		}
		c.in.handles[k] = p
	}
	h.f[0] = p
	return h
}
