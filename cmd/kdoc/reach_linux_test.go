//go:build linux

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	programs "github.com/kdoc-dev/kdoc/internal/walk/process"
)

// hostileTree has a bait for each way in which a tree has ever reached out of
// itself. BAIT stands for a directory outside.
const hostileTree = `
-- go.mod --
module example.com/hostile

go 1.24

toolchain go1.99.0-evil

require example.com/dep v1.0.0

replace example.com/dep => BAIT/dep
-- go.work --
go 1.24

toolchain go1.99.0-evil

use (
	.
	BAIT/dep
)
-- .kdoc.yaml --
version: 1
baseline: BAIT/secret
-- README.md --
# Hostile

![x](BAIT/secret) [y](file:///etc/passwd)
-- cmd/app/main.go --
package main

import (
	_ "embed"
	"flag"
	"os"

	_ "example.com/dep"
	_ "x/../../../../../../bait/dep"
)

//go:embed secret.txt
var text string

//go:generate sh -c "touch BAIT/mark"

func main() {
	b, _ := os.ReadFile("BAIT/secret")
	os.WriteFile("BAIT/mark", nil, 0o666)
	flag.String("x", text+string(b), "usage")
	flag.Parse()
}
-- api/v1/types.go --
// +groupName=example.com
package v1

// Order is an order. See https://example.com/.
type Order struct {
	// Total is a number.
	Total int32 ` + "`json:\"total\"`" + `
}
-- api/v1/register.go --
package v1

const GroupName = "example.com"
`

// TestNothingReachesOut runs every command on a hostile tree under strace, and
// fails on a process beyond git, a connection, a write outside of output and cache,
// and a read outside of tree, cache, module cache, GOROOT and what the program
// itself needs to run.
func TestNothingReachesOut(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("strace is not installed: what commands open and start is not looked at")
	}
	if out, err := exec.Command(strace, "-f", "-o", os.DevNull, "true").CombinedOutput(); err != nil {
		t.Skipf("strace may not trace here: %s", out)
	}
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{base: base, tree: filepath.Join(base, "tree"), bait: filepath.Join(base, "bait")}
	w.make(t)
	kdoc, err := exec.LookPath("kdoc-full")
	if err != nil {
		t.Fatal(err)
	}
	w.kdoc = kdoc
	for _, args := range []string{
		"check", "check --no-config", "check --no-config --fix", "check --no-config --format json", "check --no-config -o OUT/report.txt",
		"commands --no-config", "commands", "config show", "config path", "rules", "imports --no-config", "version", "cache info",
		"baseline write --no-config -o OUT/baseline.txt", "baseline import --no-config", "explain --no-config cmd/app", "field --no-config order",
		"site --no-config . -o OUT/site", "gen markdown --no-config . -o OUT/md", "gen man --no-config . -o OUT/man", "gen api --no-config . -o OUT/api",
		"gen swagger . api/v1 --write", "gen swagger . api/v1 -o OUT/swagger", "gen swagger --verify", "check --no-config .@HEAD", "check .@HEAD", "summarize --no-config",
	} {
		t.Run(args, func(t *testing.T) {
			log := filepath.Join(t.TempDir(), "strace")
			argv := append([]string{"-f", "-qq", "-s", "400", "-e", "signal=none", "-e", "trace=execve,connect,open,openat,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,symlink,symlinkat", "-o", log, kdoc},
				strings.Fields(strings.ReplaceAll(args, "OUT", w.base+"/out"))...)
			cmd := exec.Command(strace, argv...)
			cmd.Dir = w.tree
			cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.base + "/home", "KDOC_CACHE=" + w.base + "/cache", "GOTOOLCHAIN=auto", "TOKEN=hunter2", "TMPDIR=" + w.base + "/tmp"}
			out, err := cmd.CombinedOutput()
			if exit := (*exec.ExitError)(nil); err != nil && !strings.Contains(err.Error(), "exit status") {
				t.Fatalf("%v %v: %s", err, exit, out)
			}
			if strings.Contains(string(out), "hunter2") {
				t.Errorf("what is outside was printed:\n%s", out)
			}
			w.judge(t, log)
		})
	}
	if _, err := os.Stat(filepath.Join(w.bait, "mark")); err == nil {
		t.Error("code of the tree was run")
	}
	if b, _ := os.ReadFile(filepath.Join(w.bait, "secret")); string(b) != "hunter2\n" {
		t.Errorf("a file outside was written: %q", b)
	}
}

// A world is a hostile tree and what lies around it.
type world struct{ base, tree, bait, kdoc string }

func (w *world) make(t *testing.T) {
	t.Helper()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"bait/dep", "home", "tmp", "cache", "out"} {
		ok(os.MkdirAll(filepath.Join(w.base, dir), 0o700))
	}
	for _, f := range txtar.Parse([]byte(strings.ReplaceAll(hostileTree, "BAIT", w.bait))).Files {
		name := filepath.Join(w.tree, f.Name)
		ok(os.MkdirAll(filepath.Dir(name), 0o755))
		ok(os.WriteFile(name, f.Data, 0o644))
	}
	ok(os.WriteFile(filepath.Join(w.bait, "secret"), []byte("hunter2\n"), 0o644))
	ok(os.WriteFile(filepath.Join(w.bait, "dep", "dep.go"), []byte("package dep\n\nconst X = \"hunter2\"\n"), 0o644))
	ok(os.WriteFile(filepath.Join(w.bait, "dep", "go.mod"), []byte("module example.com/dep\n"), 0o644))
	for name, to := range map[string]string{
		"cmd/app/secret.txt": "../../../bait/secret", "api/v1/types_swagger_doc_generated.go": "../../../bait/secret",
		"api/v1/link.go": "../../../bait/dep/dep.go", "linked": "../bait/dep", "openapi.json": "/proc/self/environ", "vendor": "../bait",
	} {
		ok(os.Symlink(to, filepath.Join(w.tree, name)))
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"}, {"config", "core.fsmonitor", w.bait + "/evil"}, {"config", "core.sshCommand", w.bait + "/evil"}} {
		cmd := exec.Command("git", append([]string{"-C", w.tree}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("git %v: %v %s", args, err, out)
		}
	}
}

var (
	callRE = regexp.MustCompile(`(execve|connect|open|openat|openat2|creat|rename|renameat|renameat2|unlink|unlinkat|mkdir|mkdirat|symlink|symlinkat)\((.*)`)
	pathRE = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)
	fails  = regexp.MustCompile(`\) += -1 E`)
)

// system is what a Go program and git may read to run.
var system = []string{"/etc/localtime", "/usr/share/zoneinfo", "/sys/", "/proc/self/", "/proc/", "/dev/null", "/dev/urandom", "/lib", "/usr/lib", "/etc/ld.so.cache", "/etc/ld.so.preload", "/usr/share/locale", "/etc/gitconfig",
	"/etc/mime.types", "/etc/apache", "/usr/share/mime", "/usr/local/share/mime", "/usr/share/git-core", "/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/passwd", "/etc/hosts", "/etc/ssl", "/usr/local/lib"}

func (w *world) judge(t *testing.T, log string) {
	t.Helper()
	f, err := os.Open(log)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := 0
	goroot := programs.Goroot(t.Context())
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		line := scan.Text()
		m := callRE.FindStringSubmatch(line)
		if m == nil || fails.MatchString(line) {
			continue
		}
		seen++
		call, rest := m[1], m[2]
		p := ""
		if q := pathRE.FindStringSubmatch(rest); q != nil {
			p = q[1]
		}
		switch {
		case call == "connect":
			t.Errorf("a connection: %s", line)
		case call == "execve":
			if base := filepath.Base(p); base != "git" && !strings.HasPrefix(base, "kdoc") {
				t.Errorf("a process: %s", line)
			}
		case !filepath.IsAbs(p):
			// Relative to a directory that was itself opened and judged, or for git
			// to the tree; what climbs out of it is none of that.
			if strings.HasPrefix(p, "../") {
				t.Errorf("climbs: %s", line)
			}
		case writes(call, rest):
			if !isUnder(p, w.base+"/out", w.base+"/cache", w.base+"/tmp", w.tree, "/dev/null", "/proc/") {
				t.Errorf("a write outside: %s", line)
			}
		case !isUnder(p, append(system, w.tree, w.base+"/out", w.base+"/cache", w.base+"/tmp", w.base+"/home", goroot, w.kdoc)...) && !directory(p, w.base):
			t.Errorf("a read outside: %s", line)
		}
	}
	if seen == 0 {
		t.Error("nothing was traced")
	}
}

func writes(call, rest string) bool {
	return !strings.HasPrefix(call, "open") || strings.Contains(rest, "O_WRONLY") || strings.Contains(rest, "O_RDWR") || strings.Contains(rest, "O_CREAT")
}

func isUnder(p string, dirs ...string) bool {
	for _, d := range dirs {
		if d != "" && (p == d || strings.HasPrefix(p, strings.TrimSuffix(d, "/")+"/") || strings.HasSuffix(d, "/") && strings.HasPrefix(p, d) || strings.HasPrefix(d, "/lib") && strings.HasPrefix(p, d)) {
			return true
		}
	}
	return false
}

// directory reports whether a path is one of the directories above the tree, which
// are opened to look for its root and not read.
func directory(p, base string) bool {
	return p == "/" || p == base || strings.HasPrefix(base, p+"/")
}
