package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/render"
	"github.com/kdoc-dev/kdoc/internal/render/report"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/outline"
)

// newGenCmd is the parent of the generators, one file each.
func (a *app) newGenCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gen",
		Short: "Generate documents and code from the tree",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		a.newGenMarkdownCmd(),
		a.newGenManCmd(),
		a.newGenYAMLCmd(),
		a.newGenComponentsCmd(),
		a.newGenSwaggerCmd(),
		a.newGenAPICmd(),
	)
	return cmd
}

// genOptions are the arguments of the generators that write about programs.
type genOptions struct {
	request
	outputFlags
	binaries []string
}

// newProgramsCmd is a generator of one page per program in one format.
func (a *app) newProgramsCmd(cmd *cobra.Command, format render.Format) *cobra.Command {
	o := &genOptions{}
	cmd.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o.dir, o.binaries = treeAndNames(args)
		return a.runGen(cmd.Context(), o, format)
	}
	cmd.Flags().SortFlags = false
	o.outputFlags.register(cmd)
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

// treeAndNames tells "[TREE] [BINARY…]" apart: the first argument is the tree if
// it is a directory or names a revision.
func treeAndNames(args []string) (dir string, names []string) {
	if len(args) == 0 {
		return "", nil
	}
	info, err := os.Stat(args[0])
	if err == nil && info.IsDir() || strings.Contains(args[0], "@") || looksLikePath(args[0]) {
		return args[0], args[1:]
	}
	return "", args
}

func (a *app) runGen(ctx context.Context, o *genOptions, format render.Format) error {
	o.extract = []*walk.Extractor{outline.Extractor}
	l, err := a.load(ctx, o.request)
	if err != nil {
		return err
	}
	defer l.close()
	in, err := l.siteInput(o.outputFlags)
	if err != nil {
		return err
	}
	programs := render.Assemble(in).Only(render.BinaryPage)
	if err := choose(programs, o.binaries); err != nil {
		return err
	}
	dir, err := a.renderTo(ctx, o.outputFlags, format, programs, nil)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "wrote %s to %s, %d of them changed\n", report.Count(dir.Changed+dir.Same, "file"), o.output, dir.Changed)
	return l.complete(nil)
}

// choose keeps the pages of the named programs. A name is a program's own or
// the import path of its package, or the end of that.
func choose(s *render.Site, names []string) error {
	if len(s.Pages) == 0 {
		return errors.New("the tree has no programs: no package main with a func main")
	}
	if len(names) == 0 {
		return nil
	}
	keep := map[*render.Page]bool{}
	for _, name := range names {
		found := false
		for _, p := range s.Pages {
			if p.Name == name || p.About == name || strings.HasSuffix(p.About, "/"+path.Clean(name)) {
				keep[p], found = true, true
			}
		}
		if !found {
			if hint := checks.Suggest(name, pageNames(s)); hint != "" {
				return fmt.Errorf("unknown program %q: did you mean %q?", name, hint)
			}
			return fmt.Errorf("unknown program %q: the tree has %s", name, programNames(s))
		}
	}
	s.Pages = slices.DeleteFunc(s.Pages, func(p *render.Page) bool { return !keep[p] })
	return nil
}

// pageNames are the names of the pages.
func pageNames(s *render.Site) []string {
	var names []string
	for _, p := range s.Pages {
		names = append(names, p.Name)
	}
	return names
}

// programNames lists programs for a message, and not all of very many.
func programNames(s *render.Site) string {
	const most = 30
	names := pageNames(s)
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", len(names)-most)
	}
	return strings.Join(names, ", ")
}
