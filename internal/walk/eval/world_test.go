package eval

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestEmptyMachine: what programs ask of the world is answered as by a machine with
// nothing on it but the program and its user.
func TestEmptyMachine(t *testing.T) {
	const prelude = `package main

import ("errors"; "fmt"; "io"; "io/fs"; "os"; "os/exec"; "os/user"; "path/filepath"; "syscall")

var _, _, _, _, _, _ = errors.Is, fmt.Sprint, io.EOF, fs.ErrNotExist, exec.Command, user.Current
var _, _ = filepath.Glob, syscall.ENOENT

func main() {}

`
	cases := []struct{ name, body, want string }{
		{"no file", `_, err := os.ReadFile("/etc/x.conf"); return fmt.Sprintln(os.IsNotExist(err), errors.Is(err, fs.ErrNotExist), err)`, "true true open /etc/x.conf: no such file or directory"},
		{"open", `f, err := os.Open("x"); return fmt.Sprintln(f == nil, err)`, "true open x: no such file or directory"},
		{"stat", `_, err := os.Stat("a/b"); return err.Error()`, "stat a/b: no such file or directory"},
		{"error's kind", `_, err := os.Lstat("/x"); var p *fs.PathError; return fmt.Sprintln(errors.As(err, &p), p.Op, p.Err == syscall.ENOENT)`, "true lstat true"},
		{"home", `i, err := os.Stat("/home/username"); return fmt.Sprintln(i.IsDir(), i.Name(), err)`, "true username <nil>"},
		{"home is empty", `l, err := os.ReadDir("/home/username"); return fmt.Sprintln(len(l), err)`, "0 <nil>"},
		{"listing of nothing", `_, err := os.ReadDir("conf.d"); return err.Error()`, "open conf.d: no such file or directory"},
		{"open home", `f, err := os.Open("/home/username"); l, e := f.Readdirnames(-1); return fmt.Sprintln(len(l), err, e)`, "0 <nil> <nil>"},
		{"glob", `l, err := filepath.Glob("/etc/*.conf"); return fmt.Sprintln(len(l), err)`, "0 <nil>"},
		{"working directory", `d, err := os.Getwd(); return fmt.Sprintln(d, err)`, "/home/username <nil>"},
		{"absolute", `d, err := filepath.Abs("x/../y"); return fmt.Sprintln(d, err)`, "/home/username/y <nil>"},
		{"user", `u, err := user.Current(); return fmt.Sprintln(u.Username, u.Uid, u.HomeDir, err)`, "username 1000 /home/username <nil>"},
		{"other user", `_, err := user.Lookup("root"); return err.Error()`, "user: unknown user root"},
		{"no program", `_, err := exec.LookPath("git"); return fmt.Sprintln(errors.Is(err, exec.ErrNotFound), err)`, `true exec: "git": executable file not found in $PATH`},
		{"not run", `out, err := exec.Command("git", "version").Output(); return fmt.Sprintln(len(out), err)`, `0 exec: "git": executable file not found in $PATH`},
		{"not run by path", `err := exec.Command("/usr/bin/git").Run(); return err.Error()`, "fork/exec /usr/bin/git: no such file or directory"},
		{"standard input", `b, err := io.ReadAll(os.Stdin); return fmt.Sprintln(len(b), err)`, "0 <nil>"},
		{"standard output", `i, _ := os.Stdout.Stat(); return fmt.Sprintln(i.Mode()&os.ModeCharDevice != 0, os.Stdout.Name())`, "false /dev/stdout"},
		{"no terminal", `_, _, e := syscall.Syscall(syscall.SYS_IOCTL, os.Stdout.Fd(), 0, 0); return fmt.Sprintln(e == syscall.ENOTTY)`, "true"},
		{"other system calls", `_, _, e := syscall.Syscall(syscall.SYS_GETPID, 0, 0, 0); return e.Error()`, "?"},
		{"written", `os.WriteFile("/x/y", nil, 0o600); _, err := os.ReadFile("/x/y"); return err.Error()`, "?"},
		{"written beside", `os.MkdirAll("/x", 0o700); _, err := os.ReadFile("/y"); return err.Error()`, "open /y: no such file or directory"},
		{"written below", `f, err := os.Create("conf/x"); _, serr := os.Stat("conf/x/.."); _ = serr; return fmt.Sprintln(f.Name(), err)`, "/home/username/conf/x <nil>"},
		{"remove", `return os.Remove("/x").Error()`, "remove /x: no such file or directory"},
		{"itself", `p, _ := os.Executable(); i, err := os.Stat(p); return fmt.Sprintln(i.IsDir(), err)`, "false <nil>"},
		{"what it is itself", `p, _ := os.Executable(); b, _ := os.ReadFile(p); return string(b)`, "?"},
	}
	src := "-- go.mod --\nmodule example.com/p\n\ngo 1.24\n-- main.go --\n" + prelude
	for i, tt := range cases {
		src += fmt.Sprintf("func f%d() string { %s }\n", i, tt.body)
	}
	prog := hostile(t, src).opts.Program
	env := map[string]string{"HOME": "/home/username", "USER": "username", "PATH": "/usr/local/bin:/usr/bin:/bin"}
	for i, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			in := New(context.Background(), Options{Program: prog, Env: env})
			v, stop, err := in.Call("example.com/p", "example.com/p", fmt.Sprintf("f%d", i))
			got := strings.TrimSpace(fmt.Sprint(v))
			if u, ok := v.(*Unknown); ok {
				if got = "?"; !strings.Contains(u.Reason, "not performed") {
					t.Errorf("reason is %q", u.Reason)
				}
			}
			if got != tt.want || err != nil || stop != nil {
				t.Errorf("returns %s, want %s; %v, %v, %v", got, tt.want, stop, err, in.Diagnostics())
			}
		})
	}
}
