package evalroad

import (
	"context"
	"strings"

	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/commands"
	"github.com/kdoc-dev/kdoc/internal/walk/eval"
	"github.com/kdoc-dev/kdoc/internal/walk/typed"
)

// What a program writes documentation about is the command it hands to cobra's
// writers: from main itself, or from a command that is often hidden.

const docPackage = commands.CobraModule + "/doc"

// documented evaluates a generator until it writes: without arguments, then with a
// directory that is there, as many want one. If main comes to no writer, the
// constructor that it calls is evaluated alone.
func documented(ctx context.Context, tree *walk.Tree, prog *typed.Program, opts *Options) *Result {
	main := *opts
	main.Entry = ""
	first := attempt(ctx, tree, prog, &main, opts.Args)
	if first.wrote {
		return first
	}
	if len(opts.Args) == 0 {
		home := opts.Env["HOME"]
		if home == "" {
			home = DefaultEnv()["HOME"]
		}
		if second := attempt(ctx, tree, prog, &main, []string{home}); second.wrote {
			return second
		}
	}
	if opts.Entry != "" {
		return attempt(ctx, tree, prog, &Options{Program: opts.Program, Entry: opts.Entry, Env: opts.Env, Budget: opts.Budget}, opts.Args)
	}
	p := first.Program
	p.Root, p.Library, p.Globals = nil, "", nil
	p.Unknown = append([]commands.Unknown{{Field: "root", Reason: "the program does not come to where it writes documentation"}}, p.Unknown...)
	return first
}

// writer goes on from where a root command is about to execute to where one of its
// commands, of a package that calls the writers, hands on what to write about. It
// is stop itself if none does.
func (r *reader) writer(stop *eval.Stop) *eval.Stop {
	if stop == nil || stop.Why != "execute" {
		return stop
	}
	found := stop
	var visit func(cmd eval.Value)
	visit = func(cmd eval.Value) {
		for _, name := range []string{"RunE", "Run"} {
			if run, _ := eval.Field(cmd, name); run != nil && found == stop && r.callsWriters(run) {
				if next, _ := r.in.Until(run, cmd, r.in.Strings()); next != nil && next.Why == "doc" {
					found = next
				}
			}
		}
		list, _ := eval.Field(cmd, "commands")
		for _, child := range eval.Elements(list) {
			visit(child)
		}
	}
	visit(stop.Cmd)
	return found
}

// customised notes that the writer was given functions that change the pages.
func (r *reader) customised(stop *eval.Stop) {
	if strings.HasSuffix(stop.Library, "Custom") {
		r.prog.Assumed = append(r.prog.Assumed, commands.Unknown{Field: "pages", Pos: r.pos(stop.Pos),
			Reason: "the generator calls doc." + stop.Library + " with functions of its own for front matter and links, which are left out"})
	}
}

// callsWriters reports whether a function is of a package that imports cobra's
// documentation writers.
func (r *reader) callsWriters(fn eval.Value) bool {
	name := strings.TrimLeft(eval.FuncName(fn), "(*")
	slash := strings.LastIndex(name, "/")
	dot := strings.Index(name[slash+1:], ".")
	if dot < 0 {
		return false
	}
	for _, p := range r.closure.Packages {
		if p.Path != name[:slash+1+dot] {
			continue
		}
		for _, f := range p.Files {
			for _, im := range f.Imports {
				if strings.Trim(im.Path.Value, "`\"") == docPackage {
					return true
				}
			}
		}
	}
	return false
}
