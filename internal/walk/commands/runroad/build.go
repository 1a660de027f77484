package runroad

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// build is what the programs of one tree have in common.
type build struct {
	Options
	tmp, root string
	env       []string // of the go command, besides what it always has

	goMod, goWork, modCache string
}

// A dep is one package of a program, as go list tells.
type dep struct {
	ImportPath, Dir string
	Standard        bool
	Imports         []string
	Module          *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path, Version string }
	}
}

var exeSuffix = map[bool]string{true: ".exe"}[runtime.GOOS == "windows"]

var majorRE = regexp.MustCompile(`^v[0-9]+$`)

// programName is what go install would call the binary.
func programName(pkg string) string {
	if base := path.Base(pkg); !majorRE.MatchString(base) {
		return base
	}
	return path.Base(path.Dir(pkg))
}

// environment asks the go command where the tree's module is rooted.
func (b *build) environment(ctx context.Context) error {
	text, err := b.command(ctx, "env", "-json", "GOMOD", "GOWORK", "GOMODCACHE")
	if err != nil {
		return err
	}
	var env struct{ GOMOD, GOWORK, GOMODCACHE string }
	if err := json.Unmarshal(text, &env); err != nil {
		return err
	}
	b.goMod, b.goWork, b.modCache = env.GOMOD, env.GOWORK, env.GOMODCACHE
	if b.goWork == "off" {
		b.goWork = ""
	}
	if b.goMod == "" || b.goMod == os.DevNull {
		if b.goWork == "" {
			return errors.New("the tree has no go.mod: a program without a module cannot be built")
		}
	}
	return nil
}

// command runs the go command on the tree.
func (b *build) command(ctx context.Context, args ...string) ([]byte, error) {
	cmd, err := process.Go(ctx, b.root, process.GoEnv{Cgo: b.Cgo, Extra: b.env}, args...)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if msg := strings.TrimSpace(stderr.String()); msg != "" {
			return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, lastLines(msg, 20))
		}
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}

func lastLines(s string, n int) string {
	lines := strings.Split(s, "\n")
	if len(lines) > n {
		lines = append([]string{"…"}, lines[len(lines)-n:]...)
	}
	return strings.Join(lines, "\n")
}

// list returns every package of a program.
func (b *build) list(ctx context.Context, pkg string) ([]dep, error) {
	flags, err := b.overlay(filepath.Join(b.tmp, "list.json"), nil)
	if err != nil {
		return nil, err
	}
	args := append([]string{"list", "-deps", "-json=ImportPath,Dir,Standard,Imports,Module"}, b.tags()...)
	text, err := b.command(ctx, append(append(args, flags...), pkg)...)
	if err != nil {
		return nil, err
	}
	var deps []dep
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var d dep
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			return deps, nil
		} else if err != nil {
			return nil, err
		}
		deps = append(deps, d)
	}
}

func (b *build) tags() []string {
	if len(b.Tree.Build.Tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(b.Tree.Build.Tags, ",")}
}

// libraryOf takes the richest library that the tree's own packages, or the
// module of the program, use on the way to it; one that is only linked through
// others parses nothing. "" is none at all.
func (b *build) libraryOf(pkg string, deps []dep) string {
	used := map[string]bool{}
	program := find(deps, pkg)
	for _, d := range deps {
		sibling := program != nil && program.Module != nil && d.Module != nil && program.Module.Path == d.Module.Path
		if b.own(d) || sibling {
			for _, imp := range d.Imports {
				used[imp] = true
			}
		}
	}
	for _, h := range []struct{ library, path string }{{"cobra", cobraHook.importPath}, {"pflag", pflagHook.importPath}} {
		if used[h.path] {
			return h.library
		}
	}
	if find(deps, flagHook.importPath) == nil {
		return ""
	}
	return "flag"
}

// own reports whether a package is developed in the tree.
func (b *build) own(d dep) bool {
	if d.Standard || d.Module == nil {
		return false
	}
	rel, ok := b.relative(d.Dir)
	return d.Module.Main || ok && !strings.Contains("/"+rel+"/", "/vendor/")
}

// compile builds a program with the hooks of a library in it.
func (b *build) compile(ctx context.Context, dir, bin, pkg, library string, deps []dep) error {
	hooks := map[string][]hook{"cobra": {cobraHook, pflagHook}, "pflag": {pflagHook}, "flag": {flagHook}}[library]
	if hooks == nil {
		return fmt.Errorf("unknown library %q: use cobra, pflag or flag", library)
	}
	replaced := map[string]string{} // module path to its patched copy
	overlay := map[string][]byte{}
	for _, h := range hooks {
		d := find(deps, h.importPath)
		if d == nil {
			return fmt.Errorf("the program does not use %s", h.importPath)
		}
		files, err := h.patch(d.Dir)
		if err != nil {
			return err
		}
		if !within(d.Dir, b.modCache) {
			for name, text := range files {
				overlay[filepath.Join(d.Dir, name)] = text
			}
			continue
		}
		// The go command refuses overlays over the module cache.
		clone := filepath.Join(dir, "src", h.file)
		if err := copyModule(d.Module.Dir, clone); err != nil {
			return err
		}
		rel, err := filepath.Rel(d.Module.Dir, d.Dir)
		if err != nil {
			return err
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(clone, rel, name), text, 0o666); err != nil {
				return err
			}
		}
		replaced[d.Module.Path] = clone
	}
	flags, err := b.overlay(filepath.Join(dir, "overlay.json"), overlay)
	if err != nil {
		return err
	}
	restore := b.env
	defer func() { b.env = restore }()
	if len(replaced) > 0 {
		more, err := b.replace(dir, replaced)
		if err != nil {
			return err
		}
		flags = append(flags, more...)
	}
	// Without inlining a rule such as ExactArgs(1) keeps a name that says whose
	// it is.
	args := append([]string{"build", "-buildvcs=false", "-gcflags=" + cobraHook.importPath + "=-l", "-o", bin}, b.tags()...)
	_, err = b.command(ctx, append(append(args, flags...), pkg)...)
	return err
}

func find(deps []dep, importPath string) *dep {
	for i := range deps {
		if deps[i].ImportPath == importPath {
			return &deps[i]
		}
	}
	return nil
}

// overlay writes the files of an overlay, the caller's own included, and returns
// the flag that uses them.
func (b *build) overlay(name string, files map[string][]byte) ([]string, error) {
	if len(files)+len(b.Overlay) == 0 {
		return nil, nil
	}
	replace := map[string]string{}
	put := func(target string, text []byte) error {
		source := fmt.Sprintf("%s.%d.go", name, len(replace))
		replace[target] = source
		return os.WriteFile(source, text, 0o666)
	}
	for target, text := range files {
		if err := put(target, text); err != nil {
			return nil, err
		}
	}
	for rel, text := range b.Overlay {
		if err := put(filepath.Join(b.root, filepath.FromSlash(rel)), text); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	return []string{"-overlay=" + name}, os.WriteFile(name, text, 0o666)
}
