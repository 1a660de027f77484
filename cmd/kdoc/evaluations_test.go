package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kdoc-dev/kdoc/internal/checks/suite"
	"github.com/kdoc-dev/kdoc/internal/walk/walktest"
)

const twoPrograms = `
-- go.mod --
module ex.io/m

go 1.24

require ex.io/texts v1.0.0
-- cmd/tool/main.go --
package main

import (
	"flag"

	"ex.io/texts"
)

func main() {
	flag.Bool("quiet", false, texts.Quiet)
	flag.Parse()
}
-- cmd/other/main.go --
package main

import "flag"

func main() {
	flag.Int("n", 1, "how many")
	flag.Parse()
}
-- modcache/ex.io/texts@v1.0.0/go.mod --
module ex.io/texts
-- modcache/ex.io/texts@v1.0.0/texts.go --
package texts

const Quiet = "say nothing"
`

// Command trees are evaluated once for all that ask for them, and again if a
// file of the tree or of a module outside changes.
func TestRememberedEvaluations(t *testing.T) {
	dir := walktest.Unpack(t, twoPrograms)
	modules := filepath.Join(t.TempDir(), "mod")
	if err := os.Rename(filepath.Join(dir, "modcache"), modules); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMODCACHE", modules)
	cacheDir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	write := func(dir, name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (stdout, stderr string) {
		var so, se bytes.Buffer
		a := &app{stdout: &so, stderr: &se, getenv: func(string) string { return "" }, checks: suite.All(),
			now: func() time.Time { return time.Now().Add(time.Minute) }}
		if code := a.run(context.Background(), args); code != 0 && code != exitPartial {
			t.Fatalf("kdoc %v: exit code %d\n%s", args, code, se.String())
		}
		return so.String(), se.String()
	}
	list := []string{"commands", dir, "--format", "json"}
	yaml := []string{"gen", "yaml", dir, "-o", out}
	markdown := []string{"gen", "markdown", dir, "tool", "--commands", "-o", out}
	for _, step := range []struct {
		name     string
		change   func()
		args     []string
		recalled string
	}{
		{"first", func() {}, []string{"commands", dir, "tool"}, "0 of 1"},
		{"nothing", func() {}, []string{"commands", dir, "tool"}, "1 of 1"},
		{"more programs", func() {}, list, "1 of 2"},
		{"the same programs in another form", func() {}, yaml, "2 of 2"},
		{"one of them in a third", func() {}, markdown, "1 of 1"},
		{"another environment", func() {}, append(markdown, "--home", "/root"), "0 of 1"},
		{"source", func() { write(dir, "cmd/other/main.go", "package main\n\nfunc main() {}\n") }, list, "0 of 2"},
		{"a module", func() {
			write(modules, "ex.io/texts@v1.0.0/texts.go", "package texts\n\nconst Quiet = \"say less\"\n")
		}, list, "1 of 2"},
		{"a module is gone", func() {
			if err := os.Rename(filepath.Join(modules, "ex.io"), filepath.Join(modules, "gone")); err != nil {
				t.Fatal(err)
			}
		}, list, "1 of 2"},
		{"nothing", func() {}, list, "2 of 2"},
		{"a module is back", func() {
			if err := os.Rename(filepath.Join(modules, "gone"), filepath.Join(modules, "ex.io")); err != nil {
				t.Fatal(err)
			}
		}, list, "1 of 2"},
		{"a module cache without it", func() { t.Setenv("GOMODCACHE", t.TempDir()) }, list, "0 of 2"},
		{"the same in vain", func() {}, list, "2 of 2"},
		{"the full module cache", func() { t.Setenv("GOMODCACHE", modules) }, list, "2 of 2"},
		{"a setting of the go command", func() { t.Setenv("GOFLAGS", "-mod=mod") }, list, "0 of 2"},
	} {
		step.change()
		want, _ := run(append(step.args, "--no-cache")...)
		got, stderr := run(append(step.args, "--cache-dir", cacheDir, "--trace")...)
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", step.name, got, want)
		}
		if !regexp.MustCompile(`(?m)^trace: recall +[0-9.]+ s  ` + step.recalled + `$`).MatchString(stderr) {
			t.Errorf("%s: want %s recalled\n%s", step.name, step.recalled, stderr)
		}
		for _, stage := range []string{"parse", "check", "evaluate", "package", "program"} {
			if all := strings.HasPrefix(step.recalled, step.recalled[len(step.recalled)-1:]); strings.Contains(stderr, "trace: "+stage) == all {
				t.Errorf("%s: whether there is a stage %q\n%s", step.name, stage, stderr)
			}
		}
		if !strings.Contains(stderr, "trace: write ") || !strings.Contains(stderr, "trace: memory ") {
			t.Errorf("%s: the trace has no end\n%s", step.name, stderr)
		}
	}
}
