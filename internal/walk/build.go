package walk

import (
	"fmt"
	"go/build"
	"go/build/constraint"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// BuildConfig is the set of platforms and tags that files are judged by.
type BuildConfig struct {
	// Platforms are "os/arch", sorted, without duplicates.
	Platforms []string
	// Tags are the extra build tags that are set, sorted.
	Tags []string

	targets []target
	exprs   *exprCache
}

// A target is one platform to build for.
type target struct {
	os, arch string
	cgo      bool
}

// newBuildConfig checks and sorts what the user asked for.
func newBuildConfig(platforms, tags []string) (BuildConfig, error) {
	c := BuildConfig{exprs: &exprCache{parsed: map[string]bool{}}}
	host := runtime.GOOS + "/" + runtime.GOARCH
	if len(platforms) == 0 {
		platforms = []string{host}
	}
	if slices.Contains(platforms, "all") {
		platforms = knownPlatforms
	}
	for _, p := range platforms {
		goos, goarch, ok := strings.Cut(p, "/")
		if !ok || !knownOS[goos] || !knownArch[goarch] {
			return c, fmt.Errorf("unknown platform %q: write os/arch as in \"linux/amd64\", or \"all\"", p)
		}
		c.Platforms = append(c.Platforms, p)
	}
	for _, t := range tags {
		if !validTag(t) {
			return c, fmt.Errorf("invalid build tag %q: a tag is letters, digits, underscores and dots", t)
		}
		c.Tags = append(c.Tags, t)
	}
	slices.Sort(c.Platforms)
	c.Platforms = slices.Compact(c.Platforms)
	slices.Sort(c.Tags)
	c.Tags = slices.Compact(c.Tags)
	for _, p := range c.Platforms {
		goos, goarch, _ := strings.Cut(p, "/")
		// Cgo is on for the host and off for other platforms, as the go command
		// has it without further settings.
		c.targets = append(c.targets, target{goos, goarch, p == host})
	}
	return c, nil
}

// With is the configuration with more tags set.
func (c BuildConfig) With(tags ...string) BuildConfig {
	c.Tags = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(c.Tags), tags...))))
	c.exprs = &exprCache{parsed: map[string]bool{}}
	return c
}

func validTag(t string) bool {
	for _, r := range t {
		if r != '_' && r != '.' && !('0' <= r && r <= '9') && !('a' <= r && r <= 'z') && !('A' <= r && r <= 'Z') && r < 0x80 {
			return false
		}
	}
	return t != ""
}

// active reports whether a file takes part in a build for at least one target:
// its name, its constraint and its use of cgo are all met.
// Rules: https://pkg.go.dev/cmd/go#hdr-Build_constraints
func (c *BuildConfig) active(base, expr string, cgo bool) bool {
	if strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") {
		return false
	}
	goos, goarch := nameConstraint(base)
	if goos == "" && goarch == "" && expr == "" && !cgo {
		return true
	}
	for _, t := range c.targets {
		if cgo && !t.cgo {
			continue
		}
		if goos != "" && !t.matches(goos) || goarch != "" && !t.matches(goarch) {
			continue
		}
		if expr == "" || c.exprs.eval(t, c.Tags, expr) {
			return true
		}
	}
	return false
}

// nameConstraint returns the GOOS and GOARCH a file name asks for, "" for none.
func nameConstraint(base string) (goos, goarch string) {
	name, _, _ := strings.Cut(base, ".")
	name = strings.TrimSuffix(name, "_test")
	// Only what follows the first underscore counts, so linux.go is for all.
	i := strings.Index(name, "_")
	if i < 0 {
		return "", ""
	}
	parts := strings.Split(name[i+1:], "_")
	last := parts[len(parts)-1]
	if knownArch[last] {
		if n := len(parts); n >= 2 && knownOS[parts[n-2]] {
			return parts[n-2], last
		}
		return "", last
	}
	if knownOS[last] {
		return last, ""
	}
	return "", ""
}

// matches reports whether a tag that is an operating system, an architecture or
// set by one of them holds for the target.
func (t target) matches(tag string) bool {
	switch tag {
	case t.os, t.arch, "gc":
		return true
	case "cgo":
		return t.cgo
	case "linux":
		return t.os == "android"
	case "solaris":
		return t.os == "illumos"
	case "darwin":
		return t.os == "ios"
	case "unix":
		return unixOS[t.os]
	}
	return slices.Contains(build.Default.ReleaseTags, tag)
}

// An exprCache remembers the verdict on each constraint; a tree repeats few of
// them thousands of times.
type exprCache struct {
	mu     sync.Mutex
	parsed map[string]bool
}

func (e *exprCache) eval(t target, tags []string, expr string) bool {
	key := t.os + "/" + t.arch + " " + expr
	if t.cgo {
		key = "cgo " + key
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if v, ok := e.parsed[key]; ok {
		return v
	}
	x, err := constraint.Parse("//go:build " + expr)
	v := err == nil && x.Eval(func(tag string) bool {
		return t.matches(tag) || slices.Contains(tags, tag)
	})
	e.parsed[key] = v
	return v
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// The names the go command knows, past and future ports included, because a
// file name with any of them is a constraint.
// Source: go/build/syslist.go (internal/syslist since Go 1.23).
var (
	knownOS   = set("aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos")
	unixOS    = set("aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris")
	knownArch = set("386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm")
)

// knownPlatforms is what "all" stands for: go tool dist list of Go 1.26.
var knownPlatforms = strings.Fields(`aix/ppc64 android/386 android/amd64 android/arm android/arm64 darwin/amd64 darwin/arm64
	dragonfly/amd64 freebsd/386 freebsd/amd64 freebsd/arm freebsd/arm64 freebsd/riscv64 illumos/amd64 ios/amd64 ios/arm64 js/wasm
	linux/386 linux/amd64 linux/arm linux/arm64 linux/loong64 linux/mips linux/mips64 linux/mips64le linux/mipsle linux/ppc64
	linux/ppc64le linux/riscv64 linux/s390x netbsd/386 netbsd/amd64 netbsd/arm netbsd/arm64 openbsd/386 openbsd/amd64 openbsd/arm
	openbsd/arm64 openbsd/ppc64 openbsd/riscv64 plan9/386 plan9/amd64 plan9/arm solaris/amd64 wasip1/wasm windows/386 windows/amd64
	windows/arm64`)

// malformed reports whether a //go:build expression does not parse.
func malformed(expr string) bool {
	if expr == "" {
		return false
	}
	_, err := constraint.Parse("//go:build " + expr)
	return err != nil
}

// plusBuild turns // +build lines into one //go:build expression.
func plusBuild(lines []string) string {
	var parts []string
	for _, l := range lines {
		if x, err := constraint.Parse(l); err == nil {
			parts = append(parts, "("+x.String()+")")
		}
	}
	return strings.Join(parts, " && ")
}
