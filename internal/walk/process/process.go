// Package process starts the programs that kdoc starts: git, to read revisions,
// and go, to build a tree's programs when kdoc commands --run asks for that and
// to find a toolchain that is hidden behind a script. Nothing else of kdoc starts
// any; a test holds it to that (internal/process_test.go).
//
// What these programs do depends on variables, on files of the user and, if
// nothing is done about it, on files of the tree: a repository's configuration
// can name commands, a go.mod another toolchain. So each is started outside of
// the tree, gets the tree's directory as an argument, and has an environment
// that is written here, of which the caller's is no part but for the variables
// that say where things are.
package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Find returns the absolute path of a program on PATH. Entries of PATH that are
// relative are passed over, as they name a place in whatever directory kdoc
// runs in.
func Find(name string) (string, error) {
	file, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is not installed, or not on PATH", name)
	}
	if !filepath.IsAbs(file) {
		return "", fmt.Errorf("%s is on PATH in a relative directory only, which is not trusted", name)
	}
	return file, nil
}

// neutral is a directory that is in no tree.
func neutral() string {
	if runtime.GOOS == "windows" {
		return filepath.VolumeName(os.TempDir()) + `\`
	}
	return "/"
}

// places are the variables that say where programs and their files are. They
// come from the user, and do not change what a program does.
func places(names ...string) []string {
	var out []string
	for _, name := range append(names, "PATH", "TMPDIR", "TMP", "TEMP", "SYSTEMROOT", "SystemRoot", "PATHEXT", "COMSPEC") {
		if v, ok := os.LookupEnv(name); ok {
			out = append(out, name+"="+v)
		}
	}
	return out
}

// gitSettings go before everything a repository's own configuration says, with
// each way in which that could name a program to start or a place to ask.
var gitSettings = []string{
	"core.fsmonitor=false", "core.hooksPath=" + os.DevNull, "core.sshCommand=false", "core.gitProxy=false",
	"core.pager=cat", "core.askPass=", "core.alternateRefsCommand=", "core.attributesFile=" + os.DevNull,
	"credential.helper=", "protocol.allow=never", "gc.auto=0", "maintenance.auto=false",
	// Whose the repository is does not matter, as nothing in it is obeyed. Git
	// would refuse that of another user, as of a container's volume, and what the
	// user has excepted from that stands in a file that is not read.
	"safe.directory=*",
}

// Git returns a command that runs git on a directory. Older versions of git lack
// some of the variables, so most is said twice.
func Git(ctx context.Context, dir string, args ...string) (*exec.Cmd, error) {
	file, err := Find("git")
	if err != nil {
		return nil, err
	}
	all := []string{"--no-pager"}
	for _, s := range gitSettings {
		all = append(all, "-c", s)
	}
	cmd := exec.CommandContext(ctx, file, slices.Concat(all, []string{"-C", dir}, args)...)
	cmd.Dir = neutral()
	cmd.Env = append(places(), "LC_ALL=C",
		"HOME="+os.DevNull, "XDG_CONFIG_HOME="+os.DevNull, // for versions before 2.32
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_ATTR_NOSYSTEM=1",
		"GIT_NO_LAZY_FETCH=1",      // since 2.44; before, a fetch fails for want of
		"GIT_ALLOW_PROTOCOL=none",  // a protocol of that name, helpers included
		"GIT_NO_REPLACE_OBJECTS=1", // a revision is what its hash says
		"GIT_OPTIONAL_LOCKS=0",     // nothing is written
		"GIT_TERMINAL_PROMPT=0",    // and nobody asked
		"GIT_ASKPASS="+os.DevNull, "SSH_ASKPASS="+os.DevNull, "GIT_SSH_COMMAND=false", "GIT_EDITOR=false", "GIT_PAGER=cat",
	)
	return cmd, nil
}

// Output runs a command and returns what it prints, or an error if that is more
// than a limit in bytes.
func Output(cmd *exec.Cmd, limit int64) ([]byte, error) {
	var out limited
	out.left = limit
	var said limited
	said.left = 64 << 10
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		exit.Stderr = said.kept.Bytes()
	}
	if out.left < 0 {
		return nil, fmt.Errorf("%s printed more than %d bytes", filepath.Base(cmd.Path), limit)
	}
	return out.kept.Bytes(), err
}

// limited keeps what is written to it up to a limit, and takes the rest.
type limited struct {
	kept bytes.Buffer
	left int64
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= int64(len(b)); l.left >= 0 {
		l.kept.Write(b)
	}
	return len(b), nil
}

// A GoEnv is what may differ from one run of the go command to the next.
type GoEnv struct {
	Cgo   bool
	Extra []string // "NAME=value"
}

// Go returns a command that runs the go command on a directory; args begin with
// the subcommand. It takes what modules it has, and the toolchain it is.
func Go(ctx context.Context, dir string, env GoEnv, args ...string) (*exec.Cmd, error) {
	file, err := Find("go")
	if err != nil {
		return nil, err
	}
	if dir != "" {
		args = slices.Concat([]string{args[0], "-C", dir}, args[1:])
	}
	cmd := exec.CommandContext(ctx, file, args...)
	cmd.Dir = neutral()
	cgo := "0"
	if env.Cgo {
		cgo = "1"
	}
	cmd.Env = slices.Concat(places("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME", "GOROOT", "GOPATH", "GOMODCACHE", "GOCACHE"),
		[]string{"LC_ALL=C", "GOTOOLCHAIN=local", "GOFLAGS=", "GOENV=off", "GOPROXY=off", "GOSUMDB=off", "GOVCS=*:off", "GOAUTH=off", "GOTELEMETRY=off",
			"GOPACKAGESDRIVER=off", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0", "CGO_ENABLED=" + cgo}, env.Extra)
	return cmd, nil
}

// Built returns a command that runs a program which Go has built, in a directory
// that was made for it. Its environment is env alone.
func Built(ctx context.Context, file, dir string, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, file, args...)
	cmd.Dir, cmd.Env = dir, env
	return cmd
}

// Goroot returns the root of the Go toolchain, of whose standard library only the
// source is read, or "" if there is none: what $GOROOT says, where go on PATH
// belongs to, what kdoc was built with, where toolchains are commonly put, and at last what go says of
// itself, which may be a script that starts another.
func Goroot(ctx context.Context) string {
	if dir := os.Getenv("GOROOT"); isGoroot(dir) {
		return dir
	}
	file, err := Find("go")
	if err == nil {
		if real, err := filepath.EvalSymlinks(file); err == nil {
			if dir := filepath.Dir(filepath.Dir(real)); isGoroot(dir) {
				return dir
			}
		}
	}
	for _, dir := range append([]string{build.Default.GOROOT}, commonGoroots...) {
		if isGoroot(dir) {
			return dir
		}
	}
	if err != nil {
		return ""
	}
	cmd, err := Go(ctx, "", GoEnv{}, "env", "GOROOT")
	if err != nil {
		return ""
	}
	out, err := cmd.Output()
	if dir := strings.TrimSpace(string(out)); err == nil && isGoroot(dir) {
		return dir
	}
	return ""
}

// commonGoroots are where the installer, distributions and Homebrew put Go.
var commonGoroots = []string{
	"/usr/local/go", "/usr/lib/go", "/usr/lib/golang", "/usr/lib64/go", "/usr/share/go",
	"/opt/homebrew/opt/go/libexec", "/usr/local/opt/go/libexec", `C:\Program Files\Go`,
}

func isGoroot(dir string) bool {
	if !filepath.IsAbs(dir) {
		return false
	}
	info, err := os.Stat(filepath.Join(dir, "src", "runtime", "proc.go"))
	return err == nil && info.Mode().IsRegular()
}
