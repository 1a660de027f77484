package typed

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/files"
)

// Settings stand for what of this machine decides how packages outside of a tree
// are found: the toolchain, the place of the module cache, and the settings of the
// go command, its file of them included. What is read in these places is listed by
// Program.Outside.
func Settings() []string {
	out := []string{"GOROOT=" + goroot(), "GOMODCACHE=" + cacheDir(), "go=" + runtime.Version()}
	if b, err := files.Read(filepath.Join(goroot(), "VERSION")); err == nil {
		out = append(out, "VERSION="+string(b))
	}
	for _, name := range []string{"GOFLAGS", "GOOS", "GOARCH", "GOWORK", "GO111MODULE", "GOEXPERIMENT", "CGO_ENABLED", "GOPATH"} {
		out = append(out, name+"="+os.Getenv(name))
	}
	if file := settingsFile(); file != "" {
		if b, err := files.Read(file); err == nil {
			out = append(out, "GOENV="+string(b))
		}
	}
	return out
}

// setting is a setting of the go command: of the environment, or else of the file
// that go env -w writes.
func setting(name string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	b, err := files.Read(settingsFile())
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(b)) {
		if k, v, ok := strings.Cut(strings.TrimSpace(line), "="); ok && k == name {
			return v
		}
	}
	return ""
}

// settingsFile is where go env -w keeps settings, "" if nowhere.
func settingsFile() string {
	switch file := os.Getenv("GOENV"); file {
	case "off":
		return ""
	case "":
	default:
		return file
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "go", "env")
}
