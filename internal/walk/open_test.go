package walk_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/cache"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

// sketch describes a tree in a form a test can compare: modules, packages with
// their files ("-" before one that is left out), errors.
func sketch(t *walk.Tree) string {
	var b strings.Builder
	for _, m := range t.Modules {
		fmt.Fprintf(&b, "module %s %s main=%v staging=%v\n", m.Path, m.Dir, m.Main, m.Staging)
	}
	for _, p := range t.Packages {
		fmt.Fprintf(&b, "package %s %s", p.ImportPath, p.Name)
		for _, f := range p.Files {
			mark := ""
			if !f.Active {
				mark = "-"
			}
			fmt.Fprintf(&b, " %s%s", mark, f.Base())
		}
		b.WriteString("\n")
	}
	for _, e := range t.Errors {
		fmt.Fprintf(&b, "error %v", e)
		if e.Partial {
			b.WriteString(" (partial)")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestOpen(t *testing.T) {
	tests := []struct{ name, tree, want string }{
		{"modules, staging and vendor links", `
-- go.mod --
module ex.io/root

go 1.24

replace (
	ex.io/api => ./staging/src/ex.io/api
	old.io/name => ./lib
)
-- main.go --
package main
-- pkg/a/a.go --
package a
-- pkg/a/a_test.go --
package a_test
-- pkg/a/a_windows.go --
package a
-- pkg/_skip/x.go --
package x
-- pkg/.hid/x.go --
package x
-- pkg/testdata/x.go --
package x
-- pkg/only/only_test.go --
package only_test
-- staging/src/ex.io/api/go.mod --
module ex.io/api
-- staging/src/ex.io/api/v1/types.go --
package v1
-- lib/go.mod --
module ex.io/lib
-- lib/lib.go --
package lib
-- tools/go.mod --
module ex.io/tools
-- tools/t.go --
package tools
-- vendor/modules.txt --
# other.io/dep v1.2.3
## explicit; go 1.20
other.io/dep
-- vendor/other.io/dep/dep.go --
package dep
-- vendor/ex.io/api --
-> ../../staging/src/ex.io/api
`, `
module ex.io/root . main=true staging=false
module ex.io/lib lib main=true staging=false
module ex.io/api staging/src/ex.io/api main=true staging=true
module ex.io/tools tools main=false staging=false
package ex.io/api/v1 v1 types.go
package ex.io/lib lib lib.go
package ex.io/root main main.go
package ex.io/root/pkg/a a a.go a_test.go -a_windows.go
package ex.io/root/pkg/only only only_test.go
package ex.io/tools tools t.go
`},
		{"files the go command passes over", `
-- go.mod --
module ex.io/a
-- a.go --
package a
-- doc.go --
package documentation

import "no.such/thing"
-- _template.go --
package {{.Name}}
-- .a.go --
not Go
-- .#a.go --
-> user@host.1234
`, `
module ex.io/a . main=true staging=false
package ex.io/a a a.go -doc.go
`},
		{"workspace without a root module", `
-- go.work --
go 1.24

use (
	./a
	./staging/src/ex.io/b
)
-- a/go.mod --
module ex.io/a
-- a/a.go --
package a
-- staging/src/ex.io/b/go.mod --
module ex.io/b
-- staging/src/ex.io/b/b.go --
package b
`, `
module ex.io/a a main=true staging=false
module ex.io/b staging/src/ex.io/b main=true staging=true
package ex.io/a a a.go
package ex.io/b b b.go
`},
		{"before modules: links and imports tell the paths", `
-- pkg/a/a.go --
package a

import "ex.io/kube/pkg/b"
-- pkg/b/b.go --
package b

import "ex.io/api/v1"
-- staging/src/ex.io/api/v1/v1.go --
package v1
-- vendor/ex.io/api --
-> ../../staging/src/ex.io/api
`, `
module ex.io/kube . main=true staging=false
module ex.io/api staging/src/ex.io/api main=true staging=true
package ex.io/api/v1 v1 v1.go
package ex.io/kube/pkg/a a a.go
package ex.io/kube/pkg/b b b.go
error go.mod: no go.mod in the root of the tree; taking it for module "ex.io/kube"
`},
		{"ignore directive", `
-- go.mod --
module ex.io/a

go 1.25

ignore (
	./node
	web
)
-- node/n.go --
package n
-- x/web/w.go --
package w
-- x/x.go --
package x
`, `
module ex.io/a . main=true staging=false
package ex.io/a/x x x.go
`},
		{"what cannot be read does not stop the rest", `
-- go.mod --
module ex.io/a
-- ok/ok.go --
package ok
-- bad/bad.go --
package bad

import "unclosed
-- bad/tag.go --
//go:build (linux

package bad
-- clash/a.go --
package a
-- clash/b.go --
package b
-- lfs/big.go --
version https://git-lfs.github.com/spec/v1
oid sha256:00
size 12
-- lfs/big2.go --
version https://git-lfs.github.com/spec/v1
oid sha256:01
size 12
-- two/go.mod --
module ex.io/two
-- two2/go.mod --
module ex.io/two
-- broken/go.mod --
module ex.io/broken
require x
-- loop/a --
-> b
-- loop/b --
-> a
-- loop/self --
-> ..
-- out/etc --
-> /etc
-- out/passwd.go --
-> /etc/passwd
-- out/gone.go --
-> nothing.go
-- out/in.go --
-> ../ok/ok.go
`, `
module ex.io/a . main=true staging=false
module ex.io/broken broken main=false staging=false
module ex.io/two two main=false staging=false
module ex.io/two two2 main=false staging=false
package ex.io/a/bad bad bad.go -tag.go
package ex.io/a/clash a a.go b.go
package ex.io/a/lfs  -big.go -big2.go
package ex.io/a/ok ok ok.go
package ex.io/a/out ok in.go
error bad/bad.go:3:8: cannot parse: string literal not terminated (partial)
error bad/tag.go:1:1: cannot understand the build constraint "(linux" (partial)
error broken/go.mod:2:1: cannot parse: usage: require module/path v1.2.3 (partial)
error clash/b.go:1:1: package b in the directory of package a
error lfs/big.go: Git LFS pointer in place of the content (2 such files were to be read) (partial)
error loop/a: link leads nowhere: it goes round in circles
error loop/b: link leads nowhere: it goes round in circles
error out/etc: link leads out of the tree and is not followed
error out/gone.go: link leads nowhere: its target does not exist (partial)
error out/passwd.go: link leads out of the tree and is not followed (partial)
error two2/go.mod:1:1: module path ex.io/two is also claimed by two/go.mod
`},
		{"nothing at all", "", "\nerror .: no Go files in the tree (partial)\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := walktest.Open(t, test.tree, walk.Options{Platforms: []string{"linux/amd64"}})
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), sketch(tree)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOddBytes(t *testing.T) {
	dir := walktest.Unpack(t, "-- go.mod --\nmodule ex.io/a\n-- a.go --\npackage a\n")
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("bom.go", "\xEF\xBB\xBFpackage a\nimport \"fmt\"\n")
	write("crlf.go", "package a\r\n\r\nimport \"os\"\r\n")
	write("utf8.go", "package a\n\nvar x = \"\xff\"\n")
	write("huge.go", "package a\n")
	if err := os.Truncate(filepath.Join(dir, "huge.go"), 200<<20); err != nil {
		t.Fatal(err)
	}
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	want := `module ex.io/a . main=true staging=false
package ex.io/a a a.go bom.go crlf.go utf8.go
error huge.go: file of 200 MB is too large to analyse (limit 64 MB) (partial)
error utf8.go:3: invalid UTF-8 (partial)
`
	if diff := cmp.Diff(want, sketch(tree)); diff != "" {
		t.Error(diff)
	}
	imports := map[string]string{}
	for _, f := range tree.Packages[0].Files {
		for _, im := range f.Header.Imports {
			imports[f.Base()] = im.Path
		}
	}
	if diff := cmp.Diff(map[string]string{"bom.go": "fmt", "crlf.go": "os"}, imports); diff != "" {
		t.Error(diff)
	}
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	dir := walktest.Unpack(t, "-- go.mod --\nmodule ex.io/a\n-- a.go --\npackage a\n-- b/b.go --\npackage b\n-- c/c.go --\npackage c\n")
	for _, name := range []string{"a.go", "b"} {
		if err := os.Chmod(filepath.Join(dir, name), 0); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(filepath.Join(dir, name), 0o755)
	}
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if got := sketch(tree); !strings.Contains(got, "error a.go: cannot read: permission denied (partial)") ||
		!strings.Contains(got, "error b: cannot list directory: permission denied (partial)") || !strings.Contains(got, "package ex.io/a/c c c.go") {
		t.Error(got)
	}
}

const nested = `
-- go.mod --
module ex.io/root

replace ex.io/api => ./staging/src/ex.io/api
-- pkg/a/a.go --
package a
-- staging/src/ex.io/api/go.mod --
module ex.io/api
-- staging/src/ex.io/api/v1/v1.go --
package v1
-- testdata/mini/go.mod --
module ex.io/mini
-- testdata/mini/pkg/m.go --
package m
`

func TestRoot(t *testing.T) {
	dir := walktest.Unpack(t, nested)
	for from, want := range map[string]string{
		"":                         "ex.io/root",
		"pkg/a":                    "ex.io/root",
		"staging/src/ex.io/api":    "ex.io/api", // named, and a module: itself
		"staging/src/ex.io/api/v1": "ex.io/root",
		"testdata/mini/pkg":        "ex.io/mini",
	} {
		tree, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join(dir, from)})
		if err != nil {
			t.Fatal(err)
		}
		tree.Close()
		if tree.Name != want {
			t.Errorf("from %q: root is %s, want %s", from, tree.Name, want)
		}
	}
	t.Chdir(filepath.Join(dir, "staging/src/ex.io/api"))
	tree, err := walk.Open(context.Background(), walk.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if tree.Name != "ex.io/root" {
		t.Errorf("from the current directory, a staging module: root is %s, want ex.io/root", tree.Name)
	}
}

func TestOpenErrors(t *testing.T) {
	dir := walktest.Unpack(t, nested)
	for arg, want := range map[string]string{
		filepath.Join(dir, "nowhere"): "no directory",
		filepath.Join(dir, "go.mod"):  "is a file",
		dir + "@main":                 "not in a git repository",
	} {
		if _, err := walk.Open(context.Background(), walk.Options{Dir: arg}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q): %v, want %q", arg, err, want)
		}
	}
}

func TestResolve(t *testing.T) {
	tree := walktest.Open(t, `
-- go.mod --
module ex.io/root

replace (
	ex.io/api => ./staging/src/ex.io/api
	old.io/name => ./lib
)
-- a.go --
package a
-- staging/src/ex.io/api/go.mod --
module ex.io/api
-- staging/src/ex.io/api/v1/v1.go --
package v1
-- lib/go.mod --
module ex.io/lib
-- lib/x/x.go --
package x
-- vendor/modules.txt --
# o.io/dep v1.0.0
o.io/dep/sub
-- vendor/o.io/dep/sub/s.go --
package sub
`, walk.Options{})
	for path, want := range map[string]string{
		"fmt": "std ", "C": "std ", "ex.io/api/v1": "tree staging/src/ex.io/api/v1", "ex.io/api/v2": "tree ",
		"ex.io/apimachinery": "external ", "old.io/name/x": "tree lib/x", "ex.io/lib/x": "tree lib/x",
		"o.io/dep/sub": "vendored ", "o.io/dep/other": "external ",
	} {
		r := tree.Resolve(nil, path)
		got := r.Kind.String() + " "
		if r.Package != nil {
			got += r.Package.Dir
		}
		if got != want {
			t.Errorf("Resolve(%q) = %q, want %q", path, got, want)
		}
	}
}

// declCount is an extractor for tests: the number of declarations.
var declCount = &walk.Extractor{
	ID: "test-decls", Version: 1,
	Extract: func(in *walk.Syntax) any { return len(in.AST.Decls) },
	Append:  func(b []byte, fact any) []byte { return walk.AppendInt(b, fact.(int)) },
	Read:    func(d *walk.Decoder) any { return d.Int() },
}

func openDecls(t *testing.T, dir string, store *cache.Store) (facts string) {
	t.Helper()
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir, Cache: store, Extract: []*walk.Extractor{declCount}})
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Close(); err != nil {
		t.Fatal(err)
	}
	facts = sketch(tree)
	for _, p := range tree.Packages {
		for _, f := range p.Files {
			facts += fmt.Sprintln(f.Path, f.Fact(declCount), f.Header)
		}
	}
	return facts
}

const cached = `
-- go.mod --
module ex.io/a
-- a.go --
package a

import "fmt"

//kdoc:ignore KA101 not public
type T struct{}

func f() { fmt.Println() }
-- broken/b.go --
package b

func f( {}
-- c/c.go --
package c
`

func TestCacheChangesNothing(t *testing.T) {
	dir := walktest.Unpack(t, cached)
	store := cache.Open(filepath.Join(t.TempDir(), "cache"), 0)
	plain := openDecls(t, dir, nil)
	if !strings.Contains(plain, "a.go 3 ") || !strings.Contains(plain, "broken/b.go:3:9: cannot parse") {
		t.Fatal(plain)
	}
	pack := func() string { return onlyPack(t, store) }
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"cold", func() {}},
		{"warm", func() {}},
		{"truncated", func() { must(t, os.Truncate(pack(), 100)) }},
		{"foreign", func() { must(t, os.WriteFile(pack(), []byte("not a pack at all, but long enough"), 0o644)) }},
		{"one bit", func() {
			b, err := os.ReadFile(pack())
			must(t, err)
			b[len(b)/2] ^= 1
			must(t, os.WriteFile(pack(), b, 0o644))
		}},
		{"gone", func() { must(t, store.Clear()) }},
		{"old files", func() { // so that the stat shortcut is taken from now on
			for _, f := range []string{"a.go", "broken/b.go", "c/c.go"} {
				must(t, os.Chtimes(filepath.Join(dir, f), longAgo, longAgo))
			}
		}},
		{"warm by stat", func() {}},
	} {
		step.do()
		if diff := cmp.Diff(plain, openDecls(t, dir, store)); diff != "" {
			t.Errorf("%s: the cache changes the result:\n%s", step.name, diff)
		}
	}
	must(t, os.WriteFile(filepath.Join(dir, "a.go"), []byte("package a\n"), 0o644))
	if got, want := openDecls(t, dir, store), openDecls(t, dir, nil); got != want {
		t.Errorf("stale facts after a change:\n%s", cmp.Diff(want, got))
	}
}

// An unwritable cache costs speed and an error from Close, not the run.
func TestCacheUnwritable(t *testing.T) {
	dir := walktest.Unpack(t, cached)
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o644))
	tree, err := walk.Open(context.Background(), walk.Options{Dir: dir, Cache: cache.Open(filepath.Join(file, "cache"), 0)})
	must(t, err)
	if err := tree.Close(); err == nil || !strings.Contains(err.Error(), "cannot save the cache") {
		t.Errorf("Close: %v", err)
	}
}

func TestInterrupt(t *testing.T) {
	dir := walktest.Unpack(t, cached)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := walk.Open(ctx, walk.Options{Dir: dir}); err != context.Canceled {
		t.Errorf("Open with a context that is done: %v", err)
	}
}

func TestRevision(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := walktest.Unpack(t, cached+`
-- staging/src/ex.io/api/go.mod --
module ex.io/api
-- staging/src/ex.io/api/v1/v1.go --
package v1
-- vendor/ex.io/api --
-> ../../staging/src/ex.io/api
-- testdata/x.go --
package x
-- link.go --
-> c/c.go
-- out.go --
-> /etc/passwd
`)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	git("add", "-A")
	git("commit", "-q", "-m", "one")
	onDisk := openDecls(t, dir, nil)
	must(t, os.RemoveAll(filepath.Join(dir, "a.go")))
	store := cache.Open(t.TempDir(), 0)
	for range 2 { // cold, then from the cache
		if diff := cmp.Diff(onDisk, openDecls(t, dir+"@HEAD", store)); diff != "" {
			t.Errorf("revision differs from the directory it was made of:\n%s", diff)
		}
	}
	_, err := walk.Open(context.Background(), walk.Options{Dir: dir + "@v9.9"})
	if err == nil || !strings.Contains(err.Error(), "git fetch origin tag v9.9") {
		t.Errorf("missing revision: %v", err)
	}
	sub, err := walk.Open(context.Background(), walk.Options{Dir: filepath.Join(dir, "c") + "@HEAD"})
	must(t, err)
	defer sub.Close()
	if sub.Name != "ex.io/a" || len(sub.Rev) < 40 {
		t.Errorf("root from a subdirectory: %s at %s", sub.Name, sub.Rev)
	}
}

// recall runs one round of a program that remembers what it worked out: the
// value if it was recalled, "" if it had to be worked out anew.
func recall(t *testing.T, dir string, store *cache.Store, value string, reads ...string) string {
	t.Helper()
	scan, err := walk.Start(context.Background(), walk.Options{Dir: dir, Cache: store})
	must(t, err)
	if got, ok := scan.Recall("key"); ok {
		scan.Close()
		return string(got)
	}
	tree, err := scan.Open(context.Background())
	must(t, err)
	for _, p := range reads {
		tree.ReadFile(p)
	}
	tree.Remember("key", []byte(value))
	must(t, tree.Close())
	return ""
}

func TestRecall(t *testing.T) {
	dir := walktest.Unpack(t, cached+"-- rules.yaml --\na: b\n-- unread.txt --\nx\n")
	write := func(name, content string) {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}
	// A minute ahead, every file is old enough for its times to be trusted.
	store := cache.Open(t.TempDir(), 0).WithClock(func() time.Time { return time.Now().Add(time.Minute) })
	for i, step := range []struct {
		name   string
		change func()
		fresh  bool
	}{
		{"first", func() {}, true},
		{"nothing changed", func() {}, false},
		{"a file nobody read", func() { write("unread.txt", "y") }, false},
		{"a file that was read", func() { write("rules.yaml", "a: c\n") }, true},
		{"once more", func() {}, false},
		{"a file that was missed appears", func() { write("absent.yaml", "") }, true},
		{"a Go file", func() { write("c/c.go", "package c // new\n") }, true},
		{"go.mod", func() { write("go.mod", "module ex.io/b\n") }, true},
		{"a Go file goes", func() { must(t, os.Remove(filepath.Join(dir, "c/c.go"))) }, true},
		{"once more", func() {}, false},
	} {
		step.change()
		got := recall(t, dir, store, fmt.Sprint(i), "rules.yaml", "absent.yaml")
		if (got == "") != step.fresh {
			t.Errorf("%d %s: recalled %q, want fresh = %v", i, step.name, got, step.fresh)
		}
	}
}
