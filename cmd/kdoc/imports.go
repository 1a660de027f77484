package main

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks"
	"github.com/kdoc-dev/kdoc/internal/checks/config"
	"github.com/kdoc-dev/kdoc/internal/checks/importallowlist"
	"github.com/kdoc-dev/kdoc/internal/checks/importrestrictions"
	"github.com/kdoc-dev/kdoc/internal/render/graph"
	"github.com/kdoc-dev/kdoc/internal/walk"
	"github.com/kdoc-dev/kdoc/internal/walk/imports"
)

// pictureLimit is how many nodes a picture has at most unless asked for more:
// about what can be read on a screen.
const pictureLimit = 150

// importsOptions are the arguments of the subcommands of kdoc imports.
type importsOptions struct {
	request
	from, to string // why
	patterns []string
	format   *oneOf
	level    *oneOf
	output   string
	tests    bool
	external bool
	max      int
}

func (a *app) newImportsCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "imports",
		Short: "Ask about who imports whom",
		Long: `Imports answers questions about the import graph of a tree, which it reads off
the import clauses alone.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.newImportsWhyCmd(), a.newImportsGraphCmd(), a.newImportsCyclesCmd())
	return cmd
}

func (a *app) newImportsWhyCmd() *cobra.Command {
	o := &importsOptions{}
	cmd := &cobra.Command{
		Use:   "why A B [TREE]",
		Short: "Print the shortest chain of imports from A to B and the rules that judge it",
		Long: `Why prints the shortest chain of imports that leads from one package to another,
each with its place, and what import-restrictions and import-allowlist say of it.
If only a test of A leads to B, the chain starts in the test.

A and B are import paths or directories (./pkg/api); B may lie outside of the
tree. The exit code is 1 if there is no chain.`,
		Example: `  kdoc imports why k8s.io/kubernetes/cmd/kubeadm k8s.io/api/core/v1
  kdoc imports why ./pkg/api unsafe ~/src/kubernetes`,
		Args: cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.from, o.to = args[0], args[1]
			if len(args) == 3 {
				o.dir = args[2]
			}
			return a.runImportsWhy(cmd.Context(), o)
		},
	}
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) newImportsGraphCmd() *cobra.Command {
	o := &importsOptions{}
	cmd := &cobra.Command{
		Use:   "graph [TREE] [PATTERN…]",
		Short: "Print the import graph as JSON, DOT or SVG",
		Long: `Graph prints the import graph of a tree, or of the packages that match the
patterns; what these import of the rest of the tree is one node for each module.

A picture has at most 150 nodes unless --max says otherwise: directories take the
place of their packages, the largest last. It leaves out imports that others
imply: of a to b, b to c and a to c, the last. JSON and DOT hold everything.`,
		Example: `  kdoc imports graph --level module --format svg -o modules.svg
  kdoc imports graph ~/src/kubernetes ./staging/src/k8s.io/client-go/... --format svg
  kdoc imports graph --format dot | tred | dot -Tpdf`,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir, o.patterns = splitArgs(args)
			if o.max < 0 {
				return fmt.Errorf("invalid --max %d: use a number of nodes, or 0 for no limit", o.max)
			}
			if o.format.value == "svg" && !cmd.Flags().Changed("max") {
				o.max = pictureLimit
			}
			return a.runImportsGraph(cmd.Context(), o)
		},
	}
	fs := cmd.Flags()
	fs.SortFlags = false
	o.format = wordFlag(cmd, "format", "json, dot or svg", "json", "dot", "svg")
	o.level = wordFlag(cmd, "level", "one node for each package or for each module", "package", "module")
	fs.BoolVar(&o.tests, "tests", false, "count the imports of tests too")
	fs.BoolVar(&o.external, "external", false, "add the standard library and the modules outside of the tree")
	fs.IntVar(&o.max, "max", 0, "put directories in the place of packages until there are at most `n` nodes; 0 does not (default 150 for svg)")
	fs.StringVarP(&o.output, "output", "o", "", "write to `file` instead of standard output")
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

func (a *app) newImportsCyclesCmd() *cobra.Command {
	o := &importsOptions{}
	cmd := &cobra.Command{
		Use:   "cycles [TREE]",
		Short: "Print packages and modules that import each other in a circle",
		Long: `Cycles prints the circles that imports form: of packages, which do not compile
unless tests are part of them, and of the tree's modules, which compile but cannot
be published one after the other.

The exit code is 1 if there are any.`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.dir = args[0]
			}
			return a.runImportsCycles(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.tests, "tests", false, "count the imports of tests too")
	o.config.register(cmd)
	o.tree.register(cmd)
	return cmd
}

// loadImports opens a tree with no checks but those that judge imports.
func (a *app) loadImports(ctx context.Context, o *importsOptions) (*loaded, *imports.Graph, error) {
	for _, c := range []*checks.Check{importrestrictions.Check, importallowlist.Check} {
		if checks.Find(a.checks, c.ID) != nil {
			o.overrides.Only = append(o.overrides.Only, c.ID)
		}
	}
	if len(o.overrides.Only) == 0 {
		o.overrides = config.Overrides{}
	}
	l, err := a.load(ctx, o.request)
	if err != nil {
		return nil, nil, err
	}
	return l, imports.New(l.tree, imports.Options{}), nil
}

func (a *app) runImportsGraph(ctx context.Context, o *importsOptions) error {
	l, g, err := a.loadImports(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	scope, err := newScope(l.tree, o.dir, o.patterns)
	if err != nil {
		return err
	}
	opts := graph.Options{Modules: o.level.value == "module", Tests: o.tests, External: o.external}
	if covers := scope.covers(); covers != nil {
		opts.Covers = func(p *walk.Package) bool { return covers(path.Join(p.Dir, "x.go")) }
	}
	drawing := graph.FromImports(g, opts)
	if o.max > 0 {
		drawing = drawing.Shrink(o.max)
	}
	var out []byte
	switch o.format.value {
	case "dot":
		out = drawing.DOT()
	case "svg":
		out, err = drawing.Reduce().SVG(ctx)
	default:
		out, err = drawing.JSON()
	}
	if err != nil {
		return err
	}
	return a.writeOutput(ctx, o.output, func(w io.Writer) error {
		_, err := w.Write(out)
		return err
	})
}

func (a *app) runImportsCycles(ctx context.Context, o *importsOptions) error {
	l, g, err := a.loadImports(ctx, o)
	if err != nil {
		return err
	}
	defer l.close()
	kinds := imports.Prod
	if o.tests {
		kinds = imports.Any
	}
	packages, modules := g.Cycles(kinds), g.ModuleCycles(kinds)
	for _, members := range packages {
		a.printPackageCycle(g, members, kinds)
	}
	for _, cycle := range modules {
		fmt.Fprintf(a.stdout, "a circle of %d modules:\n", len(cycle))
		for _, e := range cycle {
			fmt.Fprintf(a.stdout, "  %s -> %s\n    %s\n", e.From.Path, e.To.Path, hopLine(g, e.Hop))
		}
	}
	if len(packages)+len(modules) > 0 {
		return &exitError{exitDiagnostics, nil}
	}
	fmt.Fprintln(a.stderr, "no cycles")
	return nil
}

// printPackageCycle prints a shortest circle through the first of a group of
// packages that reach each other, and who else is in the group.
func (a *app) printPackageCycle(g *imports.Graph, members []imports.ID, kinds imports.Kinds) {
	in := map[imports.ID]bool{}
	for _, id := range members {
		in[id] = true
	}
	via := imports.Via{First: kinds, Rest: kinds, Through: func(id imports.ID) bool { return in[id] }}
	hops := g.Chain(members[0], members[0], via)
	fmt.Fprintf(a.stdout, "a circle of %d packages:\n", len(hops))
	for _, h := range hops {
		fmt.Fprintf(a.stdout, "  %s\n", hopLine(g, h))
		delete(in, h.From)
	}
	if len(in) > 0 {
		fmt.Fprintln(a.stdout, "  in the same knot:")
		for _, id := range members {
			if in[id] {
				fmt.Fprintf(a.stdout, "    %s\n", g.Node(id).Path)
			}
		}
	}
}

// hopLine words one import, place first.
func hopLine(g *imports.Graph, h imports.Hop) string {
	test := ""
	if h.File.Test {
		test = " in a test"
	}
	return fmt.Sprintf("%s:%d:%d: %s imports %s%s", h.File.Path, h.Import.Pos.Line, h.Import.Pos.Col,
		g.Node(h.From).Path, g.Node(h.To).Path, test)
}

// findPackage returns the node that an argument names.
func findPackage(l *loaded, g *imports.Graph, arg string) (imports.ID, error) {
	if looksLikePath(arg) {
		if p := l.tree.PackageIn(path.Clean(strings.TrimPrefix(arg, "./"))); p != nil {
			return g.Find(p.ImportPath), nil
		}
	}
	if id := g.Find(arg); id != imports.None {
		return id, nil
	}
	var names []string
	for id := range imports.ID(g.Len()) {
		names = append(names, g.Node(id).Path)
	}
	hint := "write an import path, or a directory from the root of the tree (./pkg/api)"
	s := checks.Suggest(arg, names)
	if s == "" { // people write the end of a path
		for _, name := range names {
			if base := path.Base(name); base == arg || checks.Suggest(arg, []string{base}) != "" {
				if s = name; base == arg {
					break
				}
			}
		}
	}
	if s != "" {
		hint = fmt.Sprintf("did you mean %q?", s)
	}
	return imports.None, fmt.Errorf("no package %q is in the tree or imported by it: %s", arg, hint)
}
