package factgraph

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
)

// pure are packages of the standard library that only compute.
var pure = map[string]bool{
	"bytes": true, "cmp": true, "encoding/base64": true, "encoding/binary": true, "encoding/hex": true, "encoding/json": true, "errors": true,
	"fmt": true, "hash/fnv": true, "maps": true, "math": true, "math/bits": true, "path": true, "path/filepath": true, "reflect": true,
	"regexp": true, "slices": true, "sort": true, "strconv": true, "strings": true, "text/template": true, "unicode": true,
	"unicode/utf8": true, "net/url": true, "net/netip": true, "html": true, "crypto/sha256": true, "math/rand": true,
}

// effect finds out whether a call reaches outside of the process. What tells it
// is the signature of what is called, or the library it belongs to; no names of a
// tree do.
func (b *builder) effect(f *flower, x *ast.CallExpr, st Step, a *Act) {
	for _, find := range []func(*flower, *ast.CallExpr, Step, *Act) *Effect{exitEffect, stdEffect, systemEffect, eventEffect, requestEffect, listerEffect} {
		if e := find(f, x, st, a); e != nil {
			a.Effect = e
			return
		}
	}
}

// lastName is the name of a function or method without its type.
func lastName(s Sym) string { return s.Name[strings.LastIndexByte(s.Name, '.')+1:] }

// exitEffect knows the calls that end the process.
func exitEffect(f *flower, _ *ast.CallExpr, st Step, a *Act) *Effect {
	name := lastName(st.Target)
	switch {
	case st.Std && st.Target.Pkg == "os" && name == "Exit",
		st.Std && st.Target.Pkg == "log" && strings.HasPrefix(name, "Fatal"),
		!st.Std && f.b.graph.funcs[st.Target] == nil && a.Log && (strings.HasPrefix(name, "Fatal") || strings.HasPrefix(name, "Exit")):
		a.Ends, a.Log = Exits, false
		if name != "Exit" && len(a.Args) > 0 {
			a.Error, a.Args = strings.Join(a.Args, ", "), nil
		}
		return &Effect{Class: "exit", Verb: name}
	case st.Std && st.Target.Pkg == "runtime" && name == "Goexit":
		a.Ends = Exits
	}
	return nil
}

// logged knows loggers whose methods take no format: those of the standard
// library, and values that a logging library hands out.
func logged(st Step) bool {
	if st.Std && (st.Target.Pkg == "log" || st.Target.Pkg == "log/slog") && !strings.HasPrefix(st.Target.Name, "Fatal") {
		return true
	}
	if strings.HasSuffix(st.Target.Pkg, "util/runtime") && strings.HasPrefix(st.Target.Name, "HandleError") {
		return true // of apimachinery: it logs, and runs what was registered to count
	}
	owner, _, method := strings.Cut(st.Target.Name, ".")
	if !method || !(owner == "Logger" || owner == "Verbose" || owner == "FieldLogger" || owner == "Entry" || owner == "SugaredLogger") {
		return false
	}
	return !strings.HasPrefix(lastName(st.Target), "Fatal")
}

// namedLog knows calls of loggers by their names, where the package that declares
// them is missing.
func namedLog(text string) bool {
	first, _, _ := strings.Cut(text, ".")
	switch first {
	case "log", "klog", "glog", "logger", "logrus", "zap", "slog":
		return !strings.Contains(text, ".Fatal") && !strings.Contains(text, ".Exit")
	}
	return false
}

// What functions of the standard library change outside of the process, and
// what they only look at.
var stdWrites = map[string]string{
	"os": "Chdir Chmod Chown Chtimes Create CreateTemp Lchown Link Mkdir MkdirAll MkdirTemp OpenFile Remove RemoveAll Rename Setenv StartProcess Symlink Truncate Unsetenv WriteFile" +
		" File.Chmod File.Chown File.Sync File.Truncate File.Write File.WriteAt File.WriteString Process.Kill Process.Signal",
	"io/ioutil": "TempDir TempFile WriteFile",
	"os/exec":   "Cmd.CombinedOutput Cmd.Output Cmd.Run Cmd.Start",
	"syscall":   "Exec Kill Mount Unmount Mkdir Rmdir Unlink Mknod",
	"net":       "Dial DialTimeout DialTCP DialUDP DialUnix Dialer.Dial Dialer.DialContext Listen ListenPacket ListenTCP ListenUDP ListenUnix",
	"net/http": "Client.Do Client.Get Client.Post Error Get ListenAndServe ListenAndServeTLS Post Redirect Serve ServeTLS" +
		" Server.ListenAndServe Server.ListenAndServeTLS Server.Serve Server.ServeTLS Server.Shutdown ResponseWriter.Write ResponseWriter.WriteHeader",
	"os/signal": "Notify NotifyContext",
}

var stdReads = map[string]string{
	"os":        "Getenv LookupEnv Hostname Lstat Open ReadDir ReadFile Readlink Stat",
	"io/ioutil": "ReadDir ReadFile",
	"os/exec":   "LookPath",
	"net":       "InterfaceAddrs InterfaceByName Interfaces LookupAddr LookupHost LookupIP",
	"syscall":   "Stat Statfs",
}

var stdClass = map[string]string{"os": "file", "io/ioutil": "file", "os/exec": "process", "syscall": "system", "net": "net", "net/http": "http", "os/signal": "signal"}

func stdEffect(f *flower, _ *ast.CallExpr, st Step, a *Act) *Effect {
	if !st.Std {
		return nil
	}
	has := func(list string) bool { return slices.Contains(strings.Fields(list), st.Target.Name) }
	switch {
	case has(stdWrites[st.Target.Pkg]):
		return &Effect{Class: stdClass[st.Target.Pkg], Verb: st.Target.Name}
	case has(stdReads[st.Target.Pkg]):
		return &Effect{Class: stdClass[st.Target.Pkg], Verb: st.Target.Name, Reads: true}
	}
	return nil
}

// systemEffect knows the libraries that speak to the kernel: by the last parts of
// their paths, since they are forked and vendored under many.
func systemEffect(f *flower, _ *ast.CallExpr, st Step, a *Act) *Effect {
	if st.Std || f.b.graph.funcs[st.Target] != nil {
		return nil
	}
	name := lastName(st.Target)
	class := ""
	for part := range strings.SplitSeq(st.Target.Pkg, "/") {
		switch part {
		case "netlink", "iptables", "go-iptables", "ipset", "nftables", "knftables", "ipvs":
			class = part
		case "mount", "mount-utils":
			class = "mount"
		}
	}
	if strings.HasSuffix(st.Target.Pkg, "golang.org/x/sys/unix") && (strings.Contains(name, "ount") || name == "Kill" || name == "Exec") {
		class = "system"
	}
	if class == "" || !startsUpper(name) {
		return nil
	}
	for _, p := range []string{"New", "Parse", "String", "Is", "With", "Make", "Type", "Attrs"} {
		if strings.HasPrefix(name, p) {
			return nil
		}
	}
	e := &Effect{Class: class, Verb: name}
	for _, p := range []string{"List", "Get", "Exists", "Check", "ByName", "ByIndex", "Has"} {
		e.Reads = e.Reads || strings.Contains(name, p)
	}
	return e
}

func startsUpper(s string) bool { return s != "" && s[0] >= 'A' && s[0] <= 'Z' }

// eventEffect knows recorders of events: an interface called so, with a method
// that takes an object, a type, a reason and a text.
func eventEffect(f *flower, x *ast.CallExpr, st Step, a *Act) *Effect {
	owner, method, ok := strings.Cut(st.Target.Name, ".")
	if !ok || !strings.HasSuffix(owner, "Recorder") && !strings.HasSuffix(owner, "RecorderLogger") || !strings.Contains(method, "Event") {
		return nil
	}
	e := &Effect{Class: "event", Verb: "record"}
	var texts []string
	for _, arg := range x.Args {
		tv := f.info().Types[arg]
		if tv.Value != nil && tv.Value.Kind() == constant.String {
			texts = append(texts, constant.StringVal(tv.Value))
		} else if len(texts) > 0 || len(x.Args) > 2 && arg == x.Args[2] {
			texts = append(texts, f.text(arg))
		}
	}
	if len(texts) > 0 && (texts[0] == "Normal" || texts[0] == "Warning") {
		e.Type, texts = texts[0], texts[1:]
	}
	if len(texts) > 0 {
		e.Reason = texts[0]
	}
	if len(texts) > 1 {
		a.Error = texts[len(texts)-1]
		if strings.Contains(texts[1], " ") {
			a.Error = texts[1]
		}
	}
	return e
}

// requestEffect knows requests to an API server by the options they take: those
// of apimachinery, which clients generated for any group have, or those that an
// interface of the same package declares for each of its verbs.
func requestEffect(f *flower, x *ast.CallExpr, st Step, a *Act) *Effect {
	sel, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	fn, _ := f.info().Uses[sel.Sel].(*types.Func)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	sig, ok := fn.Type().(*types.Signature)
	if !ok || sig.Recv() == nil {
		return nil
	}
	name := fn.Name()
	machinery, own := false, false
	for v := range sig.Params().Variables() {
		s := symOf(v.Type())
		if strings.HasSuffix(s.Pkg, "apimachinery/pkg/apis/meta/v1") && strings.HasSuffix(s.Name, "Options") {
			machinery = true
		}
		if s.Pkg == fn.Pkg().Path() && strings.HasSuffix(s.Name, "Option") && sig.Variadic() && types.IsInterface(sig.Recv().Type()) {
			own = true
		}
	}
	if !machinery && !own {
		return nil
	}
	e := &Effect{Class: "api", Verb: strings.ToLower(name)}
	for _, verb := range []string{"DeleteCollection", "Create", "Update", "Delete", "Patch", "Apply", "Get", "List", "Watch", "Evict", "Bind"} {
		if rest, found := strings.CutPrefix(name, verb); found {
			e.Verb, e.Sub = strings.ToLower(verb), strings.ToLower(rest)
			break
		}
	}
	e.Reads = e.Verb == "get" || e.Verb == "list" || e.Verb == "watch"
	e.Kind = requestKind(f, x, sig, machinery)
	if own && !machinery {
		if inner, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok && e.Sub == "" {
			if s, ok := ast.Unparen(inner.Fun).(*ast.SelectorExpr); ok && s.Sel.Name == "Status" {
				e.Sub = "status"
			}
		}
		if e.Kind == "" {
			return nil
		}
	}
	return e
}

// requestKind is the kind of object a request is about: what it returns, else
// what it is given, else what the interface is called after.
func requestKind(f *flower, x *ast.CallExpr, sig *types.Signature, machinery bool) string {
	kind := func(t types.Type) string {
		s := symOf(t)
		if s.Name == "" || s.Pkg == "context" || strings.HasSuffix(s.Name, "Options") || strings.HasSuffix(s.Name, "Option") ||
			strings.HasSuffix(s.Pkg, "/types") || s.Name == "error" || s.Name == "Interface" || types.IsInterface(t) {
			return ""
		}
		return strings.TrimSuffix(s.Name, "List")
	}
	if machinery {
		if iface := symOf(sig.Recv().Type()).Name; strings.HasSuffix(iface, "Interface") && iface != "Interface" {
			return strings.TrimSuffix(iface, "Interface")
		}
		for v := range sig.Results().Variables() {
			if k := kind(v.Type()); k != "" {
				return k
			}
		}
	}
	for _, arg := range x.Args {
		if t := f.info().TypeOf(arg); t != nil {
			if k := kind(t); k != "" && !isBasic(t) {
				return k
			}
		}
	}
	return ""
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// listerEffect knows reads of a shared cache.
func listerEffect(f *flower, x *ast.CallExpr, st Step, a *Act) *Effect {
	owner, method, ok := strings.Cut(st.Target.Name, ".")
	if !ok || method != "Get" && method != "List" || !strings.HasSuffix(owner, "Lister") {
		return nil
	}
	kind := strings.TrimSuffix(strings.TrimSuffix(owner, "Lister"), "Namespace")
	if kind == "" {
		return nil
	}
	return &Effect{Class: "cache", Verb: strings.ToLower(method), Kind: kind, Reads: true}
}
