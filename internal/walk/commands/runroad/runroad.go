// Package runroad finds out a program's commands by building and running it: the
// second road to the model of package commands, which elsewhere is evaluated
// from source. It is what evaluation is compared with, and the way out where
// evaluation falls short.
//
// It runs code of the checkout, so it is used only where a user asks for it.
// Nothing is written into the tree: the build goes through an overlay (or, for
// libraries in the module cache, a go.mod elsewhere) in which the function that
// parses the command line writes down what it was given and ends the program.
// Everything before that point runs, package initialisers included. Nothing is
// downloaded.
package runroad

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
)

// Options say what to build and how to run it.
type Options struct {
	// Tree is the checkout. It must be a directory, not a git revision.
	Tree *walk.Tree // required
	// Programs are the import paths of main packages of the tree.
	Programs []string // required
	// Entry is a function "import/path.Func" to call in place of the program's
	// main function, of which there must be one then.
	Entry string
	// Library is where to stop: "cobra", "pflag" or "flag"; "" takes the first of
	// these that packages of the tree import on the way to the program.
	Library string
	// Args are the arguments of the program, its name not included.
	Args []string
	// Home is what HOME says to the program; Env holds further "NAME=value". It
	// sees nothing else of the environment.
	Home string
	Env  []string
	// Timeout bounds each run, not the build; 0 is a minute.
	Timeout time.Duration
	// Overlay holds further files the build sees in the tree, by path relative
	// to it.
	Overlay map[string][]byte
	// Cgo builds with cgo, which the evaluator never does.
	Cgo bool

	_ struct{}
}

// Run builds and runs each program and returns what they wrote down. A program
// that cannot be built, or ends without parsing its command line, is an error
// that names it, an *Error among those joined; the others are returned all the
// same.
func Run(ctx context.Context, opts Options) ([]*commands.Program, error) {
	if opts.Tree.Rev != "" {
		return nil, errors.New("a program of a git revision cannot be run: check it out first")
	}
	tmp, err := os.MkdirTemp("", "kdoc-run-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	b := &build{Options: opts, tmp: tmp}
	if b.root, err = filepath.EvalSymlinks(opts.Tree.Dir); err != nil {
		return nil, err
	}
	if err := b.environment(ctx); err != nil {
		return nil, err
	}
	if opts.Entry != "" {
		if len(opts.Programs) != 1 {
			return nil, errors.New("an entry is called in one program")
		}
		if b.Overlay, err = b.entryOverlay(opts.Programs[0], opts.Entry); err != nil {
			return nil, err
		}
	}
	var out []*commands.Program
	var errs []error
	for i, pkg := range opts.Programs {
		p, err := b.program(ctx, i, pkg)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			errs = append(errs, &Error{Package: pkg, Silent: errors.Is(err, errSilent), Err: err})
			continue
		}
		out = append(out, p)
	}
	return out, errors.Join(errs...)
}

// errSilent marks errors about programs that parse nothing; it says nothing of its
// own.
var errSilent = errors.New("")

// program builds and runs one program.
func (b *build) program(ctx context.Context, i int, pkg string) (*commands.Program, error) {
	deps, err := b.list(ctx, pkg)
	if err != nil {
		return nil, err
	}
	library := b.Library
	if library == "" {
		if library = b.libraryOf(pkg, deps); library == "" {
			return nil, fmt.Errorf("uses none of cobra, pflag and flag%w, so it has no command line to find", errSilent)
		}
	}
	dir := filepath.Join(b.tmp, fmt.Sprint(i))
	if err := os.Mkdir(dir, 0o777); err != nil {
		return nil, err
	}
	bin := filepath.Join(dir, programName(pkg)+exeSuffix)
	if err := b.compile(ctx, dir, bin, pkg, library, deps); err != nil {
		return nil, err
	}
	p, err := b.run(ctx, dir, bin, library)
	if err != nil {
		return nil, err
	}
	p.Package, p.Name, p.Entry = pkg, programName(pkg), b.Entry
	p.Versions = versions(deps)
	b.relocate(p, deps)
	for _, f := range p.Flags() { // at run time the package of a program is called main
		if star, name, ok := strings.Cut(f.GoType, "main."); ok && strings.Trim(star, "*") == "" {
			f.GoType = star + pkg + "." + name
		}
	}
	p.Finish()
	return p, nil
}
