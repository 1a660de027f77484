package process_test

import (
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// trap makes a program that leaves a mark if it is started.
func trap(t *testing.T, file string) (mark string) {
	t.Helper()
	mark = filepath.Join(t.TempDir(), "mark")
	check(t, os.MkdirAll(filepath.Dir(file), 0o755))
	check(t, os.WriteFile(file, []byte("#!/bin/sh\ntouch "+mark+"\n"), 0o755))
	return mark
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs " + program + " and a shell")
	}
}

// A repository's configuration can name programs. None is started, and no place
// is asked for objects that are missing.
func TestGitObeysNoRepository(t *testing.T) {
	needs(t, "git")
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q")
	check(t, os.WriteFile(filepath.Join(dir, "a.go"), []byte("package a\n"), 0o644))
	check(t, os.WriteFile(filepath.Join(dir, ".gitattributes"), []byte("* filter=evil diff=evil\n"), 0o644))
	git("add", "-A")
	git("commit", "-qm", "a")
	evil := filepath.Join(dir, "evil")
	mark := trap(t, evil)
	for _, key := range []string{"core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy",
		"filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv", "diff.evil.command", "diff.external",
		"credential.helper", "pager.cat-file", "pager.ls-tree", "pager.rev-parse", "core.alternateRefsCommand", "gpg.program", "trace2.normalTarget", "alias.ls-tree"} {
		git("config", key, evil)
	}
	git("config", "alias.rev-parse", "!"+evil)
	git("config", "core.hooksPath", dir)
	git("config", "protocol.allow", "always")
	git("config", "protocol.ext.allow", "always")
	git("config", "remote.origin.url", "ext::"+evil)
	git("config", "remote.origin.promisor", "true")
	git("config", "remote.origin.partialclonefilter", "blob:none")
	git("config", "extensions.partialClone", "origin")
	for _, hook := range []string{"post-index-change", "pre-auto-gc", "post-checkout", "reference-transaction"} {
		check(t, os.Symlink(evil, filepath.Join(dir, hook)))
	}
	t.Setenv("GIT_DIR", "/nowhere")
	t.Setenv("GIT_SSH_COMMAND", evil)
	t.Setenv("GIT_EXTERNAL_DIFF", evil)
	t.Setenv("GIT_TRACE", filepath.Join(dir, "trace"))
	t.Setenv("GIT_ALLOW_PROTOCOL", "ext")
	for _, args := range [][]string{
		{"rev-parse", "--show-toplevel"}, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"}, {"ls-tree", "-r", "-z", "--full-tree", "--long", "HEAD"},
		{"cat-file", "blob", "HEAD:a.go"}, {"cat-file", "blob", "0123456789012345678901234567890123456789"}, {"status"}, {"fetch", "origin"}, {"diff"}, {"log"},
	} {
		cmd, err := process.Git(t.Context(), dir, args...)
		check(t, err)
		out, err := process.Output(cmd, 1<<20)
		if want := args[0] == "rev-parse" || args[0] == "ls-tree" || args[len(args)-1] == "HEAD:a.go"; want && err != nil {
			t.Errorf("git %v: %v %s", args, err, out)
		}
		if _, err := os.Stat(mark); err == nil && args[0] != "status" && args[0] != "diff" && args[0] != "log" {
			t.Fatalf("git %v started a program of the repository", args)
		}
		os.Remove(mark)
	}
	if _, err := os.Stat(filepath.Join(dir, "trace")); err == nil {
		t.Error("git wrote a trace into the tree")
	}
}

func TestOutputIsBounded(t *testing.T) {
	needs(t, "git")
	cmd, err := process.Git(t.Context(), t.TempDir(), "--help")
	check(t, err)
	if out, err := process.Output(cmd, 10); err == nil || len(out) > 0 {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}

// Go is what it is: a go.mod or a variable switches to no other, and neither
// says how to build.
func TestGoIsLocal(t *testing.T) {
	needs(t, "go")
	dir := t.TempDir()
	check(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.24\n\ntoolchain go1.99.0-evil\n"), 0o644))
	old := os.Getenv("PATH")
	bin := t.TempDir()
	mark := trap(t, filepath.Join(bin, "go1.99.0-evil"))
	t.Setenv("PATH", old+string(os.PathListSeparator)+bin)
	for name, value := range map[string]string{"GOTOOLCHAIN": "auto", "GOFLAGS": "-toolexec=" + filepath.Join(bin, "go1.99.0-evil"), "GOPROXY": "https://example.com", "GONOSUMDB": "*"} {
		t.Setenv(name, value)
	}
	cmd, err := process.Go(t.Context(), dir, process.GoEnv{}, "env", "GOTOOLCHAIN", "GOFLAGS", "GOPROXY")
	check(t, err)
	out, err := process.Output(cmd, 1<<16)
	if got := strings.Fields(string(out)); err != nil || len(got) != 2 || got[0] != "local" || got[1] != "off" {
		t.Errorf("%q, %v", out, err)
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("another toolchain was started")
	}
	if cmd.Dir == dir {
		t.Error("go is started in the tree")
	}
}

// The library's source is found without a go command.
func TestGorootWithoutGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	root := build.Default.GOROOT // what the test was built with, if it says
	t.Setenv("GOROOT", root)
	if root == "" {
		t.Skip("built without a GOROOT")
	}
	if got := process.Goroot(t.Context()); got != root {
		t.Errorf("%q, want %q", got, root)
	}
	t.Setenv("GOROOT", t.TempDir()) // no toolchain
	if got := process.Goroot(t.Context()); got == os.Getenv("GOROOT") {
		t.Errorf("%q passes for a toolchain", got)
	}
	t.Setenv("PATH", ".")
	if _, err := process.Find("go"); err == nil {
		t.Error("a relative directory of PATH is trusted")
	}
}
