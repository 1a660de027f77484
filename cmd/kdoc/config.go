package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/kdoc-dev/kdoc/internal/checks/config"
)

func (a *app) newConfigCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the configuration in effect, where it comes from, and its schema",
		Args:  cobra.NoArgs,
	}
	var req request
	show := &cobra.Command{
		Use:   "show [TREE]",
		Short: "Print the configuration in effect, each value with who set it",
		Long: `Show prints the configuration in effect for a tree as a .kdoc.yaml that would have
the same effect. Behind each value stands who set it: the line of the file, or
"default".`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := a.configOf(cmd.Context(), req, args)
			if err != nil {
				return err
			}
			return writeEffective(a.stdout, l.effective)
		},
	}
	req.config.register(show)
	path := &cobra.Command{
		Use:               "path [TREE]",
		Short:             "Print which configuration file applies, if any",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := a.configOf(cmd.Context(), request{}, args)
			if err != nil {
				return err
			}
			if l.file == "" {
				fmt.Fprintf(a.stderr, "no %s applies: the defaults are in effect\n", config.Name)
				return nil
			}
			fmt.Fprintln(a.stdout, displayPath(l.file))
			return nil
		},
	}
	schema := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of " + config.Name + ", for editors",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text, err := config.Schema(a.checks)
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
	cmd.AddCommand(show, path, schema)
	return cmd
}

// configOf finds the configuration of a tree, and opens the tree only if that
// takes reading a git revision.
func (a *app) configOf(ctx context.Context, req request, args []string) (*loaded, error) {
	if len(args) > 0 {
		req.dir = args[0]
	}
	if dir := req.dir; dir != "" && configAbove(dir) == "" && strings.Contains(dir, "@") {
		req.tree.noCache = true
		l, err := a.load(ctx, req)
		if err == nil {
			l.close()
		}
		return l, err
	}
	l := &loaded{app: a, config: new(config.Config)}
	if err := l.findConfig(req); err != nil {
		return nil, err
	}
	return l, l.resolve(req)
}

// writeEffective prints a configuration as YAML that has the same effect.
func writeEffective(w io.Writer, e *config.Effective) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "version: %d\n", config.Version)
	fmt.Fprintf(&b, "fail-on: %s # %s\n", e.FailOn.V, e.FailOn.From)
	fmt.Fprintf(&b, "platforms: %s # %s\n", flow(e.Platforms.V), e.Platforms.From)
	fmt.Fprintf(&b, "tags: %s # %s\n", flow(e.Tags.V), e.Tags.From)
	if e.SourceURL.V != "" {
		fmt.Fprintf(&b, "source-url: %q # %s\n", e.SourceURL.V, e.SourceURL.From)
	}
	if e.Baseline.V != "" {
		fmt.Fprintf(&b, "baseline: %q # %s\n", e.Baseline.V, e.Baseline.From)
	}
	if len(e.API) > 0 {
		fmt.Fprint(&b, "api-packages:\n")
	}
	for _, p := range e.API {
		fmt.Fprintf(&b, "  - paths: %s # %s\n    profile: %s\n", flow(p.V.Paths.Include), p.From, p.V.Profile)
	}
	writeTasks(&b, e.Tasks)
	writePrices(&b, e.Prices)
	writeFilter(&b, "paths", "", e.Paths)
	fmt.Fprint(&b, "checks:\n  default: none\n")
	for _, on := range []bool{true, false} {
		var lines []string
		for _, c := range e.Checks {
			if c.On.V == on {
				lines = append(lines, fmt.Sprintf("    - %s # %s\n", c.Check.Slug, c.On.From))
			}
		}
		slices.Sort(lines)
		if len(lines) > 0 {
			key := map[bool]string{true: "enable", false: "disable"}[on]
			fmt.Fprintf(&b, "  %s:\n%s", key, strings.Join(lines, ""))
		}
	}
	fmt.Fprint(&b, "  severity:\n")
	for _, c := range e.Checks {
		fmt.Fprintf(&b, "    %s: %s # %s\n", c.Check.Slug, c.Severity.V, c.Severity.From)
	}
	var paths bytes.Buffer
	for _, c := range e.Checks {
		if len(c.Paths.V.Include)+len(c.Paths.V.Exclude) > 0 {
			writeFilter(&paths, c.Check.Slug, "    ", c.Paths)
		}
	}
	if paths.Len() > 0 {
		fmt.Fprintf(&b, "  paths:\n%s", paths.String())
	}
	if err := writeSettings(&b, e); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writePrices(b *bytes.Buffer, prices []config.Value[config.Price]) {
	if len(prices) > 0 {
		fmt.Fprint(b, "llm-prices:\n")
	}
	for _, p := range prices {
		fmt.Fprintf(b, "  - model: %q # %s\n    input: %v\n    cached-input: %v\n    output: %v\n    batch: %v\n", p.V.Model, p.From, p.V.Input, p.V.Cached, p.V.Output, p.V.Batch)
	}
}

func writeFilter(b *bytes.Buffer, key, indent string, f config.Value[config.Filter]) {
	fmt.Fprintf(b, "%s%s: # %s\n%s  include: %s\n%s  exclude: %s\n", indent, key, f.From,
		indent, flow(f.V.Include), indent, flow(f.V.Exclude))
}

func writeSettings(b *bytes.Buffer, e *config.Effective) error {
	var out bytes.Buffer
	for _, c := range e.Checks {
		if c.Options.V == nil {
			continue
		}
		text, err := yaml.Marshal(c.Options.V)
		if err != nil {
			return fmt.Errorf("settings of %s: %w", c.Check.Slug, err)
		}
		fmt.Fprintf(&out, "  %s: # %s\n", c.Check.Slug, c.Options.From)
		for line := range strings.Lines(string(text)) {
			fmt.Fprint(&out, "    "+line)
		}
	}
	if out.Len() > 0 {
		fmt.Fprintf(b, "settings:\n%s", out.String())
	}
	return nil
}

// flow is a list of strings in YAML's flow style.
func flow(ss []string) string {
	quoted := make([]string, len(ss))
	for i, s := range ss {
		quoted[i] = fmt.Sprintf("%q", s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
