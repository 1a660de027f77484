package eval

import (
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"
)

// The files that programs see are those of an empty machine: a few directories
// without anything in them and the program itself. Everything else does not
// exist. What a program writes is not kept; where it wrote, nothing is known any
// more.

// An openFile is what an *os.File of the program stands for.
type openFile struct {
	path string
	fd   int64 // of a standard stream; -1 for others
	dir  bool
}

const (
	errnoNoEntry    = 2  // ENOENT
	errnoNoTerminal = 25 // ENOTTY

	modeDir        = 1 << 31
	modeNamedPipe  = 1 << 25
	modeDevice     = 1 << 26
	modeCharDevice = 1 << 21
)

// homeDir is the user's home directory, which is also where programs are started.
func (in *Interp) homeDir() string {
	if home := in.env["HOME"]; home != "" {
		return path.Clean(home)
	}
	return "/"
}

// absolute is a path as the file system sees it.
func (in *Interp) absolute(name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(in.homeDir(), name)
}

// isDir reports whether a clean path is one of the directories there are.
func (in *Interp) isDir(name string) bool {
	dirs := append([]string{in.homeDir(), "/tmp", "/usr/local/bin", "/dev"}, strings.Split(in.env["PATH"], ":")...)
	return slices.ContainsFunc(dirs, func(d string) bool {
		return name == "/" || d == name || strings.HasPrefix(d, name+"/")
	})
}

func (in *Interp) isProgram(name string) bool { return name == "/usr/local/bin/"+in.progName }

// written reports whether the program may have made or changed something at a
// path, above it or below it.
func (in *Interp) written(name string) bool {
	return slices.ContainsFunc(in.wrote, func(w string) bool {
		return w == name || strings.HasPrefix(name, w+"/") || strings.HasPrefix(w, name+"/")
	})
}

// write notes that the program writes at a path.
func (in *Interp) write(name string) {
	if name = in.absolute(name); !slices.Contains(in.wrote, name) {
		in.wrote = append(in.wrote, name) // once written, always uncertain: this is not undone
	}
}

// named makes a value of a string type of a package, in an interface.
func (in *Interp) named(pkg, typeName, text string) Value {
	if p := in.byPath[pkg]; p != nil {
		if tn, ok := p.p.Types.Scope().Lookup(typeName).(*types.TypeName); ok {
			return &Iface{in.typ(tn.Type()), text}
		}
	}
	return in.hostError(text)
}

// pathError is the *fs.PathError of a system call that failed.
func (in *Interp) pathError(op, name string, errno uint64) Value {
	fs, sys := in.byPath["io/fs"], in.byPath["syscall"]
	if fs == nil || sys == nil {
		return in.hostError(op + " " + name + ": no such file or directory")
	}
	tn, ok1 := fs.p.Types.Scope().Lookup("PathError").(*types.TypeName)
	en, ok2 := sys.p.Types.Scope().Lookup("Errno").(*types.TypeName)
	if !ok1 || !ok2 {
		return in.hostError(op + " " + name + ": no such file or directory")
	}
	t := in.typ(types.NewPointer(tn.Type()))
	e := t.Elem().newZero().(*Struct)
	setField(e, "Op", op)
	setField(e, "Path", name)
	setField(e, "Err", &Iface{in.typ(en.Type()), errno})
	return &Iface{t, e}
}

// fileInfo is the fs.FileInfo of something with a mode.
func (in *Interp) fileInfo(name string, mode uint64) Value {
	p := in.byPath["os"]
	tn, ok := p.p.Types.Scope().Lookup("fileStat").(*types.TypeName)
	if !ok {
		return in.unknown(in.here(), "file information is not modelled for this toolchain")
	}
	t := in.typ(types.NewPointer(tn.Type()))
	s := t.Elem().newZero().(*Struct)
	why := in.unknown(in.here(), "the file system is not read")
	setField(s, "name", path.Base(name))
	setField(s, "mode", mode)
	for _, field := range []string{"size", "modTime", "sys"} {
		setField(s, field, why)
	}
	return &Iface{t, s}
}

// file makes the *os.File that a function returns.
func (c *call) file(f *openFile) Value {
	s, ok := newOf(c).(*Struct)
	if !ok {
		return c.in.unknown(c.pos, "files are not modelled for this toolchain")
	}
	c.in.setSide(s, &Host{f})
	return s
}

// fileOf is what an *os.File stands for, nil if that is not known.
func (in *Interp) fileOf(v Value) *openFile {
	s, ok := v.(*Struct)
	if !ok {
		return nil
	}
	h, ok := in.side[s].(*Host)
	if !ok {
		return nil
	}
	f, _ := h.v.(*openFile)
	return f
}

// onPath makes a native of a function whose first argument is a path: what it says
// of one that exists, and what of one that does not.
func onPath(op string, exists func(c *call, a []Value, full string) Value, missing func(c *call, err Value) Value) native {
	return func(c *call, a []Value) Value {
		name, ok := a[0].(string)
		if !ok {
			return c.in.join(a...)
		}
		full := c.in.absolute(name)
		switch {
		case name == "":
		case c.in.written(full) || full == "/dev/null":
			return unmodelled(c, a)
		case c.in.isDir(full) || c.in.isProgram(full):
			return exists(c, a, full)
		}
		return missing(c, c.in.pathError(op, name, errnoNoEntry))
	}
}

func noResult(_ *call, err Value) Value  { return tuple{nil, err} }
func onlyError(_ *call, err Value) Value { return err }

// writing makes a native of a function that changes what is at its first
// argument, which works out.
func writing(result func(c *call, a []Value) Value) native {
	return func(c *call, a []Value) Value {
		name, ok := a[0].(string)
		if !ok {
			return c.in.join(a...)
		}
		c.in.write(name)
		return result(c, a)
	}
}

func fileNatives() map[string]native {
	stat := func(op string) native {
		return onPath(op, func(c *call, a []Value, full string) Value {
			if c.in.isProgram(full) {
				return tuple{c.in.fileInfo(full, 0o755), nil}
			}
			return tuple{c.in.fileInfo(full, modeDir|0o755), nil}
		}, noResult)
	}
	open := onPath("open", func(c *call, a []Value, full string) Value {
		if c.in.isProgram(full) {
			return unmodelled(c, a)
		}
		return tuple{c.file(&openFile{path: full, fd: -1, dir: true}), nil}
	}, noResult)
	unread := func(c *call, a []Value, _ string) Value { return unmodelled(c, a) }
	works := func(*call, []Value) Value { return nil }
	created := func(c *call, a []Value) Value {
		return tuple{c.file(&openFile{path: c.in.absolute(a[0].(string)), fd: -1}), nil}
	}
	return map[string]native{
		"os.Getwd":    func(c *call, _ []Value) Value { return tuple{c.in.homeDir(), nil} },
		"os.Stat":     stat("stat"),
		"os.Lstat":    stat("lstat"),
		"os.ReadFile": onPath("open", unread, noResult),
		"os.Readlink": onPath("readlink", func(c *call, a []Value, full string) Value {
			return tuple{"", c.in.pathError("readlink", full, 22)} // EINVAL: no link
		}, func(_ *call, err Value) Value { return tuple{"", err} }),
		"os.ReadDir": onPath("open", func(c *call, a []Value, full string) Value {
			if full != c.in.homeDir() && full != "/tmp" {
				return unmodelled(c, a)
			}
			return tuple{nil, nil}
		}, noResult),
		"os.Open": open,
		"os.OpenFile": func(c *call, a []Value) Value {
			name, ok1 := a[0].(string)
			flag, ok2 := a[1].(int64)
			const writes, creates = 3, 64 // O_WRONLY|O_RDWR, O_CREATE
			if ok1 && ok2 && flag&writes == 0 && flag&creates == 0 {
				return open(c, a)
			}
			if !ok1 || !ok2 || name == "/dev/null" {
				return unmodelled(c, a)
			}
			if flag&creates == 0 && !c.in.written(c.in.absolute(name)) {
				return tuple{nil, c.in.pathError("open", name, errnoNoEntry)}
			}
			return writing(created)(c, a)
		},
		"os.Create":    writing(created),
		"os.WriteFile": writing(works),
		"os.Mkdir":     writing(works),
		"os.MkdirAll":  writing(works),
		"os.RemoveAll": writing(works),
		"os.Remove":    onPath("remove", unread, onlyError),
		"os.Chmod":     onPath("chmod", unread, onlyError),
		"os.Chdir":     onPath("chdir", unread, onlyError),
		"(*os.File).Name": func(c *call, a []Value) Value {
			if f := c.in.fileOf(a[0]); f != nil {
				return f.path
			}
			return unmodelled(c, a)
		},
		"(*os.File).Fd": func(c *call, a []Value) Value {
			if f := c.in.fileOf(a[0]); f != nil && f.fd >= 0 {
				return uint64(f.fd)
			}
			return unmodelled(c, a)
		},
		"(*os.File).Stat": func(c *call, a []Value) Value {
			switch f := c.in.fileOf(a[0]); {
			case f == nil || f.fd < 0 && !f.dir:
				return unmodelled(c, a)
			case f.dir:
				return tuple{c.in.fileInfo(f.path, modeDir|0o755), nil}
			case f.fd == 0: // /dev/null
				return tuple{c.in.fileInfo(f.path, modeDevice|modeCharDevice|0o666), nil}
			default:
				return tuple{c.in.fileInfo(f.path, modeNamedPipe|0o600), nil}
			}
		},
		"(*os.File).Read": func(c *call, a []Value) Value {
			if f := c.in.fileOf(a[0]); f != nil && f.fd == 0 {
				eof, _ := c.in.Var("io", "EOF")
				return tuple{int64(0), eof}
			}
			return unmodelled(c, a)
		},
		"(*os.File).ReadDir":      listing,
		"(*os.File).Readdir":      listing,
		"(*os.File).Readdirnames": listing,
		"os/exec.LookPath": func(c *call, a []Value) Value {
			name, ok := a[0].(string)
			if !ok {
				return c.in.join(a[0])
			}
			return tuple{"", c.execError(name)}
		},
		"(*os/exec.Cmd).Run":   func(c *call, a []Value) Value { return c.notStarted(a) },
		"(*os/exec.Cmd).Start": func(c *call, a []Value) Value { return c.notStarted(a) },
		"(*os/exec.Cmd).Output": func(c *call, a []Value) Value {
			return tuple{nil, c.notStarted(a)}
		},
		"(*os/exec.Cmd).CombinedOutput": func(c *call, a []Value) Value {
			return tuple{nil, c.notStarted(a)}
		},
		"syscall.Syscall": systemCall, "syscall.RawSyscall": systemCall,
		"golang.org/x/sys/unix.Syscall": systemCall, "golang.org/x/sys/unix.RawSyscall": systemCall,
	}
}

// listing lists an open directory, which has nothing in it.
func listing(c *call, a []Value) Value {
	f := c.in.fileOf(a[0])
	n, ok := a[1].(int64)
	if f == nil || !f.dir || !ok || f.path != c.in.homeDir() && f.path != "/tmp" || c.in.written(f.path) {
		return unmodelled(c, a)
	}
	if n <= 0 {
		return tuple{nil, nil}
	}
	eof, _ := c.in.Var("io", "EOF")
	return tuple{nil, eof}
}

// execError is what looking for a program comes to on a machine that has none.
func (c *call) execError(name string) Value {
	p := c.in.byPath["os/exec"]
	tn, ok := p.p.Types.Scope().Lookup("Error").(*types.TypeName)
	if !ok {
		return c.in.hostError("exec: " + name + ": executable file not found in $PATH")
	}
	t := c.in.typ(types.NewPointer(tn.Type()))
	e := t.Elem().newZero().(*Struct)
	why, _ := c.in.Var("os/exec", "ErrNotFound")
	if strings.Contains(name, "/") {
		why = c.in.pathError("stat", name, errnoNoEntry)
	}
	setField(e, "Name", name)
	setField(e, "Err", why)
	return &Iface{t, e}
}

// notStarted is the error of a command whose program is not there.
func (c *call) notStarted(a []Value) Value {
	cmd, ok := a[0].(*Struct)
	if !ok {
		return c.in.join(a[0])
	}
	if err, _ := Field(cmd, "Err"); err != nil {
		return err
	}
	name, _ := Field(cmd, "Path")
	text, ok := name.(string)
	if !ok {
		return c.in.join(name)
	}
	return c.in.pathError("fork/exec", text, errnoNoEntry)
}

// systemCall answers what programs ask of their streams: none is a terminal. No
// other call is made.
func systemCall(c *call, a []Value) Value {
	sys := c.in.byPath["syscall"]
	if sys == nil {
		return unmodelled(c, a)
	}
	ioctl, ok := sys.p.Types.Scope().Lookup("SYS_IOCTL").(*types.Const)
	if !ok || len(a) == 0 || ioctl.Val().ExactString() != decimal(a[0]) {
		return unmodelled(c, a)
	}
	return tuple{^uint64(0), uint64(0), uint64(errnoNoTerminal)}
}

func decimal(v Value) string {
	if n, ok := v.(uint64); ok {
		return strconv.FormatUint(n, 10)
	}
	return ""
}
