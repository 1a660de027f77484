package runroad

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/process"
)

// run runs a built program and reads what it wrote down.
func (b *build) run(ctx context.Context, dir, bin, library string) (*commands.Program, error) {
	timeout := b.Timeout
	if timeout == 0 {
		timeout = time.Minute
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	work := filepath.Join(dir, "work")
	if err := os.Mkdir(work, 0o777); err != nil {
		return nil, err
	}
	dump := filepath.Join(dir, "dump.json")
	cmd := process.Built(limited, bin, work, append([]string{"HOME=" + b.Home, "PATH=", "KDOC_DUMP=" + dump, "KDOC_STOP=" + library}, b.Env...), b.Args...)
	cmd.WaitDelay = time.Second
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	runErr := cmd.Run()
	text, err := os.ReadFile(dump)
	if err != nil {
		switch {
		case limited.Err() != nil && ctx.Err() == nil:
			runErr = fmt.Errorf("did not parse its command line with %s within %s", library, timeout)
		case runErr == nil:
			runErr = fmt.Errorf("ended without parsing its command line with %s%w", library, errSilent)
		default:
			runErr = fmt.Errorf("failed before it parsed its command line with %s: %w", library, runErr)
		}
		if msg := strings.TrimSpace(output.String()); msg != "" {
			runErr = fmt.Errorf("%w\n%s", runErr, lastLines(msg, 10))
		}
		return nil, runErr
	}
	programs, err := commands.Decode(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	if len(programs) != 1 {
		return nil, errors.New("the program wrote down no commands")
	}
	return programs[0], nil
}

// versions tells which versions of the libraries were built in.
func versions(deps []dep) map[string]string {
	out := map[string]string{}
	for _, h := range []hook{cobraHook, pflagHook} {
		if d := find(deps, h.importPath); d != nil && d.Module != nil {
			out[h.importPath] = d.Module.Version
			if r := d.Module.Replace; r != nil && r.Version != "" {
				out[h.importPath] = r.Version
			}
		}
	}
	return out
}

// relocate turns file names of this machine into positions.
func (b *build) relocate(p *commands.Program, deps []dep) {
	importPath := map[string]string{}
	for _, d := range deps {
		importPath[d.Dir] = d.ImportPath
		if real, err := filepath.EvalSymlinks(d.Dir); err == nil {
			importPath[real] = d.ImportPath
		}
	}
	move := func(pos *commands.Position) {
		if !pos.IsValid() {
			return
		}
		if real, err := filepath.EvalSymlinks(pos.Path); err == nil {
			pos.Path = real
		}
		if rel, ok := b.relative(pos.Path); ok {
			pos.Path = rel
			return
		}
		dir, base := filepath.Split(pos.Path)
		if known := importPath[filepath.Clean(dir)]; known != "" {
			pos.Path = "//" + known + "/" + base
			return
		}
		*pos = commands.Position{} // of a file that is no part of the program's packages
	}
	for _, f := range p.Flags() {
		move(&f.Pos)
	}
	for _, c := range p.Commands() {
		if c.Args != nil {
			move(&c.Args.Pos)
		}
	}
}

// relative returns the path of a file relative to the tree, if it is in it.
func (b *build) relative(file string) (string, bool) {
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		real = file
	}
	if !within(real, b.root) {
		return "", false
	}
	rel, err := filepath.Rel(b.root, real)
	return filepath.ToSlash(rel), err == nil
}

// within reports whether a file is dir or below it.
func within(file, dir string) bool {
	rel, err := filepath.Rel(dir, file)
	return dir != "" && err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
